"""Who may edit but not publish: such a person shows nothing, hides nothing and deletes nothing that is shown."""

from django.utils.translation import gettext_lazy as _

from streamcms.publishing.publishable import Publishable
from streamcms.publishing.roles import may_publish

PUBLISHED = Publishable.State.PUBLISHED
WINDOW = ("state", "publish_at", "unpublish_at")


class PublishingRights:
    """For the admin of a Publishable. What is not shown may get any other state, and a window as a proposal."""

    def may_publish(self, request):
        return may_publish(request.user, self.model)

    def get_readonly_fields(self, request, obj=None):
        held = WINDOW if obj and obj.state == PUBLISHED and not self.may_publish(request) else ()
        return [*super().get_readonly_fields(request, obj), *held]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "state" and not self.may_publish(request):
            kwargs["choices"] = states_without_publishing(db_field)
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or obj.state != PUBLISHED or self.may_publish(request))

    def get_deleted_objects(self, objs, request):
        things, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if not self.may_publish(request) and any(thing.state == PUBLISHED for thing in objs):
            lacking = {*lacking, str(_("%s that are published") % self.opts.verbose_name_plural)}
        return things, counts, lacking, protected


def states_without_publishing(db_field):
    return [(value, label) for value, label in db_field.choices if value != PUBLISHED]


def hold_state(form, user):
    """For the form of a row that has a state: the same rule."""
    state, row = form.fields.get("state"), form.instance
    if state is None or may_publish(user, type(row)):
        return
    if row.pk and row.state == PUBLISHED:
        for name in WINDOW:
            if name in form.fields:
                form.fields[name].disabled = True
    else:
        state.choices = [(value, label) for value, label in state.choices if value != PUBLISHED]
