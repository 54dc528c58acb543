"""`export_site`, killed at any moment, leaves one whole export, the one before or the new one, and no process."""

import random
import time
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.scratch import scratch_site
from theming.export_site.shelf import MANIFEST, files_below

pytestmark = pytest.mark.own_site

KILLS = 12
MAKE = """
from catalog.models import Title
Title.objects.bulk_create(
    Title(kind="movie", name=f"Title {n}", slug=f"title-{n}", state="published") for n in range(60))
"""
EDIT = 'from catalog.models import Title; Title.objects.filter(slug="title-7").update(synopsis="Other words.")'


def contents(folder):
    return {path: (folder / path).read_bytes() for path in files_below(folder) if path != MANIFEST}


def processes_with(word):
    """Command lines of the processes that have the word in theirs."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it ended meanwhile
            lines.append(path.read_bytes().decode(errors="replace"))
    return [line for line in lines if word in line]


def wait_for_the_end_of(word):
    for _ in range(200):
        if not processes_with(word):
            return
        time.sleep(0.1)
    raise AssertionError(f"These went on after who began them was killed: {processes_with(word)}")


def test_a_killed_export_leaves_one_whole_export():
    chance = random.Random(4)
    with scratch_site() as site:
        site.python(MAKE)
        folder, other = site.folder / "exports" / "site", site.folder / "exports" / "other"
        folder.parent.mkdir()
        site.manage("export_site", str(folder), "--processes", "2")
        states = [contents(folder)]
        site.python(EDIT)
        started = time.monotonic()
        site.manage("export_site", str(other), "--processes", "2")
        seconds = time.monotonic() - started
        states.append(contents(other))
        assert states[0] != states[1]

        for _ in range(KILLS):
            process = site.start("export_site", str(folder), "--afresh", "--processes", "2")
            time.sleep(chance.uniform(0.3, 1.1) * seconds)
            process.kill()
            process.wait()
            process.stdout.close()
            wait_for_the_end_of(str(folder))

            assert contents(folder) in states

        site.manage("export_site", str(folder))
        assert contents(folder) == states[1]
        left = {path.name for path in folder.parent.iterdir()}
        assert left - {".site.spare"} == {"site", "other"}
