"""Similar titles: derived, so nobody edits them; who deletes a title deletes them along."""

from django.contrib import admin

from catalog.models import SimilarTitle


@admin.register(SimilarTitle)
class SimilarTitleAdmin(admin.ModelAdmin):
    list_display = ["source", "rank", "target", "score"]
    list_select_related = ["source", "target"]
    search_fields = ["source__name"]
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source", "target")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
