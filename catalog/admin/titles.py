"""Titles: movies and shows on forms of their own, and a list of both."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from catalog.admin.bulk_title_fields import BulkCertifications, BulkCollections
from catalog.admin.completeness import ShowsCompleteness
from catalog.admin.credits import MovieCredits, TitleCredits
from catalog.admin.health_publishing import ChecksHealth
from catalog.admin.names import AlternativeNames, Translations
from catalog.admin.seasons import ShowSeasons
from catalog.admin.similar_choices import RefreshesSimilarTitles, SimilarChoices
from catalog.admin.videos import MovieVideos, ShowVideos, VideoCaptions
from catalog.models import Certification, CollectionMembership, Department, Movie, Show, Title
from streamcms.publishing.admin_site.external_ids import ExternalIdInline
from streamcms.publishing.admin_site.office_admin import OfficeAdmin, RelatedRows
from streamcms.publishing.admin_site.office_form import OfficeForm
from streamcms.publishing.admin_site.partial_date_field import PartialDateField


class TitleForm(OfficeForm):
    partial_dates = {"released": ("released_on", "release_precision")}

    released = PartialDateField(label=_("Release date"))

    def slug_distinctions(self):
        released = self.cleaned_data.get("released")
        return [released.year if released else ""]

    def kindred_pictures(self):
        return [self.instance.seasons.values("poster")]


class CertificationRows(RelatedRows):
    model = Certification


class CollectionRows(RelatedRows):
    model = CollectionMembership
    verbose_name = _("collection")
    verbose_name_plural = _("collections")
    fields = ["collection", "position"]
    autocomplete_fields = ["collection"]
    related = ["collection", "title"]


class TitleKindAdmin(ChecksHealth, ShowsCompleteness, RefreshesSimilarTitles, OfficeAdmin):
    """What the admins of both kinds, and the list of both, have in common."""

    form = TitleForm
    related = ["poster", "backdrop", "logo", "original_language"]
    list_display = ["picture_column", "name", "original_name", "year", "kind", "badge", "completeness", "window_text"]
    list_display_links = ["picture_column", "name"]
    list_filter = ["state", "genres", ("poster", admin.EmptyFieldListFilter)]
    search_fields = ["name", "original_name"]
    search_help_text = _("Name, original name, or an id such as tt0137523, 550, tmdb:movie:550.")
    ordering = ["sort_key", "slug"]
    autocomplete_fields = ["original_language", "countries", "genres", "tags", "companies"]
    inlines = [CertificationRows, CollectionRows, ExternalIdInline]
    readonly_fields = ["credits_summary"]
    bulk_fields = [
        *("genres", "tags", BulkCollections, "companies", "countries", "original_language"),
        *(BulkCertifications, "runtime", "publish_at", "unpublish_at"),
    ]

    names = ("name", "original_name"), ("slug", "tagline"), "synopsis"
    pictures = (_("Pictures"), {"fields": [("poster", "backdrop", "logo")]})
    terms = (_("Belongs to"), {"fields": [("genres", "countries"), ("tags", "companies")]})
    ratings = (_("Ratings"), {"fields": [("imdb_rating", "imdb_votes", "metascore")]})

    @admin.display(description=_("year"), ordering="released_on")
    def year(self, obj):
        return obj.year or ""

    @admin.display(description=_("credits"))
    def credits_summary(self, obj):
        if not obj.pk:
            return _("They are added on a page of their own, once this is saved.")
        counts = obj.credits.of_title().order_by().values_list("department").annotate(Count("pk"))
        address = reverse(f"admin:catalog_{self.opts.model_name}_credits", args=[obj.pk])
        found = sorted(counts, key=lambda pair: Department.values.index(pair[0]))
        links = format_html_join(
            " · ",
            '<a href="{}?department={}">{} {}</a>',
            ((address, department, count, Department(department).label) for department, count in found),
        )
        return links or format_html('<a href="{}">{}</a>', address, _("Add credits"))


@admin.register(Movie)
class MovieAdmin(TitleKindAdmin):
    rows_pages = [MovieCredits, MovieVideos, VideoCaptions, SimilarChoices, AlternativeNames, Translations]
    fieldsets = [
        (
            None,
            {"fields": [*TitleKindAdmin.names, ("released", "runtime", "original_language"), "credits_summary"]},
        ),
        TitleKindAdmin.pictures,
        TitleKindAdmin.terms,
        TitleKindAdmin.ratings,
    ]


@admin.register(Show)
class ShowAdmin(TitleKindAdmin):
    rows_pages = [ShowSeasons, TitleCredits, ShowVideos, SimilarChoices, AlternativeNames, Translations]
    bulk_fields = [*TitleKindAdmin.bulk_fields, "production_status"]
    list_filter = ["state", "production_status", "genres", ("poster", admin.EmptyFieldListFilter)]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *TitleKindAdmin.names,
                    ("released", "last_aired_on", "production_status"),
                    ("runtime", "original_language"),
                    "credits_summary",
                ]
            },
        ),
        TitleKindAdmin.pictures,
        TitleKindAdmin.terms,
        TitleKindAdmin.ratings,
    ]


@admin.register(Title)
class TitleAdmin(TitleKindAdmin):
    """Both kinds in one list, and for autocomplete; each is edited as what it is."""

    list_filter = ["kind", *TitleKindAdmin.list_filter]
    bulk_fields = ShowAdmin.bulk_fields
    fieldsets = MovieAdmin.fieldsets
    readonly_fields = []
    inlines = []

    def kinds_of(self, keys):
        kinds = dict(Title.objects.filter(pk__in=keys).values_list("pk", "kind"))
        models = {Title.Kind.MOVIE: Movie, Title.Kind.SHOW: Show}
        for kind, model in models.items():
            if some := [key for key in keys if kinds.get(key) == kind]:
                yield self.admin_site.get_model_admin(model), some

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        title = self.get_object(request, object_id)
        if not self.has_view_permission(request, title):
            raise PermissionDenied
        if title is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(reverse(f"admin:catalog_{title.kind}_change", args=[title.pk]))
