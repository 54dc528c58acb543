"""PURE. The nearest titles, exactly.

score(a, b) = closeness(a, b) x (ANYTHING + sum over shared features of weight[group] x value(a) x value(b)), where they
share a feature at all: integers, the same both ways. Closeness is at most 1, so features bound the score from above.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from catalog.similarity.facts import DEFAULT_CLOSENESS, DEFAULT_WEIGHTS, GROUPS, NUMBERS, UNKNOWN
from catalog.similarity.features import GROUP_SHIFT

ANYTHING = 3_500_000  # what sharing any feature at all is worth: about as much as a genre of a few
CLOSE_BITS = 10  # of one number's closeness: in 1024ths
_PRODUCT_SHIFT = 14  # brings the product of four to 26 bits
SCORE_SHIFT = 30  # brings a score into 31 bits
OVERLAP_BITS = len(NUMBERS) * CLOSE_BITS - _PRODUCT_SHIFT - SCORE_SHIFT  # of a score at closeness 1, as a shift: -4
_LONGEST = 2600  # of a closeness table: eras, minutes, tenths, quarters
# What closeness loses for each unit of difference, in 1024ths, at a weight of 100.
_LOSS = {"year": 10, "runtime": 4, "rating": 50, "votes": 50}
UNKNOWN_CLOSENESS = 700
_FAR = np.int32(2 * _LONGEST)  # an unknown number's difference from any: beyond every table
_LEAST_CLOSENESS = 40  # a sequel after forty years is still one


@dataclass(frozen=True)
class Weights:
    """How much each group of features counts (0 to 1000), and how sharply each number divides (0 to 1000)."""

    groups: dict
    closeness: dict

    @classmethod
    def default(cls):
        return cls(dict(DEFAULT_WEIGHTS), dict(DEFAULT_CLOSENESS))


class Scorer:
    """Features under weights."""

    def __init__(self, features, weights=None):
        weights = weights or Weights.default()
        self.features = features
        self.by_group = np.array([weights.groups.get(name, 0) for name in GROUPS], np.int64)
        self.feature_weights = self.by_group[features.groups()]
        self.tables = np.stack([_closeness_table(name, weights.closeness.get(name, 100)) for name in NUMBERS])
        self._tables_to_unknown = np.pad(self.tables, ((0, 0), (0, 1)), constant_values=UNKNOWN_CLOSENESS)
        self.lengths = np.diff(features.posting_starts)
        self._tables_by_place = {}

    @cached_property
    def places(self):
        """The numbers as places in a table of closeness: int32[4, n], 0 for unknown."""
        return np.asarray(self.features.numbers).astype(np.int32) + 1

    def closeness(self, numbers):
        """Of a title with those four numbers to all: 0 to 2**26, int64."""
        total = 1
        for which, (own, places) in enumerate(zip(numbers, self.places, strict=True)):
            total = total * self.near(which, int(own))[places]
        return total >> _PRODUCT_SHIFT

    def closeness_of_pairs(self, ones, others):
        """Of titles by their numbers, int16[4, pairs] both: as closeness()."""
        total = 1
        ones, others = np.where(ones == UNKNOWN, -_FAR, ones), np.where(others == UNKNOWN, _FAR, others)
        for table, one, other in zip(self._tables_to_unknown, ones, others, strict=True):
            total = total * table.take(np.abs(one - other), mode="clip")
        return total >> _PRODUCT_SHIFT

    @staticmethod
    def scored(overlap, near):
        return ((overlap + ANYTHING) * (overlap > 0) * near) >> SCORE_SHIFT

    def near(self, which, own):
        """The table of closeness to that number, by place: made once."""
        if (which, own) not in self._tables_by_place:
            self._tables_by_place[which, own] = _closeness_by_place(self.tables[which], own)
        return self._tables_by_place[which, own]

    def overlap(self, columns, values):
        """With every title, features alone: int64[n]."""
        features = self.features
        starts, lengths = features.posting_starts[columns], self.lengths[columns]
        places = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        weighed = np.repeat(values * self.feature_weights[columns], lengths) * features.posting_values[places]
        total = np.bincount(features.posting_rows[places], weights=weighed, minlength=len(features))
        return total.astype(np.int64)  # sums of integers below 2**53: exact

    def scores(self, columns, values, numbers):
        """The score with every title: int64[n]."""
        return self.scored(self.overlap(columns, values), self.closeness(numbers))

    def pair_score(self, one, other):
        """Of two titles as (ids, values, numbers), whether or not they stand in the features."""
        ids, values, numbers = one
        other_ids, other_values, other_numbers = other
        shared, here, there = np.intersect1d(ids, other_ids, assume_unique=True, return_indices=True)
        parts = values[here].astype(np.int64) * other_values[there].astype(np.int64)
        overlap = (parts * self.by_group[shared >> GROUP_SHIFT]).sum()
        near = self.closeness_of_pairs(np.array([numbers]).T, np.array([other_numbers]).T)
        return int(self.scored(overlap, near)[0])

    def nearest(self, row, how_many):
        """(rows, scores) of the nearest others, best first; only those that share something. Looks at every title:
        blocks.nearest_of_all does not."""
        scores = self.scores(*self.features.of(row), self.features.numbers[:, row])
        scores[row] = 0
        return _best(scores, how_many)


def _best(scores, how_many):
    """The highest scores first; of equal ones the title that comes first."""
    kept = np.flatnonzero(scores > 0)
    if len(kept) > how_many:
        worst = np.partition(scores[kept], -how_many)[-how_many]
        kept = kept[scores[kept] >= worst]
    order = np.lexsort((kept, -scores[kept]))[:how_many]
    return kept[order], scores[kept][order]


def _closeness_by_place(table, own):
    """A table of closeness to `own`, by number + 1; its first entry is for the unknown."""
    if own == UNKNOWN:
        return np.full(_LONGEST, UNKNOWN_CLOSENESS, np.int64)
    near = np.concatenate([[UNKNOWN_CLOSENESS], table[own:0:-1], table[: _LONGEST - own - 1]])
    return near.astype(np.int64)


def _closeness_table(name, sharpness):
    """1024 at no difference, then falling geometrically: integers, so no library's exponential is asked."""
    keep = max(0, (1 << CLOSE_BITS) * 100 - _LOSS[name] * sharpness)
    table, value = np.zeros(_LONGEST, np.int64), (1 << CLOSE_BITS) << 20
    for difference in range(_LONGEST):
        table[difference] = max(value >> 20, _LEAST_CLOSENESS)
        value = value * keep // (100 << CLOSE_BITS)
    return table
