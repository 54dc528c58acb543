"""PURE. The nearest of every title, exactly, by blocks of titles: what is laid out for all of them. block.py makes the
lists of one block.

All pairs are added up, in 32-bit floats: a matrix product for what many titles have, posting lists for the rest. That
takes a nanosecond or two a pair, less than finding out which pairs could be left out. Closeness costs more, so it is
only asked of pairs that may enter a list. The work grows with the square of n.
"""

from itertools import pairwise
from math import isqrt

import numpy as np

from catalog.similarity.block import Block
from catalog.similarity.chunks import Chunks
from catalog.similarity.processes import in_processes

_CELLS = 1 << 20  # of a block: 4 MB in 32 bits
_HEIGHTS = 64, 192  # titles in a block; with fewer a matrix product is slow
_COMMON_SHARE = 12  # a feature that one title in twelve has goes into the matrix
_SHORTEST_COMMON = 64
_SMALLEST_CHUNK = 4
_CHUNK_SHARE = 14  # chunks grow with the root of n: 16 titles at 50,000, 50 at 500,000


def nearest_of_all(scorer, how_many):
    """(rows, scores) of the nearest others of every title in turn, as scorer.nearest gives them."""
    if not len(scorer.features):
        return
    blocks = Blocks(scorer, how_many)
    for lengths, rows, scores in in_processes(blocks.nearest, pairwise(blocks.starts())):
        ends = np.cumsum(lengths).tolist()
        for begin, end in zip([0, *ends[:-1]], ends, strict=True):
            yield rows[begin:end], scores[begin:end]


class Blocks:
    """Features under weights. n titles."""

    def __init__(self, scorer, how_many, chunk_size=None):
        features = scorer.features
        self.scorer, self.features, self.how_many = scorer, features, how_many
        n = len(features)
        self.chunks = Chunks(scorer, chunk_size or max(_SMALLEST_CHUNK, isqrt(n) // _CHUNK_SHARE))
        counts = (scorer.lengths > 1) & (scorer.feature_weights > 0)  # what one title has is shared with none
        is_common = counts & (scorer.lengths > max(_SHORTEST_COMMON, n // _COMMON_SHARE))
        self.is_listed = counts & ~is_common
        self.posting_cells = self.chunks.cell_of[features.posting_rows]
        self.posting_values = features.posting_values.astype(np.float32)
        self.common = np.flatnonzero(is_common)
        self.matrix = np.zeros((len(self.common), self.chunks.cells), np.float32)
        for values, column in zip(self.matrix, self.common.tolist(), strict=True):
            part = slice(features.posting_starts[column], features.posting_starts[column + 1])
            values[self.posting_cells[part]] = self.posting_values[part]
        self.height = min(max(_CELLS // max(1, n), _HEIGHTS[0]), _HEIGHTS[1])
        self.room = np.empty((self.height, self.chunks.cells), np.float32)  # of one block after the other

    def starts(self):
        """Where blocks begin and the last ends."""
        return [*range(0, len(self.features), self.height), len(self.features)]

    def nearest(self, start, end):
        """(lengths, rows, scores) of the lists of the titles from start to end, one after the other."""
        return Block(self, start, end).lists()
