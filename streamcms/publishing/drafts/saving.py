"""Keeps what a form was saved with as a draft, and the keys of its new rows."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from streamcms.publishing.drafts.apply import apply
from streamcms.publishing.drafts.applying import rolled_back
from streamcms.publishing.drafts.graph import admin_of, capture
from streamcms.publishing.drafts.merge import rebased
from streamcms.publishing.models import Draft


def store_draft(model_admin, thing, payload, conflicts, user):
    """The Draft of a live thing, made or written anew; None where it would say what is live.

    Where the draft and somebody else changed the same (`conflicts`), it keeps what that was before: it is asked again.
    """
    live, draft, now = capture(model_admin, thing), Draft.objects.of(thing), timezone.now()
    if payload == live and not conflicts:
        if draft:
            draft.delete()
        return None
    if draft is None:
        about = ContentType.objects.get_for_model(thing)
        draft = Draft(content_type=about, object_id=thing.pk, label=thing._meta.label_lower)
        draft.started_by, draft.started_at = user, now
    draft.base, draft.payload = rebased(live, conflicts), payload
    draft.name, draft.saved_by, draft.saved_at = str(thing)[:400], user, now
    draft.save()
    reserve_keys(payload)
    return draft


def settle(draft, picks, user):
    """Let a draft be what was chosen where it and somebody else changed the same. Within a transaction."""
    model_admin, thing = admin_of(draft), draft.thing
    with rolled_back():
        left = [each for each in apply(draft, model_admin, picks).conflicts if each.name not in picks]
        payload = capture(model_admin, thing)
    return store_draft(model_admin, thing, payload, left, user)


def reserve_keys(graph):
    """SQLite would give the keys of a draft's new rows, which were rolled back, to the next rows of anything else."""
    if connection.vendor != "sqlite":
        return  # PostgreSQL's sequences roll nothing back
    tables = {apps.get_model(label)._meta.db_table: max(map(int, rows)) for label, rows in graph.items() if rows}
    with connection.cursor() as cursor:
        for table, key in tables.items():
            cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [key, table])
            if not cursor.rowcount:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, key])
