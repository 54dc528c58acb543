"""What a thing and its parts are at a moment: each row serialised as django-reversion does it."""

import json
from itertools import groupby

import reversion
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.core.serializers.python import Serializer as PythonSerializer
from django.db import router
from django.utils import timezone
from reversion.models import Revision, Version

from streamcms.publishing.history.notes import HistoryNote
from streamcms.publishing.search_texts import SearchTextField
from streamcms.publishing.slugs import ShuffleField
from streamcms.publishing.sort_keys import SortKeyField

# What the software makes itself, at each save or import, and no history need tell.
_DERIVED = (SortKeyField, SearchTextField, ShuffleField)
_COUNTED = {"version", "updated_at", "payload_hash"}
FORMAT = "json"


def keep(model):
    """Let django-reversion know the model; again: no change."""
    model = model._meta.concrete_model
    if not reversion.is_registered(model):
        derived = [field.name for field in model._meta.local_fields if isinstance(field, _DERIVED)]
        reversion.register(model, exclude={*derived, *_COUNTED}, format=FORMAT)


def is_kept(model):
    return reversion.is_registered(model._meta.concrete_model)


class _Rows(PythonSerializer):
    """As Django's, which builds a query for each link of each row even where they were prefetched."""

    def handle_m2m_field(self, obj, field):
        linked = getattr(obj, "_prefetched_objects_cache", {}).get(field.name)
        if linked is None or not field.remote_field.through._meta.auto_created:
            super().handle_m2m_field(obj, field)
        else:
            self._current[field.name] = [self._value_from_field(each, each._meta.pk) for each in linked]


def snapshot(rows):
    """{(content type's key, primary key as text): JSON} of saved rows, in their order."""
    taken = {}
    for model, some in groupby(rows, lambda row: row._meta.concrete_model):
        type_key = ContentType.objects.get_for_model(model).pk
        for content in _Rows().serialize(some, fields=kept_fields(model)):
            # As Django's JSON serializer spells it, which takes twice the time.
            text = json.dumps([content], cls=DjangoJSONEncoder, ensure_ascii=False)
            taken[(type_key, str(content["pk"]))] = text
    return taken


def kept_fields(model):
    derived = {field.name for field in model._meta.local_fields if isinstance(field, _DERIVED)} | _COUNTED
    names = [field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)]
    return [name for name in names if name not in derived]


def store(taken, thing, kind, *, user=None, comment=""):
    """Write a snapshot as a revision with its note: three statements, however many rows."""
    revision = Revision.objects.create(date_created=timezone.now(), user=user, comment=comment)
    model, main = thing._meta.concrete_model, str(thing)
    using = router.db_for_write(model)
    Version.objects.bulk_create(
        Version(
            revision=revision,
            content_type_id=type_key,
            object_id=key,
            db=using,
            format=FORMAT,
            serialized_data=text,
            object_repr=main,
        )
        for (type_key, key), text in taken.items()
    )
    return HistoryNote.objects.create(
        revision=revision,
        content_type=ContentType.objects.get_for_model(model),
        object_id=thing.pk,
        label=thing._meta.label_lower,
        kind=kind,
        name=main[:400],
    )


def stored(note):
    """The snapshot that a note's revision holds: one query."""
    versions = Version.objects.filter(revision=note.revision_id).order_by("pk")
    rows = versions.values_list("content_type_id", "object_id", "serialized_data")
    return {(type_key, key): text for type_key, key, text in rows}


def fields_of(text):
    """{field: value} of a row in a snapshot, as JSON has it."""
    return json.loads(text)[0]["fields"]


def same(one, other):
    """Whether two snapshots hold the same rows; what a model gained or lost since counts for nothing."""
    return one.keys() == other.keys() and all(
        text == other[key] or fields_of(text) == fields_of(other[key]) for key, text in one.items()
    )
