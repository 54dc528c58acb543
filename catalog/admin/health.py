"""The work list of what titles and people lack: filtered, and given to whom puts it right."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from catalog.health.checkups import Checkup, check_people, check_titles
from catalog.health.owners import Key, assign, name_of, possible_owners
from catalog.health.refresh import refresh, waiting
from catalog.health.severities import WORST_FIRST, Severities
from catalog.health.work_list import BY_NAME, ME, NOBODY, WORST, Asked, State, WorkList
from catalog.models import Health, Movie, Show, Title
from people.models import Person
from streamcms.publishing.admin_site.badges import state_badge
from streamcms.publishing.admin_site.office_admin import thumbnail

_PER_PAGE = 50
_MOST_AT_ONCE = 5_000  # things that are given to somebody
_MODELS = {"movie": Movie, "show": Show, "person": Person}
_KIND_WORDS = {"movie": gettext_lazy("Movies"), "show": gettext_lazy("Shows"), "person": gettext_lazy("People")}
_SEVERITY_WORDS = {
    "block": gettext_lazy("Blocks publishing"),
    "warn": gettext_lazy("Warns before publishing"),
    "note": gettext_lazy("Is noted"),
}
_ORDER_WORDS = {WORST: gettext_lazy("Worst first"), BY_NAME: gettext_lazy("By name")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing in the list. `key` names it in what is posted."""

    key: str
    address: str
    name: str
    kind: str
    picture: str
    badge: str
    checkup: Checkup
    owner: str
    is_mine: bool


@require_http_methods(["GET", "HEAD", "POST"])
def work_list(request):
    kinds = [kind for kind, model in _MODELS.items() if _may(request, "view", model)]
    if not kinds:
        raise PermissionDenied
    severities = Severities.stored()
    asked = Asked.of(request.GET)
    listed = WorkList(asked, severities, kinds, request.user)
    may_assign = any(_may(request, "change", _MODELS[kind]) for kind in kinds)
    if request.method == "POST":
        if not may_assign:
            raise PermissionDenied
        return _posted(request, listed)
    page = Paginator(listed.rows(), _PER_PAGE).get_page(request.GET.get("p"))
    context = {
        **admin.site.each_context(request),
        "title": _("Work list"),
        "asked": asked,
        "page": page,
        "entries": _entries(request, page.object_list, severities),
        "may_assign": may_assign,
        "may_set_rules": request.user.has_perm("catalog.view_healthrule"),
        "owners": [(user.pk, name_of(user)) for user in possible_owners()],
        "waiting": waiting(),
        "is_empty": not page.object_list and not asked.parameters,
        **_choices(listed),
        **_links(request, asked, page),
    }
    return TemplateResponse(request, "admin/health.html", context)


def _may(request, verb, model):
    return getattr(admin.site.get_model_admin(model), f"has_{verb}_permission")(request)


def _choices(listed):
    """What the form of filters offers, with how many of each there are."""
    asked, kinds = listed.asked, listed.count_by_kind()
    states, severities = listed.count_by_state(), listed.count_by_severity()
    rules = [(rule, count) for rule, count in listed.count_by_rule() if count or rule.key == asked.rule]
    return {
        "kinds": [(kind, _KIND_WORDS[kind], kinds.get(kind, 0)) for kind in listed.kinds],
        "kinds_total": sum(kinds.values()),
        "states": [(state, state.label, states.get(state, 0)) for state in State],
        "severities": [(each, _SEVERITY_WORDS[each], severities.get(each, 0)) for each in WORST_FIRST],
        "rules": [(_address(asked.but(rule=rule.key)), rule, count) for rule, count in rules],
        "orders": list(_ORDER_WORDS.items()),
    }


def _address(asked, **more):
    query = urlencode([*asked.parameters, *more.items()])
    return f"?{query}" if query else "?"


def _links(request, asked, page):
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "page_links": [(n, isinstance(n, int) and _address(asked, p=n), n == page.number) for n in numbers],
        "kind_links": [("", _address(asked.but(kind="")))]
        + [(kind, _address(asked.but(kind=kind))) for kind in _MODELS],
        "every_rule": _address(asked.but(rule="")),
        "every_thing": _address(Asked()),
        "here": request.get_full_path(),
    }


def _entries(request, rows, severities):
    """Entries of Health rows, checked as they are now: five queries at most."""
    rows = list(rows)
    titles = [row.title_id for row in rows if row.title_id]
    people = [row.person_id for row in rows if row.person_id]
    found = [
        ("title", Title.objects.filter(pk__in=titles).select_related("poster", "health_owner__owner"), check_titles),
        (
            "person",
            Person.objects.filter(pk__in=people).select_related("portrait", "health_owner__owner"),
            check_people,
        ),
    ]
    entries = {}
    for column, things, checks in found:
        things = list(things)
        checkups = checks([thing.pk for thing in things], severities) if things else {}
        for thing in things:
            entries[column, thing.pk] = _entry(request, column, thing, checkups[thing.pk])
    keys = (("title", row.title_id) if row.title_id else ("person", row.person_id) for row in rows)
    return [entries[key] for key in keys if key in entries]


def _entry(request, column, thing, checkup):
    kind = getattr(thing, "kind", "person")
    owner = thing.health_owner.owner if hasattr(thing, "health_owner") else None
    picture = thing.poster if column == "title" else thing.portrait
    return Entry(
        key=f"{column}:{thing.pk}",
        address=admin.site.get_model_admin(_MODELS[kind]).address(thing),
        name=str(thing),
        kind=Health.Kind(kind).label,
        picture=thumbnail(picture),
        badge=state_badge(thing, request.viewpoint.at),
        checkup=checkup,
        owner=name_of(owner) if owner else "",
        is_mine=owner == request.user,
    )


def _posted(request, listed):
    """ "take", "drop" or "count": a button; else "give" to "owner" what is chosen, or all that is listed."""
    data = request.POST
    back = HttpResponseRedirect(_way_back(request))
    if "count" in data:
        count = refresh()
        messages.success(request, ngettext("%d was counted anew.", "%d were counted anew.", count) % count)
        return back
    for button, owner in (("take", request.user), ("drop", None)):
        if button in data:
            return _give(request, [Key.parse(data[button])], owner) or back
    owner = _chosen_owner(request)
    if owner is False:
        messages.error(request, _("Choose who is to have them."))
        return back
    if data.get("everything"):
        rows = listed.rows()[:_MOST_AT_ONCE].values_list("title_id", "person_id")
        keys = [Key(Title, title) if title else Key(Person, person) for title, person in rows]
    else:
        keys = [Key.parse(text) for text in data.getlist("thing")]
    return _give(request, keys, owner) or back


def _way_back(request):
    there = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if is_ours else request.get_full_path()


def _chosen_owner(request):
    """A user, None for nobody, False where no such person was chosen."""
    chosen = request.POST.get("owner", "")
    if chosen == NOBODY:
        return None
    if chosen == ME:
        return request.user
    is_number = chosen.isascii() and chosen.isdigit() and len(chosen) < 10
    return (possible_owners().filter(pk=chosen).first() or False) if is_number else False


def _give(request, keys, owner):
    """Give things to an owner, as far as the user may edit them."""
    models = {Title: (Movie, Show), Person: (Person,)}
    may = {model for model, edited in models.items() if all(_may(request, "change", each) for each in edited)}
    if not may:
        raise PermissionDenied
    keys = [key for key in keys if key and key.model in may]
    if not keys:
        messages.error(request, _("Nothing was chosen."))
        return
    count = assign(keys, owner, request.user)
    if not owner:
        said = ngettext("%d belongs to nobody now.", "%d belong to nobody now.", count) % count
    else:
        words = {"count": count, "name": name_of(owner)}
        said = ngettext("%(count)d now belongs to %(name)s.", "%(count)d now belong to %(name)s.", count) % words
    messages.success(request, said)
