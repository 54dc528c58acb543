"""PURE. The most that closeness can be: titles lie in cells of like numbers, and a cell bounds all titles in it."""

import numpy as np

from catalog.similarity.facts import NUMBERS
from catalog.similarity.kinds import Kinds
from catalog.similarity.scores import CLOSE_BITS

_WIDTHS = {"year": 12, "runtime": 1000, "rating": 5, "votes": 3}
_ALL = 4096  # wider than any number
_MOST_CELLS = 6000
_ROUNDING = np.float32(1 + 1e-5)  # of products in 32-bit floats


class Cells(Kinds):
    """Of a scorer's n titles. A cell joins those whose four numbers fall into the same intervals."""

    def __init__(self, scorer):
        self.scorer = scorer
        divides = [table.min() < table.max() for table in scorer.tables]
        widths = np.array([_WIDTHS[name] if some else _ALL for name, some in zip(NUMBERS, divides, strict=True)])
        held, of = self._laid_out(widths)
        while len(held) > _MOST_CELLS:
            widths *= 2
            held, of = self._laid_out(widths)
        super().__init__(of, len(held))
        self.bounds = [self._most(which, width) for which, width in enumerate(widths.tolist())]

    def _laid_out(self, widths):
        intervals = (np.asarray(self.scorer.features.numbers) + widths[:, None]) // widths[
            :, None
        ]  # 0: -1, the unknown
        sizes = intervals.max(axis=1, initial=0) + 1
        held, of = np.unique(np.ravel_multi_index(intervals, sizes), return_inverse=True)
        self.intervals = np.array(np.unravel_index(held, sizes))
        return held, of

    def _most(self, which, width):
        """(float32[distinct own numbers, intervals], each title's place in it)."""
        own, own_of = np.unique(self.scorer.features.numbers[which], return_inverse=True)
        intervals = int(self.intervals[which].max(initial=0))
        table = np.zeros((len(own), intervals + 1), np.float32)
        for place, number in enumerate(own.tolist()):
            near = self.scorer.near(which, number)
            begins = np.minimum(1 + width * np.arange(intervals), len(near) - 1)
            table[place, 0] = near[0]
            table[place, 1:] = np.maximum.reduceat(near, begins) if intervals else 0
        return table * np.float32(2**-CLOSE_BITS), own_of.astype(np.int32)

    def most(self, rows):
        """The most that closeness of those titles to any of each cell may be, 1 at most: float32[rows, cells]."""
        total = np.full((len(rows), len(self.sizes)), _ROUNDING, np.float32)
        for (table, own), intervals in zip(self.bounds, self.intervals, strict=True):
            total *= np.take(table[own[rows]], intervals, axis=1, mode="clip")
        return total
