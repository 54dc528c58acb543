"""How many queries the library takes, and how long, at 100 titles and at all that an import brings.

TMDB_API_URL=http://127.0.0.1:8899/3 TMDB_TOKEN=x python -m benchmarks.library_queries --ids FILE
"""

import argparse
import json
import os
import statistics
import sys
from pathlib import Path

from benchmarks.scratch import scratch_site

MEASURE = """
import json, time
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from catalog.models import Title
client = Client()
client.get("/library/")
with CaptureQueriesContext(connection) as captured:
    response = client.get("/library/")
queries = len(captured)
assert response.status_code == 200
seconds = []
for _ in range(20):
    started = time.perf_counter()
    client.get("/library/")
    seconds.append(time.perf_counter() - started)
print(json.dumps([Title.objects.count(), queries, seconds, len(response.content)]))
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ids", required=True, help="a file with one pair a line: movie 550")
    options = parser.parse_args()
    if "TMDB_API_URL" not in os.environ:
        sys.exit("Set TMDB_API_URL to a stand-in for TMDB, or to TMDB itself.")
    every = Path(options.ids).read_text(encoding="utf-8").splitlines()
    with scratch_site() as site:
        for lines in (every[:100], every):
            chosen = site.folder / "ids.txt"
            chosen.write_text("\n".join(lines), encoding="utf-8")
            site.manage("import_tmdb", "--ids", str(chosen), "--without-pictures", "--state", "published")
            report(site.python(MEASURE))


def report(measured):
    titles, queries, seconds, size = json.loads(measured)
    median = statistics.median(seconds) * 1000
    print(f"{titles:,} titles: {queries} queries, median {median:.0f} ms, {size / 1024:.0f} KB of HTML", flush=True)


if __name__ == "__main__":
    main()
