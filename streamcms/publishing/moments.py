"""Moments as an editor reads them: in their time zone, with its name, as "4 March, 20:00 CET"."""

import datetime as dt
from functools import lru_cache

from django.utils import formats, timezone

_STEP = dt.timedelta(days=7)  # no zone changes its clocks twice within a week
YEARS_AHEAD = 12


def spoken(at, now):
    """In the current time zone; the year only where it is not that of `now`."""
    local = timezone.localtime(at)
    year = "" if local.year == timezone.localtime(now).year else " Y"
    return f"{formats.date_format(local, f'j F{year}, H:i')} {local.tzname()}"


def wall(at):
    """What a clock on the wall shows in the current time zone, to the minute: "2027-03-04T20:00"; "" for None."""
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M") if at else ""


def names_of_zone(zone, now):
    """[[wall clock from which on, name]] from a year ago: [["", "CET"], ["2027-03-28T03:00", "CEST"], ...]."""
    return _names(zone, now.year)


@lru_cache(maxsize=64)
def _names(zone, year):
    at, end = dt.datetime(year - 1, 1, 1, tzinfo=dt.UTC), dt.datetime(year + YEARS_AHEAD, 1, 1, tzinfo=dt.UTC)
    names = [["", at.astimezone(zone).tzname()]]
    while at < end:
        following = at + _STEP
        if following.astimezone(zone).tzname() != names[-1][1]:
            change = _change(zone, at, following)
            names.append([change.strftime("%Y-%m-%dT%H:%M"), change.tzname()])
        at = following
    return names


def _change(zone, before, after):
    """The first minute after a change of name between two moments, on the wall's clock."""
    name = before.astimezone(zone).tzname()
    while after - before > dt.timedelta(minutes=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).tzname() == name:
            before = middle
        else:
            after = middle
    return (after.replace(second=0, microsecond=0)).astimezone(zone)
