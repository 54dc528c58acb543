"""Every save in the admin leaves a version of the thing: what it was found as, what it became, what was deleted."""

from django.contrib.admin.utils import unquote
from django.db import transaction

from streamcms.publishing.admin_site.parts_of import keep_models, own_part, rows_deleted_with, rows_of
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
