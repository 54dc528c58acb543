"""The homepage, the pages that editors write, and those that say that something is missing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control

from streamcms.publishing.addresses import find_or_404, follow_moves
from streamcms.publishing.models import ExternalId
from theming.homepage import shown_rows, shown_slides
from theming.homepage_titles import best_known
from theming.markdown import to_html
from theming.models import Page
from theming.theme_sheet import digest
from theming.themes import offered_themes

_ABOUT = "about"
_BEST_KNOWN = 6
_A_YEAR = 31_536_000  # seconds


def homepage(request):
    slides = shown_slides(request.viewpoint)
    context = {"slides": slides, "rows": shown_rows(request.viewpoint, slides)}
    return render(request, "theming/homepage.html", context)


@follow_moves
def page(request, slug):
    found = find_or_404(Page.objects.all(), slug, request.viewpoint)
    context = {"page": found, "body": to_html(found.body), "uses_tmdb": slug == _ABOUT and _uses_tmdb()}
    return render(request, "theming/page.html", context)


def _uses_tmdb():
    """TMDB asks who shows its data to say so."""
    return ExternalId.objects.filter(provider="tmdb").exists()


def my_list(request):
    """The frame of what the browser remembers. No list ever comes here."""
    return render(request, "theming/my_list.html")


def not_found(request, exception):
    """Nothing lives there: a field to search by and what most viewers know."""
    viewpoint = getattr(request, "viewpoint", None)
    is_admin = viewpoint is None or request.path_info.startswith("/admin/")
    titles = [] if is_admin else best_known(viewpoint, _BEST_KNOWN)
    return render(request, "404.html", {"titles": titles}, status=404)


def offline(request):
    """What service_worker() keeps for when the network is gone: no query, since it is asked for in the background."""
    return render(request, "theming/offline.html")


@cache_control(no_cache=True)
def service_worker(request):
    """A script whose address must stay, at the top of what it may answer for."""
    return render(request, "theming/service_worker.js", content_type="text/javascript; charset=utf-8")


def theme_sheet(request, name):
    """All themes that are offered now. Under another name than theirs nobody keeps them: that page was older."""
    sheet = offered_themes(request.viewpoint).style_sheet
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    if name == digest(sheet):
        patch_cache_control(response, public=True, max_age=_A_YEAR, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response
