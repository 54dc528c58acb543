"""Derived data: what can be deleted and made again. One function a kind, and each the only writer of it."""

from django.db import transaction
from django.db.models import Max

from catalog import library_files
from catalog.health import refresh as health
from catalog.identity.suspects import rebuild_suspects
from catalog.library_rows import read_library
from catalog.models import LibraryChange, Title
from catalog.search import index
from catalog.similar_titles import rebuild_similar_titles
from streamcms.publishing.image_files import write_missing_renditions
from streamcms.publishing.models import Image
from streamcms.publishing.revision import count_up, read_revision
from streamcms.publishing.viewpoint import Viewpoint

_WORTH_A_BASE = 1_000  # changes

__all__ = [
    "rebuild_artwork",
    "rebuild_health",
    "rebuild_library_index",
    "rebuild_search_index",
    "rebuild_similar_titles",
    "rebuild_suspects",
]


def rebuild_artwork(progress=lambda images: images):
    """Make the renditions that are missing from their originals; return how many."""
    return sum(write_missing_renditions(image) for image in progress(Image.objects.order_by("key").iterator()))


def rebuild_search_index():
    """Make the index of names anew; return how many things can be found."""
    return index.rebuild()


def refresh_search_index():
    """Fold what changed since into the index of names; return how many things had. Searches find it before that."""
    return index.refresh()


def rebuild_health(progress=lambda keys: keys):
    """Count anew what each title and each person lacks; return how many were."""
    return health.rebuild(progress)


def refresh_health():
    """Count what changed since; return how many titles and people had. Saves in the admin do by themselves."""
    return health.refresh()


def rebuild_library_index(progress=lambda titles: titles):
    """Write the library's base anew, from what the public sees now; return how many titles. What changes while it is
    read is noted by triggers, and so read afresh by who asks. Killed, the base before stands."""
    with library_files.locked():
        viewpoint = Viewpoint.public()
        revision = read_revision()  # before reading, and so the notes
        noted = LibraryChange.objects.aggregate(Max("pk"))["pk__max"] or 0
        before = library_files.current()
        rows = read_library(Title.objects.visible(viewpoint), progress)
        library_files.write(rows, viewpoint.at, revision, noted)
        count_up()
        if before:  # what the new base knows may still be asked for by who reads the one before
            LibraryChange.objects.filter(pk__lte=before.noted).delete()
    return len(rows.keys)


def refresh_library_index_on_commit():
    """Once what is being written is stored: write the library's base anew where it is too old, or there is none.
    Commands that write the catalogue end with it. Pages are right before that, and after what is rolled back."""
    transaction.on_commit(_refresh_library_index, robust=True)


def _refresh_library_index():
    build = library_files.current()
    changes = LibraryChange.objects.filter(pk__gt=build.noted) if build else None
    if changes is None or changes.filter(title_id=None, image_id=None).exists() or changes.count() > _WORTH_A_BASE:
        rebuild_library_index()
