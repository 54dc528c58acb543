"""Several drafts at once: each as far as it can be, one broken draft spoiling no other; or all of them for a look."""

import logging
from contextlib import contextmanager, suppress
from secrets import token_hex

from django.db import transaction
from django.utils.translation import gettext as _

from streamcms.publishing.drafts.apply import apply
from streamcms.publishing.drafts.graph import admin_of
from streamcms.publishing.drafts.merge import row_changes
from streamcms.publishing.models import PublicSlug
from streamcms.publishing.revision import forget_uncommitted, hold_catalogue

logger = logging.getLogger(__name__)


@contextmanager
def drafts_applied(drafts):
    """Inside, everything is as if those drafts were published; render there. Nothing of it stays.

    Gives [(draft, reason)] of those that could not be applied. It holds the catalogue, as a writer does, until its end:
    on SQLite nobody else writes meanwhile. What was to be done on commit is dropped.
    """
    with rolled_back():
        hold_catalogue()
        yield apply_all(drafts)


@contextmanager
def rolled_back():
    """Inside, anything may be written; nothing of it stays, and no number of it is remembered."""
    with transaction.atomic():
        forget_uncommitted()
        try:
            yield
        finally:
            transaction.set_rollback(True)
            forget_uncommitted()


def apply_all(drafts):
    """[(draft, reason)] of those that could not be applied. Those that wait for one another's address are tried
    again, then together."""
    drafts = list(drafts)
    waiting, things = [(draft, "") for draft in drafts], _things(drafts)
    while waiting:
        tried = [(draft, _apply_alone(draft, things.pop(draft, None))) for draft, _reason in waiting]
        refused = [(draft, reason) for draft, reason in tried if reason]
        is_stuck, waiting = len(refused) == len(waiting), refused
        if is_stuck:
            break
    return [] if len(waiting) > 1 and _apply_together([draft for draft, _reason in waiting]) else waiting


def _things(drafts):
    """{draft: its thing}: one query for each kind."""
    keys = {}
    for draft in drafts:
        with suppress(LookupError):  # its model is gone: said when it is applied
            keys.setdefault(draft.model, []).append(draft.object_id)
    rows = {model._meta.label_lower: model._base_manager.in_bulk(of_model) for model, of_model in keys.items()}
    return {draft: rows.get(draft.label, {}).get(draft.object_id) for draft in drafts}


def _apply_alone(draft, thing=None):
    """Why it cannot be; "" once it is. `thing`: as it was just loaded."""
    try:
        with transaction.atomic():
            failures = apply(draft, admin_of(draft), thing=thing).failures
            if failures:
                transaction.set_rollback(True)
            return " ".join(failures)
    except Exception:  # whatever is wrong with one draft, the others are shown
        logger.exception("The draft of %s cannot be applied.", draft)
        return _("It is broken: the log says more.")


def _apply_together(drafts):
    """Whether drafts could be applied once each that changes its address had given it up."""
    parked = []
    with transaction.atomic():
        for draft in drafts:
            if any(change.mine and change.base and "slug" in change.fields for change in _own_changes(draft)):
                parked.append(f"parked-{token_hex(8)}")
                draft.model._base_manager.filter(pk=draft.object_id).update(slug=parked[-1])
        is_done = not any(_apply_alone(draft) for draft in drafts)
        PublicSlug.objects.filter(slug__in=parked).delete()
        if not is_done:
            transaction.set_rollback(True)
    return is_done


def _own_changes(draft):
    label = draft.model._meta.concrete_model._meta.label_lower
    return [change for change in row_changes(draft.base, draft.payload) if change.label == label]
