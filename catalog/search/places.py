"""Where entries of the index stand: keys ascend from the weightiest, ties by slug, with room for what comes later."""

from itertools import groupby

from catalog.models import SearchEntry

_LAST = 2**47  # keys of six bytes; among 200,000 things some 29 can come one after another into the same gap


class NoRoomError(Exception):
    """A gap is full: make the index anew, which spreads all evenly."""


def spread(things):
    """(key, thing) for all there are."""
    return _spaced(0, _LAST, sorted(things, key=_order))


def between(things):
    """(key, thing) for new things among those indexed: two or three queries a thing."""
    for before, some in groupby(sorted(things, key=_order), key=_key_before):
        after = _keys().filter(pk__gt=before).order_by("pk").first() or _LAST
        yield from _spaced(before, after, list(some))


def _spaced(before, after, things):
    step = (after - before) // (len(things) + 1)
    if not step:
        raise NoRoomError
    return [(before + step * number, thing) for number, thing in enumerate(things, 1)]


def _order(thing):
    return -thing.weight, thing.slug, thing.kind, thing.object_id


def _key_before(thing):
    """The key of the entry that it comes after; 0 for the first."""
    equals = _keys().filter(weight=thing.weight, slug__lte=thing.slug).order_by("-slug", "-pk")
    weightier = _keys().filter(weight__gt=thing.weight).order_by("weight", "-slug", "-pk")
    return equals.first() or weightier.first() or 0


def _keys():
    return SearchEntry.objects.values_list("pk", flat=True)
