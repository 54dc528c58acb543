"""The ways from a form and from a list to the page that adds things to a release."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_THINGS = 200  # at once: their keys stand in the address


class Releasable:
    """For the admin of a Publishable."""

    def get_actions(self, request):
        actions = super().get_actions(request)
        if actions and may_add(request) and self.has_change_permission(request):
            words = gettext_lazy("Add to a release…")
            actions["add_to_release"] = (_add_to_release, "add_to_release", words)
        return actions

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj and may_add(request) and self.has_change_permission(request, obj):
            context["release_links"] = [(_address(self.model, [obj.pk]), _("Add to release…"))]
        return super().render_change_form(request, context, add, change, form_url, obj)


def may_add(request):
    return request.user.has_perm("publishing.change_release")


def _address(model, keys):
    address = reverse("admin:publishing_release_add_things")
    return f"{address}?of={model._meta.label_lower}&keys={','.join(map(str, keys))}"


def _add_to_release(model_admin, request, queryset):
    keys = list(queryset.values_list("pk", flat=True)[: MOST_THINGS + 1])
    if len(keys) > MOST_THINGS:
        messages.error(request, _("%d things at most are added at once.") % MOST_THINGS)
        return None
    return HttpResponseRedirect(_address(model_admin.model, keys))
