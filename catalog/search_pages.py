"""The pages of search: results as a page, suggestions as one types. Both say the same in the same order."""

from zlib import crc32

from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from catalog.models import SearchEntry
from catalog.search.find import find, instead
from catalog.search.words import LONGEST_QUERY
from streamcms.publishing.revision import cache_version

Kind = SearchEntry.Kind
_ON_THE_PAGE = {Kind.TITLE: 36, Kind.PERSON: 18, Kind.COLLECTION: 12, Kind.EPISODE: 12}
_SUGGESTED = {Kind.TITLE: 5, Kind.PERSON: 3, Kind.COLLECTION: 2, Kind.EPISODE: 2}


def _typed(request):
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]


def search(request):
    text = _typed(request)
    answer = find(text, request.viewpoint, _ON_THE_PAGE)
    context = {"text": text, "answer": answer}
    if text and not answer.count:
        context["instead"] = instead(text, request.viewpoint)
    return render(request, "catalog/search.html", context)


def _suggestions_tag(request):
    """Suggestions are the same until the catalogue changes or a publishing window opens or closes."""
    if request.viewpoint.is_preview:
        return None
    typed = crc32(request.GET.get("q", "")[:LONGEST_QUERY].encode("utf-8", "replace"))
    return f'"{cache_version(request.viewpoint.at).key}-{get_language()}-{typed:x}"'


@condition(etag_func=_suggestions_tag)
def suggest(request):
    """JSON: how many, that in words for a screen reader, and the options of a listbox as HTML."""
    text = _typed(request)
    answer = find(text, request.viewpoint, _SUGGESTED)
    says = (
        ngettext("%d suggestion", "%d suggestions", answer.count) % answer.count if answer.count else _("Nothing found")
    )
    html = render_to_string("catalog/_suggestions.html", {"text": text, "answer": answer}) if answer.count else ""
    response = JsonResponse({"count": answer.count, "says": says, "html": html})
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
