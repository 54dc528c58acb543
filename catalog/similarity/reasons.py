"""PURE. Why two titles are alike: the features that they share, the telling ones first."""

from catalog.similarity.facts import GROUP_CODES, GROUPS
from catalog.similarity.features import split_id

# Who works unseen (an editor, a producer) brings titles together but convinces nobody.
_SAID = ("collection", "director", "creator", "source", "cast", "tag", "writer", "composer", "camera", "genre")
_SAID_CODES = {GROUP_CODES[name] for name in _SAID}
_MOST_REASONS = 3
_MOST_NAMES = 3


def reasons_for(scorer, one, others):
    """For each other title: [[group, [own ids, the weightiest first], how many there are]], the weightiest group first.

    Titles are pairs (ids, values). Groups that nobody would name are left out.
    """
    said = {}
    for number, value in zip(one[0].tolist(), one[1].tolist(), strict=True):
        group, own_id = split_id(number)
        if group in _SAID_CODES:
            said[number] = group, int(value * scorer.by_group[group]), own_id
    return [
        _told(
            (said[number][0], said[number][1] * value, said[number][2])
            for number, value in zip(ids.tolist(), values.tolist(), strict=True)
            if number in said
        )
        for ids, values in others
    ]


def _told(shared):
    by_group = {}
    for group, part, own_id in shared:
        if group in _SAID_CODES:
            by_group.setdefault(group, []).append((-part, own_id))
    ordered = sorted(by_group.items(), key=lambda item: (sum(part for part, _ in item[1]), item[0]))
    return [
        [GROUPS[group], [own_id for _, own_id in sorted(parts)[:_MOST_NAMES]], len(parts)]
        for group, parts in ordered[:_MOST_REASONS]
    ]
