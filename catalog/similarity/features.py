"""PURE. Facts -> features as integers: sorted ids, values of a title's features, posting lists, numbers.

A feature's value is its strength times its rarity, divided by the fourth root of the sum of squares in its group: half
of cosine's norm, so that a title of which much is known neither drowns nor loses. Weights come in only when scored.
"""

import hashlib
from dataclasses import dataclass, fields

import numpy as np

from catalog.similarity.facts import GROUP_CODES, NUMBERS, UNKNOWN

GROUP_SHIFT = 48  # a feature's id: its group's code above 48 bits of its own
_RARITY_UNIT = 16  # rarity is log2(titles / titles that have it) in sixteenths
_VALUE_UNIT = 8
_VOTES_UNIT = 4  # votes count by quarters of log2


@dataclass(frozen=True)
class Features:
    """Titles in the order of their ties (a hash of the slug). n titles, m features that any has, e of them in all."""

    ties: np.ndarray  # int64[n], ascending
    keys: np.ndarray  # int64[n]
    ids: np.ndarray  # int64[m], ascending
    rarities: np.ndarray  # int32[m]
    starts: np.ndarray  # int64[n + 1]: where each title's features begin
    columns: np.ndarray  # int32[e]: places in `ids`
    values: np.ndarray  # int16[e]
    posting_starts: np.ndarray  # int64[m + 1]
    posting_rows: np.ndarray  # int32[e]
    posting_values: np.ndarray  # int16[e]
    numbers: np.ndarray  # int16[4, n]
    title_count: np.ndarray  # int64[1]: how many titles rarity was counted over

    def __len__(self):
        return len(self.keys)

    def row_of(self):
        """{key: row} of every title."""
        return {key: row for row, key in enumerate(self.keys.tolist())}

    def groups(self):
        """The group's code of each feature: int64[m]."""
        return self.ids >> GROUP_SHIFT

    def of(self, row):
        """(places in `ids`, values) of one title."""
        part = slice(self.starts[row], self.starts[row + 1])
        return self.columns[part], self.values[part]

    def told_of(self, row):
        """(ids, values) of one title."""
        columns, values = self.of(row)
        return self.ids[columns], values


FIELD_NAMES = tuple(field.name for field in fields(Features))


def feature_id(group, own_id):
    return (GROUP_CODES[group] << GROUP_SHIFT) | own_id


def split_id(number):
    """(group's code, own id)."""
    return int(number) >> GROUP_SHIFT, int(number) & ((1 << GROUP_SHIFT) - 1)


def tie_of(slug):
    """What decides between equal scores: the same on every machine and in every database, and blind to the alphabet."""
    return int.from_bytes(hashlib.blake2b(slug.encode(), digest_size=8).digest(), "big") >> 1


def log2_units(numerator, denominator, unit):
    """floor(unit * log2(numerator / denominator)) for unit a power of two, by integers alone."""
    whole = 0
    while numerator >= 2 * denominator:
        denominator *= 2
        whole += 1
    result, fraction = whole, (numerator << 60) // denominator  # in [1, 2) with 60 bits
    for _ in range(unit.bit_length() - 1):
        fraction = (fraction * fraction) >> 60
        result *= 2
        if fraction >= 2 << 60:
            fraction >>= 1
            result += 1
    return result


def make_features(all_facts):
    """Features of a whole catalogue, rarity counted over it."""
    all_facts = sorted(all_facts, key=lambda facts: tie_of(facts.slug))
    counts = [len(facts.features) for facts in all_facts]
    total = sum(counts)
    entries = (entry for facts in all_facts for entry in facts.features)
    raw = np.fromiter((feature_id(*entry) for entry in entries), np.int64, total)
    strengths = np.fromiter((s for facts in all_facts for s in facts.features.values()), np.int64, total)
    ids, columns, held_by = np.unique(raw, return_inverse=True, return_counts=True)
    n = len(all_facts)
    by_count = {int(c): max(1, log2_units(n, int(c), _RARITY_UNIT)) for c in np.unique(held_by)}
    rarities = np.fromiter((by_count[int(c)] for c in held_by), np.int32, len(ids))
    starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)
    rows = np.repeat(np.arange(n, dtype=np.int32), counts)
    values = _values(rows, ids[columns] >> GROUP_SHIFT, strengths * rarities[columns])
    return assemble(
        np.array([tie_of(facts.slug) for facts in all_facts], np.int64),
        np.array([facts.key for facts in all_facts], np.int64),
        ids,
        rarities,
        starts,
        columns,
        values,
        np.array([number_row(facts) for facts in all_facts], np.int16).reshape(n, len(NUMBERS)).T.copy(),
        n,
    )


def assemble(ties, keys, ids, rarities, starts, columns, values, numbers, title_count):
    """Features with their posting lists."""
    columns = columns.astype(np.int32)
    order = np.argsort(columns, kind="stable")
    rows = np.repeat(np.arange(len(keys), dtype=np.int32), np.diff(starts))
    posting_starts = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=len(ids)))]).astype(np.int64)
    return Features(
        ties=ties,
        keys=keys,
        ids=ids,
        rarities=rarities.astype(np.int32),
        starts=starts,
        columns=columns,
        values=values,
        posting_starts=posting_starts,
        posting_rows=rows[order],
        posting_values=values[order],
        numbers=numbers,
        title_count=np.array([title_count], np.int64),
    )


def _values(rows, groups, raw):
    """strength x rarity over the square root of its group's length within the title: exact roots, so the same
    anywhere."""
    places = rows.astype(np.int64) << 6 | groups
    _, of_place = np.unique(places, return_inverse=True)
    squares = np.bincount(of_place, weights=raw * raw)  # integers below 2**53: exact
    halves = np.sqrt(np.sqrt(np.maximum(squares, 1.0)))
    return np.rint(_VALUE_UNIT * raw / halves[of_place]).astype(np.int16)


def number_row(facts):
    """(year, minutes, tenths, quarters of log2 of the votes): what closeness compares."""
    votes = facts.votes if facts.votes == UNKNOWN else log2_units(1 + facts.votes, 1, _VOTES_UNIT)
    return facts.year, min(facts.runtime, 1000), facts.rating, votes


def features_of_one(features, facts):
    """(ids, values, rarities) of one title under the frozen rarities: what nobody had then counts as shared by two."""
    ids = np.array(sorted(feature_id(*entry) for entry in facts.features), np.int64)
    strength = {feature_id(*entry): s for entry, s in facts.features.items()}
    places = np.searchsorted(features.ids, ids)
    known = places < len(features.ids)
    known[known] = features.ids[places[known]] == ids[known]
    newest = max(1, log2_units(max(2, int(features.title_count[0])), 2, _RARITY_UNIT))
    rarities = np.full(len(ids), newest, np.int64)
    rarities[known] = features.rarities[places[known]]
    raw = np.array([strength[int(i)] for i in ids], np.int64) * rarities
    return ids, _values(np.zeros(len(ids), np.int32), ids >> GROUP_SHIFT, raw), rarities.astype(np.int32)
