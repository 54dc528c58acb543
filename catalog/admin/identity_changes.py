"""One merge or split: what it did, who did it and when, what its undo would put back, and the button for that."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.admin.identity_rights import admin_of, as_edited, check, may_undo, may_view
from catalog.identity.journal import from_text, model_of
from catalog.identity.refreshing import refresh
from catalog.identity.undoing import later_change, plan_undo, undo_change
from catalog.models import IdentityChange
from streamcms.publishing.revision import hold_catalogue


def change_page(desk, request, pk):
    change = _find(pk)
    check(desk.has_view_permission(request) and may_view(request, change.content_type.model_class()))
    things = _things(change)
    context = {"change": change, "is_merge": change.kind == change.Kind.MERGE}
    context["links"] = {
        end: admin_of(thing).address(thing)
        for end, thing in zip(("kept", "other"), (things.get(change.kept_id), things.get(change.other_id)), strict=True)
        if thing
    }
    if not change.undone_at:
        context["later"] = later_change(change)
        context["undo"] = plan_undo(change)
        context["may_undo"] = _may_undo(request, change, things)
    heading = _("Merged: %s") if context["is_merge"] else _("Split: %s")
    return desk.page(request, "admin/identity_change.html", heading % change.kept_name, context)


def undo(desk):
    """A view of the desk that undoes a change."""

    def view(request, pk):
        with transaction.atomic():
            hold_catalogue()
            change = _find(pk)
            things = _things(change)
            check(desk.has_view_permission(request) and _may_undo(request, change, things))
            if change.undone_at is None and later_change(change) is None:
                _undo(request, change, things)
            else:
                messages.error(request, _("It cannot be undone now."))
        return HttpResponseRedirect(reverse("admin:catalog_identitychange_change", args=[change.pk]))

    return view


def _undo(request, change, things):
    kept = things.get(change.kept_id)
    if kept:
        admin_of(kept).remember(request, kept)
    undo_change(change, plan_undo(change), request.user)
    now = _things(change)
    if kept:
        admin_of(kept).log_change(request, now[kept.pk], _("Undone: %s") % change)
    back = now.get(change.other_id)
    if back and change.other_id not in things:
        LogEntry.objects.log_actions(
            user_id=request.user.pk,
            queryset=[back],
            action_flag=ADDITION,
            change_message=_("Is there again: the merge was undone."),
            single_object=True,
        )
    refresh(change)
    messages.success(request, _("It is undone."))
    if change.complaints:
        messages.warning(request, _("Not everything could be put back: see below."))


def _find(pk):
    text = str(pk)
    changes = IdentityChange.objects.select_related("made_by", "undone_by", "content_type")
    change = changes.filter(pk=text).first() if text.isascii() and text.isdigit() else None
    if change is None:
        raise Http404
    return change


def _things(change):
    """{key: thing} of both, as they are edited, as far as they are there."""
    model = change.content_type.model_class()
    return {pk: as_edited(row) for pk, row in model._base_manager.in_bulk([change.kept_id, change.other_id]).items()}


def _may_undo(request, change, things):
    """As for the change itself: what was merged away counts as it was."""
    gone = [
        model(**from_text(model, row))
        for entry in change.journal["deleted"]
        for row in entry["rows"]
        if (model := model_of(entry["model"])) is change.content_type.model_class()
        and row["id"] == str(change.other_id)
    ]
    return may_undo(request.user, change, [*things.values(), *gone])
