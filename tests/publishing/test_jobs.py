"""Jobs run when they are due, once, whoever else runs them, and one that fails stops no other."""

import datetime as dt
import threading

import pytest
from django.utils import timezone

from streamcms.publishing.jobs import housekeeping
from streamcms.publishing.jobs.job import EVERY_TICK, Job, JobFailed
from streamcms.publishing.jobs.running import run_due
from streamcms.publishing.models import JobRun, Presence, PreviewLink
from tests.factories import make_movie
from theming.jobs import JOBS

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def own_locks(settings, tmp_path):
    settings.DATA_ROOT = tmp_path


class Counting:
    def __init__(self, *said):
        self.said, self.runs = list(said), 0

    def __call__(self):
        self.runs += 1
        said = self.said.pop(0) if self.said else ""
        if isinstance(said, Exception):
            raise said
        return said


def set_back(**times):
    JobRun.objects.update(**{name: timezone.now() - ago for name, ago in times.items()})


def test_a_job_runs_when_its_time_has_come_and_not_before():
    does = Counting()
    jobs, runs = [Job("counting", DAY, does)], []

    for ago in (None, dt.timedelta(hours=23), dt.timedelta(hours=24)):
        if ago:
            set_back(started_at=ago)
        run_due(jobs)
        runs.append(does.runs)

    assert runs == [1, 1, 2]


def test_what_was_done_is_said_once_and_kept():
    heard, jobs = [], [Job("sweeping", EVERY_TICK, Counting("3 files", ""))]

    run_due(jobs, heard.append)
    run_due(jobs, heard.append)

    assert heard == ["sweeping: 3 files"]
    run = JobRun.objects.get()
    assert (run.name, run.result, run.error) == ("sweeping", "3 files", "")


def test_a_job_that_fails_is_named_and_the_others_run():
    after = Counting("done")
    jobs = [Job("broken", DAY, Counting(JobFailed("no"), "well again")), Job("after", DAY, after)]

    failures = run_due(jobs)

    broken = JobRun.objects.get(name="broken")
    assert (failures, broken.error, after.runs) == ({"broken": "no"}, "no", 1)
    set_back(started_at=dt.timedelta(minutes=11))
    assert run_due(jobs) == {}
    broken.refresh_from_db()
    assert (broken.error, broken.result, broken.failed_at is None) == ("", "well again", False)


def test_a_failed_job_waits_before_it_is_tried_again():
    does = Counting(ValueError("no"), ValueError("no"))
    jobs = [Job("broken", DAY, does)]

    run_due(jobs)
    run_due(jobs)

    assert does.runs == 1


def test_a_job_about_the_catalogue_waits_until_it_changed():
    does = Counting()
    jobs, runs = [Job("walls", EVERY_TICK, does, only_when_changed=True)], []

    for change in (None, None, make_movie):
        if change:
            change()
        run_due(jobs)
        runs.append(does.runs)

    assert runs == [1, 1, 2]


def test_a_job_that_somebody_else_runs_is_left_to_them():
    inner, outer = Counting(), []

    def does():
        thread = threading.Thread(target=lambda: outer.append(run_due([Job("alone", EVERY_TICK, inner)])))
        thread.start()
        thread.join()
        return ""

    run_due([Job("alone", EVERY_TICK, does)])

    assert (outer, inner.runs) == ([{}], 0)


def test_old_links_and_presences_are_forgotten_and_others_stay(django_user_model):
    now, user = timezone.now(), django_user_model.objects.create_user("somebody")
    for expires, revoked in ((40, None), (-40, 40), (20, None), (-40, None)):
        PreviewLink.objects.create(
            expires_at=now - dt.timedelta(days=expires), revoked_at=revoked and now - dt.timedelta(days=revoked)
        )
    for thing, ago in (("catalog.movie:1", 80), ("catalog.movie:2", 10)):
        Presence.objects.create(user=user, thing=thing, seen_at=now - dt.timedelta(seconds=ago))

    said = housekeeping.forget_preview_links()
    housekeeping.forget_presences()

    assert said == "2 links to previews removed"
    assert sorted((link.expires_at - now).days for link in PreviewLink.objects.all()) == [-20, 40]
    assert [each.thing for each in Presence.objects.all()] == ["catalog.movie:2"]


def test_every_job_of_the_site_runs_on_an_empty_catalogue_and_again(own_files):
    first = run_due(JOBS)
    set_back(started_at=2 * DAY)

    assert (first, run_due(JOBS)) == ({}, {})
    assert {run.name for run in JobRun.objects.all()} == {job.name for job in JOBS}
