"""What the homepage shows from a viewpoint: what editors programmed, and something sensible where they did not."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from catalog.models import Title
from streamcms.publishing.images import Image
from theming.homepage_titles import latest_episodes, newest_with_picture, titles_of
from theming.models import HomepageRow, Slide
from theming.programme import MOST_SLIDES

_NEWEST_SLIDES = 6
_Kind = HomepageRow.Kind
UNPROGRAMMED = (_Kind.LATEST_MOVIES, _Kind.MY_LIST, _Kind.LATEST_EPISODES, _Kind.LATEST_SHOWS, _Kind.COMING_SOON)
LEAVE_OUT_SLIDES = {_Kind.LATEST_MOVIES, _Kind.LATEST_SHOWS}


@dataclass(frozen=True, slots=True)
class ShownSlide:
    """`title` from .with_slide_data(). `programmed`: the key of the Slide that it is of; None where none is."""

    title: Title
    picture: Image
    headline: str
    text: str
    programmed: int | None = None


@dataclass(slots=True)
class ShownRow:
    """`titles` or `episodes` from .with_card_data(); neither where the browser fills the row."""

    row: HomepageRow
    heading: str
    more_url: str
    more: str
    titles: list = field(default_factory=list)
    episodes: list = field(default_factory=list)

    @property
    def is_my_list(self):
        return self.row.kind == _Kind.MY_LIST

    @property
    def dated(self):
        """What a card says of its title in place of year and rating; "" for nothing."""
        return {_Kind.COMING_SOON: "from", _Kind.LEAVING_SOON: "until"}.get(self.row.kind, "")


def shown_slides(viewpoint):
    """The slides that are on, else the newest titles: three queries, and four for each kind of "the newest"."""
    slides = list(Slide.objects.visible(viewpoint).in_order().with_pictures())
    chosen = {slide.title_id for slide in slides if slide.title_id}
    titles = _titles(viewpoint, chosen)
    of_the_newest = [slide for slide in slides if slide.kind == Slide.Kind.NEWEST]
    most = len(chosen) + sum(slide.count for slide in of_the_newest)
    newest = {kind: newest_with_picture(viewpoint, most, kind) for kind in {one.title_kind for one in of_the_newest}}
    shown = []
    for slide in slides:
        if slide.kind == Slide.Kind.TITLE:
            shown += _slide_by_hand(slide, titles.get(slide.title_id))
        else:
            left = [title for title in newest[slide.title_kind] if title.pk not in chosen][: slide.count]
            shown += _newest_slides(left, slide.pk)
            chosen |= {title.pk for title in left}
    return shown[:MOST_SLIDES] or _newest_slides(newest_with_picture(viewpoint, _NEWEST_SLIDES))


def _titles(viewpoint, keys):
    found = Title.objects.visible(viewpoint).filter(pk__in=keys).with_slide_data() if keys else ()
    return {title.pk: title for title in found}


def _slide_by_hand(slide, title):
    picture = slide.picture or (title and title.backdrop)
    if not (title and picture):
        return []
    own = slide.localised
    headline, text = own.headline or title.localised.name, own.text or title.localised.synopsis
    return [ShownSlide(title, picture, headline, text, slide.pk)]


def _newest_slides(titles, programmed=None):
    return [
        ShownSlide(title, title.backdrop, title.localised.name, title.localised.synopsis, programmed)
        for title in titles
    ]


def shown_rows(viewpoint, slides=()):
    """The rows that are on and have something to show, else the usual ones: a query a row, and six for all."""
    rows = list(HomepageRow.objects.visible(viewpoint).in_order().with_sources())
    shown = _filled(rows, viewpoint, slides)
    if not any(map(_has_cards, shown)):
        shown = _filled([HomepageRow(kind=kind) for kind in UNPROGRAMMED], viewpoint, slides)
    return shown if slides or any(map(_has_cards, shown)) else []


def _has_cards(shown):
    return bool(shown.titles or shown.episodes)


def _filled(rows, viewpoint, slides):
    without = {slide.title.pk for slide in slides}
    keys = {id(row): _keys(row, viewpoint, without) for row in rows}
    wanted = {key for some in keys.values() for key in some}
    cards = {title.pk: title for title in Title.objects.filter(pk__in=wanted).with_card_data()} if wanted else {}
    shown = [ShownRow(row, heading_of(row), *_more(row)) for row in rows]
    for one in shown:
        one.titles = [cards[key] for key in keys[id(one.row)] if key in cards]
        if one.row.kind == _Kind.LATEST_EPISODES:
            one.episodes = list(latest_episodes(viewpoint, one.row.count))
    own = next((one for one in shown if one.is_my_list), None)  # its cards are drawn from one template
    return [one for one in shown if _has_cards(one) or one is own]


def _keys(row, viewpoint, slides):
    """Primary keys of the titles that a row shows."""
    titles = titles_of(row, viewpoint)
    if titles is None:
        return []
    without = slides if row.kind in LEAVE_OUT_SLIDES else set()
    keys = titles.values_list("pk", flat=True)[: row.count + len(without)]
    return [key for key in keys if key not in without][: row.count]


def heading_of(row):
    """In the page's language: the editor's words, else what the kind is called."""
    if written := row.localised.heading:
        return written
    if row.kind == _Kind.PERSON:
        return _("With %(name)s") % {"name": row.person.localised.name}
    return str(row.source) if row.source else _HEADINGS[row.kind]()


_HEADINGS = {
    _Kind.LATEST_MOVIES: lambda: _("Latest movies"),
    _Kind.LATEST_SHOWS: lambda: _("Latest shows"),
    _Kind.LATEST_EPISODES: lambda: _("Latest TV episodes"),
    _Kind.TOP_RATED: lambda: _("Top rated"),
    _Kind.COMING_SOON: lambda: _("Coming"),
    _Kind.LEAVING_SOON: lambda: _("Leaving soon"),
    _Kind.MY_LIST: lambda: _("My list"),
    _Kind.TITLES: lambda: _("Chosen for you"),
}


def _more(row):
    """(address, words) of where a row goes on; ("", "") where it shows all that there is."""
    if row.kind in (_Kind.LATEST_MOVIES, _Kind.LATEST_SHOWS, _Kind.LATEST_EPISODES):
        movies = row.kind == _Kind.LATEST_MOVIES
        return (reverse("movies"), _("All movies")) if movies else (reverse("shows"), _("All shows"))
    if row.kind == _Kind.MY_LIST:
        return reverse("my_list"), _("All of my list")
    if row.kind == _Kind.TOP_RATED:
        return _library(row, sort="rating"), _("All by rating")
    if row.kind == _Kind.COMING_SOON:
        return _library(row, status="upcoming"), _("All that is coming")
    if row.kind == _Kind.TAG:
        return _library(row, tag=row.tag.slug), _("All of them")
    return (row.source.get_absolute_url(), _("All of them")) if row.source else ("", "")


def _library(row, **asked):
    kind = {"kind": row.title_kind} if row.title_kind else {}
    return f"{reverse('library')}?{urlencode(kind | asked)}"
