"""Removes the files of pictures that no row names: what a save that was rolled back, refused or killed left behind.

A picture of a draft is a row like any other, so it keeps its files; so does one that the history could bring back.
"""

import datetime as dt
import re

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage, storages
from django.utils import timezone
from reversion.models import Version

from streamcms.publishing.history.snapshots import fields_of
from streamcms.publishing.images import Image

_KEY = re.compile(r"[0-9a-f]{12}")
GRACE = dt.timedelta(days=1)  # files are written before their row


def sweep_files(now=None):
    """How many files were removed, renditions and originals: those without a row that are older than GRACE."""
    oldest = (now or timezone.now()) - GRACE
    named = _named_keys()
    renditions = [folder for folder in _folders(default_storage) if _KEY.fullmatch(folder)]
    originals = _folders(storages["originals"])
    return _sweep(default_storage, renditions, named, oldest) + _sweep(storages["originals"], originals, named, oldest)


def _named_keys():
    kept = Version.objects.filter(content_type=ContentType.objects.get_for_model(Image))
    deleted = (fields_of(text).get("key") for text in kept.values_list("serialized_data", flat=True).iterator())
    return {*Image.objects.values_list("key", flat=True), *deleted}


def _folders(storage):
    try:
        return storage.listdir("")[0]
    except FileNotFoundError:
        return []


def _sweep(storage, folders, named, oldest):
    """Renditions lie in a folder named by their key, originals are named by it themselves."""
    removed = 0
    for folder in folders:
        _inner, files = storage.listdir(folder)
        for file in files:
            name = f"{folder}/{file}"
            key = folder if _KEY.fullmatch(folder) else file.partition(".")[0]
            if _KEY.fullmatch(key) and key not in named and storage.get_modified_time(name) < oldest:
                storage.delete(name)
                removed += 1
        if not any(storage.listdir(folder)):
            storage.delete(folder)
    return removed
