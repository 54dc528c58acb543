"""PURE. When a thing can be seen from now on, and what a change of state or window does to that."""

import datetime as dt
from dataclasses import dataclass

from streamcms.publishing.outcome import PUBLISHED

_FOREVER = dt.datetime.max.replace(tzinfo=dt.UTC)

APPEARS, LEAVES, RETURNS, MOVES, ENDS, STAYS, HIDDEN = (
    *("appears", "leaves", "returns", "moves", "ends", "stays", "hidden"),
)


@dataclass(frozen=True, slots=True)
class Times:
    """From when to when, `opens` being now for what can be seen already."""

    opens: dt.datetime
    closes: dt.datetime = _FOREVER

    @property
    def end(self):
        return None if self.closes == _FOREVER else self.closes


@dataclass(frozen=True, slots=True)
class Change:
    """`at` None: now. `until`: when what appears leaves again."""

    kind: str
    at: dt.datetime | None = None
    until: dt.datetime | None = None


def always(now):
    return Times(now)


def times_of(showing, now):
    """The Times of a Showing by itself; None where it is not to be seen any more."""
    if showing.state != PUBLISHED:
        return None
    times = Times(max(showing.opens or now, now), showing.closes or _FOREVER)
    return times if times.opens < times.closes else None


def both(one, other):
    """When both can be seen."""
    if one is None or other is None:
        return None
    times = Times(max(one.opens, other.opens), min(one.closes, other.closes))
    return times if times.opens < times.closes else None


def change_between(before, after, now):
    """What viewers see of it when its Times become others."""
    if before == after:
        return Change(STAYS if after else HIDDEN)
    if after is None:
        return Change(LEAVES, None if before.opens <= now else before.opens)
    opens = None if after.opens <= now else after.opens
    if before is None:
        return Change(APPEARS, opens, after.end)
    if before.opens == after.opens:
        return Change(ENDS, after.end)
    if before.opens <= now:
        return Change(RETURNS, after.opens, after.end)
    return Change(APPEARS if opens is None else MOVES, opens, after.end)
