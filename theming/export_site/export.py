"""export_site(): the whole public site into a folder, or what changed of it."""

import datetime as dt
import hashlib
import secrets
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils import timezone, translation

from catalog.derived import rebuild_library_index
from catalog.library import current_library
from streamcms.publishing.page_version import code_version, page_version
from streamcms.publishing.revision import publishable_models, read_revision
from streamcms.publishing.viewpoint import Viewpoint
from theming.export_site import media, rendering, static_parts
from theming.export_site.addresses import Address, public_addresses
from theming.export_site.extras import extra_files
from theming.export_site.ledger import Ledger
from theming.export_site.shelf import Manifest, RefusedError, Shelf, hash_of
from theming.export_site.workers import (
    MovedError,
    Task,
    file_of,
    lines,
    one_process,
    processors,
    several_processes,
)

FORMAT = 1  # of what this package writes: raise it when an export of the same site changes
_ATTEMPTS = 5
# Their pages are made of the library's index too, which a process remembers, not of statements alone.
_OF_THE_LIBRARY = ("library", "movies", "shows", "genre")
_FRAME = "my_list"  # shows what every page shows, header and footer, and nothing else: when it differs, so do all


class CouldNotStartError(Exception):
    """Nothing was written: the folder is not ours to replace, or the catalogue did not stand still."""


@dataclass
class Outcome:
    """`until`: the moment until which the export is right, if nothing is edited. `failures` are pages that could not
    be drawn; `missing` are addresses that pages refer to and that lead nowhere, on the live site neither."""

    until: dt.datetime
    drawn: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    failures: list = field(default_factory=list)
    missing: list = field(default_factory=list)


def export_site(folder, base, processes=0, progress=lambda pages, total: pages, afresh=False):
    """Write the site that the public sees now; return an Outcome. `afresh` draws every page, whatever is known.

    Whatever ends a run before its end, the folder keeps the export that it had. A page that cannot be drawn keeps the
    file that it had.
    """
    shelf = Shelf(folder)
    try:
        with shelf.opened(_ledgers()):
            for _ in range(_ATTEMPTS):
                try:
                    return _Run(shelf, base, processes or _processes(), progress, afresh).outcome()
                except MovedError:
                    continue
                finally:
                    shelf.discard()
    except RefusedError as error:
        raise CouldNotStartError(str(error)) from None
    raise CouldNotStartError("the catalogue was edited whenever an export began; try again")


def _ledgers():
    return settings.DATA_ROOT / "export_site"


def _processes():
    """Those that draw: this one alone on PostgreSQL, whose client library does not outlive a fork, and within a
    transaction, which no other process sees into."""
    return processors() if connection.vendor == "sqlite" and not connection.in_atomic_block else 1


class _Run:
    def __init__(self, shelf, base, processes, progress, afresh):
        self.shelf, self.base, self.processes, self.progress = shelf, base, processes, progress
        self.making = _digest(code_version(), sys.version, base, FORMAT)
        self.before = shelf.before
        self.sound = {} if afresh else shelf.sound()
        self.viewpoint = Viewpoint.public()
        self.files, self.tables, self.ledger = {}, {}, Ledger(state=self.making)
        self.known = Ledger()
        self.afresh = afresh

    def outcome(self):
        version = page_version(self.viewpoint.at)
        self.result = Outcome(_moment(version.until))
        is_whole = len(self.sound) == len(self.before.files) and not self.before.failed and not self.afresh
        if is_whole and self._state(version) == self.before.state:
            self.result.unchanged = len(self.sound)
            return self.result
        self._refresh_library()
        self.shelf.begin()
        task = Task(self.viewpoint, self.base, self.shelf, rendering.can_take_a_snapshot())
        with ExitStack() as stack:
            draw = self._begin(stack, task)
            self._make(draw)
            version = page_version(self.viewpoint.at)
        if not task.has_snapshot and page_version(self.viewpoint.at).revision != read_revision():
            raise MovedError
        self._publish(version)
        return self.result

    def _begin(self, stack, task):
        if self.processes > 1:
            revision, draw = stack.enter_context(several_processes(task, self.processes))
        stack.enter_context(rendering.snapshot(task.has_snapshot))
        if self.processes > 1:
            if read_revision() != revision:
                raise MovedError
            return draw
        return stack.enter_context(one_process(task))

    def _refresh_library(self):
        """The library's index as one file, so that the same catalogue gives the same pages."""
        library = current_library(self.viewpoint)
        if library is None or library.delta_file[0]:
            rebuild_library_index()

    def _make(self, draw):
        addresses = public_addresses(self.viewpoint)
        addresses += [Address(path, "not_found") for path in _not_found_paths()]
        in_window = self.before.since <= self.viewpoint.at.timestamp() < self.before.until
        if in_window and not self.afresh:
            self.known = Ledger.read(self._ledger_file(self.before.run), self.making)
        frames = [address for address in addresses if address.name == _FRAME]
        is_same_frame = not any(page.entry or page.error for page in self._draw(draw, frames))
        unaffected = self.known.unaffected(self.tables) if is_same_frame else set()
        self.ledger.libraries = [self._library_names(language) for language, _words in settings.LANGUAGES]
        is_same_library = None not in self.ledger.libraries and self.ledger.libraries == self.known.libraries
        wanted = []
        for address in addresses:
            path = file_of(address.path)
            if address.name == _FRAME:
                continue
            is_reliable = is_same_library or not address.name.startswith(_OF_THE_LIBRARY)
            if path in unaffected and path in self.sound and is_reliable:
                self._keep(path)
            else:
                wanted.append(address)
        self._draw(draw, wanted)
        self._follow(draw)
        for path, body in extra_files(self.viewpoint, self.base):
            self._add(path, hash_of(body), lambda path=path, body=body: self.shelf.write(path, body))
        referred = self._referred()
        self._place_static(referred)
        self._place_media(referred)
        self.ledger.read_tables(self.tables)

    def _library_names(self, language):
        """Names of the library's files, which are of their content; None where there is no index."""
        with translation.override(language):
            library = current_library(self.viewpoint)
            return library and (library.base_name, library.delta_file[0])

    def _keep(self, path):
        self.files[path] = self.sound[path]
        self.ledger.keep(self.known, path)

    def _draw(self, draw, addresses):
        wanted = [(address, self.sound.get(file_of(address.path), ("",))[0]) for address in addresses]
        drawn = []
        for page in self.progress(draw(wanted), len(wanted)):
            self.ledger.add(page)
            self.result.drawn += 1
            drawn.append(page)
            if page.error:
                self.result.failures.append(page.error)
                if page.path in self.sound:
                    self.files[page.path] = self.sound[page.path]
            else:
                self.files[page.path] = page.entry or self.sound[page.path]
        return drawn

    def _referred(self):
        return {path for _, packed in self.ledger.pages.values() for path in lines(packed)}

    def _follow(self, draw):
        """What pages refer to and nobody listed: the library's index, style sheets of themes."""
        tried = set()
        while wanted := self._not_there(self._referred()) - tried:
            tried |= wanted
            failures = self.result.failures
            self.result.failures = []
            self._draw(draw, [Address(path, "referred") for path in sorted(wanted)])
            self.result.missing += self.result.failures
            self.result.failures = failures

    def _not_there(self, referred):
        elsewhere = (settings.MEDIA_URL, settings.STATIC_URL, "/admin/")
        return {path for path in referred if not path.startswith(elsewhere) and file_of(path) not in self.files}

    def _place_static(self, referred):
        wanted = {path for path in referred if path.startswith(settings.STATIC_URL)}
        for path, body in static_parts.files(wanted):
            self._add(path, hash_of(body), lambda path=path, body=body: self.shelf.write(path, body))

    def _place_media(self, referred):
        for path in sorted(path for path in referred if path.startswith(settings.MEDIA_URL)):
            file = path[1:]
            if file in self.sound:  # its name is never used again
                self.files[file] = self.sound[file]
            elif entry := media.place(self.shelf, file, path.removeprefix(settings.MEDIA_URL)):
                self.files[file] = entry
            else:
                self.result.missing.append(f"{path}: there is no such picture")

    def _add(self, path, digest, write):
        known = self.sound.get(path)
        self.files[path] = known if known and known[0] == digest else write()

    def _publish(self, version):
        result, before = self.result, self.before.files
        kept = {path for path, entry in self.files.items() if entry == self.sound.get(path)}
        result.unchanged, result.written = len(kept), len(self.files) - len(kept)
        result.removed = len(before.keys() - self.files.keys())
        result.until = _moment(version.until)
        run = secrets.token_hex(8)
        self.ledger.write(self._ledger_file(run))
        self.shelf.keep(kept, self.files)
        self.shelf.publish(
            Manifest(
                files=self.files,
                run=run,
                state=self._state(version),
                since=self.viewpoint.at.timestamp(),
                until=min(version.until, dt.datetime.max.replace(tzinfo=dt.UTC).timestamp()),
                failed=result.failures,
            )
        )
        for file in _ledgers().glob(f"{self.shelf.name}-*"):
            if file != self._ledger_file(run):
                file.unlink()

    def _ledger_file(self, run):
        return _ledgers() / f"{self.shelf.name}-{run}.ledger"

    def _state(self, version):
        """Equal when an export would be the same: what makes pages, the revision, the window, and the newest times,
        since another database may have come to the same revision."""
        newest = [model._base_manager.aggregate(Max("updated_at"))["updated_at__max"] for model in publishable_models()]
        return _digest(self.making, version.name, newest)


def _not_found_paths():
    for language, _words in settings.LANGUAGES:
        yield f"/{'' if language == settings.LANGUAGE_CODE else f'{language}/'}404.html"


def _moment(seconds):
    """None for never."""
    return None if seconds == float("inf") else dt.datetime.fromtimestamp(seconds, timezone.get_current_timezone())


def _digest(*parts):
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
