"""What a release does is told in the history of each thing and in the office's log, as an editor's save is."""

from contextlib import contextmanager

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from streamcms.publishing.admin_site.parts_of import own_part, rows_of
from streamcms.publishing.history.snapshots import same, snapshot, store, stored
from streamcms.publishing.models import HistoryNote

_Kind = HistoryNote.Kind


def admin_of(thing):
    """The admin in which a thing is edited: that of the proxy that it is one of, else of its model; or None."""
    concrete = type(thing)._meta.concrete_model
    for model, model_admin in admin.site._registry.items():
        is_proxy = model._meta.proxy and model._meta.concrete_model is concrete
        if is_proxy and model._default_manager.filter(pk=thing.pk).exists():
            return model_admin
    return admin.site._registry.get(concrete)


def as_it_is(model_admin, thing):
    """The snapshot of a thing and its parts, from the database."""
    return snapshot(rows_of(model_admin, thing))


@contextmanager
def told(thing, *, user, message, kind=_Kind.CHANGE):
    """What is done to a thing inside leaves a version of it and a line in the log."""
    model_admin = admin_of(thing)
    before = as_it_is(model_admin, thing)
    yield model_admin
    after = as_it_is(model_admin, thing)
    if same(before, after):
        return
    last = HistoryNote.objects.of(thing).first()
    if last is None or not same(own_part(model_admin, thing, stored(last)), before):
        store(before, thing, _Kind.FOUND)
    store(after, thing, kind, user=user, comment=message)
    log(thing, user, message, model_admin.model)


def log(thing, user, message, model=None):
    """A line in the office's log; none where who did it has no account any more."""
    if user is None:
        return
    about = ContentType.objects.get_for_model(model or type(thing), for_concrete_model=False)
    LogEntry.objects.create(
        user_id=user.pk,
        content_type=about,
        object_id=str(thing.pk),
        object_repr=str(thing)[:200],
        action_flag=CHANGE,
        change_message=message,
    )
