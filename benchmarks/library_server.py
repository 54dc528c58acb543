"""The library's index on the server: how long it takes to make, how soon an edit shows, how quickly it answers.

    python -m benchmarks.library_server [--titles 5000 50000 1000000] [--keep FOLDER]

A state is a query such as ?q=night&genre=drama&sort=rating that nobody asked before, so that no page comes from the
cache: answered as a page without JavaScript by the index, by the database where there is no index, and as
/library/answer, which is what a browser asks above LIBRARY_CLIENT_LIMIT. --keep: as in library_browser.
"""

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.browsing.sites import library_site
from benchmarks.scratch import ScratchSite

_MEASURE = """
import json, random, re, statistics, sys, time
from django.test import Client
from django.utils.http import urlencode
from catalog.models import Genre, Title
what, samples = {what!r}, {samples}
client, chance = Client(), random.Random(what)
client.get("/library/")

def timed(address):
    started = time.perf_counter()
    response = client.get(address)
    taken = (time.perf_counter() - started) * 1000
    assert response.status_code == 200, address
    return taken, response

def say(name, times):
    times = sorted(times)
    p95 = times[int(len(times) * 0.95)] if len(times) > 1 else times[0]
    print(f"  {{name:40}} median {{statistics.median(times):8.1f}} ms, p95 {{p95:8.1f}} ms, n={{len(times)}}")

def edits():
    shown = Title.objects.filter(state="published", publish_at=None, unpublish_at=None).order_by("pk")
    keys = shown.values_list("pk", flat=True)[: 40 * samples : 40]
    pages, deltas, word = [], [], f"zyzzyva{{int(time.time())}}"
    for number, key in enumerate(list(keys)):
        title = Title.objects.get(pk=key)
        title.name = f"{{word}} {{number}}"
        title.save()
        taken, response = timed(f"/library/?q={{word}}&seed={{number}}")
        assert title.name in response.content.decode()
        pages.append(taken)
        whole = client.get("/library/").content.decode()
        delta = re.search(r'data-delta-url="([^"]+)"', whole)
        if delta:
            deltas.append(timed(delta[1])[0])
    say("the first page after an edit", pages)
    if deltas:
        say("its delta", deltas)

def states():
    genres = list(Genre.objects.values_list("slug", flat=True))
    words = [word for name in Title.objects.filter(pk__lte=500).values_list("name", flat=True) for word in name.split()]
    for number in range(samples):
        state = [("sort", chance.choice(["newest", "rating", "name", "runtime", "shuffle"]))]
        if number % 2:
            state.append(("q", chance.choice(words)[: chance.randint(2, 7)]))
        if chance.random() < 0.6:
            state.append(("genre", chance.choice(genres)))
        if chance.random() < 0.5:
            state.append(("rating_min", chance.randint(30, 90) / 10))
        if chance.random() < 0.3:
            state.append(("year_min", chance.randint(1950, 2025)))
        yield urlencode([*state, ("seed", number)])

if what == "edits":
    edits()
else:
    address = "/library/answer?" if what == "answer" else "/library/?"
    say({name!r}, [timed(address + state)[0] for state in states()])
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--titles", type=int, nargs="+", default=[5_000, 50_000, 1_000_000])
    parser.add_argument("--samples", type=int, default=60)
    parser.add_argument("--keep", metavar="FOLDER")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="streamcms-library-") as temporary:
        for titles in options.titles:
            folder = Path(options.keep or temporary) / str(titles)
            site = library_site(folder, titles)
            print(f"\n{titles:,} titles; load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
            measure_rebuild(site)
            measure(site, "page", "a page, by the index", options.samples)
            above = ScratchSite(folder, LIBRARY_CLIENT_LIMIT="1")
            measure(above, "page", "a page above the limit", options.samples)
            measure(above, "answer", "/library/answer above the limit", options.samples)
            measure(site, "edits", "", options.samples // 3)
            shutil.rmtree(folder / "library")
            measure(site, "page", "a page without an index", options.samples)


def measure_rebuild(site):
    started = time.perf_counter()
    process = site.start("rebuild", "library")
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("manage.py rebuild library failed")
    seconds, processor = time.perf_counter() - started, usage.ru_utime + usage.ru_stime
    print(
        f"  rebuild library: {seconds:.1f} s, {processor:.1f} s of processor, {usage.ru_maxrss / 1024:,.0f} MB at most"
    )


def measure(site, what, name, samples):
    print(site.python(_MEASURE.format(what=what, name=name, samples=samples)), end="", flush=True)


if __name__ == "__main__":
    main()
