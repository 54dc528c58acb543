"""Before something is published: what its rules say. One that blocks refuses, one that warns asks first.

What is asked is the thing as it would be stored, inlines and new pictures included: it is saved, looked at, and, where
it may not be published, rolled back; the form then comes again with the reasons beside its state.
"""

from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import format_html
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from catalog.health.checkups import check
from catalog.health.rule import Severity
from catalog.health.severities import Severities
from streamcms.publishing.admin_site.pictures import prepare_uploads
from streamcms.publishing.publishable import Publishable

ALTHOUGH = "_publish_although"  # posted by who was warned: the keys of the rules that they were shown
_PUBLISHED = Publishable.State.PUBLISHED
_STATE_BEFORE, _REFUSED, _SAVES = "_health_state_before", "_health_refused", "_health_saves"  # on the request


class NotPublished(Exception):
    def __init__(self, findings):
        super().__init__()
        self.findings = findings


class ChecksHealth:
    """For the admin of titles or people, left of all that saves."""

    def publishing_obstacles(self, request, things):
        """{key: [words]} of what blocks publishing some things as they are stored, besides what others say. A form that
        is being saved may put right what is stored: it is looked at once it is."""
        found = dict(super().publishing_obstacles(request, things))
        if _SAVES in request.__dict__:
            return found
        for key, words in self._said_of(things, Severity.BLOCK).items():
            found[key] = [*found.get(key, ()), *words]
        return found

    def publishing_warnings(self, request, things):
        """The same of what only warns."""
        return self._said_of(things, Severity.WARN)

    def _said_of(self, things, severity):
        checkups = check(list(things), Severities.stored())
        said = {key: [finding.says for finding in one.of_severity(severity)] for key, one in checkups.items()}
        return {key: words for key, words in said.items() if words}

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        prepare_uploads(request.FILES, self.picture_roles(request))  # takes seconds: before the transaction
        request.__dict__[_SAVES] = True
        said = len(get_messages(request)._queued_messages)
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except NotPublished as refused:
            request.__dict__[_REFUSED] = refused.findings
            del get_messages(request)._queued_messages[said:]  # of what was rolled back
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        findings = request.__dict__.get(_REFUSED)
        return _complaining(form, findings) if findings else form

    def save_model(self, request, obj, form, change):
        stored = self.model._base_manager.filter(pk=obj.pk) if change else self.model._base_manager.none()
        request.__dict__[_STATE_BEFORE] = stored.values_list("state", flat=True).first()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        thing = form.instance
        if thing.state == _PUBLISHED and request.__dict__.get(_STATE_BEFORE) != _PUBLISHED:
            _refuse(check([thing], Severities.stored())[thing.pk], request.POST.get(ALTHOUGH, "").split(","))


def _refuse(checkup, accepted):
    """Raise NotPublished where a rule blocks, or one warns that was not accepted."""
    warnings = checkup.of_severity(Severity.WARN)
    blocks = checkup.of_severity(Severity.BLOCK)
    if blocks or any(finding.rule.key not in accepted for finding in warnings):
        raise NotPublished([*blocks, *warnings])


def _complaining(form_class, findings):
    class Complaining(form_class):
        """What was typed, shown once more with the reasons why it was not published."""

        def clean(self):
            cleaned = super().clean()
            self.add_error("state" if "state" in self.fields else None, _complaints(findings))
            return cleaned

    return Complaining


def _complaints(findings):
    blocks = [finding for finding in findings if finding.severity == Severity.BLOCK]
    warnings = [finding for finding in findings if finding.severity == Severity.WARN]
    if blocks:
        return [ValidationError(_("This blocks publishing: %s") % finding.says) for finding in blocks]
    box = format_html(
        '<label class="publish-although"><input type="checkbox" name="{}" value="{}"> {}</label>',
        ALTHOUGH,
        ",".join(finding.rule.key for finding in warnings),
        _("Publish although: %s") % get_text_list([finding.says.rstrip(".") for finding in warnings], _("and")),
    )
    return [ValidationError(_("Not published yet. Say that it is meant, then save once more.")), ValidationError(box)]
