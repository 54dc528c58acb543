"""The action that edits chosen fields of many things, after a page that shows each thing before and after."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from streamcms.publishing.admin_site.bulk_fields import CLEAR, MODES, default_bulk_field
from streamcms.publishing.admin_site.bulk_selection import TOKEN, Selection, mark_of, read_selection
from streamcms.publishing.admin_site.editing_plan import plan_edit, write_edit
from streamcms.publishing.admin_site.plan_words import name_of
from streamcms.publishing.moments import spoken
from streamcms.publishing.revision import hold_catalogue

_EDIT = "edit"
_MODE = "do_"


class BulkEditing:
    """For the admin of a Publishable. `bulk_fields`: names of fields, or classes of BulkField; none: no such action."""

    bulk_fields = ()

    def fields_in_bulk(self, request):
        fields = [default_bulk_field(self, each) for each in self.bulk_fields]
        return [each for each in fields if not each.needs_publish or self.may_publish(request)]

    @admin.action(description=gettext_lazy("Edit fields…"), permissions=["change"])
    def edit_things(self, request, queryset):
        keys = self.chosen_keys(request, queryset)
        if keys is None:
            return None
        selection = Selection(self.opts.label_lower, _EDIT, dict.fromkeys(keys, 0))
        form = edit_form(self.fields_in_bulk(request), request)()
        return self._editing_page(request, selection, form, [], back=request.get_full_path())

    def get_actions(self, request):
        actions = super().get_actions(request)
        if not self.bulk_fields:
            actions.pop("edit_things", None)
        return actions

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.editing_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_editing"
        return [*([path("editing/", view, name=name)] if self.bulk_fields else []), *super().get_urls()]

    def refusals_of_edit(self, request, line):
        """Why an editor may not make these changes to a thing."""
        if not self.has_change_permission(request, line.thing):
            return [_("you may not change it")]
        if self.has_draft_only(request, line.thing):
            return [_("it is live: save a draft of it on its form")]
        return []

    def editing_view(self, request):
        """`_preview` shows what would change, `_apply` does it where it is still what was shown."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        selection = read_selection(request.POST.get(TOKEN, ""), self.opts.label_lower)
        if selection is None or selection.what != _EDIT:
            messages.error(request, _("Nothing was changed: choose on the list once more."))
            return HttpResponseRedirect(self._list(request))
        form = edit_form(self.fields_in_bulk(request), request)(request.POST)
        if not form.is_valid():
            return self._editing_page(request, selection, form, [])
        with transaction.atomic():
            if "_apply" in request.POST:
                hold_catalogue()
            lines, gone = self._plan_edit(request, selection.keys, form)
            if "_apply" not in request.POST:
                return self._editing_page(request, selection, form, lines)
            changed = self._edited_meanwhile(selection, lines, form)
            if gone or changed:
                return self._editing_page(request, selection, form, lines, changed=changed, gone=gone)
            self._apply_edit(request, [line for line in lines if line.changes and not line.refusals])
        return HttpResponseRedirect(self._list(request))

    def _plan_edit(self, request, keys, form):
        lines = {}
        for model_admin, some in self.kinds_of(keys):
            fields = {each.name: each for each in (default_bulk_field(model_admin, f) for f in self.bulk_fields)}
            orders = [(fields[name], mode, value) for name, mode, value in form.orders]
            things = model_admin.things_of(request, some)
            lines |= {line.thing.pk: line for line in plan_edit(model_admin, request, things, orders)}
        return [lines[key] for key in keys if key in lines], len(keys) - len(lines)

    def _edited_meanwhile(self, selection, lines, form):
        if selection.values != form.spelled():
            return lines
        return [line for line in lines if selection.seen.get(line.thing.pk) != line.mark]

    def _apply_edit(self, request, lines):
        by_key, count = {line.thing.pk: line for line in lines}, 0
        for model_admin, keys in self.kinds_of(list(by_key)):
            some = [by_key[key] for key in keys]
            befores = model_admin.snapshots_of([line.thing for line in some])
            write_edit(model_admin, some)
            for names, things in _by_changed_fields(some):
                message = [{"changed": {"fields": names}}]
                count += model_admin.log_changes(request, things, message, befores)
        done = ngettext("%d was changed.", "%d were changed.", count) % count
        messages.success(request, done)

    def _editing_page(self, request, selection, form, lines, *, changed=(), gone=0, back=None):
        if lines:
            seen = {line.thing.pk: line.mark for line in lines}
            selection = Selection(selection.label, selection.what, seen, form.spelled())
        count = len(selection.seen)
        changing = [line for line in lines if line.changes and not line.refusals]
        name = self.opts.verbose_name if count == 1 else self.opts.verbose_name_plural
        context = {
            **self.admin_site.each_context(request),
            "title": _("Edit fields of %s") % f"{count} {name}",
            "opts": self.opts,
            "media": self.media + form.media,
            "form": form,
            "selection": selection.token(),
            "back": self._list(request) if back is None else back,
            "address": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_editing"),
            "is_previewed": bool(lines),
            "lines": _drawn(self, changing, request.viewpoint.at),
            "refused": [
                (name_of(line.thing), self.address(line.thing), line.refusals) for line in lines if line.refusals
            ],
            "unchanged": sum(not line.changes for line in lines),
            "changed": changed,
            "gone": gone,
            "applies": ngettext("Change %d", "Change %d", len(changing)) % len(changing),
        }
        return TemplateResponse(request, "admin/bulk_editing.html", context)


def edit_form(fields, request):
    """The class of the form: for each BulkField what to do and the value to do it with."""
    content = {}
    for each in fields:
        choices = [("", _("leave as it is")), *((mode, MODES[mode]) for mode in each.modes)]
        content[_MODE + each.name] = forms.ChoiceField(choices=choices, required=False, label=each.label)
        content |= each.form_fields(request)
    return type("EditForm", (_EditForm,), content | {"bulk_fields": fields})


class _EditForm(forms.Form):
    bulk_fields = ()

    def clean(self):
        cleaned = super().clean()
        self.orders = []  # [(name of a BulkField, mode, plain value)]
        for each in self.bulk_fields:
            mode, value = cleaned.get(_MODE + each.name), each.value_of(cleaned)
            if any(name in self.errors for name in each.names):
                continue
            if mode and mode != CLEAR and value is None:
                self.add_error(each.names[0], _("Give the value."))
            elif not mode and value is not None:
                self.add_error(_MODE + each.name, _("Say what to do with this value."))
            elif mode:
                self.orders.append((each.name, mode, value))
        if not self.errors and not self.orders:
            self.add_error(None, _("Nothing is to be changed yet: say what to do with a field."))
        return cleaned

    def spelled(self):
        """What was ordered, as a mark: a preview of other orders is no preview of these."""
        return {"orders": mark_of(self.orders)}

    def rows(self):
        """[(mode's bound field, [bound fields of the value])] for the template."""
        return [(self[_MODE + each.name], [self[name] for name in each.names]) for each in self.bulk_fields]


def _by_changed_fields(lines):
    """[(names of fields, things that changed in these)]."""
    groups = {}
    for line in lines:
        names = tuple(each.name.replace("_", " ") for each, _before, _after in line.changes)
        groups.setdefault(names, []).append(line.thing)
    return [(list(names), things) for names, things in groups.items()]


def _drawn(model_admin, lines, now):
    """[(name, address, [(label, words before, words after)])]: a query for each field."""
    values = {}
    for line in lines:
        for each, before, after in line.changes:
            values.setdefault(each, set()).update((before, after))
    words = {each: each.words(some) for each, some in values.items()}
    return [
        (
            name_of(line.thing),
            model_admin.address(line.thing),
            [
                (each.label, *(_said(words[each][value], now) for value in (before, after)))
                for each, before, after in line.changes
            ],
        )
        for line in lines
    ]


def _said(words, now):
    return spoken(words, now) if hasattr(words, "tzinfo") else words
