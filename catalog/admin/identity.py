"""The identity desk: suspected doubles with their evidence, what was merged and split, and the way to do it."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.admin.identity_changes import change_page, undo
from catalog.admin.identity_merge import merge_page
from catalog.admin.identity_rights import KINDS, check, find, may_merge, may_say_two, may_split, may_view
from catalog.admin.identity_split import split_page
from catalog.admin.identity_words import facts_of, told_evidence
from catalog.models import IdentityChange, PeopleAreTwo, PersonSuspicion, Title, TitlesAreTwo, TitleSuspicion
from people.models import Person
from streamcms.publishing.admin_site.badges import state_badge
from streamcms.publishing.admin_site.office_admin import thumbnail

_PAIRS_A_PAGE, _CHANGES_A_PAGE, _FOUND = 15, 40, 12
_SUSPICIONS = {"title": (TitleSuspicion, TitlesAreTwo), "person": (PersonSuspicion, PeopleAreTwo)}
_PICTURES = {"title": "poster", "person": "portrait"}


@admin.register(IdentityChange)
class IdentityChangeAdmin(admin.ModelAdmin):
    """Its list is the desk; its rows are what was done there."""

    def get_urls(self):
        wrap, both, safe = self.admin_site.admin_view, require_http_methods(["GET", "HEAD", "POST"]), require_safe
        routes = (
            ("merge/<slug:kind>/<int:kept>/<int:gone>/", both(merge_page(self)), "merge"),
            ("split/<slug:kind>/<int:pk>/", both(split_page(self)), "split"),
            ("thing/<slug:kind>/<int:pk>/", safe(self.thing_view), "thing"),
            ("two/<slug:kind>/<int:first>/<int:second>/", require_POST(self.say_two), "two"),
            ("<int:pk>/undo/", require_POST(undo(self)), "undo"),
        )
        own = [path(route, wrap(view), name=f"identity_{name}") for route, view, name in routes]
        return [*own, *super().get_urls()]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """Suspected titles, suspected people (?show=person), or what was done (?show=changes)."""
        check(self.has_view_permission(request))
        seen = {kind: may_view(request, model) for kind, model in KINDS.items()}
        shows = [kind for kind in KINDS if seen[kind]]
        show = request.GET.get("show", "")
        show = show if show in (*shows, "changes") else (shows or ["changes"])[0]
        tabs = [(kind, _tab_words(kind), _SUSPICIONS[kind][0].objects.count(), kind == show) for kind in shows]
        tabs.append(("changes", _("Merged and split"), IdentityChange.objects.count(), show == "changes"))
        context = {"tabs": tabs, "show": show}
        context |= _changes(request) if show == "changes" else _suspects(request, show)
        return self.page(request, "admin/identity_desk.html", _("Identity desk"), context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return change_page(self, request, object_id)

    def thing_view(self, request, kind, pk):
        """One thing: its suspects, and a search for another to merge it with or to give credits to."""
        thing = find(kind, pk)
        check(self.has_view_permission(request) and may_view(request, KINDS[kind]))
        text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
        model_admin = admin.site.get_model_admin(type(thing))
        found = []
        if text:
            every = model_admin.model.objects.select_related(_PICTURES[kind]).order_by("sort_key", "slug")
            results, _doubles = model_admin.get_search_results(request, every, text)
            found = list(results.exclude(pk=pk).distinct()[:_FOUND])
        suspicions = _SUSPICIONS[kind][0].objects.filter(Q(first=pk) | Q(second=pk))
        context = {"thing": thing, "kind": kind, "asked": text, "may_split": may_split(request.user, thing)}
        context["thing_url"] = model_admin.address(thing)
        context["found"] = [
            side | {"may_merge": may_merge(request.user, thing, side["thing"])} for side in _sides(request, found, kind)
        ]
        context |= _suspects(request, kind, suspicions)
        return self.page(request, "admin/identity_thing.html", _("Who else is %s?") % thing, context)

    def say_two(self, request, kind, first, second):
        check(kind in KINDS and may_say_two(request.user, KINDS[kind]))
        one, two = find(kind, first), find(kind, second)
        suspicion, word = _SUSPICIONS[kind]
        ends = Q(first=one.pk, second=two.pk) | Q(first=two.pk, second=one.pk)
        if not word.objects.filter(ends).exists():
            word.objects.create(first_id=one.pk, second_id=two.pk, said_by=request.user)
        suspicion.objects.filter(ends).delete()
        messages.success(
            request, _("“%(one)s” and “%(two)s” are two, and are not suspected again.") % {"one": one, "two": two}
        )
        desk = f"{reverse('admin:catalog_identitychange_changelist')}?show={kind}"
        back = request.POST.get("next", "")
        return HttpResponseRedirect(back if url_has_allowed_host_and_scheme(back, None) else desk)

    def page(self, request, template, heading, context, status=200):
        common = {**self.admin_site.each_context(request), "title": heading, "opts": self.opts}
        return TemplateResponse(request, template, common | context, status=status)


def _tab_words(kind):
    return _("Titles that may be one") if kind == "title" else _("People who may be one")


def _suspects(request, kind, suspicions=None):
    """The pairs of a page with what tells them apart: a fixed number of queries."""
    model = _SUSPICIONS[kind][0]
    rows = (model.objects.all() if suspicions is None else suspicions).select_related(
        *(f"{end}__{_PICTURES[kind]}" for end in ("first", "second"))
    )
    page = Paginator(rows, _PAIRS_A_PAGE).get_page(request.GET.get("p"))
    pairs = list(page.object_list)
    sides = {side["thing"].pk: side for side in _sides(request, [e for r in pairs for e in (r.first, r.second)], kind)}
    may_dismiss = may_say_two(request.user, KINDS[kind])
    told = []
    for row in pairs:
        ends = [sides[row.first_id], sides[row.second_id]]
        kept, gone = preferred(ends)
        told.append({"row": row, "sides": ends, "kept": kept, "gone": gone, "evidence": told_evidence(row.evidence)})
    return {"kind": kind, "pairs": told, "page": page, "may_dismiss": may_dismiss}


def preferred(sides):
    """Which of two stays, unless the editor says otherwise: what is published, then what has more credits."""
    return sorted(sides, key=lambda side: (side["thing"].state != "published", -side["credits"], side["thing"].pk))


def _sides(request, things, kind):
    """[{thing, picture, badge, facts, numbers, credits, address}] of rows with their picture loaded."""
    facts = facts_of(things)
    found = []
    for thing in things:
        words, numbers, credits = facts[isinstance(thing, Title), thing.pk]
        model = "person" if isinstance(thing, Person) else thing.kind
        found.append(
            {
                "thing": thing,
                "picture": thumbnail(getattr(thing, _PICTURES[kind])),
                "badge": state_badge(thing, request.viewpoint.at),
                "facts": words,
                "numbers": numbers,
                "credits": credits,
                "address": reverse(f"admin:{thing._meta.app_label}_{model}_change", args=[thing.pk]),
            }
        )
    return found


def _changes(request):
    rows = IdentityChange.objects.defer("journal").select_related("made_by", "undone_by")
    return {"page": Paginator(rows, _CHANGES_A_PAGE).get_page(request.GET.get("p"))}
