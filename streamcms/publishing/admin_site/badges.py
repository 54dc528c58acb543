"""The badge of anything that is published, said from its own columns: where lists annotate nothing."""

from django.utils.translation import gettext_lazy as _

from streamcms.publishing.admin_site.office_admin import badge
from streamcms.publishing.publishable import Publishable


def changes_badge():
    """Of what has a draft beside what is live."""
    return badge("changes", _("has a draft"))


def state_badge(thing, at):
    """Its state at that moment, in words: a published thing is scheduled before its window and expired after it."""
    state, words = thing.state, thing.get_state_display()
    if state == Publishable.State.PUBLISHED:
        if thing.publish_at and at < thing.publish_at:
            state, words = "scheduled", _("scheduled")
        elif thing.unpublish_at and at >= thing.unpublish_at:
            state, words = "expired", _("expired")
    return badge(state, words)
