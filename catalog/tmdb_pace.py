"""How fast TMDB is asked, for all threads of one client together."""

import threading
import time

from catalog.tmdb_errors import TmdbError


class Pace:
    """When the next request may start: at most so many a second, and none while TMDB asks for a pause."""

    def __init__(self, per_second):
        self._interval = 1 / per_second if per_second else 0
        self._lock = threading.Lock()
        self._next = self._resume = 0.0
        self._stopped = threading.Event()

    def wait(self):
        with self._lock:
            slot = max(time.monotonic(), self._next)
            self._next = slot + self._interval
        while (left := max(slot, self._resume) - time.monotonic()) > 0:
            if self._stopped.wait(left):
                break
        if self._stopped.is_set():
            raise TmdbError("The import was stopped.")

    def pause(self, seconds):
        with self._lock:
            self._resume = max(self._resume, time.monotonic() + seconds)

    def stop(self):
        """Let nobody wait any longer: whoever does gets an error."""
        self._stopped.set()
