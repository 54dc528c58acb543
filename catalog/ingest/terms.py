"""Genres, tags, companies, countries, languages and collections: found, or made when new."""

from babel import Locale
from django.utils import timezone

from catalog import bulk
from catalog.ingest import identity
from catalog.models import Collection, Company, Country, Language
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
