"""People: names, dates as far as known, portrait; what they are credited for."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from people.models import Person, PersonTranslation
from streamcms.publishing.admin_site.external_ids import ExternalIdInline
from streamcms.publishing.admin_site.office_admin import OfficeAdmin, RelatedRows
from streamcms.publishing.admin_site.office_form import LinesField, OfficeForm
from streamcms.publishing.admin_site.partial_date_field import PartialDateField

_SHOWN_CREDITS = 30


class PersonForm(OfficeForm):
    partial_dates = {"born": ("born_on", "born_precision"), "died": ("died_on", "died_precision")}

    born = PartialDateField(label=_("Born"))
    died = PartialDateField(label=_("Died"))
    also_known_as = LinesField(label=_("Also known as"), required=False, help_text=_("One name on each line."))

    def slug_distinctions(self):
        born = self.cleaned_data.get("born")
        return [born.year if born else ""]


class TranslationRows(RelatedRows):
    model = PersonTranslation
    classes = ["collapse"]


@admin.register(Person)
class PersonAdmin(OfficeAdmin):
    form = PersonForm
    picture = "portrait"
    related = ["portrait"]
    list_display = ["picture_column", "name", "year_of_birth", "known_for_department", "badge", "window_text"]
    list_display_links = ["picture_column", "name"]
    list_filter = ["state", "gender", ("portrait", admin.EmptyFieldListFilter)]
    search_fields = ["name"]
    search_help_text = _("Name, or an id such as 287, nm0000093, tmdb:person:287.")
    ordering = ["sort_key", "slug"]
    inlines = [TranslationRows, ExternalIdInline]
    readonly_fields = ["credited_for"]
    bulk_fields = ["gender", "known_for_department", "birthplace", "publish_at", "unpublish_at"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("name", "slug"),
                    "portrait",
                    "biography",
                    ("born", "died", "birthplace"),
                    ("gender", "known_for_department"),
                    "also_known_as",
                    "credited_for",
                ]
            },
        ),
    ]

    @admin.display(description=_("born"), ordering="born_on")
    def year_of_birth(self, obj):
        return obj.born_on.year if obj.born_on else ""

    @admin.display(description=_("credits"))
    def credited_for(self, obj):
        if not obj.pk:
            return _("None yet.")
        credits = list(obj.credits.for_filmography()[: _SHOWN_CREDITS + 1])
        lines = format_html_join(
            "",
            "<li>{}: {}</li>",
            ((credit.title, credit.character or credit.job) for credit in credits[:_SHOWN_CREDITS]),
        )
        more = _("… and more.") if len(credits) > _SHOWN_CREDITS else ""
        return format_html('<ul class="plain-list">{}</ul>{}', lines, more) if credits else _("None yet.")
