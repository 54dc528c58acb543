"""Triggers that note which titles the library's index no longer has right (catalog_librarychange), whoever wrote.

`update()`, bulk writes, imports and SQL by hand count too. Publishing windows that open or close are not noted: they
are asked for by the moment.
"""

from dataclasses import dataclass

from django.db import connections, transaction

from catalog.models import Country, Genre, Language, LibraryChange, Title, TitleTranslation
from streamcms.publishing.models import Image

_NOTES = LibraryChange._meta.db_table


@dataclass(frozen=True)
class Watch:
    """`title` and `image` name the columns with the keys of what a row is about; with neither it is about every title.
    An update counts where one of `columns` changed (none: any).

    A trigger reads no table but its own: Django makes tables of SQLite anew by renaming, which a trigger elsewhere that
    reads them forbids.
    """

    table: str
    title: str = ""
    image: str = ""
    columns: tuple = ()
    events: tuple = ("UPDATE",)


_ALWAYS = ("INSERT", "UPDATE", "DELETE")
_WATCHED = (
    Watch(
        Title._meta.db_table,
        title="id",
        columns=(
            *("kind", "name", "original_name", "search_text", "sort_key", "slug", "released_on", "release_precision"),
            *("last_aired_on", "production_status", "runtime", "original_language_id", "imdb_rating", "metascore"),
            *("poster_id", "state", "publish_at", "unpublish_at"),
        ),
        events=_ALWAYS,
    ),
    Watch(TitleTranslation._meta.db_table, title="title_id", events=_ALWAYS),
    Watch(Title.genres.through._meta.db_table, title="title_id", events=_ALWAYS),
    Watch(Title.countries.through._meta.db_table, title="title_id", events=_ALWAYS),
    Watch(Image._meta.db_table, image="id", columns=("key", "width", "tone", "focal_point")),
    # What every title may be written with: nothing is right any more.
    Watch(Genre._meta.db_table, columns=("slug", "name")),
    Watch(Language._meta.db_table, columns=("code",)),
    Watch(Country._meta.db_table, columns=("code",)),
)


def triggers(vendor):
    """(name, statements) of each trigger, in the dialect of "sqlite" or "postgresql"."""
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    for watch in _WATCHED:
        for event in watch.events:
            name = f"library_change_{watch.table}_{event.lower()}"
            rows = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}[event]
            notes = " UNION ".join(f"SELECT {_key(row, watch.title)}, {_key(row, watch.image)}" for row in rows)
            note = f"INSERT INTO {_NOTES} (title_id, image_id) {notes}"
            changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in watch.columns)
            when = f" WHEN ({changed})" if event == "UPDATE" and changed else ""
            head = f"CREATE TRIGGER {name} AFTER {event} ON {watch.table}"
            if vendor == "sqlite":
                yield name, [f"{head}{when} BEGIN {note}; END"]
            else:
                function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                function += f"$$ BEGIN {note}; RETURN NULL; END $$"
                yield name, [function, f"{head} FOR EACH ROW{when} EXECUTE FUNCTION {name}()"]


def _key(row, column):
    return f"{row}.{column}" if column else "CAST(NULL AS bigint)"


def install_triggers(using="default", **_):
    """Install what is missing, and note that nothing is right. Runs after every migrate, since Django's AlterField
    drops a table's triggers on SQLite."""
    database = connections[using]
    tables = {watch.table for watch in _WATCHED} | {_NOTES}
    if not tables <= set(database.introspection.table_names()):
        return  # migrating one app alone, or backwards
    with transaction.atomic(using), database.cursor() as cursor:
        present = installed_triggers(database, cursor)
        missing = [(name, statements) for name, statements in triggers(database.vendor) if name not in present]
        for _name, statements in missing:
            for statement in statements:
                cursor.execute(statement)
        if missing:
            cursor.execute(f"INSERT INTO {_NOTES} (title_id, image_id) VALUES (NULL, NULL)")


def installed_triggers(database, cursor):
    """Names of the triggers of ours that the database has."""
    if database.vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'library_change_%'")
    else:
        cursor.execute(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n "
            "ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND t.tgname LIKE 'library_change_%%'"
        )
    return {name for (name,) in cursor.fetchall()}
