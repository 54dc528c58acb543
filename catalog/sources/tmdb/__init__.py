"""TMDB's v3 JSON -> records. PURE.

    movie(payload), show(payload, seasons), season(payload, show_id), person(payload), payload_hash(payload)

Payloads are the answers to /movie/ID, /tv/ID, /tv/ID/season/N and /person/ID with whatever parts were appended. What a
payload does not speak of is not in the record's `known`. Nothing in a payload is trusted to have its documented type.
"""

from catalog.sources.tmdb.fingerprint import PARSER_VERSION, payload_hash
from catalog.sources.tmdb.people import person
from catalog.sources.tmdb.seasons import season
from catalog.sources.tmdb.titles import movie, show

__all__ = ["PARSER_VERSION", "movie", "payload_hash", "person", "season", "show"]
