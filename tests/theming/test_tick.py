"""`manage.py tick` as an operator runs it: a process of its own, killed at any moment, two at once, beside a server."""

import random
import signal
import subprocess
import sys
import threading
import time
from http.server import HTTPServer

import pytest

from benchmarks.scratch import PROJECT, scratch_site
from tests.publishing.test_cdn import Cdn

KILLS = 6
# A release of movies that are drafts and of drafts of movies that are live, whose moment has just come.
MAKE = """
import datetime as dt
from django.contrib.auth.models import User
from django.utils import timezone
from catalog.models import Title
from streamcms.publishing.models import Release
from streamcms.publishing.releases import applying
from tests.factories import make_draft
user, _ = User.objects.get_or_create(username="publisher", is_superuser=True)
release = Release.objects.create(name="Christmas", moment=timezone.now() + dt.timedelta(days=1))
first = Title.objects.count()
for n in range(first, first + 20):
    is_live = n % 2
    movie = Title.objects.create(
        kind="movie", name=f"Title {n}", slug=f"title-{n}", state="published" if is_live else "draft"
    )
    if is_live:
        make_draft(movie, tagline="New")
    release.items.create(thing=movie, kind="change" if is_live else "publish", name=str(movie))
applying.schedule(release, user)
Release.objects.filter(pk=release.pk).update(moment=timezone.now() - dt.timedelta(minutes=1))
"""
TELL = """
from django.contrib.admin.models import LogEntry
from catalog.models import Title
from streamcms.publishing.models import Release
applied = LogEntry.objects.filter(change_message="Applied.").count()
print(Release.objects.filter(state="applied").count(), applied, Title.objects.filter(tagline="New").count())
"""
SERVER = """
import os, subprocess, sys, time
subprocess.Popen([sys.executable, "manage.py", "tick", "--forever", "--beside", str(os.getpid())])
time.sleep(600)
"""


@pytest.fixture(scope="module")
def site():
    with scratch_site() as site:
        yield site


def told(site):
    """(releases that were applied, how often the log says so, titles whose draft was published)."""
    return tuple(map(int, site.python(TELL).split()))


def test_a_tick_that_is_killed_leaves_a_release_whole_and_the_next_finishes_it(site):
    chance = random.Random(1)
    site.python(MAKE)
    started = time.monotonic()
    output = site.manage("tick")
    seconds = time.monotonic() - started
    assert (output.count("releases: applied “Christmas”"), told(site)) == (1, (1, 1, 10))
    site.python(MAKE)

    seen = set()
    for _ in range(KILLS):
        process = site.start("tick")
        time.sleep(chance.uniform(0.3, 1.0) * seconds)
        process.kill()
        process.communicate()
        seen.add(told(site))
    site.manage("tick")

    assert seen <= {(1, 1, 10), (2, 2, 20)}
    assert told(site) == (2, 2, 20)


def test_ticks_at_once_apply_a_release_once(site):
    before = told(site)
    site.python(MAKE)

    ticks = [site.start("tick") for _ in range(3)]
    outputs = [tick.communicate()[0] for tick in ticks]

    assert [tick.returncode for tick in ticks] == [0, 0, 0]
    assert sum(output.count("applied “Christmas”") for output in outputs) == 1
    assert told(site) == (before[0] + 1, before[1] + 1, before[2] + 10)


def test_a_tick_has_a_cdn_forget_what_it_changed(site):
    with HTTPServer(("127.0.0.1", 0), Cdn) as server:
        server.asked, server.answers = [], []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        environment = site.environment | {"CDN_PURGE_URL": f"http://127.0.0.1:{server.server_port}/purge"}
        site.manage("tick")
        site.python(MAKE)

        subprocess.run([sys.executable, "manage.py", "tick"], cwd=PROJECT, env=environment, check=True)

        server.shutdown()
    assert {asked["Surrogate-Key"] for asked in server.asked} == {"site"}


def test_a_tick_that_goes_on_says_what_it_does_and_ends_when_told(site):
    site.python(MAKE)
    process = site.start("tick", "--forever")

    line = process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate()

    assert line == "releases: applied “Christmas”\n"
    assert (process.returncode, "Traceback" in rest) == (0, False)


def test_a_tick_beside_a_server_ends_with_it_however_that_ends(site):
    site.python(MAKE)
    command = [sys.executable, "-c", SERVER]
    with subprocess.Popen(command, cwd=PROJECT, env=site.environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout.readline() == "releases: applied “Christmas”\n"

        server.kill()

        assert server.stdout.read() == ""  # which ends when the tick, who writes there too, has ended
