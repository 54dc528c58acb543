"""What a public page is made of besides its address: the catalogue's revision, the moment, and the code.

Two answers with the same address and the same version are the same page; anything that could tell them apart is in it:
- the revision, which the database counts up at every write (revision.py);
- the last edge of a publishing window that passed, since things appear and go without a write;
- the date in the site's time zone, since pages say "upcoming" and how old people are;
- the code: Python, templates, messages, packages, hashed static names and settings, as this process started with them.
"""

import datetime as dt
import functools
import hashlib
import json
import os
import threading
from dataclasses import dataclass
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from streamcms.publishing.revision import cache_version, read_revision

_BELONGS_ELSEWHERE = ("DATABASES", "SECRET", "LOGGING", "TOKEN", "PASSWORD")  # names of settings that no page shows


@dataclass(frozen=True, slots=True)
class PageVersion:
    """`name` stands for all of it; `since` <= moment < `until`, in seconds since the epoch, is when it is right."""

    name: str
    revision: int
    since: float
    until: float  # the next edge of a window or the next midnight, whichever comes first

    @property
    def folder(self):
        """A name that sorts by revision, which nobody outside need know."""
        return f"{self.revision:020}-{self.name}"


_latest = None  # shared by the threads of a process
_one_asks = threading.Lock()


def page_version(at):
    """The version of every public page at a moment: one read by primary key; more when something moved, by one thread.

    Outside of transactions only: within one the revision may be a number that is rolled back and used again.
    """
    global _latest
    latest, revision, moment = _latest, read_revision(), at.timestamp()
    if _holds(latest, revision, moment):
        return latest
    with _one_asks:
        if not _holds(_latest, revision, moment):
            _latest = _make_version(at)
        return _latest


def _holds(version, revision, moment):
    return version is not None and version.revision == revision and version.since <= moment < version.until


def _make_version(at):
    catalogue, day = cache_version(at), timezone.localdate(at)
    tomorrow = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), timezone.get_current_timezone())
    parts = f"{catalogue.key} {day.isoformat()} {code_version()}"
    return PageVersion(
        name=hashlib.blake2b(parts.encode(), digest_size=12).hexdigest(),
        revision=catalogue.revision,
        since=at.timestamp(),
        until=min(catalogue.until, tomorrow.timestamp()),
    )


@functools.cache
def code_version():
    """A digest of what makes pages: the same in every process that was started with the same code and settings."""
    digest = hashlib.blake2b(digest_size=12)
    for folder in _source_folders():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(folder)} {path.stat().st_size}\n".encode())
                digest.update(path.read_bytes())
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    if settings.STATIC_MANIFEST and manifest.is_file():
        digest.update(manifest.read_bytes())
    digest.update("\n".join(_installed_packages()).encode())
    digest.update(json.dumps(_page_settings(), sort_keys=True, default=repr).encode())
    return digest.hexdigest()


def _source_folders():
    ours = [Path(config.path) for config in apps.get_app_configs() if getattr(config, "counts_in_revision", False)]
    templates = [Path(folder) for engine in settings.TEMPLATES for folder in engine["DIRS"]]
    wiring = Path(__file__).parent.parent
    return sorted({*ours, *templates, *map(Path, settings.LOCALE_PATHS), wiring})


def _installed_packages():
    """Folders such as `Django-5.2.19.dist-info`: names and versions without reading a file."""
    beside_django = Path(django.__file__).parent.parent
    return sorted(name for name in os.listdir(beside_django) if name.endswith(".dist-info"))


def _page_settings():
    return {
        name: getattr(settings, name)
        for name in dir(settings)
        if name.isupper() and not any(word in name for word in _BELONGS_ELSEWHERE)
    }
