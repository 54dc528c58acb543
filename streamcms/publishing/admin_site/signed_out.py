"""A form that is sent after its session ended loses nothing: what was typed waits for its writer to sign in again.

The page that asks for the password carries the form's fields with it and, once it is right, sends them where they were
to go. The same page stands in where a form is older than the last login, so that its token against forgery is of old.
"""

import json
from urllib.parse import urlsplit

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as forbid
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

KEPT = "_kept"
_TOKEN = "csrfmiddlewaretoken"


class SignedOutMiddleware:
    """Stands after the guard against forgery: what comes here was sent by a page of ours."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if _is_a_form(request) and not _is_staff(request) and request.path_info not in _open_addresses():
            return _ask_for_the_password(request, AdminAuthenticationForm(request), _kept(request))
        return None


@never_cache
@require_POST
@sensitive_post_parameters("password")
def signed_out(request):
    """Signs in, and offers to send what was kept."""
    form = AdminAuthenticationForm(request, data=request.POST)
    kept = _read(request.POST.get(KEPT, ""))
    if not form.is_valid():
        return _ask_for_the_password(request, form, kept)
    login(request, form.get_user())
    return _offer_to_send(request, kept, status=200)


def csrf_failure(request, reason=""):
    """A form whose token is not the browser's any more, but which was sent by a page of ours, is offered once more."""
    if not (_is_a_form(request) and _is_sent_from_here(request)):
        return forbid(request, reason)
    if not _is_staff(request):
        return _ask_for_the_password(request, AdminAuthenticationForm(request), _kept(request))
    return _offer_to_send(request, _kept(request), status=403)


def _is_a_form(request):
    """A page that is asked for by a form in the admin: not what a script sends."""
    is_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    return request.method == "POST" and is_page and request.path_info.startswith("/admin/")


def _is_staff(request):
    return request.user.is_active and request.user.is_staff


def _is_sent_from_here(request):
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin)[:2] == (request.scheme, request.get_host())


def _open_addresses():
    return {reverse(f"admin:{name}") for name in ("login", "logout")} | {reverse("signed_out")}


def _kept(request):
    fields = [(name, value) for name in request.POST for value in request.POST.getlist(name) if name != _TOKEN]
    return {"to": request.get_full_path(), "fields": fields, "files": [file.name for file in request.FILES.values()]}


def _read(text):
    """What a page of ours kept; what it did not write is nothing."""
    try:
        kept = json.loads(text)
        fields = [(str(name), str(value)) for name, value in kept["fields"]]
        to, files = str(kept["to"]), [str(name) for name in kept["files"]]
    except (ValueError, TypeError, KeyError):
        return {"to": reverse("admin:index"), "fields": [], "files": []}
    is_ours = to.startswith(reverse("admin:index"))
    return {"to": to if is_ours else reverse("admin:index"), "fields": fields, "files": files}


def _ask_for_the_password(request, form, kept):
    context = {
        "title": _("You were signed out"),
        "form": form,
        "kept": json.dumps(kept),
        "app_path": reverse("signed_out"),
    }
    return render(request, "admin/signed_out.html", admin.site.each_context(request) | context, status=403)


def _offer_to_send(request, kept, status):
    context = {"title": _("Not saved yet"), **kept}
    return render(request, "admin/send_again.html", admin.site.each_context(request) | context, status=status)
