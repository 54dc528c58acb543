"""Where values came from and which of them are locked, as a section of the form: an edit locks what it changed."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

# What no source speaks of: an edit of these locks nothing.
_EDITORIAL = {"state", "publish_at", "unpublish_at", "unlock"}


def words(field):
    return field.replace("_", " ")


class Unlocking(forms.ModelForm):
    unlock = forms.MultipleChoiceField(
        label=_("Let refreshes write these again"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        locked = sorted(self.instance.locked_fields)
        self.fields["unlock"].choices = [(field, words(field)) for field in locked]


def changed_fields(form):
    """The model's fields that the form changed: of a partial date both columns."""
    pairs = getattr(form, "partial_dates", {})
    names = [column for name in form.changed_data for column in pairs.get(name, (name,))]
    return [name for name in names if name not in _EDITORIAL]


class LockingAdmin:
    """For the admin of a Sourced model."""

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "provenance_table"]

    def get_fieldsets(self, request, obj=None):
        if not obj or not obj.provenance:
            return super().get_fieldsets(request, obj)
        unlockable = ["unlock"] if obj.locked_fields and self.has_change_permission(request, obj) else []
        fields = ["provenance_table", *unlockable]
        section = (_("Where values came from"), {"classes": ["collapse"], "fields": fields})
        return [*super().get_fieldsets(request, obj), section]

    def save_model(self, request, obj, form, change):
        obj.lock(changed_fields(form))
        obj.unlock(form.cleaned_data.get("unlock", ()))
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        changed = {related_name(formset) for formset in formsets if formset.has_changed()}
        if changed:
            form.instance.lock(changed)
            form.instance.save(update_fields=["provenance"])

    @admin.display(description=_("provenance"))
    def provenance_table(self, obj):
        rows = format_html_join(
            "",
            "<tr><th scope=row>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
            (
                (words(field), source, fetched_at[:10], _("locked") if locked else "")
                for field, (source, fetched_at, locked) in sorted(obj.provenance.items())
            ),
        )
        head = format_html(
            "<thead><tr><th scope=col>{}</th><th scope=col>{}</th><th scope=col>{}</th><td></td></tr></thead>",
            _("Value"),
            _("From"),
            _("On"),
        )
        return format_html('<table class="provenance">{}<tbody>{}</tbody></table>', head, rows)


def related_name(formset):
    """What an inline's rows are called on their owner, which is the name that they are locked by."""
    return formset.fk.remote_field.related_name if hasattr(formset, "fk") else "external_ids"
