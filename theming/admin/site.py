"""The one row that says what the site is called."""

from django.contrib import admin
from django.shortcuts import redirect

from streamcms.publishing.admin_site.history_admin import HistoryAdmin
from streamcms.publishing.admin_site.stale_saves import StaleSaves
from theming.models import Site


@admin.register(Site)
class SiteAdmin(StaleSaves, HistoryAdmin, admin.ModelAdmin):
    fields = ["name", "description", "contact_email"]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Site.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """There is one row, so its list is its form."""
        site = Site.objects.first() if self.has_view_permission(request) else None
        if site:
            return redirect("admin:theming_site_change", site.pk)
        return super().changelist_view(request, extra_context)
