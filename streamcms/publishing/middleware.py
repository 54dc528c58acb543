"""From where a request looks at the catalogue, and what runs under /admin/ alone."""

import re
from contextlib import nullcontext

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponseForbidden, HttpResponseNotAllowed, HttpResponseNotFound
from django.middleware.gzip import GZipMiddleware
from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils import timezone

from streamcms.publishing.drafts import drafts_applied
from streamcms.publishing.editor_settings import zone_named
from streamcms.publishing.models import Draft, EditorSettings, PreviewLink
from streamcms.publishing.releases.rehearsal import in_place, release_of
from streamcms.publishing.viewpoint import Viewpoint

_STAFF_PREVIEW = re.compile(r"/admin/preview/([^/]+)(/.*)?")
_SIGNED_PREVIEW = re.compile(r"/preview/([^/]+)(/.*)?")
TEXTS = re.compile(r"text/|application/(?:[\w.-]+\+)?(?:json|xml)\b")
_NOT_PREVIEWED = ("/admin/", "/preview/")


def _under_admin(middleware):
    class UnderAdmin(middleware):
        def __call__(self, request):
            if request.path_info.startswith("/admin/"):
                return super().__call__(request)
            return self.get_response(request)

    UnderAdmin.__name__ = UnderAdmin.__qualname__ = f"Admin{middleware.__name__}"
    UnderAdmin.__doc__ = f"{middleware.__name__} under /admin/ alone."
    return UnderAdmin


AdminSessionMiddleware = _under_admin(SessionMiddleware)
AdminAuthenticationMiddleware = _under_admin(AuthenticationMiddleware)
AdminMessageMiddleware = _under_admin(MessageMiddleware)


class EditorTimeZoneMiddleware:
    """Under /admin/ times are the editor's own; pages of the site, previews too, keep the site's TIME_ZONE.

    Sets request.editor_time_zone: its name, "" where none was chosen yet. One query.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        path = request.path_info
        if not path.startswith("/admin/") or not request.user.is_authenticated:
            return self.get_response(request)
        chosen = EditorSettings.objects.filter(user=request.user.pk).values_list("time_zone", flat=True).first() or ""
        zone = zone_named(chosen) if chosen else None
        request.editor_time_zone = chosen if zone else ""
        if _STAFF_PREVIEW.fullmatch(path):
            return self.get_response(request)  # of its page only the bar is the office's
        with timezone.override(zone or timezone.get_default_timezone()):
            return self.get_response(request)


class PublicGZipMiddleware(GZipMiddleware):
    """Compresses public texts. Pictures are small already, and /admin/ holds secrets, which lengths give away."""

    def process_response(self, request, response):
        is_text = TEXTS.match(response.get("Content-Type", ""))
        if response.streaming or not is_text or request.path_info.startswith("/admin/"):
            return response
        return super().process_response(request, response)


class ViewpointMiddleware:
    """Sets request.viewpoint. In a preview it moves the prefix into SCRIPT_NAME, so that every link stays inside."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not hasattr(request, "viewpoint"):  # the page cache looks at the clock first: a page has one moment
            request.viewpoint = Viewpoint.public()
        if match := _STAFF_PREVIEW.fullmatch(request.path_info):
            return self._staff_preview(request, match)
        if match := _SIGNED_PREVIEW.fullmatch(request.path_info):
            return self._signed_preview(request, match)
        return self.get_response(request)

    def _staff_preview(self, request, match):
        if not (request.user.is_active and request.user.is_staff):
            return _as_preview(redirect_to_login(request.get_full_path(), reverse("admin:login")))
        if not request.user.has_perm("publishing.view_previewlink"):
            return _as_preview(HttpResponseForbidden("Your account has no role here.", content_type="text/plain"))
        prefix = get_script_prefix().rstrip("/") + f"/admin/preview/{match[1]}"
        return self._preview(request, Viewpoint.parse(match[1], prefix), match[2])

    def _signed_preview(self, request, match):
        link = request.preview_link = PreviewLink.objects.find(match[1])
        prefix = get_script_prefix().rstrip("/") + f"/preview/{match[1]}"
        return self._preview(request, link and link.viewpoint(prefix), match[2])

    def _preview(self, request, viewpoint, path):
        if request.method not in ("GET", "HEAD"):
            return _as_preview(HttpResponseNotAllowed(["GET", "HEAD"]))
        release = release_of(viewpoint) if viewpoint and viewpoint.release else None
        is_lost = viewpoint is None or (viewpoint.release and release is None)
        if is_lost or (path or "/").startswith(_NOT_PREVIEWED):
            return _as_preview(HttpResponseNotFound("There is no such preview.", content_type="text/plain"))
        before = get_script_prefix(), request.path_info, request.META.get("SCRIPT_NAME", "")
        request.viewpoint = viewpoint
        request.path_info, request.META["SCRIPT_NAME"] = path or "/", viewpoint.path
        set_script_prefix(viewpoint.path + "/")
        try:
            with in_place(release, viewpoint.at) if release else nullcontext([]) as broken:
                return _as_preview(self._answer(request, broken))
        finally:
            prefix, request.path_info, request.META["SCRIPT_NAME"] = before
            set_script_prefix(prefix)

    def _answer(self, request, broken):
        """With drafts, a page is rendered while they are applied; those that cannot be are `request.broken_drafts`."""
        request.broken_drafts = broken
        drafts = list(Draft.objects.all()) if request.viewpoint.drafts else []
        if not drafts:
            return self.get_response(request)
        with drafts_applied(drafts) as request.broken_drafts:
            return self.get_response(request)


def _as_preview(response):
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": ["'self'"]}
    return response
