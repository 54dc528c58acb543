"""Who puts what right: given and taken back in the work list. Every change is in the thing's log."""

from dataclasses import dataclass

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.bulk import chunks
from catalog.models import HealthOwner, Title
from people.models import Person

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Key:
    """Names a thing in the list: title:5, person:7."""

    model: type
    pk: int

    @classmethod
    def parse(cls, text):
        """None where it names nothing."""
        kind, _colon, number = text.partition(":")
        model = {"title": Title, "person": Person}.get(kind)
        is_number = number.isascii() and number.isdigit() and len(number) < 19
        return cls(model, int(number)) if model and is_number else None


def possible_owners():
    """Who may be given something: active staff who may edit titles. One query."""
    users = get_user_model().objects.with_perm(
        "catalog.change_title", backend="django.contrib.auth.backends.ModelBackend"
    )
    return users.filter(is_staff=True).order_by("username")


def name_of(user):
    return user.get_full_name() or user.get_username()


def assign(keys, owner, by):
    """Give those things to somebody, or to nobody (None); return how many got another owner."""
    with transaction.atomic():
        return sum(
            _assign(model, "title" if model is Title else "person", keys, owner, by) for model in (Title, Person)
        )


def _assign(model, column, keys, owner, by):
    count = 0
    for some in chunks(sorted({key.pk for key in keys if key.model is model}), _AT_ONCE):
        there = model.objects.in_bulk(some)
        held = dict(HealthOwner.objects.filter(**{f"{column}__in": some}).values_list(column, "owner"))
        changed = [there[pk] for pk in there if held.get(pk) != (owner and owner.pk)]
        HealthOwner.objects.filter(**{f"{column}__in": [thing.pk for thing in changed]}).delete()
        if owner:
            HealthOwner.objects.bulk_create(
                HealthOwner(**{column: thing}, owner=owner, given_by=by) for thing in changed
            )
        said = _("Work list: given to %s.") % name_of(owner) if owner else _("Work list: given to nobody.")
        if changed:
            LogEntry.objects.log_actions(by.pk, changed, CHANGE, said)
        count += len(changed)
    return count
