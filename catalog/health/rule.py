"""A rule of the health of titles or people, and where in the office what breaks it is put right."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from catalog.models import HealthRule

Severity = HealthRule.Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """`key` and `bit` are stored: neither is ever given to another rule. `broken` is over facts.py's annotations;
    `says` (words) and `place` (an address) take a row with them."""

    key: str
    bit: int
    label: str
    asks: str
    kinds: frozenset
    weight: int
    broken: Q
    says: Callable
    place: Callable
    severity: str = Severity.NOTE


def form_of(thing):
    """The address of its form in the admin."""
    kind = getattr(thing, "kind", "")
    return reverse(f"admin:catalog_{kind}_change" if kind else "admin:people_person_change", args=[thing.pk])


def field(name):
    return lambda thing: f"{form_of(thing)}#id_{name}"


def inline(prefix):
    return lambda thing: f"{form_of(thing)}#{prefix}-group"


def rows(page, **query):
    """One of a title's pages of rows."""

    def place(thing):
        address = reverse(f"admin:catalog_{thing.kind}_{page}", args=[thing.pk])
        return f"{address}?{urlencode(query)}" if query else address

    return place
