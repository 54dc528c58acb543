"""What is done with a release as a whole: each on a page of its own that says first what will happen to each thing."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from streamcms.publishing.models import Release, ReleaseItem
from streamcms.publishing.releases import applying
from streamcms.publishing.releases.changes import drafts_of
from streamcms.publishing.releases.things import by_model, in_words, spelled, window_in_words, with_things
from streamcms.publishing.releases.windows import window_of
from streamcms.publishing.roles import may_publish

_State = Release.State


@dataclass(frozen=True)
class Act:
    """`does(release, user)`, or `does(release, user, also)` where it `puts_back` what may have been edited since."""

    name: str
    state: str
    does: callable
    words: str
    explained: str
    done: str
    puts_back: bool = False
    is_tried: bool = False  # before it is offered: what refuses it is told


ACTS = [
    Act(
        "schedule",
        _State.OPEN,
        applying.schedule,
        gettext_lazy("Schedule for %s"),
        gettext_lazy("All of it becomes public at that moment. Until then it can be taken out of the schedule."),
        gettext_lazy("“%s” is scheduled."),
        is_tried=True,
    ),
    Act(
        "apply",
        _State.OPEN,
        applying.apply_now,
        gettext_lazy("Apply now"),
        gettext_lazy("All of it becomes public at once. It can be rolled back as one."),
        gettext_lazy("“%s” is public."),
        is_tried=True,
    ),
    Act(
        "unschedule",
        _State.SCHEDULED,
        applying.unschedule,
        gettext_lazy("Take out of the schedule"),
        gettext_lazy("Each thing becomes what it was before this release was scheduled. Viewers have seen nothing."),
        gettext_lazy("“%s” is open again."),
        puts_back=True,
    ),
    Act(
        "roll-back",
        _State.APPLIED,
        applying.roll_back,
        gettext_lazy("Roll back"),
        gettext_lazy("Each thing becomes what it was before this release, for viewers too."),
        gettext_lazy("“%s” is rolled back."),
        puts_back=True,
    ),
    Act(
        "reopen",
        _State.ROLLED_BACK,
        applying.reopen,
        gettext_lazy("Plan it anew"),
        gettext_lazy("The release is open again, with the same things and no moment."),
        gettext_lazy("“%s” is open again."),
    ),
]


class ReleaseActs:
    """For the admin of releases."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        acts = [
            path(f"<int:pk>/{act.name}/", wrap(partial(self.act_view, act=act)), name=f"publishing_release_{act.name}")
            for act in ACTS
        ]
        return [*acts, *super().get_urls()]

    def may_act(self, request, release):
        """Who publishes all of it must be allowed to publish each kind of thing in it."""
        models = by_model(with_things(release.items.all()))
        may = self.has_change_permission(request, release)
        return may and all(may_publish(request.user, model) for model in models)

    def acts(self, request, release, *, may_go):
        """[(address, words, whether it is the one to expect)] of what can be done now."""
        if not self.may_act(request, release):
            return []
        now, found = request.viewpoint.at, []
        for act in ACTS:
            lies_ahead = release.moment and release.moment > now
            is_possible = act.state == release.state and (may_go or not act.is_tried)
            if not is_possible or (act.name == "schedule" and not lies_ahead):
                continue
            is_main = act.name == "schedule" or (act.name == "apply" and not lies_ahead)
            found.append((_address(act.name, release), _words(act, release), is_main))
        return found

    def act_view(self, request, pk, act):
        release = self.get_object(request, str(pk))
        if release is None and self.has_change_permission(request):
            raise Http404
        if release is None or not self.may_act(request, release):
            raise PermissionDenied
        if request.method == "POST":
            return self._act(request, release, act)
        if release.state != act.state:
            messages.info(request, _("It is %s by now.") % release.get_state_display())
            return HttpResponseRedirect(_address("change", release))
        context = {
            **self.admin_site.each_context(request),
            "title": _words(act, release),
            "opts": self.opts,
            "release": release,
            "act": act,
            "words": _words(act, release),
            "lines": _lines(act, release),
            "refusals": _refusals(act, release, request.user) if act.is_tried else (),
        }
        return TemplateResponse(request, "admin/publishing/release/act.html", context)

    def _act(self, request, release, act):
        also = [key for key in request.POST.getlist("also") if key.isdecimal()]
        try:
            complaints = act.does(release, request.user, also) if act.puts_back else act.does(release, request.user)
        except applying.ReleaseRefused as refused:
            for reason in refused.reasons:
                messages.error(request, reason)
        else:
            messages.success(request, act.done % release)
            for complaint in complaints or ():
                messages.warning(request, complaint)
        return HttpResponseRedirect(_address("change", release))


def _address(name, release):
    return reverse(f"admin:publishing_release_{name}", args=[release.pk])


def _words(act, release):
    return act.words % spelled(release.moment) if act.name == "schedule" and release.moment else str(act.words)


def _refusals(act, release, user):
    """Why it would be refused: it is done, and undone."""
    try:
        with transaction.atomic():
            act.does(release, user)
            transaction.set_rollback(True)
    except applying.ReleaseRefused as refused:
        return refused.reasons
    return ()


def _lines(act, release):
    """What becomes of each thing: what it is now and will be, and whether it was edited since."""
    edited = {item.pk for item in applying.edited_since(release)} if act.puts_back else set()
    items = with_things(release.items.all())
    drafts = drafts_of(items)
    lines = []
    for item in items:
        is_change = item.kind == ReleaseItem.Kind.CHANGE
        now = window_in_words(window_of(item.thing)) if item.thing and not is_change else ""
        words = _words_of(act, item, release, drafts.get(item.pk))
        lines.append({"item": item, "words": words, "now": now, "is_edited": item.pk in edited})
    return lines


def _words_of(act, item, release, draft):
    if act.name == "reopen":
        return ""
    if not act.puts_back:
        at_once = Release(moment=timezone.now()) if act.name == "apply" else release
        return in_words(item, at_once, draft)
    if item.kind == ReleaseItem.Kind.CHANGE:
        return _("as before the change, which is a draft again") if release.is_applied else _("a draft as before")
    return window_in_words(item.before) if item.before else ""
