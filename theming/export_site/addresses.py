"""Every public address of a viewpoint, read from the models: it does not matter whether a page links to it."""

import math
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from catalog.models import Collection, Episode, Genre, Title, Video
from catalog.views import TITLES_PER_PAGE
from people.models import Person
from streamcms.publishing.models import PublicSlug
from streamcms.publishing.slugs import space_of
from theming.machine_readable import sitemap_sections
from theming.models import Page

FIXED = (
    "home",
    "library",
    "movies",
    "shows",
    "my_list",
    "search",
    "offline",
    "service_worker",
    "latest_feed",
    "opensearch",
    "manifest",
    "sitemap",
)
_LIBRARIES = {"library": {}, "movies": {"kind": "movie"}, "shows": {"kind": "show"}}
_WITH_A_PAGE = (Title, Person, Collection, Page)


@dataclass(frozen=True, slots=True)
class Address:
    """`path` as links spell it; `name` of its pattern; whether it leads elsewhere because the thing was renamed."""

    path: str
    name: str
    is_former: bool = False


def public_addresses(viewpoint):
    """Every Address in every language; those of one thing in several languages stand together. Some 20 queries."""
    every = [(name, ()) for name in FIXED]
    every += [("sitemap_page", place) for place in _sitemap_pages(viewpoint)]
    every += _library_pages(viewpoint)
    every += _things(viewpoint)
    every += _watch_pages(viewpoint)
    found = {path: Address(path, name) for name, arguments in every for path in _in_every_language(name, arguments)}
    robots = reverse("robots")
    found[robots] = Address(robots, "robots")
    for name, slug in _former_slugs(viewpoint):
        for path in _in_every_language(name, [slug]):
            found.setdefault(path, Address(path, name, is_former=True))
    return list(found.values())


def _in_every_language(name, arguments):
    for language, _words in settings.LANGUAGES:
        with translation.override(language):
            yield reverse(name, args=arguments)


def _sitemap_pages(viewpoint):
    yield "library", 1
    for section in sitemap_sections():
        pages, _changed = section.extent(viewpoint)
        yield from ((section.name, page) for page in range(1, pages + 1))


def _library_pages(viewpoint):
    """The second and further pages of every part of the library, and the genres themselves."""
    titles = Title.objects.visible(viewpoint)
    for base, part in _LIBRARIES.items():
        yield from ((f"{base}_page", [page]) for page in _further_pages(titles.filter(**part).count()))
    for genre in Genre.objects.used_in(titles):
        yield "genre", [genre.slug]
        yield from (("genre_page", [genre.slug, page]) for page in _further_pages(genre.title_count))


def _further_pages(count):
    return range(2, math.ceil(count / TITLES_PER_PAGE) + 1)


def _things(viewpoint):
    for kind, slug in Title.objects.visible(viewpoint).order_by("pk").values_list("kind", "slug"):
        yield kind, [slug]
    for name, model in (("collection", Collection), ("person", Person), ("page", Page)):
        for slug in model.objects.visible(viewpoint).order_by("pk").values_list("slug", flat=True):
            yield name, [slug]


def _watch_pages(viewpoint):
    """What plays here: released films, and episodes that are out of shows that are."""
    playable, released = Video.objects.playable(), Title.objects.visible(viewpoint).released(viewpoint)
    films = released.movies().filter(pk__in=playable.order_by().filter(season=None).values("title"))
    for slug in films.order_by("pk").values_list("slug", flat=True):
        yield "watch_movie", [slug]
    episodes = Episode.objects.visible(viewpoint).filter(
        playable.of_outer_episode(viewpoint), season__show__in=released
    )
    yield from (
        ("watch_episode", place)
        for place in episodes.order_by("pk").values_list("season__show__slug", "season__number", "number")
    )


def _former_slugs(viewpoint):
    """(name of the pattern, slug) of addresses that were public and lead to something visible now."""
    for model in _WITH_A_PAGE:
        fields = ("pk", "slug", "kind") if model is Title else ("pk", "slug")
        visible = {pk: (slug, *kind) for pk, slug, *kind in model.objects.visible(viewpoint).values_list(*fields)}
        rows = PublicSlug.objects.filter(space=space_of(model)).order_by("slug")
        for slug, pk in rows.values_list("slug", "object_id"):
            if pk in visible and visible[pk][0] != slug:
                yield (*visible[pk][1:], model._meta.model_name)[0], slug
