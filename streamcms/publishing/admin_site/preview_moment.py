"""Where the bar's form leads: from a date and time as a person writes them to the address of a preview."""

import zoneinfo

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from streamcms.publishing.admin_site.preview_bar import NATIVE, address
from streamcms.publishing.viewpoint import YEARS

_ZONES = zoneinfo.available_timezones()


class MomentForm(forms.Form):
    """`zone` is the one in which the moment was shown and typed."""

    at = forms.DateTimeField(
        label=_("The site as of"),
        required=False,
        help_text=_("Empty: as it is now."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, NATIVE),
        error_messages={"invalid": _("Write a date and a time, such as 2027-12-24 20:00.")},
    )
    drafts = forms.BooleanField(label=_("With drafts"), required=False)
    path = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    zone = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at and not YEARS.start < at.year < YEARS.stop - 1:
            raise forms.ValidationError(_("That is too far away: the site is drawn from 1901 to 2998."))
        return at

    def clean_path(self):
        """A path of ours; anything else is the homepage."""
        path = self.cleaned_data["path"]
        return path if path.startswith("/") else "/"


@require_safe
def preview_moment(request):
    """To the page at ?path= from the moment ?at=, written in ?zone=; a form where nothing or no moment was given."""
    if not request.user.has_perm("publishing.view_previewlink"):
        raise PermissionDenied
    zone = request.GET.get("zone", "")
    with timezone.override(zone if zone in _ZONES else timezone.get_current_timezone()):
        form = MomentForm(request.GET if "at" in request.GET else None, initial={"at": request.viewpoint.at})
        if form.is_valid():
            chosen = form.cleaned_data
            path, query = chosen["path"].partition("?")[::2]
            path = escape_uri_path(path) + (f"?{query}" if query else "")
            return HttpResponseRedirect(address(path, chosen["at"], chosen["drafts"]))
        context = {**admin.site.each_context(request), "title": _("The site at any moment"), "form": form}
        return TemplateResponse(request, "admin/preview_moment.html", context).render()
