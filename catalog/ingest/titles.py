"""Titles with all that hangs on them: one transaction a batch, the same few statements however many titles."""

from zlib import crc32

from django.db import DatabaseError, transaction

from catalog import bulk
from catalog.ingest import identity, parts, people, pictures, terms
from catalog.ingest.rows import Report, date_values, is_locked, merged, provenance_of, publication_groups
from catalog.models import (
    AlternativeName,
    Certification,
    Collection,
    CollectionMembership,
    Company,
    Genre,
    Tag,
    Title,
    TitleTranslation,
)
from catalog.similar_titles import refresh_similar_titles_on_commit
from catalog.sources.records import BadRecord
from streamcms.publishing import slugs
from streamcms.publishing.revision import hold_catalogue
from streamcms.publishing.search_texts import search_text
from streamcms.publishing.sort_keys import sort_key


def ingest_titles(records, origin, hashes=None):
    """Write titles (TitleRecord, in the order in which slugs are given) and return a Report.

    A record that cannot be stored is reported and costs no other: when a batch fails, its records are tried one by
    one. `hashes`: place of a record -> hash of its payload, noted so that the same payload need not be read again.
    """
    records = list(records)
    try:
        return _ingest(records, origin, hashes or {})
    except (BadRecord, DatabaseError) as error:
        if len(records) == 1:
            message = str(error) if isinstance(error, BadRecord) else f"{records[0].place}: {error}"
            return Report(failures=[message])
    report = Report()
    for record in records:
        add(report, ingest_titles([record], origin, hashes))
    return report


def add(report, other):
    """Add another report's figures and sentences to the first."""
    for name, value in vars(other).items():
        setattr(report, name, getattr(report, name) + value)


@transaction.atomic
def _ingest(records, origin, hashes):
    hold_catalogue()  # an editor's save between our reading and our writing would be overwritten
    report = Report()
    held_ids = identity.held_ids([i for record in records for i in record.external_ids])
    records, report.notices = identity.without_merged(records, Title, held_ids, hashes)
    pks = _find(records, held_ids)
    held = {row["id"]: row for row in Title.objects.filter(pk__in=[pk for pk in pks if pk]).values()}
    language_ids = terms.languages({record.language for record in records})
    image_ids = pictures.ids_of_keys(records)
    new_slugs = iter(_new_slugs(records, pks))

    rows = []
    for record, pk in zip(records, pks, strict=True):
        before = held.get(pk)
        groups = _groups(record, language_ids) | pictures.groups(record, image_ids)
        groups |= publication_groups(record, before, origin)
        if before is None:
            groups |= {"kind": {"kind": record.kind}, "slug": {"slug": record.slug or next(new_slugs)}}
            groups.setdefault("state", {"state": origin.state})
        elif before["kind"] != record.kind:
            raise BadRecord(record.place, "kind", f"is a {record.kind} here and a {before['kind']} in the catalogue")
        row = merged(Title, before, groups, origin, record.place, provenance_of(record, before, origin))
        report.created += before is None
        report.updated += bool(before and row)
        report.unchanged += bool(before and not row)
        if row:
            row["sort_key"] = sort_key(row["name"], _name_language(row, record))
            row["search_text"] = search_text(row["name"], row["original_name"])
            row["shuffle"] = crc32(row["slug"].encode())
            rows.append(row)
        report.notices += record.notices
    report.written += _write(rows)
    if None in pks:
        by_slug = dict(Title.objects.filter(slug__in=[row["slug"] for row in rows]).values_list("slug", "pk"))
        created = iter([row["slug"] for row in rows if "id" not in row])
        pks = [pk or by_slug[next(created)] for pk in pks]

    titles = [(pk, record, _Locks(held.get(pk), origin)) for pk, record in zip(pks, records, strict=True)]
    _write_ids(titles, held_ids, origin, hashes, report)
    _write_links(titles, origin, report)
    _write_texts(titles, report)
    person_ids = _resolve_people(records, origin, report)
    parts.write_credits({pk: r.credits for pk, r, free in titles if free("credits", r)}, person_ids, report)
    parts.write_videos({pk: r.videos for pk, r, free in titles if free("videos", r)}, report)
    shows = {pk: record.seasons for pk, record, free in titles if free("seasons", record)}
    parts.write_seasons(shows, person_ids, origin, report)
    if report.written or report.created:
        refresh_similar_titles_on_commit(pks)
    return report


# Where an editor's change locks a set under another name than the record's.
_LOCKED_AS = {"collections": ("collection_memberships",)}


class _Locks:
    """Whether a field of one title may be written: the source speaks about it and no editor locked it."""

    def __init__(self, row, origin):
        self.row, self.origin = row or {}, origin

    def __call__(self, name, record):
        return name in record.known and not self.is_locked(name)

    def is_locked(self, name):
        return is_locked(self.row, name, _LOCKED_AS.get(name, ()), self.origin)


def _find(records, held_ids):
    """The primary key of the title that each record is about, or None: by our slug, else by number."""
    wanted = [record.slug for record in records if record.slug]
    by_slug = dict(Title.objects.filter(slug__in=wanted).values_list("slug", "pk")) if wanted else {}
    by_number = identity.find_all(Title, [() if record.slug else record.external_ids for record in records], held_ids)
    return [by_slug.get(record.slug) or pk for record, pk in zip(records, by_number, strict=True)]


def _new_slugs(records, pks):
    wishes = [
        (record.name, [record.released[:4], *(i.value for i in record.external_ids[:1])], record.kind)
        for record, pk in zip(records, pks, strict=True)
        if pk is None and not record.slug
    ]
    return slugs.allocate(Title, wishes)


def _write(rows):
    """Rows with a primary key and without one go apart: the statement names its columns."""
    return bulk.upsert(Title, [row for row in rows if "id" not in row], ("slug",)) + bulk.upsert(
        Title, [row for row in rows if "id" in row], ("id",)
    )


def _name_language(row, record):
    """As Title.name_language says it, of a row."""
    if record.language and (not row["original_name"] or row["original_name"] == row["name"]):
        return record.language
    return "en"


def _groups(record, language_ids):
    """The attributes that each known field of a record sets."""
    place = record.place
    setters = {name: {name: getattr(record, name)} for name in ("name", "original_name", "tagline", "synopsis")}
    setters |= {name: {name: getattr(record, name)} for name in ("runtime", "imdb_votes", "metascore")}
    setters |= {
        "released": date_values("released_on", "release_precision", record.released, place),
        "last_aired": {"last_aired_on": date_values("last_aired_on", "_", record.last_aired, place)["last_aired_on"]},
        "production_status": {"production_status": record.production_status},
        "language": {"original_language_id": language_ids.get(record.language)},
        "imdb_rating": {"imdb_rating": parts.decimal_or_none(record.imdb_rating, place, "imdb_rating")},
    }
    return {name: values for name, values in setters.items() if name in record.known}


def _write_ids(titles, held_ids, origin, hashes, report):
    ids_of = {  # of locked ones the source's own number alone, which notes the payload
        pk: record.external_ids[:1] if free.is_locked("external_ids") else record.external_ids
        for pk, record, free in titles
        if record.external_ids
    }
    hash_of = {pk: hashes.get(record.place, "") for pk, record, _free in titles}
    report.notices += identity.note_ids(Title, ids_of, held_ids, origin, hash_of)


def _write_links(titles, origin, report):
    """Genres, tags, companies, countries, collections."""
    for name, model in (("genres", Genre), ("tags", Tag), ("companies", Company)):
        meant = {pk: getattr(record, name) for pk, record, free in titles if free(name, record)}
        ids = terms.terms(model, [term for of_title in meant.values() for term in of_title], origin)
        wanted = {pk: {ids[terms.key_of(term)] for term in of_title} for pk, of_title in meant.items()}
        report.written += bulk.link(getattr(Title, name).through, "title_id", f"{model._meta.model_name}_id", wanted)
    meant = {pk: record.countries for pk, record, free in titles if free("countries", record)}
    ids = terms.countries(code for codes in meant.values() for code in codes)
    wanted = {pk: {ids[code] for code in codes} for pk, codes in meant.items()}
    report.written += bulk.link(Title.countries.through, "title_id", "country_id", wanted)

    meant = {pk: record.collections for pk, record, free in titles if free("collections", record)}
    ids = terms.terms(Collection, [c for of_title in meant.values() for c in of_title], origin)
    wanted = {
        pk: [{"collection_id": ids[terms.key_of(c)], "position": c.position or 0} for c in of_title]
        for pk, of_title in meant.items()
    }
    report.written += bulk.replace_children(CollectionMembership, "title_id", wanted, ("collection_id",))


def _write_texts(titles, report):
    """Certifications, alternative names, translations."""
    for name, model, columns, key in (
        ("certifications", Certification, ("country", "system", "code"), ("country", "system")),
        ("alternative_names", AlternativeName, ("name", "country", "note"), ("name", "country")),
    ):
        wanted = {
            pk: [dict(zip(columns, entry, strict=True)) for entry in getattr(record, name)]
            for pk, record, free in titles
            if free(name, record)
        }
        report.written += bulk.replace_children(model, "title_id", wanted, key)
    empty = {"name": "", "tagline": "", "synopsis": ""}
    wanted = {
        pk: [empty | text | {"search_text": search_text(text.get("name", ""))} for text in record.translations]
        for pk, record, free in titles
        if free("translations", record)
    }
    report.written += bulk.replace_children(TitleTranslation, "title_id", wanted, ("language",))


def _resolve_people(records, origin, report):
    everyone = [
        credit.person
        for record in records
        for holder in (record, *(e for season in record.seasons for e in season.episodes))
        for credit in holder.credits
    ]
    ids = people.resolve(everyone, origin)
    report.people += len(ids)
    return ids
