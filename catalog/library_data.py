"""What the library's script asks for: the index, what changed since, who belongs to a person or a tag, answers."""

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control

from catalog.library import current_library, is_sent_whole
from catalog.library_answers import LibraryAnswer
from catalog.models import Collection, Title
from people.models import Person
from streamcms.publishing.addresses import find_or_404

TITLES_AN_ANSWER = 120
_A_YEAR = 31_536_000
_KIND = "application/octet-stream"
_immutable = cache_control(public=True, max_age=_A_YEAR, immutable=True)


@_immutable
def index(request, name):
    """The base. A page names the current one; another is not there, since it may name what nobody may see any more."""
    library = _library_or_404(request)
    if name != library.base_name:
        raise Http404
    return _encoded(request, library.base_bytes)


@_immutable
def delta(request, name):
    """What a page must add to the base."""
    library = _library_or_404(request)
    if name != library.delta_file[0]:
        raise Http404
    return _encoded(request, library.delta_bytes)


def _library_or_404(request):
    library = current_library(request.viewpoint)
    if not is_sent_whole(library):
        raise Http404
    return library


def _encoded(request, read):
    header = getattr(request, "accept_encoding", None) or request.headers.get("Accept-Encoding", "")
    accepted = {part.split(";")[0].strip() for part in header.split(",")}
    coding = next((coding for coding in ("br", "gzip") if coding in accepted), "")
    response = HttpResponse(read(coding), content_type=_KIND)
    response["Vary"] = "Accept-Encoding"
    if coding:
        response["Content-Encoding"] = coding
    return response


def answer(request):
    """Some titles of an answer, for who does not have the index; scope_kind and scope_genre say of which page."""
    scope = {name: request.GET.get(f"scope_{name}", "") for name in ("kind", "genre")}
    if scope["kind"] not in Title.Kind.values:
        scope["kind"] = ""
    data = LibraryAnswer(request, scope).packed(request.GET.get("after", ""), TITLES_AN_ANSWER)
    if data is None:
        raise Http404
    return HttpResponse(data, content_type=_KIND)


def members(request, kind, slug):
    """Slugs of the visible titles of a person, a tag or a collection."""
    titles = Title.objects.visible(request.viewpoint)
    if kind == "person":
        found = find_or_404(Person.objects.all(), slug, request.viewpoint)
        titles = titles.filter(pk__in=found.credits.visible(request.viewpoint).values("title"))
    elif kind == "collection":
        found = find_or_404(Collection.objects.all(), slug, request.viewpoint)
        titles = titles.filter(collections=found)
    else:
        titles = titles.filter(tags__slug=slug)
    slugs = sorted(titles.values_list("slug", flat=True))
    if not slugs:
        raise Http404
    return JsonResponse(slugs, safe=False)
