"""“Add to release…”: the small page that asks which release, and what it does to each thing."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from streamcms.publishing.admin_site.badges import state_badge
from streamcms.publishing.admin_site.releasable import MOST_THINGS, may_add
from streamcms.publishing.models import Release, ReleaseItem
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.releases.records import log
from streamcms.publishing.releases.windows import is_shown_already
from streamcms.publishing.revision import hold_catalogue

_Kind = ReleaseItem.Kind
_WORDS = {
    _Kind.PUBLISH: gettext_lazy("publish it"),
    _Kind.HIDE: gettext_lazy("hide it"),
    _Kind.CHANGE: gettext_lazy("publish its draft"),
}


class ChosenRelease(forms.Form):
    release = forms.ModelChoiceField(
        Release.objects.filter(state=Release.State.OPEN), required=False, empty_label=gettext_lazy("a new one")
    )
    name = forms.CharField(max_length=120, required=False, label=gettext_lazy("name of the new one"))

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("release") and not cleaned.get("name") and "release" not in self.errors:
            self.add_error("name", _("Choose a release, or name a new one."))
        return cleaned


def add_things_view(request):
    """?of=catalog.movie&keys=5,8 names the things."""
    model_admin, things = _asked(request)
    if not may_add(request):
        raise PermissionDenied
    form = ChosenRelease(request.POST or None, initial={"release": Release.objects.filter(state="open").first()})
    if request.method == "POST" and form.is_valid():
        release = _add(request, model_admin, form.cleaned_data, things)
        return HttpResponseRedirect(reverse("admin:publishing_release_change", args=[release.pk]))
    context = {
        **admin.site.each_context(request),
        "title": _("Add to a release"),
        "opts": Release._meta,
        "thing_opts": model_admin.opts,
        "form": form,
        "lines": [_line(request, thing) for thing in things],
        "back": model_admin.address(things[0]) if len(things) == 1 else reverse(_list_of(model_admin)),
    }
    return TemplateResponse(request, "admin/publishing/release/add_things.html", context)


def _list_of(model_admin):
    return f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_changelist"


def _asked(request):
    """(the admin of the things, the things); each may be changed by who asks."""
    asked = request.GET if "of" in request.GET else request.POST
    label, keys = asked.get("of", ""), asked.get("keys", "").split(",")
    found = (each for model, each in admin.site._registry.items() if model._meta.label_lower == label)
    model_admin = next(found, None)
    if model_admin is None or not issubclass(model_admin.model, Publishable):
        raise Http404
    if not request.user.has_perm(f"{model_admin.opts.app_label}.change_{model_admin.opts.model_name}"):
        raise PermissionDenied
    keys = [int(key) for key in keys[:MOST_THINGS] if key.isdecimal() and len(key) < 19]
    things = list(model_admin.get_queryset(request).filter(pk__in=keys))
    if not things:
        raise Http404
    return model_admin, things


def _line(request, thing):
    at = request.viewpoint.at
    return {
        "thing": thing,
        "badge": state_badge(thing, at),
        "name": f"does-{thing.pk}",
        "choices": [(kind, _WORDS[kind]) for kind in kinds_for(thing)],
        "chosen": request.POST.get(f"does-{thing.pk}") or expected_kind(thing, at),
    }


def kinds_for(thing):
    """`thing` as its admin loads it, which tells whether it has a draft."""
    return [*([_Kind.CHANGE] if thing.has_draft else []), _Kind.PUBLISH, _Kind.HIDE]


def expected_kind(thing, at):
    if thing.has_draft:
        return _Kind.CHANGE
    return _Kind.HIDE if is_shown_already(thing, at) else _Kind.PUBLISH


@transaction.atomic
def _add(request, model_admin, chosen, things):
    hold_catalogue()
    release = chosen["release"] or Release.objects.create(name=chosen["name"], created_by=request.user)
    if not Release.objects.filter(pk=release.pk, state=Release.State.OPEN).exists():
        messages.error(request, _("“%s” is not open any more.") % release)
        return release
    added = 0
    for thing in things:
        kind = request.POST.get(f"does-{thing.pk}")
        if kind not in kinds_for(thing):
            kind = expected_kind(thing, request.viewpoint.at)
        about = ReleaseItem(thing=thing)
        held = release.items.filter(content_type=about.content_type, object_id=thing.pk)
        held = held.filter(kind=kind) if kind == _Kind.CHANGE else held.exclude(kind=_Kind.CHANGE)
        if not held.update(kind=kind):
            release.items.create(thing=thing, kind=kind, name=str(thing)[:400], added_by=request.user)
            added += 1
    log(release, request.user, f"Added {', '.join(f'“{thing}”' for thing in things)}"[:1000])
    words = ngettext("%(count)d thing was added to “%(name)s”.", "%(count)d things were added to “%(name)s”.", added)
    if added:
        messages.success(request, words % {"count": added, "name": release})
    else:
        messages.info(request, _("All of it was in “%s” already.") % release)
    return release
