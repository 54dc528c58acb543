"""Draws a public page within a transaction that is rolled back: what it shows is nowhere but in this answer."""

import base64
import mimetypes
import re

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest
from django.urls import get_resolver, resolve
from django.utils import timezone

from streamcms.publishing.admin_site.preview_bar import MINUTE, address
from streamcms.publishing.languages import LanguageMiddleware
from streamcms.publishing.middleware import ViewpointMiddleware
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.viewpoint import Viewpoint

_BODY = ("CONTENT_LENGTH", "CONTENT_TYPE", "QUERY_STRING", "HTTP_COOKIE")  # of the request that brought the form


def draw_unsaved(request, thing, path, files):
    """The page at `path` with a thing that was just saved; pictures that were written to `files` are part of it."""
    moment, drafts = _show(thing, request.viewpoint)
    response = _draw(request, address(path.partition("#")[0], moment, drafts), thing)
    if files:
        _put_pictures_in(response, files)
    return response


def _show(thing, viewpoint):
    """(moment or None for now, drafts) from which the thing is seen: as the public will see it, else among drafts.

    What is seen from nowhere, as what was archived or has expired, is published for this transaction.
    """
    at = thing.publish_at + MINUTE if thing.publish_at and thing.publish_at > viewpoint.at else None
    for drafts in (False, True):
        if thing.is_visible(Viewpoint(at or viewpoint.at, drafts)):
            return at, drafts
    shown = {"state": Publishable.State.PUBLISHED, "publish_at": None, "unpublish_at": None}
    while thing:
        type(thing)._base_manager.filter(pk=thing.pk).update(**shown)
        thing = getattr(thing, thing.visible_within) if thing.visible_within else None
    return None, False


def _draw(request, path, thing):
    """What staff get at that address: by the same middleware and view as ever, but not through a cache."""
    inner = HttpRequest()
    inner.method = "GET"
    inner.META = {name: value for name, value in request.META.items() if name not in _BODY}
    inner.META |= {"REQUEST_METHOD": "GET", "PATH_INFO": path}
    inner.path = inner.path_info = path
    inner.user, inner.unsaved = request.user, str(thing)
    inner.editor_time_zone = getattr(request, "editor_time_zone", "")
    with timezone.override(timezone.get_default_timezone()):  # around it, times are the editor's
        return ViewpointMiddleware(LanguageMiddleware(_view))(inner)


def _view(request):
    try:
        match = request.resolver_match = resolve(request.path_info)
        response = match.func(request, *match.args, **match.kwargs)
    except Http404 as error:
        response = get_resolver().resolve_error_handler(404)(request, error)
    return response.render() if hasattr(response, "render") else response


def _put_pictures_in(response, files):
    """Pictures that are rolled back cannot be asked for afterwards: each stands in the page itself."""
    addresses = {default_storage.url(name): _as_data(name, data) for name, data in files.items()}
    any_of_them = "|".join(map(re.escape, addresses))
    pattern = re.compile(rf"""(?<=["' ])(?:{any_of_them})(?=["' ])""")
    response.content = pattern.sub(lambda found: addresses[found[0]], response.text)
    response._csp_update = {"img-src": ["data:"]}


def _as_data(name, data):
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
