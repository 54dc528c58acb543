"""Themes: made from two colours, looked at on real pages beside the form, exported and imported as JSON."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from catalog.models import Title
from catalog.sources.records import BadRecord
from people.models import Person
from streamcms.publishing.admin_site.office_admin import PublishableAdmin
from streamcms.publishing.admin_site.ordered_admin import OrderedAdmin
from streamcms.publishing.viewpoint import Viewpoint
from theming.admin.release_checks import ThemeChecks
from theming.admin.theme_form import (
    TOKENS_HELP,
    ContrastTable,
    ThemeForm,
    look_of,
    preview_sheet,
    taken,
    token_fields,
)
from theming.models import Theme
from theming.theme_records import import_theme, theme_file

_MOST_BYTES = 100_000  # of a theme's file


class ThemeFileForm(forms.Form):
    file = forms.FileField(label=_("theme file"), help_text=_("As “Export” writes it. A new theme arrives as a draft."))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > _MOST_BYTES:
            raise forms.ValidationError(_("That is too large for a theme."))
        return file


@admin.register(Theme)
class ThemeAdmin(ThemeChecks, OrderedAdmin, PublishableAdmin):
    form = ThemeForm
    previews_unsaved = False  # it is looked at beside its form, while one types
    change_form_template = "admin/theme_form.html"
    change_list_template = "admin/theme_list.html"
    list_display = [
        *("order_buttons", "name", "swatch", "scheme"),
        *("is_default", "is_high_contrast", "badge", "window_text"),
    ]
    list_display_links = ["name"]
    list_filter = ["state", "scheme"]
    search_fields = ["name", "slug"]
    ordering = ["position", "name", "pk"]
    fieldsets = [
        (None, {"fields": [("name", "slug"), ("base", "accent"), "scheme", "is_default", "is_high_contrast"]}),
        (_("Shape"), {"fields": [("type_scale", "radius"), ("density", "card_style")]}),
    ]

    def get_fieldsets(self, request, obj=None):
        if not (self.has_change_permission(request, obj) or self.has_add_permission(request)):
            return super().get_fieldsets(request, obj)
        tokens = (_("Tokens by hand"), {"classes": ["collapse"], "fields": token_fields(), "description": TOKENS_HELP})
        return [*super().get_fieldsets(request, obj), tokens]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The fields of tokens are made with the form, which its class knows nothing of."""
        names = flatten_fieldsets(self.get_fieldsets(request, obj))
        kwargs["fields"] = [name for name in names if name not in token_fields()]
        return super().get_form(request, obj, change, **kwargs)

    @admin.display(description=_("colours"))
    def swatch(self, obj):
        recipe = obj.look.recipe()
        return format_html(
            '<svg class="theme-swatch" viewBox="0 0 48 20" aria-hidden="true"><rect width="48" height="20" fill="{}"/>'
            '<circle cx="38" cy="10" r="5" fill="{}"/></svg>',
            recipe.base.hex,
            recipe.accent.hex,
        )

    def look_links(self, request, obj):
        links = [(f"/admin/preview/{Viewpoint.spell(drafts=True)}/", _("The site with drafts"))]
        return {"looks": [*links, (reverse("admin:theming_theme_export", args=[obj.pk]), _("Export"))]}

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and "take" in request.POST:
            request.POST = taken(request.POST)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        look = look_of(form) if "base" in form.fields else obj.look
        context |= {
            "contrast": ContrastTable.of(look) if look else None,
            "preview_css": preview_sheet(look) if look else "",
            "preview_pages": preview_pages(request.viewpoint),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("check/", wrap(require_POST(self.check_view)), name="theming_theme_check"),
            path("import/", wrap(self.import_view), name="theming_theme_import"),
            path("<int:pk>/export/", wrap(self.export_view), name="theming_theme_export"),
            *super().get_urls(),
        ]

    def check_view(self, request):
        """What is being typed: its contrast as HTML, and its style sheet, which the browser puts on the preview."""
        if not self.has_change_permission(request) and not self.has_add_permission(request):
            raise PermissionDenied
        form = self.get_form(request)(request.POST)
        look = look_of(form)
        contrast = ContrastTable.of(look) if look else None
        html = render_to_string("admin/_theme_contrast.html", {"contrast": contrast}, request)
        return JsonResponse({"html": html, "css": preview_sheet(look) if look else ""})

    def export_view(self, request, pk):
        theme = get_object_or_404(Theme, pk=pk)
        if not self.has_view_permission(request, theme):
            raise PermissionDenied
        response = HttpResponse(theme_file(theme), content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{theme.slug}.theme.json"
        return response

    def import_view(self, request):
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        form = ThemeFileForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                theme, is_new = import_theme(form.cleaned_data["file"].read().decode())
            except (BadRecord, UnicodeDecodeError) as error:
                form.add_error("file", str(error))
            else:
                log = self.log_addition if is_new else self.log_change
                log(request, theme, "Imported.")
                messages.success(request, _("“%s” was imported.") % theme)
                return redirect("admin:theming_theme_change", theme.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a theme"),
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/theme_import.html", context)


def preview_pages(viewpoint):
    """(address below the preview, name) of one page of each kind; those of a thing only where there is one."""
    pages = [(reverse("home"), _("Homepage")), (reverse("library"), _("Library"))]
    titles = Title.objects.visible(viewpoint)
    examples = [titles.movies().exclude(backdrop=None).first(), titles.shows().first()]
    examples.append(Person.objects.visible(viewpoint).exclude(biography="").first())
    pages += [(example.get_absolute_url(), str(example)) for example in examples if example]
    return [("/admin/preview/" + Viewpoint.spell(drafts=True) + address, name) for address, name in pages]
