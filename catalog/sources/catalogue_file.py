"""Our own file format, version 1: JSON Lines, one record a line, read and checked here.

The first line is {"streamcms": 1}; an unknown major version is refused. Then one object a line with its "type", in the
order of TYPES and sorted by natural key within a type, without primary keys: genres, tags, companies, collections,
people and titles are told apart by slug, seasons by show and number, episodes by show, season and number, images,
slides and homepage rows by key, settings of backdrops by page. A field that a line leaves out stays as it is. Dates are
partial ("1922", "1922-03", "1922-03-04"), moments are ISO 8601 with an offset, external ids "provider:kind:value".
Originals of images lie in a folder beside the file, named <key>.<format>.
"""

import datetime as dt
import json

from catalog.sources import records
from catalog.sources.checks import (
    boolean,
    external_id,
    instant,
    integer,
    listing,
    mapping,
    one_of,
    optional,
    partial_date,
    slug,
    strings,
    text,
    texts_by_name,
    weights,
)
from catalog.sources.records import BadRecord

VERSION = 1
TYPES = (
    *("genre", "tag", "company", "collection", "person", "image", "title", "season", "episode"),
    *("alias_id", "are_two", "credit_correction"),
    *("similar_choice", "similarity_weights", "site", "page", "theme", "slide", "homepage_row", "backdrop_settings"),
)

# State, window and timestamps: of what is there already, an import writes them only when told to overwrite.
PUBLICATION = {
    "state": one_of(records.STATES),
    "publish_at": optional(instant),
    "unpublish_at": optional(instant),
    "version": integer(1),
    "created_at": instant,
    "updated_at": instant,
}
_SHARED = PUBLICATION | {"provenance": mapping}
_IDS = {"external_ids": listing(external_id)}
_IMAGE_KEY = optional(slug)


def _translation(*fields):
    return listing({"language": text} | dict.fromkeys(fields, text))


_CREDIT = {
    "person": slug,
    "department": one_of(records.DEPARTMENTS),
    "job": text,
    "character": text,
    "credited_as": text,
    "episode_count": optional(integer(0)),
}
_VIDEO = {
    "kind": one_of(records.VIDEO_KINDS),
    "host": one_of(records.VIDEO_HOSTS),
    "reference": text,
    "name": text,
    "language": text,
    "is_official": boolean,
    "released_at": text,
    "captions": listing({"language": text, "label": text, "reference": text}),
}
_TERM = {"slug": slug, "name": text} | _IDS
_PROGRAMMED = {
    "key": slug,
    "kind": text,
    "title_kind": one_of(("", "movie", "show")),
    "count": integer(1, 50),
    "position": integer(0),
} | PUBLICATION
_PART = {"name": text, "synopsis": text, "aired": partial_date, "translations": _translation("name", "synopsis")}

FIELDS = {
    "genre": _TERM | {"translations": _translation("name")},
    "tag": _TERM,
    "company": _TERM | {"country": text},
    "collection": {
        "slug": slug,
        "name": text,
        "synopsis": text,
        "poster": _IMAGE_KEY,
        "backdrop": _IMAGE_KEY,
        "translations": _translation("name", "synopsis"),
    }
    | _IDS
    | _SHARED,
    "person": {
        "slug": slug,
        "name": text,
        "also_known_as": strings,
        "gender": one_of((*records.GENDERS, "")),
        "known_for_department": text,
        "born": partial_date,
        "died": partial_date,
        "birthplace": text,
        "biography": text,
        "portrait": _IMAGE_KEY,
        "translations": _translation("name", "biography"),
    }
    | _IDS
    | _SHARED,
    "image": {
        "key": slug,
        "role": one_of(records.IMAGE_ROLES),
        "format": text,
        "content_hash": text,
        "alternative_text": text,
        "focal_point": integer(0, 80),
        "source": text,
        "fetched_at": optional(instant),
        "created_at": instant,
    },
    "title": {
        "slug": slug,
        "kind": one_of(records.KINDS),
        "name": text,
        "original_name": text,
        "tagline": text,
        "synopsis": text,
        "released": partial_date,
        "last_aired": partial_date,
        "production_status": one_of((*records.PRODUCTION_STATUSES, "")),
        "runtime": optional(integer(1)),
        "language": text,
        "countries": strings,
        "genres": strings,
        "tags": strings,
        "companies": strings,
        "collections": listing({"collection": slug, "position": integer(0)}),
        "certifications": listing({"country": text, "system": text, "code": text}),
        "imdb_rating": optional(text),
        "imdb_votes": optional(integer(0)),
        "metascore": optional(integer(0, 100)),
        "alternative_names": listing({"name": text, "country": text, "note": text}),
        "translations": _translation("name", "tagline", "synopsis"),
        "credits": listing(_CREDIT),
        "videos": listing(_VIDEO),
        "poster": _IMAGE_KEY,
        "backdrop": _IMAGE_KEY,
        "logo": _IMAGE_KEY,
    }
    | _IDS
    | _SHARED,
    "season": {"show": slug, "number": integer(0), "poster": _IMAGE_KEY, "videos": listing(_VIDEO)}
    | _PART
    | _IDS
    | _SHARED,
    "episode": {
        "show": slug,
        "season": integer(0),
        "number": integer(0),
        "runtime": optional(integer(1)),
        "still": _IMAGE_KEY,
        "credits": listing(_CREDIT),
        "videos": listing(_VIDEO),
    }
    | _PART
    | _IDS
    | _SHARED,
    "alias_id": {"external_id": external_id},
    "are_two": {"kind": one_of(("title", "person")), "first": slug, "second": slug},
    "credit_correction": {
        **dict.fromkeys(("title", "person", "instead"), slug),
        **dict.fromkeys(("department", "job", "character"), text),
    },
    "similar_choice": {
        "title": slug,
        "similar": slug,
        "verdict": one_of(records.VERDICTS),
        "both_ways": boolean,
        "position": integer(0),
    },
    "similarity_weights": {"groups": weights, "closeness": weights},
    "site": {"name": text, "description": text, "contact_email": text},
    "page": {
        "slug": slug,
        "name": text,
        "body": text,
        "description": text,
        "in_footer": boolean,
        "position": integer(0),
    }
    | PUBLICATION,
    "theme": {
        "slug": slug,
        "name": text,
        "scheme": one_of(("dark", "light")),
        "base": text,
        "accent": text,
        "overrides": texts_by_name,
        "high_contrast": boolean,
        "type_scale": text,
        "radius": text,
        "density": text,
        "card_style": text,
        "default": boolean,
        "position": integer(0),
    }
    | PUBLICATION,
    "slide": _PROGRAMMED
    | {
        "title": optional(slug),
        "picture": _IMAGE_KEY,
        "headline": text,
        "text": text,
        "translations": _translation("headline", "text"),
    },
    "homepage_row": _PROGRAMMED
    | {
        "heading": text,
        "order": text,
        "card_size": text,
        "genre": optional(slug),
        "tag": optional(slug),
        "collection": optional(slug),
        "person": optional(slug),
        "titles": listing(slug),
        "translations": _translation("heading"),
    },
    "backdrop_settings": {
        "page": text,
        "is_shown": boolean,
        "source": text,
        "source_genre": optional(slug),
        "source_collection": optional(slug),
        "titles": listing(slug),
        "highest_age": optional(integer(0)),
        **dict.fromkeys(
            ("columns", "angle", "gap", "radius", "blur", "tint", "focal_point", "seed"), integer(-9999, 9999)
        ),
        "fade": text,
    },
}
_REQUIRED = {
    "image": ("key", "role", "format"),
    "title": ("slug", "kind", "name"),
    "season": ("show", "number"),
    "episode": ("show", "season", "number"),
    "alias_id": ("external_id",),
    "are_two": ("kind", "first", "second"),
    "credit_correction": ("title", "person", "instead"),
    "similar_choice": ("title", "similar", "verdict"),
    "similarity_weights": ("groups", "closeness"),
    "site": ("name",),
    "theme": ("slug", "name", "scheme", "base", "accent"),
    "slide": ("key", "kind"),
    "homepage_row": ("key", "kind"),
    "backdrop_settings": ("page",),
}


def read_header(line):
    """Refuse what is no file of ours or of another major version."""
    try:
        header = json.loads(line)
    except ValueError:
        header = None
    if not isinstance(header, dict) or "streamcms" not in header:
        raise BadRecord("line 1", "streamcms", 'the first line of a catalogue file is {"streamcms": 1}')
    if header["streamcms"] != VERSION:
        raise BadRecord("line 1", "streamcms", f"version {header['streamcms']!r} is not {VERSION}, which we read")


def read_line(number, line):
    """(type, checked fields) of one line; BadRecord names the line and the field."""
    place = f"line {number}"
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRecord(place, "json", str(error)) from None
    if not isinstance(data, dict):
        raise BadRecord(place, "json", "a record is an object")
    kind = data.pop("type", None)
    if kind not in TYPES:
        raise BadRecord(place, "type", f"{kind!r} is none of {', '.join(TYPES)}")
    fields = FIELDS[kind]
    checked = {}
    for name, value in data.items():
        if name not in fields:
            raise BadRecord(place, name, f"a {kind} has no such field")
        try:
            checked[name] = fields[name](value)
        except ValueError as error:
            raise BadRecord(place, name, str(error)) from None
    for name in _REQUIRED.get(kind, ("slug", "name")):
        if checked.get(name) in (None, ""):
            raise BadRecord(place, name, f"a {kind} needs it")
    return kind, checked


def spell_instant(moment):
    """A moment as our files spell it: UTC, ISO 8601; None stays None."""
    return moment and moment.astimezone(dt.UTC).isoformat()
