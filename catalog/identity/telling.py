"""What alterations would do, in words: counts by kind of row, and the rows by name."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.identity.pointers import foreign_keys
from streamcms.publishing.images import Image
from streamcms.publishing.models import ExternalId, PublicSlug
from streamcms.publishing.publishable import Publishable

_LISTED = 50  # rows of a kind; the rest are counted
_BOOKKEEPING = "catalog.models.identity"
_CALLED = {ExternalId: gettext_lazy("Numbers elsewhere"), PublicSlug: gettext_lazy("Addresses")}
_LONGEST = 80  # letters of a value


@dataclass
class Told:
    """Rows of one kind: that move over, that are there already and are folded, and that go without trace. `keys` are
    counted; `moved`, `folded` and `dropped` are the first of them in words."""

    label: str
    keys: dict = field(default_factory=lambda: {"moved": [], "folded": [], "dropped": []})
    words: dict = field(default_factory=dict)

    @property
    def parts(self):
        """[(what happens, how many, the first of them, how many more)] of what happens to any."""
        says = {"moved": _("move over"), "folded": _("are there already"), "dropped": _("go")}
        return [
            (says[part], len(keys), self.words[part], len(keys) - len(self.words[part]))
            for part, keys in self.keys.items()
            if keys
        ]


def counts(alterations):
    """[[label, moved, folded, dropped]]: what is kept of it for the list of changes."""
    return [[told.label, *map(len, told.keys.values())] for told in _sorted(alterations)]


def tell(alterations):
    """[Told], in words: a query for each kind of thing that is named."""
    found = _sorted(alterations)
    shown = [key for told in found for keys in told.keys.values() for key in keys[:_LISTED]]
    names = _names(alterations, shown)
    for told in found:
        told.words = {
            part: [row_words(*key, alterations.held[key], names) for key in keys[:_LISTED]]
            for part, keys in told.keys.items()
        }
    return found


def _sorted(alterations):
    found = {}

    def note(key, part):
        if key[0].__module__ != _BOOKKEEPING:
            label = label_of(key[0])
            found.setdefault(label, Told(label)).keys[part].append(key)

    things = {key for key in alterations.deleted() if hasattr(key[0], "slug") and issubclass(key[0], Publishable)}
    for key, changes in alterations.changed().items():
        pointers = {name for name, _target in foreign_keys(key[0])} | {"object_id"}
        if pointers & changes.keys() and "updated_at" not in changes:
            note(key, "moved")
    for key in alterations.deleted():
        if key in alterations.folded:
            note(key, "folded")
        elif key not in things:
            note(key, "dropped")
    return sorted(found.values(), key=lambda told: (-sum(map(len, told.keys.values())), told.label))


def label_of(model):
    """What rows of a model are called: those of a many-to-many table as what they add."""
    if model in _CALLED:
        return str(_CALLED[model])
    through = model._meta.auto_created
    if through:
        model = [target for _name, target in foreign_keys(model)][-1] if through.__name__ == "Title" else through
    return str(capfirst(model._meta.verbose_name_plural))


def row_words(model, pk, row, names):
    """A row in a line: what it points to, then its short texts."""
    if model is ExternalId:
        return f"{row['provider']}:{row['kind']}:{row['value']}"
    if model is PublicSlug:
        return f"/{row['slug']}/"
    parts = [names.get((target, row[name]), "") for name, target in foreign_keys(model)]
    for column in model._meta.concrete_fields:
        value = row.get(column.attname)
        if not column.editable or column.is_relation or column.primary_key or value in (None, "", [], {}):
            continue
        if column.choices:
            parts.append(str(dict(column.flatchoices).get(value, value)))
        elif isinstance(column, models.CharField):
            parts.append(value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…")
        elif column.name == "number":
            parts.append(f"{column.verbose_name} {value}")
    return " · ".join(filter(None, dict.fromkeys(parts))) or f"{model._meta.verbose_name} {pk}"


def _names(alterations, keys):
    """{(model, primary key): name} of what these rows point to, but for what they are moved between."""
    wanted, about = {}, _about(alterations)
    for key in keys:
        for name, target in foreign_keys(key[0]):
            value = alterations.held[key][name]
            if value is not None and target is not Image and (target, value) not in about:
                wanted.setdefault(target, set()).add(value)
    return {
        (model, pk): str(row)
        for model, pks in wanted.items()
        for pk, row in model._base_manager.select_related(*_said_with(model)).in_bulk(pks).items()
    }


def _about(alterations):
    """Keys of the things themselves: every row is of one of them, so that says nothing."""
    return {key for key in alterations.held if "slug" in alterations.held[key] and issubclass(key[0], Publishable)}


def _said_with(model):
    """What a row's own name is made of: a season's show, an episode's season."""
    return [f.name for f in model._meta.concrete_fields if f.name == getattr(model, "visible_within", "")] or [None]
