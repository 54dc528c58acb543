"""Genres, tags, companies, countries, languages and collections: found, or made when new."""

from babel import Locale
from django.utils import timezone

from catalog import bulk
from catalog.ingest import identity, pictures
from catalog.ingest.rows import Report, merged, provenance_of, publication_groups
from catalog.models import Collection, CollectionTranslation, Company, Country, GenreTranslation, Language
from catalog.sources.records import BadRecord
from streamcms.publishing import slugs
from streamcms.publishing.sort_keys import sort_key

_english = Locale("en")


def countries(codes):
    """code -> primary key."""
    return _coded(Country, codes, _english.territories)


def languages(codes):
    """code -> primary key."""
    return _coded(Language, codes, _english.languages)


def _coded(model, codes, names):
    codes = sorted(set(codes) - {""})
    held = dict(model.objects.filter(code__in=codes).values_list("code", "pk"))
    new = [{"code": code, "name": names.get(code, code)} for code in codes if code not in held]
    if not new:
        return held
    bulk.upsert(model, new, ("code",))
    return dict(model.objects.filter(code__in=codes).values_list("code", "pk"))


def key_of(record):
    """What tells terms apart: our slug, else the source's id, else the name."""
    if record.slug:
        return "slug", record.slug
    return ("id", *identity.triple(record.external_ids[0])) if record.external_ids else ("name", record.name)


def terms(model, records, origin):
    """key_of(record) -> primary key; what is new is made. A fixed number of queries."""
    records = {key_of(record): record for record in records}
    held = identity.held_ids([i for record in records.values() for i in record.external_ids])
    by_slug = dict(
        model.objects.filter(slug__in=[r.slug for r in records.values() if r.slug]).values_list("slug", "pk")
    )
    unnumbered = [r.name for r in records.values() if not r.slug and not r.external_ids]
    by_name = dict(model.objects.filter(name__in=unnumbered).order_by("-pk").values_list("name", "pk"))
    found, new = {}, []
    for key, record in records.items():
        pk = by_slug.get(record.slug) or identity.find(model, record.external_ids, held)
        if not pk and not record.slug and not record.external_ids:
            pk = by_name.get(record.name)
        found[key] = pk
        if not pk:
            new.append((key, record))
    if new:
        found |= _make(model, new, origin)
        ids_of = {found[key]: record.external_ids for key, record in new if record.external_ids}
        identity.note_ids(model, ids_of, held, origin)
    return found


def _make(model, new, origin):
    for _key, record in new:
        if not record.name:
            raise BadRecord(record.place, f"{model._meta.verbose_name}s", f"there is no {record.slug!r}")
    wishes = [(r.slug or r.name, [i.value for i in r.external_ids[:1]], model._meta.model_name) for _, r in new]
    allocated = [record.slug or slug for (_key, record), slug in zip(new, slugs.allocate(model, wishes), strict=True)]
    rows = []
    country_ids = countries({r.country for _, r in new}) if model is Company else {}
    for (_key, record), slug in zip(new, allocated, strict=True):
        row = bulk.default_row(model) | {"name": record.name, "slug": slug}
        if model is Company:
            row["country_id"] = country_ids.get(record.country)
        if model is Collection:
            row |= {"synopsis": record.synopsis, "sort_key": sort_key(record.name, "en"), "state": origin.state}
            row |= {"created_at": timezone.now(), "updated_at": timezone.now()}
        rows.append(row)
    bulk.upsert(model, rows, ("slug",))
    pks = dict(model.objects.filter(slug__in=allocated).values_list("slug", "pk"))
    return {key: pks[slug] for (key, _record), slug in zip(new, allocated, strict=True)}


def ingest_terms(model, records, origin):
    """Write genres, tags or companies of our own file, told apart by slug."""
    records = list(records)
    held = {row["slug"]: row for row in model.objects.filter(slug__in=[r.slug for r in records]).values()}
    country_ids = countries({r.country for r in records})
    report, rows, translations = Report(), [], {}
    for record in records:
        groups = {"name": {"name": record.name}, "slug": {"slug": record.slug}}
        if model is Company and "country" in record.known:
            groups["country"] = {"country_id": country_ids.get(record.country)}
        row = merged(model, held.get(record.slug), groups, origin, record.place)
        _count(report, held.get(record.slug), row)
        if row:
            rows.append(row | {"slug": record.slug})
    report.written += bulk.upsert(model, [row for row in rows if "id" not in row], ("slug",))
    report.written += bulk.upsert(model, [row for row in rows if "id" in row], ("id",))
    pks = dict(model.objects.filter(slug__in=[r.slug for r in records]).values_list("slug", "pk"))
    translations = {pks[r.slug]: list(r.translations) for r in records if "translations" in r.known}
    if translations:
        report.written += bulk.replace_children(GenreTranslation, "genre_id", translations, ("language",))
    _note_ids(model, records, pks, origin, report)
    return report


def ingest_collections(records, origin):
    """Write collections of our own file, told apart by slug."""
    records = list(records)
    held = {row["slug"]: row for row in Collection.objects.filter(slug__in=[r.slug for r in records]).values()}
    image_ids = pictures.ids_of_keys(records)
    report, rows = Report(), []
    for record in records:
        groups = {"name": {"name": record.name, "sort_key": sort_key(record.name, "en")}, "slug": {"slug": record.slug}}
        if "synopsis" in record.known:
            groups["synopsis"] = {"synopsis": record.synopsis}
        before = held.get(record.slug)
        groups |= pictures.groups(record, image_ids) | publication_groups(record, before, origin)
        row = merged(Collection, before, groups, origin, record.place, provenance_of(record, before, origin))
        _count(report, before, row)
        if row:
            rows.append(row)
    report.written += bulk.upsert(Collection, [row for row in rows if "id" not in row], ("slug",))
    report.written += bulk.upsert(Collection, [row for row in rows if "id" in row], ("id",))
    pks = dict(Collection.objects.filter(slug__in=[r.slug for r in records]).values_list("slug", "pk"))
    wanted = {
        pks[r.slug]: [{"name": "", "synopsis": ""} | t for t in r.translations]
        for r in records
        if "translations" in r.known
    }
    report.written += bulk.replace_children(CollectionTranslation, "collection_id", wanted, ("language",))
    _note_ids(Collection, records, pks, origin, report)
    return report


def _count(report, held, row):
    report.created += held is None
    report.updated += bool(held and row)
    report.unchanged += bool(held and not row)


def _note_ids(model, records, pks, origin, report):
    held_ids = identity.held_ids([i for record in records for i in record.external_ids])
    ids_of = {pks[record.slug]: record.external_ids for record in records if record.external_ids}
    report.notices += identity.note_ids(model, ids_of, held_ids, origin)
