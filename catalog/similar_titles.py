"""Similar titles: the only writer of SimilarTitle. All of them at a rebuild, or one title and whoever it affects.

Titles of every state are scored and 40 kept, so that a page, which shows 12 of those visible, is right at once when one
is published or archived. Features lie in files under DATA_ROOT; rarity is as the last rebuild counted it.
"""

from collections import defaultdict
from functools import partial

import numpy as np
from django.conf import settings
from django.db import transaction
from django.db.models import Count, Min, Q

from catalog.models import SimilarChoice, SimilarityWeights, SimilarTitle, Title
from catalog.similar_facts import facts_of_titles
from catalog.similarity import files
from catalog.similarity.blocks import nearest_of_all
from catalog.similarity.changed import ChangedCatalogue
from catalog.similarity.facts import DEFAULT_CLOSENESS, DEFAULT_WEIGHTS, Facts
from catalog.similarity.features import make_features
from catalog.similarity.reasons import reasons_for
from catalog.similarity.scores import Scorer, Weights

KEPT = 40
_ROWS_AT_ONCE = 2000


def features_folder():
    return settings.DATA_ROOT / "similar"


def stored_weights():
    row = SimilarityWeights.objects.first()
    return as_weights(row.groups, row.closeness) if row else Weights.default()


def as_weights(groups, closeness):
    """What is not said, or no longer known, takes its default."""
    return Weights(
        {name: int(groups.get(name, default)) for name, default in DEFAULT_WEIGHTS.items()},
        {name: int(closeness.get(name, default)) for name, default in DEFAULT_CLOSENESS.items()},
    )


def rebuild_similar_titles(progress=lambda rows: rows):
    """Make every list anew; return how many titles have one. Killed, the previous lists stand."""
    with files.locked(features_folder()):
        features = make_features(facts_of_titles())
        scorer, choices = Scorer(features, stored_weights()), _choices()
        lists = nearest_of_all(scorer, KEPT)
        found = [next(lists) for _ in progress(range(len(features)))]
        told_of, listed = features_of(features), 0
        with transaction.atomic():
            SimilarTitle.objects.all().delete()
            links = []
            for row, (rows, scores) in enumerate(found):
                key, keys = int(features.keys[row]), features.keys[rows].tolist()
                pairs = steered(list(zip(keys, scores.tolist(), strict=True)), choices[key])
                links += _links(told_of, scorer, key, pairs)
                listed += bool(pairs)
                if len(links) >= _ROWS_AT_ONCE:
                    SimilarTitle.objects.bulk_create(links)
                    links = []
            SimilarTitle.objects.bulk_create(links)
        worst = np.array([scores[-1] if len(scores) == KEPT else 0 for _, scores in found], np.int64)
        files.save(features_folder(), features, worst)
    return listed


def refresh_similar_titles_on_commit(keys):
    """Once what is being saved is stored: refresh those titles. Nothing where there was no rebuild yet."""
    transaction.on_commit(partial(refresh_similar_titles, set(keys)), robust=True)


def refresh_similar_titles(keys):
    """Update the lists of those titles and of whoever they affect, by frozen rarity; return how many lists changed.

    A title that affects another is in its list, or scores as much as the last there.
    """
    keys = set(keys)
    with files.locked(features_folder()):
        loaded = files.load(features_folder())
        if loaded is None:
            return 0
        features, changes, worst = loaded
        changes = {facts.key: facts for facts in changes}
        present = {facts.key: facts for facts in facts_of_titles(keys)}
        changes |= {key: present.get(key) or Facts(key, "", {}) for key in keys}
        catalogue = ChangedCatalogue(Scorer(features, stored_weights()), changes)
        scored = {key: catalogue.scores(key) for key in present}
        affected = set(SimilarTitle.objects.filter(target__in=keys).values_list("source", flat=True)) | present.keys()
        last = _last_scores(changes)
        for scores, others in scored.values():
            affected |= set(features.keys[np.flatnonzero((scores > 0) & (scores >= worst))].tolist())
            affected |= {key for key, score in others.items() if score > 0 and score >= last.get(key, 0)}
        lists = {key: catalogue.nearest(key, KEPT, scored.get(key)) for key in affected if catalogue.title(key)}
        changed = _replace(catalogue, lists)
        files.save_changes(features_folder(), changes.values())
        for key, found in lists.items():
            if key in catalogue.row_of:
                worst[catalogue.row_of[key]] = found[-1][1] if len(found) == KEPT else 0
    return changed


def _last_scores(keys):
    """{title: the last score in its list} of those titles whose lists are full: one query."""
    lists = SimilarTitle.objects.filter(source__in=keys).order_by().values("source")
    full = lists.annotate(length=Count("pk"), last=Min("score")).filter(length=KEPT)
    return dict(full.values_list("source", "last"))


def _replace(catalogue, lists):
    """Write the lists that differ from what is stored."""
    held = defaultdict(list)
    for source, target, score, reasons in (
        SimilarTitle.objects.filter(source__in=lists)
        .order_by("source", "rank")
        .values_list("source", "target", "score", "reasons")
    ):
        held[source].append((target, score, reasons))
    choices, gone, new = _choices(lists), [], []
    titles = set(
        Title.objects.filter(pk__in={k for found in lists.values() for k, _ in found} | set(lists)).values_list(
            "pk", flat=True
        )
    )
    count = 0
    for key, found in lists.items():
        if key not in titles:
            continue
        pairs = steered([pair for pair in found if pair[0] in titles], choices[key])
        links = list(_links(catalogue.title, catalogue.scorer, key, pairs))
        if [(link.target_id, link.score, link.reasons) for link in links] != held[key]:
            gone.append(key)
            new += links
            count += 1
    with transaction.atomic():
        SimilarTitle.objects.filter(source__in=gone).delete()
        SimilarTitle.objects.bulk_create(new, batch_size=_ROWS_AT_ONCE)
    return count


def features_of(features):
    """A function: key -> (ids, values) of a title of a build."""
    row_of = features.row_of()
    return lambda key: features.told_of(row_of[key]) if key in row_of else None


def _links(told_of, scorer, source, pairs):
    """Rows of one list, with reasons."""
    known = told_of(source)
    targets = [told_of(key) for key, _ in pairs]
    nothing = known[0][:0], known[1][:0]
    said = reasons_for(scorer, known[:2], [target[:2] if target else nothing for target in targets])
    return [
        SimilarTitle(source_id=source, target_id=key, rank=rank, score=score, reasons=reasons)
        for rank, ((key, score), reasons) in enumerate(zip(pairs, said, strict=True))
    ]


def steered(found, choices):
    """[(key, score)] with pins first, in their order, and without what is blocked; 40 at most.

    `choices` is {key: "pin" or "block"} in order. A pin that was not found scores 0.
    """
    scores = dict(found)
    pinned = [key for key, verdict in choices.items() if verdict == SimilarChoice.Verdict.PIN]
    rest = [pair for pair in found if pair[0] not in choices]
    return ([(key, scores.get(key, 0)) for key in pinned] + rest)[:KEPT]


def _choices(keys=None):
    """{title: {other: verdict}}, pins in their order. A title's own choice goes before one made on the other's page."""
    rows = SimilarChoice.objects.order_by("position", "pk")
    if keys is not None:
        rows = rows.filter(Q(source__in=list(keys)) | Q(target__in=list(keys), both_ways=True))
    rows = list(rows.values_list("source", "target", "verdict", "both_ways"))
    choices = defaultdict(dict)
    for source, target, verdict, _ in rows:
        choices[source][target] = verdict
    for source, target, verdict, both_ways in rows:
        if both_ways:
            choices[target].setdefault(source, verdict)
    return choices
