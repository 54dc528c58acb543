"""Backdrops of heading pages in the admin: what was drawn, with an action, and a page of sliders with a preview."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from streamcms.publishing.images import FOCAL_GRID
from streamcms.publishing.viewpoint import Viewpoint
from theming import derived
from theming.backdrop_image import encoding
from theming.backdrop_image.look import RANGES
from theming.models import Backdrop, BackdropSettings

_PREVIEW = 960, 540  # pixels
_RANGES = {**RANGES, "tint": (0, 100)}


class LookForm(forms.ModelForm):
    class Meta:
        model = BackdropSettings
        fields = (
            *("is_shown", "source", "source_genre", "source_collection", "titles", "highest_age"),
            *("columns", "angle", "gap", "radius", "blur", "tint", "fade", "focal_point", "seed"),
        )

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        for name, (least, most) in _RANGES.items():
            step = 10 if name == "tint" else 1
            self.fields[name].widget = forms.NumberInput({"type": "range", "min": least, "max": most, "step": step})
        self.fields["focal_point"].widget = forms.NumberInput({"min": 0, "max": FOCAL_GRID**2 - 1})
        for name, widget in (
            ("source_genre", AutocompleteSelect),
            ("source_collection", AutocompleteSelect),
            ("titles", AutocompleteSelectMultiple),
        ):
            of_model = BackdropSettings._meta.get_field(name)
            self.fields[name].widget = widget(of_model, admin.site, choices=self.fields[name].choices)

    def clean(self):
        values = super().clean()
        for source, name in (("genre", "source_genre"), ("collection", "source_collection"), ("list", "titles")):
            if values.get("source") == source and name in values and not values[name]:
                self.add_error(name, _("Choose at least one."))
        return values

    @property
    def sliders(self):
        return [self[name] for name in _RANGES]


@admin.register(Backdrop)
class BackdropAdmin(admin.ModelAdmin):
    change_list_template = "admin/backdrops.html"
    list_display = ["picture", "page_name", "posters", "left_out", "made_at"]
    list_display_links = None
    list_select_related = ["genre", "collection", "page"]
    list_filter = ["place"]
    actions = ["make_anew"]
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("inputs")

    @admin.display(description="")
    def picture(self, obj):
        if not obj.key:
            return ""
        return format_html('<img class="backdrop-thumbnail" src="{}" alt="" loading="lazy">', obj.url(768))

    @admin.display(description=gettext_lazy("page"))
    def page_name(self, obj):
        return format_html('<a href="{}">{}</a>', reverse("admin:backdrop_look", args=[obj.pk]), obj)

    @admin.display(description=gettext_lazy("posters"))
    def posters(self, obj):
        return len(obj.inputs.all())

    @admin.display(description=gettext_lazy("left out"))
    def left_out(self, obj):
        return ", ".join(name for name, _reason in obj.skipped)

    @admin.action(description=gettext_lazy("Make the chosen backdrops anew"), permissions=["change"])
    def make_anew(self, request, queryset):
        names = [backdrop.name for backdrop in queryset]
        for backdrop in queryset:
            self.log_change(request, backdrop, "Made anew.")
        self._say(request, derived.rebuild_backdrops(names, force=True))

    def get_urls(self):
        views = (
            ("make/", require_POST(self.make), "make"),
            ("<int:pk>/look/", self.look, "look"),
            ("<int:pk>/preview/", require_GET(cache_control(private=True, max_age=60)(self.preview)), "preview"),
        )
        own = [path(route, self.admin_site.admin_view(view), name=f"backdrop_{name}") for route, view, name in views]
        return [*own, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Backdrops")} | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        self._check(request)
        return redirect("admin:backdrop_look", object_id)

    def make(self, request):
        """What changed, and what a new page lacks."""
        self._check(request)
        self._say(request, derived.rebuild_backdrops())
        return redirect("admin:theming_backdrop_changelist")

    def look(self, request, pk):
        """The form with a preview; a POST stores it and makes the backdrop anew."""
        self._check(request)
        page = self._page(pk)
        form = LookForm(request.POST or request.GET or None, instance=page.choices)
        if request.method == "POST" and form.is_valid():
            self.log_change(request, form.save(), self.construct_change_message(request, form, []))
            self._say(request, derived.rebuild_backdrops([page.name]))
            return redirect("admin:backdrop_look", pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Backdrop of %s") % page,
            "opts": self.opts,
            "form": form,
            "page": page,
            "held": Backdrop.objects.get(pk=pk),
            "preview_address": reverse("admin:backdrop_preview", args=[pk]),
            "preview_query": request.GET.urlencode() or urlencode(list(_values(form)), doseq=True),
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/backdrop_look.html", context)

    def preview(self, request, pk):
        """What the form would give, small: nothing is stored."""
        self._check(request)
        form = LookForm(request.GET, instance=self._page(pk).choices)
        if not form.is_valid():
            return HttpResponseBadRequest(form.errors.as_text(), content_type="text/plain; charset=utf-8")
        choices = form.instance
        choices.tried_keys = [title.pk for title in form.cleaned_data["titles"]]
        rows = derived.candidates(choices, Viewpoint.public())
        made, _skipped = derived.draw(choices, rows, _PREVIEW)
        if made is None:
            return HttpResponse(status=204)
        return HttpResponse(encoding.avif_of(made.canvas), content_type="image/avif")

    def _check(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied

    def _page(self, pk):
        held = Backdrop.objects.filter(pk=pk).first()
        found = held and next((page for page in derived.heading_pages() if page.name == held.name), None)
        if not found:
            raise Http404
        return found

    def _say(self, request, count):
        said = ngettext("%(count)d backdrop was made.", "%(count)d backdrops were made.", count)
        messages.success(request, said % {"count": count})


def _values(form):
    """What the form shows, as a query."""
    for name in form.fields:
        value = form[name].value()
        if value is not None and value is not False:
            yield name, [getattr(each, "pk", each) for each in value] if isinstance(value, list) else value
