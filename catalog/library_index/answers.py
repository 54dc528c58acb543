"""PURE. Answers of the library: which titles a state leaves, in their order, and how many each option would leave."""

from typing import NamedTuple

import numpy as np

from catalog.library_index.names import NOWHERE, levels
from catalog.library_index.state import BOUNDS

FACETS = ("kind", "genre", "language", "country", "status")
STATUSES = ("released", "upcoming")
KINDS = ("movie", "show")


class Answer(NamedTuple):
    """`rows`, in order. `counts`: {facet: {option: titles that it would leave}}; "" is no choice of that facet."""

    rows: np.ndarray
    counts: dict


def answer(index, state):
    """The answer to a LibraryState; O(rows), some twenty passes over columns."""
    level = levels(index, state.words) if state.words else None
    fixed = _fixed(index, state, level)
    chosen = {facet: mask for facet in FACETS if (mask := _CONDITIONS[facet](index, state)) is not None}
    left = _all(fixed, *chosen.values())
    rows = _sorted(index, state)
    rows = rows[left[rows]]
    if level is not None:
        rows = rows[np.argsort(level[rows], kind="stable")]
    others = {facet: _all(fixed, *(mask for name, mask in chosen.items() if name != facet)) for facet in FACETS}
    return Answer(rows, {facet: _COUNTS[facet](index, state, others[facet]) for facet in FACETS})


def _all(mask, *masks):
    for other in masks:
        mask = mask & other
    return mask


def _fixed(index, state, level):
    """What no facet changes: rows that count, the address's own part, words, bounds, people, tags, collections."""
    mask = _all(index.counts, *state.members)
    if level is not None:
        mask = mask & (level < NOWHERE)
    if state.scope_kind:
        mask = mask & _of_kind(index, state.scope_kind)
    if state.scope_genre:
        mask = mask & _with_genres(index, [state.scope_genre], every=True)
    for name in BOUNDS:
        low, high = state.bounds.get((name, "min")), state.bounds.get((name, "max"))
        if low is not None or high is not None:
            mask = mask & _within(*_values(index, name), low, high)
    return mask


def _values(index, name):
    """A column, and which rows have a value in it."""
    if name == "released":
        return index.dates, index.dates > 0
    column = index.numbers[name]
    if name == "metascore":
        return column.astype(np.int16) - 1, column > 0
    return column, column > 0


def _within(values, known, low, high):
    mask = known
    if low is not None:
        mask = mask & (values >= low)
    if high is not None:
        mask = mask & (values <= high)
    return mask


def _of_kind(index, kind):
    return index.numbers["is_show"] == (kind == "show")


def _kind(index, state):
    return _of_kind(index, state.kind) if state.kind else None


def _genre(index, state):
    return _with_genres(index, state.genres, state.every_genre) if state.genres else None


def _with_genres(index, slugs, every):
    genres = index.vocabulary.genres
    places = [genres.index(slug) if slug in genres else None for slug in slugs]
    held = _membership(index, "genre")
    columns = [held[:, place] if place is not None else np.zeros(len(held), bool) for place in places]
    return (np.logical_and if every else np.logical_or).reduce(columns)[index.numbers["genre_set"]]


def _language(index, state):
    if not state.language:
        return None
    languages = index.vocabulary.languages
    place = languages.index(state.language) + 1 if state.language in languages else -1
    return index.numbers["language"] == place


def _country(index, state):
    if not state.country:
        return None
    countries = index.vocabulary.countries
    if state.country not in countries:
        return np.zeros(len(index), bool)
    return _membership(index, "country")[:, countries.index(state.country)][index.numbers["country_set"]]


def _status(index, state):
    if not state.status:
        return None
    upcoming = index.dates > state.today
    return upcoming if state.status == "upcoming" else ~upcoming


def _membership(index, what):
    """For each set of genres or countries which of them it has: a table of sets by words, bool."""
    words = index.vocabulary.genres if what == "genre" else index.vocabulary.countries
    sets = index.vocabulary.genre_sets if what == "genre" else index.vocabulary.country_sets
    table = np.zeros((len(sets), len(words)), bool)
    for number, one in enumerate(sets):
        table[number, list(one)] = True
    return table


def _sorted(index, state):
    if state.sort == "shuffle":
        rows = _in_order(index, "shuffle")
        return np.roll(rows, -int(np.searchsorted(index.hashes[rows], state.seed)))
    return _in_order(index, state.sort)


def _in_order(index, sort):
    """The rows that count, in an order; ties as in the file. Sorted once for an index."""
    if sort == "name":
        return index.order
    if sort not in index.sorted_rows:
        key = _SORT_KEYS[sort](index)[index.order]
        index.sorted_rows[sort] = index.order[np.argsort(key, kind="stable")]
    return index.sorted_rows[sort]


_SORT_KEYS = {
    "newest": lambda index: -index.dates,
    "rating": lambda index: -index.numbers["rating"].astype(np.int16),
    "runtime": lambda index: index.numbers["runtime"] - np.uint16(1),  # none becomes the longest
    "shuffle": lambda index: index.hashes,
}
_CONDITIONS = {"kind": _kind, "genre": _genre, "language": _language, "country": _country, "status": _status}


def _count_kinds(index, state, others):
    shows, every = int((index.numbers["is_show"][others]).sum()), int(others.sum())
    return {"": every, "movie": every - shows, "show": shows}


def _count_genres(index, state, others):
    held, genres = _membership(index, "genre"), index.vocabulary.genres
    many = np.bincount(index.numbers["genre_set"][others], minlength=len(held))
    if state.genres:
        before = np.zeros(len(held), bool) if not state.every_genre else np.ones(len(held), bool)
        for slug in state.genres:
            column = held[:, genres.index(slug)] if slug in genres else np.zeros(len(held), bool)
            before = before & column if state.every_genre else before | column
        held = before[:, None] & held if state.every_genre else before[:, None] | held
    return dict(zip(genres, (many @ held).tolist(), strict=True))


def _count_languages(index, state, others):
    languages = index.vocabulary.languages
    many = np.bincount(index.numbers["language"][others], minlength=len(languages) + 1).tolist()
    return {"": sum(many)} | dict(zip(languages, many[1:], strict=True))


def _count_countries(index, state, others):
    held = _membership(index, "country")
    many = np.bincount(index.numbers["country_set"][others], minlength=len(held))
    return {"": int(many.sum())} | dict(zip(index.vocabulary.countries, (many @ held).tolist(), strict=True))


def _count_statuses(index, state, others):
    upcoming, every = int((others & (index.dates > state.today)).sum()), int(others.sum())
    return {"": every, "released": every - upcoming, "upcoming": upcoming}


_COUNTS = {
    "kind": _count_kinds,
    "genre": _count_genres,
    "language": _count_languages,
    "country": _count_countries,
    "status": _count_statuses,
}
