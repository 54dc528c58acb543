"""What many rows of the homepage show, asked together: a query for every fifty of them."""

from collections import Counter

from django.db.models import IntegerField, Value, Window
from django.db.models.functions import RowNumber

from catalog.models import Title
from theming.homepage_titles import titles_of

_AT_ONCE = 50  # parts of one UNION; SQLite takes 500


def keys_of_rows(asked):
    """[(row, viewpoint, how many)] -> the primary keys of the titles that each shows first, in order."""
    return _keys([(titles_of(row, viewpoint), many) for row, viewpoint, many in asked])


def counts_of_rows(asked):
    """[(row, viewpoint, how many)] -> how many titles each shows, and not more than that.

    Django takes longer to write such a query than SQLite to answer it, so this one says no more than it must: no order.
    """
    counts = Counter()
    for begin in range(0, len(asked), _AT_ONCE):
        parts = []
        for number, (row, viewpoint, many) in enumerate(asked[begin : begin + _AT_ONCE], begin):
            if (titles := titles_of(row, viewpoint)) is not None:
                first = Title.objects.filter(pk__in=titles.order_by().values("pk")[:many])
                parts.append(_numbered(first, number).order_by().values_list("number", "pk"))
        counts.update(number for number, _key in _together(parts))
    return [counts[number] for number in range(len(asked))]


def keys_at_both_ends(asked):
    """[(row, first viewpoint, last viewpoint, how many)] -> keys of titles that a row may show at both moments.

    A title is visible and out for one stretch of time, so what is there at both is there all along.
    """
    found = []
    for row, first, last, many in asked:
        titles, then = titles_of(row, first), titles_of(row, last)
        found.append((titles if titles is None else titles.filter(pk__in=then.order_by().values("pk")), many))
    return _keys(found)


def _keys(sets):
    """[(titles in their order, or None, how many)] -> lists of primary keys."""
    keys = [[] for _ in sets]
    for begin in range(0, len(sets), _AT_ONCE):
        numbered = enumerate(sets[begin : begin + _AT_ONCE], begin)
        parts = [_part(number, titles, many) for number, (titles, many) in numbered if titles is not None]
        for number, _place, key in sorted(_together(parts)):
            keys[number].append(key)
    return keys


def _together(parts):
    """The rows of all of them: one query."""
    if not parts:
        return []
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def _numbered(titles, number):
    return titles.annotate(number=Value(number, output_field=IntegerField()))


def _part(number, titles, many):
    """The first of a set as (number, place, key). A part of a UNION has no order, so each row says its place."""
    place = Window(RowNumber(), order_by=titles.query.order_by)
    first = titles.filter(pk__in=titles.values("pk")[:many])
    return _numbered(first, number).annotate(place=place).order_by().values_list("number", "place", "pk")
