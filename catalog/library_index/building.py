"""PURE. From titles to columns."""

import datetime as dt
from typing import NamedTuple

import numpy as np

from catalog.library_index.columns import NUMBERS, PRECISIONS, STILL_RUNNING, TEXTS, LibraryIndex, Vocabulary
from catalog.library_index.lines import Lines

_LONGEST = 254  # years that a show's end is written as


class Entry(NamedTuple):
    """One title. `genres` and `countries` are slugs and codes; `ended` is a year, 0 for none, -1 for still running;
    `poster` is an image's key (12 hex digits) or "", `poster_width` 0 when every width of the ladder exists."""

    name: str
    folded: str
    slug: str
    is_show: bool
    released: dt.date | None
    precision: str
    ended: int
    genres: tuple
    language: str
    countries: tuple
    rating: int
    metascore: int | None
    runtime: int
    poster: str
    poster_width: int
    tone: int
    focus: int


def build(entries, genres, poster_ladder):
    """An index of entries that come in order of (sort key, slug). `genres`: every slug, in the order of their names."""
    genre_places = {slug: place for place, slug in enumerate(genres)}
    languages, countries = _Numbers(), _Numbers()
    genre_sets, country_sets = _Numbers([()]), _Numbers([()])
    columns = {name: [] for name in (*NUMBERS, *TEXTS)}
    for entry in entries:
        row = {
            "is_show": entry.is_show,
            "precision": PRECISIONS.index(entry.precision if entry.released else ""),
            "has_poster": bool(entry.poster),
            "year": entry.released.year if entry.released else 0,
            "day": entry.released.timetuple().tm_yday if entry.released else 0,
            "ends": _ends(entry),
            "genre_set": genre_sets[tuple(sorted(genre_places[slug] for slug in entry.genres if slug in genre_places))],
            "country_set": country_sets[tuple(sorted(countries[code] for code in entry.countries))],
            "language": languages[entry.language] + 1 if entry.language else 0,
            "rating": entry.rating,
            "metascore": 0 if entry.metascore is None else entry.metascore + 1,
            "runtime": min(entry.runtime, 65_535),
            "tone": entry.tone,
            "focus": entry.focus,
            "poster": bytes.fromhex(entry.poster or "0" * 12),
            "poster_width": entry.poster_width,
            "names": " ".join(entry.name.split("\n")),
            "folded": entry.folded,
            "slugs": entry.slug,
        }
        for name, value in row.items():
            columns[name].append(value)
    numbers = {name: np.array(columns[name], kind) for name, kind in NUMBERS.items()}
    texts = {name: Lines.of(columns[name]) for name in TEXTS}
    vocabulary = Vocabulary(list(genres), [*languages], [*countries], [*genre_sets], [*country_sets])
    order = np.arange(len(columns["names"]), dtype=np.int32)
    return LibraryIndex(vocabulary, numbers, texts, order, tuple(poster_ladder))


def _ends(entry):
    if not entry.is_show or not entry.released or not entry.ended:
        return 0
    return STILL_RUNNING if entry.ended < 0 else min(max(entry.ended - entry.released.year, 0), _LONGEST)


class _Numbers(dict):
    """Numbers what it is asked for, in order of arrival."""

    def __init__(self, first=()):
        super().__init__((each, place) for place, each in enumerate(first))

    def __missing__(self, key):
        self[key] = len(self)
        return self[key]
