"""What editors made of the homepage and of backdrops, as records of our own file: slides, rows, backdrops' settings."""

import json

from django.core.exceptions import ValidationError

from catalog.exported_parts import key_of, publication, translations_of
from catalog.ingest.rows import Report
from catalog.models import Collection, Genre, Tag, Title
from catalog.sources import catalogue_file
from catalog.sources.records import BadRecord
from people.models import Person
from streamcms.publishing.models import Image
from streamcms.publishing.publishable import Publishable
from theming.backdrop_image.look import RANGES
from theming.backdrops import OfHeadingPage
from theming.models import BackdropSettings, HomepageRow, Page, RowTitle, Slide

_OF_THE_ROW = ("version", "created_at", "updated_at")  # saving sets them
_SLIDE = ("kind", "title_kind", "count", "headline", "text", "position")
_ROW = ("kind", "title_kind", "heading", "count", "order", "card_size", "position")
_BACKDROP = ("is_shown", "source", "highest_age", "tint", "fade", "focal_point", *RANGES)
_NO_COLUMNS = ("titles", "translations")
_REFERENCES = {
    "title": (Title, "slug"),
    "picture": (Image, "key"),
    "genre": (Genre, "slug"),
    "tag": (Tag, "slug"),
    "collection": (Collection, "slug"),
    "person": (Person, "slug"),
    "source_genre": (Genre, "slug"),
    "source_collection": (Collection, "slug"),
}
_OWNERS = {"genre": (Genre, "genres/"), "collection": (Collection, "collections/"), "page": (Page, "")}


def records():
    """Every one of them, sorted by natural key within a type."""
    for slide in Slide.objects.select_related("title", "picture").prefetch_related("translations").order_by("key"):
        yield _slide_record(slide)
    rows = HomepageRow.objects.select_related(*HomepageRow.SOURCES).prefetch_related("translations")
    for row in rows.order_by("key"):
        yield _row_record(row)
    owners = ("genre", "collection", "page", "source_genre", "source_collection")
    backdrops = BackdropSettings.objects.select_related(*owners).prefetch_related("titles")
    for backdrop in sorted(backdrops, key=lambda backdrop: backdrop.name):
        yield _backdrop_record(backdrop)


def _slide_record(slide):
    return {
        "type": "slide",
        "key": slide.key,
        **{name: getattr(slide, name) for name in _SLIDE},
        "title": slide.title and slide.title.slug,
        "picture": key_of(slide.picture),
        "translations": translations_of(slide, "headline", "text"),
        **publication(slide),
    }


def _row_record(row):
    sources = {name: getattr(row, name) for name in HomepageRow.SOURCES}
    return {
        "type": "homepage_row",
        "key": row.key,
        **{name: getattr(row, name) for name in _ROW},
        **{name: source and source.slug for name, source in sources.items()},
        "titles": list(row.row_titles.order_by("position", "pk").values_list("title__slug", flat=True)),
        "translations": translations_of(row, "heading"),
        **publication(row),
    }


def _backdrop_record(backdrop):
    return {
        "type": "backdrop_settings",
        "page": backdrop.name,
        **{name: getattr(backdrop, name) for name in _BACKDROP},
        "source_genre": backdrop.source_genre and backdrop.source_genre.slug,
        "source_collection": backdrop.source_collection and backdrop.source_collection.slug,
        "titles": sorted(title.slug for title in backdrop.titles.all()),
    }


def ingest_slides(entries, origin):
    return _ingest(entries, origin, Slide, _slide_record, _store_slide)


def ingest_homepage_rows(entries, origin):
    return _ingest(entries, origin, HomepageRow, _row_record, _store_row)


def _ingest(entries, origin, model, record_of, store):
    """Write (line number, fields) of a catalogue's file; what is there keeps its state and window, like pages do."""
    report = Report()
    held = {row.key: row for row in model.objects.filter(key__in=[fields["key"] for _number, fields in entries])}
    for number, fields in entries:
        row = held.get(fields["key"])
        if row and origin.respects_locks:
            fields = {name: value for name, value in fields.items() if name not in catalogue_file.PUBLICATION}
        if row and _says_the_same(record_of(row), fields):
            report.unchanged += 1
            continue
        report.updated += bool(row)
        report.created += not row
        report.written += 1
        row = row or model(key=fields["key"])
        store(row, f"line {number}", fields)
        written = {name: value for name, value in fields.items() if name in _OF_THE_ROW}
        model.objects.filter(pk=row.pk).update(**written)
    return report


def _says_the_same(record, fields):
    _type, held = catalogue_file.read_line(0, json.dumps(record))
    return all(held[name] == value for name, value in fields.items())


def _store_slide(slide, place, fields):
    _save(slide, place, fields)
    if "translations" in fields:
        _replace(slide.translations, fields["translations"])


def _store_row(row, place, fields):
    _save(row, place, fields)
    if "translations" in fields:
        _replace(row.translations, fields["translations"])
    if "titles" in fields:
        titles = _titles(fields["titles"], place)
        row.row_titles.all().delete()
        RowTitle.objects.bulk_create(
            RowTitle(row=row, title=title, position=position) for position, title in enumerate(titles, 1)
        )


def _save(row, place, fields):
    """Save what a record says of a row, refused like in the admin."""
    for name, value in fields.items():
        if name in _REFERENCES:
            setattr(row, name, _found(place, name, value))
        elif name not in _NO_COLUMNS:
            setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise BadRecord(place, field, " ".join(messages)) from None
    if row.pk and isinstance(row, Publishable):
        row.version += 1
    row.save()


def _found(place, name, value):
    if value is None:
        return None
    model, column = _REFERENCES[name]
    found = model.objects.filter(**{column: value}).first()
    if found is None:
        raise BadRecord(place, name, f"there is no {model._meta.verbose_name} {value!r}")
    return found


def _titles(slugs, place):
    """Titles in the order of their slugs, each once."""
    found = {title.slug: title for title in Title.objects.filter(slug__in=slugs)}
    for slug in slugs:
        if slug not in found:
            raise BadRecord(place, "titles", f"there is no title {slug!r}")
    return [found[slug] for slug in dict.fromkeys(slugs)]


def _replace(translations, wanted):
    translations.all().delete()
    for texts in wanted:
        translations.create(**texts)


def ingest_backdrop_settings(entries):
    """Write (line number, fields): a page has one row of settings at most."""
    report = Report()
    for number, fields in entries:
        place, name = f"line {number}", fields["page"]
        of_page = _heading_page(place, name)
        backdrop = BackdropSettings.objects.filter(**of_page).first()
        if backdrop and _says_the_same(_backdrop_record(backdrop), fields):
            report.unchanged += 1
            continue
        report.updated += bool(backdrop)
        report.created += not backdrop
        report.written += 1
        backdrop = backdrop or BackdropSettings(**of_page)
        _save(backdrop, place, {field: value for field, value in fields.items() if field != "page"})
        if "titles" in fields:
            backdrop.titles.set(_titles(fields["titles"], place))
    return report


def _heading_page(place, name):
    """What OfHeadingPage needs of the page that commands call `library`, `genres/drama`, `about`."""
    if name in (OfHeadingPage.Place.LIBRARY, OfHeadingPage.Place.MOVIES, OfHeadingPage.Place.SHOWS):
        return {"place": name}
    for kind, (model, prefix) in _OWNERS.items():
        if name.startswith(prefix) and (owner := model.objects.filter(slug=name.removeprefix(prefix)).first()):
            return {"place": kind, kind: owner}
    raise BadRecord(place, "page", f"there is no heading page {name!r}")
