"""PURE. The features of the last build and the titles that changed since, scored as one catalogue.

Rarity stays as the build counted it, so a title's list is what a build under frozen rarities would make of it.
"""

import numpy as np

from catalog.similarity.features import features_of_one, number_row, tie_of


class ChangedCatalogue:
    """`changes` is {key: Facts}; a title whose facts have no features is gone."""

    def __init__(self, scorer, changes):
        self.scorer, self.features = scorer, scorer.features
        self.changed = {key: self._weighed(facts) for key, facts in changes.items()}
        self.ties = {key: tie_of(facts.slug) for key, facts in changes.items()}
        self.row_of = self.features.row_of()
        self.stale = np.array([self.row_of[key] for key in changes if key in self.row_of], np.int64)

    def _weighed(self, facts):
        ids, values, _ = features_of_one(self.features, facts)
        return ids, values, number_row(facts, self.features.eras)

    def title(self, key):
        """(ids, values, numbers) of a title; None where there is none."""
        if key in self.changed:
            return self.changed[key] if len(self.changed[key][0]) else None
        if key not in self.row_of:
            return None
        row = self.row_of[key]
        return *self.features.told_of(row), self.features.numbers[:, row]

    def scores(self, key):
        """(int64[n] for the rows of the build, {key of a changed title: score}) of all others."""
        one = self.title(key)
        ids, values, numbers = one
        places = np.searchsorted(self.features.ids, ids)
        known = places < len(self.features.ids)
        known[known] = self.features.ids[places[known]] == ids[known]
        scores = self.scorer.scores(places[known], values[known], numbers)
        scores[self.stale] = 0
        if key in self.row_of:
            scores[self.row_of[key]] = 0
        others = {k: self.scorer.pair_score(one, other) for k, other in self.changed.items() if k != key}
        return scores, others

    def nearest(self, key, how_many, scored=None):
        """[(key, score)] of the nearest others, best first."""
        scores, others = scored or self.scores(key)
        kept = np.flatnonzero(scores > 0)
        if len(kept) > how_many:
            kept = kept[scores[kept] >= np.partition(scores[kept], -how_many)[-how_many]]
        found = [
            (-score, tie, other)
            for score, tie, other in zip(
                scores[kept].tolist(), self.features.ties[kept].tolist(), self.features.keys[kept].tolist(), strict=True
            )
        ]
        found += [(-score, self.ties[other], other) for other, score in others.items() if score > 0]
        return [(other, -score) for score, _, other in sorted(found)[:how_many]]
