"""Slugs: how a name becomes an address, and who holds which."""

import itertools
import unicodedata
from zlib import crc32

from django.apps import apps
from django.db import models
from django.utils.text import slugify

MAX_LENGTH = 120
# Latin letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h"}
)
PATTERN = r"[-\w]+"


def slug_of(name):
    """ASCII where the name has Latin letters throughout, else its own script; "" when nothing is left."""
    name = name.lower().replace("&", " and ").replace("'", "").replace("’", "").translate(_LETTERS)
    folded = unicodedata.normalize("NFKD", name)
    has_other_script = any(c.isalpha() and not c.isascii() and not unicodedata.combining(c) for c in folded)
    return slugify(name, allow_unicode=has_other_script)[:MAX_LENGTH].strip("-_")


def candidates(name, *distinctions, fallback):
    """Addresses for a name in order of preference: the name, then with each distinction that is known."""
    base = slug_of(name) or slug_of(fallback)
    yield base
    for distinction in filter(None, map(str, distinctions)):
        base = f"{base[: MAX_LENGTH - len(distinction) - 1]}-{slug_of(distinction)}"
        yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


class SlugField(models.SlugField):
    """An address: unique, of any script."""

    def __init__(self, **options):
        super().__init__(**{"max_length": MAX_LENGTH, "unique": True, "allow_unicode": True} | options)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "streamcms.publishing.slugs.SlugField", args, kwargs


class ShuffleField(models.BigIntegerField):
    """The CRC-32 of the row's slug, made anew at each save: an order like chance that every machine can work out."""

    def __init__(self, **options):
        super().__init__(**{"default": 0, "editable": False, "db_index": True} | options)

    def pre_save(self, instance, add):
        value = crc32(instance.slug.encode())
        setattr(instance, self.attname, value)
        return value


def public_slug_model():
    return apps.get_model("publishing", "PublicSlug")


def space_of(model):
    """The name under which a model's public addresses are kept: its table."""
    return model._meta.concrete_model._meta.db_table


def is_held_by_another(model, slug, pk):
    """Whether that address was public once for another thing of this kind."""
    return public_slug_model().objects.filter(space=space_of(model), slug=slug).exclude(object_id=pk).exists()


def former_holder(model, slug):
    """The primary key of what was public under that address; None if nothing was."""
    return (
        public_slug_model().objects.filter(space=space_of(model), slug=slug).values_list("object_id", flat=True).first()
    )


def allocate(model, wishes):
    """A free address for each wish (name, distinctions, fallback), in order: two queries unless names pile up.

    Free is what no row holds, no row ever held in public, and no earlier wish got.
    """
    preferences = [candidates(name, *distinctions, fallback=fallback) for name, distinctions, fallback in wishes]
    first_choices = [list(itertools.islice(generator, 4)) for generator in preferences]
    taken = _taken(model, {slug for choices in first_choices for slug in choices})
    allocated = []
    for choices, further in zip(first_choices, preferences, strict=True):
        slug = next((choice for choice in choices if choice not in taken), "")
        while not slug:
            choice = next(further)
            slug = "" if choice in taken or _taken(model, {choice}) else choice
        taken.add(slug)
        allocated.append(slug)
    return allocated


def first_free(model, name, distinctions, *, fallback, pk=None, is_refused=lambda slug: False):
    """The first candidate that nothing holds or held in public but the thing `pk` itself: two queries, or three more
    where all names are taken and a number tells them apart."""
    found = candidates(name, *distinctions, fallback=fallback)
    wished = list(itertools.islice(found, 1 + sum(map(bool, map(str, distinctions)))))
    taken = _taken(model, set(wished), pk)
    for slug in wished:
        if slug not in taken and not is_refused(slug):
            return slug
    taken = _taken_with_number(model, wished[-1], pk)
    return next(slug for slug in found if slug not in taken and not is_refused(slug))


def _taken_with_number(model, base, pk):
    """What is taken of base-2, base-3, ..."""
    held = model._base_manager.filter(slug__startswith=f"{base}-").exclude(pk=pk).values_list("slug", flat=True)
    former = public_slug_model().objects.filter(space=space_of(model), slug__startswith=f"{base}-")
    return {*held, *former.exclude(object_id=pk or 0).values_list("slug", flat=True)}


def _taken(model, slugs, pk=None):
    held = set(model._base_manager.filter(slug__in=slugs).exclude(pk=pk).values_list("slug", flat=True))
    former = public_slug_model().objects.filter(space=space_of(model), slug__in=slugs).exclude(object_id=pk or 0)
    return held | set(former.values_list("slug", flat=True))
