"""The page cache: a public page is rendered once at each version (page_version.py), then answered from memory.

A request that finds its page costs one read of the revision and no template; one whose ETag still holds costs no page
either, since the ETag is the version. A key holds everything that tells two answers apart, so nothing is ever cleared
and an edit shows at the next request. Nothing is stored that a view says how to cache, or that has a cookie.

Browsers ask again each time (`max-age=0`): a 304 is cheap, and an edit shows at once. CDNs keep a page for CDN_MAX_AGE
and show it some seconds more while they fetch the next (`stale-while-revalidate`); both together end before the next
window opens or closes and before midnight, so that no page outlives its right to be shown. What scripts fetch has no
such seconds: browsers take them for themselves there, though not where a page is visited.
"""

import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.http import HttpResponse, HttpResponseNotModified
from django.http.response import ResponseHeaders
from django.utils import timezone

from streamcms.publishing.middleware import TEXTS, PublicGZipMiddleware
from streamcms.publishing.page_shelf import PageShelf
from streamcms.publishing.page_version import page_version
from streamcms.publishing.stored_page import IDENTITY, StoredPage
from streamcms.publishing.surrogate_keys import surrogate_keys
from streamcms.publishing.viewpoint import Viewpoint

_METHODS = ("GET", "HEAD")
_LEFT_ALONE = ("/admin/", "/preview/", "/healthz", "/readyz", settings.STATIC_URL, settings.MEDIA_URL)
_STORED = (200, 301, 404)
_LONGEST_ADDRESS = 1000  # characters of path and query; few links of ours are half as long
_MOST_HOSTS = 1000  # a host with a port that somebody made up is another host
_STALE = 30  # seconds that a CDN may show a page while it fetches the next


class PageCacheMiddleware:
    """Two shelves: visitors invent queries and missing pages without end, which may not drive out real pages."""

    def __init__(self, get_response):
        if settings.DEBUG:
            raise MiddlewareNotUsed("Templates change under a running process.")
        self.get_response = get_response
        self._compress = PublicGZipMiddleware(get_response).process_response
        folder, limit = Path(settings.DATA_ROOT, "page_cache"), settings.PAGE_CACHE_MB * 2**20 // 2
        self._pages, self._oddities = PageShelf(folder / "pages", limit), PageShelf(folder / "oddities", limit)
        self._known_hosts = set()  # as ALLOWED_HOSTS lets them in: to ask takes half as long as to read the revision
        self._home = urlsplit(settings.SITE_URL).netloc

    def __call__(self, request):
        address = self._address(request)
        version = address and _version_now()
        if not version:
            return self.get_response(request)
        key = (version.name, *address)
        page = self._pages.find(key) or self._oddities.find(key)
        if f'"{version.name}"' in request.META.get("HTTP_IF_NONE_MATCH", ""):
            return HttpResponseNotModified(headers=_policy(version, page))
        if page:
            return _answer(page, version, request)
        if not settings.PAGE_CACHE_MB or len(address.path) + len(address.query) > _LONGEST_ADDRESS:
            return self._render(request)[0]
        with self._pages.alone(address):
            return self._find_again_or_render(request, address)

    def _address(self, request):
        """None for what this cache does not answer; who set a viewpoint of its own looks at another moment."""
        if request.method not in _METHODS or request.path_info.startswith(_LEFT_ALONE) or hasattr(request, "viewpoint"):
            return None
        host = request.META.get("HTTP_HOST", "")
        if host not in self._known_hosts:
            try:
                request.get_host()
            except DisallowedHost:
                return None
            if len(self._known_hosts) < _MOST_HOSTS:
                self._known_hosts.add(host)
        return Address(request.scheme, host, request.path, request.META.get("QUERY_STRING", ""))

    def _find_again_or_render(self, request, address):
        """Another may have rendered the page, and a third edited it, while this one waited: all is asked anew."""
        version = page_version(timezone.now())
        key = (version.name, *address)
        for shelf in (self._pages, self._oddities):
            if page := shelf.find(key) or shelf.find_file(version.folder, key):
                return _answer(page, version, request)
        response, page, version = self._render(request)
        if page:
            self._shelf(page, address).keep(version.folder, (version.name, *address), page)
        return response

    def _render(self, request):
        """(answer, page to keep or None, its version)."""
        viewpoint = request.viewpoint = Viewpoint.public()
        version = page_version(viewpoint.at)
        response = _get(self.get_response, request)
        if not _may_be_stored(response):
            return self._compress(request, response), None, version
        if (
            page_version(viewpoint.at).name != version.name
        ):  # the catalogue moved meanwhile: right to show, wrong to keep
            response["Cache-Control"] = "no-cache"
            return self._compress(request, response), None, version
        page = _page_of(request, response)
        return _answer(page, version, request), page, version

    def _shelf(self, page, address):
        is_real = page.status == 200 and not address.query and self._home in ("", address.host)
        return self._pages if is_real else self._oddities


class KeptResponse(HttpResponse):
    """Takes over headers that were checked when they were first set, which halves what an answer costs."""

    def __init__(self, page, body, headers):
        super().__init__(body, status=page.status, content_type="")
        self.headers = ResponseHeaders.__new__(ResponseHeaders)
        self.headers._store = dict(headers._store)


class Address(NamedTuple):
    """A page's key but for its version; the language is in the path."""

    scheme: str
    host: str
    path: str
    query: str


def _version_now():
    """None within a transaction, where the revision may be rolled back and used again, and while the database does not
    answer or was not migrated: those below say so as they always do."""
    if connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return None
    try:
        return page_version(timezone.now())
    except (DatabaseError, TypeError):
        return None


def _get(get_response, request):
    """The answer to GET, uncompressed, which is kept for both methods: servers leave out the body where it was HEAD.

    A view whose answer is not kept, and lies there compressed, finds the header in `accept_encoding`.
    """
    method, request.method = request.method, "GET"
    accepted = request.META.pop("HTTP_ACCEPT_ENCODING", None)
    request.accept_encoding = accepted or ""
    try:
        return get_response(request)
    finally:
        request.method = method
        if accepted is not None:
            request.META["HTTP_ACCEPT_ENCODING"] = accepted


def _may_be_stored(response):
    return (
        response.status_code in _STORED
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response
        and "Content-Encoding" not in response
        and response.get("Vary", "Accept-Encoding").lower() == "accept-encoding"
        and TEXTS.match(response.get("Content-Type", "")) is not None
    )


def _page_of(request, response):
    html = response.text if response["Content-Type"].startswith("text/html") else ""
    headers = dict(response.items())
    headers.pop("Content-Length", None)
    headers["Surrogate-Key"] = surrogate_keys(request.path, html if response.status_code == 200 else "")
    return StoredPage.compress(response.status_code, headers, response.content)


def _answer(page, version, request):
    coding = page.coding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    policy = _policy(version, page)
    ready = page.answers.get(coding)
    if not ready or ready[0] != policy:
        body = page.body(coding)
        headers = page.headers | policy | {"Content-Length": str(len(body))}
        if coding != IDENTITY:
            headers["Content-Encoding"] = coding
        if page.status != 200:
            del headers["ETag"]
        ready = page.answers[coding] = policy, body, ResponseHeaders(headers)
    return KeptResponse(page, *ready[1:])


def _policy(version, page):
    """Headers of every answer at a version, a 304 of a page that is not at hand among them."""
    left = version.until - time.time()
    shared = int(max(0, min(settings.CDN_MAX_AGE, left)))
    caching = f"public, max-age=0, s-maxage={shared}"
    if page and page.is_html:
        caching += f", stale-while-revalidate={int(max(0, min(_STALE, left - shared)))}"
    return {
        "Cache-Control": caching,
        "Vary": "Accept-Encoding",
        # Weak: what is compressed differs in bytes, and two renderings of a version are the same page, byte or not.
        "ETag": f'W/"{version.name}"',
    }
