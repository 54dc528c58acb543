"""Drafts in releases: found, tried, published with the rest, and put back with it."""

import hashlib

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from streamcms.publishing.admin_site.parts_of import form_rows_of
from streamcms.publishing.drafts import publish_draft, rolled_back
from streamcms.publishing.drafts.apply import apply, problems
from streamcms.publishing.drafts.graph import admin_of
from streamcms.publishing.drafts.merge import row_changes
from streamcms.publishing.history.restoring import restore
from streamcms.publishing.history.snapshots import snapshot
from streamcms.publishing.models import Draft, ReleaseItem
from streamcms.publishing.releases.windows import set_window, window_of

_NAMED = 3
_KEPT = ("label", "name", "base", "payload", "started_by_id", "saved_by_id")
_MOMENTS = ("started_at", "saved_at")


def drafts_of(items):
    """{item's key: its draft}, of those that change a thing and whose draft is there. One query."""
    wanted = [item for item in items if item.kind == ReleaseItem.Kind.CHANGE]
    same = Q(pk__in=())
    for item in wanted:
        same |= Q(content_type=item.content_type_id, object_id=item.object_id)
    found = {(draft.content_type_id, draft.object_id): draft for draft in Draft.objects.filter(same)} if wanted else {}
    keys = {item.pk: (item.content_type_id, item.object_id) for item in wanted}
    return {pk: found[key] for pk, key in keys.items() if key in found}


def noted(draft):
    """What a release notes of a draft as it is scheduled: what was not seen then is not published with it."""
    return {"draft": draft.pk, "saved_at": draft.saved_at.isoformat(), "says": in_words(draft)}


def is_as_noted(draft, note):
    return (draft.pk, draft.saved_at.isoformat()) == (note["draft"], note["saved_at"])


def in_words(draft):
    """What it changes, in a few words, without asking the database."""
    label = draft.model._meta.concrete_model._meta.label_lower
    changes = row_changes(draft.base, draft.payload)
    names = [
        str(draft.model._meta.get_field(name).verbose_name)
        for change in changes
        if change.label == label and change.base and change.mine
        for name in change.fields
        if name != "provenance"
    ]
    parts = sum(change.label != label for change in changes)
    if len(names) > _NAMED:
        names = [*names[:_NAMED], _("%d more") % (len(names) - _NAMED)]
    if parts:
        names.append(ngettext("%d row", "%d rows", parts) % parts)
    return ", ".join(names)


def refusals(draft):
    """Why a draft cannot be published as it is, in words: it is applied, and that rolled back."""
    if draft.thing is None:
        return [_("It is gone.")]
    with rolled_back():
        applied = apply(draft, admin_of(draft))
        found = [*applied.failures, *([] if applied.failures else problems(applied))]
    return [*found, *_conflict_words(applied.conflicts)]


def _conflict_words(conflicts):
    if not conflicts:
        return []
    names = sorted({capfirst(_field_name(conflict)) for conflict in conflicts})
    return [_("Its draft conflicts with edits made meanwhile: %s.") % ", ".join(names)]


def _field_name(conflict):
    model = ContentType.objects.get_by_natural_key(*conflict.label.split(".")).model_class()
    return str(model._meta.get_field(conflict.field).verbose_name if conflict.field else model._meta.verbose_name)


def publish(item, draft, user):
    """Publish an item's draft, keeping on the item what is needed to put it back. Returns why it was refused, or []."""
    thing, model_admin = draft.thing, admin_of(draft)
    if thing is None:
        return [_("It is gone.")]
    rows = _rows(model_admin, thing)
    kept = {name: getattr(draft, name) for name in _KEPT}
    kept |= {name: getattr(draft, name).isoformat() for name in _MOMENTS}
    before, says = window_of(thing), in_words(draft)
    try:
        outcome = publish_draft(draft, user)
    except PermissionDenied:
        return [_("Who scheduled it may not publish such things.")]
    if not outcome.is_published:
        return [*outcome.problems, *_conflict_words(outcome.conflicts)]
    item.before = {"window": before, "rows": rows, "draft": kept}
    thing = draft.thing
    item.after = {"window": window_of(thing), "digest": _digest(_rows(model_admin, thing)), "says": says}
    return []


def is_as_published(item):
    """Whether what was on the form of the thing is still as the release made it."""
    model_admin, thing = _admin_and_thing(item)
    return thing is not None and _digest(_rows(model_admin, thing)) == item.after.get("digest")


def put_back(item):
    """Make a thing what it was before its draft was published, and the draft what it was. Returns complaints."""
    model_admin, thing = _admin_and_thing(item)
    complaints = restore(thing, _taken(item.before["rows"]), snapshot(form_rows_of(model_admin, thing)))
    if item.before["window"] != item.after["window"]:
        set_window(thing, item.before["window"])
    thing.version += 1
    thing.save()
    if Draft.objects.of(thing) is None:
        kept = dict(item.before["draft"])
        moments = {name: parse_datetime(kept.pop(name)) for name in _MOMENTS}
        Draft.objects.create(content_type=item.content_type, object_id=item.object_id, **kept, **moments)
    return [f"{thing}: {complaint}" for complaint in complaints]


def _admin_and_thing(item):
    draft = Draft(label=item.before["draft"]["label"], object_id=item.object_id)
    return admin_of(draft), draft.thing


def _rows(model_admin, thing):
    """The rows of the thing's form as JSON can keep them."""
    return [[type_key, key, text] for (type_key, key), text in snapshot(form_rows_of(model_admin, thing)).items()]


def _taken(rows):
    return {(type_key, key): text for type_key, key, text in rows}


def _digest(rows):
    return hashlib.sha256(repr(sorted(rows)).encode()).hexdigest()
