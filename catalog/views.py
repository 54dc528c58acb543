"""The library and the pages of titles."""

from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from catalog.filters import TitleFilter
from catalog.models import Collection, Department, Episode, Genre, Season, Title
from streamcms.publishing.addresses import find_or_404, follow_moves

TITLES_PER_PAGE = 60
_SHOWN_SIMILAR = 12


def library(request, page=1, kind=""):
    titles = Title.objects.visible(request.viewpoint)
    if kind:
        titles = titles.filter(kind=kind)
    headings = {"": "Library", "movie": "Movies", "show": "Shows"}
    base = {"": "library", "movie": "movies", "show": "shows"}[kind]
    return _browse(request, titles.newest_first(), page, base, {"heading": headings[kind], "kind": kind})


def genre(request, slug, page=1):
    chosen = Genre.objects.filter(slug=slug).first()
    if not chosen:
        raise Http404
    titles = Title.objects.visible(request.viewpoint).filter(genres=chosen).newest_first()
    return _browse(request, titles, page, "genre", {"heading": chosen.name, "genre": chosen}, [slug])


def _browse(request, titles, page, base, context, arguments=()):
    """The grid of titles under an address: filtered by the query, in pages of 60."""
    title_filter = TitleFilter(request.GET, titles.with_card_data(), request)
    paginator = Paginator(title_filter.qs, TITLES_PER_PAGE)
    if page < 1 or page > paginator.num_pages:
        raise Http404
    parameters = request.GET.copy()
    parameters.pop("page", None)
    context |= {
        "filter": title_filter,
        "page": paginator.get_page(page),
        "pages": list(paginator.get_elided_page_range(page, on_each_side=2, on_ends=1)),
        "first_page_url": reverse(base, args=arguments),
        "page_url_base": reverse(base, args=arguments) + "page/",
        "query": parameters.urlencode(),
    }
    return render(request, "catalog/library.html", context)


@follow_moves
def collection(request, slug):
    found = find_or_404(Collection.objects.select_related("poster", "backdrop"), slug, request.viewpoint)
    titles = (
        Title.objects.visible(request.viewpoint)
        .filter(collection_memberships__collection=found)
        .order_by("collection_memberships__position", "sort_key")
        .with_card_data()
    )
    return render(request, "catalog/collection.html", {"collection": found, "titles": titles})


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
        "is_upcoming": bool(title.released_on and title.released_on > viewpoint.today),
        "cast": [credit for credit in credits if credit.department == Department.ACTING],
        "directors": [credit for credit in credits if credit.job == "Director"],
        "creators": [credit for credit in credits if credit.department == Department.CREATOR],
        "crew": _by_department(credits),
        "videos": title.videos.promotional(),
        "collections": _collections_around(title, viewpoint),
        "similar": Title.objects.visible(viewpoint)
        .filter(similar_to_links__source=title)
        .order_by("similar_to_links__rank")
        .with_card_data()[:_SHOWN_SIMILAR],
    }
    if title.is_show:
        context["seasons"] = _seasons(title, viewpoint) if not context["is_upcoming"] else []
    return render(request, template, context)


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
        .prefetch_related(Prefetch("titles", titles, to_attr="visible_titles"))
    )


def _seasons(show, viewpoint):
    """The visible seasons, specials last, each with its visible episodes and their stills: two queries."""
    episodes = Episode.objects.visible(viewpoint).with_card_data().order_by("number")
    return (
        Season.objects.visible(viewpoint)
        .filter(show=show)
        .in_viewing_order()
        .select_related("show", "poster")
        .prefetch_related(Prefetch("episodes", episodes, to_attr="visible_episodes"))
    )
