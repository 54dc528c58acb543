"""The rules of movies and shows."""

from django.db.models import Q
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from catalog.health.rule import Rule, Severity, field, inline, rows
from catalog.models import Department

SHORTEST_SYNOPSIS, LONGEST_SYNOPSIS = 80, 2_000  # characters
NARROWEST_POSTER = 540  # pixels, as the head of a title's page shows it on a good screen
FLATTEST_POSTER, TALLEST_POSTER = 216, 186  # where 200 is two to three; 27 × 40 inches is 202
FEWEST_CAST = 5
_MOVIES, _SHOWS = frozenset({"movie"}), frozenset({"show"})
_TITLES = _MOVIES | _SHOWS


def _says_poster_shape(title):
    sizes = {"width": title.poster.width, "height": title.poster.height}
    return _("The poster is %(width)d × %(height)d, which is not two to three.") % sizes


def _says_poster_size(title):
    sizes = {"width": title.poster.width, "least": NARROWEST_POSTER}
    return _("The poster is %(width)d pixels wide; at least %(least)d are wanted.") % sizes


def _says_synopsis(title):
    length = title.synopsis_length
    if not length:
        return _("There is no synopsis.")
    numbers = {"length": length, "least": SHORTEST_SYNOPSIS, "most": LONGEST_SYNOPSIS}
    if length < SHORTEST_SYNOPSIS:
        return _("The synopsis has %(length)d characters; at least %(least)d are wanted.") % numbers
    return _("The synopsis has %(length)d characters; at most %(most)d are wanted.") % numbers


def _says_cast(title):
    count = title.cast_count
    if not count:
        return _("Nobody is in the cast.")
    said = ngettext(
        "%(count)d in the cast; %(least)d are wanted.", "%(count)d in the cast; %(least)d are wanted.", count
    )
    return said % {"count": count, "least": FEWEST_CAST}


def _says_trailers_gone(title):
    count = title.trailers_gone
    return ngettext("%d trailer cannot be reached any more.", "%d trailers cannot be reached any more.", count) % count


def lacking_texts(thing, words):
    """Of {role: words} those whose picture of `thing` has no alternative text."""
    return {role: said for role, said in words.items() if getattr(thing, f"{role}_lacks_text")}


_PICTURES = {"poster": lazy("poster"), "backdrop": lazy("backdrop"), "logo": lazy("logo")}


def _says_alternative_text(title):
    lacking = [str(words) for words in lacking_texts(title, _PICTURES).values()]
    return _("No words stand for the picture: %s.") % get_text_list(lacking, _("and"))


def _place_of_alternative_text(title):
    role = next(iter(lacking_texts(title, _PICTURES)))
    image = reverse("admin:publishing_image_change", args=[getattr(title, f"{role}_id")])
    return f"{image}#id_alternative_text"


def _says_twin(title):
    return _("Another %s has this name and this year.") % title.get_kind_display()


def _place_of_twin(title):
    return reverse(f"admin:catalog_{title.kind}_change", args=[title.twin])


def _says_nameless(title):
    count = title.nameless_episodes
    return ngettext("%d episode has no name.", "%d episodes have no name.", count) % count


def _says_undated(title):
    parts = []
    if count := title.undated_seasons:
        parts.append(ngettext("%d season", "%d seasons", count) % count)
    if count := title.undated_episodes:
        parts.append(ngettext("%d episode", "%d episodes", count) % count)
    return _("Without an air date: %s.") % get_text_list(parts, _("and"))


def _place_in_seasons(first, anchor):
    """The form of the first such episode; where there are more, the page of its season; else that of all seasons."""

    def place(show):
        count = getattr(show, f"{first}_episodes")
        if count == 1:
            return reverse("admin:catalog_episode_change", args=[getattr(show, f"first_{first}")]) + f"#id_{anchor}"
        if count:
            return reverse("admin:catalog_season_episodes", args=[getattr(show, f"first_{first}_season")])
        return reverse("admin:catalog_show_seasons", args=[show.pk])

    return place


def _plain(words):
    return lambda title: str(words)


def _rule(key, bit, label, asks, weight, broken, says, place, kinds=_TITLES, severity=Severity.NOTE):
    return Rule(key, bit, label, asks, kinds, weight, broken, says, place, severity)


TITLE_RULES = (
    _rule(
        "poster",
        1 << 0,
        lazy("Poster"),
        lazy("There is a poster."),
        3,
        Q(poster=None),
        _plain(lazy("There is no poster.")),
        field("poster"),
    ),
    _rule(
        "poster_shape",
        1 << 1,
        lazy("Shape of the poster"),
        lazy("The poster is two wide to three high."),
        1,
        Q(poster_shape__lt=TALLEST_POSTER) | Q(poster_shape__gt=FLATTEST_POSTER),
        _says_poster_shape,
        field("poster"),
    ),
    _rule(
        "poster_size",
        1 << 2,
        lazy("Size of the poster"),
        lazy("The poster is at least 540 pixels wide."),
        1,
        Q(poster_width__lt=NARROWEST_POSTER),
        _says_poster_size,
        field("poster"),
    ),
    _rule(
        "synopsis",
        1 << 3,
        lazy("Synopsis"),
        lazy("The synopsis has 80 to 2,000 characters."),
        2,
        Q(synopsis_length__lt=SHORTEST_SYNOPSIS) | Q(synopsis_length__gt=LONGEST_SYNOPSIS),
        _says_synopsis,
        field("synopsis"),
    ),
    _rule(
        "certification",
        1 << 4,
        lazy("Certification"),
        lazy("An age rating of one country at least is known."),
        1,
        Q(has_certification=False),
        _plain(lazy("There is no certification.")),
        inline("certifications"),
    ),
    _rule(
        "trailer",
        1 << 5,
        lazy("Trailer"),
        lazy("There is a trailer or a teaser."),
        1,
        Q(has_trailer=False),
        _plain(lazy("There is no trailer.")),
        rows("videos"),
    ),
    _rule(
        "trailer_reachable",
        1 << 6,
        lazy("Trailer that plays"),
        lazy("No trailer is known to be gone. What was not checked yet counts as there."),
        1,
        Q(trailers_gone__gt=0),
        _says_trailers_gone,
        rows("videos"),
        severity=Severity.WARN,
    ),
    _rule(
        "director",
        1 << 7,
        lazy("Director"),
        lazy("A movie has a director."),
        2,
        Q(has_director=False),
        _plain(lazy("There is no director.")),
        rows("credits", department=Department.DIRECTING),
        _MOVIES,
    ),
    _rule(
        "creator",
        1 << 8,
        lazy("Creator"),
        lazy("A show has a creator or a director."),
        1,
        Q(has_director=False, has_creator=False),
        _plain(lazy("There is neither a creator nor a director.")),
        rows("credits", department=Department.CREATOR),
        _SHOWS,
    ),
    _rule(
        "cast",
        1 << 9,
        lazy("Cast"),
        lazy("Five people are in the cast."),
        2,
        Q(cast_count__lt=FEWEST_CAST),
        _says_cast,
        rows("credits", department=Department.ACTING),
    ),
    _rule(
        "language",
        1 << 10,
        lazy("Original language"),
        lazy("The original language is known."),
        1,
        Q(original_language=None),
        _plain(lazy("There is no original language.")),
        field("original_language"),
    ),
    _rule(
        "release_date",
        1 << 11,
        lazy("Release date"),
        lazy("The release date is known, be it only the year."),
        1,
        Q(released_on=None),
        _plain(lazy("There is no release date.")),
        field("released"),
    ),
    _rule(
        "alternative_text",
        1 << 12,
        lazy("Alternative text"),
        lazy("Words stand for poster, backdrop and logo where they are not seen."),
        1,
        Q(poster_lacks_text=True) | Q(backdrop_lacks_text=True) | Q(logo_lacks_text=True),
        _says_alternative_text,
        _place_of_alternative_text,
    ),
    _rule(
        "duplicate",
        1 << 13,
        lazy("No duplicate"),
        lazy("No other movie or show has its name and, give or take one, its year."),
        1,
        Q(twin__isnull=False),
        _says_twin,
        _place_of_twin,
        severity=Severity.WARN,
    ),
    _rule(
        "episodes",
        1 << 14,
        lazy("Episodes"),
        lazy("A show has episodes."),
        2,
        Q(episode_count=0),
        _plain(lazy("There are no episodes.")),
        rows("seasons"),
        _SHOWS,
    ),
    _rule(
        "episode_names",
        1 << 15,
        lazy("Names of episodes"),
        lazy("Every episode has a name."),
        1,
        Q(nameless_episodes__gt=0),
        _says_nameless,
        _place_in_seasons("nameless", "name"),
        _SHOWS,
    ),
    _rule(
        "air_dates",
        1 << 16,
        lazy("Air dates"),
        lazy("Every season and every episode has an air date."),
        1,
        Q(undated_episodes__gt=0) | Q(undated_seasons__gt=0),
        _says_undated,
        _place_in_seasons("undated", "aired"),
        _SHOWS,
    ),
)
