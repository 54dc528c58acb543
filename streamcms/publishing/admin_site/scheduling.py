"""The form of a Publishable says what saving it will do, on its buttons, and a button does what it says or nothing."""

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _

from streamcms.publishing import outcome as o
from streamcms.publishing.admin_site.publishing_rights import PUBLISHED
from streamcms.publishing.admin_site.save_button import SaveButton
from streamcms.publishing.admin_site.save_words import facts_for_browser, followed_words, promise_of, words_of
from streamcms.publishing.admin_site.scheduled_form import BUTTONS, TO, scheduled
from streamcms.publishing.admin_site.window_field import WindowField
from streamcms.publishing.moments import spoken
from streamcms.publishing.outcome import Showing, outcome
from streamcms.publishing.publishable import Publishable

State = Publishable.State


class Scheduling:
    """For the admin of a Publishable, before PublishingRights."""

    def publishing_obstacles(self, request, things):
        """{primary key: [why it cannot be published]} of those things that cannot. For mixins to add to."""
        return {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("publish_at", "unpublish_at"):
            zone = timezone.get_current_timezone_name()
            kwargs = {"form_class": WindowField, "widget": WindowField.widget} | kwargs
            kwargs["help_text"] = _("%(what)s In %(zone)s.") % {"what": db_field.help_text, "zone": zone}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        pressed = next((name for name in BUTTONS if name in request.POST and name.startswith(TO)), None)
        if pressed:
            request.POST = request.POST.copy()
            request.POST["state"] = pressed.removeprefix(TO)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return scheduled(form, self, request) if request.method == "POST" else form

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if text := outcome_told(obj, getattr(form, "outcome", None), request.viewpoint):
            messages.success(request, text)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        if not obj and not form.is_bound and "state" in form.fields:
            request.typed_showing = Showing(_first_state(form))
        before, typed = self._stored(request, obj), self._typed(request, obj)
        now = request.viewpoint.at
        done = outcome(before, typed, now)
        context |= {
            "save_words": words_of(done, now),
            "save_promise": promise_of(done),
            "followed": {name.strip("_"): words for name, words in followed_words(done).items()},
            "publishing_facts": facts_for_browser(before, now),
            "publishing_state": typed.state,
        }
        if obj and obj.pk and self.has_change_permission(request, obj):
            context["hidden_within"] = hidden_within(obj, request.viewpoint)
            if before.state != PUBLISHED and self.may_publish(request):
                context["obstacles"] = self.publishing_obstacles(request, [obj]).get(obj.pk, [])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_buttons(self, request, obj):
        """Those that give the thing another state; a main one where its reader may not publish it."""
        buttons = super().save_buttons(request, obj)
        if not self.has_change_permission(request, obj):
            return buttons
        now, typed = request.viewpoint.at, self._typed(request, obj)
        for state in self._states_ahead(request, obj):
            done = outcome(Showing.of(obj), Showing(state, typed.opens, typed.closes), now)
            is_main = state == State.IN_REVIEW and not self.may_publish(request)
            button = SaveButton(TO + state, words_of(done, now), is_main, value=promise_of(done), state=state)
            buttons.append(button)
        return buttons

    def _states_ahead(self, request, obj):
        """The states that a button offers for a thing as it is stored."""
        if not self.may_publish(request):
            return [State.IN_REVIEW] if obj.state in (State.DRAFT, State.ARCHIVED) else []
        if obj.state == PUBLISHED:
            is_ahead = obj.publish_at and obj.publish_at > request.viewpoint.at
            return [State.DRAFT if is_ahead else State.ARCHIVED]
        is_held = self.publishing_obstacles(request, [obj]).get(obj.pk)
        return [*([] if is_held else [PUBLISHED]), *([State.IN_REVIEW] if obj.state == State.DRAFT else [])]

    def _stored(self, request, obj):
        """The Showing of the row: a refused form has put on the object what was typed."""
        return getattr(request, "stored_showing", None) or (Showing.of(obj) if obj else Showing())

    def _typed(self, request, obj):
        return getattr(request, "typed_showing", None) or self._stored(request, obj)


def _first_state(form):
    """What an empty form of a new thing has chosen: the model's default, where its reader may choose that."""
    default, offered = form["state"].value(), [value for value, _label in form.fields["state"].choices]
    return default if default in offered else offered[0]


def hidden_within(thing, viewpoint):
    """The outermost thing that it is a part of and that nobody sees then; None where all can be seen."""
    hidden = None
    while thing.visible_within:
        thing = getattr(thing, thing.visible_within)
        hidden = hidden if thing.is_visible(viewpoint) else thing
    return hidden


def outcome_told(thing, done, viewpoint):
    """What a save did for viewers, in a sentence; "" where it did nothing."""
    if done is None:
        return ""
    if done.kind == o.NOW:
        outer = hidden_within(thing, viewpoint)
        return _("It is published, and is shown once “%s” is.") % outer if outer else _("It is on the site now.")
    if done.kind in (o.AT, o.AGAIN):
        return _("It will be on the site from %s.") % spoken(done.at, viewpoint.at)
    return _("It is on the site no more.") if done.kind in (o.HIDE, o.ARCHIVE) else ""
