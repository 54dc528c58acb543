"""The numbers that other databases give to a thing, on its form."""

from django.contrib.contenttypes.admin import GenericTabularInline

from streamcms.publishing.models import ExternalId


class ExternalIdInline(GenericTabularInline):
    template = "admin/edit_inline/related_rows.html"
    model = ExternalId
    fields = ["provider", "kind", "value", "fetched_at"]
    readonly_fields = ["fetched_at"]
    extra = 1
    classes = ["collapse"]
