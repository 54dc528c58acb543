"""Puts back what a snapshot holds: a thing as it was, with its parts; or all that a deletion took along.

What cannot be put back is named: a person who is gone, an address or a number that is another's by now.
"""

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from streamcms.publishing import slugs
from streamcms.publishing.history.snapshots import FORMAT, fields_of
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.sourced import Sourced

# Whether and when a thing is shown is decided now, not by what it was once.
KEPT_AS_NOW = ("state", "publish_at", "unpublish_at", "provenance", "created_at")


def restore(thing, wanted, held):
    """Make a thing and its parts what the snapshot `wanted` says, `held` being what they are. Returns complaints."""
    main = (ContentType.objects.get_for_model(thing).pk, str(thing.pk))
    complaints = []
    for key in [key for key in held if key not in wanted and key != main]:
        _model(key)._base_manager.filter(pk=key[1]).delete()
    if main in wanted:
        _restore_thing(thing, wanted[main], fields_of(held[main]), complaints)
    parts = {key: text for key, text in wanted.items() if key != main and held.get(key) != text}
    _write_all({key: text for key, text in parts.items() if _is_free(key, held, complaints, text)}, complaints)
    return complaints


def recover(wanted, may_publish):
    """Make again all that a deletion took along. Returns complaints. `may_publish`: else nothing comes back shown."""
    complaints = []

    def prepare(row):
        if isinstance(row, Publishable) and not may_publish and row.state == row.State.PUBLISHED:
            row.state = row.State.IN_REVIEW

    _write_all({key: text for key, text in wanted.items() if _is_free(key, (), complaints, text)}, complaints, prepare)
    return complaints


def _restore_thing(thing, text, now, complaints):
    told, many = _read(text)
    was = fields_of(text)
    changed = [name for name in was if name not in KEPT_AS_NOW and was[name] != now.get(name)]
    before = {}
    for name in changed:
        field = thing._meta.get_field(name)
        if not field.many_to_many:
            before[name] = getattr(thing, field.attname)
            setattr(thing, field.attname, getattr(told, field.attname))
    _clean(thing, before, complaints)
    if isinstance(thing, Sourced):
        thing.lock(changed)
    thing.save()
    _set_many(thing, {name: keys for name, keys in many.items() if name in changed}, complaints)


def _clean(thing, before, complaints):
    """Check what was restored; a field that is refused stays as it is now, and its reason is a complaint."""
    for _attempt in range(2):
        try:
            thing.full_clean()
            return
        except ValidationError as error:
            refused = error.message_dict
        for name, reasons in refused.items():
            if name != NON_FIELD_ERRORS and name in before:
                setattr(thing, thing._meta.get_field(name).attname, before.pop(name))
                complaints.append(f"{thing._meta.get_field(name).verbose_name}: {' '.join(reasons)}")
    thing.full_clean()


def _is_free(key, held, complaints, text):
    """Whether a row may be written under its old key: nothing has it, or the thing itself has."""
    model = _model(key)
    if model is None:
        return False
    if key not in held and model._base_manager.filter(pk=key[1]).exists():
        complaints.append(_("%s belongs to something else now.") % model._meta.verbose_name)
        return False
    return True


def _write_all(texts, complaints, prepare=lambda row: None):
    """Write the things one by one, then their parts: a thousand credits that are new at once."""
    things = {key: text for key, text in texts.items() if issubclass(_model(key), Publishable)}
    _write_one_by_one(things, complaints, prepare)
    parts = {key: text for key, text in texts.items() if key not in things}
    _write_one_by_one(_write_new_at_once(parts), complaints, prepare)


def _write_new_at_once(texts):
    """Write the rows that are not there and that the database takes; return the others: a few queries a model."""
    left = {}
    for type_key in dict.fromkeys(key[0] for key in texts):
        of_model = {key: text for key, text in texts.items() if key[0] == type_key}
        model = _model((type_key, ""))
        there = set(model._base_manager.filter(pk__in=[key[1] for key in of_model]).values_list("pk", flat=True))
        read = {key: _read(text) for key, text in of_model.items()}
        new = {key: row for key, (row, many) in read.items() if row.pk not in there and not many}
        for field in model._meta.fields:
            if field.many_to_one and field.concrete:
                new = _pointing_to_what_is_there(new, field)
        try:
            with transaction.atomic():
                model._base_manager.bulk_create(new.values())
        except IntegrityError:
            new = {}
        left |= {key: text for key, text in of_model.items() if key not in new}
    return left


def _pointing_to_what_is_there(rows, field):
    wanted = {getattr(row, field.attname) for row in rows.values()} - {None}
    there = set(field.related_model._base_manager.filter(pk__in=wanted).values_list("pk", flat=True)) | {None}
    return {key: row for key, row in rows.items() if getattr(row, field.attname) in there}


def _write_one_by_one(texts, complaints, prepare):
    """Write rows in whatever order their foreign keys and constraints allow; what never can be is a complaint."""
    pending = list(texts.items())
    while pending:
        refused = []
        for key, text in pending:
            try:
                _write(key, text, complaints, prepare)
            except ValidationError as error:
                refused.append((key, text, error))
        if len(refused) == len(pending):
            complaints += [f"{_model(key)._meta.verbose_name}: {_reasons(error)}" for key, _text, error in refused]
            return
        pending = [(key, text) for key, text, _error in refused]


def _reasons(error):
    return " ".join(dict.fromkeys(error.messages))


def _write(key, text, complaints, prepare):
    told, many = _read(text)
    model = _model(key)
    row = model._base_manager.filter(pk=key[1]).first()
    if row is None:
        row, is_new = told, True
    else:
        is_new = False
        for name in fields_of(text):
            field = model._meta.get_field(name)
            if not field.many_to_many:
                setattr(row, field.attname, getattr(told, field.attname))
    prepare(row)
    _drop_lost_pictures(row, complaints)
    try:
        row.full_clean()
    except ValidationError as error:
        if not (is_new and set(error.message_dict) == {"slug"}):
            raise
        row.slug = slugs.allocate(model, [(row.name, (), model._meta.verbose_name)])[0]
        row.full_clean()
        complaints.append(_("Its address was taken meanwhile: it is now “%s”.") % row.slug)
    row.save(force_insert=is_new)
    _set_many(row, many, complaints)


def _drop_lost_pictures(row, complaints):
    """A pointer that may be empty and points to what is gone is emptied, with a complaint."""
    for field in row._meta.fields:
        if not (field.many_to_one and field.null and field.remote_field.on_delete is models.SET_NULL):
            continue
        key = getattr(row, field.attname)
        if key is not None and not field.related_model._base_manager.filter(pk=key).exists():
            setattr(row, field.attname, None)
            complaints.append(_("%s: what it pointed to is gone.") % field.verbose_name)


def _set_many(row, many, complaints):
    for name, keys in many.items():
        field = row._meta.get_field(name)
        there = set(field.related_model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        getattr(row, name).set(there)
        if len(there) < len(set(keys)):
            complaints.append(_("%s: some of them are gone.") % field.verbose_name)


def _read(text):
    """(row that is not saved, {many-to-many field: keys}) of a row's JSON."""
    (told,) = serializers.deserialize(FORMAT, text, ignorenonexistent=True)
    return told.object, told.m2m_data or {}


def _model(key):
    return ContentType.objects.get_for_id(key[0]).model_class()
