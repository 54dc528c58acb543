"""Parameters of an address as plain values. One spelling each, so that the browser reads an address the same way."""

import re

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class _Spelled:
    """A field that takes one spelling only: not "1_000", "+5" or figures of another script."""

    spelling = ""

    def to_python(self, value):
        if value not in self.empty_values and not re.fullmatch(self.spelling, str(value).strip(), re.ASCII):
            raise ValidationError(_("This is not understood."))
        return super().to_python(value)


class WholeNumberField(_Spelled, forms.IntegerField):
    spelling = r"\d{1,10}"


class DecimalField(_Spelled, forms.DecimalField):
    spelling = r"\d{1,3}(\.\d{1,6})?"


class DayField(_Spelled, forms.DateField):
    spelling = r"\d{4}-\d\d-\d\d"


class WholeNumberFilter(filters.NumberFilter):
    field_class = WholeNumberField


class DecimalFilter(filters.NumberFilter):
    field_class = DecimalField


class DayFilter(filters.DateFilter):
    field_class = DayField


class KnownChoicesField(filters.fields.ModelMultipleChoiceField):
    """Of several values those that there are, in one query; `unknown` has the others."""

    unknown = frozenset()

    def clean(self, value):
        asked = {one for one in value or () if one and "\x00" not in one}
        known = list(self.queryset.filter(**{f"{self.to_field_name}__in": asked})) if asked else []
        self.unknown = set(filter(None, value or ())) - {getattr(row, self.to_field_name) for row in known}
        return known


class KnownChoicesFilter(filters.ModelMultipleChoiceFilter):
    field_class = KnownChoicesField
