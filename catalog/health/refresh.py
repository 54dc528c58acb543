"""The only writer of Health: all of it at a rebuild, or what was noted since (changes.py)."""

from django.db import transaction
from django.db.models import Q

from catalog.bulk import chunks, upsert
from catalog.health.broken import with_broken
from catalog.health.changes import EVERYTHING
from catalog.models import Health, HealthChange, Season, Title
from people.models import Person

_AT_ONCE = 5_000
_SOON = 2_000  # notes: what is counted while somebody waits for an answer; commands count any number


def rebuild(progress=lambda keys: keys):
    """Count everything anew; return how many titles and people were. A killed one leaves what was there."""
    with transaction.atomic():
        HealthChange.objects.all().delete()  # before reading: what changes from here on is noted again
        Health.objects.all().delete()
        titles, people = (list(model.objects.values_list("pk", flat=True)) for model in (Title, Person))
        for some in progress(list(chunks(titles, _AT_ONCE))):
            _write("title_id", _rows_of_titles(some))
        for some in progress(list(chunks(people, _AT_ONCE))):
            _write("person_id", _rows_of_people(some))
    return len(titles) + len(people)


def waiting():
    """How many notes wait to be counted."""
    return HealthChange.objects.count()


def refresh_soon():
    """refresh(), where that takes no time worth speaking of; for requests."""
    notes = list(HealthChange.objects.values_list("kind", flat=True)[: _SOON + 1])
    if notes and len(notes) <= _SOON and EVERYTHING not in notes:
        return refresh()
    return 0


def refresh():
    """Count what was noted since; return how many things were. Commands that write the catalogue end with it.

    Two at once: the second waits for the first's notes to be gone, so that none stores what was read before a change.
    """
    if not HealthChange.objects.exists():
        return 0  # without taking the write lock
    with transaction.atomic():
        notes = list(HealthChange.objects.select_for_update().values_list("pk", "kind", "object_id"))
        if any(kind == EVERYTHING for _, kind, _ in notes):
            return rebuild()
        for some in chunks([pk for pk, *_ in notes], _AT_ONCE):
            HealthChange.objects.filter(pk__in=some).delete()
        noted = {kind: {key for _, of, key in notes if of == kind} for kind in ("title", "person", "season", "image")}
        titles, people = _things(noted)
        names = _names(titles)
        for some in chunks(sorted(titles), _AT_ONCE):
            _recount("title_id", some, _rows_of_titles)
        _recount_twins(names | _names(titles), titles)
        for some in chunks(sorted(people), _AT_ONCE):
            _recount("person_id", some, _rows_of_people)
    return len(titles) + len(people)


def _things(noted):
    """Keys of the titles and the people that the notes are about."""
    titles, people = set(noted["title"]), set(noted["person"])
    for some in chunks(sorted(noted["season"]), _AT_ONCE):
        titles.update(Season.objects.filter(pk__in=some).values_list("show", flat=True))
    for some in chunks(sorted(noted["image"]), _AT_ONCE):
        shown = Q(poster__in=some) | Q(backdrop__in=some) | Q(logo__in=some)
        titles.update(Title.objects.filter(shown).values_list("pk", flat=True))
        people.update(Person.objects.filter(portrait__in=some).values_list("pk", flat=True))
    return titles, people


def _rows_of_titles(keys):
    titles = with_broken(Title.objects.filter(pk__in=keys)).order_by()
    return [
        {"title_id": key, "kind": kind, "state": state, "sort_key": bytes(name), "broken": broken}
        for key, kind, state, name, broken in titles.values_list("pk", "kind", "state", "sort_key", "broken")
    ]


def _rows_of_people(keys):
    people = with_broken(Person.objects.filter(pk__in=keys)).order_by()
    return [
        {"person_id": key, "kind": "person", "state": state, "sort_key": bytes(name), "broken": broken}
        for key, state, name, broken in people.values_list("pk", "state", "sort_key", "broken")
    ]


def _recount(key, keys, rows_of):
    """Write what differs of those things; forget those that are gone."""
    rows = rows_of(keys)
    gone = set(keys) - {row[key] for row in rows}
    Health.objects.filter(**{f"{key}__in": gone}).delete()
    _write(key, rows)


def _write(key, rows):
    upsert(Health, rows, (key,))


def _names(titles):
    """The names, as sort keys, under which those titles were counted."""
    names = set()
    for some in chunks(sorted(titles), _AT_ONCE):
        names.update(map(bytes, Health.objects.filter(title__in=some).values_list("sort_key", flat=True)))
    return names


def _recount_twins(names, changed):
    """A title that got, had or lost a name changes whether others of that name are duplicates."""
    twins = set()
    for some in chunks(sorted(names), _AT_ONCE):
        twins.update(Title.objects.filter(kind__in=Title.Kind.values, sort_key__in=some).values_list("pk", flat=True))
    for some in chunks(sorted(twins - changed), _AT_ONCE):
        _recount("title_id", some, _rows_of_titles)
