"""PURE. The nearest of every title, exactly, by blocks of titles: what is laid out for all of them. block.py makes the
lists of one block.

Features are of three kinds. Rare ones are added up over their posting lists. Those that nearly every title has lie in
sets (patterns.py). Common ones are counted only for titles that may still enter a list.
"""

from itertools import pairwise
from math import isqrt

import numpy as np

from catalog.similarity.all_pairs import AllPairs
from catalog.similarity.block import Block
from catalog.similarity.cells import Cells
from catalog.similarity.patterns import Patterns
from catalog.similarity.processes import in_processes

_PAIRS_AT_ONCE = 1 << 17  # entries of posting lists that a block goes through
_ROWS_AT_ONCE = 64
_SHORTEST_COMMON = 64
_FEW = 15_000  # titles; all pairs of so many are scored sooner than it is found out which are needed


def nearest_of_all(scorer, how_many):
    """(rows, scores) of the nearest others of every title in turn, as scorer.nearest gives them."""
    blocks = (AllPairs if len(scorer.features) <= _FEW else Blocks)(scorer, how_many)
    starts = blocks.starts()
    for lengths, rows, scores in in_processes(blocks.nearest, pairwise(starts)):
        ends = np.cumsum(lengths).tolist()
        for begin, end in zip([0, *ends[:-1]], ends, strict=True):
            yield rows[begin:end], scores[begin:end]


class Blocks:
    """Features under weights. n titles. A feature that more than `longest` titles have is common."""

    def __init__(self, scorer, how_many, longest=None):
        features = scorer.features
        self.scorer, self.features, self.how_many = scorer, features, how_many
        self.cells, self.patterns = Cells(scorer), Patterns(scorer)
        counts = (scorer.lengths > 1) & (scorer.feature_weights > 0)  # what one title has is shared with none
        if longest is None:
            longest = max(_SHORTEST_COMMON, isqrt(40 * len(features)))
        self.is_common = counts & (self.patterns.holds | (scorer.lengths > longest))
        self.is_rare = counts & ~self.is_common
        self.most = _highest(features)  # value that any title has of each feature; 0 where sets tell more
        self.most[self.patterns.holds] = 0
        self._lay_out(np.flatnonzero(self.is_common))

    def _lay_out(self, common):
        """`common`, int16[n, common features + 1], whose first column is of nothing, and `marks`, uint64[n]: two titles
        without a mark in common share no common feature that is in no set."""
        features = self.features
        self.place_of_common = np.zeros(len(features.ids), np.int32)
        self.place_of_common[common] = np.arange(1, len(common) + 1)
        self.common = np.zeros((len(features), len(common) + 1), np.int16)
        self.marks = np.zeros(len(features), np.uint64)
        for place, column in enumerate(common.tolist(), 1):
            part = slice(features.posting_starts[column], features.posting_starts[column + 1])
            self.common[features.posting_rows[part], place] = features.posting_values[part]
            if not self.patterns.holds[column]:
                self.marks[features.posting_rows[part]] |= np.uint64(1 << place % 64)

    def starts(self):
        """Where blocks begin and the last ends: about as much work in each."""
        n, lengths = len(self.features), np.where(self.is_rare, self.scorer.lengths, 0)
        ends = np.concatenate([[0], np.cumsum(lengths[self.features.columns])])
        work, starts = ends[self.features.starts], [0]
        while starts[-1] < n:
            end = int(np.searchsorted(work, work[starts[-1]] + _PAIRS_AT_ONCE, side="right")) - 1
            starts.append(min(max(end, starts[-1] + 1), starts[-1] + _ROWS_AT_ONCE, n))
        return starts

    def nearest(self, start, end):
        """(lengths, rows, scores) of the lists of the titles from start to end, one after the other."""
        return Block(self, start, end).lists()


def _highest(features):
    """The highest value that any title has of each feature: int64[m]."""
    highest = np.zeros(len(features.ids), np.int64)
    filled = np.diff(features.posting_starts) > 0
    if filled.any():
        highest[filled] = np.maximum.reduceat(features.posting_values, features.posting_starts[:-1][filled])
    return highest
