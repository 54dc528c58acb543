"""Renditions of pictures in an export: linked where they lie on the same file system, else copied."""

import os

from django.core.files.storage import FileSystemStorage, default_storage

from theming.export_site.shelf import entry_of


def place(shelf, file, name):
    """Put the rendition of that name into the next export; its entry for the manifest, None where there is none.

    Names of renditions are never used again, so that no hash of the bytes is needed.
    """
    try:
        if isinstance(default_storage._wrapped, FileSystemStorage):
            source = default_storage.path(name)
            if not os.path.exists(source):
                return None
            shelf.place(file, source)
            return entry_of(shelf.staging / file, "")
        with default_storage.open(name) as opened:
            return shelf.write(file, opened.read())
    except FileNotFoundError:
        return None
