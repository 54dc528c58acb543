"""Suspected doubles: the only writer of Suspicions.

Pairs come from blocks of one folded name and from disputed numbers: work grows with the catalogue, not its square.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from catalog import bulk
from catalog.identity import evidence
from catalog.identity.facts import people_facts, title_facts
from catalog.models import (
    DisputedId,
    PeopleAreTwo,
    PersonSuspicion,
    SearchEntry,
    Title,
    TitlesAreTwo,
    TitleSuspicion,
)
from catalog.search.index import read
from people.models import Person
from streamcms.publishing.search_texts import forms

_NEIGHBOURS = 12  # of a thing in its block that it is compared with
_AT_ONCE = 1_000  # pairs whose facts are in memory


@dataclass(slots=True)
class Pair:
    """Why two are compared: both have it as their own name, one has it as another name, or a number is disputed."""

    same_name: str = ""  # "name", "other" or ""
    namesakes: int = 0
    disputed: str = ""


def rebuild_suspects(progress=lambda pairs: pairs):
    """Look for doubles of titles and people anew; return how many pairs are suspected. Killed, those before stand."""
    titles, people = pairs_of_titles(), pairs_of_people()
    count = _replace(TitleSuspicion, TitlesAreTwo, _weighed(titles, progress, title_facts, _weigh_titles))
    return count + _replace(PersonSuspicion, PeopleAreTwo, _weighed(people, progress, people_facts, _weigh_people))


def pairs_of_titles():
    rows = Title.objects.values_list("pk", "kind", "released_on")
    places = {pk: (kind, day and day.year) for pk, kind, day in rows.iterator()}
    return _pairs(read(SearchEntry.Kind.TITLE), places, _disputed(Title, "title"))


def pairs_of_people():
    places = {pk: ("", day and day.year) for pk, day in Person.objects.values_list("pk", "born_on").iterator()}
    return _pairs(read(SearchEntry.Kind.PERSON), places, _disputed(Person, "person"))


def _pairs(things, places, disputed):
    """{(first, second): Pair} of things whose kind is one and whose years are one apart at most, or are not known."""
    found = {pair: Pair(disputed=number) for pair, number in disputed.items()}
    for block in _blocks(things).values():
        for pair in _near(block, places):
            held = found.setdefault(pair, Pair())
            is_main = all(block[key] for key in pair) or held.same_name == "name"
            held.same_name = "name" if is_main else "other"
            held.namesakes = max(held.namesakes, len(block) - 2)
    return found


def _blocks(things):
    """{folded name: {key: whether it is that thing's own name}} of names that several have."""
    blocks = defaultdict(dict)
    for key, found in things.items():
        for place, name in enumerate(found.names):
            for form in forms(name):
                blocks[form][key] = blocks[form].get(key, False) or not place
    return {form: block for form, block in blocks.items() if len(block) > 1}


def _near(block, places):
    """Pairs of a block: each with its next few by year; those without a year with the first few of any."""
    groups = defaultdict(lambda: ([], []))
    for key in block:
        kind, year = places[key]
        groups[kind][year is None].append((year or 0, key))
    for known, unknown in groups.values():
        known.sort()
        unknown.sort()
        for place, (year, key) in enumerate(known):
            for other_year, other in known[place + 1 : place + 1 + _NEIGHBOURS]:
                if other_year - year <= 1:
                    yield min(key, other), max(key, other)
            yield from ((min(key, other), max(key, other)) for _year, other in unknown[:_NEIGHBOURS])
        for place, (_year, key) in enumerate(unknown):
            yield from ((key, other) for _none, other in unknown[place + 1 : place + 1 + _NEIGHBOURS])


def _disputed(model, name):
    """{(first, second): number} of two that a source gave one number."""
    rows = DisputedId.objects.filter(
        **{f"{name}__isnull": False}, external_id__content_type=ContentType.objects.get_for_model(model)
    ).select_related("external_id")
    pairs = {}
    for row in rows:
        holder, claimant = row.external_id.object_id, getattr(row, f"{name}_id")
        if holder != claimant:
            pairs[min(holder, claimant), max(holder, claimant)] = str(row.external_id)
    return pairs


def _weighed(pairs, progress, facts_of, weigh):
    """[(first, second, score, evidence)] of the pairs that are worth a look; their facts are read some at a time."""
    found = []
    for some in bulk.chunks(sorted(pairs), _AT_ONCE):
        facts = facts_of({key for pair in some for key in pair})
        for pair in progress(some):
            score, told = weigh(*(facts[key] for key in pair), pairs[pair])
            if score >= evidence.LEAST:
                found.append((*pair, score, told))
    return found


def _weigh_titles(one, other, pair):
    return evidence.of_titles(one, other, same_name=pair.same_name, disputed=pair.disputed)


def _weigh_people(one, other, pair):
    return evidence.of_people(one, other, same_name=pair.same_name, namesakes=pair.namesakes, disputed=pair.disputed)


def _replace(model, word, found):
    """Write the suspicions but for those that an editor dismissed; what is known already keeps its row."""
    with transaction.atomic():
        said = {tuple(sorted(pair)) for pair in word.objects.values_list("first", "second")}
        rows = [
            {"first_id": first, "second_id": second, "score": score, "evidence": told}
            for first, second, score, told in found
            if (first, second) not in said
        ]
        wanted = {(row["first_id"], row["second_id"]) for row in rows}
        held = model.objects.values_list("pk", "first", "second")
        bulk.delete(model, [pk for pk, *pair in held if tuple(pair) not in wanted])
        bulk.upsert(model, rows, ("first_id", "second_id"))
    return len(rows)
