"""What a release does to the windows of things: those it publishes open at its moment, those it hides close then."""

import datetime as dt
from collections import defaultdict

from django.db.models import Q

from streamcms.publishing.publishable import Publishable
from streamcms.publishing.releases.release import ReleaseItem

PUBLISHED = Publishable.State.PUBLISHED
WINDOW = ("state", "publish_at", "unpublish_at")
_Kind = ReleaseItem.Kind


def window_of(thing):
    """{name: value} as JSON has it."""
    return {"state": str(thing.state)} | {name: _text(getattr(thing, name)) for name in WINDOW[1:]}


def _text(at):
    return at.astimezone(dt.UTC).isoformat() if at else ""


def set_window(thing, window):
    """Give a thing the window that window_of() told; the caller saves."""
    thing.state = window["state"]
    for name in WINDOW[1:]:
        setattr(thing, name, dt.datetime.fromisoformat(window[name]) if window[name] else None)


def planned(item, thing, moment):
    """The window that the thing will have."""
    changed = {"unpublish_at": _text(moment)}
    if item.kind == _Kind.PUBLISH:
        changed = {"state": str(PUBLISHED), "publish_at": _text(moment)}
    return window_of(thing) | changed


def is_shown_already(thing, moment):
    """Whether its own window is open by then: a release would only hide it until its moment."""
    return thing.state == PUBLISHED and (thing.publish_at is None or thing.publish_at < moment)


def set_all(items, moment):
    """The windows of all items, without history, for a look at what would be: two statements a model. What contradicts
    the moment stays as it is."""
    keys = defaultdict(set)
    for item in items:
        if item.kind != _Kind.CHANGE and (model := item.content_type.model_class()):
            keys[model, item.kind].add(item.object_id)
    shown = Q(state=PUBLISHED) & (Q(publish_at=None) | Q(publish_at__lt=moment))
    for (model, kind), some in keys.items():
        rows = model._base_manager.filter(pk__in=some)
        if kind == _Kind.PUBLISH:
            lasting = rows.filter(Q(unpublish_at=None) | Q(unpublish_at__gt=moment)).exclude(shown)
            lasting.update(state=PUBLISHED, publish_at=moment)
        else:
            rows.filter(Q(publish_at=None) | Q(publish_at__lt=moment)).update(unpublish_at=moment)
