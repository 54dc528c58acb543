"""Versions of many things at once: as many statements for five thousand as for five, but for their batches."""

from django.contrib.contenttypes.models import ContentType
from django.db import router
from django.db.models import Max
from django.utils import timezone
from reversion.models import Revision, Version

from streamcms.publishing.history.notes import HistoryNote
from streamcms.publishing.history.snapshots import FORMAT

BATCH = 500


def batches(items, size=BATCH):
    items = list(items)
    return (items[start : start + size] for start in range(0, len(items), size))


def store_many(entries, *, user=None):
    """Write [(snapshot, thing, kind, comment)] as revisions with their notes."""
    now = timezone.now()
    revisions = Revision.objects.bulk_create(
        [Revision(date_created=now, user=user, comment=comment) for _taken, _thing, _kind, comment in entries]
    )
    pairs = list(zip(revisions, entries, strict=True))
    for some in batches(pairs):
        Version.objects.bulk_create(version for revision, entry in some for version in _versions(revision, *entry[:2]))
    HistoryNote.objects.bulk_create(_note(revision, thing, kind) for revision, (_, thing, kind, _comment) in pairs)


def _versions(revision, taken, thing):
    using, main = router.db_for_write(type(thing)), str(thing)
    for (type_key, key), text in taken.items():
        yield Version(
            revision_id=revision.pk,
            content_type_id=type_key,
            object_id=key,
            db=using,
            format=FORMAT,
            serialized_data=text,
            object_repr=main,
        )


def _note(revision, thing, kind):
    return HistoryNote(
        revision=revision,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        label=thing._meta.label_lower,
        kind=kind,
        name=str(thing)[:400],
    )


def last_stored(things):
    """{primary key: the snapshot of its last version} of those that have any; things of one model."""
    found = {}
    for some in batches(things):
        notes = HistoryNote.objects.filter(
            content_type=ContentType.objects.get_for_model(some[0]), object_id__in=[thing.pk for thing in some]
        )
        last = notes.values_list("object_id").annotate(last=Max("revision")).order_by()
        owners = {revision: key for key, revision in last}
        rows = Version.objects.filter(revision__in=owners).order_by("pk")
        columns = ("revision_id", "content_type_id", "object_id", "serialized_data")
        for revision, type_key, key, text in rows.values_list(*columns):
            found.setdefault(owners[revision], {})[(type_key, key)] = text
    return found
