"""A page's version changes with everything that pages are made of, and is the same in every process."""

import datetime as dt
import os
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from streamcms.publishing.page_version import code_version, page_version
from tests.factories import make_movie

MIDNIGHT = dt.datetime(2027, 3, 28, tzinfo=ZoneInfo("Europe/Berlin"))  # clocks go forward three hours later


@pytest.mark.django_db
def test_a_version_ends_at_midnight_in_the_sites_time_zone():
    with timezone.override(ZoneInfo("Europe/Berlin")):
        before = page_version(MIDNIGHT - dt.timedelta(seconds=1))
        after = page_version(MIDNIGHT)

    assert before.name != after.name
    assert before.until == MIDNIGHT.timestamp()
    assert after.until == MIDNIGHT.timestamp() + 23 * 3600


@pytest.mark.django_db
def test_a_version_ends_where_a_window_does():
    now = MIDNIGHT + dt.timedelta(hours=12)
    opens = now + dt.timedelta(minutes=1)
    make_movie(publish_at=opens)

    before, after = page_version(now), page_version(opens)

    assert before.name != after.name
    assert before.until == opens.timestamp()
    assert page_version(now).name == before.name


@pytest.mark.django_db
def test_a_version_costs_one_query_until_something_changes(django_assert_num_queries):
    page_version(MIDNIGHT)

    with django_assert_num_queries(1):
        page_version(MIDNIGHT + dt.timedelta(seconds=1))


PROGRAM = (
    "import django; django.setup(); from streamcms.publishing.page_version import code_version; print(code_version())"
)


def code_version_elsewhere(**environment):
    command = [sys.executable, "-c", PROGRAM]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "streamcms.settings"} | environment
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()


def test_the_code_is_the_same_in_every_process_and_another_with_other_settings():
    one, two, other = (
        code_version_elsewhere(**environment)
        for environment in (
            {"PYTHONHASHSEED": "1", "TMDB_TOKEN": "a"},
            {"PYTHONHASHSEED": "2", "TMDB_TOKEN": "b"},
            {"SITE_URL": "https://films.example"},
        )
    )

    assert one == two != other
    assert len(one) == len(code_version()) == 24
