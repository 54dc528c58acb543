"""Writes alterations, in the caller's transaction, and says in JSON what they did, so that they can be undone.

{"changed": [{"model", "keys", "before", "after"}], "deleted": [{"model", "rows"}], "made": [{"model", "key", "row"}]}:
texts as Django's serialisers have them, JSON fields as they are. Rows that changed alike stand together.
"""

from django.apps import apps
from django.db import models

from catalog import bulk
from catalog.identity.alterations import New


def write(alterations):
    """Deletions first, so that what comes in their place collides with nothing; foreign keys are checked at commit."""
    for queryset in alterations.derived:
        queryset.delete()
    journal = {"changed": [], "deleted": [], "made": []}
    for model, keys in _by_model(alterations.deleted()).items():
        bulk.delete(model, keys)
        rows = [as_text(model, alterations.held[model, key]) for key in keys]
        journal["deleted"].append({"model": model._meta.label_lower, "rows": rows})
    for new in alterations.new:
        row = new.model(**_resolved(new.values))
        row.save(force_insert=True)
        new.pk = row.pk
        row = new.model._base_manager.filter(pk=row.pk).values(*_names(new.model)).get()
        journal["made"].append({"model": new.model._meta.label_lower, "key": new.pk, "row": as_text(new.model, row)})
    for model, keys, before, after in _alike(alterations):
        after = _resolved(after)
        for some in bulk.chunks(keys, 10_000):
            model._base_manager.filter(pk__in=some).update(**after)
        sides = {"before": as_text(model, before), "after": as_text(model, after)}
        journal["changed"].append({"model": model._meta.label_lower, "keys": keys} | sides)
    return journal


def model_of(label):
    """The model of a journal's entry; None where there is none any more."""
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def as_text(model, values):
    return {name: _text(model._meta.get_field(name), value) for name, value in values.items()}


def from_text(model, texts):
    """The values again; columns that are gone are left out."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: _value(fields[name], text) for name, text in texts.items() if name in fields}


def _names(model):
    return [field.attname for field in model._meta.concrete_fields]


def _by_model(keys):
    found = {}
    for model, key in keys:
        found.setdefault(model, []).append(key)
    return found


def _alike(alterations):
    """[model, primary keys, columns before, columns after] of the rows that change: those that change alike at once."""
    groups = {}
    for (model, pk), after in alterations.changed().items():
        before = {name: alterations.held[model, pk][name] for name in after}
        groups.setdefault((model, repr(before), repr(after)), [model, [], before, after])[1].append(pk)
    return groups.values()


def _resolved(values):
    return {name: value.pk if isinstance(value, New) else value for name, value in values.items()}


def _text(field, value):
    if value is None or isinstance(field, models.JSONField):
        return value
    holder = field.model()
    setattr(holder, field.attname, value)
    return field.value_to_string(holder)


def _value(field, text):
    if text is None or isinstance(field, models.JSONField):
        return text
    return field.to_python(text)
