"""The pages of a draft: publishing it, with a choice where somebody else changed the same, and discarding it."""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from streamcms.publishing.admin_site import choices
from streamcms.publishing.admin_site.parts_of import form_rows_of
from streamcms.publishing.drafts import publish_draft, rolled_back, settle
from streamcms.publishing.drafts.apply import apply
from streamcms.publishing.drafts.graph import admin_of
from streamcms.publishing.drafts.words import DraftLook, conflict_lines
from streamcms.publishing.history.differences import differences
from streamcms.publishing.history.snapshots import snapshot
from streamcms.publishing.models import Draft
from streamcms.publishing.revision import hold_catalogue

SETTLE = "_settle"  # the button that keeps the choices in the draft
_SEEN = "seen"


class DraftPages:
    """For the admin of a Publishable."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        views = {"publish": self.publish_draft_view, "discard": self.discard_draft_view}
        return [
            *(
                path(f"<path:object_id>/draft/{verb}/", wrap(view), name=self._draft_url_name(verb))
                for verb, view in views.items()
            ),
            *super().get_urls(),
        ]

    def _draft_url_name(self, verb):
        return f"{self.opts.app_label}_{self.opts.model_name}_{verb}_draft"

    def draft_address(self, verb, thing):
        return reverse(f"admin:{self._draft_url_name(verb)}", args=[thing.pk])

    def publish_draft_view(self, request, object_id):
        with transaction.atomic():
            hold_catalogue()
            thing, draft = self._draft_of(request, object_id)
            if request.method == "POST" and SETTLE not in request.POST and not self.may_publish(request):
                raise PermissionDenied
            if draft is None:
                return self._without_draft(request, thing)
            look = draft_look(thing, draft, choices.picks(request.POST))
            if request.method == "POST" and self._is_decided(request, look):
                picks = choices.picks(request.POST)
                if SETTLE in request.POST:
                    settle(draft, picks, request.user)
                    messages.success(request, _("Your choices are in the draft."))
                else:
                    say_outcome(request, draft, publish_draft(draft, request.user, picks))
                return HttpResponseRedirect(self.address(thing))
            return self._draft_page(request, "admin/draft_publish.html", thing, look)

    def _is_decided(self, request, look):
        """Whether what was posted was chosen from what there is to choose by now."""
        if request.POST.get(_SEEN, look.state) != look.state:
            messages.warning(request, _("Something changed meanwhile: look at it once more."))
        elif any(not line.pick for line in look.conflicts):
            messages.error(request, _("Choose on each line that somebody else changed too."))
        else:
            return True
        return False

    def discard_draft_view(self, request, object_id):
        with transaction.atomic():
            hold_catalogue()
            thing, draft = self._draft_of(request, object_id)
            if draft is None:
                return self._without_draft(request, thing)
            look = draft_look(thing, draft)
            if request.method == "POST" and request.POST.get(_SEEN, look.state) == look.state:
                draft.delete()
                log(request.user, thing, "Discarded the draft.")
                messages.success(request, _("The draft was discarded. What is live stays as it is."))
                return HttpResponseRedirect(self.address(thing))
            if request.method == "POST":
                messages.warning(request, _("Something changed meanwhile: look at it once more."))
            return self._draft_page(request, "admin/draft_discard.html", thing, look)

    def _draft_of(self, request, object_id):
        thing = self._thing(request, object_id)
        if not self.has_change_permission(request, thing):
            raise PermissionDenied
        draft = Draft.objects.of(thing)
        return (draft.thing if draft else thing), draft  # of the kind that its form is for

    def _without_draft(self, request, thing):
        messages.info(request, _("“%s” has no draft any more: it was published or discarded.") % thing)
        return HttpResponseRedirect(self.address(thing))

    def _draft_page(self, request, template, thing, look):
        context = {
            **self.admin_site.each_context(request),
            "title": str(thing),
            "opts": self.opts,
            "thing": thing,
            "thing_address": self.address(thing),
            "draft": look,
            "may_publish": self.may_publish(request),
        }
        return TemplateResponse(request, template, context).render()


def draft_look(thing, draft, picks=None):
    """What a draft would make of a thing, in words."""
    with rolled_back():
        return lay_over(admin_of(draft), thing, draft, picks)[0]


def lay_over(model_admin, thing, draft, picks=None):
    """Apply a draft: (DraftLook, its conflicts). For within a transaction that is rolled back."""
    live = snapshot(form_rows_of(model_admin, thing))
    applied = apply(draft, model_admin, picks)
    changes, parts = differences(thing, live, snapshot(form_rows_of(model_admin, thing)))
    lines = conflict_lines(applied.conflicts, picks)
    look = DraftLook(draft, thing, live, changes, parts, lines, applied.failures, applied.dropped)
    return look, applied.conflicts


def say_outcome(request, draft, outcome):
    if outcome.is_published:
        messages.success(request, _("The changes of “%s” are published.") % draft)
    if outcome.problems:
        text = _("The draft is kept; it cannot be published as it is. %s")
        messages.error(request, text % " ".join(outcome.problems))
    if outcome.conflicts:
        messages.warning(request, _("Somebody else changed the same meanwhile: choose what stays."))
    if outcome.dropped:
        messages.warning(request, _("Not everything could be kept. %s") % "; ".join(outcome.dropped))


def log(user, thing, message):
    """One entry, in English as everything in the log."""
    LogEntry.objects.log_actions(user.pk, [thing], CHANGE, message, single_object=True)
