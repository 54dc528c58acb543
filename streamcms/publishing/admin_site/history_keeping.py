"""Every save in the admin leaves a version of the thing: what it was found as, what it became, what was deleted."""

import json

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.db import transaction

from streamcms.publishing.admin_site.parts_of import (
    keep_models,
    own_part,
    own_rows,
    rows_deleted_with,
    rows_of,
    rows_of_many,
)
from streamcms.publishing.history.many import batches, last_stored, store_many
from streamcms.publishing.history.snapshots import same, snapshot, store, stored
from streamcms.publishing.models import HistoryNote
from streamcms.publishing.revision import hold_catalogue

Kind = HistoryNote.Kind
_BEFORES, _KIND = "_history_befores", "_history_kind"  # on the request


class HistoryKeeping:
    """For a ModelAdmin, whose `parts`, where it has any, must be there before this __init__."""

    keeps_history = True

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        keep_models(self)

    def remember(self, request, thing):
        """Take the thing as it is before a save, so that what came from elsewhere is not told as the editor's."""
        taken = request.__dict__.setdefault(_BEFORES, {})
        taken[(thing._meta.concrete_model, thing.pk)] = snapshot(rows_of(self, thing))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and object_id:
            thing = self.get_object(request, unquote(object_id))
            if thing is not None and self.has_change_permission(request, thing):
                self.remember(request, thing)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def log_addition(self, request, obj, message):
        entry = super().log_addition(request, obj, message)
        self._leave(request, obj, Kind.ADDITION, entry.change_message)
        return entry

    def log_change(self, request, obj, message):
        entry = super().log_change(request, obj, message)
        kind = request.__dict__.pop(_KIND, Kind.CHANGE)
        self._leave(request, obj, kind, entry.change_message)
        return entry

    def log_deletions(self, request, queryset):
        for thing in queryset:
            store(snapshot(rows_deleted_with(thing)), thing, Kind.DELETION, user=request.user)
        return super().log_deletions(request, queryset)

    def response_action(self, request, queryset):
        """Every action on a list is one transaction, deletions with their history included."""
        with transaction.atomic():
            hold_catalogue()
            return super().response_action(request, queryset)

    def log_restoration(self, request, thing, message):
        request.__dict__[_KIND] = Kind.RESTORATION
        return self.log_change(request, thing, message)

    def snapshots_of(self, things):
        """{primary key: snapshot} of things of this admin's model, a fixed number of queries for each batch."""
        taken = {}
        for some in batches(things):
            taken |= {key: snapshot(rows) for key, rows in rows_of_many(self, some).items()}
        return taken

    def log_changes(self, request, things, message, befores, *, has_parts_changed=True):
        """log_change() for many things that `befores`, their snapshots, were taken of: those that are as they were
        before leave nothing. Returns how many changed."""
        afters = self.snapshots_of(things) if has_parts_changed else self._own_rows_anew(things, befores)
        changed = [thing for thing in things if not same(befores[thing.pk], afters[thing.pk])]
        last = last_stored(changed)
        found = [thing for thing in changed if not self._is_last(thing, last.get(thing.pk), befores[thing.pk])]
        LogEntry.objects.log_actions(request.user.pk, changed, CHANGE, message)
        comment = message if isinstance(message, str) else json.dumps(message)
        store_many([(befores[thing.pk], thing, Kind.FOUND, "") for thing in found])
        store_many([(afters[thing.pk], thing, Kind.CHANGE, comment) for thing in changed], user=request.user)
        return len(changed)

    def _own_rows_anew(self, things, befores):
        """The snapshots with the things' own rows as they are now, which alone were written."""
        afters = {}
        for some in batches(things):
            for row in own_rows(some):
                afters[row.pk] = befores[row.pk] | snapshot([row])
        return afters

    def _is_last(self, thing, last, before):
        return last is not None and same(own_part(self, thing, last), before)

    def _leave(self, request, thing, kind, comment):
        before = request.__dict__.get(_BEFORES, {}).pop((thing._meta.concrete_model, thing.pk), None)
        after = snapshot(rows_of(self, thing))
        if before is not None:
            if same(before, after):
                return
            last = HistoryNote.objects.of(thing).first()
            if last is None or not same(own_part(self, thing, stored(last)), before):
                store(before, thing, Kind.FOUND)
        store(after, thing, kind, user=request.user, comment=comment)
