"""The page that merges two: their values side by side, exactly what will happen, and the button that does it."""

from django.contrib import messages
from django.contrib.admin.models import DELETION, LogEntry
from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.admin.identity_rights import admin_of, check, find, holding_for, may_merge
from catalog.admin.identity_words import facts_of, value_words
from catalog.identity.choices import COLUMNS, choices
from catalog.identity.merging import CannotMerge, merge, plan_merge
from catalog.identity.refreshing import refresh
from catalog.identity.telling import tell
from catalog.models import Title
from streamcms.publishing.admin_site.badges import state_badge

_CHOICE = "choice-"


def merge_page(desk):
    """A view of the desk, a ModelAdmin. A GET reads what would be done; a POST does it if it is still the same."""

    def view(request, kind, kept, gone):
        with holding_for(request):
            one, two = find(kind, kept), find(kind, gone)
            check(may_merge(request.user, one, two))
            chosen = {
                name.removeprefix(_CHOICE): pick for name, pick in request.POST.items() if name.startswith(_CHOICE)
            }
            try:
                plan = plan_merge(one, two, chosen)
                digest = plan_merge(one, two).digest() if chosen else plan.digest()
            except CannotMerge as error:
                raise BadRequest(str(error)) from None
            is_same = request.POST.get("seen") == digest
            if request.method == "POST" and is_same:
                return HttpResponseRedirect(_merge(request, one, two, plan))
        context = _context(request, kind, one, two, plan, chosen, digest)
        context["was_changed"] = request.method == "POST"
        return desk.page(
            request,
            "admin/identity_merge.html",
            _("Merge two into one"),
            context,
            409 if context["was_changed"] else 200,
        )

    return view


def _merge(request, kept, gone, plan):
    """Merge, with a version of what stays in its history; returns where to look at what was done."""
    model_admin, names = admin_of(kept), {"gone": str(gone), "kept": str(kept)}
    model_admin.remember(request, kept)
    change = merge(kept, gone, plan, request.user)
    LogEntry.objects.log_actions(
        user_id=request.user.pk,
        queryset=[gone],
        action_flag=DELETION,
        change_message=_("Merged into “%s”.") % kept,
        single_object=True,
    )
    model_admin.log_change(request, type(kept)._base_manager.get(pk=kept.pk), _("Merged “%(gone)s” into it.") % names)
    refresh(change)
    messages.success(request, _("“%(gone)s” is a part of “%(kept)s” now, and its old address leads there.") % names)
    return reverse("admin:catalog_identitychange_change", args=[change.pk])


def _context(request, kind, kept, gone, plan, chosen, digest):
    facts = facts_of([kept, gone])
    sides = []
    for thing in (kept, gone):
        words, numbers, credits = facts[isinstance(thing, Title), thing.pk]
        address = admin_of(thing).address(thing)
        badge = state_badge(thing, request.viewpoint.at)
        sides.append(
            {"thing": thing, "facts": words, "numbers": numbers, "credits": credits, "badge": badge, "address": address}
        )
    differing = choices(kept, gone)
    told = [
        {
            "choice": choice,
            "name": _CHOICE + choice.name,
            "pick": chosen.get(choice.name, choice.default),
            "kept": value_words(kept, choice.columns),
            "gone": value_words(gone, choice.columns),
            "notes": [_note(note) for note in choice.notes],
        }
        for choice in differing
    ]
    names = {choice.name for choice in differing}
    alike = [
        (kept._meta.get_field(columns[0]).verbose_name, words)
        for columns in COLUMNS[kept._meta.concrete_model]
        if columns[0] not in names and (words := value_words(kept, columns))
    ]
    return {
        "kind": kind,
        "kept": sides[0],
        "gone": sides[1],
        "choices": told,
        "alike": alike,
        "told": tell(plan),
        "locks": sorted(set(plan.locked) - {"external_ids"}),
        "digest": digest,
        "hides": gone.is_visible(request.viewpoint) and not kept.is_visible(request.viewpoint),
        "shows": kept.is_visible(request.viewpoint) and not gone.is_visible(request.viewpoint),
    }


def _note(note):
    source, when, locked = note
    words = " · ".join(filter(None, (source, when[:10])))
    return f"{words} · {_('locked')}" if locked and words else words
