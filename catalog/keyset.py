"""Keyset pages: what comes after a row in an order, at the same cost however far down it is. Rows without a value in a
key come last."""

from typing import NamedTuple

from django.db.models import Expression, F, Q


class Key(NamedTuple):
    """A column, or an expression under a name."""

    name: str
    is_descending: bool = False
    is_nullable: bool = False
    expression: Expression | None = None


def ordered(queryset, keys):
    queryset = queryset.annotate(**{key.name: key.expression for key in keys if key.expression is not None})
    return queryset.order_by(*map(_order, keys))


def _order(key):
    nulls = {"nulls_last": True} if key.is_nullable else {}
    return F(key.name).desc(**nulls) if key.is_descending else F(key.name).asc(**nulls)


def after(queryset, keys, row):
    """What comes after a row of the same queryset, in its order. `row`: {name of a key: value}."""
    following, same = Q(pk__in=[]), Q()
    for key in keys:
        value = row[key.name]
        if value is None:
            same &= Q(**{f"{key.name}__isnull": True})
            continue
        later = Q(**{f"{key.name}__{'lt' if key.is_descending else 'gt'}": value})
        if key.is_nullable:
            later |= Q(**{f"{key.name}__isnull": True})
        following |= same & later
        same &= Q(**{key.name: value})
    return queryset.filter(following)
