"""Triggers that note in a table of its own what was written, row by row, whoever wrote.

`update()`, bulk writes, imports and SQL by hand count too. A trigger reads no table but its own: Django makes tables of
SQLite anew by renaming, which a trigger elsewhere that reads them forbids.
"""

from django.db import connections, transaction

EVENTS = ("INSERT", "UPDATE", "DELETE")
_ROWS = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}
_INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND t.tgname LIKE %s",
}


def note_trigger(vendor, name, table, event, note, columns=()):
    """The statements that make a trigger, in the dialect of "sqlite" or "postgresql".

    `note` is (table, its columns, a function of "OLD" or "NEW" that gives their values in SQL). An update is noted
    where one of `columns` changed (none: always), and of both rows where they differ in what is noted.
    """
    into, names, values = note
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    noted = " UNION ".join(f"SELECT {values(row)}" for row in _ROWS[event])
    insert = f"INSERT INTO {into} ({names}) {noted}"
    changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)
    when = f" WHEN ({changed})" if event == "UPDATE" and changed else ""
    head = f"CREATE TRIGGER {name} AFTER {event} ON {table}"
    if vendor == "sqlite":
        return [f"{head}{when} BEGIN {insert}; END"]
    function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
    function += f"$$ BEGIN {insert}; RETURN NULL; END $$"
    return [function, f"{head} FOR EACH ROW{when} EXECUTE FUNCTION {name}()"]


def install(using, prefix, wanted, tables, after):
    """Make those of `wanted` ({name: statements}) that are missing, then call after(cursor, their names).

    To be called after every migrate, since Django's AlterField drops a table's triggers on SQLite. Where one of the
    `tables` is not there (one app is migrated alone, or backwards), nothing is done.
    """
    database = connections[using]
    if not set(tables) <= set(database.introspection.table_names()):
        return
    with transaction.atomic(using), database.cursor() as cursor:
        cursor.execute(_INSTALLED[database.vendor], [f"{prefix}%"])
        present = {name for (name,) in cursor.fetchall()}
        missing = [name for name in wanted if name not in present]
        for name in missing:
            for statement in wanted[name]:
                cursor.execute(statement)
        after(cursor, missing)
