"""History in the admin: versions are listed, two compared side by side, one restored; deleted things recovered."""

import datetime as dt

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from streamcms.publishing.admin_site.history_keeping import HistoryKeeping, Kind
from streamcms.publishing.admin_site.parts_of import locked_parts, own_part, rows_of
from streamcms.publishing.history.differences import differences
from streamcms.publishing.history.restoring import recover, restore
from streamcms.publishing.history.snapshots import snapshot, stored
from streamcms.publishing.models import HistoryNote
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.revision import hold_catalogue
from streamcms.publishing.sourced import Sourced

_ENTRIES_A_PAGE = 50
_A_SAVE = dt.timedelta(seconds=10)  # at most so long before its revision a save is logged
_NOW = "now"


class HistoryAdmin(HistoryKeeping):
    """For a ModelAdmin."""

    def get_urls(self):
        opts, wrap = self.opts, self.admin_site.admin_view
        routes = (
            ("<path:object_id>/history/compare/", self.compare_view, "compare"),
            ("<path:object_id>/history/<int:note>/restore/", require_POST(self.restore_view), "restore"),
            ("deleted/", self.deleted_view, "deleted"),
            ("deleted/<int:note>/recover/", require_POST(self.recover_view), "recover"),
        )
        names = f"{opts.app_label}_{opts.model_name}"
        return [
            *(path(route, wrap(view), name=f"{names}_{name}") for route, view, name in routes),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        thing = self._thing(request, object_id)
        notes = HistoryNote.objects.of(thing)
        page = Paginator(notes, _ENTRIES_A_PAGE).get_page(request.GET.get("p"))
        context = {
            "title": _("History of %s") % thing,
            "page": page,
            "notes": list(page.object_list),
            "older": self._entries_without_revision(thing, notes) if not page.has_next() else [],
            "now": _NOW,
            **(extra_context or {}),
        }
        return self._history_page(request, "admin/history.html", thing, context)

    def _entries_without_revision(self, thing, notes):
        """LogEntries from before the first revision that is kept."""
        types = [ContentType.objects.get_for_model(each, for_concrete_model=False) for each in self._kinds()]
        entries = LogEntry.objects.filter(content_type__in=types, object_id=str(thing.pk)).select_related("user")
        first = notes.exclude(kind=Kind.FOUND).last()
        if first:
            entries = entries.filter(action_time__lt=first.revision.date_created - _A_SAVE)
        return entries.order_by("-action_time")[:_ENTRIES_A_PAGE]

    def _kinds(self):
        concrete = self.model._meta.concrete_model
        return [model for model in self.admin_site._registry if model._meta.concrete_model is concrete] or [self.model]

    def compare_view(self, request, object_id):
        thing = self._thing(request, object_id)
        sides = [self._side(request, thing, name) for name in ("from", "to")]
        sides.sort(key=lambda side: (side[0] is None, side[0].pk if side[0] else 0))
        (older, before), (newer, after) = sides
        own, parts = differences(thing, before, after)
        context = {
            "title": _("Two versions of %s") % thing,
            "older": older,
            "newer": newer,
            "changes": own,
            "part_changes": parts,
            "may_restore": older and self.may_restore(request, thing),
        }
        return self._history_page(request, "admin/history_compare.html", thing, context)

    def may_restore(self, request, thing):
        return self.has_change_permission(request, thing)

    def _side(self, request, thing, name):
        """(note, snapshot) of one side; note None: the thing as it is now."""
        value = request.GET.get(name, _NOW)
        if value == _NOW:
            return None, snapshot(rows_of(self, thing))
        note = HistoryNote.objects.of(thing).filter(pk=value).first() if value.isascii() and value.isdigit() else None
        if note is None:
            raise Http404
        return note, own_part(self, thing, stored(note))

    def restore_view(self, request, object_id, note):
        with transaction.atomic():
            hold_catalogue()
            thing = self._thing(request, object_id)
            if not self.may_restore(request, thing):
                raise PermissionDenied
            note = HistoryNote.objects.of(thing).filter(pk=note).first()
            if note is None:
                raise Http404
            wanted, held = own_part(self, thing, stored(note)), snapshot(rows_of(self, thing))
            self._check_parts(request, wanted, held)
            self.remember(request, thing)
            try:
                with transaction.atomic():
                    complaints = restore(thing, wanted, held)
                    self._mark(thing, wanted, held)
                    when = date_format(localtime(note.revision.date_created), "DATETIME_FORMAT")
                    self.log_restoration(request, thing, f"Restored as it was on {when}.")
            except ValidationError as error:
                messages.error(request, _("It cannot be restored: %s") % " ".join(error.messages))
            else:
                self._say(request, _("Restored. Whether and when it is shown stays as it was."), complaints)
        return HttpResponseRedirect(self._address("history", object_id))

    def _check_parts(self, request, wanted, held):
        """Who restores parts must be allowed to write them."""
        changed = {key[0] for key in {*wanted, *held} if wanted.get(key) != held.get(key)}
        for type_key in changed - {ContentType.objects.get_for_model(self.model).pk}:
            model = ContentType.objects.get_for_id(type_key).model_class()
            model = model and (model._meta.auto_created or model)  # links are written by who writes what has them
            if model and not request.user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
                raise PermissionDenied

    def _mark(self, thing, wanted, held):
        """Count the version, and lock the parts that were put back as an edit of them would."""
        columns = []
        if isinstance(thing, Sourced):
            changed = {key[0] for key in {*wanted, *held} if wanted.get(key) != held.get(key)}
            thing.lock(locked_parts(self, changed))
            columns.append("provenance")
        if isinstance(thing, Publishable):
            thing.version += 1
            columns += ["version", "updated_at"]
        if columns:
            thing.save(update_fields=columns)

    def deleted_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = Paginator(self._deleted(), _ENTRIES_A_PAGE).get_page(request.GET.get("p"))
        context = {
            "title": _("Recently deleted: %s") % capfirst(self.opts.verbose_name_plural),
            "page": page,
            "notes": page.object_list,
            "may_recover": self.has_add_permission(request),
        }
        return self._history_page(request, "admin/history_deleted.html", None, context)

    def _deleted(self):
        """The notes of deletions after which the thing is not there: the last of each."""
        there = self.model._base_manager.values("pk")
        notes = HistoryNote.objects.filter(kind=Kind.DELETION, label=self.opts.label_lower).exclude(object_id__in=there)
        return notes.select_related("revision__user").order_by("-pk")

    def recover_view(self, request, note):
        if not self.has_add_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            hold_catalogue()
            note = self._deleted().filter(pk=note).first()
            if note is None:
                raise Http404
            wanted = stored(note)
            self._check_parts(request, wanted, {})
            complaints = recover(wanted, self.may_publish(request) if hasattr(self, "may_publish") else True)
            thing = self.model._base_manager.filter(pk=note.object_id).first()
            if thing is None:
                transaction.set_rollback(True)
            else:
                self.log_restoration(request, thing, "Recovered after it was deleted.")
        if thing is None:
            messages.error(request, _("It cannot be recovered: %s") % " ".join(complaints))
            return HttpResponseRedirect(self._address("deleted"))
        self._say(request, _("“%s” is there again.") % thing, complaints)
        return HttpResponseRedirect(self._address("change", thing.pk))

    def _say(self, request, text, complaints):
        messages.success(request, text)
        if complaints:
            shown = list(dict.fromkeys(complaints))
            more = _(" … and %d more") % (len(shown) - 10) if len(shown) > 10 else ""
            messages.warning(request, _("Not everything could be put back. %s") % "; ".join(shown[:10]) + more)

    def _thing(self, request, object_id):
        thing = self.get_object(request, unquote(object_id))
        if thing is None:
            raise Http404
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        return thing

    def _address(self, page, *args):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def _history_page(self, request, template, thing, context):
        common = {**self.admin_site.each_context(request), "opts": self.opts, "thing": thing}
        return TemplateResponse(request, template, common | context)
