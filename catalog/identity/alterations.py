"""Alterations: rows as they are and as they would be. Made by reading alone, so a preview is what will be done."""

import hashlib

from django.db import models

from catalog.identity.pointers import foreign_keys, key_of, unique_keys
from streamcms.publishing.images import Image
from streamcms.publishing.search_texts import SearchTextField
from streamcms.publishing.slugs import ShuffleField
from streamcms.publishing.sort_keys import SortKeyField

_MADE_AT_SAVES = (SortKeyField, SearchTextField, ShuffleField)
_EMPTY = (None, "", [], {})
_NEVER_FILLED = {"publish_at", "unpublish_at"}


class New:
    """A row to be made; other rows may hold it in the place of the key that it has not got yet."""

    def __init__(self, model, values):
        self.model, self.values, self.pk = model, values, None

    def __repr__(self):
        return f"<new {self.model._meta.label_lower} {self.values.get('slug', '')}>"  # the same in each plan


class Alterations:
    """Keys are (model, primary key); rows are {attribute name: value}, None where a row is to be deleted."""

    def __init__(self):
        self.held, self.wanted = {}, {}
        self.new = []
        self.derived = []  # querysets of rows that go, and that somebody else makes anew
        self.folded = {}  # key of a row that went -> key of the one that says the same
        self.locked = []  # sets of the thing that get a lock

    def read(self, queryset):
        """The keys of those rows, read unless they were before: one query."""
        model = queryset.model._meta.concrete_model
        names = [field.attname for field in model._meta.concrete_fields]
        keys = []
        for values in queryset.order_by("pk").values(*names):
            key = (model, values[model._meta.pk.attname])
            keys.append(key)
            if key not in self.held:
                self.held[key] = {name: _plain(value) for name, value in values.items()}
                self.wanted[key] = dict(self.held[key])
        return keys

    def put(self, key, **values):
        self.wanted[key] |= values

    def delete(self, key):
        self.wanted[key] = None

    def make(self, model, **values):
        row = New(model, values)
        self.new.append(row)
        return row

    def of(self, model):
        """The rows of a model that stay: {key: values}."""
        return {key: row for key, row in self.wanted.items() if key[0] is model and row is not None}

    def changed(self):
        """{key: {attribute name: new value}} of the rows that stay and differ."""
        found = {}
        for key, row in self.wanted.items():
            if row is not None and row != self.held[key]:
                found[key] = {name: value for name, value in row.items() if value != self.held[key][name]}
        return found

    def deleted(self):
        return [key for key, row in self.wanted.items() if row is None]

    def drop_links_between(self, keys):
        """Delete the rows that linked two which are one now."""
        for key in keys:
            row, before = self.wanted[key], self.held[key]
            if row is not None and any(row[a] == row[b] and before[a] != before[b] for a, b in _twins(key[0], row)):
                self.delete(key)

    def fold(self, model, moved):
        """Fold rows that their constraints call the same: what was there stays, its gaps are filled from what came.

        Returns {primary key that went: primary key that stays}.
        """
        pairs = {}
        for names, condition in unique_keys(model):
            groups = {}
            for key, row in self.of(model).items():
                value = key_of(model, row, names, condition)
                if value is not None:
                    groups.setdefault(value, []).append(key)
            for keys in groups.values():
                keys.sort(key=lambda key: (key in moved, key[1]))
                for key in keys[1:]:
                    self._fill(keys[0], self.wanted[key])
                    self.delete(key)
                    self.folded[key] = keys[0]
                    pairs[key[1]] = keys[0][1]
        return pairs

    def _fill(self, key, other):
        row, model = self.wanted[key], key[0]
        filled = []
        for field in model._meta.concrete_fields:
            is_pointer = field.is_relation and field.related_model is not Image
            if is_pointer or not field.editable or field.attname in _NEVER_FILLED:
                continue
            if row[field.attname] in _EMPTY and other[field.attname] not in _EMPTY:
                row[field.attname] = other[field.attname]
                filled.append(field.name)
        if filled and "provenance" in row:
            told = {name: other["provenance"][name] for name in filled if name in other["provenance"]}
            row["provenance"] = row["provenance"] | told

    def digest(self):
        """What tells whether these are the alterations that somebody looked at: moments of the making aside."""
        changed = [
            (key[0]._meta.label, key[1], sorted((n, repr(v)) for n, v in values.items() if n != "updated_at"))
            for key, values in self.changed().items()
        ]
        deleted = [(key[0]._meta.label, key[1], repr(sorted(self.held[key].items()))) for key in self.deleted()]
        made = [(new.model._meta.label, sorted(new.values)) for new in self.new]
        return hashlib.sha256(repr((sorted(changed, key=repr), sorted(deleted), made)).encode()).hexdigest()

    def finish(self):
        """Make what each save makes: sort keys and folded names of the rows whose texts changed."""
        for key, changes in self.changed().items():
            model = key[0]
            made = [field for field in model._meta.concrete_fields if isinstance(field, _MADE_AT_SAVES)]
            if made and any(isinstance(model._meta.get_field(name), models.CharField) for name in changes):
                row = model(**self.wanted[key])
                self.put(key, **{field.attname: field.pre_save(row, False) for field in made})


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def _twins(model, row):
    """Pairs of foreign keys of one row to one model, both of them filled."""
    keys = [(name, target) for name, target in foreign_keys(model) if row[name] is not None]
    return [(a, b) for place, (a, to_a) in enumerate(keys) for b, to_b in keys[place + 1 :] if to_a is to_b]
