"""Drafts in the forms of what is published: a form shows the draft, and a save may go into it instead of live.

To show it, it is applied and the page rendered in a transaction that is rolled back. To save it, the ordinary save runs
over it in a savepoint, what came of it is captured, the savepoint rolled back, and the capture stored.
"""

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from streamcms.publishing.admin_site.draft_pages import DraftPages, lay_over, log, say_outcome
from streamcms.publishing.admin_site.pictures import prepare_uploads
from streamcms.publishing.admin_site.save_button import SaveButton
from streamcms.publishing.drafts import publish_draft, rolled_back, store_draft
from streamcms.publishing.drafts.graph import capture
from streamcms.publishing.history.snapshots import keep
from streamcms.publishing.models import Draft, Image
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.revision import hold_catalogue

SAVE, PUBLISH = "_save_draft", "_publish_draft"  # buttons
SHOWN = "_draft_shown"  # a hidden field of a form that shows a draft
_LOOK, _SAVING = "_draft_look", "_draft_saving"  # on the request


class Drafting(DraftPages):
    """For the admin of a Publishable. Who may not publish saves what is live as a draft only."""

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        keep(Draft)  # a deletion's entry in the history takes the draft along, so that it comes back too

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(has_draft=has_draft(self.model))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        thing = self.get_object(request, unquote(object_id))
        if thing is None:
            return super().change_view(request, object_id, form_url, extra_context)
        if request.method == "POST" and self._goes_into_draft(request, thing):
            return self._save_draft(request, thing, form_url, extra_context)
        if request.method != "POST" and thing.has_draft:
            with rolled_back():
                hold_catalogue()
                self._lay_over(request, thing)
                return _rendered(super().change_view(request, object_id, form_url, extra_context))
        return super().change_view(request, object_id, form_url, extra_context)

    def _goes_into_draft(self, request, thing):
        return bool({SAVE, PUBLISH, SHOWN} & request.POST.keys()) or self.has_draft_only(request, thing)

    def has_draft_only(self, request, thing):
        """Whether a thing is live and whose request this is may not publish: his save changes no public page."""
        return thing.state == Publishable.State.PUBLISHED and not self.may_publish(request)

    def may_restore(self, request, thing):
        return super().may_restore(request, thing) and not self.has_draft_only(request, thing)

    def _lay_over(self, request, thing):
        """Apply the thing's draft, if there is one: its conflicts. The form will tell what it says."""
        draft = Draft.objects.of(thing)
        if draft is None:
            return []
        request.__dict__[_LOOK], conflicts = lay_over(self, thing, draft)
        return conflicts

    def _save_draft(self, request, thing, form_url, extra_context):
        may_go_on = PUBLISH not in request.POST or self.may_publish(request)
        if not (may_go_on and self.has_change_permission(request, thing)):
            raise PermissionDenied
        prepare_uploads(request.FILES, self.picture_roles(request))  # takes seconds: before anything is held
        with transaction.atomic():
            hold_catalogue()
            response, captured, conflicts = self._saved_and_rolled_back(request, thing, form_url, extra_context)
            if captured is None:
                return response
            draft = store_draft(self, thing, captured, conflicts, request.user)
            log(request.user, thing, "Saved a draft." if draft else "Emptied the draft.")
            if IS_POPUP_VAR in request.POST:
                return response
            return self._after(request, thing, draft)

    def _saved_and_rolled_back(self, request, thing, form_url, extra_context):
        """(answer, graph or None where the form was refused, conflicts). New pictures stay: their files are there."""
        newest = Image.objects.aggregate(newest=Max("pk"))["newest"] or 0
        saving = request.__dict__[_SAVING] = {}
        with rolled_back():
            conflicts = self._lay_over(request, thing)
            response = _rendered(super().change_view(request, str(thing.pk), form_url, extra_context))
            pictures = list(Image.objects.filter(pk__gt=newest))
        Image.objects.bulk_create(pictures)
        del request.__dict__[_SAVING]
        return response, saving.get("captured"), conflicts

    def _after(self, request, thing, draft):
        if draft is None:
            messages.info(request, _("This is what is live: no draft is kept."))
        elif PUBLISH in request.POST:
            outcome = publish_draft(draft, request.user)
            if outcome.conflicts:
                return HttpResponseRedirect(self.draft_address("publish", thing))
            say_outcome(request, draft, outcome)
        else:
            messages.success(request, _("The draft of “%s” was saved. Viewers see what is live.") % draft)
        return HttpResponseRedirect(request.get_full_path())

    def response_change(self, request, obj):
        if _SAVING not in request.__dict__:
            return super().response_change(request, obj)
        request.__dict__[_SAVING]["captured"] = capture(self, obj)
        return super().response_change(request, obj) if IS_POPUP_VAR in request.POST else HttpResponse()

    def remember(self, request, thing):
        """What goes into a draft is no version of the thing."""
        if _SAVING not in request.__dict__:
            super().remember(request, thing)

    def log_change(self, request, obj, message):
        return None if _SAVING in request.__dict__ else super().log_change(request, obj, message)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj:
            look = request.__dict__.get(_LOOK)
            context["draft"] = look
            has_draft_only = self.has_draft_only(request, obj) and self.has_change_permission(request, obj)
            context["is_only_proposed"] = has_draft_only and not look
            if look or has_draft_only:
                context |= dict.fromkeys(("show_save", "show_save_and_continue", "show_save_and_add_another"), False)
            if look:
                context |= {"discard_address": self.draft_address("discard", obj)}
                context |= {"publish_address": self.draft_address("publish", obj)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_buttons(self, request, obj):
        buttons, look = super().save_buttons(request, obj), request.__dict__.get(_LOOK)
        is_live = obj.state == Publishable.State.PUBLISHED
        if not (look or is_live) or not self.has_change_permission(request, obj):
            return buttons
        own = [SaveButton(SAVE, _("Save draft"), is_main=bool(look) or self.has_draft_only(request, obj))]
        if look and self.may_publish(request):
            own.append(SaveButton(PUBLISH, _("Publish changes")))
        return [*own, *buttons]

    def look_links(self, request, obj):
        """The public page is where the live thing is, not where a draft moves it."""
        links, look = super().look_links(request, obj), request.__dict__.get(_LOOK)
        if look and links.get("looks") and hasattr(obj, "get_absolute_url"):
            there, live = obj.get_absolute_url(), look.live.get_absolute_url()
            links["looks"] = [(live if address == there else address, words) for address, words in links["looks"]]
        return links


def has_draft(model):
    about = ContentType.objects.get_for_model(model)
    return Exists(Draft.objects.filter(content_type=about, object_id=OuterRef("pk")))


def _rendered(response):
    return response.render() if hasattr(response, "render") else response
