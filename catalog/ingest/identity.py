"""Who a record is about: found by external id, never by name."""

from collections import defaultdict
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from catalog import bulk
from catalog.models import DisputedId, IdentityChange, Title
from people.models import Person
from streamcms.publishing.models import ExternalId


def triple(external_id):
    return external_id.provider, external_id.kind, external_id.value


class Held(NamedTuple):
    """What an external id names. An alias came with a merge: what its source says of it describes the thing no more."""

    content_type: int
    object_id: int
    payload_hash: str
    pk: int
    is_alias: bool


def held_ids(external_ids):
    """What those external ids name: (provider, kind, value) -> Held. A query a kind."""
    by_kind = defaultdict(set)
    for external_id in external_ids:
        by_kind[external_id.provider, external_id.kind].add(external_id.value)
    found = {}
    for (provider, kind), values in by_kind.items():
        for some in bulk.chunks(sorted(values), 10_000):
            rows = ExternalId.objects.filter(Q(provider=provider, kind=kind, value__in=some)).values_list(
                *("value", "content_type_id", "object_id", "payload_hash", "pk", "alias")
            )
            found |= {(provider, kind, row[0]): Held(*row[1:5], row[5] is not None) for row in rows}
    return found


def content_type_id(model):
    return ContentType.objects.get_for_model(model).pk


def find(model, external_ids, held):
    """The primary key of what the first known of these ids names; None when none is known."""
    wanted = content_type_id(model)
    for external_id in external_ids:
        holder = held.get(triple(external_id))
        if holder and holder.content_type == wanted:
            return holder.object_id
    return None


def find_all(model, ids_of_each, held):
    """The primary key that each tuple of external ids names, or None. One query at most.

    The source's own number, which stands first, decides; another provider's only for a thing that has no number of
    this source: two of TMDB's films that claim one IMDb id stay two.
    """
    found = [find(model, external_ids[:1], held) for external_ids in ids_of_each]
    elsewhere = {
        place: pk
        for place, external_ids in enumerate(ids_of_each)
        if found[place] is None and (pk := find(model, external_ids[1:], held))
    }
    if elsewhere:
        providers = {ids_of_each[place][0].provider for place in elsewhere}
        numbered = set(
            ExternalId.objects.filter(
                content_type=content_type_id(model), object_id__in=elsewhere.values(), provider__in=providers
            ).values_list("object_id", "provider")
        )
        for place, pk in elsewhere.items():
            if (pk, ids_of_each[place][0].provider) not in numbered:
                found[place] = pk
    return found


def note_ids(model, ids_of, held, origin, hashes=None):
    """Write the external ids of things (primary key -> records); return a notice for each that something else holds.

    `hashes` (primary key -> hash of the payload) go to the first id of a thing.
    """
    wanted, rows, notices, disputes = content_type_id(model), [], [], []
    for pk, external_ids in ids_of.items():
        for place, external_id in enumerate(external_ids):
            holder = held.get(triple(external_id))
            if holder and (holder.content_type, holder.object_id) != (wanted, pk):
                disputes.append((holder, pk))
                notices.append(f"{external_id} belongs to another {model._meta.verbose_name} and stays there")
                continue
            payload_hash = (hashes or {}).get(pk, "") if place == 0 else ""
            rows.append(
                {
                    "provider": external_id.provider,
                    "kind": external_id.kind,
                    "value": external_id.value,
                    "payload_hash": payload_hash or (holder.payload_hash if holder else ""),
                    "fetched_at": origin.fetched_at if origin.source else None,
                    "content_type_id": wanted,
                    "object_id": pk,
                }
            )
    unique = {(row["provider"], row["kind"], row["value"]): row for row in rows}
    bulk.upsert(ExternalId, list(unique.values()), ("provider", "kind", "value"))
    _note_disputes(model, [(holder, pk) for holder, pk in disputes if holder.content_type == wanted])
    return notices


_DISPUTERS = {Title: "title_id", Person: "person_id"}


def _note_disputes(model, disputes):
    """Remember who else claims a number: the two may be one (catalog/identity/suspects.py)."""
    column = _DISPUTERS.get(model)
    if column and disputes:
        rows = [{"external_id_id": holder.pk, column: pk} for holder, pk in disputes]
        bulk.upsert(DisputedId, rows, ("external_id_id", column))


def merged_away(model, slugs):
    """slug -> primary key of what the thing with that address was merged into; a query, and one a further merge."""
    changes = IdentityChange.objects.filter(
        content_type=content_type_id(model), kind=IdentityChange.Kind.MERGE, undone_at=None
    )
    found = dict(changes.filter(other_slug__in=slugs).order_by("pk").values_list("other_slug", "kept_id"))
    further = set(found.values())
    while further:
        steps = dict(changes.filter(other_id__in=further).values_list("other_id", "kept_id"))
        found = {slug: steps.get(pk, pk) for slug, pk in found.items()}
        further = set(steps.values())
    return found


def of_titles_that_are_there(entries, report):
    """Of entries of our own file, whose first part is a title's slug, those whose title was not merged into another."""
    slugs = {entry[0] for entry in entries}
    missing = slugs - set(Title.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    away = merged_away(Title, missing) if missing else {}
    report.notices += [f"{slug} was merged into another title, and stays so" for slug in sorted(away)]
    return [entry for entry in entries if entry[0] not in away]


def without_merged(records, model, held, hashes):
    """The records that describe a thing, and notices of those whose thing was merged into another, which another
    record describes: their hashes are noted, so that they need not be read again. `hashes`: place -> hash."""
    slugs = [record.slug for record in records if record.slug]
    there = set(model._base_manager.filter(slug__in=slugs).values_list("slug", flat=True)) if slugs else set()
    away = merged_away(model, set(slugs) - there) if set(slugs) - there else {}
    kept, notices = [], []
    for record in records:
        holder = held.get(triple(record.external_ids[0])) if record.external_ids and not record.slug else None
        if record.slug in away or (holder and holder.is_alias):
            notices.append(f"{record.place}: was merged into another {model._meta.verbose_name}, and stays so")
            if holder and hashes.get(record.place):
                ExternalId.objects.filter(pk=holder.pk).update(payload_hash=hashes[record.place])
        else:
            kept.append(record)
    return kept, notices
