"""The forms of a page of rows: unchanged rows cost nothing, doubles are refused in words."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.admin_site.autocompletes import KnownChoicesForm
from streamcms.publishing.admin_site.partial_date_field import PartialDates

_TWICE = _("This row is there already: the same entry twice says nothing more.")
_GONE = _("Somebody else removed this row meanwhile. Tick “remove” here too, then save.")


class RowForm(PartialDates, KnownChoicesForm):
    """`fixed`: what every row of the page has in common, such as its title."""

    def __init__(self, *args, fixed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fixed = fixed
        for name, value in fixed.items():
            setattr(self.instance, name, value)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - set(self.fixed)

    def _update_errors(self, errors):
        constraints = [each for each in self._meta.model._meta.constraints if isinstance(each, UniqueConstraint)]
        said_by_them = {each.get_violation_error_message() for each in constraints}
        for error in getattr(errors, "error_dict", {}).get(NON_FIELD_ERRORS, ()):
            if error.message in said_by_them:
                error.message = _TWICE
        super()._update_errors(errors)


class RowFormSet(forms.BaseModelFormSet):
    def _construct_form(self, i, **kwargs):
        return super()._construct_form(i, **kwargs | {"empty_permitted": True})  # an unchanged row is not checked

    def add_fields(self, form, index):
        super().add_fields(form, index)
        key = form.fields[self._pk_field.name]
        key.error_messages["invalid_choice"] = _GONE
        if self.is_bound:
            key.queryset = self.queryset  # Django's own would take a row of another owner

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            if form in self.deleted_forms or (form.instance.pk is None and not form.has_changed()) or form.errors:
                continue
            keys = set(_unique_keys(form.instance))
            if keys & seen:
                form.add_error(None, ValidationError(_TWICE))
            seen |= keys


def _unique_keys(row):
    """What no other row may share: (constraint, values), those with an unknown value left out."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            values = tuple(getattr(row, row._meta.get_field(name).attname) for name in constraint.fields)
            if None not in values:
                yield constraint.name, values
