"""What an edit of many things would change on each, and its writing: batches of statements, not one for each thing."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F
from django.utils import timezone

from streamcms.publishing.admin_site.bulk_selection import mark_of
from streamcms.publishing.history.many import batches
from streamcms.publishing.search_texts import SearchTextField
from streamcms.publishing.sort_keys import SortKeyField
from streamcms.publishing.sourced import Sourced

_MADE = (SortKeyField, SearchTextField)  # made of other columns at each save


@dataclass(slots=True)
class EditLine:
    """One thing. `changes`: [(BulkField, plain value before, after)]; `refusals`: why it is left as it is."""

    thing: object
    changes: list = field(default_factory=list)
    refusals: list = field(default_factory=list)

    @property
    def mark(self):
        facts = [(each.name, before, after) for each, before, after in self.changes]
        return mark_of((facts, [str(words) for words in self.refusals]))


def plan_edit(model_admin, request, things, orders):
    """An EditLine for each thing. `orders`: [(BulkField, mode, plain value)]. Queries: one for each field and batch."""
    lines = [EditLine(thing) for thing in things]
    for each, mode, value in orders:
        befores = each.before(things)
        for line in lines:
            before = befores[line.thing.pk]
            after = each.after(before, mode, value)
            if after != before:
                line.changes.append((each, before, after))
    checks = _Checks(model_admin.model)
    for line in lines:
        if line.changes:
            line.refusals += model_admin.refusals_of_edit(request, line) or checks.complaints(line)
    return lines


class _Checks:
    """The model's own rules, each asked once for what it looks at: most of many things look alike to it."""

    def __init__(self, model):
        self.model, self.known = model._meta.concrete_model, {}  # a proxy has no columns to validate
        self.rules = [rule for rule in self.model._meta.constraints if isinstance(rule, CheckConstraint)]

    def complaints(self, line):
        thing = line.thing
        columns = {name for each, _before, after in line.changes for name in each.assign(thing, after)}
        try:
            thing.clean_fields(exclude={f.name for f in thing._meta.fields} - columns)
        except ValidationError as error:
            return error.messages
        return [words for rule in self.rules for words in self._complaint(rule, thing, columns)]

    def _complaint(self, rule, thing, columns):
        looked_at = {path.partition("__")[0] for path in rule.condition.referenced_base_fields}
        if not looked_at & columns:
            return []
        facts = (rule.name, *(getattr(thing, thing._meta.get_field(name).attname) for name in sorted(looked_at)))
        if facts not in self.known:
            try:
                rule.validate(self.model, thing)
                self.known[facts] = []
            except ValidationError as error:
                self.known[facts] = error.messages
        return self.known[facts]


def write_edit(model_admin, lines):
    """Store what valid lines change; lock, count and stamp each thing as a save of its form would."""
    things = [line.thing for line in lines]
    fields = {each for line in lines for each, _before, _after in line.changes}
    for each in fields:
        changed = [(line.thing.pk, *pair) for line in lines for e, *pair in line.changes if e is each]
        each.write({key: after for key, _before, after in changed}, {key: before for key, before, _after in changed})
    model = model_admin.model
    for some in batches(things):
        keys = [thing.pk for thing in some]
        model._base_manager.filter(pk__in=keys).update(version=F("version") + 1, updated_at=timezone.now())
    columns = _make_again(things)
    if issubclass(model, Sourced):
        columns.append("provenance")
        for line in lines:
            line.thing.lock([name for each, _before, _after in line.changes for name in each.locks])
    for some in batches(things) if columns else ():
        model._base_manager.bulk_update(some, columns, batch_size=100)


def _make_again(things):
    """Make what is made of other columns; returns the names of what differs anywhere."""
    names = set()
    for thing in things:
        for column in thing._meta.concrete_fields:
            if isinstance(column, _MADE):
                before = getattr(thing, column.attname)
                if column.pre_save(thing, add=False) != (bytes(before) if isinstance(before, memoryview) else before):
                    names.add(column.name)
    return sorted(names)
