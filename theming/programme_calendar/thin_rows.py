"""When rows of the homepage have fewer visible titles than they want, at a cost that is capped."""

import datetime as dt
from itertools import groupby
from math import ceil

from django.utils import timezone

from catalog.models import Title
from catalog.models.titles import LEAVING_DAYS
from streamcms.publishing.viewpoint import Viewpoint
from theming.homepage_titles import latest_episodes
from theming.models import HomepageRow
from theming.programme_calendar.many_rows import counts_of_rows, keys_at_both_ends
from theming.programme_calendar.spans import day_start

_MOST_LOOKS = 300  # (row, moment) pairs that are looked at closely, fifty in a query
_MOST_MOMENTS = 60  # in one row; where more happens, it is looked at once a day
_MOMENT = dt.timedelta(microseconds=1)
_DAY = dt.timedelta(days=1)
_Kind = HomepageRow.Kind


def thin_rows(asked, start, end):
    """{slot: how many titles it wants} -> (slot, from, to, the least that it shows) of each stretch with fewer.

    One query for every fifty slots. Those that may be short are looked at when they begin and whenever a title comes,
    goes or comes out, which takes three queries more, and at most six to look. Four for each row of episodes.
    """
    titled = [slot for slot in asked if slot.thing.kind not in (_Kind.MY_LIST, _Kind.LATEST_EPISODES)]
    ends = [(slot.thing, Viewpoint(slot.start), _last(slot), max(asked[slot], 1)) for slot in titled]
    both = zip(titled, keys_at_both_ends(ends), strict=True)
    short = [slot for slot, keys in both if len(keys) < max(asked[slot], 1)]
    if short:
        yield from _looked_at(short, asked, _changes(start, end))
    for slot in asked:
        if slot.thing.kind == _Kind.LATEST_EPISODES:
            counts = [latest_episodes(at, asked[slot]).count() for at in (Viewpoint(slot.start), _last(slot))]
            if min(counts) < asked[slot]:
                yield slot, slot.start, slot.end, min(counts)


def _last(slot):
    return Viewpoint(slot.end - _MOMENT)


def _changes(start, end):
    """The moments at which some title comes, goes, comes out or begins to leave soon: where to look, no verdict."""
    titles = Title.objects.order_by()
    comes = titles.filter(publish_at__gt=start, publish_at__lt=end).values_list("publish_at", flat=True)
    until = end + (LEAVING_DAYS + 1) * _DAY
    goes = titles.filter(unpublish_at__gt=start, unpublish_at__lt=until).values_list("unpublish_at", flat=True)
    days = titles.filter(released_on__gt=start.date(), released_on__lt=end.date() + _DAY)
    out = days.values_list("released_on", flat=True)
    going = list(goes.distinct())
    leaves = {timezone.localdate(at) - days * _DAY for at in going for days in (LEAVING_DAYS, LEAVING_DAYS + 1)}
    moments = {*comes.distinct(), *going, *map(day_start, {*out.distinct(), *leaves})}
    return sorted(at for at in moments if start < at < end)


def _looked_at(slots, asked, changes):
    moments = {slot: _moments(slot, changes) for slot in slots}
    step = ceil(sum(map(len, moments.values())) / _MOST_LOOKS)
    looks = [(slot, at) for slot in slots for at in moments[slot][::step]]
    found = counts_of_rows([(slot.thing, Viewpoint(at), max(asked[slot], 1)) for slot, at in looks])
    counts = {slot: [] for slot in slots}
    for (slot, at), count in zip(looks, found, strict=True):
        counts[slot].append((at, count))
    for slot, seen in counts.items():
        for start, end, least in _short_stretches(seen, slot.end, max(asked[slot], 1)):
            yield slot, start, end, least


def _moments(slot, changes):
    """When a slot begins, and what may change it after that; the start of each day where that is too much."""
    source = slot.thing.source
    own = [at for name in ("publish_at", "unpublish_at") if (at := getattr(source, name, None))]
    within = sorted({at for at in (*changes, *own) if slot.start < at < slot.end})
    if len(within) > _MOST_MOMENTS:
        first = timezone.localdate(slot.start)
        days = (day_start(first + (n + 1) * _DAY) for n in range((slot.end - slot.start).days + 1))
        within = [at for at in days if at < slot.end]
    return [slot.start, *within]


def _short_stretches(seen, end, wanted):
    """[(moment, count)] in order -> (from, to, least count) of each stretch with too few, and of each with none."""
    moments = [at for at, _count in seen]
    pieces = zip(seen, [*moments[1:], end], strict=True)
    for (is_short, _is_empty), alike in groupby(pieces, lambda piece: (piece[0][1] < wanted, not piece[0][1])):
        these = list(alike)
        if is_short:
            yield these[0][0][0], these[-1][1], min(count for (_at, count), _until in these)
