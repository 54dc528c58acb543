"""What the office says when the database stands on unsound ground."""

from django import template

from streamcms import sqlite_engine

register = template.Library()
register.simple_tag(sqlite_engine.warning, name="engine_warning")
