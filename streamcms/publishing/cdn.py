"""Telling a CDN in front of the site that its pages are old: at each commit that moved the revision.

Every statement that Django sends is looked at, so that update(), bulk writes, imports and raw SQL count as a save does.
Every page shows parts of the catalogue that an edit far away changes (what is in the menus, who else is listed), so one
key that all pages carry is purged; our own cache works alike, and renders each page once. SQL by hand, and a purge that
failed for good, leave the CDN with a page for CDN_MAX_AGE seconds at most.
"""

import logging
import re
import threading

import httpx2
import stamina
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction
from django.db.backends.signals import connection_created

from streamcms.publishing.revision import read_revision
from streamcms.publishing.surrogate_keys import SITE

logger = logging.getLogger(__name__)

_READS = re.compile(r"\s*(?:SELECT|PRAGMA|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET|SHOW|EXPLAIN)\b", re.IGNORECASE)
_ATTEMPTS, _TIMEOUT = 5, 5.0  # seconds
# Purged again after so many seconds: an answer that was on its way at the first purge came to the CDN after it.
# Commits in between wait for it, so that an import of a thousand titles does not purge a thousand times.
_AGAIN = 2.0


class Purger:
    """Purges in a thread of its own, which ends when nothing is left to say; a command waits for it as it ends."""

    def __init__(self, again=_AGAIN):
        self._again = again
        self._guard = threading.Lock()
        self._thread, self._owed, self._revision = None, 0, None

    def notice(self, execute, sql, params, many, context):
        """Wraps the execution of each statement (connection.execute_wrapper)."""
        result = execute(sql, params, many, context)
        connection = context["connection"]
        if not _READS.match(str(sql)) and not self._is_waiting(connection):
            transaction.on_commit(self.committed, using=connection.alias, robust=True)
        return result

    def _is_waiting(self, connection):
        """Whether this transaction's end is waited for, by a savepoint that is not rolled back without the present."""
        return any(
            function == self.committed and savepoints <= set(connection.savepoint_ids)
            for savepoints, function, *_ in connection.run_on_commit
        )

    def committed(self):
        """Called after a commit that wrote something, which may have been a session and no page's business."""
        try:
            revision = read_revision()
        except DatabaseError:
            logger.exception("The revision could not be read after a commit: the CDN is not purged.")
            return
        with self._guard:
            if revision == self._revision:
                return
            self._revision, self._owed = revision, 2
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="purge-cdn")
                self._thread.start()

    def wait(self):
        """Until nothing is left to say."""
        if thread := self._thread:
            thread.join()

    def _run(self):
        pause = threading.Event()
        while True:
            with self._guard:
                self._owed -= 1
            purge([SITE])
            with self._guard:
                if self._owed <= 0:
                    self._thread = None
                    return
            pause.wait(self._again)


def purge(keys):
    """Ask the CDN to forget the pages that carry one of the keys. Whether it did; why not goes to the log."""
    headers = {"Surrogate-Key": " ".join(keys)}
    if settings.CDN_PURGE_TOKEN:
        headers[settings.CDN_PURGE_HEADER] = settings.CDN_PURGE_TOKEN
    try:
        for attempt in stamina.retry_context(on=httpx2.HTTPError, attempts=_ATTEMPTS, wait_initial=0.1, wait_max=5.0):
            with attempt:
                httpx2.post(settings.CDN_PURGE_URL, headers=headers, timeout=_TIMEOUT).raise_for_status()
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        logger.error("The CDN was not purged; it shows old pages for %d s at most: %s", settings.CDN_MAX_AGE, error)
        return False
    return True


_purger = Purger()


def watch_commits():
    """From now on the commits of this process are noticed, on connections that it opens."""
    connection_created.connect(_watch, dispatch_uid="cdn")


def _watch(connection, **_):
    if connection.alias == DEFAULT_DB_ALIAS and _purger.notice not in connection.execute_wrappers:
        connection.execute_wrappers.append(_purger.notice)
