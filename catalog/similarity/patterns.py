"""PURE. Features that nearly every title has, genres and the language: few sets of them occur, so what is shared is
counted between sets and not between titles."""

import numpy as np

from catalog.similarity.facts import GROUP_CODES
from catalog.similarity.kinds import Kinds

_GROUPS = [GROUP_CODES[name] for name in ("genre", "language")]
_ONE_THREAD = 1 << 18  # rows x columns x depth: OpenBLAS takes a second thread above it
_MIXING = 0x9E3779B97F4A7C15


class Patterns(Kinds):
    """The distinct sets among a scorer's n titles."""

    def __init__(self, scorer):
        features = scorer.features
        self.holds = np.isin(features.groups(), _GROUPS)
        held = np.flatnonzero(self.holds)
        matrix = np.zeros((len(features), len(held)), np.int16)
        for place, column in enumerate(held.tolist()):
            part = slice(features.posting_starts[column], features.posting_starts[column + 1])
            matrix[features.posting_rows[part], place] = features.posting_values[part]
        sets, of = _distinct(matrix)
        super().__init__(of, len(sets))
        self.values = sets.T.astype(np.float32)
        self.weighed = (sets * scorer.feature_weights[held]).astype(np.float32)

    def overlap(self, rows):
        """Of those titles with every set, but for rounding: float32[rows, sets]."""
        own = self.weighed[self.of[rows]]
        total = np.zeros((len(rows), len(self.sizes)), np.float32)
        width = max(16, _ONE_THREAD // max(1, own.size))
        for left in range(0, len(self.sizes), width):
            np.matmul(own, self.values[:, left : left + width], out=total[:, left : left + width])
        return total


def _distinct(matrix):
    """(distinct rows, each row's place among them): found by a number that is made of the row, and checked."""
    factors = np.arange(1, 2 * matrix.shape[1], 2, dtype=np.uint64) * np.uint64(_MIXING)
    factors ^= factors >> np.uint64(29)
    numbers = np.zeros(len(matrix), np.uint64)
    for column, factor in zip(matrix.T, factors, strict=True):
        numbers += column.astype(np.uint64) * factor
    _, first, of = np.unique(numbers, return_index=True, return_inverse=True)
    if not np.array_equal(matrix[first[of]], matrix):
        first, of = np.unique(matrix, axis=0, return_index=True, return_inverse=True)[1:]
    return matrix[first], of.reshape(-1)
