"""Triggers that note whose health may have changed (catalog_healthchange), whoever wrote.

A note names what the row names: refresh.py finds the title of a season, and whose picture an image is.
"""

from dataclasses import dataclass
from functools import partial

from django.db import connections

from catalog.models import Certification, Credit, Episode, HealthChange, Season, Title, TitlesAreTwo, Video
from people.models import Person
from streamcms.publishing.models import Image
from streamcms.publishing.note_triggers import EVENTS, install, note_trigger

_NOTES = HealthChange._meta.db_table
EVERYTHING = "all"
_PREFIX = "health_change_"


@dataclass(frozen=True)
class Watch:
    """`column` holds the key of what a note is about; an update counts where one of `columns` changed."""

    table: str
    kind: str
    column: str
    columns: tuple
    events: tuple = EVENTS


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
    """{name: statements}, in the dialect of "sqlite" or "postgresql"."""
    return {
        name: note_trigger(vendor, name, watch.table, event, _note(watch), watch.columns)
        for watch in _WATCHED
        for event in watch.events
        for name in [f"{_PREFIX}{watch.table}_{watch.column}_{event.lower()}"]
    }


def _note(watch):
    return _NOTES, "kind, object_id", lambda row: f"'{watch.kind}', {row}.{watch.column}"


def install_triggers(using="default", **_):
    """Install what is missing, and note that nothing is known."""
    tables = {watch.table for watch in _WATCHED} | {_NOTES}
    install(using, _PREFIX, triggers(connections[using].vendor), tables, partial(_know_nothing, using))


def _know_nothing(using, cursor, missing):
    if missing and (Title.objects.using(using).exists() or Person.objects.using(using).exists()):
        cursor.execute(f"INSERT INTO {_NOTES} (kind, object_id) VALUES ('{EVERYTHING}', 0)")
