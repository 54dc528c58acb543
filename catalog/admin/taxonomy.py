"""Genres, tags, companies, countries, languages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.derived import refresh_library_index_on_commit
from catalog.models import Company, Country, Genre, GenreTranslation, Language, Tag
from streamcms.publishing.admin_site.external_ids import ExternalIdInline
from streamcms.publishing.admin_site.office_admin import CatalogueAdmin, RelatedRows


class TermAdmin(CatalogueAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    search_help_text = _("Name, or an id of another database.")
    ordering = ["name", "slug"]
    fields = [("name", "slug")]
    inlines = [ExternalIdInline]


class InEveryIndex:
    """What the library's index is written with: when it changes, the index is made anew."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        refresh_library_index_on_commit()


class GenreTranslationRows(RelatedRows):
    model = GenreTranslation


@admin.register(Genre)
class GenreAdmin(InEveryIndex, TermAdmin):
    inlines = [GenreTranslationRows, ExternalIdInline]


@admin.register(Tag)
class TagAdmin(TermAdmin):
    pass


@admin.register(Company)
class CompanyAdmin(TermAdmin):
    list_display = ["name", "country", "slug"]
    related = ["country"]
    fields = [("name", "slug"), "country"]
    autocomplete_fields = ["country"]


@admin.register(Country, Language)
class CodeAdmin(InEveryIndex, CatalogueAdmin):
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    ordering = ["name", "code"]
    fields = [("name", "code")]
