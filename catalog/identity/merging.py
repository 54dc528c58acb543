"""Merging two things into one: what stays keeps its key and address, all that points to the other moves over.

`plan_merge` reads and writes nothing; what it says is what `merge` does.
"""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from catalog.identity import journal
from catalog.identity.alterations import Alterations
from catalog.identity.choices import chosen_values
from catalog.identity.numbers import settle_aliases
from catalog.identity.pointers import pointers_to
from catalog.identity.telling import counts
from catalog.models import IdentityChange, Title
from catalog.models.identity import ANEW, DROPPED
from streamcms.publishing.models import ExternalId, PublicSlug
from streamcms.publishing.slugs import space_of

# What an import replaces as a whole, by the attribute with the title's key: without a lock the source of what stays
# would take out again what came over. (model's name, what must be empty): name of the lock.
_SETS = {
    "credit": ("credits", ("episode_id",)),
    "video": ("videos", ("season_id", "episode_id")),
    "alternativename": ("alternative_names", ()),
    "certification": ("certifications", ()),
    "titletranslation": ("translations", ()),
    "persontranslation": ("translations", ()),
    "collectionmembership": ("collections", ()),
    **{f"title_{name}": (name, ()) for name in ("genres", "tags", "companies", "countries")},
}


class CannotMerge(ValueError):
    """These two are not of one kind, or one and the same."""


def plan_merge(kept, gone, chosen=None):
    """Alterations that make `gone` a part of `kept`. `chosen`: see chosen_values."""
    model = kept._meta.concrete_model
    if model is not gone._meta.concrete_model or kept.pk == gone.pk:
        raise CannotMerge("They are not two of one kind.")
    if getattr(kept, "kind", "") != getattr(gone, "kind", ""):
        raise CannotMerge("A movie and a show are never one.")
    alterations = Alterations()
    alterations.read(model._base_manager.filter(pk__in=[kept.pk, gone.pk]))
    moved = _move_all(alterations, model, {gone.pk: kept.pk})
    for key in alterations.read(PublicSlug.objects.filter(space=space_of(model), object_id=gone.pk)):
        alterations.put(key, object_id=kept.pk)
    settle_aliases(alterations, kept, [key for key in moved if key[0] is ExternalId])
    key = (model, kept.pk)
    alterations.put(key, **chosen_values(kept, gone, chosen or {}))
    _lock_sets(alterations, key, moved)
    alterations.put(key, version=kept.version + 1, updated_at=timezone.now())
    alterations.delete((model, gone.pk))
    alterations.finish()
    return alterations


def _move_all(alterations, model, pairs):
    """Point everything to what stays, and fold what is there twice, and so what points to that; returns what moved."""
    moved, going = set(), {model: pairs}
    while going:
        touched = defaultdict(set)
        for of_model, of_pairs in going.items():
            for pointer in pointers_to(of_model):
                if pointer.in_merges == ANEW:
                    alterations.derived.append(pointer.rows(of_pairs.keys()))
                    continue
                for key in alterations.read(pointer.rows([*of_pairs, *of_pairs.values()])):
                    _move(alterations, key, pointer, of_pairs, touched)
        going = {}
        for of_model, keys in touched.items():
            alterations.drop_links_between(keys)
            moved |= keys
            if of_pairs := alterations.fold(of_model, moved):
                going[of_model] = of_pairs
    return moved


def _move(alterations, key, pointer, pairs, touched):
    row = alterations.wanted[key]
    if row is None or row[pointer.attname] not in pairs:
        return
    if pointer.in_merges == DROPPED:
        alterations.delete(key)
    else:
        alterations.put(key, **{pointer.attname: pairs[row[pointer.attname]]})
        touched[pointer.model].add(key)


def _lock_sets(alterations, key, moved):
    names = set()
    for model, pk in moved:
        row = alterations.wanted[model, pk]
        name, empty = _SETS.get(model._meta.model_name, ("", ()))
        if name and row is not None and all(row[column] is None for column in empty) and _is_own(model, row, key):
            names.add(name)
    alterations.locked = sorted(names)
    if names:
        provenance = alterations.wanted[key]["provenance"]
        alterations.put(key, provenance=provenance | {name: ["editor", "", True] for name in sorted(names)})


def _is_own(model, row, key):
    """Whether a row is of the thing's own sets: a person's credits are sets of titles."""
    return row.get("title_id" if key[0] is Title else "person_id") == key[1] and not (
        key[0] is not Title and "title_id" in row
    )


def merge(kept, gone, alterations, user):
    """Write what was planned, in the caller's transaction which holds the catalogue; returns the IdentityChange."""
    return IdentityChange.objects.create(
        kind=IdentityChange.Kind.MERGE,
        content_type=ContentType.objects.get_for_model(kept),
        label=kept._meta.label_lower,
        kept_id=kept.pk,
        kept_name=str(kept)[:400],
        other_id=gone.pk,
        other_name=str(gone)[:400],
        other_slug=gone.slug,
        counts=counts(alterations),
        journal=journal.write(alterations),
        made_by=user,
    )
