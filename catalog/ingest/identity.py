"""Who a record is about: found by external id, never by name."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from catalog import bulk
from streamcms.publishing.models import ExternalId


def triple(external_id):
    return external_id.provider, external_id.kind, external_id.value


def held_ids(external_ids):
    """What those external ids name: (provider, kind, value) -> (content type id, object id, hash). A query a kind."""
    by_kind = defaultdict(set)
    for external_id in external_ids:
        by_kind[external_id.provider, external_id.kind].add(external_id.value)
    found = {}
    for (provider, kind), values in by_kind.items():
        for some in bulk.chunks(sorted(values), 10_000):
            rows = ExternalId.objects.filter(Q(provider=provider, kind=kind, value__in=some)).values_list(
                "value", "content_type_id", "object_id", "payload_hash"
            )
            found |= {(provider, kind, value): rest for value, *rest in rows}
    return found


def content_type_id(model):
    return ContentType.objects.get_for_model(model).pk


def find(model, external_ids, held):
    """The primary key of what the first known of these ids names; None when none is known."""
    wanted = content_type_id(model)
    for external_id in external_ids:
        content_type, object_id, _hash = held.get(triple(external_id), (None, None, ""))
        if content_type == wanted:
            return object_id
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
    wanted, rows, notices = content_type_id(model), [], []
    for pk, external_ids in ids_of.items():
        for place, external_id in enumerate(external_ids):
            holder = held.get(triple(external_id))
            if holder and (holder[0], holder[1]) != (wanted, pk):
                notices.append(f"{external_id} belongs to another {model._meta.verbose_name} and stays there")
                continue
            payload_hash = (hashes or {}).get(pk, "") if place == 0 else ""
            rows.append(
                {
                    "provider": external_id.provider,
                    "kind": external_id.kind,
                    "value": external_id.value,
                    "payload_hash": payload_hash or (holder[2] if holder else ""),
                    "fetched_at": origin.fetched_at if origin.source else None,
                    "content_type_id": wanted,
                    "object_id": pk,
                }
            )
    unique = {(row["provider"], row["kind"], row["value"]): row for row in rows}
    bulk.upsert(ExternalId, list(unique.values()), ("provider", "kind", "value"))
    return notices
