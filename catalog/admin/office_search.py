"""Search over the whole office: titles, people, episodes and collections in every state, by name or by an id.

The index that the public search reads holds hidden things too; here it is asked among all that the user may look at.
At most 40 queries, however large the catalogue.
"""

import re
from dataclasses import dataclass

from django.contrib import admin
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog.models import Collection, Department, Episode, Movie, SearchEntry, Show, Title
from catalog.search.find import find_among
from people.models import Person
from streamcms.publishing.admin_site.badges import state_badge
from streamcms.publishing.admin_site.office_admin import thumbnail
from streamcms.publishing.admin_site.search import search_external_ids

_Kind = SearchEntry.Kind
_SUGGESTED = {_Kind.TITLE: 6, _Kind.PERSON: 4, _Kind.EPISODE: 4, _Kind.COLLECTION: 2}
_LISTED, _LISTED_OF_ONE = 12, 100  # results of each kind, and of the only one that is asked for
_MOST_LETTERS = 200
_AN_ID = re.compile(r"[a-z]*\d+|\w+(:\w+){1,2}")
_MODELS = {_Kind.PERSON: Person, _Kind.EPISODE: Episode, _Kind.COLLECTION: Collection}  # titles have two admins
_PICTURES = {_Kind.TITLE: "poster", _Kind.PERSON: "portrait", _Kind.EPISODE: "still", _Kind.COLLECTION: "poster"}
_HEADINGS = {
    _Kind.TITLE: _("Movies and shows"),
    _Kind.PERSON: _("People"),
    _Kind.EPISODE: _("Episodes"),
    _Kind.COLLECTION: _("Collections"),
}


_SAID_WITH = {_Kind.EPISODE: ["season__show"]}  # what a row's facts are read from


@dataclass(slots=True)
class Row:
    """`pieces` of the name are (text, whether it answers); `also` those of another name that it was found by."""

    address: str
    picture: str
    badge: str
    pieces: list
    also: list
    facts: str


@dataclass(slots=True)
class Group:
    kind: str
    heading: str
    rows: list
    may_go_on: bool = False  # as many were found as were asked for


@require_safe
def search(request):
    text, things = _typed(request), _things(request)
    chosen = request.GET.get("kind") if request.GET.get("kind") in things else ""
    asked = {chosen: things[chosen]} if chosen else things
    many = _LISTED_OF_ONE if chosen else _LISTED
    context = {
        **admin.site.each_context(request),
        "title": _("Search"),
        "text": text,
        "chosen": chosen,
        "kinds": [(kind, _HEADINGS[kind]) for kind in things],
        "groups": _groups(request, text, asked, dict.fromkeys(asked, many)),
    }
    return TemplateResponse(request, "admin/search.html", context)


@require_safe
def suggest(request):
    """JSON as <search-box> reads it: how many, that in words, and the options of a listbox as HTML."""
    text, things = _typed(request), _things(request)
    groups = _groups(request, text, things, {kind: _SUGGESTED[kind] for kind in things})
    count = sum(len(group.rows) for group in groups)
    says = ngettext("%d suggestion", "%d suggestions", count) % count if count else gettext("Nothing found")
    html = render_to_string("admin/_search_suggestions.html", {"groups": groups, "text": text}) if count else ""
    return JsonResponse({"count": count, "says": says, "html": html})


def _typed(request):
    return " ".join(request.GET.get("q", "").replace("\0", "").split())[:_MOST_LETTERS]


def _may_view(request, model):
    return admin.site.get_model_admin(model).has_view_permission(request)


def _things(request):
    """kind -> what of it the user may look at. Movies and shows have permissions of their own."""
    of_kind = {Title.Kind.MOVIE: Movie, Title.Kind.SHOW: Show}
    kinds = [kind for kind, model in of_kind.items() if _may_view(request, model)]
    things = {_Kind.TITLE: Title.objects.filter(kind__in=kinds)} if kinds else {}
    return things | {kind: model.objects.all() for kind, model in _MODELS.items() if _may_view(request, model)}


def _groups(request, text, things, most):
    """Groups with something in them, the best first; what an id names comes before what a name finds."""
    groups = _groups_by_id(request, text, things, most) if _AN_ID.fullmatch(text) else []
    for group in find_among(text, things, most).groups if things else ():
        rows = [_row(request, group.kind, match.thing, match.pieces, match.also) for match in group.matches]
        groups.append(Group(group.kind, _HEADINGS[group.kind], rows, len(rows) == most[group.kind]))
    return groups


def _groups_by_id(request, text, things, most):
    groups = []
    for kind, every in things.items():
        found = search_external_ids(every.model, every, every.none(), text)
        found = found.select_related(_PICTURES[kind], *_SAID_WITH.get(kind, ()))[: most[kind]]
        rows = [_row(request, kind, thing, [(thing.name, False)]) for thing in found]
        if rows:
            groups.append(Group(kind, gettext("With this number"), rows))
    return groups


def _row(request, kind, thing, pieces, also=()):
    model = thing.kind if kind == _Kind.TITLE else thing._meta.model_name
    address = reverse(f"admin:{thing._meta.app_label}_{model}_change", args=[thing.pk])
    picture = thumbnail(getattr(thing, _PICTURES[kind]))
    return Row(address, picture, state_badge(thing, request.viewpoint.at), pieces, also, _facts(kind, thing))


def _facts(kind, thing):
    """What tells it from others of its name."""
    if kind == _Kind.TITLE:
        facts = [thing.get_kind_display(), thing.year, thing.original_name]
    elif kind == _Kind.PERSON:
        craft = thing.known_for_department
        facts = [Department(craft).label if craft in Department.values else craft, thing.born_on and thing.born_on.year]
    elif kind == _Kind.EPISODE:
        facts = [thing.season.show.name, thing.code, thing.aired_on and thing.aired_on.year]
    else:
        facts = []
    return " · ".join(str(fact) for fact in facts if fact)
