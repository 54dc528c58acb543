"""Seasons and episodes: their own forms, and the pages that list them under a show and under a season."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.credits import EpisodeCredits
from catalog.admin.videos import EpisodeVideos, VideoCaptions
from catalog.models import Episode, EpisodeTranslation, Season, SeasonTranslation, Title
from streamcms.publishing.admin_site.external_ids import ExternalIdInline
from streamcms.publishing.admin_site.office_admin import OfficeAdmin, RelatedRows
from streamcms.publishing.admin_site.office_form import OfficeForm
from streamcms.publishing.admin_site.partial_date_field import PartialDateField
from streamcms.publishing.admin_site.row_forms import RowForm
from streamcms.publishing.admin_site.rows_page import RowsPage

_AIRED = {"aired": ("aired_on", "air_precision")}


class AiredRowForm(RowForm):
    partial_dates = _AIRED

    aired = PartialDateField(label=_("Aired"), help_text="")


class ShowSeasons(RowsPage):
    name = "seasons"
    label = _("seasons")
    model = Season
    form = AiredRowForm
    fields = ["number", "name", "aired", "state"]
    owner_field = "show"
    can_delete = False
    has_own_page = True

    def rows(self, show):
        return super().rows(show).order_by("number")


class SeasonEpisodes(RowsPage):
    name = "episodes"
    label = _("episodes")
    model = Episode
    form = AiredRowForm
    fields = ["number", "name", "aired", "runtime", "state"]
    related = ["season__show"]
    owner_field = "season"
    can_delete = False
    has_own_page = True

    def rows(self, season):
        return super().rows(season).order_by("number")


class AiredForm(OfficeForm):
    partial_dates = _AIRED

    aired = PartialDateField(label=_("Aired"))


class SeasonForm(AiredForm):
    def kindred_pictures(self):
        """Posters of the show and of its other seasons."""
        show = self.instance.show_id
        return [Title.objects.filter(pk=show).values("poster"), Season.objects.filter(show=show).values("poster")]


class SeasonTranslationRows(RelatedRows):
    model = SeasonTranslation
    classes = ["collapse"]


class EpisodeTranslationRows(RelatedRows):
    model = EpisodeTranslation
    classes = ["collapse"]


@admin.register(Season)
class SeasonAdmin(OfficeAdmin):
    form = SeasonForm
    related = ["show", "poster"]
    list_display = ["picture_column", "show_name", "number", "name", "year", "badge", "window_text"]
    list_display_links = ["picture_column", "show_name"]
    list_filter = ["state"]
    search_fields = ["show__name", "show__original_name", "name"]
    search_help_text = _("Name of the show or of the season, or an external id.")
    ordering = ["show__sort_key", "show", "number"]
    autocomplete_fields = ["show"]
    rows_pages = [SeasonEpisodes]
    bulk_fields = ["publish_at", "unpublish_at"]
    inlines = [SeasonTranslationRows, ExternalIdInline]
    fieldsets = [(None, {"fields": [("show", "number"), ("name", "aired"), "synopsis", "poster"]})]

    @admin.display(description=_("show"), ordering="show__sort_key")
    def show_name(self, obj):
        return obj.show.name

    @admin.display(description=_("year"), ordering="aired_on")
    def year(self, obj):
        return obj.aired_on.year if obj.aired_on else ""


@admin.register(Episode)
class EpisodeAdmin(OfficeAdmin):
    form = AiredForm
    picture = "still"
    related = ["season__show", "still"]
    list_display = ["picture_column", "show_name", "code", "name", "year", "badge", "window_text"]
    list_display_links = ["picture_column", "name"]
    list_filter = ["state"]
    search_fields = ["name", "season__show__name", "season__show__original_name"]
    search_help_text = _("Name of the episode or of its show, or an external id.")
    ordering = ["season__show__sort_key", "season__show", "season__number", "number"]
    autocomplete_fields = ["season"]
    rows_pages = [EpisodeCredits, EpisodeVideos, VideoCaptions]
    bulk_fields = ["runtime", "publish_at", "unpublish_at"]
    inlines = [EpisodeTranslationRows, ExternalIdInline]
    fieldsets = [(None, {"fields": [("season", "number"), "name", ("aired", "runtime"), "synopsis", "still"]})]

    @admin.display(description=_("show"), ordering="season__show__sort_key")
    def show_name(self, obj):
        return obj.season.show.name

    @admin.display(description=_("number"), ordering="number")
    def code(self, obj):
        return obj.code

    @admin.display(description=_("year"), ordering="aired_on")
    def year(self, obj):
        return obj.aired_on.year if obj.aired_on else ""
