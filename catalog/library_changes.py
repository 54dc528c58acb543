"""Triggers that note which titles the library's index no longer has right (catalog_librarychange), whoever wrote.

Publishing windows that open or close are not noted: they are asked for by the moment.
"""

from dataclasses import dataclass

from django.db import connections

from catalog.models import Country, Genre, Language, LibraryChange, Title, TitleTranslation
from streamcms.publishing.models import Image
from streamcms.publishing.note_triggers import EVENTS, install, note_trigger

_PREFIX = "library_change_"
_NOTES = LibraryChange._meta.db_table


@dataclass(frozen=True)
class Watch:
    """`title` and `image` name the columns with the keys of what a row is about; with neither it is about every title.
    An update counts where one of `columns` changed (none: any).
    """

    table: str
    title: str = ""
    image: str = ""
    columns: tuple = ()
    events: tuple = ("UPDATE",)


_WATCHED = (
    Watch(
        Title._meta.db_table,
        title="id",
        columns=(
            *("kind", "name", "original_name", "search_text", "sort_key", "slug", "released_on", "release_precision"),
            *("last_aired_on", "production_status", "runtime", "original_language_id", "imdb_rating", "metascore"),
            *("poster_id", "state", "publish_at", "unpublish_at"),
        ),
        events=EVENTS,
    ),
    Watch(TitleTranslation._meta.db_table, title="title_id", events=EVENTS),
    Watch(Title.genres.through._meta.db_table, title="title_id", events=EVENTS),
    Watch(Title.countries.through._meta.db_table, title="title_id", events=EVENTS),
    Watch(Image._meta.db_table, image="id", columns=("key", "width", "tone", "focal_point")),
    # What every title may be written with: nothing is right any more.
    Watch(Genre._meta.db_table, columns=("slug", "name")),
    Watch(Language._meta.db_table, columns=("code",)),
    Watch(Country._meta.db_table, columns=("code",)),
)


def triggers(vendor):
    """{name: statements}, in the dialect of "sqlite" or "postgresql"."""
    return {
        f"{_PREFIX}{watch.table}_{event.lower()}": note_trigger(
            vendor, f"{_PREFIX}{watch.table}_{event.lower()}", watch.table, event, _note(watch), watch.columns
        )
        for watch in _WATCHED
        for event in watch.events
    }


def _note(watch):
    return _NOTES, "title_id, image_id", lambda row: f"{_key(row, watch.title)}, {_key(row, watch.image)}"


def _key(row, column):
    return f"{row}.{column}" if column else "CAST(NULL AS bigint)"


def install_triggers(using="default", **_):
    """Install what is missing, and note that nothing is right."""
    tables = {watch.table for watch in _WATCHED} | {_NOTES}
    install(using, _PREFIX, triggers(connections[using].vendor), tables, _distrust_everything)


def _distrust_everything(cursor, missing):
    if missing:
        cursor.execute(f"INSERT INTO {_NOTES} (title_id, image_id) VALUES (NULL, NULL)")
