"""What movies, shows, seasons and people have in common: terms, certifications, videos, translations, other ids. PURE.

All but external_ids return None where the payload does not speak of the thing.
"""

import datetime as dt
import re

from catalog.sources.records import CollectionRecord, ExternalIdRecord, TermRecord, VideoRecord
from catalog.sources.tmdb import limits
from catalog.sources.tmdb.codes import (
    COUNTRY,
    UNRATED,
    VIDEO_HOST_OF,
    VIDEO_KIND_OF,
    certification_system,
    lettering,
    translation_language,
)
from catalog.sources.tmdb.fields import quoted, whole_number
from catalog.sources.tmdb.pictures import picture

_IMDB = {"title": re.compile(r"tt\d{7,10}"), "name": re.compile(r"nm\d{7,10}")}
_WIKIDATA = re.compile(r"Q[1-9]\d{0,11}")
_VIDEO_REFERENCE = re.compile(r"[\w-]{1,64}", re.ASCII)
# Certifications of the cinema release stand before those of the limited one, the premiere, streaming, disc, television.
_RELEASE_RANK = {3: 0, 2: 1, 1: 2, 4: 3, 5: 4, 6: 5}


def terms(items, kind):
    """Genres, keywords or companies, each once; `items` may be None."""
    if items is None:
        return None
    found = {}
    for item in items:
        name, number = item.text("name", limits.TERM_NAME), item.identifier()
        if not name or not number:
            item.note("name" if number else "id", f"a {kind} ({quoted(name or number)}) has none; left out")
            continue
        country = item.matching("origin_country", COUNTRY, "a country") if kind == "company" else ""
        ids = (ExternalIdRecord("tmdb", kind, number),)
        found.setdefault(number, TermRecord(name, country=country, external_ids=ids))
    return tuple(found.values())


def external_ids(reader, kind, number, imdb_kind=None):
    """TMDB's own number, then the IMDb, Wikidata and TVDB ones that the payload holds in a form that they can have."""
    found = [ExternalIdRecord("tmdb", kind, number)]
    places = [place for place in (reader, reader.part("external_ids")) if place]
    if imdb_kind:
        what = f"an IMDb {imdb_kind}"
        imdb = next((v for place in places if (v := place.matching("imdb_id", _IMDB[imdb_kind], what))), "")
        found += [ExternalIdRecord("imdb", imdb_kind, imdb)] if imdb else []
    for place in places[1:]:
        wikidata = place.matching("wikidata_id", _WIKIDATA, "a Wikidata item")
        found += [ExternalIdRecord("wikidata", "item", wikidata)] if wikidata else []
        tvdb = place.identifier("tvdb_id") if kind in ("show", "season", "episode") else ""
        found += [ExternalIdRecord("tvdb", kind, tvdb)] if tvdb else []
    return tuple(found)


def countries(reader):
    """Codes of the countries of production, else of origin; None where neither list is there."""
    produced = reader.objects("production_countries")
    codes = [item.matching("iso_3166_1", COUNTRY, "a country") for item in produced]
    if not any(codes):
        origin = reader.items("origin_country")
        if origin is None and reader.items("production_countries") is None:
            return None
        codes = [code for code in origin or () if isinstance(code, str) and COUNTRY.fullmatch(code)]
    return tuple(dict.fromkeys(filter(None, codes)))


def collections(reader):
    """The one collection that TMDB puts a movie in; () where it says null."""
    if "belongs_to_collection" not in reader:
        return None
    part = reader.part("belongs_to_collection")
    if part is None:
        return () if reader.data["belongs_to_collection"] is None else None
    name, number = part.text("name", limits.COLLECTION_NAME), part.identifier()
    if not name or not number:
        part.note("name" if number else "id", "the collection has none; left out")
        return None
    poster, backdrop = picture(part, "poster_path", "poster"), picture(part, "backdrop_path", "backdrop")
    ids = (ExternalIdRecord("tmdb", "collection", number),)
    return (CollectionRecord(name, poster=poster, backdrop=backdrop, external_ids=ids),)


def movie_certifications(reader):
    """One a country and system, that of the release that most people went to; "not rated" only for want of better."""
    listed = reader.part_list("release_dates", "results")
    if listed is None:
        return None
    ranked = []
    for item in listed:
        country = item.matching("iso_3166_1", COUNTRY, "a country")
        for release in item.objects("release_dates") if country else ():
            code = release.text("certification")
            rank = _RELEASE_RANK.get(whole_number(release.data.get("type")), len(_RELEASE_RANK))
            ranked.append((country, code in UNRATED, rank, code, release))
    ranked.sort(key=lambda entry: entry[:3])
    return _certifications(((country, code, item) for country, _unrated, _rank, code, item in ranked), "movie")


def show_certifications(reader):
    listed = reader.part_list("content_ratings", "results")
    if listed is None:
        return None
    return _certifications(
        ((item.matching("iso_3166_1", COUNTRY, "a country"), item.text("rating"), item) for item in listed), "show"
    )


def _certifications(found, kind):
    """From triples of country, code and the Reader that it came from; the first of a country and system stands."""
    kept = {}
    for country, code, item in found:
        if len(code) > limits.CERTIFICATION_CODE:
            item.note("certification", f"{quoted(code)} is too long for a certification; left out")
        elif country and code:
            kept.setdefault((country, certification_system(country, code, kind)), code)
    return tuple((country, system, code) for (country, system), code in sorted(kept.items()))


def alternative_names(reader, but):
    """(name, country, note), each name once a country, without those in `but`."""
    listed = reader.part_list("alternative_titles", "titles", "results")
    if listed is None:
        return None
    found = {}
    for item in listed:
        name = item.text("title", limits.ALTERNATIVE_NAME)
        country = item.matching("iso_3166_1", COUNTRY, "a country")
        if name and name not in but:
            found.setdefault((name, country), item.text("type", limits.ALTERNATIVE_NAME_NOTE))
    return tuple((name, country, note) for (name, country), note in found.items())


def videos(reader):
    """Videos that can be embedded, official ones first, each once."""
    listed = reader.part_list("videos", "results")
    if listed is None:
        return None
    found = {}
    for item in listed:
        host, reference = VIDEO_HOST_OF.get(item.text("site")), item.text("key")
        if not host or not _VIDEO_REFERENCE.fullmatch(reference):
            what = quoted(reference) if host else quoted(item.text("site"))
            item.note("key" if host else "site", f"{what} is not one that can be shown; left out")
            continue
        video = VideoRecord(
            kind=VIDEO_KIND_OF.get(item.text("type"), "clip"),
            host=host,
            reference=reference,
            name=item.text("name", limits.VIDEO_NAME),
            language=lettering(item.text("iso_639_1")),
            is_official=item.data.get("official") is not False,
            released_at=_moment(item, "published_at"),
        )
        found.setdefault((host, reference), video)
    return tuple(sorted(found.values(), key=lambda video: not video.is_official))


def _moment(reader, key):
    """ISO 8601 in UTC, or ""."""
    value = reader.text(key)
    try:
        moment = dt.datetime.fromisoformat(value.removesuffix(" UTC")) if value else None
        return moment.replace(tzinfo=moment.tzinfo or dt.UTC).astimezone(dt.UTC).isoformat() if moment else ""
    except (ValueError, OverflowError):
        reader.note(key, f"{quoted(value)} is not a moment; left out")
        return ""


def translations(reader, own, **sources):
    """{"language", **texts} of each language that says something else than `own`, the thing's own texts.

    `sources` are field=(keys in TMDB's data, limit of characters or None for running text).
    """
    listed = reader.part_list("translations", "translations")
    if listed is None:
        return None
    found = {}
    for item in listed:
        language = translation_language(item.text("iso_639_1"), item.text("iso_3166_1"))
        data = item.part("data")
        if not language or not data:
            continue
        texts = {}
        for field, (keys, limit) in sources.items():
            values = (data.text(key, limit, lines=limit is None) for key in keys)
            texts[field] = next(filter(None, values), "")
        if any(text and text != own.get(field) for field, text in texts.items()):
            found.setdefault(language, {"language": language, **texts})
    return tuple(found[language] for language in sorted(found))
