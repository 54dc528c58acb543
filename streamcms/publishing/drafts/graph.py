"""What a form holds of a thing: its row and those of its inlines. Pages of rows are no part of it."""

from django.contrib import admin
from django.core import serializers

from streamcms.publishing.admin_site.parts_of import form_rows_of
from streamcms.publishing.history.snapshots import FORMAT, fields_of, kept_fields


def admin_of(draft):
    """The admin of a draft's thing: it knows which rows are on the form."""
    return admin.site.get_model_admin(draft.model)


def capture(model_admin, thing):
    """{model: {key: {field: value}}} as JSON has it, from the database."""
    graph = {}
    for row in form_rows_of(model_admin, thing):
        graph.setdefault(label_of(row), {})[str(row.pk)] = told(row)
    return graph


def label_of(row):
    return row._meta.concrete_model._meta.label_lower


def told(row, names=None):
    """{field: value} of a row, of those fields or of all that an editor or an import writes."""
    model = row._meta.concrete_model
    kept = [name for name in kept_fields(model) if names is None or name in names]
    fields = fields_of(serializers.serialize(FORMAT, [row], fields=kept))
    many = {field.name for field in model._meta.local_many_to_many}
    return {name: sorted(value) if name in many else value for name, value in fields.items()}
