"""The pages on which a movie or an episode plays: its own file or stream, never another host's player."""

from urllib.parse import urlsplit

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from catalog.models import Caption, Episode, Title, Video
from catalog.title_pages import is_upcoming
from streamcms.publishing.addresses import find_or_404, follow_moves
from streamcms.publishing.translated import load_translations


@follow_moves
def movie(request, slug):
    title = _find(slug, request.viewpoint)
    if title.is_show:
        return redirect(title, permanent=True)
    videos = _playable(title.videos.filter(season=None))
    return _watch_page(request, title, videos, {"key": f"movie/{slug}", "back_url": title.get_absolute_url()})


@follow_moves
def episode(request, slug, season, number):
    show = _find(slug, request.viewpoint)
    if not show.is_show:
        return redirect(show, permanent=True)
    found, following = _episode_and_next(_watchable_episodes(show, request.viewpoint), (season, number))
    context = {
        "episode": found,
        "next_episode": following,
        "next_url": following and reverse("watch_episode", args=[slug, following.season.number, following.number]),
        "key": f"show/{slug}/s{season}e{number}",
        "back_url": found.get_absolute_url(),
    }
    return _watch_page(request, show, _playable(found.videos.all()), context)


def _find(slug, viewpoint):
    """The visible title, if it is out."""
    title = find_or_404(load_translations(Title.objects.select_related("poster", "backdrop"), ""), slug, viewpoint)
    if is_upcoming(title, viewpoint):
        raise Http404
    return title


def _playable(videos):
    """Videos with their captions: two queries."""
    return list(videos.playable().prefetch_related(Prefetch("captions", Caption.objects.order_by("label", "pk"))))


def _watchable_episodes(show, viewpoint):
    """The visible episodes that are out and can be watched, in viewing order: one query."""
    return (
        Episode.objects.visible(viewpoint)
        .filter(Video.objects.playable().of_outer_episode(viewpoint), season__show=show)
        .with_card_data()
        .in_viewing_order()
    )


def _episode_and_next(episodes, wanted):
    """The episode with that (season, number) and the one after it, which may be None."""
    episodes = iter(episodes)
    for found in episodes:
        if (found.season.number, found.number) == wanted:
            return found, next(episodes, None)
    raise Http404


def _watch_page(request, title, videos, context):
    if not videos:
        raise Http404
    captions = [caption for video in videos for caption in video.captions.all()]
    context |= {
        "title": title,
        "videos": videos,
        "captions": captions,
        "needs_cors": any(urlsplit(caption.reference).netloc for caption in captions),
    }
    return render(request, "catalog/watch.html", context)
