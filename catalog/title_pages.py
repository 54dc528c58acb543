"""The pages of movies and shows."""

from itertools import groupby

from django.conf import settings
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse

from catalog.airing import aired_episodes, airing_news
from catalog.models import Collection, Department, Episode, Season, Title, Video
from catalog.similar_pages import more_rows, similar_titles
from streamcms.publishing.addresses import find_or_404, follow_moves


@follow_moves
def movie(request, slug):
    return _title_page(request, slug, Title.Kind.MOVIE, "catalog/movie.html")


@follow_moves
def show(request, slug):
    return _title_page(request, slug, Title.Kind.SHOW, "catalog/show.html")


def _title_page(request, slug, kind, template):
    viewpoint = request.viewpoint
    title = find_or_404(Title.objects.with_page_data(), slug, viewpoint)
    if title.kind != kind:
        return redirect(title, permanent=True)
    credits = list(title.credits.of_title().visible(viewpoint).with_person_data())
    context = {
        "title": title,
        "certification": _certification(title),
        "is_upcoming": is_upcoming(title, viewpoint),
        "cast": [credit for credit in credits if credit.department == Department.ACTING],
        "directors": [credit for credit in credits if credit.job == "Director"],
        "creators": [credit for credit in credits if credit.department == Department.CREATOR],
        "crew": _by_department(credits),
        "videos": list(title.videos.visible(viewpoint).promotional()),
        "collections": list(_collections_around(title, viewpoint)),
        "similar": similar_titles(title, viewpoint),
    }
    context["more_rows"] = _more_rows(title, context, viewpoint)
    context |= _show_parts(title, viewpoint) if title.is_show else _movie_parts(title, viewpoint)
    return render(request, template, context)


def _more_rows(title, page, viewpoint):
    shown = [other.pk for collection in page["collections"] for other in collection.visible_titles]
    shown += [other.pk for other in page["similar"]]
    return more_rows(title, page["cast"], page["directors"], title.tags.all(), shown, viewpoint)


def is_upcoming(title, viewpoint):
    """Whether it is known to come out later than that day; until then nothing of it is played."""
    return bool(title.released_on and title.released_on > viewpoint.today)


def _movie_parts(movie, viewpoint):
    is_watchable = not is_upcoming(movie, viewpoint) and movie.videos.playable().filter(season=None).exists()
    return {"watch_url": reverse("watch_movie", args=[movie.slug]) if is_watchable else ""}


def _show_parts(show, viewpoint):
    """A show that has not aired says when it will, and lists no seasons."""
    if is_upcoming(show, viewpoint):
        return {"seasons": []}
    seasons = list(_seasons(show, viewpoint))
    episodes = [episode for season in seasons for episode in season.visible_episodes]
    for season in seasons:
        season.aired_count = len(aired_episodes(season, viewpoint.today))
    first = next((episode for episode in episodes if episode.is_watchable), None)
    return {
        "seasons": seasons,
        "numbered_seasons": [season for season in seasons if season.number],
        "first_episode": first,
        "watch_url": reverse("watch_episode", args=[show.slug, first.season.number, first.number]) if first else "",
        "airing": airing_news(seasons, viewpoint.today),
    }


def _certification(title):
    """The age rating to show: of the country that the site is made for, else the first; None without any."""
    rated = [certification for certification in title.certifications.all() if certification.code]
    own = (certification for certification in rated if certification.country == settings.CERTIFICATION_COUNTRY)
    return next(own, rated[0] if rated else None)


def _by_department(credits):
    """Crew as (department, credits), in the order of departments, billing order within."""
    order = list(Department)
    crew = sorted(
        (credit for credit in credits if credit.department != Department.ACTING),
        key=lambda credit: order.index(credit.department),
    )
    return [(Department(key).label, list(group)) for key, group in groupby(crew, lambda credit: credit.department)]


def _collections_around(title, viewpoint):
    """The visible collections of a title with their visible titles in order: two queries."""
    titles = Title.objects.visible(viewpoint).order_by("collection_memberships__position").with_card_data()
    return (
        Collection.objects.visible(viewpoint)
        .filter(memberships__title=title)
        .by_name()
        .with_translations()
        .prefetch_related(Prefetch("titles", titles, to_attr="visible_titles"))
    )


def _seasons(show, viewpoint):
    """The visible seasons, specials last, each with its visible episodes, their stills and whether each can be
    watched: two queries."""
    episodes = (
        Episode.objects.visible(viewpoint)
        .with_card_data()
        .annotate(is_watchable=Video.objects.playable().of_outer_episode(viewpoint))
        .order_by("number")
    )
    return (
        Season.objects.visible(viewpoint)
        .filter(show=show)
        .in_viewing_order()
        .with_translations()
        .select_related("show", "poster")
        .prefetch_related(Prefetch("episodes", episodes, to_attr="visible_episodes"))
    )
