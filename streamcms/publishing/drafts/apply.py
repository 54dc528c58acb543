"""Writes a draft's change over what is live: as much as can be, and says what could not. Only within a transaction.

A few statements for each row that the draft changes, however much the thing holds.
"""

from contextlib import suppress
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from streamcms.publishing.admin_site.parts_of import owner_values
from streamcms.publishing.drafts.graph import told
from streamcms.publishing.drafts.merge import GONE, merge_row, row_changes


@dataclass
class Applied:
    """`conflicts` were decided by the picks, or for the draft; `dropped` are pointers to what is gone by now;
    `failures` say which rows could not be written at all. `rows` were written."""

    thing: object = None
    rows: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)
    dropped: list = field(default_factory=list)
    failures: list = field(default_factory=list)


def apply(draft, model_admin, picks=None, thing=None):
    """The Applied of a draft: the thing's version counts up once, as at a save. Without `thing`, it is loaded."""
    applied = Applied(thing or draft.thing)
    if applied.thing is None:
        applied.failures.append(_("It was deleted."))
        return applied
    main = applied.thing._meta.concrete_model._meta.label_lower
    models = {each.model._meta.label_lower: each.model for each in model_admin.inlines}
    owners = {
        each.model._meta.label_lower: owner_values(model_admin, each, applied.thing) for each in model_admin.inlines
    }
    changes = row_changes(draft.base, draft.payload)
    for label, model in models.items():
        of_model = [change for change in changes if change.label == label]
        if of_model:
            _apply_parts(applied, model, owners[label], of_model, picks or {})
    mine = next((change for change in changes if change.label == main), None)
    _apply_thing(applied, mine, picks or {})
    return applied


def _apply_thing(applied, change, picks):
    thing, fields = applied.thing, {}
    if change is not None:
        fields, conflicts = merge_row(change, told(thing, change.fields), picks)
        applied.conflicts += conflicts
    thing.version += 1
    if reason := _write(applied, thing, fields, is_new=False):
        applied.failures.append(reason)


def _apply_parts(applied, model, owner, changes, picks):
    live = {str(row.pk): row for row in model._base_manager.filter(pk__in=[change.key for change in changes])}
    waiting = []
    for change in changes:
        row = live.get(change.key)
        if row is not None and any(getattr(row, column) != value for column, value in owner.items()):
            if change.mine is not None:
                applied.failures.append(_("%s: its number belongs to something else by now.") % name_of(row))
            continue
        fields, conflicts = merge_row(change, row and told(row), picks)
        applied.conflicts += conflicts
        if fields is GONE:
            row.delete()
        elif fields:
            waiting.append((row or model(pk=int(change.key)), fields, row is None))
    _write_all(applied, model, waiting)


def _write_all(applied, model, waiting):
    """Rows of which one waits for another's unique value are written in turn, those in a circle at once."""
    while waiting:
        refused = [entry for entry in waiting if _write(applied, *entry)]
        if len(refused) == len(waiting):
            _write_at_once(applied, model, refused)
            break
        waiting = refused


def _write_at_once(applied, model, waiting):
    """Take the rows away, then put them back as they are to be: what points to them is asked at the commit only."""
    there = model._base_manager.filter(pk__in=[row.pk for row, _fields, is_new in waiting if not is_new])
    written = Applied()
    with transaction.atomic():
        there._raw_delete(there.db)
        reasons = [_write(written, row, fields, True) for row, fields, _is_new in waiting]
        if any(reasons):
            transaction.set_rollback(True)
    applied.failures += filter(None, reasons)
    if not any(reasons):
        applied.rows += written.rows
        applied.dropped += written.dropped


def _write(applied, row, fields, is_new):
    """Why a row cannot be written; "" once it is."""
    dropped = []
    try:
        with transaction.atomic():
            many = _set(row, fields, dropped)
            row.save(force_insert=is_new)
            for name, keys in many.items():
                getattr(row, name).set(keys)
    except ValidationError as error:
        return f"{name_of(row)}: {' '.join(error.messages)}"
    except IntegrityError:
        return _reason(row)
    applied.rows.append(row)
    applied.dropped += [f"{name_of(row)}: {text}" for text in dropped]
    return ""


def _set(row, fields, dropped):
    """Put values on a row; return {many-to-many field: keys}. What they point to and is gone is left out."""
    many = {}
    for name, value in fields.items():
        with suppress(FieldDoesNotExist):  # the model lost it since
            column = row._meta.get_field(name)
            if column.many_to_many:
                many[name] = _present(column, value, dropped)
            elif column.is_relation:
                setattr(row, column.attname, _target(column, value, dropped))
            else:
                setattr(row, name, column.to_python(value))
    return many


def _present(column, keys, dropped):
    there = set(column.related_model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
    if len(there) < len(keys):
        dropped.append(_("%s: some of them are gone.") % capfirst(column.verbose_name))
    return there


def _target(column, key, dropped):
    if key is None or column.related_model._base_manager.filter(pk=key).exists():
        return column.target_field.to_python(key)
    words = _("%s: what it pointed to is gone.") % capfirst(column.verbose_name)
    if not column.null:
        raise ValidationError(words)
    dropped.append(words)
    return None


def _reason(row):
    """In words why the database refused a row."""
    try:
        row.full_clean()
    except ValidationError as error:
        return sentence(row, error)
    return _("%s: the database does not take it.") % name_of(row)


def problems(applied):
    """What is wrong with the rows that were written, in words: what the database itself does not ask."""
    found = []
    for row in applied.rows:
        try:
            row.full_clean()
        except ValidationError as error:
            found.append(sentence(row, error))
    return found


def sentence(row, error):
    told_of = []
    for name, texts in error.message_dict.items():
        label = "" if name == NON_FIELD_ERRORS else f"{capfirst(row._meta.get_field(name).verbose_name)}: "
        told_of.append(f"{label}{' '.join(texts)}")
    return f"{name_of(row)}: {' '.join(told_of)}"


def name_of(row):
    return f"{capfirst(row._meta.verbose_name)} “{row}”"
