"""What the site says to machines: sitemap, robots.txt, feed, OpenSearch description, web app manifest."""

from functools import partial

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from catalog.feeds import latest_titles
from catalog.sitemaps import SECTIONS as CATALOGUE
from people.sitemaps import SECTIONS as PEOPLE
from streamcms.publishing import sitemaps
from streamcms.publishing.addresses import full_address
from theming.models import Page, Site
from theming.themes import offered_themes

_SECTIONS = {
    section.name: section for section in (*CATALOGUE, *PEOPLE, sitemaps.Section("pages", Page.objects.visible))
}
_FIXED = ("home", "library", "movies", "shows")
_NOT_CRAWLED = ("/admin/", "/preview/", "/suggest")
_GROUND = "#0b0e17"  # where there is no theme


def sitemap(request):
    """The index: one query a section."""
    url = partial(full_address, request)
    pages = [(url(reverse("sitemap_page", args=["library", 1])), None)]
    for section in _SECTIONS.values():
        count, changed = section.extent(request.viewpoint)
        pages += [(url(reverse("sitemap_page", args=[section.name, page])), changed) for page in range(1, count + 1)]
    return _xml(sitemaps.index(pages))


def sitemap_sections():
    return list(_SECTIONS.values())


def sitemap_page(request, section, page):
    """Up to 50,000 addresses: one query."""
    url = partial(full_address, request)
    if (section, page) == ("library", 1):
        return _xml(sitemaps.page([(reverse(name), None, []) for name in _FIXED], url))
    if section not in _SECTIONS or page < 1:
        raise Http404
    entries = list(_SECTIONS[section].entries(request.viewpoint, page))
    if not entries:
        raise Http404
    return _xml(sitemaps.page(entries, url))


def robots(request):
    """What nobody need crawl, and a sitemap for each language."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_CRAWLED), ""]
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            lines.append(f"Sitemap: {full_address(request, reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def latest(request):
    url, site = partial(full_address, request), _site()
    feed = latest_titles(
        request.viewpoint,
        url,
        title=site.name,
        link=url(reverse("home")),
        description=None,
        subtitle=site.description or None,
        language=translation.get_language(),
        feed_url=url(request.path),
        feed_guid=url(request.path),
    )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def opensearch(request):
    context = {
        "site": _site(),
        "search": full_address(request, search_address()),
        "icon": full_address(request, static("img/icon-48.png")),
    }
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "theming/opensearch.xml", context, content_type=kind)


def search_address():
    return reverse("search")


def manifest(request):
    site, dark = _site(), offered_themes(request.viewpoint).dark
    ground = dark.colour if dark else _GROUND
    data = {
        "name": site.name,
        "short_name": site.name[:12],
        "description": site.description,
        "lang": translation.get_language(),
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "id": reverse("home"),
        "start_url": reverse("home"),
        "scope": reverse("home"),
        "display": "minimal-ui",
        "background_color": ground,
        "theme_color": ground,
        "icons": [
            {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png"},
            {
                "src": static("img/icon-maskable-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
    }
    return JsonResponse(data, content_type="application/manifest+json")


def _site():
    return Site.objects.first() or Site()


def _xml(text):
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
