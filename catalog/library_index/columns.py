"""PURE. The library in memory: a column for each thing that is known of a title, a row for each title."""

from dataclasses import dataclass, replace
from functools import cached_property
from zlib import crc32

import numpy as np

NUMBERS = {
    "is_show": np.uint8,
    "precision": np.uint8,
    "has_poster": np.uint8,
    "year": np.uint16,
    "day": np.uint16,
    "ends": np.uint8,
    "genre_set": np.uint32,
    "country_set": np.uint32,
    "language": np.uint16,
    "rating": np.uint8,
    "metascore": np.uint8,
    "runtime": np.uint16,
    "tone": np.uint8,
    "focus": np.uint8,
    "poster": "V6",
    "poster_width": np.uint16,
}
TEXTS = ("names", "folded", "slugs")
PRECISIONS = ("", "year", "month", "day")
STILL_RUNNING = 255


@dataclass(frozen=True)
class Vocabulary:
    """What numbers in columns stand for: slugs of genres in the order of their names, codes, sets of both."""

    genres: list
    languages: list
    countries: list
    genre_sets: list
    country_sets: list


@dataclass(frozen=True)
class LibraryIndex:
    """`numbers` is {name: array of n} for NUMBERS, the values as the file has them; `texts` is {name: Lines} for
    TEXTS: names that are shown, search texts, slugs. `order`: the rows that count, in order of (sort key, slug)."""

    vocabulary: Vocabulary
    numbers: dict
    texts: dict
    order: np.ndarray
    poster_ladder: tuple = ()

    def __len__(self):
        """How many rows there are, those that do not count included."""
        return len(self.numbers["year"])

    @cached_property
    def counts(self):
        """For each row whether it counts."""
        mask = np.zeros(len(self), bool)
        mask[self.order] = True
        return mask

    @cached_property
    def dates(self):
        """Release dates as proleptic ordinals (date.toordinal()), 0 for none: int32."""
        year, day = self.numbers["year"].astype(np.int64), self.numbers["day"].astype(np.int64)
        before = year - 1
        ordinals = before * 365 + before // 4 - before // 100 + before // 400 + day
        return np.where(day > 0, ordinals, 0).astype(np.int32)

    @cached_property
    def hashes(self):
        """CRC-32 of each slug: what shuffling walks through, and how a slug is found. uint32."""
        return np.fromiter((crc32(slug.encode()) for slug in self.texts["slugs"].texts()), np.uint32, len(self))

    @cached_property
    def sorted_rows(self):
        """Orders that were asked for (answers.py): name of the order -> rows."""
        return {}

    @cached_property
    def spoken_words(self):
        """Every word of the search texts, ascending, those of rows that do not count included."""
        return sorted({word.decode() for word in set(self.texts["folded"].blob.split())})

    def row_of(self, slug):
        """The row that counts with that slug, or None."""
        for row in np.flatnonzero(self.hashes == crc32(slug.encode())).tolist():
            if self.counts[row] and self.texts["slugs"](row) == slug:
                return row
        return None

    def take(self, rows):
        """Those rows, in that order, as an index in which all count."""
        return replace(
            self,
            numbers={name: column[rows] for name, column in self.numbers.items()},
            texts={name: lines.take(rows) for name, lines in self.texts.items()},
            order=np.arange(len(rows), dtype=np.int32),
        )

    def trimmed(self):
        """The same without the words that no row that counts has: what only hidden titles have is not told either."""
        words, numbers = self.vocabulary, dict(self.numbers)
        genres, genre_sets = _used(words.genres, words.genre_sets, numbers["genre_set"][self.order])
        countries, country_sets = _used(words.countries, words.country_sets, numbers["country_set"][self.order])
        spoken = np.setdiff1d(numbers["language"][self.order], [0])
        moved = np.zeros(len(words.languages) + 1, np.uint16)
        moved[spoken] = np.arange(1, len(spoken) + 1)
        numbers["language"] = moved[numbers["language"]]
        languages = [words.languages[place - 1] for place in spoken.tolist()]
        vocabulary = Vocabulary(genres, languages, countries, genre_sets, country_sets)
        return replace(self, vocabulary=vocabulary, numbers=numbers)

    def changed(self, replaced, delta, places):
        """This index with some rows out of account and those of another in their places.

        `replaced`: rows; `places`: for each row of the delta the row here before which it sorts, ascending.
        """
        kept = np.setdiff1d(self.order, replaced, assume_unique=True)
        order = np.insert(kept, np.searchsorted(kept, places), delta.order + len(self)).astype(np.int32)
        vocabulary, ours, theirs = _joined(self.vocabulary, delta.vocabulary)
        numbers = {
            name: np.concatenate((ours.get(name, _same)(self.numbers[name]), theirs.get(name, _same)(column)))
            for name, column in delta.numbers.items()
        }
        texts = {name: self.texts[name].followed_by(lines) for name, lines in delta.texts.items()}
        return LibraryIndex(vocabulary, numbers, texts, order, self.poster_ladder)


def _same(column):
    return column


def _used(words, sets, column):
    """(words, sets) of which a column makes use; of the other sets nothing is left but their numbers."""
    used = set(np.unique(column).tolist())
    kept = sorted({place for number in used for place in sets[number]})
    moved = {place: new for new, place in enumerate(kept)}
    kept_sets = [tuple(moved[place] for place in one) if number in used else () for number, one in enumerate(sets)]
    return [words[place] for place in kept], kept_sets


def _joined(ours, theirs):
    """The vocabulary of both, in the order of theirs, which is the newer; and by column what renumbers ours, theirs."""
    places, lists = {}, {}
    for name in ("genres", "languages", "countries"):
        lists[name] = [
            *getattr(theirs, name),
            *(one for one in getattr(ours, name) if one not in getattr(theirs, name)),
        ]
        places[name] = {one: place for place, one in enumerate(lists[name])}

    def renumbered(of, sets, words):
        return [tuple(sorted(places[words][getattr(of, words)[place]] for place in one)) for one in getattr(of, sets)]

    lists["genre_sets"] = renumbered(ours, "genre_sets", "genres") + renumbered(theirs, "genre_sets", "genres")
    lists["country_sets"] = renumbered(ours, "country_sets", "countries")
    lists["country_sets"] += renumbered(theirs, "country_sets", "countries")
    languages = np.array([0, *(places["languages"][code] + 1 for code in ours.languages)], np.uint16)
    further = {name: len(getattr(ours, f"{name}s")) for name in ("genre_set", "country_set")}
    theirs_moved = {name: lambda column, by=by: column + np.uint32(by) for name, by in further.items()}
    return Vocabulary(**lists), {"language": lambda column: languages[column]}, theirs_moved
