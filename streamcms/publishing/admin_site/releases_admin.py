"""Releases in the admin: what is in one, what is wrong with it, and what can be done with it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from streamcms.publishing.admin_site.badges import state_badge
from streamcms.publishing.admin_site.office_admin import badge, moment, thumbnail
from streamcms.publishing.admin_site.release_acts import ReleaseActs
from streamcms.publishing.admin_site.release_adding import add_things_view
from streamcms.publishing.admin_site.stale_saves import StaleSaves
from streamcms.publishing.models import Release
from streamcms.publishing.releases.applying import edited_since
from streamcms.publishing.releases.changes import drafts_of
from streamcms.publishing.releases.checks import Problem, problems_of
from streamcms.publishing.releases.things import in_words, with_things
from streamcms.publishing.revision import hold_catalogue

_State = Release.State
_BADGES = {
    _State.OPEN: "draft",
    _State.SCHEDULED: "scheduled",
    _State.APPLIED: "published",
    _State.ROLLED_BACK: "archived",
}


class ReleaseForm(forms.ModelForm):
    def clean_moment(self):
        """Whole minutes, as a preview's address has them."""
        at = self.cleaned_data["moment"]
        return at and at.replace(second=0, microsecond=0)


class ReleaseAdmin(ReleaseActs, StaleSaves, admin.ModelAdmin):
    form = ReleaseForm
    list_display = ["name", "badge", "moment_column", "things", "created_by"]
    empty_value_display = ""
    list_filter = ["state"]
    list_select_related = ["created_by"]
    search_fields = ["name", "note"]
    fields = ["name", "moment", "note"]
    show_full_result_count = False
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(count=Count("items"))

    @admin.display(description=_("state"), ordering="state")
    def badge(self, obj):
        return badge(_BADGES[obj.state], obj.get_state_display())

    @admin.display(description=_("moment"), ordering="moment")
    def moment_column(self, obj):
        return obj.moment and moment(obj.moment)

    @admin.display(description=_("things"), ordering="count")
    def things(self, obj):
        return obj.count

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "note":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "moment":
            for widget, words in zip(field.widget.widgets, (_("Moment: date"), _("Moment: time")), strict=True):
                widget.attrs["aria-label"] = words
        return field

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None or obj.is_open else ["moment"]

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or obj.state in (_State.OPEN, _State.ROLLED_BACK))

    def get_deleted_objects(self, objs, request):
        things, counts, lacking, protected = super().get_deleted_objects(objs, request)
        held = [
            _("%(name)s is %(state)s") % {"name": one, "state": one.get_state_display()}
            for one in objs
            if one.state in (_State.SCHEDULED, _State.APPLIED)
        ]
        return things, counts, lacking, [*protected, *held]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("add-things/", wrap(add_things_view), name="publishing_release_add_things"),
            path("<int:pk>/remove/", wrap(require_POST(self.remove_view)), name="publishing_release_remove"),
            *super().get_urls(),
        ]

    @transaction.atomic
    def remove_view(self, request, pk):
        """Take an item out of a release that is open."""
        hold_catalogue()
        release = self.get_object(request, str(pk))
        if not self.has_change_permission(request, release):
            raise PermissionDenied
        key = request.POST.get("item", "")
        item = release.items.filter(pk=key).first() if release and key.isdecimal() and len(key) < 19 else None
        if release is None:
            raise Http404
        if item and release.is_open:
            item.delete()
            self.log_change(request, release, f"Took out “{item}”.")
            messages.success(request, _("“%s” is not in this release any more.") % item)
        elif item:
            messages.error(request, _("Only a release that is open can be changed."))
        return HttpResponseRedirect(reverse("admin:publishing_release_change", args=[pk]))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj:
            release = self.get_object(request, str(obj.pk)) if request.method == "POST" else obj
            context |= {"title": str(release), "release": release, **self._contents(request, release)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _contents(self, request, release):
        at = request.viewpoint.at
        is_ahead = release.is_open or release.is_scheduled
        problems = problems_of(release, release.moment or at) if is_ahead else _edited(release)
        items = with_things(release.items.all())
        drafts = drafts_of(items) if is_ahead else {}
        return {
            "lines": [_line(item, release, drafts.get(item.pk), problems, at) for item in items],
            "problems": [problem for problem in problems if problem.item is None],
            "blocking": sum(problem.blocks for problem in problems),
            "warnings": sum(not problem.blocks for problem in problems),
            "release_badge": self.badge(release),
            "acts": self.acts(request, release, may_go=not any(problem.blocks for problem in problems)),
            "may_change_items": release.is_open and self.has_change_permission(request, release),
            "has_passed": release.is_open and release.moment and release.moment <= at,
        }


def _edited(release):
    items = edited_since(release) if release.is_applied else ()
    return [Problem(_("It was edited since."), False, item) for item in items]


def _line(item, release, draft, problems, at):
    thing = item.thing
    return {
        "item": item,
        "thing": thing,
        "kind": item.content_type.model_class()._meta.verbose_name if thing is None else _kind(thing),
        "address": thing and reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk]),
        "picture": _picture(thing),
        "badge": state_badge(thing, at) if thing else "",
        "words": in_words(item, release, draft),
        "problems": [problem for problem in problems if problem.item == item],
    }


def _kind(thing):
    return thing._meta.verbose_name if not hasattr(thing, "is_show") else thing.get_kind_display()


def _picture(thing):
    model_admin = admin.site._registry.get(type(thing))
    name = getattr(model_admin, "picture", "")
    is_loaded = name and f"{name}" in (getattr(model_admin, "related", ()) or ())
    return thumbnail(getattr(thing, name)) if is_loaded else ""
