"""The catalogue's revision: one row that the database itself counts up at every write, and the cache keys on it.

Triggers count, so that update(), bulk writes, imports and raw SQL count too. Who reads the revision before
rendering and keys what was rendered with `cache_version` never serves one key with two contents.
"""

import re
import threading
from dataclasses import dataclass

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Max, Min, Q

from streamcms.publishing.publishable import Publishable

_REVISION = "publishing_revision"
_SLUGS = "publishing_publicslug"
# Counted up, and never below the clock in microseconds: a database that was made anew or came back from a backup does
# not repeat the numbers of the one before, under which browsers, files and CDNs still hold pages.
_CLOCK = {
    "sqlite": "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)",
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)",
}
_COUNT = {
    "sqlite": f"UPDATE {_REVISION} SET number = max(number + 1, {_CLOCK['sqlite']}) WHERE id = 1",
    "postgresql": f"UPDATE {_REVISION} SET number = greatest(number + 1, {_CLOCK['postgresql']}) WHERE id = 1",
}


def counted_models():
    """Models whose rows a viewer may see: those of apps that say `counts_in_revision`, join tables included."""
    for config in apps.get_app_configs():
        if getattr(config, "counts_in_revision", False):
            for model in config.get_models(include_auto_created=True):
                if not model._meta.proxy and getattr(model, "counts_in_revision", True):
                    yield model


def publishable_models():
    for model in counted_models():
        if issubclass(model, Publishable):
            yield model


def _models_with_slug():
    return [model for model in publishable_models() if any(f.name == "slug" for f in model._meta.local_fields)]


def triggers(vendor):
    """Name and text of each trigger, in the dialect of "sqlite" or "postgresql"."""
    dialect = _sqlite_triggers if vendor == "sqlite" else _postgresql_triggers
    return dict(dialect())


def _remember_slug(table):
    return (
        f"INSERT INTO {_SLUGS} (space, slug, object_id) SELECT '{table}', NEW.slug, NEW.id "
        f"WHERE NOT EXISTS (SELECT 1 FROM {_SLUGS} WHERE space = '{table}' AND slug = NEW.slug)"
    )


def _sqlite_triggers():
    for model in counted_models():
        table = model._meta.db_table
        for event in ("INSERT", "UPDATE", "DELETE"):
            name = f"revision_{table}_{event.lower()}"
            yield (
                name,
                f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {_COUNT['sqlite']}; END",
            )
    for model in _models_with_slug():
        table = model._meta.db_table
        for event in ("INSERT", "UPDATE"):
            name = f"public_slug_{table}_{event.lower()}"
            yield (
                name,
                f"CREATE TRIGGER {name} AFTER {event} ON {table} WHEN NEW.state = 'published' BEGIN "
                f"{_remember_slug(table)}; END",
            )


def _postgresql_triggers():
    # BEFORE: with AFTER two writers take the revision's row and their own in opposite orders and deadlock.
    for model in counted_models():
        table = model._meta.db_table
        name = f"revision_{table}"[:63]
        yield (
            name,
            f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION publishing_count_revision()",
        )
    for model in _models_with_slug():
        table = model._meta.db_table
        name = f"public_slug_{table}"
        yield (
            name,
            f"CREATE TRIGGER {name} AFTER INSERT OR UPDATE ON {table} FOR EACH ROW "
            f"WHEN (NEW.state = 'published') EXECUTE FUNCTION publishing_remember_slug()",
        )


_POSTGRESQL_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION publishing_count_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {_COUNT["postgresql"]}; RETURN NULL; END $$;
CREATE OR REPLACE FUNCTION publishing_remember_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO {_SLUGS} (space, slug, object_id) VALUES (TG_TABLE_NAME, NEW.slug, NEW.id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
"""


def table_of(trigger):
    """The table that a trigger's text names."""
    return re.search(r" ON (\w+)", trigger)[1]


def installed_triggers(connection):
    """Name and text of the triggers of ours that the database has (PostgreSQL: names only, text "")."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
                "AND (name LIKE 'revision_%' OR name LIKE 'public_slug_%')"
            )
        else:
            cursor.execute(
                "SELECT t.tgname, '' FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal "
                "AND n.nspname = current_schema() "
                "AND (t.tgname LIKE 'revision_%%' OR t.tgname LIKE 'public_slug_%%')"
            )
        return dict(cursor.fetchall())


def install_triggers(using=DEFAULT_DB_ALIAS, **_):
    """Install what is missing or differs. Runs after every migrate, since Django's AlterField drops a table's
    triggers on SQLite."""
    connection = connections[using]
    if _REVISION not in connection.introspection.table_names():
        return  # migrating backwards, to before the first migration
    tables = {model._meta.db_table for model in counted_models()}
    if not tables <= set(connection.introspection.table_names()):
        return  # migrating one app alone: its neighbours have no tables yet
    wanted, present = triggers(connection.vendor), installed_triggers(connection)
    with transaction.atomic(using), connection.cursor() as cursor:
        clock = _CLOCK[connection.vendor]
        cursor.execute(f"INSERT INTO {_REVISION} (id, number) VALUES (1, {clock}) ON CONFLICT DO NOTHING")
        if connection.vendor == "sqlite":
            for name in present:
                if wanted.get(name) != present[name]:
                    cursor.execute(f"DROP TRIGGER {name}")
                    present = present | {name: None}
        else:
            cursor.execute(_POSTGRESQL_FUNCTIONS)
        for name, text in wanted.items():
            if present.get(name) is None:
                cursor.execute(text)


def read_revision(using=DEFAULT_DB_ALIAS):
    """The number now: one read by primary key."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT number FROM {_REVISION} WHERE id = 1")
        return cursor.fetchone()[0]


def hold_catalogue(using=DEFAULT_DB_ALIAS):
    """Until this transaction ends nobody else writes to the catalogue: what it reads from here on stays so.

    SQLite's transactions hold the database from their start. On PostgreSQL every writer takes the revision's row before
    all else (see the triggers), so who takes it first waits for no row that another writer holds.
    """
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute(f"SELECT number FROM {_REVISION} WHERE id = 1 FOR UPDATE")


def count_up(using=DEFAULT_DB_ALIAS):
    """For derived data that pages show and no trigger counts: call it in the transaction that replaces it."""
    with connections[using].cursor() as cursor:
        cursor.execute(_COUNT[connections[using].vendor])


@dataclass(frozen=True, slots=True)
class CacheVersion:
    """What a cached page's key holds besides its path: `key`; and the moment `until` which it can be right."""

    key: str
    until: float  # seconds since the epoch, infinity when no window opens or closes any more
    revision: int


class _Edges:
    known = None  # revision, last edge passed, next edge: asked again when one of them moves


_edges = _Edges()  # of a process: at a million titles its threads would take a third of a second each
_uncommitted_edges = threading.local()


def cache_version(at):
    """The version of the public catalogue at a moment: one query, or two when the revision moved or an edge passed."""
    revision, now = read_revision(), at.timestamp()
    edges = _uncommitted_edges if connections[DEFAULT_DB_ALIAS].in_atomic_block else _edges
    known = getattr(edges, "known", None)
    if not known or known[0] != revision or not known[1] <= now < known[2]:
        known = edges.known = (revision, *_window_edges(at))
    return CacheVersion(f"{revision}-{known[1]:.6f}", known[2], revision)


def forget_uncommitted():
    """For who rolls back: the numbers of what never was may be used again, for something else."""
    _uncommitted_edges.__dict__.clear()


def _window_edges(at):
    """The last edge of a publishing window at or before `at`, and the first after it, in seconds since the epoch."""
    last, following = 0.0, float("inf")
    for model in publishable_models():
        edges = model._base_manager.filter(state=Publishable.State.PUBLISHED).aggregate(
            opened=Max("publish_at", filter=Q(publish_at__lte=at)),
            closed=Max("unpublish_at", filter=Q(unpublish_at__lte=at)),
            opens=Min("publish_at", filter=Q(publish_at__gt=at)),
            closes=Min("unpublish_at", filter=Q(unpublish_at__gt=at)),
        )
        last = max([last, *(edges[name].timestamp() for name in ("opened", "closed") if edges[name])])
        following = min([following, *(edges[name].timestamp() for name in ("opens", "closes") if edges[name])])
    return last, following
