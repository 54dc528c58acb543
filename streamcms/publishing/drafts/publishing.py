"""Publishes a draft: merged with what is live by now, checked, one entry in the history."""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from streamcms.publishing.drafts.apply import apply, problems
from streamcms.publishing.drafts.graph import admin_of
from streamcms.publishing.models import Draft
from streamcms.publishing.revision import hold_catalogue
from streamcms.publishing.roles import may_publish


@dataclass
class Outcome:
    """Published, or why not: `conflicts` ask for a choice, `problems` are sentences. `dropped` says what could not be
    kept, since it is gone."""

    is_published: bool = False
    conflicts: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    dropped: list = field(default_factory=list)


def publish_draft(draft, user, picks=None):
    """The Outcome. Where the draft and somebody else changed the same, `picks` say what stays ({conflict's name: "mine"
    or "theirs"}). Raises PermissionDenied for who may not publish such things."""
    if not may_publish(user, draft.model):
        raise PermissionDenied
    picks, model_admin = picks or {}, admin_of(draft)
    with transaction.atomic():
        hold_catalogue()
        if (draft := Draft.objects.filter(pk=draft.pk).first()) is None or (thing := draft.thing) is None:
            return Outcome(problems=[_("It is not there any more.")])
        request = HttpRequest()  # as a save by hand: the history and what follows from it hang on these two
        request.user = user
        model_admin.remember(request, thing)
        outcome = _apply(draft, model_admin, picks)
        if outcome.is_published:
            model_admin.log_change(request, draft.thing, _message(draft, user))
            draft.delete()
    return outcome


def _apply(draft, model_admin, picks):
    with transaction.atomic():
        applied = apply(draft, model_admin, picks)
        outcome = Outcome(
            conflicts=[conflict for conflict in applied.conflicts if conflict.name not in picks],
            problems=applied.failures or problems(applied),
            dropped=applied.dropped,
        )
        outcome.is_published = not (outcome.conflicts or outcome.problems)
        if not outcome.is_published:
            transaction.set_rollback(True)
    return outcome


def _message(draft, user):
    """English, as everything in the log."""
    whose = "" if draft.saved_by_id in (user.pk, None) else f" of {draft.saved_by.get_username()}"
    return f"Published the draft{whose}."
