"""Where somebody says in which time zone the office shows and takes times."""

from itertools import groupby

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from streamcms.publishing.editor_settings import is_a_known_zone, known_zones
from streamcms.publishing.models import EditorSettings


class TimeZoneForm(forms.Form):
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        validators=[is_a_known_zone],
        help_text=gettext_lazy("Every time in the office is shown and typed in it. Viewers see no difference."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].widget = forms.Select(choices=_choices())


def _choices():
    """Zones by area; what has none, UTC say, first."""
    by_area = groupby(sorted(known_zones(), key=lambda name: ("/" in name, name)), lambda name: name.rpartition("/")[0])
    for area, names in by_area:
        options = [(name, name.rpartition("/")[2].replace("_", " ")) for name in names]
        yield from [(area.replace("_", " "), options)] if area else options


@require_http_methods(["GET", "HEAD", "POST"])
def time_zone(request):
    """`next` is where the page was that offered it."""
    current = timezone.get_current_timezone_name()
    form = TimeZoneForm(request.POST or None, initial={"time_zone": current})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["time_zone"]
        EditorSettings.objects.update_or_create(user=request.user, defaults={"time_zone": chosen})
        messages.success(request, _("Times are shown in %s now.") % chosen)
        return HttpResponseRedirect(_following(request))
    context = {
        **admin.site.each_context(request),
        "title": _("Your time zone"),
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return TemplateResponse(request, "admin/time_zone.html", context)


def _following(request):
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/admin/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if is_ours else reverse("admin:index")
