"""Triggers that note whose health may have changed (catalog_healthchange), whoever wrote.

`update()`, bulk writes, imports and SQL by hand count too. A trigger reads no table but its own, so a note names what
the row names: refresh.py finds the title of a season, and whose picture an image is.
"""

from dataclasses import dataclass

from django.db import connections, transaction

from catalog.models import Certification, Credit, Episode, HealthChange, Season, Title, TitlesAreTwo, Video
from people.models import Person
from streamcms.publishing.models import Image

_NOTES = HealthChange._meta.db_table
EVERYTHING = "all"
_ALWAYS = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Watch:
    """`column` holds the key of what a note is about; an update counts where one of `columns` changed."""

    table: str
    kind: str
    column: str
    columns: tuple
    events: tuple = _ALWAYS


_WATCHED = (
    Watch(
        Title._meta.db_table,
        "title",
        "id",
        (
            *("kind", "state", "sort_key", "synopsis", "released_on", "original_language_id"),
            *("poster_id", "backdrop_id", "logo_id"),
        ),
    ),
    Watch(Credit._meta.db_table, "title", "title_id", ("title_id", "episode_id", "department", "job")),
    Watch(Video._meta.db_table, "title", "title_id", ("title_id", "episode_id", "kind", "host", "reference")),
    Watch(Certification._meta.db_table, "title", "title_id", ("title_id",)),
    Watch(Season._meta.db_table, "title", "show_id", ("show_id", "state", "aired_on")),
    Watch(Episode._meta.db_table, "season", "season_id", ("season_id", "state", "name", "aired_on")),
    Watch(
        Person._meta.db_table,
        "person",
        "id",
        ("state", "sort_key", "biography", "known_for_department", "portrait_id"),
    ),
    *(
        Watch(TitlesAreTwo._meta.db_table, "title", f"{side}_id", (f"{side}_id",))
        for side in ("first", "second")  # who says so changes what is a duplicate
    ),
    Watch(Image._meta.db_table, "image", "id", ("width", "height", "alternative_text"), ("UPDATE",)),
)


def triggers(vendor):
    """(name, statements) of each trigger, in the dialect of "sqlite" or "postgresql"."""
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    for watch in _WATCHED:
        for event in watch.events:
            name = f"health_change_{watch.table}_{watch.column}_{event.lower()}"
            rows = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}[event]
            noted = " UNION ".join(f"SELECT '{watch.kind}', {row}.{watch.column}" for row in rows)
            note = f"INSERT INTO {_NOTES} (kind, object_id) {noted}"
            changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in watch.columns)
            when = f" WHEN ({changed})" if event == "UPDATE" else ""
            head = f"CREATE TRIGGER {name} AFTER {event} ON {watch.table}"
            if vendor == "sqlite":
                yield name, [f"{head}{when} BEGIN {note}; END"]
            else:
                function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                function += f"$$ BEGIN {note}; RETURN NULL; END $$"
                yield name, [function, f"{head} FOR EACH ROW{when} EXECUTE FUNCTION {name}()"]


def install_triggers(using="default", **_):
    """Install what is missing, and note that nothing is known. Runs after every migrate, since Django's AlterField
    drops a table's triggers on SQLite."""
    database = connections[using]
    tables = {watch.table for watch in _WATCHED} | {_NOTES}
    if not tables <= set(database.introspection.table_names()):
        return  # migrating one app alone, or backwards
    with transaction.atomic(using), database.cursor() as cursor:
        present = _installed(database, cursor)
        missing = [(name, statements) for name, statements in triggers(database.vendor) if name not in present]
        for _name, statements in missing:
            for statement in statements:
                cursor.execute(statement)
        if missing and (Title.objects.using(using).exists() or Person.objects.using(using).exists()):
            cursor.execute(f"INSERT INTO {_NOTES} (kind, object_id) VALUES ('{EVERYTHING}', 0)")


def _installed(database, cursor):
    """Names of the triggers of ours that the database has."""
    if database.vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'health_change_%'")
    else:
        cursor.execute(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n "
            "ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND t.tgname LIKE 'health_change_%%'"
        )
    return {name for (name,) in cursor.fetchall()}
