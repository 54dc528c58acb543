"""The page that splits a thing: credits and numbers are ticked, looked at once more, and go to another."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.identity_rights import admin_of, check, find, holding_for, may_split
from catalog.identity.refreshing import refresh
from catalog.identity.splitting import CannotSplit, credits_of, plan_split, split
from catalog.identity.telling import tell
from catalog.models import Department, Title

_LISTED = 500  # credits; who has more is split twice


class SplitForm(forms.Form):
    """What goes. The choices are the thing's own credits and numbers."""

    name = forms.CharField(
        label=gettext_lazy("Name of the new one"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty: the same name."),
    )
    credits = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    numbers = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data, credits, numbers):
        super().__init__(data)
        self.fields["credits"].choices = [(str(credit.pk), str(credit.pk)) for credit in credits]
        self.fields["numbers"].choices = [(str(number.pk), str(number)) for number in numbers]


def split_page(desk):
    """A view of the desk. "Preview" says what would go; "save" does it if that is still the same. ?to=: to whom."""

    def view(request, kind, pk):
        with holding_for(request):
            thing = find(kind, pk)
            to = request.GET.get("to", "")
            other = find(kind, int(to)) if to.isascii() and to.isdigit() else None
            check(may_split(request.user, *filter(None, (thing, other))))
            listed, numbers = _listed(thing), list(thing.external_ids.all())
            form = SplitForm(request.POST or None, listed, numbers)
            plan = _plan(form, thing, other) if form.is_valid() else None
            digest = plan.digest() if plan else ""
            if plan and "_save" in request.POST and request.POST.get("seen") == digest:
                return HttpResponseRedirect(_split(request, thing, other, plan))
        context = _context(kind, thing, other, form, listed, numbers)
        context |= {"told": tell(plan) if plan else [], "plan": plan, "digest": digest}
        context["was_changed"] = bool(plan) and "_save" in request.POST
        return desk.page(request, "admin/identity_split.html", _("Split %s") % thing, context)

    return view


def _plan(form, thing, other):
    values = form.cleaned_data
    try:
        return plan_split(thing, other, values["name"], values["credits"], values["numbers"])
    except CannotSplit:
        form.add_error(None, _("Nothing is ticked: tick what is another’s."))
    return None


def _listed(thing):
    credits = credits_of(thing)
    if isinstance(thing, Title):
        return list(credits.select_related("person")[:_LISTED])
    newest = credits.select_related("title", "episode__season")
    return list(newest.order_by("-title__released_on", "title__sort_key", "title__slug", "pk")[:_LISTED])


def _split(request, thing, other, plan):
    """Split, with a version of each in its history; returns where to look at what was done."""
    model_admin = admin_of(thing)
    for each in filter(None, (thing, other)):
        model_admin.remember(request, each)
    change = split(thing, other, plan, request.user)
    names = {"one": str(thing), "other": change.other_name}
    now = type(thing)._base_manager
    model_admin.log_change(request, now.get(pk=thing.pk), _("Split: a part went to “%(other)s”.") % names)
    there = now.get(pk=change.other_id)
    if other is None:
        model_admin.log_addition(request, there, _("Split from “%(one)s”.") % names)
    else:
        model_admin.log_change(request, there, _("Split: a part of “%(one)s” came over.") % names)
    refresh(change)
    messages.success(request, _("“%(one)s” was split: what was ticked is of “%(other)s” now.") % names)
    return reverse("admin:catalog_identitychange_change", args=[change.pk])


def _context(kind, thing, other, form, listed, numbers):
    data = form.data if form.is_bound else {}
    ticked = set(data.getlist("credits")) if form.is_bound else set()
    counted = set(data.getlist("numbers")) if form.is_bound else set()
    return {
        "kind": kind,
        "thing": thing,
        "thing_url": admin_of(thing).address(thing),
        "other": other,
        "form": form,
        "credits": [_credit(thing, credit) | {"ticked": str(credit.pk) in ticked} for credit in listed],
        "numbers": [{"row": number, "ticked": str(number.pk) in counted} for number in numbers],
        "has_more": len(listed) == _LISTED,
        "is_person": kind == "person",
    }


def _credit(thing, credit):
    if isinstance(thing, Title):
        what, year = str(credit.person), ""
    else:
        what, year = credit.title.name, credit.title.year or ""
    part = credit.episode.code if credit.episode_id and not isinstance(thing, Title) else ""
    return {
        "pk": credit.pk,
        "year": year,
        "what": what,
        "part": part,
        "as": credit.character or credit.job,
        "department": Department(credit.department).label,
    }
