"""The page that sets how much each rule of health counts for this office."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.health.severities import RULES, Severities
from catalog.models import HealthRule


class RulesForm(forms.Form):
    """A choice for each rule."""

    def __init__(self, severities, *args, **options):
        super().__init__(*args, **options)
        for rule in RULES:
            self.fields[rule.key] = forms.ChoiceField(
                label=rule.label,
                help_text=rule.asks,
                choices=HealthRule.Severity.choices,
                initial=severities.of[rule.key],
                widget=forms.RadioSelect,
            )


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request):
    may_change = request.user.has_perm("catalog.change_healthrule")
    if not (request.user.has_perm("catalog.view_healthrule") or may_change):
        raise PermissionDenied
    severities = Severities.stored()
    form = RulesForm(severities, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if form.is_valid():
            _store(request, form)
            return HttpResponseRedirect(reverse("health_rules"))
    context = {
        **admin.site.each_context(request),
        "title": _("Rules"),
        "form": form,
        "groups": [
            (_("Movies and shows"), [form[rule.key] for rule in RULES if "person" not in rule.kinds]),
            (_("People"), [form[rule.key] for rule in RULES if "person" in rule.kinds]),
        ],
        "severities": HealthRule.Severity.choices,
        "may_change": may_change,
    }
    return TemplateResponse(request, "admin/health_rules.html", context)


def _store(request, form):
    if not form.changed_data:
        messages.info(request, _("Nothing was changed."))
        return
    with transaction.atomic():
        for key in form.changed_data:
            row, _made = HealthRule.objects.update_or_create(key=key, defaults={"severity": form.cleaned_data[key]})
            LogEntry.objects.log_actions(request.user.pk, [row], CHANGE, str(row), single_object=True)
    messages.success(request, _("The rules are set. They count from now on."))
