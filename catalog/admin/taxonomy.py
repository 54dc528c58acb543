"""Genres, tags, companies, countries, languages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

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


class GenreTranslationRows(RelatedRows):
    model = GenreTranslation


@admin.register(Genre)
class GenreAdmin(TermAdmin):
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
class CodeAdmin(CatalogueAdmin):
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    ordering = ["name", "code"]
    fields = [("name", "code")]
