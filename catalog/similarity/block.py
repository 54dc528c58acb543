"""PURE. The lists of one block of titles, exactly.

What each title shares with every other is added up in 32-bit floats, which hold whole numbers up to 2**24 exactly, in
whatever order they are added: so every machine has the same. What is above that is counted again in 64 bits. The most
that is shared in each chunk of titles, times the most that closeness may be there, says which chunks are looked into.
"""

import numpy as np

from catalog.similarity.scores import ANYTHING, OVERLAP_BITS

_EXACT_BELOW = np.float32(1 << 24)
_BELOW = np.float32(1 - 1e-4)  # by more than floats round
_SCORE_UNIT = np.float32(2**-OVERLAP_BITS)  # overlap at closeness 1 that makes a score of 1
_LONG = 400  # postings: from here on a call for each list is quicker than sorting out many at once
_PRODUCT_ROWS = 16
_ONE_THREAD = 1 << 18  # rows x columns x depth: OpenBLAS takes a second thread above it, on top of our processes
_CHAMPIONS = 2  # chunks for each place of a list, whose best titles' exact scores say what must be reached


class Block:
    """The titles from start to end, b of them."""

    def __init__(self, blocks, start, end):
        self.blocks, self.features, self.chunks = blocks, blocks.features, blocks.chunks
        self.rows = np.arange(start, end)
        self.first, self.last = self.features.starts[start], self.features.starts[end]
        self.columns = self.features.columns[self.first : self.last]
        self.places = np.repeat(np.arange(end - start), np.diff(self.features.starts[start : end + 1]))
        self.values = self.features.values[self.first : self.last] * blocks.scorer.feature_weights[self.columns]
        self.overlap = self._common_overlap()  # float32[b, cells]
        self._add_listed()
        self.overlap[np.arange(end - start), self.chunks.cell_of[self.rows]] = 0

    def _common_overlap(self):
        """In products so small that BLAS keeps them to one thread."""
        matrix, cells = self.blocks.matrix, self.chunks.cells
        overlap = self.blocks.room[: len(self.rows)]
        if not len(matrix):
            overlap[:] = 0
        weights = self.blocks.scorer.feature_weights[self.blocks.common].astype(np.float32)
        own = np.ascontiguousarray(matrix[:, self.chunks.cell_of[self.rows]].T) * weights
        width = max(64, _ONE_THREAD // max(1, _PRODUCT_ROWS * len(matrix)))
        for top in range(0, len(self.rows) if len(matrix) else 0, _PRODUCT_ROWS):
            some, into = own[top : top + _PRODUCT_ROWS], overlap[top : top + _PRODUCT_ROWS]
            for left in range(0, cells, width):
                np.matmul(some, matrix[:, left : left + width], out=into[:, left : left + width])
        return overlap

    def _add_listed(self):
        listed = self.blocks.is_listed[self.columns]
        is_long = self.blocks.scorer.lengths[self.columns] > _LONG
        self._add_each(np.flatnonzero(listed & is_long))
        self._add_together(np.flatnonzero(listed & ~is_long))

    def _add_each(self, entries):
        cells, values = self.blocks.posting_cells, self.blocks.posting_values
        own = self.values[entries].astype(np.float32)
        columns = self.columns[entries]
        begins = self.features.posting_starts[columns].tolist()
        ends = self.features.posting_starts[columns + 1].tolist()
        for place, value, begin, end in zip(self.places[entries].tolist(), own, begins, ends, strict=True):
            np.add.at(self.overlap[place], cells[begin:end], value * values[begin:end])

    def _add_together(self, entries):
        columns = self.columns[entries]
        lengths = self.blocks.scorer.lengths[columns]
        ends = np.cumsum(lengths)
        postings = np.repeat(self.features.posting_starts[columns] - ends + lengths, lengths)
        postings += np.arange(len(postings))
        cells = np.repeat(self.places[entries] * self.chunks.cells, lengths)
        cells += self.blocks.posting_cells.take(postings)
        parts = np.repeat(self.values[entries].astype(np.float32), lengths)
        parts *= self.blocks.posting_values.take(postings)
        np.add.at(self.overlap.reshape(-1), cells, parts)

    def lists(self):
        """(lengths, rows, scores) of all lists, one after the other, each best first."""
        near = self.chunks.most_near(self.rows)
        bounds = self.overlap.reshape(len(self.rows), self.chunks.size, self.chunks.count).max(axis=1)
        bounds += np.float32(ANYTHING)
        bounds *= near
        least = self._least(bounds)
        places, others, scores = self._reaching(least, bounds, near)
        kept = np.flatnonzero(scores >= least[places])
        places, others, scores = places[kept], others[kept], scores[kept]
        order = np.lexsort((others, -scores, places))
        order = order[_nth(places[order]) < self.blocks.how_many]
        return np.bincount(places[order], minlength=len(self.rows)), others[order], scores[order]

    def _least(self, bounds):
        """What a title must score to enter each list, int64[b]: the how_many-th of the scores that the best titles have
        in the chunks with the highest bounds; 1 where there are fewer."""
        many, count = self.blocks.how_many, self.chunks.count
        if count < many:
            return np.ones(len(self.rows), np.int64)
        tried = min(_CHAMPIONS * many, count)
        chunks = np.argpartition(bounds, count - tried, axis=1)[:, count - tried :].reshape(-1)
        places = np.repeat(np.arange(len(self.rows)), tried)
        cells = self._cells_of(chunks)
        best = self._overlap_at(places[:, None], cells).argmax(axis=1)
        scores = self._scores(places, cells[np.arange(len(cells)), best])[1].reshape(len(self.rows), tried)
        return np.maximum(np.partition(scores, tried - many, axis=1)[:, tried - many], 1)

    def _reaching(self, least, bounds, near):
        """(places, others, scores) of all that may score `least`."""
        needed = least.astype(np.float32) * _SCORE_UNIT * _BELOW
        places, chunks = np.divmod(np.flatnonzero(bounds >= needed[:, None]), self.chunks.count)
        cells = self._cells_of(chunks)
        shared = needed[places] / near[places, chunks] * _BELOW - np.float32(ANYTHING)
        kept = np.flatnonzero(self._overlap_at(places[:, None], cells) >= np.maximum(shared, 1)[:, None])
        places, cells = places[kept // self.chunks.size], cells.reshape(-1)[kept]
        return places, *self._scores(places, cells)

    def _cells_of(self, chunks):
        return chunks[:, None] + np.arange(0, self.chunks.cells, self.chunks.count)

    def _overlap_at(self, places, cells):
        return self.overlap.reshape(-1).take(places * self.chunks.cells + cells)

    def _scores(self, places, cells):
        """(others, scores) of pairs, exactly: int32 and int64."""
        others = self.chunks.title_at[cells]
        rough = self._overlap_at(places, cells)
        overlap = rough.astype(np.int64)
        again = np.flatnonzero(rough >= _EXACT_BELOW)
        if len(again):
            overlap[again] = self._counted(places[again], others[again])
        numbers = self.features.numbers
        own, theirs = numbers.take(self.rows[places], axis=1), numbers.take(others, axis=1)
        near = self.blocks.scorer.closeness_of_pairs(own, theirs)
        return others, self.blocks.scorer.scored(overlap, near)

    def _counted(self, places, others):
        """Overlaps of pairs that share something each, in 64 bits."""
        held, columns = np.unique(self.columns, return_inverse=True)
        own = np.zeros((len(self.rows), len(held)), np.int64)
        own[self.places, columns] = self.values
        starts, ends = self.features.starts[others], self.features.starts[others + 1]
        lengths = ends - starts
        begins = np.cumsum(lengths) - lengths
        entries = np.repeat(starts - begins, lengths) + np.arange(lengths.sum())
        theirs = self.features.columns[entries]
        at = np.searchsorted(held, theirs).clip(max=len(held) - 1)
        parts = own[np.repeat(places, lengths), at] * self.features.values[entries] * (held[at] == theirs)
        return np.add.reduceat(parts, begins)


def _nth(places):
    """The how-manieth of its place each is, from 0; places ascend."""
    return np.arange(len(places)) - np.searchsorted(places, places)
