"""PURE. Facts -> features as integers: sorted ids, values of a title's features, posting lists, numbers.

A feature's value is its strength times its rarity, divided by the fourth root of the sum of squares in its group: half
of cosine's norm, so that a title of which much is known neither drowns nor loses. Weights come in only when scored.
"""

import hashlib
from array import array
from dataclasses import dataclass, fields

import numpy as np

from catalog.similarity.facts import GROUP_CODES, NUMBERS, UNKNOWN

GROUP_SHIFT = 48  # a feature's id: its group's code above 48 bits of its own
_RARITY_UNIT = 16  # rarity is log2(titles / titles that have it) in sixteenths
_VALUE_UNIT = 8
_ERA_UNIT = 512
_YEARS = 2200  # years from 0 on that have an era
_VOTES_UNIT = 4  # votes count by quarters of log2
_TITLES_AT_ONCE = 1 << 13
_ENTRIES_AT_ONCE = 1 << 20


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
    numbers: np.ndarray  # int16[4, n]: as number_row gives them
    eras: np.ndarray  # int16[2200]: what stands for each year
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
    """Features of a whole catalogue, rarity counted over it. The facts are read once, one after the other: 10 bytes a
    feature are kept of them."""
    read = _Read(all_facts)
    order = np.argsort(read.ties, kind="stable")
    n, counts = len(order), read.counts[order]
    starts = np.concatenate([[0], np.cumsum(counts)])
    entries = np.repeat((np.cumsum(read.counts) - read.counts)[order] - starts[:-1], counts)
    entries += np.arange(len(entries))
    raw, strengths = read.features[entries], read.strengths[entries]
    del entries
    ids = np.unique(raw)
    columns = np.concatenate(
        [np.searchsorted(ids, some).astype(np.int32) for some in np.array_split(raw, 1 + len(raw) // _ENTRIES_AT_ONCE)]
    )
    held_by = np.bincount(columns, minlength=len(ids))
    by_count = {int(c): max(1, log2_units(n, int(c), _RARITY_UNIT)) for c in np.unique(held_by)}
    rarities = np.fromiter((by_count[c] for c in held_by.tolist()), np.int32, len(ids))
    values = np.empty(len(columns), np.int16)
    for first in range(0, n, _TITLES_AT_ONCE):
        last = min(first + _TITLES_AT_ONCE, n)
        part = slice(starts[first], starts[last])
        rows = np.repeat(np.arange(last - first), counts[first:last])
        values[part] = _values(
            rows, raw[part] >> GROUP_SHIFT, strengths[part].astype(np.int64) * rarities[columns[part]]
        )
    del raw, strengths
    eras = eras_of(read.numbers[0])
    numbers = read.numbers[:, order]
    numbers[0] = eras[numbers[0]]
    return assemble(read.ties[order], read.keys[order], ids, rarities, starts, columns, values, numbers, n, eras)


class _Read:
    """Facts as arrays, in the order in which they came."""

    def __init__(self, all_facts):
        ties, keys, counts, numbers = array("q"), array("q"), array("q"), array("h")
        features, strengths = array("q"), array("b")
        for facts in all_facts:
            ties.append(tie_of(facts.slug))
            keys.append(facts.key)
            counts.append(len(facts.features))
            numbers.extend(number_row(facts, _AS_THEY_ARE))
            features.extend([feature_id(*entry) for entry in facts.features])
            strengths.extend(facts.features.values())
        self.ties, self.keys, self.counts, self.features = map(np.asarray, (ties, keys, counts, features))
        self.strengths = np.asarray(strengths)
        self.numbers = np.asarray(numbers).reshape(-1, len(NUMBERS)).T


def assemble(ties, keys, ids, rarities, starts, columns, values, numbers, title_count, eras):
    """Features with their posting lists."""
    columns = columns.astype(np.int32)
    order = np.argsort(columns, kind="stable").astype(np.uint32)
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
        numbers=np.ascontiguousarray(numbers),
        title_count=np.array([title_count], np.int64),
        eras=eras,
    )


def _values(rows, groups, raw):
    """strength x rarity over the square root of its group's length within the title: exact roots, so the same
    anywhere."""
    places = rows.astype(np.int64) << 6 | groups
    squares = np.bincount(places, weights=raw * raw)  # integers below 2**53: exact
    halves = np.sqrt(np.sqrt(np.maximum(squares, 1.0)))
    return np.rint(_VALUE_UNIT * raw / halves[places]).astype(np.int16)


def eras_of(years):
    """A year as the share of titles before it and half of those in it, in 512ths: int16[2200], the last for unknown.

    Whoever likes a film of 1942 will see one of 1955; one of 2004 is far from one of 2017. What parts two years is how
    much was made between them.
    """
    counts = np.bincount(years[years >= 0], minlength=_YEARS)
    twice = 2 * np.cumsum(counts) - counts
    eras = (twice * _ERA_UNIT // (2 * max(1, counts.sum()))).astype(np.int16)
    eras[UNKNOWN] = UNKNOWN
    return eras


_AS_THEY_ARE = np.arange(_YEARS, dtype=np.int16)
_AS_THEY_ARE[UNKNOWN] = UNKNOWN


def number_row(facts, eras):
    """(era, minutes, tenths, quarters of log2 of the votes): what closeness compares."""
    year = facts.year if 0 <= facts.year < _YEARS - 1 else UNKNOWN
    votes = facts.votes if facts.votes == UNKNOWN else log2_units(1 + facts.votes, 1, _VOTES_UNIT)
    return int(eras[year]), min(facts.runtime, 1000), facts.rating, votes


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
