"""System checks: what `manage.py check` says about the ground that the catalogue stands on."""

from django.core.checks import Tags, Warning, register
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
    """A warning, since Django asks before it migrates, and migrating puts back what is missing."""
    tables = set(connection.introspection.table_names())
    if "publishing_revision" not in tables:
        return []
    wanted = {name for name, text in revision.triggers(connection.vendor).items() if revision.table_of(text) in tables}
    missing = sorted(wanted - revision.installed_triggers(connection).keys())
    if not missing:
        return []
    names = ", ".join(missing[:3])
    hint = "Run `manage.py migrate`, which puts them back."
    return [
        Warning(f"{len(missing)} triggers are missing ({names}): writes go uncounted.", hint=hint, id="streamcms.W002")
    ]
