"""Draws pages by the views themselves, without a server or middleware, from a snapshot of the database."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from django.urls import get_resolver, resolve
from django.utils import translation

from streamcms.publishing import languages
from theming.export_site.links import ORIGIN


@dataclass(frozen=True, slots=True)
class Drawn:
    status: int
    content_type: str
    body: bytes
    location: str = ""


def draw(path, viewpoint, export):
    """What the site answers at a path; raises what the view raises. `export` is request.export, true to templates."""
    request = RequestFactory().get(path)
    request.viewpoint, request.export = viewpoint, export
    with translation.override(languages.split(request.path_info)[0]):
        try:
            match = request.resolver_match = resolve(request.path_info)
            response = match.func(request, *match.args, **match.kwargs)
        except Http404 as error:
            response = get_resolver().resolve_error_handler(404)(request, error)
        if hasattr(response, "render"):
            response.render()
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Drawn(response.status_code, response.get("Content-Type", ""), body, response.get("Location", ""))


@contextmanager
def site_at_its_origin():
    """Full addresses begin with ORIGIN, whatever SITE_URL says; and the library's index is sent at any size."""
    before = settings.SITE_URL, settings.LIBRARY_CLIENT_LIMIT
    settings.SITE_URL, settings.LIBRARY_CLIENT_LIMIT = ORIGIN, 10**12
    # What is asked is noted by reading answers whole, which leaves cursors of the server open behind.
    connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = True
    try:
        yield
    finally:
        settings.SITE_URL, settings.LIBRARY_CLIENT_LIMIT = before
        connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = False


_BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


def can_take_a_snapshot():
    """Whether reading for minutes holds up nobody who writes: not on SQLite with a rollback journal."""
    if connection.in_atomic_block:
        return False
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        return cursor.fetchone()[0] == "wal"


@contextmanager
def snapshot(is_wanted=True):
    """Within it, this process sees the database as it is at the first query."""
    if is_wanted:
        begin_snapshot()
    try:
        yield
    finally:
        if is_wanted:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")


def begin_snapshot():
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN[connection.vendor])
