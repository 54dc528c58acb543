"""The form of a thing in the office: its address, its dates as far as known, its pictures, its locks."""

from django import forms

from streamcms.publishing.admin_site.locks import Unlocking
from streamcms.publishing.admin_site.partial_date_field import PartialDates
from streamcms.publishing.admin_site.pictures import Pictures
from streamcms.publishing.admin_site.slug_form import AllocatedSlug


class OfficeForm(PartialDates, Pictures, AllocatedSlug, Unlocking):
    """For models that are Publishable and Sourced."""


class PlainForm(Pictures, AllocatedSlug, forms.ModelForm):
    """For models that have a name and an address and no source."""


class LinesField(forms.CharField):
    """A list of texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in super().to_python(value).splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)
