"""Draws many pages in this process, or in as many as there are processors, each with the same snapshot."""

import multiprocessing
import os
import zlib
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote

from django.conf import settings
from django.db import connections
from django.utils import translation

from catalog.library import current_library
from streamcms.publishing.processes import end_with_parent
from streamcms.publishing.revision import read_revision
from theming.export_site import rendering
from theming.export_site.links import rewritten
from theming.export_site.memory import remembering
from theming.export_site.redirects import redirect_page
from theming.export_site.shelf import hash_of

_AT_ONCE = 40  # pages that a process is given
_TEXTS = ("xml", "json")


@dataclass(frozen=True)
class Task:
    """What all pages of a run share."""

    viewpoint: object
    base: object
    shelf: object
    has_snapshot: bool


@dataclass(slots=True)
class Page:
    """A file that was drawn: its entry for the manifest, None when the same bytes lie there already."""

    path: str
    entry: list = None
    digest: str = ""
    referred: bytes = b""  # paths, a line each, compressed
    asked: tuple = ()
    is_complete: bool = True  # whether `asked` is all that the page was made of
    error: str = ""
    fresh: dict = field(default_factory=dict)


def file_of(path):
    """Where the page at a path lies in an export."""
    path = unquote(path)
    return path[1:] + ("index.html" if path.endswith("/") else "")


def lines(packed):
    return zlib.decompress(packed).decode().splitlines() if packed else []


class Artist:
    """Draws the pages of one run in one process."""

    def __init__(self, task):
        self.task, self.answers = task, None
        self._stack = ExitStack()

    def __enter__(self):
        self._stack.enter_context(rendering.site_at_its_origin())
        self.answers = self._stack.enter_context(remembering())
        for language, _words in settings.LANGUAGES:  # read once a process: the names of its files stand for it
            with translation.override(language):
                current_library(self.task.viewpoint)
        return self

    def __exit__(self, *_):
        self._stack.close()

    def draw(self, address, digest):
        """`digest`: of the file that is there already, "" for none."""
        path = file_of(address.path)
        try:
            with self.answers.page():
                body, referred = self._body(address)
        except Exception as error:  # whatever a page fails by, the others are drawn and this one is named
            return Page(path, fresh=self.answers.fresh, error=f"{address.path}: {type(error).__name__}: {error}")
        page = Page(path, digest=hash_of(body), referred=zlib.compress("\n".join(sorted(referred)).encode(), 1))
        page.asked, page.fresh, page.is_complete = (
            tuple(self.answers.asked),
            self.answers.fresh,
            self.answers.is_complete,
        )
        if page.digest != digest:
            page.entry = self.task.shelf.write(path, body)
        return page

    def _body(self, address):
        drawn = rendering.draw(address.path, self.task.viewpoint, self.answers)
        base, here = self.task.base, address.path
        if address.name == "not_found" and drawn.status == 404:
            base = base.placeless()
        elif drawn.status in (301, 302):
            return redirect_page(drawn.location, base, here).encode(), {drawn.location.partition("#")[0]}
        elif drawn.status != 200:
            raise LookupError(f"the site answers {drawn.status}")
        if not drawn.content_type.startswith("text/") and not any(kind in drawn.content_type for kind in _TEXTS):
            return drawn.body, set()
        text, referred = rewritten(drawn.body.decode(), drawn.content_type, base, here)
        return text.encode(), referred


class MovedError(Exception):
    """The catalogue was changed while the processes began, so that they do not all see the same."""


@contextmanager
def one_process(task):
    with Artist(task) as artist:
        yield lambda wanted: (artist.draw(address, digest) for address, digest in wanted)


@contextmanager
def several_processes(task, count):
    """As one_process. To be entered outside of any transaction; then this process must begin its own snapshot."""
    connections.close_all()
    context = multiprocessing.get_context("fork")  # what was loaded and compiled here need not be again
    barrier = context.Barrier(count)
    pool = ProcessPoolExecutor(count, context, _begin, (task, barrier))
    try:
        revisions = {future.result() for future in [pool.submit(_revision) for _ in range(count)]}
        if len(revisions) != 1:
            raise MovedError
        yield revisions.pop(), lambda wanted: _drawn(pool, wanted)
    finally:
        pool.shutdown(cancel_futures=True)


def _drawn(pool, wanted):
    wanted = list(wanted)
    chunks = [wanted[place : place + _AT_ONCE] for place in range(0, len(wanted), _AT_ONCE)]
    for future in as_completed([pool.submit(_draw_chunk, chunk) for chunk in chunks]):
        yield from future.result()


_artist = None
_barrier = None


def _begin(task, barrier):
    global _artist, _barrier
    end_with_parent()
    _barrier = barrier
    if task.has_snapshot:
        rendering.begin_snapshot()
        read_revision()  # the snapshot is taken by the first read
    _artist = Artist(task)
    _artist.__enter__()


def _revision():
    _barrier.wait(timeout=60)  # so that each process answers once
    return read_revision()


def _draw_chunk(wanted):
    return [_artist.draw(address, digest) for address, digest in wanted]


def processors():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
