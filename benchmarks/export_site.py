"""export_site of 5,000 titles: pages per second; with nothing changed; after one edit, and whether it wrote no more.

python -m benchmarks.export_site [--titles 5000]
"""

import argparse
import hashlib
import os
import time
from pathlib import Path

from benchmarks.make_catalogue import make_catalogue
from benchmarks.scratch import scratch_site

EDITS = {
    "a synopsis": "title.synopsis += ' In other words.'",
    "a name": "title.name += ' Again'",
}
EDIT = """
from catalog.models import Title
title = Title.objects.filter(state="published", kind="movie").order_by("pk")[7]
{change}
title.save()
"""
MANIFEST = ".streamcms-export.json"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--titles", type=int, default=5_000)
    options = parser.parse_args()
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", flush=True)
    with scratch_site() as site:
        make_catalogue(site, options.titles)
        site.manage("rebuild", "similar", "search", "library")
        folder = site.folder / "exported"
        seconds, output = export(site, folder)
        pages = int(output.split(" pages drawn")[0].split()[-1].replace(",", ""))
        print(f"{pages:,} pages in {seconds:.0f} s, {pages / seconds:.0f} a second", flush=True)
        print(f"nothing changed: {export(site, folder)[0]:.1f} s", flush=True)
        for what, change in EDITS.items():
            before = files_of(folder)
            site.python(EDIT.format(change=change))
            seconds, _ = export(site, folder)
            after = files_of(folder)
            touched = {path for path in after if before.get(path, ("", 0))[1] != after[path][1]}
            changed = {path for path in after if before.get(path, ("", 0))[0] != after[path][0]}
            word = "exactly those" if touched == changed else f"NOT those, but {len(touched):,} files"
            print(f"{what} changed: {seconds:.1f} s; {len(changed):,} files differ, {word} were written", flush=True)


def export(site, folder):
    began = time.perf_counter()
    output = site.manage("export_site", str(folder))
    return time.perf_counter() - began, output


def files_of(folder):
    """{path: (hash of the bytes, time of change)}, less the manifest."""
    files = (path for path in Path(folder).rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path: (hashlib.blake2b(path.read_bytes()).digest(), path.stat().st_mtime_ns) for path in files}


if __name__ == "__main__":
    main()
