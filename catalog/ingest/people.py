"""People: resolved by external id or by our slug, made when new, filled when a source describes them."""

from catalog import bulk
from catalog.ingest import identity, pictures
from catalog.ingest.rows import Report, date_values, merged, provenance_of, publication_groups
from catalog.sources.records import BadRecord
from people.models import Person, PersonTranslation
from streamcms.publishing import slugs
from streamcms.publishing.sort_keys import sort_key


def key_of(record):
    """What tells people apart: our slug, else the source's id. A name alone is nobody."""
    if record.slug:
        return "slug", record.slug
    if record.external_ids:
        return ("id", *identity.triple(record.external_ids[0]))
    raise BadRecord(record.place, "external_ids", f"{record.name!r} has no number and no slug to be told apart by")


def resolve(records, origin, held=None):
    """key_of(record) -> primary key; who is new is made with a name. Four queries when all are known."""
    records = {key_of(record): record for record in records}
    if held is None:
        held = identity.held_ids([i for record in records.values() for i in record.external_ids[:1]])
    by_slug = dict(
        Person.objects.filter(slug__in=[r.slug for r in records.values() if r.slug]).values_list("slug", "pk")
    )
    if unknown := {r.slug for r in records.values() if r.slug} - by_slug.keys():
        by_slug |= identity.merged_away(Person, unknown)
    by_number = identity.find_all(Person, [() if r.slug else r.external_ids for r in records.values()], held)
    found = {key: by_slug.get(records[key].slug) or pk for key, pk in zip(records, by_number, strict=True)}
    new = [(key, records[key]) for key, pk in found.items() if not pk]
    if new:
        found |= _make(new, origin)
        ids_of = {found[key]: record.external_ids for key, record in new if record.external_ids}
        identity.note_ids(Person, ids_of, held, origin)
    return found


def _make(new, origin):
    wishes = [(r.name, [i.value for i in r.external_ids[:1]], "person") for _, r in new if not r.slug]
    free = iter(slugs.allocate(Person, wishes))
    rows, allocated = [], []
    for _key, record in new:
        if not record.name:
            raise BadRecord(record.place, "credits", f"there is no person {record.slug!r}")
        allocated.append(record.slug or next(free))
        groups = {"name": {"name": record.name, "sort_key": sort_key(record.name)}, "slug": {"slug": allocated[-1]}}
        rows.append(merged(Person, None, groups, origin, record.place))
    bulk.upsert(Person, rows, ("slug",))
    pks = {}
    for some in bulk.chunks(allocated, 10_000):
        pks |= dict(Person.objects.filter(slug__in=some).values_list("slug", "pk"))
    return {key: pks[slug] for (key, _record), slug in zip(new, allocated, strict=True)}


def ingest_people(records, origin, hashes=None):
    """Write what records say of people, in one transaction of the caller's; returns key_of(record) -> primary key.

    `hashes`: key -> hash of the payload, noted at the first external id.
    """
    report = Report()
    records = list(records)
    held_ids = identity.held_ids([i for record in records for i in record.external_ids])
    hash_of_place = {record.place: (hashes or {}).get(key_of(record), "") for record in records}
    records, report.notices = identity.without_merged(records, Person, held_ids, hash_of_place)
    last = Person.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    pks = resolve(records, origin, held_ids)
    held = {row["id"]: row for row in Person.objects.filter(pk__in=pks.values()).values()}
    image_ids = pictures.ids_of_keys(records)
    rows, translations, ids_of, hash_of = [], {}, {}, {}
    for record in records:
        pk = pks[key_of(record)]
        is_new = pk > last
        before = None if is_new else held[pk]
        groups = _groups(record, image_ids) | publication_groups(record, before, origin)
        row = merged(Person, held[pk], groups, origin, record.place, provenance_of(record, before, origin))
        report.created += is_new
        report.updated += bool(row) and not is_new
        report.unchanged += not row and not is_new
        if row:
            rows.append(row)
        if "translations" in record.known:
            translations[pk] = [{"name": "", "biography": ""} | t for t in record.translations]
        if record.external_ids:
            ids_of[pk] = record.external_ids
        hash_of[pk] = (hashes or {}).get(key_of(record), "")
    report.written += bulk.upsert(Person, rows, ("slug",))
    report.written += bulk.replace_children(PersonTranslation, "person_id", translations, ("language",))
    report.notices += identity.note_ids(Person, ids_of, held_ids, origin, hash_of)
    return pks, report


def _groups(record, image_ids):
    """The attributes that each known field of a record sets."""
    place = record.place
    setters = {
        "name": lambda: {"name": record.name, "sort_key": sort_key(record.name)},
        "also_known_as": lambda: {"also_known_as": list(record.also_known_as)},
        "gender": lambda: {"gender": record.gender},
        "known_for_department": lambda: {"known_for_department": record.known_for_department},
        "born": lambda: date_values("born_on", "born_precision", record.born, place),
        "died": lambda: date_values("died_on", "died_precision", record.died, place),
        "birthplace": lambda: {"birthplace": record.birthplace},
        "biography": lambda: {"biography": record.biography},
    }
    return {name: setters[name]() for name in setters if name in record.known} | pictures.groups(record, image_ids)
