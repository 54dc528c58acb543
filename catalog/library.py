"""The library as it is at a moment: the base on disk, and what changed, opened or closed since, read afresh.

A process keeps the newest of each language. Nothing is written here: who asks for it, reads.
"""

import threading
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from django.conf import settings
from django.db.models import Q
from django.utils import translation

from catalog import library_files as files
from catalog.library_index.answers import answer
from catalog.library_index.packing import pack
from catalog.library_index.state import LibraryState
from catalog.library_rows import read_library
from catalog.models import Genre, LibraryChange, Title
from streamcms.publishing.languages import default_language
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.revision import cache_version, read_revision

_MOST_CHANGES = 5_000  # titles that are read afresh; with more, the base is too old to be of use
_QUICK = 5  # brotli's quality for what is compressed while somebody waits


@dataclass(frozen=True)
class Library:
    """`index` counts exactly the visible titles; `keys` are the primary keys of its rows."""

    build: files.Build
    language: str
    index: object
    keys: np.ndarray
    hidden: tuple  # rows of the base that nobody may see any more
    replaced: np.ndarray  # rows of the base that do not count, the hidden ones included
    delta: object = None  # an index of titles as they are now
    places: tuple = ()

    def __len__(self):
        return len(self.index.order)

    @cached_property
    def usage(self):
        """How many titles each genre and language has: {facet: {slug or code: titles}}."""
        return answer(self.index, LibraryState(today=0)).counts

    def keys_of(self, rows):
        return self.keys[rows].tolist()

    def mask_of(self, keys):
        """Which rows have these primary keys."""
        return np.isin(self.keys, np.array(list(keys), np.int64))

    @cached_property
    def base_name(self):
        return self._public_base[0] if self.hidden else self.build.files[self.language]

    @property
    def _public_base(self):
        return _without(self.build, self.language, self.hidden)

    @cached_property
    def delta_file(self):
        """(name, bytes) of what a browser adds to the base; ("", b"") when the base is right."""
        gone = np.array(self.hidden, np.int64)
        replaced = np.setdiff1d(self.replaced, gone)
        if self.delta is None and not len(replaced):
            return "", b""
        delta = self.delta if self.delta is not None else self.index.take(np.zeros(0, np.int64)).trimmed()
        here = [int(row - np.searchsorted(gone, row)) for row in replaced.tolist()]
        places = [int(place - np.searchsorted(gone, place)) for place in self.places]
        data = pack(delta, base=self.base_name, replaced=here, places=places)
        return files.content_name(data), data

    def base_bytes(self, coding):
        """The base as the public may have it, in a content coding."""
        if not self.hidden:
            return files.read_file(self.build, self.build.files[self.language], coding)
        data = self._public_base[1]
        return _quickly_compressed(data)[coding] if coding else data

    def delta_bytes(self, coding):
        return _quickly_compressed(self.delta_file[1])[coding] if coding else self.delta_file[1]


@lru_cache(maxsize=4)
def _without(build, language, rows):
    """(name, bytes) of the base less the titles that were hidden since: who fetches it finds no word of them."""
    index = files.load_index(build, language)
    kept = index.take(np.setdiff1d(index.order, np.array(rows, np.int64))).trimmed()
    data = pack(kept)
    return files.content_name(data), data


@lru_cache(maxsize=8)
def _quickly_compressed(data):
    return files.compressed(data, _QUICK)


_newest = {}  # language -> (key, Library or None)
_reading = threading.Lock()


def current_library(viewpoint):
    """The library that a public viewpoint sees, in the page's language; None in a preview, where no base was built yet
    or where so much changed since that it is of no use. One query when nothing changed, some six when something did."""
    if viewpoint.is_preview or viewpoint.drafts:
        return None
    build = files.current()
    if build is None:
        return None
    version = cache_version(viewpoint.at)
    language = translation.get_language() or default_language()
    key = build, version.key
    known = _newest.get(language)
    if not known or known[0] != key:
        with _reading:
            known = _newest.get(language)
            if not known or known[0] != key:
                known = key, _read(build, language, viewpoint)
                if files.current() == build:
                    _newest[language] = known
    return known[1]


def _read(build, language, viewpoint):
    try:
        base, (keys, sort_keys) = files.load_index(build, language), files.load_keys(build)
    except (OSError, KeyError):
        return None  # replaced this moment, or a language that came since
    changed = _changed_since(build, viewpoint)
    if changed is None or files.current() != build or read_revision() < build.revision:
        return None  # too much; or what was noted for this build is being forgotten; or it is of another database
    rows = np.flatnonzero(np.isin(keys, np.array(sorted(changed), np.int64))) if changed else np.zeros(0, np.int64)
    if not changed:
        return Library(build, language, base, keys, (), rows)
    visible = Title.objects.visible(viewpoint)
    fresh = read_library(visible.filter(pk__in=changed), genres=Genre.objects.of_any(visible))
    hidden = tuple(row for row in rows.tolist() if keys[row] not in set(fresh.keys.tolist()))
    if not len(fresh.keys):
        index = base.changed(rows, base.take(np.zeros(0, np.int64)), []).trimmed()
        return Library(build, language, index, keys, hidden, rows)
    delta = fresh.by_language[language]
    places = [bisect_left(range(len(keys)), key, key=sort_keys) for key in fresh.sort_keys.texts()]
    index = base.changed(rows, delta, places).trimmed()
    return Library(build, language, index, np.concatenate((keys, fresh.keys)), hidden, rows, delta, tuple(places))


def _changed_since(build, viewpoint):
    """Keys of titles that were written, opened or closed since a build; None when there are too many."""
    notes = LibraryChange.objects.filter(pk__gt=build.noted)
    noted = set(notes.values_list("title_id", "image_id").distinct()[: _MOST_CHANGES + 1])
    if (None, None) in noted or len(noted) > _MOST_CHANGES:
        return None
    noted_titles, images = ({key for key in keys if key} for keys in zip(*noted, strict=True)) if noted else ((), ())
    of_images = Title.objects.filter(poster__in=images).values_list("pk", flat=True) if images else ()
    since = {"gt": build.made_at, "lte": viewpoint.at}
    edges = [Q(**{f"{edge}__{comparison}": at for comparison, at in since.items()}) for edge in _EDGES]
    passed = Title.objects.filter(edges[0] | edges[1], state=Publishable.State.PUBLISHED).values_list("pk", flat=True)
    changed = {*noted_titles, *of_images, *passed[: _MOST_CHANGES + 1]}
    return None if len(changed) > _MOST_CHANGES else changed


_EDGES = ("publish_at", "unpublish_at")


def is_sent_whole(library):
    """Whether browsers get the index and filter themselves; above the limit they ask the server."""
    return library is not None and len(library) <= settings.LIBRARY_CLIENT_LIMIT
