"""The admin of rows with an order of their own: moved by buttons, and by dragging where there is JavaScript."""

from urllib.parse import urlsplit

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from streamcms.publishing.admin_site import ordering

_ARROWS = (("top", "⤒", _("to the top")), ("up", "↑", _("up")), ("down", "↓", _("down")))


class OrderedAdmin(admin.ModelAdmin):
    """For models with a `position`; `ordering` says how ties are broken. A new row comes last.

    A list shows "order_buttons" to those who may change the order.
    """

    change_list_template = "admin/ordered_list.html"
    sortable_by = ()

    def get_list_display(self, request):
        columns = super().get_list_display(request)
        may_order = self.has_change_permission(request)
        return columns if may_order else [name for name in columns if name != "order_buttons"]

    def save_model(self, request, obj, form, change):
        if not change:
            last = self.model._base_manager.aggregate(last=Max("position"))["last"]
            obj.position = (last or 0) + 1
        super().save_model(request, obj, form, change)

    @admin.display(description=_("order"))
    def order_buttons(self, obj):
        address = reverse(f"admin:{self._url_name('move')}", args=[obj.pk])
        buttons = format_html_join(
            "",
            '<button class="order-button" formaction="{}" name="move" value="{}" aria-label="{}">{}</button>',
            ((address, move, f"{obj}: {words}", arrow) for move, arrow, words in _ARROWS),
        )
        handle = '<span class="drag-handle" data-key="{}" data-address="{}" hidden></span>{}'
        return format_html(handle, obj.pk, address, buttons)

    def _url_name(self, view):
        return f"{self.opts.app_label}_{self.opts.model_name}_{view}"

    def get_urls(self):
        move = self.admin_site.admin_view(require_POST(self.move_view))
        return [path("<int:pk>/move/", move, name=self._url_name("move")), *super().get_urls()]

    def move_view(self, request, pk):
        """`move` is top, up or down, or where a row was dropped: "before 12", "after 12"."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            rows = list(self.get_queryset(request).order_by(*self.ordering))
            row = next((row for row in rows if row.pk == pk), None)
            moved = row and ordering.reordered(rows, row, request.POST.get("move", ""))
            if not moved:
                raise Http404
            ordering.renumber(moved, "position")
            if moved != rows:
                self.log_change(request, row, "Moved.")
        return redirect(self.list_address(request))

    def list_address(self, request):
        """Of the list as it was looked at, with its search and its filters."""
        address = reverse(f"admin:{self._url_name('changelist')}")
        referrer = urlsplit(request.headers.get("Referer", ""))
        return f"{address}?{referrer.query}" if referrer.path == address and referrer.query else address
