"""One text input for a date as far as it is known, over the two columns that store it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.partial_dates import PartialDate


class PartialDateField(forms.CharField):
    """Text such as "1922", "1922-03" or "1922-03-04" <-> PartialDate, None when empty."""

    def __init__(self, **options):
        defaults = {
            "required": False,
            "max_length": 10,
            "help_text": _("As far as it is known: 1922, 1922-03 or 1922-03-04."),
            "widget": forms.TextInput(attrs={"size": 10, "class": "partial-date"}),
            "error_messages": {"max_length": _("Write a date like 1922, 1922-03 or 1922-03-04.")},
        }
        super().__init__(**defaults | options)

    def prepare_value(self, value):
        return value.isoformat() if isinstance(value, PartialDate) else value

    def clean(self, value):
        text = super().clean(value)
        try:
            return PartialDate.parse(text) if text else None
        except ValueError as error:
            raise ValidationError(f"{error}.", code="invalid") from None

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "") != (data or "").strip()


class PartialDates:
    """For a ModelForm. `partial_dates`: name of a PartialDateField, and of the model's property -> two columns."""

    partial_dates = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.partial_dates:
            self.initial.setdefault(name, getattr(self.instance, name))

    def clean(self):
        cleaned = super().clean()
        for name, (date_column, precision_column) in self.partial_dates.items():
            if name in self.cleaned_data:
                date = self.cleaned_data[name]
                setattr(self.instance, date_column, date and date.first_day)
                setattr(self.instance, precision_column, date.precision if date else "")
        return cleaned
