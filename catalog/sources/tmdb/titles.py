"""/movie/ID and /tv/ID -> TitleRecord. PURE."""

import statistics

from catalog.sources.records import BadRecord, TitleRecord
from catalog.sources.tmdb import codes, limits, parts
from catalog.sources.tmdb.credits import credits_of_title
from catalog.sources.tmdb.fields import quoted, read
from catalog.sources.tmdb.pictures import title_pictures
from catalog.sources.tmdb.seasons import seasons_of

EARLIEST_YEAR = 1870  # before the first moving pictures


def movie(payload):
    """The answer to /movie/ID, with any parts appended, as a TitleRecord; BadRecord without an id or a title."""
    reader, number = read(payload, "movie")
    fields = _common(reader, "movie", number, "title", "original_title")
    _keep(fields, "certifications", parts.movie_certifications(reader))
    _keep(fields, "collections", parts.collections(reader))
    if "release_date" in reader:
        fields["released"] = reader.date("release_date", EARLIEST_YEAR)
    if "runtime" in reader:
        fields["runtime"] = reader.number("runtime")
    return _record(reader, "movie", fields)


def show(payload, seasons=()):
    """The answer to /tv/ID, with any parts appended, as a TitleRecord; BadRecord without an id or a name.

    `seasons` are the answers to /tv/ID/season/N; those appended to the payload under "season/N" are read too. A season
    that stands in neither is known by its summary alone, without episodes.
    """
    reader, number = read(payload, "show")
    fields = _common(reader, "show", number, "name", "original_name")
    _keep(fields, "certifications", parts.show_certifications(reader))
    _keep(fields, "seasons", seasons_of(reader, number, seasons, fields.get("videos") or ()))
    if "first_air_date" in reader:
        fields["released"] = reader.date("first_air_date", EARLIEST_YEAR)
    if "last_air_date" in reader:
        fields["last_aired"] = reader.date("last_air_date", EARLIEST_YEAR, whole=True)
    if "status" in reader:
        fields["production_status"] = _production_status(reader)
    if "episode_run_time" in reader:
        fields["runtime"] = _episode_runtime(reader, fields.get("seasons") or ())
    return _record(reader, "show", fields)


def _common(reader, kind, number, name_key, original_key):
    """{field: value} of what movies and shows share, holding only what the payload speaks about."""
    original = reader.text(original_key, limits.TITLE_NAME)
    name = reader.text(name_key, limits.TITLE_NAME)
    if not name and not original:
        raise BadRecord(reader.place, name_key, "it has none")
    if not name:
        reader.note(name_key, f"it has none; named {quoted(original)} after the original")
        name = original
    fields = {"name": name}
    if original_key in reader:
        fields["original_name"] = "" if original == name else original
    for field, key, limit in (("tagline", "tagline", limits.TAGLINE), ("synopsis", "overview", None)):
        if key in reader:
            fields[field] = reader.text(key, limit, lines=limit is None)
    if "original_language" in reader:
        fields["language"] = codes.language(reader.text("original_language"))
    fields["external_ids"] = parts.external_ids(reader, kind, number, "title")
    for field, key, term in (("genres", "genres", "genre"), ("companies", "production_companies", "company")):
        _keep(fields, field, parts.terms(reader.objects(key) if reader.items(key) is not None else None, term))
    _keep(fields, "tags", parts.terms(reader.part_list("keywords", "keywords", "results"), "keyword"))
    _keep(fields, "countries", parts.countries(reader))
    _keep(fields, "alternative_names", parts.alternative_names(reader, {name, original}))
    _keep(fields, "credits", credits_of_title(reader))
    _keep(fields, "videos", parts.videos(reader))
    sources = {
        "name": ((name_key,), limits.TITLE_NAME),
        "tagline": (("tagline",), limits.TAGLINE),
        "synopsis": (("overview",), None),
    }
    _keep(fields, "translations", parts.translations(reader, fields, **sources))
    return fields | title_pictures(reader)


def _keep(fields, field, value):
    if value is not None:
        fields[field] = value


def _record(reader, kind, fields):
    return TitleRecord(reader.place, kind, **fields, known=frozenset(fields), notices=reader.notices)


def _production_status(reader):
    named = reader.text("status")
    if named and named not in codes.PRODUCTION_STATUS_OF:
        reader.note("status", f"{quoted(named)} is not a status that we know; left out")
    return codes.PRODUCTION_STATUS_OF.get(named, "")


def _episode_runtime(reader, seasons):
    """Minutes: the first that TMDB gives, else that of the middle episode of the regular seasons."""
    for value in reader.items("episode_run_time") or ():
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1440:
            return value
    runtimes = [episode.runtime for season in seasons if season.number for episode in season.episodes]
    return statistics.median_low(filter(None, runtimes)) if any(runtimes) else None
