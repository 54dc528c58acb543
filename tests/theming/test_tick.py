"""`manage.py tick` as an operator runs it: a process of its own, killed at any moment, two at once, beside a server."""

import random
import signal
import subprocess
import sys
import time

import pytest

from benchmarks.scratch import PROJECT, scratch_site

KILLS = 6
# A release of 30 movies whose moment has just come, scheduled by somebody who may.
MAKE = """
import datetime as dt
from django.contrib.auth.models import User
from django.utils import timezone
from catalog.models import Title
from streamcms.publishing.models import Release
from streamcms.publishing.releases import applying
user, _ = User.objects.get_or_create(username="publisher", is_superuser=True)
release = Release.objects.create(name="Christmas", moment=timezone.now() + dt.timedelta(days=1))
first = Title.objects.count()
for n in range(first, first + 30):
    movie = Title.objects.create(kind="movie", name=f"Title {n}", slug=f"title-{n}")
    release.items.create(thing=movie, kind="publish", name=str(movie))
applying.schedule(release, user)
Release.objects.filter(pk=release.pk).update(moment=timezone.now() - dt.timedelta(minutes=1))
"""
TELL = """
from django.contrib.admin.models import LogEntry
from streamcms.publishing.models import Release
print([release.state for release in Release.objects.all()], LogEntry.objects.filter(change_message="Applied.").count())
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


def test_a_tick_that_is_killed_leaves_a_release_whole_and_the_next_finishes_it(site):
    chance = random.Random(1)
    site.python(MAKE)
    started = time.monotonic()
    process = site.start("tick")
    output, _ = process.communicate()
    seconds = time.monotonic() - started
    assert (process.returncode, output.count("releases: applied “Christmas”")) == (0, 1)
    site.python(MAKE)

    told = []
    for _ in range(KILLS):
        process = site.start("tick")
        time.sleep(chance.uniform(0.3, 1.0) * seconds)
        process.kill()
        process.communicate()
        told.append(site.python(TELL).strip())
    site.manage("tick")

    assert set(told) <= {"['scheduled', 'applied'] 1", "['applied', 'applied'] 2"}
    assert site.python(TELL).strip() == "['applied', 'applied'] 2"


def test_two_ticks_at_once_apply_a_release_once(site):
    site.python(MAKE)
    before = int(site.python(TELL).split()[-1])

    ticks = [site.start("tick") for _ in range(3)]
    outputs = [tick.communicate()[0] for tick in ticks]

    assert [tick.returncode for tick in ticks] == [0, 0, 0]
    assert sum(output.count("applied “Christmas”") for output in outputs) == 1
    assert int(site.python(TELL).split()[-1]) == before + 1


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
