"""The library: every title, or that part of them that an address names. A title's own page is in title_pages.py, what
the library's script asks for in library_data.py."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.library_answers import LibraryAnswer
from catalog.models import Collection, Genre, Title
from streamcms.publishing.addresses import find_or_404, follow_moves

TITLES_PER_PAGE = 60


def library(request, page=1, kind=""):
    headings = {"": _("Library"), "movie": _("Movies"), "show": _("Shows")}
    base = {"": "library", "movie": "movies", "show": "shows"}[kind]
    return _browse(request, {"kind": kind}, page, base, {"heading": headings[kind], "kind": kind})


def genre(request, slug, page=1):
    chosen = Genre.objects.with_translations().filter(slug=slug).first()
    if not chosen:
        raise Http404
    return _browse(request, {"genre": slug}, page, "genre", {"heading": str(chosen), "genre": chosen}, [slug])


def _browse(request, scope, page, base, context, arguments=()):
    """The grid of titles under an address: filtered by the query, in pages of 60."""
    answer = LibraryAnswer(request, scope)
    paginator = Paginator(answer, TITLES_PER_PAGE)
    if page < 1 or page > paginator.num_pages:
        raise Http404
    parameters = request.GET.copy()
    parameters.pop("page", None)
    context |= {
        "filter": answer.filter,
        "options": answer.options(),
        "library": answer.for_the_script(),
        "page": paginator.get_page(page),
        "pages": list(paginator.get_elided_page_range(page, on_each_side=2, on_ends=1)),
        "first_page_url": reverse(base, args=arguments),
        "page_url_base": reverse(base, args=arguments) + "page/",
        "query": parameters.urlencode(),
    }
    return render(request, "catalog/library.html", context)


@follow_moves
def collection(request, slug):
    collections = Collection.objects.select_related("poster", "backdrop").with_translations()
    found = find_or_404(collections, slug, request.viewpoint)
    titles = (
        Title.objects.visible(request.viewpoint)
        .filter(collection_memberships__collection=found)
        .order_by("collection_memberships__position", "sort_key")
        .with_card_data()
    )
    return render(request, "catalog/collection.html", {"collection": found, "titles": titles})
