"""Who may merge, split and undo: who may change and delete the thing, and publish it where either is public.

A merge takes an address off the site and shows on a public page what was on another: that is publishing. People are
public unless an editor says otherwise, so it is mostly for Publishers.
"""

from contextlib import contextmanager

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from catalog.models import IdentityChange, Movie, Show, Title
from people.models import Person
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.revision import hold_catalogue
from streamcms.publishing.roles import may_publish

FORMS = {Title.Kind.MOVIE: Movie, Title.Kind.SHOW: Show}
KINDS = {"title": Title, "person": Person}


def as_edited(thing):
    """The thing as what its form is of: a movie, a show, a person."""
    if isinstance(thing, Title):
        thing.__class__ = FORMS[thing.kind]  # a proxy: the same row
    return thing


def admin_of(thing):
    return admin.site.get_model_admin(type(as_edited(thing)))


def kind_of(thing):
    return "title" if isinstance(thing, Title) else "person"


def find(kind, pk):
    """The thing of that kind and key, as it is edited; Http404 where there is none."""
    model = KINDS.get(kind)
    thing = model and model._base_manager.filter(pk=pk).first()
    if thing is None:
        raise Http404
    return as_edited(thing)


def may_view(request, model):
    models = FORMS.values() if model is Title else [model]
    return all(admin.site.get_model_admin(each).has_view_permission(request) for each in models)


def may_say_two(user, model):
    """Whether somebody may dismiss a suspicion: an edit of what the office knows, and of nothing else."""
    models = FORMS.values() if model is Title else [model]
    return all(_has(user, "change", each) for each in models)


def may_merge(user, *things):
    edited = {type(thing) for thing in things}
    rights = all(_has(user, verb, model) for model in edited for verb in ("change", "delete"))
    return rights and _may_touch_public(user, things)


def may_split(user, *things):
    edited = {type(thing) for thing in things}
    rights = all(_has(user, verb, model) for model in edited for verb in ("change", "add"))
    return rights and _may_touch_public(user, things)


def may_undo(user, change, things):
    """As for the change itself; of what is not there any more (a merged one) the public state is its public state."""
    edited = [as_edited(thing) for thing in things]
    return may_merge(user, *edited) if change.kind == IdentityChange.Kind.MERGE else may_split(user, *edited)


@contextmanager
def holding_for(request):
    """A post holds the catalogue until its end; who only looks holds nobody up."""
    if request.method != "POST":
        yield
        return
    with transaction.atomic():
        hold_catalogue()
        yield


def check(allowed):
    if not allowed:
        raise PermissionDenied


def _may_touch_public(user, things):
    return all(thing.state != Publishable.State.PUBLISHED or may_publish(user, type(thing)) for thing in things)


def _has(user, verb, model):
    return user.has_perm(f"{model._meta.app_label}.{verb}_{model._meta.model_name}")
