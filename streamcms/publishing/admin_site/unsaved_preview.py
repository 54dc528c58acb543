"""Unsaved edits on the real page: a form is saved as it stands, its page is drawn, and everything is rolled back."""

from contextlib import contextmanager

from django.contrib.messages.storage import default_storage
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from streamcms.publishing.admin_site.draft_pages import lay_over
from streamcms.publishing.admin_site.drafting import SHOWN
from streamcms.publishing.admin_site.opened import TOKEN
from streamcms.publishing.admin_site.pictures import prepare_uploads
from streamcms.publishing.admin_site.save_button import SaveButton
from streamcms.publishing.drafts import rolled_back
from streamcms.publishing.image_files import files_in_memory
from streamcms.publishing.models import Draft
from streamcms.publishing.preview_drawing import draw_unsaved
from streamcms.publishing.revision import hold_catalogue

_SAVED, _LOOKS = "_saved_to_be_looked_at", "_is_looked_at"  # on the request


class UnsavedPreviews:
    """For the admin of a Publishable. First among its bases: what a save notes and says is left out of a look."""

    previews_unsaved = True

    def preview_path(self, thing):
        """Where the thing is seen on the public site."""
        return thing.get_absolute_url()

    def get_urls(self):
        if not self.previews_unsaved:
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view(self.unsaved_view)
        return [
            path("add/preview/", view, name=f"{name}_add_preview"),
            path("<path:object_id>/preview/", view, name=f"{name}_preview"),
            *super().get_urls(),
        ]

    def save_buttons(self, request, obj):
        return [*super().save_buttons(request, obj), *self._preview_button(request, obj)]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if add:
            context["save_buttons"] = self._preview_button(request, None)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _preview_button(self, request, obj):
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        if not (self.previews_unsaved and may) or "_popup" in request.GET:
            return []
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{'preview' if obj else 'add_preview'}"
        address = reverse(name, args=[obj.pk] if obj else [])
        fragment = self.preview_path(obj).partition("#")[2] if obj else ""
        action = f"{address}#{fragment}" if fragment else address
        return [SaveButton("_look", _("Preview"), action=action, target="_blank")]

    @method_decorator(require_POST)
    def unsaved_view(self, request, object_id=None):
        """The page as it would be were the form saved now; what hinders it in words, where the form is not valid."""
        prepare_uploads(request.FILES, self.picture_roles(request))
        request.POST = request.POST.copy()
        request.POST.pop(TOKEN, None)  # a look overwrites nobody's work, however old the form is
        setattr(request, _LOOKS, True)
        with rolled_back(), _said_to_nobody(request):
            hold_catalogue()
            return self._look(request, object_id)

    def _look(self, request, object_id):
        if object_id:
            self._take_draft(request, self.get_object(request, object_id))
        with files_in_memory() as files:
            refused = self.changeform_view(request, object_id)
        thing = getattr(request, _SAVED, None)
        if thing is None:
            return self._refused(request, refused.context_data)
        return draw_unsaved(request, thing, self.preview_path(thing), files)

    def _take_draft(self, request, thing):
        """What a form shows of a draft is under what was typed there, and is not applied once more when it is drawn."""
        if thing is None:
            raise Http404
        if draft := Draft.objects.of(thing):
            if SHOWN in request.POST:
                lay_over(self, thing, draft)
            draft.delete()

    def _refused(self, request, form_context):
        formsets = [inline.formset for inline in form_context["inline_admin_formsets"]]
        errors = [*_errors(form_context["adminform"].form), *(each for set_ in formsets for each in _row_errors(set_))]
        context = {**self.admin_site.each_context(request), "opts": self.opts, "errors": errors}
        context["title"] = _("This cannot be shown yet")
        return TemplateResponse(request, "admin/preview_refused.html", context, status=400).render()

    def log_addition(self, request, obj, message):
        return self._logged(request, obj) or super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        return self._logged(request, obj) or super().log_change(request, obj, message)

    def _logged(self, request, obj):
        """True in a look, of which neither the log nor the history keeps anything."""
        if not hasattr(request, _LOOKS):
            return False
        setattr(request, _SAVED, obj)
        return True


@contextmanager
def _said_to_nobody(request):
    """Messages of a save are of none here."""
    kept, request._messages = request._messages, default_storage(request)
    try:
        yield
    finally:
        request._messages = kept


def _errors(form, prefix=""):
    """[(what, why)] of a form, its fields by their labels."""
    for name, messages in form.errors.items():
        label = capfirst(form.fields[name].label) if name in form.fields else ""
        for message in messages:
            yield " ".join(filter(None, (prefix, str(label)))), message


def _row_errors(formset):
    rows = str(capfirst(formset.model._meta.verbose_name_plural))
    for message in formset.non_form_errors():
        yield rows, message
    for number, form in enumerate(formset.forms, 1):
        if not (formset.can_delete and formset._should_delete_form(form)):
            yield from _errors(form, f"{rows}, {number}:")
