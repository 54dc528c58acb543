"""Fields of many things that are edited at once: what each can be told to do, and how it is written.

Values are compared and marked: they are plain (texts, numbers, moments, keys), links are sorted tuples of keys.
"""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.history.many import batches

SET, CLEAR, ADD, REMOVE = "set", "clear", "add", "remove"
MODES = {SET: _("set to"), CLEAR: _("empty it"), ADD: _("add"), REMOVE: _("remove")}


class BulkField:
    """One field; a subclass for each way in which fields are stored."""

    modes = (SET, CLEAR)
    needs_publish = False

    def __init__(self, model_admin, name):
        self.admin, self.name = model_admin, name
        self.names = self.locks = (name,)  # of the form fields of its value; of what an edit locks

    @property
    def label(self):
        return capfirst(str(self.admin.model._meta.get_field(self.name).verbose_name))

    def form_fields(self, request):
        """{name: form field} of the value."""
        field = self.admin.formfield_for_dbfield(self.admin.model._meta.get_field(self.name), request)
        field.widget = getattr(field.widget, "widget", field.widget)  # without links to other forms
        field.required, field.label = False, self.label
        return {self.name: field}

    def value_of(self, cleaned):
        """The plain value that was typed; None where there is none."""
        raise NotImplementedError

    def before(self, things):
        """{primary key: plain value} as it is: one query at most for each batch."""
        raise NotImplementedError

    def after(self, before, mode, value):
        raise NotImplementedError

    def assign(self, thing, after):
        """Put the value on the thing, where its own constraints look at it; return the columns to look at."""
        return ()

    def write(self, afters, befores):
        """Store {primary key: plain value}, which is not what `befores` has."""
        raise NotImplementedError

    def words(self, values):
        """{plain value: words} of those values: one query at most."""
        raise NotImplementedError


class ColumnField(BulkField):
    """A column of the thing's own table."""

    def __init__(self, model_admin, name, *, needs_publish=False):
        super().__init__(model_admin, name)
        self.column = model_admin.model._meta.get_field(name)
        self.needs_publish = needs_publish
        may_be_empty = self.column.null or self.column.blank
        self.modes = (SET, CLEAR) if may_be_empty else (SET,)

    @property
    def empty(self):
        return None if self.column.null else ""

    def value_of(self, cleaned):
        value = cleaned.get(self.name)
        value = getattr(value, "pk", value)
        return None if value == self.empty else value

    def before(self, things):
        return {thing.pk: getattr(thing, self.column.attname) for thing in things}

    def after(self, before, mode, value):
        return self.empty if mode == CLEAR else value

    def assign(self, thing, after):
        setattr(thing, self.column.attname, after)
        return (self.name,)

    def write(self, afters, befores):
        groups = {}
        for key, value in afters.items():
            groups.setdefault(value, []).append(key)
        for value, keys in groups.items():
            for some in batches(keys):
                self.admin.model._base_manager.filter(pk__in=some).update(**{self.column.attname: value})

    def words(self, values):
        if self.column.related_model:
            return names_of(self.column.related_model, values) | {None: ""}
        labels = dict(self.column.flatchoices)
        return {value: labels.get(value, value) if value not in (None, "") else "" for value in values}


class LinksField(BulkField):
    """Many-to-many links without an order."""

    modes = (ADD, REMOVE, SET, CLEAR)

    def __init__(self, model_admin, name):
        super().__init__(model_admin, name)
        self.links = model_admin.model._meta.get_field(name)
        self.through = self.links.remote_field.through
        self.own, self.other = f"{self.links.m2m_field_name()}_id", f"{self.links.m2m_reverse_field_name()}_id"

    def value_of(self, cleaned):
        return tuple(sorted(row.pk for row in cleaned.get(self.name) or ())) or None

    def before(self, things):
        found = {thing.pk: [] for thing in things}
        for some in batches(found):
            rows = self.through._base_manager.filter(**{f"{self.own}__in": some}).values_list(self.own, self.other)
            for own, other in rows:
                found[own].append(other)
        return {key: tuple(sorted(others)) for key, others in found.items()}

    def after(self, before, mode, value):
        kept = {SET: set(), CLEAR: set(), ADD: set(before), REMOVE: set(before) - set(value or ())}[mode]
        return tuple(sorted(kept | set(value if mode in (SET, ADD) else ())))

    def write(self, afters, befores):
        for some in batches(afters):
            gone = {other for key in some for other in set(befores[key]) - set(afters[key])}
            for other in gone:
                owners = [key for key in some if other in befores[key] and other not in afters[key]]
                self.through._base_manager.filter(**{f"{self.own}__in": owners, self.other: other}).delete()
            self.through._base_manager.bulk_create(
                self.through(**{self.own: key, self.other: other})
                for key in some
                for other in afters[key]
                if other not in befores[key]
            )

    def words(self, values):
        names = names_of(self.links.related_model, {other for value in values for other in value})
        return {value: ", ".join(sorted(names.get(other, "?") for other in value)) for value in values}


class MomentField(ColumnField):
    """A publishing window's edge: who may publish decides it."""

    def __init__(self, model_admin, name):
        super().__init__(model_admin, name, needs_publish=True)
        self.locks = ()


def names_of(model, keys):
    """{key: name} of rows: a query for each batch."""
    found = {}
    for some in batches(key for key in keys if key is not None):
        found |= {row.pk: str(row) for row in model._base_manager.filter(pk__in=some)}
    return found


def default_bulk_field(model_admin, name):
    """The BulkField for a model's field of that name."""
    if not isinstance(name, str):
        return name(model_admin)
    field = model_admin.model._meta.get_field(name)
    if isinstance(field, models.ManyToManyField):
        return LinksField(model_admin, name)
    return MomentField(model_admin, name) if name in ("publish_at", "unpublish_at") else ColumnField(model_admin, name)
