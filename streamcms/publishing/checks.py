"""System checks: what `manage.py check` says about the ground that the catalogue stands on."""

from django.core.checks import Error, Tags, Warning, register
from django.db import connection

from streamcms import sqlite_engine
from streamcms.publishing import revision


@register(Tags.compatibility)
def check_sqlite_engine(app_configs, **kwargs):
    sentence = sqlite_engine.warning()
    hint = "Install pysqlite3 where it has a wheel, use a Python with SQLite 3.51.3 or newer, or use PostgreSQL."
    return [Warning(sentence, hint=hint, id="streamcms.W001")] if sentence else []


@register(Tags.database)
def check_triggers(app_configs, **kwargs):
    """Django runs checks of the database with `migrate` and with `check --database default`."""
    if "publishing_revision" not in connection.introspection.table_names():
        return []
    missing = sorted(revision.triggers(connection.vendor).keys() - revision.installed_triggers(connection).keys())
    if not missing:
        return []
    names = ", ".join(missing[:3])
    hint = "Run `manage.py migrate`, which puts them back."
    return [
        Error(f"{len(missing)} triggers are missing ({names}): writes go uncounted.", hint=hint, id="streamcms.E002")
    ]
