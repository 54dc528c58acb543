"""An edit locks what it changed; each field says where its value came from, and its lock is opened there."""

from django import forms
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.admin_site.field_origins import Origins

# What no source speaks of: an edit of these locks nothing.
_EDITORIAL = {"state", "publish_at", "unpublish_at", "unlock"}


def words(field):
    return field.replace("_", " ")


class Unlocking(forms.ModelForm):
    """`unlock`: what refreshes may write again. Its boxes stand at the fields, see field_origins.py."""

    unlock = forms.MultipleChoiceField(label=_("Let refreshes write these again"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        locked = self.instance.locked_fields
        dates = {name for name, columns in partial_dates(self).items() if locked & {*columns}}
        self.fields["unlock"].choices = [(name, words(name)) for name in sorted(locked | dates)]

    def unlocked_columns(self):
        pairs = partial_dates(self)
        return [column for name in self.cleaned_data.get("unlock", ()) for column in (name, *pairs.get(name, ()))]


def partial_dates(form):
    """Name of a form's field -> the two columns that store its date."""
    return getattr(form, "partial_dates", {})


def changed_fields(form):
    """The model's fields that the form changed: of a partial date both columns."""
    pairs = partial_dates(form)
    names = [column for name in form.changed_data for column in pairs.get(name, (name,))]
    return [name for name in names if name not in _EDITORIAL]


class LockingAdmin:
    """For the admin of a Sourced model."""

    def save_model(self, request, obj, form, change):
        obj.lock(changed_fields(form))
        obj.unlock(form.unlocked_columns())
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        changed = {related_name(formset) for formset in formsets if formset.has_changed()}
        changed -= {*form.unlocked_columns()}
        if changed:
            form.instance.lock(changed)
            form.instance.save(update_fields=["provenance"])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj and obj.provenance:
            self._tell_origins(request, context, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _tell_origins(self, request, context, obj):
        """At each field, at each inline, and in a table what has neither."""
        form, may_open = context["adminform"].form, self.has_change_permission(request, obj)
        origins = Origins(obj, may_open, request.POST.getlist("unlock"))
        told = {part.locks for part in self.parts}
        for name, field in form.fields.items():
            columns = partial_dates(form).get(name, ())
            if name != "unlock" and (origin := origins.of(name, field.label, columns)):
                bound = form[name]  # which has kept the help text, where the form was checked already
                bound.help_text = field.help_text = format_html("{} {}", mark_safe(field.help_text), origin.as_html())
            told |= {name, *columns}
        for inline in context["inline_admin_formsets"]:
            name = related_name(inline.formset)
            inline.formset.origin = origins.of(name, inline.opts.verbose_name_plural)
            told.add(name)
        rest = (origins.of(name, capfirst(words(name))) for name in sorted(obj.provenance.keys() - told))
        context["other_origins"] = [origin for origin in rest if origin]


def related_name(formset):
    """What an inline's rows are called on their owner, which is the name that they are locked by."""
    return formset.fk.remote_field.related_name if hasattr(formset, "fk") else "external_ids"
