"""PURE. Titles sorted into kinds, each of one kind."""

import numpy as np


class Kinds:
    """`of` says the kind of each of n titles; there are `count` kinds."""

    def __init__(self, of, count):
        self.of = of.astype(np.int32)
        self.order = np.argsort(self.of, kind="stable").astype(np.int32)
        self.sizes = np.bincount(self.of, minlength=count)
        self.starts = np.cumsum(self.sizes) - self.sizes
        self.counts = self.sizes.astype(np.float32)

    def titles(self, kinds):
        """(place among those kinds, title) of every title that is of one of them."""
        sizes = self.sizes[kinds]
        ends = np.cumsum(sizes)
        entries = np.repeat(self.starts[kinds] - ends + sizes, sizes) + np.arange(ends[-1] if len(ends) else 0)
        return np.repeat(np.arange(len(kinds)), sizes), self.order[entries]
