"""The whole site's content to and from one file of our own format, with a folder of original pictures beside it."""

import json
from itertools import groupby
from pathlib import Path

from django.core.files.storage import storages
from django.db import DatabaseError, transaction
from django.utils import timezone

from catalog import export, exported_parts
from catalog.derived import refresh_health, refresh_library_index_on_commit, refresh_search_index
from catalog.ingest import people, terms, titles, who_is_who
from catalog.ingest.choices import ingest_similar_choices, ingest_similarity_weights
from catalog.ingest.parts import ingest_episodes, ingest_seasons
from catalog.ingest.rows import Origin, Report
from catalog.models import Company, Genre, Tag
from catalog.sources import catalogue_file, catalogue_records
from catalog.sources.records import BadRecord
from streamcms.publishing.artwork.ladder import ImageRejected
from streamcms.publishing.image_files import store_image, write_missing_renditions
from streamcms.publishing.models import Image
from theming import programme_records
from theming.models import Page, Site, Theme
from theming.theme_records import ingest_themes, theme_record

_RECORDS_AT_ONCE = 200
_NATURAL_KEY = ("slug", "key", "show", "season", "number", "title", "similar", "page", "external_id", "first", "second")
_PAGE_COLUMNS = {"in_footer": "is_in_footer"}


def pictures_folder(path):
    """Where the originals of a catalogue file lie: `catalogue.jsonl` has `catalogue.pictures/`."""
    return Path(path).with_suffix(".pictures")


def export_catalogue(path):
    """Write everything to a file, and the originals that are not there yet beside it; return how many records."""
    count, folder = 0, pictures_folder(path)
    unfinished = Path(f"{path}.part")
    with unfinished.open("w", encoding="utf-8", newline="\n") as file:
        for record in _everything():
            if record.get("type") == "image":
                _copy_original(record, folder)
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            count += 1
    unfinished.replace(path)
    return count - 1


def _everything():
    yield {"streamcms": catalogue_file.VERSION}
    yield from export.records()
    for site in Site.objects.all():
        yield {
            "type": "site",
            "name": site.name,
            "description": site.description,
            "contact_email": site.contact_email,
        }
    for page in sorted(Page.objects.all(), key=lambda page: page.slug):
        yield {
            "type": "page",
            "slug": page.slug,
            "name": page.name,
            "body": page.body,
            "description": page.description,
            "in_footer": page.is_in_footer,
            "position": page.position,
            **exported_parts.publication(page),
        }
    for theme in sorted(Theme.objects.all(), key=lambda theme: theme.slug):
        yield theme_record(theme) | exported_parts.publication(theme)
    yield from programme_records.records()


def _copy_original(record, folder):
    target = folder / f"{record['key']}.{record['format']}"
    if target.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    with storages["originals"].open(f"{record['key'][:2]}/{target.name}") as original:
        target.write_bytes(original.read())


def import_catalogue(path, *, overwrite=False, progress=lambda records: records):
    """Read a file of our format into the database and return a Report.

    Every record stands alone: one that cannot be stored is named by line and field and costs no other. What editors
    locked stays unless `overwrite`. `progress` wraps the iterable of lines.
    """
    origin = Origin(source="", fetched_at=timezone.now(), respects_locks=not overwrite)
    report = Report()
    with Path(path).open("rb") as file:
        catalogue_file.read_header(file.readline())
        checked = _checked(progress(file), report)
        for kind, records in groupby(checked, key=lambda record: record[0]):
            for some in _some(records):
                titles.add(report, _store(kind, [(number, fields) for _, number, fields in some], origin, path))
    refresh_search_index()
    refresh_health()
    refresh_library_index_on_commit()
    return report


def _checked(lines, report):
    """(type, line number, fields) of each line that can be read; the others are reported."""
    for number, line in enumerate(lines, 2):
        if not line.strip():
            continue
        try:
            kind, fields = catalogue_file.read_line(number, line)
        except BadRecord as error:
            report.failures.append(str(error))
        else:
            yield kind, number, fields


def _some(records):
    """Records some at a time, none twice at a time: a second line about a thing is read after the first is stored."""
    chunk = {}
    for record in records:
        key = tuple(record[2].get(name) for name in _NATURAL_KEY)
        if key in chunk or len(chunk) == _RECORDS_AT_ONCE:
            yield list(chunk.values())
            chunk = {}
        chunk[key] = record
    if chunk:
        yield list(chunk.values())


def _store(kind, entries, origin, path):
    """Store records of one type in one transaction; when that fails, one by one."""
    try:
        with transaction.atomic():
            return _WRITERS[kind](entries, origin, path)
    except (BadRecord, DatabaseError, ImageRejected) as error:
        if len(entries) == 1:
            place = "" if isinstance(error, BadRecord) else f"line {entries[0][0]}: "
            return Report(failures=[f"{place}{error}"])
    report = Report()
    for entry in entries:
        titles.add(report, _store(kind, [entry], origin, path))
    return report


def _terms(model):
    return lambda entries, origin, path: terms.ingest_terms(
        model, [catalogue_records.term(number, fields) for number, fields in entries], origin
    )


def _collections(entries, origin, path):
    return terms.ingest_collections([catalogue_records.collection(*entry) for entry in entries], origin)


def _people(entries, origin, path):
    _ids, report = people.ingest_people([catalogue_records.person(*entry) for entry in entries], origin)
    return report


def _titles(entries, origin, path):
    return titles.ingest_titles([catalogue_records.title(*entry) for entry in entries], origin)


def _seasons(entries, origin, path):
    return ingest_seasons([catalogue_records.season(*entry) for entry in entries], origin)


def _episodes(entries, origin, path):
    return ingest_episodes([catalogue_records.episode(*entry) for entry in entries], origin)


def _images(entries, origin, path):
    report = Report()
    held = {image.key: image for image in Image.objects.filter(key__in=[fields["key"] for _, fields in entries])}
    for number, fields in entries:
        image = held.get(fields["key"])
        is_new = image is None
        if is_new:
            image = _new_image(number, fields, path)
        wanted = {
            name: fields[name]
            for name in ("alternative_text", "focal_point", "source", "fetched_at", "created_at")
            if name in fields
        }
        differs = any(getattr(image, name) != value for name, value in wanted.items())
        if differs:
            Image.objects.filter(pk=image.pk).update(**wanted)
            if wanted.get("focal_point", image.focal_point) != image.focal_point:
                image.focal_point = wanted["focal_point"]
                write_missing_renditions(image)  # the card for other sites is cropped around it
        report.created += is_new
        report.updated += differs and not is_new
        report.unchanged += not differs and not is_new
        report.written += differs or is_new
    return report


def _new_image(number, fields, path):
    original = pictures_folder(path) / f"{fields['key']}.{fields['format']}"
    try:
        data = original.read_bytes()
    except OSError:
        raise BadRecord(f"line {number}", "key", f"its file {original.name} is not beside the catalogue file") from None
    image = store_image(data, fields["role"], key=fields["key"])
    if "content_hash" in fields and image.content_hash != fields["content_hash"]:
        raise BadRecord(f"line {number}", "content_hash", f"{original.name} is not the picture that was exported")
    return image


def _sites(entries, origin, path):
    report = Report()
    for _number, fields in entries:
        site = Site.objects.first()
        if site is None or any(getattr(site, name) != value for name, value in fields.items()):
            Site.objects.update_or_create(pk=1, defaults=fields)
            report.written += 1
    return report


def _pages(entries, origin, path):
    report = Report()
    for _number, fields in entries:
        columns = {_PAGE_COLUMNS.get(name, name): value for name, value in fields.items()}
        page = Page.objects.filter(slug=columns["slug"]).first()
        if page and origin.respects_locks:
            columns = {name: value for name, value in columns.items() if name not in catalogue_file.PUBLICATION}
        if page and all(getattr(page, name) == value for name, value in columns.items()):
            report.unchanged += 1
            continue
        report.updated += bool(page)
        report.created += not page
        if page is None:
            page = Page.objects.create(**{k: v for k, v in columns.items() if k != "updated_at"})
        Page.objects.filter(pk=page.pk).update(**{"updated_at": timezone.now()} | columns)
    return report


_WRITERS = {
    "genre": _terms(Genre),
    "tag": _terms(Tag),
    "company": _terms(Company),
    "collection": _collections,
    "person": _people,
    "image": _images,
    "title": _titles,
    "season": _seasons,
    "episode": _episodes,
    "alias_id": lambda entries, origin, path: who_is_who.ingest_alias_ids(entries),
    "are_two": lambda entries, origin, path: who_is_who.ingest_pairs_of_two(entries),
    "credit_correction": lambda entries, origin, path: who_is_who.ingest_corrections(entries),
    "similar_choice": lambda entries, origin, path: ingest_similar_choices(entries),
    "similarity_weights": lambda entries, origin, path: ingest_similarity_weights(entries),
    "site": _sites,
    "page": _pages,
    "theme": lambda entries, origin, path: ingest_themes(entries, origin),
    "slide": lambda entries, origin, path: programme_records.ingest_slides(entries, origin),
    "homepage_row": lambda entries, origin, path: programme_records.ingest_homepage_rows(entries, origin),
    "backdrop_settings": lambda entries, origin, path: programme_records.ingest_backdrop_settings(entries),
}
