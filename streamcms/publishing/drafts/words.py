"""What a draft says, in words: what differs from live, and what somebody else changed meanwhile."""

import hashlib
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from streamcms.publishing.admin_site.comparison import Difference
from streamcms.publishing.draft import Draft
from streamcms.publishing.history.differences import Words
from streamcms.publishing.publishable import Publishable


@dataclass
class DraftLook:
    """What a form says of its draft: `changes` and `parts` as history tells them, `conflicts` are Differences."""

    draft: Draft
    live: object  # the thing as it was loaded before the draft was applied
    held: dict = field(repr=False)  # a snapshot of it
    changes: list
    parts: list
    conflicts: list
    failures: list
    dropped: list

    @property
    def names(self):
        """What differs, in a few words each."""
        return [change.label for change in self.changes] + [f"{part.heading}: {part.kind}" for part in self.parts]

    @property
    def state(self):
        """The same as long as neither the draft nor what is live changes."""
        told = f"{self.draft.pk} {self.draft.saved_at.isoformat()} {sorted(self.held.items())}"
        return hashlib.blake2b(told.encode(), digest_size=12).hexdigest()


def conflict_lines(conflicts, picks=None):
    """[Difference] of conflicts: "opened" is what it was when the draft began, "theirs" is live."""
    picks = picks or {}
    pairs = [(_key(each), *(_row(each, side) for side in (each.base, each.live, each.mine))) for each in conflicts]
    words = Words(pairs)
    return [_line(each, words, picks.get(each.name, "")) for each in conflicts]


def _key(conflict):
    return ContentType.objects.get_for_model(apps.get_model(conflict.label)).pk, conflict.key


def _row(conflict, side):
    return {conflict.field: side} if conflict.field else side


def _line(conflict, words, pick):
    model = apps.get_model(conflict.label)
    sides = (conflict.base, conflict.live, conflict.mine)
    if conflict.field:
        column = model._meta.get_field(conflict.field)
        label, texts = capfirst(column.verbose_name), [words.value(column, side) for side in sides]
        if not issubclass(model, Publishable):  # a row of an inline
            row = model._base_manager.filter(pk=conflict.key).first()
            label = f"{capfirst(model._meta.verbose_name)} {row}: {label}"
    else:
        label = capfirst(model._meta.verbose_name)
        texts = [_("removed") if side is None else " · ".join(words.row(model, side, ())) for side in sides]
    return Difference(conflict.name, label, *texts, pick)
