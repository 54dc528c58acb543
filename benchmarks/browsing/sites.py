"""Sites with an invented catalogue, served as `make serve` serves them."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2

from benchmarks.make_catalogue import make_catalogue
from benchmarks.scratch import PROJECT, ScratchSite

_APPLICATION = "benchmarks.browsing.measured_site:application"
_LIMIT = "2000000"  # LIBRARY_CLIENT_LIMIT: a browser gets the index at every size that is measured


def library_site(folder, titles, **settings):
    """A ScratchSite with so many titles and the library's index; one that is there already is used as it is."""
    site = ScratchSite(folder, LIBRARY_CLIENT_LIMIT=_LIMIT, STATIC_MANIFEST="on", **settings)
    made = Path(folder) / "made"
    Path(folder).mkdir(parents=True, exist_ok=True)
    site.manage("migrate", "--verbosity", "0")
    if not made.exists():
        print(make_catalogue(site, titles, "--credits", "0").strip(), flush=True)
        made.write_text(f"{titles} titles\n")
    site.manage("rebuild", "library")
    site.manage("collectstatic", "--no-input", "--verbosity", "0")
    return site


@contextlib.contextmanager
def served(site):
    """The address of the site, under the production server, for as long as the block runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    workers = str(min(2, os.cpu_count() or 1))
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", workers, "--blocking-threads", "5", "--no-ws", "--log-level", "warning", _APPLICATION]
    server = subprocess.Popen(command, cwd=PROJECT, env=site.environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(server, address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(server, address):
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(httpx2.HTTPError):
            if httpx2.get(address + "/healthz").status_code == 200:
                return
        time.sleep(0.1)
    raise SystemExit("The site that was to be measured did not answer.")


_TITLES = """
import json
from catalog.models import Title
from streamcms.publishing.viewpoint import Viewpoint
titles = Title.objects.visible(Viewpoint.public()).newest_first().select_related("poster").prefetch_related("genres")
print(json.dumps([
    {"slug": t.slug, "kind": t.kind, "name": t.name, "original": t.original_name, "year": t.year,
     "date": t.released_on and t.released_on.isoformat(), "rating": t.imdb_rating and float(t.imdb_rating),
     "poster": t.poster and t.poster.key, "genres": [genre.name for genre in t.genres.all()]}
    for t in titles.iterator(2000)]))
"""


def titles_of(site):
    """The visible titles, newest first, as a peer gets them."""
    return json.loads(site.python(_TITLES))


def some_names(site, count=3_000):
    """Names of visible titles, spread over the catalogue."""
    code = (
        "import json\nfrom catalog.models import Title\n"
        f"step = max(1, Title.objects.count() // {count})\n"
        "names = Title.objects.filter(state='published', pk__in=range(1, Title.objects.count(), step))\n"
        "print(json.dumps(list(names.order_by('pk').values_list('name', flat=True)[:30_000])))"
    )
    return json.loads(site.python(code))
