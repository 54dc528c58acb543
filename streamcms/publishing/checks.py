"""System checks: what `manage.py check` says about the ground that the catalogue stands on."""

from django.core.checks import Tags, Warning, register

from streamcms import sqlite_engine


@register(Tags.compatibility)
def check_sqlite_engine(app_configs, **kwargs):
    sentence = sqlite_engine.warning()
    hint = "Install pysqlite3 where it has a wheel, use a Python with SQLite 3.51.3 or newer, or use PostgreSQL."
    return [Warning(sentence, hint=hint, id="streamcms.W001")] if sentence else []
