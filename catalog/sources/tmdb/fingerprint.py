"""Whether a payload says anything new: a hash of what the parser reads of it, and of nothing else. PURE."""

import hashlib
import json

from catalog.sources.tmdb.fields import Reader
from catalog.sources.tmdb.pictures import title_pictures

PARSER_VERSION = 1  # raise it when the same payload makes another record: everything is then read again

# Every key that the parser looks at, wherever it stands; a test watches it read and compares.
# fmt: off
READ_KEYS = frozenset((
    "id", "name", "title", "original_name", "original_title", "tagline", "overview", "original_language",
    "genres", "keywords", "production_companies", "origin_country", "production_countries", "iso_3166_1", "iso_639_1",
    "release_date", "runtime", "first_air_date", "last_air_date", "status", "episode_run_time",
    "belongs_to_collection", "poster_path", "backdrop_path", "images", "release_dates", "content_ratings",
    "certification", "rating", "results", "type", "alternative_titles", "titles", "translations", "data",
    "videos", "site", "key", "official", "published_at", "external_ids", "imdb_id", "wikidata_id", "tvdb_id",
    "credits", "aggregate_credits", "created_by", "cast", "crew", "guest_stars", "roles", "jobs", "order",
    "character", "department", "job", "episode_count", "credit_id", "gender", "known_for_department", "profile_path",
    "seasons", "season_number", "episodes", "episode_number", "air_date", "still_path",
    "also_known_as", "birthday", "deathday", "place_of_birth", "biography", "primary_name",
))
# fmt: on


def payload_hash(payload, seasons=()):
    """SHA-256 as hex digits. Popularity, votes and the order of pictures that were not chosen make no difference."""
    said = [PARSER_VERSION, _read_part(payload), *map(_read_part, seasons)]
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _read_part(value):
    if isinstance(value, list):
        return [_read_part(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _read_part(item) for key, item in value.items() if key in READ_KEYS or key.startswith("season/")}
    if "images" in kept:
        kept["images"] = _chosen(value)
    return kept


def _chosen(payload):
    pictures = title_pictures(Reader(payload, "", []))
    return {role: image and [image.path, image.language] for role, image in pictures.items()}
