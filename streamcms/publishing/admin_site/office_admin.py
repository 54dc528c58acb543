"""The admin of what editors publish: lists with picture and state, forms with window, preview and version."""

import datetime as dt

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime, RelatedFieldWidgetWrapper
from django.db.models import Case, CharField, Value, When
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.admin_site.autocompletes import KnownAutocompleteSelect, KnownChoicesForm
from streamcms.publishing.admin_site.bulk_editing import BulkEditing
from streamcms.publishing.admin_site.bulk_publishing import BulkPublishing
from streamcms.publishing.admin_site.deletion import deleted_along
from streamcms.publishing.admin_site.drafting import Drafting
from streamcms.publishing.admin_site.history_admin import HistoryAdmin
from streamcms.publishing.admin_site.locks import LockingAdmin
from streamcms.publishing.admin_site.office_form import OfficeForm, PlainForm
from streamcms.publishing.admin_site.pictures import picture_field, picture_role, prepare_uploads
from streamcms.publishing.admin_site.publishing_rights import PublishingRights
from streamcms.publishing.admin_site.scheduling import Scheduling
from streamcms.publishing.admin_site.search import search_external_ids
from streamcms.publishing.admin_site.stale_saves import StaleSaves
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.viewpoint import Viewpoint

_THUMBNAIL = {"poster": 160, "backdrop": 480, "still": 240, "portrait": 120, "logo": 240}  # width of the rendition

_MINUTE = dt.timedelta(minutes=1)  # a viewpoint's spelling drops the seconds


def thumbnail(image, css_class="thumbnail", name=""):
    """`name` is said in its place where nothing beside it says what it is of, as in a link."""
    if not image:
        return format_html(
            '<span class="{} thumbnail--none"><span class="visually-hidden">{}</span></span>', css_class, name
        )
    return format_html(
        '<img class="{}" src="{}" alt="{}" loading="lazy" data-role="{}">',
        css_class,
        image.url(_THUMBNAIL[image.role]),
        name,
        image.role,
    )


def badge(state, words):
    return format_html('<span class="badge" data-state="{}">{}</span>', state, words)


def moment(at):
    return formats.date_format(timezone.localtime(at), "j M Y, H:i")


class CatalogueAdmin(StaleSaves, HistoryAdmin, admin.ModelAdmin):
    """Every admin of ours: pictures as uploads, autocompletes that know their value, pages of many rows."""

    form = PlainForm
    empty_value_display = ""  # a column of dashes says nothing
    show_full_result_count = False
    list_per_page = 50
    view_on_site = False
    rows_pages = ()  # RowsPage classes: parts of a thing that are too many for its own form
    related = ()  # what get_queryset selects along; None stands for nothing, as no argument means everything

    def __init__(self, model, admin_site):
        self.opts, self.admin_site = model._meta, admin_site  # what pages of rows ask for
        self.parts = [page(self) for page in self.rows_pages]
        super().__init__(model, admin_site)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.related or [None])

    def get_urls(self):
        return [*(url for part in self.parts for url in part.urls()), *super().get_urls()]

    def get_search_results(self, request, queryset, search_term):
        found, may_have_duplicates = super().get_search_results(request, queryset, search_term)
        return search_external_ids(self.model, queryset, found, search_term), may_have_duplicates

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if picture_role(db_field):
            return picture_field(db_field)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False  # what others point to is not deleted from here
        if field and isinstance(field.widget, AdminSplitDateTime):
            for widget, words in zip(field.widget.widgets, (_("date"), _("time")), strict=True):
                widget.attrs["aria-label"] = f"{capfirst(db_field.verbose_name)}: {words}"
        return field

    def picture_roles(self, request):
        """Field name -> role, of each upload that the form takes."""
        return {field.name: picture_role(field) for field in self.opts.fields}

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.FILES:
            prepare_uploads(request.FILES, self.picture_roles(request))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        for sentence in getattr(form, "picture_warnings", tuple)():
            messages.warning(request, sentence)

    def get_deleted_objects(self, objs, request):
        return deleted_along(self.admin_site, request, objs)

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if request.FILES and hasattr(form := context["adminform"].form, "keep_pictures"):
            form.keep_pictures()
        if change and obj:
            # A refused form has put on the object what was typed: what is said of it comes from the row.
            stored = obj if request.method == "GET" else self.get_object(request, str(obj.pk))
            parts = self.part_links(request, stored)
            context |= {"title": str(stored), "parts": parts, **self.look_links(request, stored)}
            context["save_buttons"] = self.save_buttons(request, stored)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_buttons(self, request, obj):
        """[SaveButton] of the bar under the form of a stored thing, before Django's own."""
        return []

    def part_links(self, request, obj, here=None):
        """[(address, label, count, whether this is the page)] of the form and of each page of rows."""
        if not self.parts:
            return []
        form = (self.address(obj), _("Details"), None, here is None)
        return [form, *(part.link(obj, here) for part in self.parts if part.may_view(request))]

    def address(self, obj):
        return self.address_of(obj.pk)

    def address_of(self, key):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[key])

    def look_links(self, request, obj):
        """Where the thing is seen: with drafts, from its publishing moment while that lies ahead, and in public."""
        if not isinstance(obj, Publishable) or not hasattr(obj, "get_absolute_url"):
            return {}
        now, address = request.viewpoint, obj.get_absolute_url()
        at = obj.publish_at + _MINUTE if obj.publish_at and obj.publish_at > now.at else None
        looks = []
        if obj.is_visible(Viewpoint(at or now.at, drafts=True)):
            words = _("View as it will be on %s") % moment(at) if at else _("View as it is now")
            looks.append((f"/admin/preview/{Viewpoint.spell(at, drafts=True)}{address}", words))
        if obj.is_visible(now):
            looks.append((address, _("On the site")))
        return {"looks": looks}


class PublishableAdmin(BulkPublishing, BulkEditing, Scheduling, PublishingRights, Drafting, CatalogueAdmin):
    """The admin of a Publishable."""

    actions = [*BulkPublishing.actions, "edit_things"]

    def get_queryset(self, request):
        at = request.viewpoint.at
        window = Case(
            When(publish_at__gt=at, then=Value("before")),
            When(unpublish_at__lte=at, then=Value("after")),
            default=Value("within"),
            output_field=CharField(),
        )
        return super().get_queryset(request).annotate(window=window)

    def get_fieldsets(self, request, obj=None):
        section = (_("Publishing"), {"fields": [("state", "publish_at", "unpublish_at")]})
        return [*super().get_fieldsets(request, obj), section]

    def save_model(self, request, obj, form, change):
        if change:
            obj.version += 1
        super().save_model(request, obj, form, change)

    @admin.display(description=_("state"), ordering="state")
    def badge(self, obj):
        state, words = obj.state, obj.get_state_display()
        if state == Publishable.State.PUBLISHED and obj.window != "within":
            state, words = ("scheduled", _("scheduled")) if obj.window == "before" else ("expired", _("expired"))
        changes = badge("changes", _("has a draft")) if obj.has_draft else ""
        return format_html("{} {}", badge(state, words), changes)

    @admin.display(description=_("window"), ordering="publish_at")
    def window_text(self, obj):
        parts = []
        if obj.publish_at:
            parts.append(_("from %s") % moment(obj.publish_at))
        if obj.unpublish_at:
            parts.append(_("until %s") % moment(obj.unpublish_at))
        return ", ".join(parts)


class OfficeAdmin(LockingAdmin, PublishableAdmin):
    """The admin of what is Publishable and Sourced."""

    form = OfficeForm
    picture = "poster"

    @admin.display(description=_("picture"))
    def picture_column(self, obj):
        return thumbnail(getattr(obj, self.picture), name=str(obj))


class RelatedRows(admin.TabularInline):
    """Rows of a thing on its own form: few enough, one empty row to add."""

    template = "admin/edit_inline/related_rows.html"
    extra = 1
    related = ()

    form = KnownChoicesForm

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.related or [None])

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", KnownAutocompleteSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
