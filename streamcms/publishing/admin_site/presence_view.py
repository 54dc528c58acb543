"""Where an open page of the admin says that it is open, and hears who else has the thing open."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.views.decorators.http import require_POST

from streamcms.publishing.models import Presence


@require_POST
def presence(request):
    """`thing` is catalog.movie:5; `leave` says that the page was closed. Answers {"others": [names]}."""
    thing = request.POST.get("thing", "")
    if not _may_see(request, thing):
        raise PermissionDenied
    if request.POST.get("leave"):
        Presence.objects.leave(request.user, thing)
        return JsonResponse({"others": []})
    Presence.objects.arrive(request.user, thing)
    return JsonResponse({"others": Presence.objects.others(request.user, thing)})


def _may_see(request, thing):
    label, _colon, key = thing.partition(":")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise Http404
    model_admin = next((each for model, each in admin.site._registry.items() if model._meta.label_lower == label), None)
    if model_admin is None:
        raise Http404
    return model_admin.has_view_permission(request)
