"""The library's base on disk: one folder a build, and CURRENT.json, which names the one that counts.

A build holds what the public may fetch (`<name>.bin`, and the same in brotli and gzip), named by its content, and what
the server itself reads, memory-mapped. Killed at any moment, the build before stands.
"""

import datetime as dt
import fcntl
import gzip
import hashlib
import json
import os
import shutil
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field

import brotli
import numpy as np
from django.conf import settings

from catalog.library_index.columns import NUMBERS, TEXTS, LibraryIndex, Vocabulary
from catalog.library_index.lines import Lines
from catalog.library_index.packing import pack

_FORMAT = 1
_LARGE = 8_000_000  # bytes from which the densest compression takes longer than it is worth
_VOCABULARY = ("genres", "languages", "countries", "genre_sets", "country_sets")


@dataclass(frozen=True)
class Build:
    """`name` of the build; `made_at`: the moment it shows; `revision` of the catalogue before it was read; `noted`: the
    last change that it knows of; `files`: language -> name of its file, 16 hex digits."""

    name: str
    made_at: dt.datetime
    revision: int
    noted: int
    files: dict = field(hash=False)


def folder():
    return settings.DATA_ROOT / "library"


def content_name(data):
    return hashlib.sha256(data).hexdigest()[:16]


def compressed(data, quality=11):
    """{content coding: bytes}."""
    quality = min(quality, 9) if len(data) > _LARGE else quality
    return {
        "br": brotli.compress(data, quality=quality, lgwin=24, lgblock=16),  # small blocks: columns differ
        "gzip": gzip.compress(data, 6, mtime=0),
    }


@contextmanager
def locked():
    """One writer at a time, among processes too."""
    folder().mkdir(parents=True, exist_ok=True)
    with open(folder() / "LOCK", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write(rows, made_at, revision, noted):
    """Store LibraryRows as the current build; return it. The one before is gone then."""
    name = f"build-{uuid.uuid4().hex}"
    place = folder() / name
    place.mkdir(parents=True)
    files, stored = {}, {}
    for language, index in rows.by_language.items():
        if id(index) not in stored:
            stored[id(index)] = _write_index(place, index)
        files[language] = stored[id(index)]
    np.save(place / "keys.npy", rows.keys, allow_pickle=False)
    _write_lines(place, "sort_keys", rows.sort_keys)
    said = {"build": name, "made_at": made_at.isoformat(), "revision": revision, "noted": noted, "files": files}
    _replace_current(said)
    for old in folder().glob("build-*"):
        if old.name != name:
            shutil.rmtree(old, ignore_errors=True)
    for unfinished in folder().glob("*.part"):
        unfinished.unlink(missing_ok=True)
    return current()


def _write_index(place, index):
    data = pack(index)
    name = content_name(data)
    (place / f"{name}.bin").write_bytes(data)
    for coding, packed in compressed(data).items():
        (place / f"{name}.bin.{coding}").write_bytes(packed)
    inner = place / name
    inner.mkdir(exist_ok=True)
    for column in NUMBERS:
        np.save(inner / f"{column}.npy", index.numbers[column], allow_pickle=False)
    np.save(inner / "hashes.npy", index.hashes, allow_pickle=False)
    for text in TEXTS:
        _write_lines(inner, text, index.texts[text])
    words = {name: getattr(index.vocabulary, name) for name in _VOCABULARY} | {"poster_ladder": index.poster_ladder}
    (inner / "vocabulary.json").write_text(json.dumps(words))
    return name


def _write_lines(place, name, lines):
    (place / f"{name}.txt").write_bytes(lines.blob)
    np.save(place / f"{name}.npy", lines.starts, allow_pickle=False)


def _replace_current(said):
    unfinished = folder() / f"CURRENT.{os.getpid()}.part"
    unfinished.write_text(json.dumps({"format": _FORMAT} | said))
    unfinished.replace(folder() / "CURRENT.json")


def current():
    """The build that counts, or None."""
    try:
        said = json.loads((folder() / "CURRENT.json").read_text())
        if said["format"] != _FORMAT:
            return None
        made_at = dt.datetime.fromisoformat(said["made_at"])
        return Build(said["build"], made_at, said["revision"], said["noted"], said["files"])
    except (OSError, ValueError, KeyError):
        return None


def load_index(build, language):
    """The index of a build in a language, memory-mapped. OSError when it is gone."""
    inner = folder() / build.name / build.files[language]
    numbers = {column: np.load(inner / f"{column}.npy", mmap_mode="r", allow_pickle=False) for column in NUMBERS}
    words = json.loads((inner / "vocabulary.json").read_text())
    sets = {name: [tuple(one) for one in words[name]] for name in ("genre_sets", "country_sets")}
    vocabulary = Vocabulary(words["genres"], words["languages"], words["countries"], **sets)
    texts = {text: _load_lines(inner, text) for text in TEXTS}
    order = np.arange(len(numbers["year"]), dtype=np.int32)
    index = LibraryIndex(vocabulary, numbers, texts, order, tuple(words["poster_ladder"]))
    index.__dict__["hashes"] = np.load(inner / "hashes.npy", mmap_mode="r", allow_pickle=False)
    return index


def load_keys(build):
    """(primary keys of the rows, what they are ordered by)."""
    place = folder() / build.name
    return np.load(place / "keys.npy", mmap_mode="r", allow_pickle=False), _load_lines(place, "sort_keys")


def _load_lines(place, name):
    starts = np.load(place / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    return Lines((place / f"{name}.txt").read_bytes(), starts)


def read_file(build, name, coding=""):
    """Bytes of a file of the build in a content coding ("" is none). OSError when it is gone."""
    return (folder() / build.name / f"{name}.bin{f'.{coding}' if coding else ''}").read_bytes()
