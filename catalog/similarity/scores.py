"""PURE. The nearest titles, exactly.

score(a, b) = closeness(a, b) x sum over shared features of weight[group] x value(a) x value(b), all of it integers, the
same both ways. Closeness is at most 1, so features bound the score from above.

Rare features are added up over their posting lists first; common ones only for the titles that could still enter: those
whose rare part and the most that common features may add reach the worst score that is surely in the list.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from catalog.similarity.facts import DEFAULT_CLOSENESS, DEFAULT_WEIGHTS, GROUPS, NUMBERS, UNKNOWN
from catalog.similarity.features import GROUP_SHIFT

CLOSE_BITS = 10  # of one number's closeness: in 1024ths
_PRODUCT_SHIFT = 14  # brings the product of four to 26 bits
_SCORE_SHIFT = 30  # brings a score into 31 bits
SCORE_UNIT = np.float32(1 << (_PRODUCT_SHIFT + _SCORE_SHIFT))  # overlap x closenesses of a score of 1, unrounded
_LONGEST = 2600  # of a closeness table: years, minutes, tenths, quarters
# What closeness loses for each unit of difference, in 1024ths, at a weight of 100.
_LOSS = {"year": 80, "runtime": 5, "rating": 50, "votes": 60}
_UNKNOWN_CLOSENESS = 700
_LEAST_CLOSENESS = 100  # a sequel after twenty years is still one


@dataclass(frozen=True)
class Weights:
    """How much each group of features counts (0 to 1000), and how sharply each number divides (0 to 1000)."""

    groups: dict
    closeness: dict

    @classmethod
    def default(cls):
        return cls(dict(DEFAULT_WEIGHTS), dict(DEFAULT_CLOSENESS))


class Scorer:
    """Features under weights. Holds one array of n numbers to work in."""

    def __init__(self, features, weights=None, rare=None):
        weights = weights or Weights.default()
        self.features = features
        by_group = np.array([weights.groups.get(name, 0) for name in GROUPS], np.float64)
        self.feature_weights = by_group[features.groups()]
        self.tables = np.stack([_closeness_table(name, weights.closeness.get(name, 100)) for name in NUMBERS])
        self.lengths = np.diff(features.posting_starts)
        self.rare = rare if rare is not None else max(64, len(features) // 50)
        self.by_group = by_group
        self._tables_by_place = {}

    @cached_property
    def most(self):
        """The highest value that any title has of each feature."""
        filled, most = self.lengths > 0, np.zeros(len(self.lengths))
        if filled.any():
            most[filled] = np.maximum.reduceat(self.features.posting_values, self.features.posting_starts[:-1][filled])
        return most

    @cached_property
    def places(self):
        """The numbers as places in a table of closeness: int32[4, n], 0 for unknown."""
        return np.asarray(self.features.numbers).astype(np.int32) + 1

    @cached_property
    def dense(self):
        """{common feature: its value in every title, int16[n]}."""
        columns = {}
        for column in np.flatnonzero(self.lengths > self.rare).tolist():
            part = slice(self.features.posting_starts[column], self.features.posting_starts[column + 1])
            columns[column] = np.zeros(len(self.features), np.int16)
            columns[column][self.features.posting_rows[part]] = self.features.posting_values[part]
        return columns

    def closeness(self, numbers, rows=None):
        """Of a title with those four numbers to the titles of `rows`, or to all: 0 to 2**26, int64."""
        total = 1
        for which, (own, places) in enumerate(zip(numbers, self.places, strict=True)):
            total = total * self.near(which, int(own))[places if rows is None else places[rows]]
        return total >> _PRODUCT_SHIFT

    def closeness_of_pairs(self, ones, others):
        """Of titles by their numbers, int16[4, pairs] both: as closeness()."""
        total = 1
        for table, one, other in zip(self.tables, ones.astype(np.int64), others.astype(np.int64), strict=True):
            part = table[np.abs(one - other)]
            total = total * np.where((one == UNKNOWN) | (other == UNKNOWN), _UNKNOWN_CLOSENESS, part)
        return total >> _PRODUCT_SHIFT

    @staticmethod
    def scored(content, near):
        return (content * near) >> _SCORE_SHIFT

    def near(self, which, own):
        """The table of closeness to that number, by place: made once."""
        if (which, own) not in self._tables_by_place:
            self._tables_by_place[which, own] = _closeness_by_place(self.tables[which], own)
        return self._tables_by_place[which, own]

    def overlap(self, columns, values):
        """With every title, features alone: float64[n] that hold integers."""
        return self._add(np.zeros(len(self.features)), columns, values)

    def _add(self, total, columns, values):
        if not len(columns):
            return total
        features = self.features
        starts, lengths = features.posting_starts[columns], self.lengths[columns]
        places = np.repeat(starts - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths) + np.arange(lengths.sum())
        weighed = np.repeat(values * self.feature_weights[columns], lengths) * features.posting_values[places]
        total += np.bincount(features.posting_rows[places], weights=weighed, minlength=len(total))
        return total

    def scores(self, columns, values, numbers):
        """The score with every title: int64[n]."""
        content = self.overlap(columns, values).astype(np.int64)
        return self.scored(content, self.closeness(numbers))

    def pair_score(self, one, other):
        """Of two titles as (ids, values, numbers), whether or not they stand in the features."""
        ids, values, numbers = one
        other_ids, other_values, other_numbers = other
        shared, here, there = np.intersect1d(ids, other_ids, assume_unique=True, return_indices=True)
        parts = values[here].astype(np.int64) * other_values[there].astype(np.int64)
        content = int((parts * self.by_group[shared >> GROUP_SHIFT].astype(np.int64)).sum())
        near = self.closeness_of_pairs(np.array([numbers]).T, np.array([other_numbers]).T)
        return int(self.scored(content, near)[0])

    def nearest(self, row, how_many):
        """(rows, scores) of the nearest others, best first; only those that share something."""
        columns, values = self.features.of(row)
        return self.nearest_of(columns, values, self.features.numbers[:, row], how_many, row)

    def nearest_of(self, columns, values, numbers, how_many, own_row=-1):
        values = values.astype(np.float64)
        is_rare = self.lengths[columns] <= self.rare
        rare = self._add(np.zeros(len(self.features)), columns[is_rare], values[is_rare])
        common, common_values = columns[~is_rare], values[~is_rare]
        ceiling = int((common_values * self.feature_weights[common] * self.most[common]).sum())
        near = self.closeness(numbers)
        if own_row >= 0:
            near[own_row] = 0
        candidates = self._candidates(rare, ceiling, common, common_values, near, how_many)
        content = self._content(rare, candidates, common, common_values)
        scores = self.scored(content, near[candidates])
        return _best(candidates, scores, how_many)

    def _candidates(self, rare, ceiling, common, common_values, near, how_many):
        """Every title whose score may reach the list: in ascending order."""
        most = (rare + ceiling) * near  # of each title, were it to share all that is common
        if len(rare) <= how_many:
            return np.arange(len(rare))
        first = np.argpartition(rare * near, -how_many)[-how_many:]
        content = self._content(rare, first, common, common_values)
        worst = int(self.scored(content, near[first]).min())
        return np.flatnonzero(most >= (max(worst, 1) << _SCORE_SHIFT) * (1 - 2**-50))

    def _content(self, rare, rows, common, common_values):
        content = rare[rows]
        for column, value in zip(common.tolist(), common_values.tolist(), strict=True):
            content += (value * self.feature_weights[column]) * self.dense[column][rows]
        return content.astype(np.int64)


def _best(candidates, scores, how_many):
    """The highest scores first; of equal ones the title that comes first."""
    kept = np.flatnonzero(scores > 0)
    if len(kept) > how_many:
        worst = np.partition(scores[kept], -how_many)[-how_many]
        kept = kept[scores[kept] >= worst]
    order = np.lexsort((candidates[kept], -scores[kept]))[:how_many]
    return candidates[kept][order], scores[kept][order]


def _closeness_by_place(table, own):
    """A table of closeness to `own`, by number + 1; its first entry is for the unknown."""
    if own == UNKNOWN:
        return np.full(_LONGEST, _UNKNOWN_CLOSENESS, np.int64)
    near = np.concatenate([[_UNKNOWN_CLOSENESS], table[own:0:-1], table[: _LONGEST - own - 1]])
    return near.astype(np.int64)


def _closeness_table(name, sharpness):
    """1024 at no difference, then falling geometrically: integers, so no library's exponential is asked."""
    keep = max(0, (1 << CLOSE_BITS) * 100 - _LOSS[name] * sharpness)
    table, value = np.zeros(_LONGEST, np.int64), (1 << CLOSE_BITS) << 20
    for difference in range(_LONGEST):
        table[difference] = max(value >> 20, _LEAST_CLOSENESS)
        value = value * keep // (100 << CLOSE_BITS)
    return table
