"""Where rendered pages are kept: in the memory of a process, and in files that all processes of a machine share.

Files, because they need no server and no setting, outlive a worker, and because a lock on a file is let go when its
holder dies, however it dies: a lock in a cache server has to guess when to expire. Several machines share nothing; each
renders a page once. Nobody has to clear anything: a key holds its page's version, and old versions are never asked for.
"""

import contextlib
import fcntl
import hashlib
import logging
import os
import shutil
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path

from streamcms.publishing.stored_page import StoredPage

logger = logging.getLogger(__name__)

_LOCK_FOLDER = "locks"
_LOCKS = 1024  # two pages that share one wait for each other for nothing; a machine renders a handful at a time


class PageShelf:
    """Up to `limit` bytes of pages in memory, and as many in `folder`. The least recently used leave first."""

    def __init__(self, folder, limit):
        self._folder, self._limit = Path(folder), limit
        self._largest = limit // 8
        self._pages, self._size = OrderedDict(), 0
        self._guard = threading.Lock()
        self._written = None  # bytes in the current version's folder, as far as this process knows

    def find(self, key):
        """The page in this process's memory, or None. Called for every request: about a microsecond."""
        with self._guard:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def find_file(self, version, key):
        """The page that another process, or this one before, has put into a file; it is in memory from then on."""
        path = self._path(version, key)
        try:
            page = StoredPage.from_bytes(path.read_bytes())
            os.utime(path)
        except OSError:
            return None
        if page is not None:
            self._remember(key, page)
        return page

    def keep(self, version, key, page):
        """Nothing is kept that takes more than an eighth of the shelf."""
        if page.size <= self._largest:
            self._remember(key, page)
            try:
                self._write(version, key, page.to_bytes())
            except OSError as error:
                logger.warning("A page could not be kept in %s: %s", self._folder, error)

    @contextlib.contextmanager
    def alone(self, key):
        """Whoever is inside is the only one of all threads and processes of the machine that renders the page."""
        number = int.from_bytes(_digest(key)[:4]) % _LOCKS
        folder = self._folder / _LOCK_FOLDER
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(folder / f"{number:x}", os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:  # a full or read-only disk: twice rendered is better than not at all
            logger.warning("Pages are rendered without a lock: %s", error)
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _path(self, version, key):
        return self._folder / version / _digest(key).hex()

    def _remember(self, key, page):
        with self._guard:
            if replaced := self._pages.pop(key, None):
                self._size -= replaced.size
            self._pages[key] = page
            self._size += page.size
            while self._size > self._limit:
                _key, oldest = self._pages.popitem(last=False)
                self._size -= oldest.size

    def _write(self, version, key, data):
        path = self._path(version, key)
        if not path.parent.is_dir():
            self._remove_former_versions(version)
            path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix="tmp-", delete=False) as file:
            try:
                file.write(data)
                file.close()
                os.replace(file.name, path)
            except BaseException:
                os.unlink(file.name)
                raise
        self._count(version, len(data))

    def _remove_former_versions(self, version):
        """Versions begin with a number. A page that was long in the making does not take away what came after it."""
        with contextlib.suppress(FileNotFoundError):
            for entry in os.scandir(self._folder):
                is_former = entry.name.partition("-")[0] <= version.partition("-")[0]
                if is_former and entry.name not in (version, _LOCK_FOLDER):
                    shutil.rmtree(entry.path, ignore_errors=True)

    def _count(self, version, size):
        """Look into the folder at its first page and each time that another eighth of the limit was written."""
        with self._guard:
            known, total = self._written or (None, 0)
            total += size
            looks = known != version or total > self._largest
            self._written = (version, 0 if looks else total)
        if looks:
            self._make_room(self._folder / version)

    def _make_room(self, folder):
        entries = []
        for entry in os.scandir(folder):
            with contextlib.suppress(FileNotFoundError):
                status = entry.stat()
                entries.append((status.st_mtime, status.st_size, entry.path))
        total = sum(size for _time, size, _path in entries)
        if total <= self._limit:
            return
        for _time, size, path in sorted(entries):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)
            total -= size
            if total <= self._limit * 3 // 4:
                return


def _digest(key):
    # repr escapes what UTF-8 cannot say, and keeps apart what is joined.
    return hashlib.blake2b(repr(key).encode(), digest_size=20).digest()
