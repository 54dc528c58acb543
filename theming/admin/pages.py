"""Pages that editors write, and their order in the footer."""

from django.contrib import admin

from streamcms.publishing.admin_site.office_admin import PublishableAdmin
from streamcms.publishing.admin_site.office_form import PlainForm
from streamcms.publishing.admin_site.ordered_admin import OrderedAdmin
from theming.models import Page, reserved_slugs


class PageForm(PlainForm):
    def slug_is_free(self, slug):
        return slug not in reserved_slugs() and super().slug_is_free(slug)


@admin.register(Page)
class PageAdmin(OrderedAdmin, PublishableAdmin):
    form = PageForm
    list_display = ["order_buttons", "name", "slug", "is_in_footer", "badge", "window_text"]
    list_display_links = ["name"]
    list_filter = ["state", "is_in_footer"]
    search_fields = ["name", "slug"]
    ordering = ["position", "name", "pk"]
    fieldsets = [(None, {"fields": [("name", "slug"), "body", "description", "is_in_footer"]})]
