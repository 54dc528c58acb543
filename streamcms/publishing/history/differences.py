"""What differs between two snapshots, in words: the thing's own fields first, then its parts."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from streamcms.publishing.history.snapshots import fields_of
from streamcms.publishing.history.words import word_diff

_NAMED_BY = 3  # values
_UNTOLD = {"provenance", "created_at", "content_type", "object_id", "fetched_at"}


@dataclass
class Change:
    """`before` and `after` are [(text, whether it changed)]."""

    label: str
    before: list
    after: list


@dataclass
class Part:
    """A row of the thing that was "added", "removed" or "changed"."""

    heading: str
    kind: str
    changes: list


def differences(thing, before, after):
    """([Change] of the thing's own fields, [Part]): as many queries as kinds of things are pointed to."""
    main = (ContentType.objects.get_for_model(thing).pk, str(thing.pk))
    pairs = [
        (key, *(fields_of(side[key]) if key in side else None for side in (before, after)))
        for key in dict.fromkeys([*before, *after])
        if before.get(key) != after.get(key)
    ]
    words = Words(pairs)
    own, parts = [], []
    for key, old, new in pairs:
        model = ContentType.objects.get_for_id(key[0]).model_class()
        if key == main:
            own = words.changes(model, old or {}, new or {})
        elif model is not None and (part := _part(words, model, main, old, new)):
            parts.append(part)
    return own, parts


def _part(words, model, main, old, new):
    kind = _("added") if old is None else _("removed") if new is None else _("changed")
    owner = _owner_fields(model, main, new or old)
    told = words.row(model, new or old, owner)
    if old is None or new is None:
        text = [(" · ".join(told), True)]
        changes = [Change("", [] if old is None else text, [] if new is None else text)]
    else:
        changes = words.changes(model, old, new, leave_out=owner)
    name = " · ".join(told[:_NAMED_BY])
    return Part(f"{capfirst(model._meta.verbose_name)} {name}".strip(), kind, changes) if changes else None


def _owner_fields(model, main, fields):
    """The foreign keys by which a row belongs to the thing: every row has them, so they say nothing."""
    owner = ContentType.objects.get_for_id(main[0]).model_class()
    return {
        field.name
        for field in model._meta.fields
        if field.is_relation and field.related_model is owner and str(fields.get(field.name)) == main[1]
    }


class Words:
    """Values in words. Names of what rows point to are loaded once, for all of them."""

    def __init__(self, pairs):
        wanted = {}
        for (type_key, _key), *sides in pairs:
            model = ContentType.objects.get_for_id(type_key).model_class()
            for field in _relations(model):
                for side in sides:
                    value = (side or {}).get(field.name)
                    keys = value if isinstance(value, list) else [value]
                    wanted.setdefault(field.related_model, set()).update(key for key in keys if key is not None)
        self._names = {model: _names(model, keys) for model, keys in wanted.items()}

    def changes(self, model, old, new, leave_out=()):
        found = []
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            name = field.name
            if name in _UNTOLD or name in leave_out or field.primary_key or old.get(name) == new.get(name):
                continue
            texts = [self.value(field, side.get(name)) for side in (old, new)]
            if texts[0] != texts[1]:
                found.append(Change(capfirst(field.verbose_name), *word_diff(*texts)))
        return found

    def row(self, model, fields, leave_out):
        """What a row says, value by value: the first of them tell which it is."""
        told = (
            self.value(field, fields.get(field.name))
            for field in model._meta.local_fields
            if field.name not in _UNTOLD and field.name not in leave_out and not field.primary_key
        )
        return [text for text in told if text]

    def value(self, field, value):
        if value is None or value in ("", [], {}):
            return ""
        if field.is_relation:
            names = self._names.get(field.related_model, {})
            keys = value if isinstance(value, list) else [value]
            return ", ".join(sorted(names.get(key, _("gone (%s)") % key) for key in keys))
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, models.BooleanField):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            return "\n".join(map(str, value))
        if isinstance(value, dict):
            return "\n".join(f"{key}: {each}" for key, each in sorted(value.items()))
        return str(value)


def _relations(model):
    if model is None:
        return []
    fields = (*model._meta.local_fields, *model._meta.local_many_to_many)
    return [field for field in fields if field.is_relation and field.name not in _UNTOLD]


def _names(model, keys):
    return {row.pk: str(row) for row in model._base_manager.filter(pk__in=keys)}
