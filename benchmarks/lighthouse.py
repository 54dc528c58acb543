"""Lighthouse 12 (mobile preset) on each kind of page of a site that is being served, e.g. by `make serve`.

Usage: python -m benchmarks.lighthouse [http://127.0.0.1:8000] [path ...]; needs Node's npx and Chromium. Exit code 1 if
a page falls short of: scores 98/100/100/100, CLS 0, LCP 1.5 s, total blocking time 50 ms.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import httpx2

_LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_LOWEST = (98, 100, 100, 100)
_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def main(address="http://127.0.0.1:8000", *paths):
    npx, chromium = shutil.which("npx"), next(filter(None, map(shutil.which, _CHROMIUM)), "")
    if not (npx and chromium):
        print("skipped: needs npx (Node 18 or newer) and Chromium")
        return 0
    results = [measure(npx, chromium, address + path) for path in paths or pages_of_each_kind(address)]
    return 0 if all(results) else 1


def pages_of_each_kind(address):
    """Home, library, and the first of its kind in the sitemap: movie, show, person, page."""
    titles, people, pages = (_paths(address, f"/sitemap-{section}-1.xml") for section in ("titles", "people", "pages"))
    found = ["/", "/library/"]
    found += [next((path for path in titles if path.startswith(kind)), "") for kind in ("/movies/", "/shows/")]
    return [path for path in (*found, *people[:1], *pages[:1]) if path]


def _paths(address, sitemap):
    response = httpx2.get(address + sitemap)
    if response.status_code != 200:
        return []
    tree = ElementTree.fromstring(response.content)
    return ["/" + location.text.split("/", 3)[3] for location in tree.iter(_LOCATION) if "/media/" not in location.text]


def measure(npx, chromium, url):
    """Print one line; whether the page reaches the aims."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [npx, "--yes", "lighthouse@12", url, "--quiet", "--output=json", f"--output-path={report}"]
        subprocess.run([*command, f"--chrome-flags={_FLAGS}"], check=True, env=os.environ | {"CHROME_PATH": chromium})
        data = json.loads(report.read_text())
    scores = [round(data["categories"][name]["score"] * 100) for name in _CATEGORIES]
    shift, paint, blocking = (
        data["audits"][name]["numericValue"]
        for name in ("cumulative-layout-shift", "largest-contentful-paint", "total-blocking-time")
    )
    reached = all(map(int.__ge__, scores, _LOWEST)) and shift == 0 and paint < 1500 and blocking < 50
    figures = f"CLS {shift:.3f}  LCP {paint:5.0f} ms  TBT {blocking:3.0f} ms"
    print(f"{'/'.join(map(str, scores)):16} {figures}  {url}{'' if reached else '  short of the aim'}", flush=True)
    return reached


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
