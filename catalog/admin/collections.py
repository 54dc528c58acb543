"""Collections and the order of their titles."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.models import Collection, CollectionMembership, CollectionTranslation
from streamcms.publishing.admin_site.external_ids import ExternalIdInline
from streamcms.publishing.admin_site.office_admin import OfficeAdmin, RelatedRows
from streamcms.publishing.admin_site.rows_page import RowsPage


class CollectionTitles(RowsPage):
    name = "titles"
    label = _("titles")
    model = CollectionMembership
    fields = ["title"]
    autocomplete_fields = ["title"]
    related = ["title"]
    owner_field = "collection"
    order_field = "position"
    locks = "titles"


class TranslationRows(RelatedRows):
    model = CollectionTranslation
    classes = ["collapse"]


@admin.register(Collection)
class CollectionAdmin(OfficeAdmin):
    related = ["poster", "backdrop"]
    list_display = ["picture_column", "name", "badge", "window_text"]
    list_display_links = ["picture_column", "name"]
    list_filter = ["state"]
    search_fields = ["name"]
    search_help_text = _("Name, or an id such as 10 or tmdb:collection:10.")
    ordering = ["sort_key", "slug"]
    rows_pages = [CollectionTitles]
    inlines = [TranslationRows, ExternalIdInline]
    fieldsets = [(None, {"fields": [("name", "slug"), "synopsis", ("poster", "backdrop")]})]
