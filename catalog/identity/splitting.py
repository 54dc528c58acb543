"""Splitting: some credits and numbers of a thing go to another that is there, or is made for it.

`plan_split` reads and writes nothing; what it says is what `split` does.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone

from catalog.identity import journal
from catalog.identity.alterations import Alterations
from catalog.identity.corrections import correct_imports
from catalog.identity.numbers import settle_aliases
from catalog.identity.telling import counts
from catalog.models import Credit, IdentityChange, PeopleAreTwo, Title, TitlesAreTwo
from streamcms.publishing import slugs


class CannotSplit(ValueError):
    """Nothing was chosen, or what was chosen is not of this thing."""


def credits_of(thing):
    """What can go to another: of a title its own credits, not those of its episodes."""
    return thing.credits.of_title() if isinstance(thing, Title) else thing.credits.all()


def plan_split(thing, other, name, credit_keys, number_keys):
    """Alterations that give credits and external ids of `thing` to `other`, or to a new thing of that name."""
    model = thing._meta.concrete_model
    alterations = Alterations()
    credits = alterations.read(credits_of(thing).filter(pk__in=credit_keys))
    numbers = alterations.read(thing.external_ids.filter(pk__in=number_keys))
    if not credits and not numbers:
        raise CannotSplit("Nothing was chosen.")
    if other is not None and (other.pk == thing.pk or getattr(other, "kind", "") != getattr(thing, "kind", "")):
        raise CannotSplit("They are not two of one kind.")
    target = other.pk if other else alterations.make(model, **_new_values(thing, name))
    column = "title_id" if model is Title else "person_id"
    if other:
        alterations.read(credits_of(other))
    for key in credits:
        alterations.put(key, **{column: target})
    alterations.fold(Credit, set(credits))
    for key in numbers:  # without its hash, so that the next import says there what it knows
        alterations.put(key, object_id=target, payload_hash="")
    for each in filter(None, (thing, other)):
        alterations.read(each.external_ids.all())
    settle_aliases(alterations, thing, [])
    settle_aliases(alterations, other or target, numbers)
    things = alterations.read(model._base_manager.filter(pk__in=[each.pk for each in (thing, other) if each]))
    if model is Title:
        _lock_credits(alterations, things)
    else:
        correct_imports(alterations, thing, other, target, set(credits), has_numbers=bool(numbers))
    _say_two(alterations, thing, other, target)
    for key in things:
        alterations.put(key, version=alterations.held[key]["version"] + 1, updated_at=timezone.now())
    return alterations


def _new_values(thing, name):
    """A new title waits as a draft; a new person is as visible as the one that it is split from."""
    model, values = thing._meta.concrete_model, {"name": name or thing.name}
    distinctions = [thing.year or ""] if model is Title else []
    values["slug"] = slugs.first_free(model, values["name"], distinctions, fallback=model._meta.verbose_name)
    if model is Title:
        return values | {"kind": thing.kind, "provenance": {"credits": ["editor", "", True]}}
    return values | {"state": thing.state, "publish_at": thing.publish_at, "unpublish_at": thing.unpublish_at}


def _say_two(alterations, thing, other, target):
    """Who was split is not suspected to be one."""
    word = TitlesAreTwo if isinstance(thing, Title) else PeopleAreTwo
    ends = (Q(first=thing, second=other) | Q(first=other, second=thing)) if other else Q(pk=None)
    if not word.objects.filter(ends).exists():
        alterations.make(word, first_id=thing.pk, second_id=target)


def _lock_credits(alterations, things):
    for key in things:
        provenance = alterations.wanted[key]["provenance"]
        alterations.put(key, provenance=provenance | {"credits": ["editor", "", True]})


def split(thing, other, alterations, user):
    """Write what was planned, in the caller's transaction which holds the catalogue; returns the IdentityChange."""
    model = thing._meta.concrete_model
    told = counts(alterations)
    written = journal.write(alterations)
    if other is None:
        other = model._base_manager.get(pk=next(new.pk for new in alterations.new if new.model is model))
    return IdentityChange.objects.create(
        kind=IdentityChange.Kind.SPLIT,
        content_type=ContentType.objects.get_for_model(thing),
        label=thing._meta.label_lower,
        kept_id=thing.pk,
        kept_name=str(thing)[:400],
        other_id=other.pk,
        other_name=str(other)[:400],
        other_slug=other.slug,
        counts=told,
        journal=written,
        made_by=user,
    )
