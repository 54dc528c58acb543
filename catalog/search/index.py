"""Writes the search index, and says what it holds of a thing: its names and its weight.

Triggers note what changed (catalog_searchchange), so that update(), bulk writes, imports and SQL by hand count too. A
search reads what was noted afresh, until `refresh` folds it in: nothing is written when somebody reads.
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
from streamcms.publishing.search_texts import forms

Kind = SearchEntry.Kind
MODELS = {Kind.TITLE: Title, Kind.PERSON: Person, Kind.EPISODE: Episode, Kind.COLLECTION: Collection}
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
    """(name, table, kind, column of the id, statement) of each trigger, in the dialect of "sqlite" or "postgresql"."""
    for kind, sources in _SOURCES.items():
        for model, column, names in sources:
            table = model._meta.db_table
            for event in ("INSERT", "UPDATE", "DELETE"):
                name = f"search_change_{table}_{event.lower()}"
                rows = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}[event]
                different = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
                changed = " OR ".join(f"OLD.{one} {different} NEW.{one}" for one in [*names, column])
                when = f" WHEN ({changed})" if event == "UPDATE" else ""
                if vendor == "sqlite":
                    notes = f"INSERT INTO {SearchChange._meta.db_table} (kind, object_id) "
                    notes += " UNION ".join(f"SELECT '{kind}', {row}.{column}" for row in rows)
                    statement = f"CREATE TRIGGER {name} AFTER {event} ON {table}{when} BEGIN {notes}; END"
                else:
                    statement = (
                        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW{when} "
                        f"EXECUTE FUNCTION catalog_note_search_change('{kind}', '{column}')"
                    )
                yield name, table, kind, column, statement


_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION catalog_note_search_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO catalog_searchchange (kind, object_id) VALUES (TG_ARGV[0], (to_jsonb(OLD) ->> TG_ARGV[1])::bigint);
  END IF;
  IF TG_OP = 'INSERT' OR TG_OP = 'UPDATE' AND to_jsonb(OLD) -> TG_ARGV[1] <> to_jsonb(NEW) -> TG_ARGV[1] THEN
    INSERT INTO catalog_searchchange (kind, object_id) VALUES (TG_ARGV[0], (to_jsonb(NEW) ->> TG_ARGV[1])::bigint);
  END IF;
  RETURN NULL;
END $$
"""


def install_triggers(using="default", **_):
    """Install what is missing, and note every row of its table. Runs after every migrate, since Django's AlterField
    drops a table's triggers on SQLite."""
    database = connections[using]
    wanted = list(triggers(database.vendor))
    tables = {table for _, table, *_ in wanted} | {SearchChange._meta.db_table}
    if not tables <= set(database.introspection.table_names()):
        return  # migrating one app alone, or backwards
    with transaction.atomic(using), database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        present = _installed(database, cursor)
        unwatched = set()
        for name, table, kind, column, statement in wanted:
            if name not in present:
                cursor.execute(statement)
                unwatched.add((table, kind, column))
        for table, kind, column in sorted(unwatched):
            every = f"SELECT DISTINCT '{kind}', {column} FROM {table}"
            cursor.execute(f"INSERT INTO {SearchChange._meta.db_table} (kind, object_id) {every}")


def _installed(database, cursor):
    if database.vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search_change_%'")
    else:
        cursor.execute(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n "
            "ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND t.tgname LIKE 'search_change_%%'"
        )
    return {name for (name,) in cursor.fetchall()}
