"""Pages that editors write, and their order in the footer."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.admin_site import ordering
from streamcms.publishing.admin_site.office_admin import PublishableAdmin
from streamcms.publishing.admin_site.office_form import PlainForm
from theming.models import Page, reserved_slugs

_ARROWS = (("top", "⤒", _("to the top")), ("up", "↑", _("up")), ("down", "↓", _("down")))


class PageForm(PlainForm):
    def slug_is_free(self, slug):
        return slug not in reserved_slugs() and super().slug_is_free(slug)


@admin.register(Page)
class PageAdmin(PublishableAdmin):
    form = PageForm
    list_display = ["name", "slug", "is_in_footer", "badge", "window_text", "order_buttons"]
    list_filter = ["state", "is_in_footer"]
    search_fields = ["name", "slug"]
    ordering = ["position", "name", "pk"]
    sortable_by = []
    fieldsets = [(None, {"fields": [("name", "slug"), "body", "description", "is_in_footer"]})]

    def save_model(self, request, obj, form, change):
        if not change:
            last = Page.objects.order_by("position").last()
            obj.position = last.position + 1 if last else 1
        super().save_model(request, obj, form, change)

    @admin.display(description=_("order"))
    def order_buttons(self, obj):
        address = reverse("admin:theming_page_move", args=[obj.pk])
        return format_html_join(
            "",
            '<button class="order-button" formaction="{}" name="move" value="{}" aria-label="{}">{}</button>',
            ((address, move, f"{obj.name}: {words}", arrow) for move, arrow, words in _ARROWS),
        )

    def get_urls(self):
        move = path("<int:pk>/move/", self.admin_site.admin_view(self.move_view), name="theming_page_move")
        return [move, *super().get_urls()]

    def move_view(self, request, pk):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            pages = list(Page.objects.order_by("position", "name", "pk"))
            page = next((page for page in pages if page.pk == pk), None)
            if page is None or request.POST.get("move") not in ordering.MOVES:
                raise Http404
            ordering.renumber(ordering.moved(pages, page, request.POST["move"]), "position")
            self.log_change(request, page, "Moved.")
        return redirect("admin:theming_page_changelist")
