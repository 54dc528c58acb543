"""Stretches of time as (start, end) pairs, the end not counted. Nothing here asks what time it is."""

import datetime as dt
from itertools import pairwise

from django.utils import timezone

from streamcms.publishing.viewpoint import Viewpoint


def day_start(date):
    """Midnight in the site's time zone."""
    return timezone.make_aware(dt.datetime.combine(date, dt.time()))


def visible_spans(thing, start, end, drafts=False):
    """When a thing is visible between two moments: is_visible() is asked at each edge of its window."""
    window = [(at, at) for at in (thing.publish_at, thing.unpublish_at) if at]
    pieces = stretches(window, start, end)
    return joined(piece for piece in pieces if thing.is_visible(Viewpoint(piece[0], drafts=drafts)))


def joined(spans):
    """The same moments in as few spans as possible, in order."""
    found = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


def left_between(spans, start, end):
    """What of start to end lies in none of the spans."""
    edges = [start, *(edge for span in joined(spans) for edge in span), end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def shared(these, those):
    """The moments that lie in both."""
    found = ((max(a, c), min(b, d)) for a, b in these for c, d in those)
    return joined((start, end) for start, end in found if start < end)


def stretches(spans, start, end):
    """The pieces that the edges of the spans cut start to end into: within each, nothing changes."""
    edges = {edge for span in spans for edge in span if start < edge < end}
    return list(pairwise([start, *sorted(edges), end]))


def holds(spans, moment):
    return any(start <= moment < end for start, end in spans)
