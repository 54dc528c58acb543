"""The rules of movies and shows."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as lazy

from catalog.health import title_findings as found
from catalog.health.rule import Rule, Severity, field, inline, rows
from catalog.models import Department

_MOVIES, _SHOWS = frozenset({"movie"}), frozenset({"show"})
_TITLES = _MOVIES | _SHOWS


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
        Q(poster_shape__lt=found.TALLEST_POSTER) | Q(poster_shape__gt=found.FLATTEST_POSTER),
        found.says_poster_shape,
        field("poster"),
    ),
    _rule(
        "poster_size",
        1 << 2,
        lazy("Size of the poster"),
        lazy("The poster is at least 540 pixels wide."),
        1,
        Q(poster_width__lt=found.NARROWEST_POSTER),
        found.says_poster_size,
        field("poster"),
    ),
    _rule(
        "synopsis",
        1 << 3,
        lazy("Synopsis"),
        lazy("The synopsis has 80 to 2,000 characters."),
        2,
        Q(synopsis_length__lt=found.SHORTEST_SYNOPSIS) | Q(synopsis_length__gt=found.LONGEST_SYNOPSIS),
        found.says_synopsis,
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
        found.says_trailers_gone,
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
        Q(cast_count__lt=found.FEWEST_CAST),
        found.says_cast,
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
        found.says_alternative_text,
        found.place_of_alternative_text,
    ),
    _rule(
        "duplicate",
        1 << 13,
        lazy("No duplicate"),
        lazy("No other movie or show has its name and, give or take one, its year."),
        1,
        Q(twin__isnull=False),
        found.says_twin,
        found.place_of_twin,
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
        found.says_nameless,
        found.place_in_seasons("nameless", "name"),
        _SHOWS,
    ),
    _rule(
        "air_dates",
        1 << 16,
        lazy("Air dates"),
        lazy("Every season and every episode has an air date."),
        1,
        Q(undated_episodes__gt=0) | Q(undated_seasons__gt=0),
        found.says_undated,
        found.place_in_seasons("undated", "aired"),
        _SHOWS,
    ),
)
