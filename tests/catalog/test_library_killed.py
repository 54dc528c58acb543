"""`rebuild library`, killed at any moment, leaves a base that can be read: the one before or the new one."""

import json
import random
import time

import brotli
import pytest

from benchmarks.scratch import scratch_site
from catalog.library_index.packing import unpack

pytestmark = pytest.mark.own_site

KILLS = 12
MAKE = """
from catalog.models import Title
first = Title.objects.count()
Title.objects.bulk_create(
    Title(kind="movie", name=f"Title {n}", slug=f"title-{n}", state="published") for n in range(first, first + 400))
"""


def titles_of_the_base(folder):
    """How many titles the current base has, read as the server reads it and as a browser does."""
    said = json.loads((folder / "library" / "CURRENT.json").read_text())
    place, name = folder / "library" / said["build"], said["files"]["en"]
    index = unpack((place / f"{name}.bin").read_bytes())
    assert brotli.decompress((place / f"{name}.bin.br").read_bytes()) == (place / f"{name}.bin").read_bytes()
    assert (place / name / "names.txt").read_bytes() == index.texts["names"].blob
    return len(index)


def test_a_killed_rebuild_leaves_a_whole_base():
    chance = random.Random(1)
    with scratch_site() as site:
        site.python(MAKE)
        started = time.monotonic()
        site.manage("rebuild", "library")
        seconds = time.monotonic() - started
        assert titles_of_the_base(site.folder) == 400
        site.python(MAKE)

        for _ in range(KILLS):
            process = site.start("rebuild", "library")
            time.sleep(chance.uniform(0.4, 1.1) * seconds)
            process.kill()
            process.communicate()

            assert titles_of_the_base(site.folder) in (400, 800)

        site.manage("rebuild", "library")
        assert titles_of_the_base(site.folder) == 800
        assert len(list((site.folder / "library").iterdir())) == 3  # the build, what names it, the lock
