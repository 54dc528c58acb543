"""The pages of what a title is called and says elsewhere: alternative names, translations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import AlternativeName, TitleTranslation
from streamcms.publishing.admin_site.row_forms import RowForm
from streamcms.publishing.admin_site.rows_page import RowsPage


class AlternativeNames(RowsPage):
    name = "alternative-names"
    locks = "alternative_names"
    label = _("alternative names")
    model = AlternativeName
    fields = ["name", "country", "note"]


class TranslationForm(RowForm):
    class Meta:
        widgets = {"synopsis": forms.Textarea(attrs={"rows": 3})}


class Translations(RowsPage):
    name = locks = "translations"
    label = _("translations")
    model = TitleTranslation
    form = TranslationForm
    fields = ["language", "name", "tagline", "synopsis"]
    per_page = 20
    empty_rows = 1
