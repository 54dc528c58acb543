"""What points to a thing, and what tells rows apart: read from the models, so a new relation needs no word here."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models

MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column of `model` that holds keys of a thing; `where` narrows a generic one to the thing's own kind."""

    model: type
    attname: str
    where: tuple = ()

    @property
    def in_merges(self):
        return getattr(self.model, "in_merges", MOVED)

    def rows(self, keys):
        return self.model._base_manager.filter(**{f"{self.attname}__in": keys}, **dict(self.where))


def pointers_to(model):
    """Every Pointer to rows of a model, hidden ones and those of many-to-many tables included."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield Pointer(relation.related_model._meta.concrete_model, relation.field.attname)
    kind = ContentType.objects.get_for_model(model).pk
    for field in model._meta.private_fields:
        if isinstance(field, GenericRelation):
            where = ((f"{field.content_type_field_name}_id", kind),)
            yield Pointer(field.related_model, field.object_id_field_name, where)
    for other in apps.get_models():  # who points to anything, and says what becomes of it
        if hasattr(other, "in_merges") and {"content_type", "object_id"} <= {f.name for f in other._meta.fields}:
            yield Pointer(other, "object_id", (("content_type_id", kind),))


def foreign_keys(model):
    """[(attribute name, model that it points to)]."""
    return [
        (field.attname, field.related_model._meta.concrete_model)
        for field in model._meta.concrete_fields
        if field.many_to_one or field.one_to_one
    ]


def unique_keys(model):
    """[(attribute names, condition or None)] of each constraint that tells rows of a model apart, but the key's own."""
    opts = model._meta
    for field in opts.concrete_fields:
        if field.unique and not field.primary_key:
            yield (field.attname,), None
    for names in opts.unique_together:
        yield tuple(opts.get_field(name).attname for name in names), None
    for constraint in opts.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            yield tuple(opts.get_field(name).attname for name in constraint.fields), constraint.condition


def key_of(model, values, names, condition):
    """The values that tell this row apart under a constraint; None where it says nothing of the row."""
    key = tuple(values[name] for name in names)
    if None in key or (condition is not None and not _holds(model, condition, values)):
        return None
    return key


def _holds(model, condition, values):
    """Whether a condition that compares a column with nothing, or with a value, holds for a row."""
    found = []
    for child in condition.children:
        if isinstance(child, models.Q):
            found.append(_holds(model, child, values))
            continue
        (name, _, lookup), wanted = child[0].partition("__"), child[1]
        value = values[model._meta.get_field(name).attname]
        if lookup not in ("", "exact", "isnull"):
            raise NotImplementedError(f"{model._meta.label}: a constraint's condition asks for {child[0]!r}")
        found.append((value is None) is bool(wanted) if lookup == "isnull" else value == wanted)
    holds = any(found) if condition.connector == models.Q.OR else all(found)
    return holds is not condition.negated
