"""Which revisions are kept: all of the last days, then the last of each month, and always the last few of a thing."""

import datetime as dt
from itertools import groupby

from django.utils import timezone
from reversion.models import Revision, Version

from streamcms.publishing.history.notes import HistoryNote

_BATCH = 500


def superfluous(entries, now, *, days, last):
    """Keys of the entries of one thing, [(key, aware moment)] newest first, that the rule does not keep."""
    since = now - dt.timedelta(days=days)
    kept_months, gone = set(), []
    for place, (key, at) in enumerate(entries):
        month = timezone.localtime(at).strftime("%Y-%m")
        if place >= last and at < since and month in kept_months:
            gone.append(key)
        kept_months.add(month)
    return gone


def trim_history(*, days, last, dry_run=False, progress=lambda items: items):
    """Apply the rule. Returns (revisions removed, revisions looked at, things)."""
    notes = HistoryNote.objects.order_by("content_type", "object_id", "-pk")
    rows = notes.values_list("content_type", "object_id", "revision", "revision__date_created").iterator()
    now, gone, looked_at, things = timezone.now(), [], 0, 0
    for _thing, entries in groupby(rows, key=lambda row: row[:2]):
        entries = [(revision, at) for _type, _key, revision, at in entries]
        looked_at, things = looked_at + len(entries), things + 1
        gone += superfluous(entries, now, days=days, last=last)
    if not dry_run:
        for start in progress(range(0, len(gone), _BATCH)):
            batch = gone[start : start + _BATCH]
            Version.objects.filter(revision__in=batch).delete()
            Revision.objects.filter(pk__in=batch).delete()
    return len(gone), looked_at, things
