"""Two editors at once: a save of a form whose contents changed since it was opened is refused, and nothing is lost.

The answer is a page with both versions side by side; what is chosen there comes back as an ordinary save.
"""

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from streamcms.publishing.admin_site import choices
from streamcms.publishing.admin_site.comparison import compare
from streamcms.publishing.admin_site.opened import TOKEN, read_token, shown, thing_of
from streamcms.publishing.admin_site.pictures import keep_uploads
from streamcms.publishing.revision import hold_catalogue

_FIRST = "_opened_first"  # the token of the form as it was opened, while choices are being made
RESOLVE, EDIT, OVER = "_resolve", "edit", "mine"
_OURS = (TOKEN, _FIRST, RESOLVE, choices.CONFLICT, "csrfmiddlewaretoken")


class StaleSaves:
    """For a ModelAdmin. A post without a token comes from a script that showed nobody anything: it is just saved."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            hold_catalogue()
            refused = self._refuse_stale(request, object_id) if object_id and TOKEN in request.POST else None
            return refused or super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if request.method == "POST" and request.POST.get(RESOLVE) == EDIT:
            return _held_back(form)
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj:
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["opened"] = request.POST.get(TOKEN) or shown(obj, context["adminform"].form, formsets).token()
            context["presence"] = thing_of(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _refuse_stale(self, request, object_id):
        """The page that shows both versions; None where the form may be saved."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return gone_page(self, request)
        if not self.has_change_permission(request, obj):
            return None
        form, formsets = self._as_it_is(request, obj)
        return refuse_stale(self, request, obj, form, formsets)

    def _as_it_is(self, request, obj):
        """The form and formsets of the thing as it is in the database, unbound."""
        form = self.get_form(request, obj, change=True)(instance=obj)
        formsets, taken = [], {}
        for FormSet, inline in self.get_formsets_with_inlines(request, obj):
            prefix = FormSet.get_default_prefix()
            taken[prefix] = taken.get(prefix, 0) + 1
            prefix = f"{prefix}-{taken[prefix]}" if taken[prefix] != 1 or not prefix else prefix  # as Django has it
            formsets.append(FormSet(instance=obj, prefix=prefix, queryset=inline.get_queryset(request)))
        return form, formsets


def _held_back(form_class):
    class HeldBack(form_class):
        """What was typed, shown once more instead of being saved."""

        def clean(self):
            cleaned = super().clean()
            self.add_error(None, ValidationError(_("Nothing was saved yet: go on editing, then save.")))
            return cleaned

    return HeldBack


def refuse_stale(model_admin, request, obj, form, formsets, page="", merges=False):
    """Apply what was chosen to request.POST; the page of both versions where something is still to be chosen.

    `merges`: where nothing was changed by both, theirs is kept without asking.
    """
    request.POST = data = request.POST.copy()
    now = shown(obj, form, formsets, page)
    first = data.get(_FIRST) or data[TOKEN]
    is_undecided = data.get(RESOLVE) == "choices" and choices.are_missing(data)
    opened = read_token(first if is_undecided else data[TOKEN], now.thing)
    if RESOLVE in data and not is_undecided:
        _choose(opened, formsets, request)
    if not opened.differs(now) and opened.is_known and not is_undecided:
        return None
    if form:
        choices.leave_untouched_pictures(opened, form, data, request.FILES)
    comparison = compare(opened, now, form, formsets, data, request.FILES)
    if merges and not comparison.conflicts:
        data.update({choices.PICK + each.key: each.pick for each in comparison.differences})
        choices.apply(now, formsets, data, request.FILES)
        comparison.differences = []
    for formset in formsets:
        choices.rewrite_rows(data, formset, drop=comparison.gone.get(formset.prefix, ()))
    if not comparison.differences:
        return None
    context = {
        "comparison": compare(opened, now, form, formsets, data, request.FILES),
        "opened_token": now.token(),
        "first_token": first,
        "is_undecided": is_undecided,
        "last_saved": last_saved_by_others(request, obj),
        "thing": str(model_admin.get_object(request, str(obj.pk))),
        "hidden": [*_hidden(data), *keep_uploads(request.FILES, data)],
    }
    return stale_page(model_admin, request, context)


def _choose(opened, formsets, request):
    """Apply the choices; "mine" over everything stands for each of them."""
    data = request.POST
    if data[RESOLVE] == OVER:
        for key in {*choices.picks(data), *data.getlist(choices.CONFLICT)}:
            data[choices.PICK + key] = OVER
    if data[RESOLVE] != EDIT:
        choices.apply(opened, formsets, data, request.FILES)


def _hidden(data):
    """[(key, value)] of what was typed, to be sent again with the choices."""
    ours = (key for key in data if key not in _OURS and not key.startswith(choices.PICK))
    return [(key, value) for key in ours for value in data.getlist(key)]


def last_saved_by_others(request, obj):
    """The LogEntry of the last change by somebody else; None where nobody is known."""
    types = ContentType.objects.get_for_models(type(obj), obj._meta.concrete_model, for_concrete_models=False).values()
    entries = LogEntry.objects.filter(content_type__in=types, object_id=str(obj.pk)).exclude(user=request.user)
    return entries.select_related("user").order_by("-action_time").first()


def gone_page(model_admin, request):
    """What was typed into the form of a thing that somebody deleted meanwhile."""
    data = request.POST
    typed = [(key, value) for key, value in _hidden(data) if value and not key.endswith("_FORMS")]
    context = {"thing": model_admin.opts.verbose_name, "is_gone": True, "typed": typed}
    context |= {"hidden": _hidden(data), "opened_token": data[TOKEN], "first_token": data[TOKEN]}
    return stale_page(model_admin, request, context)


def stale_page(model_admin, request, context):
    messages.warning(request, _("Nothing was saved yet: somebody else changed this meanwhile."))
    context |= {
        **model_admin.admin_site.each_context(request),
        "title": _("Two versions of %s") % context["thing"],
        "opts": model_admin.opts,
        "address": request.get_full_path(),
        "keeps_history": getattr(model_admin, "keeps_history", False),
    }
    return TemplateResponse(request, "admin/stale_save.html", context, status=409)
