"""Every job of the site, in the order in which a tick does them: what has a moment first, what takes long last."""

import datetime as dt

from catalog.derived import refresh_health, refresh_library_index, refresh_search_index
from catalog.tmdb_age import report_stale
from streamcms.publishing.jobs import housekeeping
from streamcms.publishing.jobs.job import EVERY_TICK, Job
from streamcms.publishing.releases.due import apply_due_releases
from streamcms.publishing.sweeping import sweep_files
from theming.derived import rebuild_backdrops

_NOW_AND_THEN, _HOURLY, _DAILY = dt.timedelta(minutes=5), dt.timedelta(hours=1), dt.timedelta(days=1)


def _refresh_search():
    count = refresh_search_index()
    return f"{count:,} changed things folded into the index" if count else ""


def _refresh_health():
    count = refresh_health()
    return f"the health of {count:,} titles and people counted anew" if count else ""


def _refresh_library():
    count = refresh_library_index()
    return f"its base was written anew: {count:,} titles" if count else ""


def _remake_backdrops():
    count = rebuild_backdrops()
    return f"{count:,} made anew" if count else ""


def _sweep():
    count = sweep_files()
    return f"{count:,} that no row names removed" if count else ""


JOBS = (
    Job("releases", EVERY_TICK, apply_due_releases),
    Job("presence", _HOURLY, housekeeping.forget_presences),
    Job("sessions", _DAILY, housekeeping.forget_sessions),
    Job("preview links", _DAILY, housekeeping.forget_preview_links),
    Job("tmdb", _DAILY, report_stale),
    Job("search", _NOW_AND_THEN, _refresh_search, only_when_changed=True),
    Job("health", _NOW_AND_THEN, _refresh_health, only_when_changed=True),
    Job("history", _DAILY, housekeeping.forget_history, is_long=True),
    Job("library", _NOW_AND_THEN, _refresh_library, only_when_changed=True, is_long=True),
    Job("files", _DAILY, _sweep, is_long=True),
    Job("backdrops", _NOW_AND_THEN, _remake_backdrops, only_when_changed=True, is_long=True),
)
