"""manage.py tick [--forever [--beside PID]]"""

import os
import signal
import sys
import threading
import time

from django.core.management import BaseCommand
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from streamcms.publishing.jobs.running import run_due
from streamcms.publishing.releases.due import next_moment
from theming.jobs import JOBS

SOME_FAILED = 1
_MINUTE, _LOOKS_UP = 60.0, 5.0  # seconds


class Command(BaseCommand):
    help = (
        "Do what is due: once a minute, by cron or a timer, or with --forever. Exit code 1: some jobs failed (named)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--forever", action="store_true", help="go on, each minute, until told to stop")
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="with --forever: end with that process, which started this"
        )

    def handle(self, *, forever, beside, **_):
        if forever:
            self._go_on(beside)
        elif failures := run_due(JOBS, self._say):
            self._name(failures)
            sys.exit(SOME_FAILED)

    def _go_on(self, beside):
        """What is long runs beside the rest, so that no release waits for it."""
        stop, long = threading.Event(), None
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            began = time.monotonic()
            close_old_connections()
            self._name(run_due([job for job in JOBS if not job.is_long], self._say))
            if long is None or not long.is_alive():  # a daemon: killed at any moment, what it does is right
                long = threading.Thread(target=self._do_what_is_long, name="tick-long", daemon=True)
                long.start()
            self._wait(stop, began + _MINUTE, beside)

    def _do_what_is_long(self):
        try:
            self._name(run_due([job for job in JOBS if job.is_long], self._say))
        finally:
            connections.close_all()  # those of this thread

    def _wait(self, stop, until, beside):
        """Until the minute is over, or the moment of a release comes before."""
        if moment := self._next_moment():
            until = min(until, time.monotonic() + (moment - timezone.now()).total_seconds())
        while not stop.is_set() and (left := until - time.monotonic()) > 0:
            if beside and os.getppid() != beside:
                stop.set()
            stop.wait(min(left, _LOOKS_UP))

    def _next_moment(self):
        try:
            return next_moment()
        except DatabaseError:
            return None  # it does not answer: the next minute tries again

    def _say(self, line):
        self.stdout.write(line)
        self.stdout.flush()

    def _name(self, failures):
        for name, error in failures.items():
            self.stderr.write(f"{name} failed: {error}")
