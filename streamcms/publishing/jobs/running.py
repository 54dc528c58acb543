"""Runs the jobs that are due, each behind a lock that ends with its holder, and keeps what became of it."""

import datetime as dt
import fcntl
import logging
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from streamcms.publishing.jobs.job import JobFailed
from streamcms.publishing.jobs.job_run import JobRun
from streamcms.publishing.revision import cache_version

logger = logging.getLogger(__name__)

_AFTER_FAILURE = dt.timedelta(minutes=10)  # what failed is not tried at each tick
_EARLY = dt.timedelta(seconds=5)  # ticks are not exactly a minute apart
_RESULT_LENGTH = JobRun._meta.get_field("result").max_length


def run_due(jobs, say=lambda line: None):
    """Run what is due, in order. `say` hears a line for each thing done. Returns {job's name: why it failed}."""
    failures = {}
    for job in jobs:
        try:
            with _alone(job) as is_mine:
                if is_mine and (error := _run_if_due(job, say)):
                    failures[job.name] = error
        except (OSError, DatabaseError) as error:  # its lock or its row, as a failure of the job itself is caught below
            failures[job.name] = str(error)
    return failures


def _run_if_due(job, say):
    """Why it failed; "" where it did not, or was not due."""
    now, run = timezone.now(), JobRun.objects.filter(name=job.name).first()
    version = cache_version(now).key if job.only_when_changed else ""
    if run and not _is_due(job, run, now, version):
        return ""
    started, result, error = time.monotonic(), "", ""
    try:
        result = job.does()
    except JobFailed as failure:
        error = str(failure)
    except Exception as failure:
        logger.exception("The job “%s” failed.", job.name)
        error = str(failure) or type(failure).__name__
    kept = {"started_at": now, "seconds": time.monotonic() - started, "error": error}
    kept |= {"failed_at": now} if error else {"version": version}
    if result or run is None:
        kept["result"] = result[:_RESULT_LENGTH]
    JobRun.objects.update_or_create(name=job.name, defaults=kept)
    if result:
        say(f"{job.name}: {result}")
    return error


def _is_due(job, run, now, version):
    if run.started_at > now:  # the clock was put back
        return True
    if run.error:
        return now - run.started_at >= min(job.every, _AFTER_FAILURE) - _EARLY
    is_changed = not job.only_when_changed or run.version != version
    return is_changed and now - run.started_at >= job.every - _EARLY


@contextmanager
def _alone(job):
    """Whether nobody else runs it now: no other tick, no other thread of this one."""
    folder = settings.DATA_ROOT / "jobs"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f"{job.name.replace(' ', '-')}.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
