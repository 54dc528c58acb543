"""PURE. The most that closeness can be: titles of like numbers share a chunk, whose intervals bound all of it."""

import numpy as np

from catalog.similarity.facts import NUMBERS, UNKNOWN
from catalog.similarity.scores import CLOSE_BITS, UNKNOWN_CLOSENESS

_BY = [NUMBERS.index(name) for name in ("year", "votes", "rating")]  # what tells most; minutes tell least
_ROUNDING = np.float32(1 + 1e-5)  # of products in 32-bit floats


class Chunks:
    """A scorer's n titles in `count` chunks of `size`. A row of pairs has a cell for each place in a chunk: the first
    titles of all chunks, then the second ones, so that NumPy takes the highest of each chunk in long runs."""

    def __init__(self, scorer, size):
        self.scorer, self.size = scorer, size
        n = len(scorer.features)
        self.count = -(-n // size)
        self.cells = self.count * size
        self.by = [which for which in _BY if scorer.tables[which].min() < scorer.tables[which].max()]
        order = self._in_order()
        self.cell_of = np.empty(n, np.intp)
        self.cell_of[order] = np.arange(n) % size * self.count + np.arange(n) // size
        self.title_at = np.zeros(self.cells, np.int32)  # what stands for the missing of the last chunk shares nothing
        self.title_at[self.cell_of] = np.arange(n)
        self.bounds = [self._bounds(which, order) for which in self.by]

    def _in_order(self):
        """Titles sorted by one number, cut into equal parts, each sorted by the next and cut, and so on (sort-tile-
        recursive packing, Leutenegger 1997)."""
        numbers = self.scorer.features.numbers
        parts = max(1, round(self.count ** (1 / max(1, len(self.by)))))
        order, part = np.arange(numbers.shape[1]), np.zeros(numbers.shape[1], np.int64)
        for which in self.by:
            order = np.lexsort((numbers[which], part))
            sizes = np.bincount(part)
            nth = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            part[order] = part[order] * parts + nth * parts // np.repeat(sizes, sizes)
        return order

    def _bounds(self, which, order):
        """(float32[distinct own numbers, distinct intervals], each title's place, each chunk's place in it)."""
        numbers = self.scorer.features.numbers[which].astype(np.int64)
        begins = np.arange(self.count) * self.size
        ordered = numbers[order]
        known = ordered != UNKNOWN
        longest = len(self.scorer.tables[which]) - 1
        lowest = np.minimum.reduceat(np.where(known, ordered, 2 * longest), begins)
        highest = np.maximum.reduceat(np.where(known, ordered, -longest), begins)
        unknown = np.maximum.reduceat(~known, begins)
        intervals, of_chunk = np.unique(np.stack([lowest, highest, unknown]), axis=1, return_inverse=True)
        own, of_title = np.unique(numbers, return_inverse=True)
        away = np.maximum(intervals[0] - own[:, None], own[:, None] - intervals[1]).clip(0, longest)
        near = self.scorer.tables[which].astype(np.float32)[away]
        near[:, intervals[2] > 0] = np.maximum(near[:, intervals[2] > 0], UNKNOWN_CLOSENESS)
        near[own == UNKNOWN] = UNKNOWN_CLOSENESS
        return near * np.float32(2**-CLOSE_BITS), of_title.astype(np.int32), of_chunk.reshape(-1).astype(np.intp)

    def most_near(self, rows):
        """The most that closeness of those titles to any of each chunk may be, 1 at most: float32[rows, count]."""
        total = np.full((len(rows), self.count), _ROUNDING)
        for near, of_title, of_chunk in self.bounds:
            total *= np.take(near[of_title[rows]], of_chunk, axis=1, mode="clip")
        return total
