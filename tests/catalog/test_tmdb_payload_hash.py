"""What counts as a change, and that nothing in a payload can stop the parser."""

import contextlib
import copy

import pytest

from catalog.sources import tmdb
from catalog.sources.records import BadRecord
from catalog.sources.tmdb.fingerprint import READ_KEYS
from tests.catalog.tmdb_payloads import MOVIE, PERSON, SEASON, SHOW, changed, paths

PARSERS = [(tmdb.movie, MOVIE), (tmdb.show, SHOW), (tmdb.person, PERSON)]
JUNK = [
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    float("nan"),
    "",
    " \u200b\x00",
    "\ud800",
    "x" * 2000,
    [],
    [None],
    {},
    {"id": {}},
]


class Watched(dict):
    """A payload that notes which keys it is asked for."""

    asked = set()

    def get(self, key, default=None):
        self.asked.add(key)
        return super().get(key, default)

    def __getitem__(self, key):
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        self.asked.add(key)
        return super().__contains__(key)


def watched(value):
    if isinstance(value, dict):
        return Watched({key: watched(item) for key, item in value.items()})
    return [watched(item) for item in value] if isinstance(value, list) else value


def test_what_the_parser_reads_is_what_is_hashed(monkeypatch):
    monkeypatch.setattr(Watched, "asked", set())

    for parse, payload in PARSERS:
        parse(watched(payload))

    within_pictures = {"posters", "backdrops", "logos", "file_path"}  # hashed by what is chosen of them
    asked = {key for key in Watched.asked if key and not key.startswith("season/")}
    assert asked - within_pictures == READ_KEYS


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("popularity",), 1000),
        (("vote_average",), 1.0),
        (("budget",), 5),
        (("credits", "cast", 0, "popularity"), 77),
        (("images", "logos", 0, "vote_count"), 99),
        (("images", "posters"), [{"file_path": "/other.jpg", "iso_639_1": "fr"}, *MOVIE["images"]["posters"]]),
    ],
)
def test_what_is_not_read_makes_no_change(path, value):
    assert tmdb.payload_hash(changed(MOVIE, path, value)) == tmdb.payload_hash(MOVIE)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), "Ferries"),
        (("credits", "cast", 0, "character"), "Mate"),
        (("images", "logos", 0, "file_path"), "/new.png"),
        (("poster_path",), "/new.jpg"),
        (("keywords",), None),
        (("release_dates", "results", 0, "release_dates", 0, "certification"), "16"),
    ],
)
def test_what_is_read_makes_a_change(path, value):
    assert tmdb.payload_hash(changed(MOVIE, path, value)) != tmdb.payload_hash(MOVIE)


def test_an_episode_counts_however_its_season_came():
    apart = {key: value for key, value in SHOW.items() if key != "season/1"}
    other = changed(SEASON, ("episodes", 0, "name"), "Thaw")

    hashes = {
        tmdb.payload_hash(SHOW),
        tmdb.payload_hash(SHOW | {"season/1": other}),
        tmdb.payload_hash(apart),
        tmdb.payload_hash(apart, [SEASON]),
        tmdb.payload_hash(apart, [other]),
    }

    assert len(hashes) == 5


def test_the_order_of_keys_makes_no_change():
    assert tmdb.payload_hash(dict(reversed(MOVIE.items()))) == tmdb.payload_hash(MOVIE)


@pytest.mark.parametrize("value", JUNK, ids=lambda value: repr(value)[:12])
@pytest.mark.parametrize(("parse", "payload"), PARSERS, ids=["movie", "show", "person"])
def test_no_junk_in_any_place_stops_the_parser(parse, payload, value):
    """A bad value costs itself, or, in the few fields that a record cannot do without, the record."""
    refused = set()
    for path in paths(payload):
        bad = changed(payload, path, copy.copy(value))
        try:
            record = parse(bad)
        except BadRecord:
            refused.add(path)
        else:
            assert record.name
        with contextlib.suppress(BadRecord):
            tmdb.payload_hash(bad)

    assert refused <= {("id",), ("name",)}
