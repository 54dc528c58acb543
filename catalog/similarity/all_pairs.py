"""PURE. The lists of every title where there are few: all pairs, roughly, in 32-bit floats.

A block's overlaps with all titles come from one matrix product for common features and posting lists for rare ones. All
parts are positive, so a rough score is within _MARGIN of the true one: whatever lies below the list's last by more
cannot enter. The few that may are scored in integers, and those alone decide. The work grows with the square of n.
"""

import numpy as np

from catalog.similarity.scores import ANYTHING, CLOSE_BITS, OVERLAP_BITS

_CELLS = 1 << 20  # of a block: 4 MB in 32 bits
_CACHED_CELLS = 1 << 16
_ONE_THREAD = 1 << 18  # rows x columns x depth; OpenBLAS takes a second thread above it
_PRODUCT_ROWS = 16
_MARGIN = 1e-3  # rounding of closeness is below 1/6000 of it, that of floats below 1/20000
_SCORE_UNIT = np.float32(2.0 ** (4 * CLOSE_BITS - OVERLAP_BITS))  # overlap x closenesses of a score of 1, unrounded
_LEAST_ROUGH = np.float32(_SCORE_UNIT * (1 - _MARGIN))  # of a score of 1
_COMMON_SHARE = 12  # a feature that one title in twelve has goes into the matrix
_CHUNKS = 8  # for each place in a list; their highest scores say what the last place needs at least


class AllPairs:
    """Features under weights, laid out for whole blocks. n titles; blocks of `height` of them."""

    def __init__(self, scorer, how_many):
        self.scorer, self.features, self.how_many = scorer, scorer.features, how_many
        n = len(self.features)
        self.place_of = np.zeros(len(self.features.ids), np.int32)  # among those of a block; all 0 between blocks
        self.height = max(1, min(256, _CELLS // max(1, n)))
        self.weights = scorer.feature_weights
        self.is_common = scorer.lengths > max(64, n // _COMMON_SHARE)
        common = np.flatnonzero(self.is_common)
        self.common = np.zeros((len(common), n), np.float32)
        for place, column in enumerate(common.tolist()):
            part = slice(self.features.posting_starts[column], self.features.posting_starts[column + 1])
            self.common[place, self.features.posting_rows[part]] = self.features.posting_values[part]
        self.common_weights = self.weights[common].astype(np.float32)
        self.pairs = [_joint(scorer, which, self.features.numbers[which : which + 2]) for which in (0, 2)]

    def starts(self):
        """Where blocks begin and the last ends."""
        return [*range(0, len(self.features), self.height), len(self.features)]

    def nearest(self, start, end):
        """(lengths, rows, scores) of the lists of the titles from start to end, one after the other."""
        rows = np.arange(start, end)
        rough = self._rough_content(rows)
        self._make_near(rows, rough)
        rough[np.arange(len(rows)), rows] = 0
        places, others = np.divmod(np.flatnonzero(rough >= self._least(rough)[:, None]), len(self.features))
        scores = self._exact(rows, places, others)
        order = np.lexsort((others, -scores, places))
        order = order[scores[order] > 0]
        nth = np.arange(len(order)) - np.searchsorted(places[order], places[order])
        order = order[nth < self.how_many]
        lengths = np.bincount(places[order], minlength=len(rows))
        return lengths, others[order].astype(np.int32), scores[order]

    def _rough_content(self, rows):
        """Overlap with all titles: float32[block, n]."""
        n = len(self.features)
        content = self._common_content(rows)
        first, last = self.features.starts[rows[0]], self.features.starts[rows[-1] + 1]
        columns = self.features.columns[first:last]
        places = np.repeat(np.arange(len(rows)), np.diff(self.features.starts[rows[0] : rows[-1] + 2]))
        wanted = ~self.is_common[columns] & (self.scorer.lengths[columns] > 1) & (self.weights[columns] > 0)
        columns, places = columns[wanted], places[wanted]
        values = self.features.values[first:last][wanted] * self.weights[columns].astype(np.float32)
        lengths = self.scorer.lengths[columns]
        begins = self.features.posting_starts[columns] - np.concatenate([[0], np.cumsum(lengths)[:-1]])
        postings = np.repeat(begins, lengths) + np.arange(lengths.sum())
        cells = np.repeat(places * n, lengths) + self.features.posting_rows[postings]
        parts = np.repeat(values, lengths)
        parts *= self.features.posting_values[postings]
        np.add.at(content.reshape(-1), cells, parts)
        content += np.float32(ANYTHING) * (content > 0)
        return content

    def _common_content(self, rows):
        """In products so small that BLAS keeps them to one thread: two levels of threads are slower than one."""
        own = np.ascontiguousarray(self.common[:, rows].T) * self.common_weights
        content = np.zeros((len(rows), len(self.features)), np.float32)
        width = max(64, _ONE_THREAD // max(1, _PRODUCT_ROWS * len(self.common)))
        for top in range(0, len(rows) if len(self.common) else 0, _PRODUCT_ROWS):
            some, into = own[top : top + _PRODUCT_ROWS], content[top : top + _PRODUCT_ROWS]
            for left in range(0, len(self.features), width):
                np.matmul(some, self.common[:, left : left + width], out=into[:, left : left + width])
        return content

    def _make_near(self, rows, content):
        """Multiply by closeness, two numbers at a time, as many rows at once as stay in a processor's cache."""
        step = max(1, _CACHED_CELLS // content.shape[1])
        near = np.empty((step, content.shape[1]), np.float32)
        for begin in range(0, len(rows), step):
            some = rows[begin : begin + step]
            for one, other, of_one, of_other, joint in self.pairs:
                table = one[of_one[some]][:, :, None] * other[of_other[some]][:, None, :]
                np.take(table.reshape(len(some), -1), joint, axis=1, out=near[: len(some)], mode="clip")
                content[begin : begin + step] *= near[: len(some)]

    def _least(self, rough):
        """What a title must roughly reach to enter each list: the how_many-th highest of chunks' highest, or less."""
        n, chunks = rough.shape[1], self.how_many * _CHUNKS
        if n < 2 * chunks:
            return np.full(len(rough), _LEAST_ROUGH)
        whole = rough[:, : n // chunks * chunks].reshape(len(rough), -1, chunks).max(axis=1)
        last = np.partition(whole, chunks - self.how_many, axis=1)[:, chunks - self.how_many]
        return np.maximum(last * np.float32(1 - _MARGIN) - _SCORE_UNIT, _LEAST_ROUGH)  # scores are rounded down

    def _exact(self, rows, places, others):
        """Scores of the pairs (rows[places], others), which share something each: int64."""
        features = self.features
        first, last = features.starts[rows[0]], features.starts[rows[-1] + 1]
        held, columns = np.unique(features.columns[first:last], return_inverse=True)
        own = np.repeat(np.arange(len(rows)), np.diff(features.starts[rows[0] : rows[-1] + 2]))
        values = np.zeros((len(rows), len(held) + 1), np.int64)
        values[own, columns + 1] = features.values[first:last] * self.weights[held[columns]]
        place_of = self.place_of
        place_of[held] = np.arange(1, len(held) + 1)
        starts = features.starts[others]
        lengths = features.starts[others + 1] - starts
        begins = np.concatenate([[0], np.cumsum(lengths)])
        entries = np.repeat(starts - begins[:-1], lengths) + np.arange(begins[-1])
        cells = np.repeat(places * values.shape[1], lengths) + place_of[features.columns[entries]]
        place_of[held] = 0
        parts = values.reshape(-1)[cells] * features.values[entries]
        content = np.add.reduceat(parts, begins[:-1]) if len(others) else parts
        closeness = self.scorer.closeness_of_pairs(features.numbers[:, rows[places]], features.numbers[:, others])
        return self.scorer.scored(content, closeness)


def _joint(scorer, which, numbers):
    """Two numbers of all titles: tables of closeness by place, each title's places, and its place in their product."""
    ones, of_one = np.unique(numbers[0], return_inverse=True)
    others, of_other = np.unique(numbers[1], return_inverse=True)
    tables = [
        np.stack([scorer.near(place, own)[held.astype(np.int64) + 1] for own in held.tolist()]).astype(np.float32)
        for place, held in ((which, ones), (which + 1, others))
    ]
    return *tables, of_one, of_other, (of_one * len(others) + of_other).astype(np.intp)
