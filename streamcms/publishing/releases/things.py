"""The things that items of releases are about, loaded together; and what an item does to its thing, in words."""

import datetime as dt

from django.contrib import admin
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from streamcms.publishing.publishable import Publishable
from streamcms.publishing.releases.changes import in_words as in_words_of_draft
from streamcms.publishing.releases.release import ReleaseItem

_Kind = ReleaseItem.Kind


def with_things(items):
    """A list of items, each with its thing and what its name is made of; None where that is gone. A query a model."""
    loaded = [
        model._base_manager.select_related(*model_admin.related or [None])
        for model, model_admin in admin.site._registry.items()
        if issubclass(model, Publishable) and not model._meta.proxy
    ]
    return list(items.select_related("content_type").prefetch_related(GenericPrefetch("thing", loaded)))


def by_model(items):
    """{model: its items}, of those whose thing is there."""
    found = {}
    for item in items:
        if item.thing is not None:
            found.setdefault(type(item.thing), []).append(item)
    return found


def spelled(moment):
    """In the editor's time zone, with its name."""
    return date_format(localtime(moment), "j F Y, H:i T")


def in_words(item, release, draft=None):
    """What becomes of its thing, or became of it. `draft`: that of an item that changes a thing."""
    moment = spelled(release.moment) if release.moment else _("the moment of the release")
    if release.state == release.State.ROLLED_BACK:
        return _("as it was before") if not item.after else _("left as it was edited since")
    words = {
        (_Kind.PUBLISH, False): _("shown from %s on"),
        (_Kind.PUBLISH, True): _("shown since %s"),
        (_Kind.HIDE, False): _("hidden from %s on"),
        (_Kind.HIDE, True): _("hidden since %s"),
        (_Kind.CHANGE, False): _("changed at %s"),
        (_Kind.CHANGE, True): _("changed at %s"),
    }
    says = in_words_of_draft(draft) if draft else item.after.get("says", "")
    return words[item.kind, release.is_applied] % moment + (f": {says}" if says else "")


def window_in_words(window):
    """What windows.window_of() told: "draft", "published, from 4 March 2027, 20:00"."""
    words = [str(Publishable.State(window["state"]).label)]
    for name, text in (("publish_at", _("from %s")), ("unpublish_at", _("until %s"))):
        if window[name]:
            words.append(text % spelled(dt.datetime.fromisoformat(window[name])))
    return ", ".join(words)
