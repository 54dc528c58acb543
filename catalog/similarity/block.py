"""PURE. The lists of one block of titles, exactly.

Titles that share rare features are found by sorting what all titles of the block share, so the work grows with that and
not with the catalogue. The others share sets and common features alone; cells and sets name those that may still enter:
what they share at most, times the most that closeness may be, must reach the how_many-th of the exact scores known by
then. Everything that decides is an integer; 32-bit floats only bound, with a margin.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from catalog.similarity.scores import ANYTHING, OVERLAP_BITS, SCORE_SHIFT

_ROW_BITS = 24
_PART_BITS = 32  # of one shared feature's part: 1000 x 700 x 700 at most
_BELOW = np.float32(1 - 1e-4)  # by more than floats round
_TRIED, _TRIED_AGAIN = 2, 2  # titles for each place of a list, whose exact scores say what must be reached


class Pairs(NamedTuple):
    """Titles that may enter lists, by place: the place in the block of the title whose list it is, the title that may
    enter, and what rare features they share."""

    places: np.ndarray
    others: np.ndarray
    rare: np.ndarray

    def take(self, kept):
        return Pairs(self.places.take(kept), self.others.take(kept), self.rare.take(kept))


class Block:
    """The titles from start to end, b of them."""

    def __init__(self, blocks, start, end):
        self.blocks, self.features = blocks, blocks.features
        self.rows = np.arange(start, end)
        first, last = self.features.starts[start], self.features.starts[end]
        self.columns = self.features.columns[first:last]
        self.places = np.repeat(np.arange(end - start), np.diff(self.features.starts[start : end + 1]))
        self.values = self.features.values[first:last] * blocks.scorer.feature_weights[self.columns]
        self._note_common(np.flatnonzero(blocks.is_common[self.columns]))
        self.near = blocks.cells.most(self.rows)  # float32[b, cells]: the most that closeness may be
        self.of_sets = blocks.patterns.overlap(self.rows) + np.float32(ANYTHING)  # float32[b, sets]

    def _note_common(self, entries):
        """Each title's common features and their weighed values, as rows of one length; `ceilings` are the most that
        those may add which are in no set."""
        columns, places = self.columns[entries], self.places[entries]
        nth = np.arange(len(entries)) - np.searchsorted(places, places)
        shape = len(self.rows), int(nth.max(initial=0)) + 1
        self.common_places, self.common_values = np.zeros(shape, np.int32), np.zeros(shape, np.int64)
        self.common_places[places, nth] = self.blocks.place_of_common[columns]
        self.common_values[places, nth] = self.values[entries]
        most = self.values[entries] * self.blocks.most[columns]
        self.ceilings = np.bincount(places, weights=most, minlength=len(self.rows)).astype(np.float32)
        self.marks = self.blocks.marks[self.rows]

    def lists(self):
        """(lengths, rows, scores) of all lists, one after the other, each best first."""
        pairs = self._that_may_enter(self._sharing())
        closeness = self._closeness(pairs)
        rough = self._rough(pairs)
        least = self._least(pairs, rough * closeness, _TRIED_AGAIN)
        kept = np.flatnonzero(
            (rough + self._ceilings(pairs)) * closeness >= (least << SCORE_SHIFT)[pairs.places] * _BELOW
        )
        pairs = pairs.take(kept)
        scores = self._scores(pairs, closeness.take(kept))
        kept = np.flatnonzero(scores >= least[pairs.places])
        pairs, scores = pairs.take(kept), scores.take(kept)
        order = np.lexsort((pairs.others, -scores, pairs.places))
        order = order[_nth(pairs.places[order]) < self.blocks.how_many]
        lengths = np.bincount(pairs.places[order], minlength=len(self.rows))
        return lengths, pairs.others[order].astype(np.int32), scores[order]

    def _sharing(self):
        """Pairs that share rare features, by place and title: (place, title, part) of each shared one in 64 bits."""
        features, entries = self.features, np.flatnonzero(self.blocks.is_rare[self.columns])
        columns = self.columns[entries]
        lengths = self.blocks.scorer.lengths[columns]
        ends = np.cumsum(lengths)
        postings = np.arange(ends[-1] if len(ends) else 0)
        postings += np.repeat(features.posting_starts[columns] - ends + lengths, lengths)
        parts = np.repeat(self.values[entries], lengths)
        parts *= features.posting_values[postings]
        packed = np.repeat(self.places[entries] << _ROW_BITS, lengths)
        packed |= features.posting_rows[postings]
        packed <<= _PART_BITS
        packed |= parts
        packed.sort()
        return self._added_up(packed)

    def _added_up(self, packed):
        keys = packed >> _PART_BITS
        packed &= (1 << _PART_BITS) - 1
        np.cumsum(packed, out=packed)
        ends = np.append(np.flatnonzero(keys[1:] != keys[:-1]), len(keys) - 1)[: len(keys)]
        keys, sums = keys.take(ends), packed.take(ends)
        sums[1:] -= sums[:-1].copy()
        places, others = keys >> _ROW_BITS, keys & ((1 << _ROW_BITS) - 1)
        pairs = Pairs(places, others, sums)
        return pairs.take(np.flatnonzero(others != self.rows[places]))

    def _rough(self, pairs):
        """What they share but for common features, and but for rounding."""
        at = pairs.places * self.of_sets.shape[1] + self.blocks.patterns.of.take(pairs.others)
        return self.of_sets.reshape(-1).take(at) + pairs.rare.astype(np.float32)

    def _ceilings(self, pairs):
        """The most that common features may add to that."""
        alike = self.blocks.marks.take(pairs.others) & self.marks.take(pairs.places)
        return self.ceilings.take(pairs.places) * (alike != 0)

    def _most_near(self, pairs):
        at = pairs.places * self.near.shape[1] + self.blocks.cells.of.take(pairs.others)
        return self.near.reshape(-1).take(at)

    def _least(self, pairs, rough, factor):
        """What a title must score to enter each list, int64[b]: the how_many-th of the exact scores of some, the best
        by `rough`; 1 where there are fewer."""
        many, least = self.blocks.how_many, np.ones(len(self.rows), np.int64)
        bounds = np.searchsorted(pairs.places, np.arange(len(self.rows) + 1)).tolist()
        ends = [(begin, end) for begin, end in pairwise(bounds) if end - begin >= many]
        if ends:
            some = pairs.take(np.concatenate([_highest(rough, *both, factor * many) for both in ends]))
            scores = self._scores(some, self._closeness(some))
            order = np.lexsort((-scores, some.places))
            last = order[_nth(some.places) == many - 1]
            least[some.places[last]] = np.maximum(scores[last], 1)
        return least

    def _that_may_enter(self, pairs):
        """Of those pairs, and of those that share no rare feature."""
        rough, near = self._rough(pairs), self._most_near(pairs)
        needed = self._least(pairs, rough * near, _TRIED).astype(np.float32) * np.float32(2**-OVERLAP_BITS) * _BELOW
        kept = self._reaching(needed, pairs, rough, near)
        others = self._unknown(self._without_rare(needed), pairs)
        found = Pairs(*map(np.concatenate, zip(kept, others, strict=True)))
        return found.take(np.argsort(found.places, kind="stable"))

    def _without_rare(self, needed):
        """Pairs that may reach what is needed by sets and common features alone. Each list's are looked for by cell or
        by set, whatever leaves fewer titles."""
        cells, sets = self.blocks.cells, self.blocks.patterns
        of_cell = self.near >= (needed / (self.of_sets.max(axis=1) + self.ceilings))[:, None]
        of_set = self.of_sets >= (needed / self.near.max(axis=1) - self.ceilings)[:, None]
        by_cell = of_cell.astype(np.float32) @ cells.counts <= of_set.astype(np.float32) @ sets.counts
        of_cell &= by_cell[:, None]
        of_set &= ~by_cell[:, None]
        found = []
        for kind, within in ((cells, of_cell), (sets, of_set)):
            places, which = np.divmod(np.flatnonzero(within), within.shape[1])
            nth, titles = kind.titles(which)
            pairs = Pairs(places.take(nth), titles, np.zeros(len(titles), np.int64))
            found.append(self._reaching(needed, pairs, self._rough(pairs), self._most_near(pairs)))
        return Pairs(*map(np.concatenate, zip(*found, strict=True)))

    def _reaching(self, needed, pairs, rough, near):
        """Of those pairs, the ones that may reach what their lists need; the cheaper bound first."""
        kept = np.flatnonzero((rough + self.ceilings.take(pairs.places)) * near >= needed.take(pairs.places))
        pairs, rough, near = pairs.take(kept), rough.take(kept), near.take(kept)
        return pairs.take(np.flatnonzero((rough + self._ceilings(pairs)) * near >= needed.take(pairs.places)))

    def _unknown(self, pairs, known):
        """Of those pairs, the ones that are not among the known, nor of a title and itself."""
        known_keys = np.append(known.places << _ROW_BITS | known.others, -1)
        keys = pairs.places << _ROW_BITS | pairs.others
        at = np.searchsorted(known_keys[:-1], keys)
        return pairs.take(np.flatnonzero((known_keys[at] != keys) & (pairs.others != self.rows[pairs.places])))

    def _scores(self, pairs, closeness):
        """Exactly: int64[pairs]."""
        common = self.blocks.common[pairs.others[:, None], self.common_places[pairs.places]]
        overlap = pairs.rare + (common * self.common_values[pairs.places]).sum(axis=1)
        return self.blocks.scorer.scored(overlap, closeness)

    def _closeness(self, pairs):
        numbers = self.features.numbers
        return self.blocks.scorer.closeness_of_pairs(numbers[:, self.rows[pairs.places]], numbers[:, pairs.others])


def _nth(places):
    """The how-manieth of its place each is, from 0; places ascend."""
    return np.arange(len(places)) - np.searchsorted(places, places)


def _highest(rough, begin, end, many):
    """Where the `many` highest lie between begin and end."""
    if end - begin <= many:
        return np.arange(begin, end)
    return begin + np.argpartition(rough[begin:end], -many)[-many:]
