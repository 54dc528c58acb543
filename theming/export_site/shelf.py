"""The folder of an export: what it holds, and how a new one takes its place in one step.

A new export is made beside the folder, unchanged files as hard links, so that they keep their time, and then the two
change places (Linux: renameat2 with RENAME_EXCHANGE, at once; elsewhere two renames, between which there is no folder
for some microseconds, and which the next run mends). Whatever kills a run, the folder holds one whole export.

What was replaced stays beside it, hidden, as `.name.spare`: the next export is made of that one by what differs between
them, so that a small edit costs little however many files there are. It may be deleted whenever no run is going on.
"""

import ctypes
import fcntl
import hashlib
import json
import os
import shutil
import sys
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

MANIFEST = ".streamcms-export.json"
FORMAT = 1
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


class RefusedError(Exception):
    """The folder is not one that an export may replace."""


@dataclass
class Manifest:
    """`files`: path -> [hash of the bytes, size, time of change in nanoseconds]. The file lies in the export itself,
    for everybody to read: nothing but what is public stands in it."""

    files: dict = field(default_factory=dict)
    run: str = ""
    state: str = ""  # what the export was made of: equal when nothing changed
    since: float = 0.0  # seconds since the epoch
    until: float = 0.0
    failed: list = field(default_factory=list)

    @classmethod
    def read(cls, folder):
        """None where there is none that can be read."""
        try:
            said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            return cls(**said["export"]) if said["format"] == FORMAT else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, folder):
        said = {"format": FORMAT, "export": asdict(self)}
        (folder / MANIFEST).write_text(json.dumps(said, separators=(",", ":")), encoding="utf-8")


class Shelf:
    """One export folder: `folder` as it stands, `staging` where the next one is made."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self._aside = self.folder.with_name(f".{self.folder.name}.aside")
        self.staging = self.folder.with_name(f".{self.folder.name}.spare")
        self.before, self._spare = Manifest(), Manifest()

    @contextmanager
    def opened(self, locks):
        """One run at a time. Sweeps up after a run that was killed, and refuses a folder with files of others."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        locks.mkdir(parents=True, exist_ok=True)
        with open(locks / f"{self.name}.lock", "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise RefusedError(f"{self.folder} is being exported to by another run") from None
            self._sweep()
            self.before = self._read()
            yield self

    @property
    def name(self):
        """Names this folder among others."""
        return hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]

    def _sweep(self):
        """After a run that was killed: between two renames the folder is put back; a spare without its manifest is
        half of an export."""
        if self._aside.exists():
            if self.folder.exists():
                shutil.rmtree(self._aside)
            else:
                os.rename(self._aside, self.folder)
        self.discard()

    def begin(self):
        """From here on the spare is no whole export, until it is published."""
        self._spare = Manifest.read(self.staging) or Manifest()
        self.discard(even_whole=not self._spare.files)
        self.staging.mkdir(exist_ok=True)
        (self.staging / MANIFEST).unlink(missing_ok=True)

    def _read(self):
        if not self.folder.exists():
            return Manifest()
        if not self.folder.is_dir():
            raise RefusedError(f"{self.folder} is not a folder")
        present = set(files_below(self.folder))
        manifest = Manifest.read(self.folder) if MANIFEST in present else None
        strangers = sorted(present - set(manifest.files if manifest else ()) - {MANIFEST})
        if strangers or (present and manifest is None):
            named = ", ".join(strangers[:3]) + (f" and {len(strangers) - 3:,} more" if len(strangers) > 3 else "")
            raise RefusedError(f"{self.folder} holds files that no export wrote: {named or MANIFEST}")
        return manifest or Manifest()

    def sound(self):
        """The files that are as the manifest says: {path: [hash, size, time]}. Reads those whose time was changed."""
        kept = {}
        for path, (digest, size, changed) in self.before.files.items():
            try:
                found = os.stat(self.folder / path)
                if found.st_size == size and found.st_mtime_ns != changed:
                    if hash_of((self.folder / path).read_bytes()) != digest:
                        continue
                    changed = found.st_mtime_ns
                if found.st_size == size:
                    kept[path] = [digest, size, changed]
            except OSError:
                continue
        return kept

    def write(self, path, body):
        """A new file of the next export; its entry for the manifest."""
        place = self._room_for(path)
        place.write_bytes(body)
        return entry_of(place, hash_of(body))

    def place(self, path, source):
        """A file that lies elsewhere, never to be changed, as a file of the next export: linked, or else copied."""
        link_or_copy(source, self._room_for(path))

    def _room_for(self, path):
        """Nothing lies there then: what did may be a file of the present export too, by another link."""
        place = self.staging / path
        try:
            place.unlink()
        except FileNotFoundError:
            place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def keep(self, kept, files):
        """The next export holds these `files`: those in `kept` as the present one has them, the others are written."""
        for path in self._spare.files.keys() - files.keys():
            _remove(self.staging, path)
        for path in kept:
            if self._spare.files.get(path) != files[path] or not _is_as(self.staging / path, files[path]):
                link_or_copy(self.folder / path, self._room_for(path))

    def publish(self, manifest):
        """The next export takes the place of the present one, which becomes the spare."""
        manifest.write(self.staging)
        if not self.folder.exists():
            os.rename(self.staging, self.folder)
        elif not exchange(self.staging, self.folder):
            os.rename(self.folder, self._aside)
            os.rename(self.staging, self.folder)
            os.rename(self._aside, self.staging)

    def discard(self, even_whole=False):
        """The spare, when it is half of an export."""
        if self.staging.exists() and (even_whole or not (self.staging / MANIFEST).exists()):
            shutil.rmtree(self.staging)


def _is_as(place, entry):
    try:
        found = os.lstat(place)
    except OSError:
        return False
    return [found.st_size, found.st_mtime_ns] == entry[1:]


def _remove(folder, path):
    """A file and the folders that it leaves empty."""
    place = folder / path
    place.unlink(missing_ok=True)
    for above in place.parents:
        if above == folder:
            break
        try:
            above.rmdir()
        except OSError:
            break


def files_below(folder):
    """Paths of all files, also of links, relative to a folder."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        for entry in os.scandir(folder / below if below else folder):
            path = f"{below}/{entry.name}" if below else entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            else:
                yield path


def hash_of(body):
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def entry_of(place, digest):
    found = os.stat(place)
    return [digest, found.st_size, found.st_mtime_ns]


def link_or_copy(source, place):
    try:
        os.link(source, place)
    except OSError:
        shutil.copy2(source, place)


def exchange(one, other):
    """Two folders change places at once; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0
