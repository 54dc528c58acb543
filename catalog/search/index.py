"""Writes the search index, and says what it holds of a thing: its names and its weight.

Triggers note what changed (catalog_searchchange). A search reads what was noted afresh, until `refresh` folds it in:
nothing is written when somebody reads.
"""

from dataclasses import dataclass, field
from operator import itemgetter

from django.db import connection, connections, transaction
from django.db.models import Count

from catalog.bulk import chunks
from catalog.models import (
    AlternativeName,
    Collection,
    CollectionMembership,
    CollectionTranslation,
    Credit,
    Episode,
    EpisodeTranslation,
    SearchChange,
    SearchEntry,
    SearchSpelling,
    SearchToken,
    Title,
    TitleTranslation,
)
from catalog.search import places, words
from people.models import Person, PersonTranslation
from streamcms.publishing.note_triggers import EVENTS, install, note_trigger
from streamcms.publishing.search_texts import forms

Kind = SearchEntry.Kind
MODELS = {Kind.TITLE: Title, Kind.PERSON: Person, Kind.EPISODE: Episode, Kind.COLLECTION: Collection}
_PREFIX = "search_change_"
_NOTES = SearchChange._meta.db_table
_LARGEST_WEIGHT = 2**31 - 1
_AT_ONCE = 2_000
_FOLDED_IN = 5_000  # things; when more changed, the whole index is made anew, which is sooner

# Whose names are whose: (model, the column with the thing's id, the columns with names).
_SOURCES = {
    Kind.TITLE: [
        (Title, "id", ["name", "original_name"]),
        (AlternativeName, "title_id", ["name"]),
        (TitleTranslation, "title_id", ["name"]),
    ],
    Kind.PERSON: [(Person, "id", ["name", "also_known_as"]), (PersonTranslation, "person_id", ["name"])],
    Kind.EPISODE: [(Episode, "id", ["name"]), (EpisodeTranslation, "episode_id", ["name"])],
    Kind.COLLECTION: [(Collection, "id", ["name"]), (CollectionTranslation, "collection_id", ["name"])],
}
# How much a thing is looked for: (model, the column with the thing's id) is counted, or a column is read.
_VOTES = {Kind.TITLE: "imdb_votes", Kind.EPISODE: "season__show__imdb_votes"}
_COUNTED = {Kind.PERSON: (Credit, "person_id"), Kind.COLLECTION: (CollectionMembership, "collection_id")}
_SLUGS = {Kind.EPISODE: ("season__show__slug", "season__number", "number")}


@dataclass(slots=True)
class Found:
    """What the index holds of one thing."""

    kind: str
    object_id: int
    slug: bytes
    weight: int = 0
    names: list = field(default_factory=list)

    @property
    def forms(self):
        return list(dict.fromkeys(form for name in self.names for form in forms(name)))


def read(kind, ids=None):
    """The things of one kind as they are now, all or those with these ids: {id: Found}; at most four queries."""

    def some(model, column):
        return model.objects.all() if ids is None else model.objects.filter(**{f"{column}__in": ids})

    things = {}
    slug, votes = _SLUGS.get(kind, ("slug",)), _VOTES.get(kind)
    for pk, weight, *parts in some(MODELS[kind], "pk").values_list("pk", votes or "pk", *slug):
        spelled = "-".join(part if isinstance(part, str) else f"{part:05}" for part in parts)
        things[pk] = Found(kind, pk, spelled.encode(), min(weight or 0, _LARGEST_WEIGHT) if votes else 0)
    for model, column, columns in _SOURCES[kind]:
        for pk, *names in some(model, column).order_by("pk").values_list(column, *columns):
            if pk in things:
                things[pk].names += [one for name in names for one in (name if isinstance(name, list) else [name])]
    if kind in _COUNTED:
        model, column = _COUNTED[kind]
        for pk, count in some(model, column).order_by().values_list(column).annotate(Count("pk")):
            if pk in things:
                things[pk].weight = count
    return things


def rebuild():
    """Make the whole index anew in one transaction; return how many things can be found."""
    with transaction.atomic():
        SearchChange.objects.all().delete()  # before reading: what changes from here on is noted again
        for model in (SearchToken, SearchSpelling, SearchEntry):
            model.objects.all().delete()
        count = _write(places.spread(_named(thing for kind in MODELS for thing in read(kind).values())))
        if (
            connection.vendor == "postgresql"
        ):  # without numbers of rows it compiles the statements of a search, at 100 ms
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {SearchToken._meta.db_table}, {SearchEntry._meta.db_table}")
        return count


def refresh():
    """Fold in what was noted since; return how many things were. Commands that write the catalogue end with it."""
    if not SearchChange.objects.exists():
        return 0  # without taking the write lock
    with transaction.atomic():
        notes = list(SearchChange.objects.values_list("pk", "kind", "object_id"))
        changed = {(kind, object_id) for _, kind, object_id in notes}
        if len(changed) > _FOLDED_IN:
            rebuild()
            return len(changed)
        for some in chunks([pk for pk, *_ in notes], _AT_ONCE):
            SearchChange.objects.filter(pk__in=some).delete()
        things = []
        for kind in MODELS:
            ids = sorted(object_id for of_kind, object_id in changed if of_kind == kind)
            for some in chunks(ids, _AT_ONCE):
                entries = SearchEntry.objects.filter(kind=kind, object_id__in=some)
                SearchToken.objects.filter(entry__in=entries).delete()
                entries.delete()
                things += _named(read(kind, some).values())
        try:
            placed = list(places.between(things))
        except places.NoRoomError:
            rebuild()
        else:
            _write(placed)
    return len(changed)


def _named(things):
    return [thing for thing in things if any(name.strip() for name in thing.names)]


def _write(placed):
    """Insert entries (key, thing), their tokens and the spellings of their words, some thousands at a time."""
    spelled = set()
    for batch in chunks(placed, _AT_ONCE):
        entries, tokens, fresh = [], [], set()
        for key, thing in batch:
            forms, letter = thing.forms, thing.kind[:1].encode()
            entries.append((key, thing.kind, thing.object_id, thing.slug, thing.weight, "\n".join(forms)))
            texts = set().union(*map(words.tokens, forms))
            tokens += [(key, letter + text) for text in texts]
            fresh |= {text[1:] for text in texts if text.startswith(words.WORD)}
        fresh -= spelled
        spelled |= fresh
        _insert(SearchEntry, ["id", "kind", "object_id", "slug", "weight", "folded"], entries)
        _insert(SearchToken, ["entry_id", "text"], sorted(tokens, key=itemgetter(1)))  # as its index, which is sooner
        spellings = [(key, word) for word in fresh for key in words.spelling_keys(word.decode(errors="ignore"))]
        _insert(SearchSpelling, ["key", "word"], spellings)
    return len(placed)


def _insert(model, columns, rows):
    """As bulk.upsert, for millions of rows that are tuples of plain values already."""
    place = "(" + ", ".join(["%s"] * len(columns)) + ")"
    start = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES "
    with connection.cursor() as cursor:
        for some in chunks(rows, 20_000 // len(columns)):
            values = [value for row in some for value in row]
            cursor.execute(start + ", ".join([place] * len(some)) + " ON CONFLICT DO NOTHING", values)


def triggers(vendor):
    """{name: (statements, what it notes of: table, kind, column)}, in the dialect of "sqlite" or "postgresql"."""
    wanted = {}
    for kind, sources in _SOURCES.items():
        for model, column, names in sources:
            table = model._meta.db_table
            for event in EVENTS:
                name = f"{_PREFIX}{table}_{event.lower()}"
                statements = note_trigger(vendor, name, table, event, _note(kind, column), [*names, column])
                wanted[name] = statements, (table, kind, column)
    return wanted


def _note(kind, column):
    return _NOTES, "kind, object_id", lambda row: f"'{kind}', {row}.{column}"


def install_triggers(using="default", **_):
    """Install what is missing, and note every row of its table."""
    wanted = triggers(connections[using].vendor)
    tables = {table for _statements, (table, _kind, _column) in wanted.values()} | {_NOTES}

    def note_every_row(cursor, missing):
        for table, kind, column in sorted({wanted[name][1] for name in missing}):
            cursor.execute(f"INSERT INTO {_NOTES} (kind, object_id) SELECT DISTINCT '{kind}', {column} FROM {table}")

    install(using, _PREFIX, {name: statements for name, (statements, _of) in wanted.items()}, tables, note_every_row)
