"""Actions on lists that publish, schedule, archive or send to review, after a page that says what viewers will see."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from streamcms.publishing.admin_site import plan_words
from streamcms.publishing.admin_site.bulk_selection import MOST_THINGS, TOKEN, Selection, list_address, read_selection
from streamcms.publishing.admin_site.publishing_plan import ARCHIVE, PUBLISH, REVIEW, SCHEDULE, plan
from streamcms.publishing.admin_site.shown_elsewhere import shown_elsewhere
from streamcms.publishing.admin_site.window_field import WindowField
from streamcms.publishing.history.many import batches
from streamcms.publishing.moments import wall
from streamcms.publishing.revision import hold_catalogue

_TITLES = {
    PUBLISH: gettext_lazy("Publish %s"),
    SCHEDULE: gettext_lazy("Schedule %s"),
    ARCHIVE: gettext_lazy("Archive %s"),
    REVIEW: gettext_lazy("Send %s to review"),
}
_MESSAGES = {PUBLISH: "Published.", SCHEDULE: "Scheduled.", ARCHIVE: "Archived.", REVIEW: "Sent to review."}


class WindowForm(forms.Form):
    opens = WindowField(label=gettext_lazy("Shown from"), required=False, help_text=gettext_lazy("Empty: at once."))
    closes = WindowField(label=gettext_lazy("Hidden from"), required=False, help_text=gettext_lazy("Empty: never."))

    def __init__(self, *args, now=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        for field in self.fields.values():
            for widget, words in zip(field.widget.widgets, (_("date"), _("time")), strict=True):
                widget.attrs["aria-label"] = f"{field.label}: {words}"

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if closes and closes <= self.now:
            self.add_error("closes", _("This moment has passed: archive what is to be hidden."))
        elif opens and closes and closes <= opens:
            self.add_error("closes", _("This is not after the moment from which it is shown."))
        elif not self.errors and not opens and not closes:
            self.add_error("opens", _("Give at least one moment: to show them at once and for good, publish them."))
        return cleaned


class BulkPublishing:
    """For the admin of a Publishable, before HistoryAdmin."""

    actions = ["publish_things", "schedule_things", "archive_things", "review_things"]

    def has_publish_permission(self, request):
        return self.has_change_permission(request) and self.may_publish(request)

    @admin.action(description=gettext_lazy("Publish…"), permissions=["publish"])
    def publish_things(self, request, queryset):
        return self._begin(request, queryset, PUBLISH)

    @admin.action(description=gettext_lazy("Schedule…"), permissions=["publish"])
    def schedule_things(self, request, queryset):
        return self._begin(request, queryset, SCHEDULE)

    @admin.action(description=gettext_lazy("Archive…"), permissions=["change"])
    def archive_things(self, request, queryset):
        return self._begin(request, queryset, ARCHIVE)

    @admin.action(description=gettext_lazy("Send to review…"), permissions=["change"])
    def review_things(self, request, queryset):
        return self._begin(request, queryset, REVIEW)

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.publishing_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_publishing"
        return [path("publishing/", view, name=name), *super().get_urls()]

    def kinds_of(self, keys):
        """[(the admin that keeps the history of these, their keys)]."""
        return [(self, keys)]

    def chosen_keys(self, request, queryset):
        """Keys of what was chosen on the list, in its order; None, and words about it, where they are too many."""
        keys = list(queryset.values_list("pk", flat=True)[: MOST_THINGS + 1])
        if len(keys) > MOST_THINGS:
            messages.error(request, _("These are more than %d: choose fewer, by a filter say.") % MOST_THINGS)
            return None
        return keys

    def _begin(self, request, queryset, what):
        keys = self.chosen_keys(request, queryset)
        if keys is None:
            return None
        selection = Selection(self.opts.label_lower, what, dict.fromkeys(keys, 0))
        form = WindowForm(now=request.viewpoint.at) if what == SCHEDULE else None
        lines = [] if form else self._plan(request, keys, what, None)[0]
        return self._publishing_page(request, selection, form, lines, back=request.get_full_path())

    def publishing_view(self, request):
        """`_preview` shows what would change, `_apply` does it where it is still what was shown."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        selection = read_selection(request.POST.get(TOKEN, ""), self.opts.label_lower)
        if selection is None or selection.what not in _TITLES:
            messages.error(request, _("Nothing was changed: choose on the list once more."))
            return HttpResponseRedirect(self._list(request))
        if selection.what in (PUBLISH, SCHEDULE) and not self.has_publish_permission(request):
            raise PermissionDenied
        form = WindowForm(request.POST, now=request.viewpoint.at) if selection.what == SCHEDULE else None
        if form and not form.is_valid():
            return self._publishing_page(request, selection, form, [])
        window = (form.cleaned_data["opens"], form.cleaned_data["closes"]) if form else None
        with transaction.atomic():
            if "_apply" in request.POST:
                hold_catalogue()
            lines, gone = self._plan(request, selection.keys, selection.what, window)
            if "_apply" not in request.POST:
                return self._publishing_page(request, selection, form, lines)
            changed = self._changed_meanwhile(selection, lines, window)
            if gone or changed:
                return self._publishing_page(request, selection, form, lines, changed=changed, gone=gone)
            self._apply(request, selection.what, [line for line in lines if not line.refusals])
        return HttpResponseRedirect(self._list(request))

    def _plan(self, request, keys, what, window):
        """([Line] in the order of the keys, how many of these are there no more)."""
        lines = {}
        for model_admin, some in self.kinds_of(keys):
            things = model_admin.things_of(request, some)
            lines |= {line.thing.pk: line for line in plan(model_admin, request, things, what, window)}
        return [lines[key] for key in keys if key in lines], len(keys) - len(lines)

    def things_of(self, request, keys):
        """Rows of this admin's list, with what their names are made of: a query for each batch."""
        things = {}
        for some in batches(keys):
            things |= {thing.pk: thing for thing in self.get_queryset(request).filter(pk__in=some).order_by()}
        return [things[key] for key in keys if key in things]

    def _changed_meanwhile(self, selection, lines, window):
        """The lines that are not what the page showed; all, where it showed those of another window."""
        if _spelled(window) != selection.values:
            return lines
        return [line for line in lines if selection.seen.get(line.thing.pk) != line.mark]

    def _apply(self, request, what, lines):
        by_key = {line.thing.pk: line for line in lines}
        count = 0
        for model_admin, keys in self.kinds_of(list(by_key)):
            things = [by_key[key].thing for key in keys]
            befores = model_admin.snapshots_of(things)
            _write(model_admin.model, [by_key[key] for key in keys])
            count += model_admin.log_changes(request, things, _MESSAGES[what], befores, has_parts_changed=False)
        text = ngettext("%(count)d changed: %(words)s", "%(count)d changed: %(words)s", count)
        said = "; ".join(plan_words.totals(lines, request.viewpoint.at)) or _("viewers see no difference.")
        messages.success(request, text % {"count": count, "words": said})

    def _list(self, request):
        return list_address(request, reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def _publishing_page(self, request, selection, form, lines, *, changed=(), gone=0, back=None):
        now = request.viewpoint.at
        window = (form.cleaned_data["opens"], form.cleaned_data["closes"]) if form and lines else None
        if lines:
            seen = {line.thing.pk: line.mark for line in lines}
            selection = Selection(selection.label, selection.what, seen, _spelled(window))
        count = len(selection.seen)
        touched = [line for line in lines if not line.refusals]
        name = self.opts.verbose_name if count == 1 else self.opts.verbose_name_plural
        context = {
            **self.admin_site.each_context(request),
            "title": _TITLES[selection.what] % f"{count} {name}",
            "opts": self.opts,
            "media": self.media + form.media if form else self.media,
            "form": form,
            "selection": selection.token(),
            "back": self._list(request) if back is None else back,
            "address": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_publishing"),
            "totals": plan_words.totals(lines, now),
            "elsewhere": shown_elsewhere(self.admin_site, request, lines),
            "groups": _drawn(self, plan_words.groups_of(lines, now), now),
            "left_out": _drawn(self, plan_words.left_out(lines), now),
            "touched": len(touched),
            "changed": changed,
            "gone": gone,
            "applies": _applies(selection.what, len(touched)),
            "zone": timezone.get_current_timezone_name(),
            "heading": capfirst(self.opts.verbose_name_plural),
        }
        return TemplateResponse(request, "admin/bulk_publishing.html", context)


def _spelled(window):
    return dict(zip(("opens", "closes"), map(wall, window), strict=True)) if window else {}


def _applies(what, count):
    return {
        PUBLISH: ngettext("Publish %d now", "Publish %d now", count),
        SCHEDULE: ngettext("Schedule %d", "Schedule %d", count),
        ARCHIVE: ngettext("Archive %d now", "Archive %d now", count),
        REVIEW: ngettext("Send %d to review", "Send %d to review", count),
    }[what] % count


def _drawn(model_admin, groups, now):
    """[(group, [(name, address of its form, what hides it, words of what lies in it)])] for the template."""
    return [(group, [_drawn_line(model_admin, line, now) for line in group.lines]) for group in groups]


def _drawn_line(model_admin, line, now):
    outer = None if line.refusals else line.outer
    name, address = plan_words.name_of(line.thing), model_admin.address(line.thing)
    return name, address, outer, plan_words.inner_words(line, now)


def _write(model, lines):
    """One statement for each batch of things that get the same."""
    groups = {}
    for line in lines:
        groups.setdefault(line.after, []).append(line.thing.pk)
    for after, keys in groups.items():
        for some in batches(keys):
            model._base_manager.filter(pk__in=some).update(
                state=after.state,
                publish_at=after.opens,
                unpublish_at=after.closes,
                version=F("version") + 1,
                updated_at=timezone.now(),
            )
