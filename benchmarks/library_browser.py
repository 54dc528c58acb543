"""How long a viewer's input into the library takes in headless Chromium, at 5,000, 50,000 and 1,000,000 titles.

    python -m benchmarks.library_browser [--titles 5000 50000 1000000] [--no-peers] [--keep FOLDER]

The site is served as `make serve` serves it, with invented titles (make_catalogue.py) and one tiny picture for all of
their posters. browsing/painting.py says how time is measured. List.js, DataTables, MiniSearch and an unwindowed grid
of cards get the same titles and inputs at 5,000 and 50,000; npm installs them into a temporary folder. Prints which
bars are reached; exit code 1 if one is not. --keep: make the sites in this folder and use those that are there
(1,000,000 titles take some minutes).
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.browsing.arrival import measure_arrival
from benchmarks.browsing.bars import HEAP, PAINT, SCRIPT, Bars, percentile_95
from benchmarks.browsing.inputs import LibraryInputs
from benchmarks.browsing.painting import Painting, measured_page
from benchmarks.browsing.peers import PEERS, peer_server
from benchmarks.browsing.sites import library_site, served, some_names, titles_of
from tests.browser.conftest import find_chromium

KINDS = ("typing", "genre", "range", "sort")
_MOST_FOR_PEERS = 50_000
_OURS, _THEIRS = (".poster-grid", "title-library"), ("#results", "body")  # where results and fields are
_TRACED = {"typing": 60, "genre": 20, "range": 15, "sort": 12}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--titles", type=int, nargs="+", default=[5_000, 50_000, 1_000_000])
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--keep", metavar="FOLDER")
    options = parser.parse_args()
    chromium = find_chromium()
    if not chromium:
        print("skipped: needs Chromium")
        return 0
    bars = Bars()
    with tempfile.TemporaryDirectory(prefix="streamcms-library-") as temporary, sync_playwright() as playwright:
        for titles in options.titles:
            site = library_site(Path(options.keep or temporary) / str(titles), titles)
            print(
                f"\n{titles:,} titles; load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", flush=True
            )
            measure_ours(playwright, chromium, site, titles, bars)
            if titles <= _MOST_FOR_PEERS and not options.no_peers:
                measure_peers(playwright, chromium, titles_of(site))
    return bars.summary()


def measure_ours(playwright, chromium, site, titles, bars):
    names = some_names(site)
    with served(site) as address:
        measure_arrival(playwright, chromium, address + "/library/", titles, bars)
        for kind in KINDS:
            with measured_page(playwright, chromium) as page:
                painting = Painting(page, _OURS[0])
                open_library(page, address)
                times = measure(painting, LibraryInputs(page, names, _OURS[1]), kind)
                report("ours", kind, times, titles, bars)
        with measured_page(playwright, chromium) as page:
            painting = Painting(page, _OURS[0])
            open_library(page, address)
            painting.measure(LibraryInputs(page, names, _OURS[1]).typing(2))
            heap, buffers = painting.heap()
            said = bars.check("heap", heap + buffers, HEAP if titles == 50_000 else None, " bytes")
            print(f"  heap {heap / 1e6:.1f} MB and {buffers / 1e6:.1f} MB of array buffers{said}", flush=True)


def open_library(page, address):
    """The page once its index answers, and what it makes ready in idle moments is ready."""
    page.goto(address + "/library/")
    page.wait_for_selector("title-library[data-running]")
    page.wait_for_timeout(2_000)


def measure_peers(playwright, chromium, titles):
    with peer_server() as server:
        if not server:
            print("  peers skipped: they need npm and its registry")
            return
        server.give(titles)
        names = [title["name"] for title in titles]
        for peer, name in PEERS.items():
            for kind in KINDS:
                with measured_page(playwright, chromium) as page:
                    measure_peer(page, server.url(peer), name, kind, names)


def measure_peer(page, url, name, kind, names):
    painting = Painting(page, _THEIRS[0])
    page.goto(url)
    page.wait_for_function("document.documentElement.dataset.ready !== undefined")
    offered = ["typing", *page.evaluate("document.documentElement.dataset.ready").split()]
    if kind in offered:
        report(name, kind, measure(painting, LibraryInputs(page, names, _THEIRS[1]), kind, seconds=25))
    else:
        print(f"  {name:24} {kind:7} not offered", flush=True)


def measure(painting, inputs, kind, seconds=60):
    return painting.measure(getattr(inputs, kind)(), seconds=seconds, traced=_TRACED[kind])


def report(who, kind, times, titles=0, bars=None):
    paint, script = percentile_95(times.answer), percentile_95(times.script)
    what = f"{titles:,} titles, {kind}"
    words = [
        f"  {who:24} {kind:7} paint {statistics.median(times.answer):7.1f}, p95 {paint:7.1f} ms",
        bars.check(f"{what}, paint", paint, PAINT.get(titles), " ms") if bars else "",
        f"  settled p95 {percentile_95(times.settled):7.1f}",
        f"  presented p95 {percentile_95(times.presented):7.1f}" if times.presented else "",
        f"  script {statistics.median(times.script):6.1f}, p95 {script:6.1f}",
        bars.check(f"{what}, script", script, SCRIPT.get(titles), " ms") if bars else "",
        f"  in all p95 {percentile_95(times.script_settled):6.1f}",
        f"  n={len(times.answer)}+{len(times.script)}",
    ]
    print("".join(words), flush=True)


if __name__ == "__main__":
    sys.exit(main())
