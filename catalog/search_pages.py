"""The pages of search: results as a page, suggestions as one types. Both say the same in the same order."""

from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import SearchEntry
from catalog.search.find import find, instead
from catalog.search.words import LONGEST_QUERY

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


def suggest(request):
    """JSON: how many, that in words for a screen reader, and the options of a listbox as HTML."""
    text = _typed(request)
    answer = find(text, request.viewpoint, _SUGGESTED)
    count = answer.count
    counted = ngettext("%(count)d suggestion", "%(count)d suggestions", count) % {"count": count}
    says = counted if count else _("Nothing found")
    html = render_to_string("catalog/_suggestions.html", {"text": text, "answer": answer}) if answer.count else ""
    return JsonResponse({"count": count, "says": says, "html": html})
