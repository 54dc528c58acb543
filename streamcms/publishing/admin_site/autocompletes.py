"""Autocomplete over what may be thousands of rows, without a query for each value that is known already."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect


class KnownAutocompleteSelect(AutocompleteSelect):
    """Shows `known`, a row that was loaded with its page; asks the database for any other."""

    known = None

    def optgroups(self, name, value, attrs=None):
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attrs)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.choices.field.label_from_instance(self.known)
        options.append(self.create_option(name, self.known.pk, label, {str(self.known.pk)}, len(options)))
        return [(None, options, 0)]


class KnownChoicesForm(forms.ModelForm):
    """Tells each autocomplete the row that the instance has loaded already."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownAutocompleteSelect):
                widget.known = self.instance._state.fields_cache.get(name)
