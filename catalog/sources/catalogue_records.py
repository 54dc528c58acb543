"""Checked lines of our own file -> records."""

from catalog.sources.catalogue_file import PUBLICATION
from catalog.sources.records import (
    CollectionRecord,
    CreditRecord,
    EpisodeRecord,
    ImageRecord,
    PersonRecord,
    Publication,
    SeasonRecord,
    TermRecord,
    TitleRecord,
    VideoRecord,
)

_IMAGE_ROLES = ("poster", "backdrop", "logo", "still", "portrait")


def _plain(fields, *left_out):
    """Fields that a record takes as they are."""
    return {k: v for k, v in fields.items() if k not in (*PUBLICATION, *_IMAGE_ROLES, "provenance", *left_out)}


def _common(number, fields):
    """What every publishable record has: place, publication, images, what is known."""
    columns = {name: fields[name] for name in PUBLICATION if name in fields}
    images = {r: fields[r] and ImageRecord(role=r, key=fields[r]) for r in _IMAGE_ROLES if r in fields}
    return {
        "place": f"line {number}",
        "publication": Publication(columns, fields.get("provenance")),
        "known": frozenset(fields) - {*PUBLICATION, "provenance"},
        **images,
    }


def _credits(number, fields):
    return tuple(
        CreditRecord(
            person=PersonRecord(place=f"line {number}", name="", slug=credit["person"]),
            **{name: value for name, value in credit.items() if name != "person"},
        )
        for credit in fields.get("credits", ())
    )


def _videos(fields):
    return tuple(VideoRecord(**video) for video in fields.get("videos", ()))


def term(number, fields):
    translations = fields.get("translations", ())
    known = frozenset(fields)
    return TermRecord(**_plain(fields, "translations"), place=f"line {number}", translations=translations, known=known)


def collection(number, fields):
    return CollectionRecord(**_plain(fields), **_common(number, fields))


def person(number, fields):
    return PersonRecord(**_plain(fields), **_common(number, fields))


def title(number, fields):
    place = f"line {number}"
    sets = {
        name: tuple(TermRecord(name="", slug=slug, place=place) for slug in fields[name])
        for name in ("genres", "tags", "companies")
        if name in fields
    }
    collections = tuple(
        CollectionRecord(name="", slug=entry["collection"], position=entry.get("position"), place=place)
        for entry in fields.get("collections", ())
    )
    certifications = tuple(
        (c.get("country", ""), c.get("system", ""), c.get("code", "")) for c in fields.get("certifications", ())
    )
    names = tuple(
        (n.get("name", ""), n.get("country", ""), n.get("note", "")) for n in fields.get("alternative_names", ())
    )
    nested = ("credits", "videos", "collections", "certifications", "alternative_names", "imdb_rating", *sets)
    return TitleRecord(
        **_plain(fields, *nested),
        **_common(number, fields),
        **sets,
        collections=collections,
        certifications=certifications,
        alternative_names=names,
        imdb_rating=fields.get("imdb_rating") or "",
        credits=_credits(number, fields),
        videos=_videos(fields),
    )


def season(number, fields):
    """(slug of the show, SeasonRecord)"""
    return fields["show"], SeasonRecord(
        **_plain(fields, "show", "videos"), **_common(number, fields), videos=_videos(fields)
    )


def episode(number, fields):
    """(slug of the show, number of the season, EpisodeRecord)"""
    return (
        fields["show"],
        fields["season"],
        EpisodeRecord(
            **_plain(fields, "show", "season", "credits", "videos"),
            **_common(number, fields),
            credits=_credits(number, fields),
            videos=_videos(fields),
        ),
    )
