"""Slides and rows of the homepage in the admin: in their order, switched on and off, with what each shows now."""

import datetime as dt
import json

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from streamcms.publishing.admin_site.office_admin import PublishableAdmin, RelatedRows, moment
from streamcms.publishing.admin_site.ordered_admin import OrderedAdmin
from streamcms.publishing.admin_site.rows_page import RowsPage
from streamcms.publishing.viewpoint import Viewpoint
from theming.admin.calendar import calendar_view
from theming.admin.homepage_forms import HomepageRowForm, SlideForm
from theming.admin.release_checks import RowChecks, SlideChecks
from theming.admin.shown_now import RowList, SlideList, shown_cell
from theming.models import HomepageRow, HomepageRowTranslation, RowTitle, Slide, SlideTranslation

_MINUTE = dt.timedelta(minutes=1)  # a viewpoint's spelling drops the seconds
_ON, _OFF = "on", "off"


class ProgrammeAdmin(OrderedAdmin, PublishableAdmin):
    """What slides and rows have in common."""

    change_list_template = "admin/programme_list.html"
    change_form_template = "admin/programme_form.html"
    list_display = ["order_buttons", "switch", "named", "shown_now", "shown_when"]
    list_display_links = ["named"]
    list_filter = ["state"]
    ordering = ["position", "key"]

    @admin.display(description=gettext_lazy("shown as"))
    def named(self, obj):
        return format_html(
            '<span class="programme-name">{}</span> <span class="programme-kind">{}</span>', obj, obj.get_kind_display()
        )

    @admin.display(description=gettext_lazy("when"))
    def shown_when(self, obj):
        return format_html('{} <span class="programme-window">{}</span>', self.badge(obj), self.window_text(obj))

    @admin.display(description=gettext_lazy("shown now"))
    def shown_now(self, obj):
        return shown_cell(obj.shown_now)

    @admin.display(description=gettext_lazy("on"))
    def switch(self, obj):
        address = reverse(f"admin:{self._url_name('switch')}", args=[obj.pk])
        return format_html(
            '<button class="switch" role="switch" aria-checked="{}" aria-label="{}" formaction="{}" name="switch"'
            ' value="{}"></button>',
            "true" if obj.is_on else "false",
            obj,
            address,
            _OFF if obj.is_on else _ON,
        )

    def get_list_display(self, request):
        columns = super().get_list_display(request)
        return columns if self.may_publish(request) else [name for name in columns if name != "switch"]

    def get_urls(self):
        switch = self.admin_site.admin_view(require_POST(self.switch_view))
        return [path("<int:pk>/switch/", switch, name=self._url_name("switch")), *super().get_urls()]

    def switch_view(self, request, pk):
        """On: published, once it could be saved as it is. Off: archived."""
        obj = self.get_object(request, str(pk))
        if obj is None or request.POST.get("switch") not in (_ON, _OFF):
            raise Http404
        if not (self.has_change_permission(request, obj) and self.may_publish(request)):
            raise PermissionDenied
        is_on = request.POST["switch"] == _ON
        if is_on != obj.is_on:
            self._switch(request, obj, is_on)
        return redirect(self.list_address(request))

    def _switch(self, request, obj, is_on):
        obj.state = obj.State.PUBLISHED if is_on else obj.State.ARCHIVED
        try:
            if is_on:
                obj.full_clean()
        except ValidationError as error:
            messages.error(request, _("“%(name)s” stays off. %(why)s") % {"name": obj, "why": " ".join(error.messages)})
            return
        obj.version += 1
        obj.save()
        self.log_change(request, obj, "Switched on." if is_on else "Switched off.")

    def preview_path(self, thing):
        return reverse("home")

    def look_links(self, request, obj):
        """The homepage when the thing is on: now, or as its window opens. What is off is nowhere to be seen."""
        now = request.viewpoint.at
        at = obj.publish_at + _MINUTE if obj.publish_at and obj.publish_at > now else None
        drafts = not obj.is_on
        if not obj.is_visible(Viewpoint(at or now, drafts=drafts)):
            return {"looks": []}
        words = _("The homepage on %s") % moment(at) if at else _("The homepage with it")
        return {"looks": [(f"/admin/preview/{Viewpoint.spell(at, drafts=drafts)}/", words)]}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["fields_of_kinds"] = json.dumps(self.form.FIELDS_OF_KINDS)
        return super().render_change_form(request, context, add, change, form_url, obj)


class SlideTexts(RelatedRows):
    model = SlideTranslation
    classes = ["collapse"]


@admin.register(Slide)
class SlideAdmin(SlideChecks, ProgrammeAdmin):
    form = SlideForm
    related = ["title__backdrop", "picture"]
    search_fields = ["headline", "title__name"]
    autocomplete_fields = ["title"]
    inlines = [SlideTexts]
    fieldsets = [
        (None, {"fields": ["kind", "title", ("count", "title_kind")]}),
        (gettext_lazy("Its own picture and words"), {"fields": ["picture", "headline", "text"]}),
    ]

    def get_changelist(self, request, **kwargs):
        return SlideList


class RowTexts(RelatedRows):
    model = HomepageRowTranslation
    classes = ["collapse"]


class RowTitles(RowsPage):
    name = "titles"
    label = gettext_lazy("titles")
    model = RowTitle
    fields = ["title"]
    autocomplete_fields = ["title"]
    related = ["title"]
    owner_field = "row"
    order_field = "position"


@admin.register(HomepageRow)
class HomepageRowAdmin(RowChecks, ProgrammeAdmin):
    form = HomepageRowForm
    related = HomepageRow.SOURCES
    search_fields = ["heading", "genre__name", "tag__name", "collection__name", "person__name"]
    autocomplete_fields = HomepageRow.SOURCES
    inlines = [RowTexts]
    rows_pages = [RowTitles]
    fieldsets = [
        (None, {"fields": ["kind", *HomepageRow.SOURCES, "heading"]}),
        (gettext_lazy("How many, and how"), {"fields": [("count", "card_size"), ("order", "title_kind")]}),
    ]

    def get_changelist(self, request, **kwargs):
        return RowList

    def get_urls(self):
        calendar = self.admin_site.admin_view(calendar_view)
        return [path("calendar/", calendar, name="homepage_calendar"), *super().get_urls()]

    def part_links(self, request, obj, here=None):
        """Only a row that is chosen by hand has titles of its own."""
        return super().part_links(request, obj, here) if obj.kind == obj.Kind.TITLES else []

    def response_add(self, request, obj, post_url_continue=None):
        """A row that is chosen by hand shows nothing yet: on to its titles."""
        if obj.kind == obj.Kind.TITLES and "_addanother" not in request.POST and "_popup" not in request.POST:
            return redirect(reverse(f"admin:{self.parts[0].url_name}", args=[obj.pk]))
        return super().response_add(request, obj, post_url_continue)
