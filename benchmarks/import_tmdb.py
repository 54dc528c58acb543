"""How fast import_tmdb is, what it holds in memory, and that runs which are killed end where the others end.

    TMDB_API_URL=http://127.0.0.1:8899/3 TMDB_TOKEN=x python -m benchmarks.import_tmdb --ids FILE [--kills 20]

The address has to be that of a stand-in for TMDB, or of TMDB itself.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time

from benchmarks.scratch import PROJECT, scratch_site

COUNTS = """
from catalog.models import Credit, Genre, Tag, Title
from people.models import Person
from streamcms.publishing.revision import read_revision
print(Title.objects.count(), Person.objects.count(), Credit.objects.count(), Title.tags.through.objects.count(),
      Title.genres.through.objects.count(), read_revision())
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ids", required=True, help="a file with one pair a line: movie 550")
    parser.add_argument("--kills", type=int, default=0, help="runs killed at random moments and run again")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if "TMDB_API_URL" not in os.environ:
        sys.exit("Set TMDB_API_URL to a stand-in for TMDB, or to TMDB itself.")
    command = ["import_tmdb", "--ids", os.path.abspath(options.ids), "--without-pictures", "--state", "published"]
    seconds, hashes = measure(command)
    if options.kills:
        kill_and_compare(command, options.kills, random.Random(options.seed), seconds, hashes)


def measure(command):
    with scratch_site() as site:
        started = time.monotonic()
        process = site.start(*command)
        output = process.stdout.read()
        _pid, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        titles, people, credits, tags, genres, revision = map(int, site.python(COUNTS).split())
        print(output.strip())
        print(f"{titles:,} titles, {people:,} people, {credits:,} credits, {tags:,} keywords, {genres:,} genres")
        print(
            f"{seconds:.1f} s: {titles / seconds:,.0f} titles/s, {people / seconds:,.0f} people/s, "
            f"{credits / seconds:,.0f} credits/s; processor {usage.ru_utime + usage.ru_stime:.1f} s; "
            f"peak memory {usage.ru_maxrss / 1024:,.0f} MB; exit code {os.waitstatus_to_exitcode(status)}"
        )
        started = time.monotonic()
        site.manage(*command)
        again = int(site.python(COUNTS).split()[-1])
        print(f"again: {time.monotonic() - started:.1f} s, {again - revision} rows written")
        return seconds, hashes_of(site)


def hashes_of(site):
    environment = site.environment | {"DJANGO_SETTINGS_MODULE": "streamcms.settings"}
    command = [sys.executable, "-m", "benchmarks.table_hashes"]
    return json.loads(subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True).stdout)


def kill_and_compare(command, kills, chance, seconds, expected):
    equal = 0
    for number in range(1, kills + 1):
        with scratch_site() as site:
            process = site.start(*command)
            moment = chance.uniform(0.5, seconds)
            try:
                process.wait(moment)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            before = site.python(COUNTS).split()[0]
            site.manage(*command)
            found = hashes_of(site)
            same = found == expected
            equal += same
            differing = [table for table in expected if found[table] != expected[table]]
            print(
                f"kill {number}: after {moment:.1f} s with {before} titles; {'equal' if same else differing}",
                flush=True,
            )
    print(f"{equal} of {kills} killed runs ended with equal hashes of all {len(expected)} tables")


if __name__ == "__main__":
    main()
