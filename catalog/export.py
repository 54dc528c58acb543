"""The catalogue as records of our own file (sources/catalogue_file.py): every field, sorted by natural key.

The same rows give the same bytes on SQLite and on PostgreSQL: what is sorted is sorted here.
"""

from django.db.models import Prefetch

from catalog import bulk
from catalog import exported_parts as parts
from catalog.exported_identity import who_is_who
from catalog.models import (
    Collection,
    CollectionMembership,
    Company,
    Credit,
    Episode,
    Genre,
    Season,
    SimilarChoice,
    SimilarityWeights,
    Tag,
    Title,
)
from catalog.sources.catalogue_file import spell_instant
from people.models import Person
from streamcms.publishing.models import Image

_ROWS_AT_ONCE = 500

# Joined rather than prefetched in turn: Django spells such a prefetch as one OR a row, and SQLite takes a thousand.
_CREDITS = Prefetch("credits", Credit.objects.select_related("person"))
_MEMBERSHIPS = Prefetch("collection_memberships", CollectionMembership.objects.select_related("collection"))


def records():
    """Every record of the catalogue as a dict, in the order of the format; memory does not grow with the catalogue."""
    for kind, model in (("genre", Genre), ("tag", Tag), ("company", Company)):
        yield from _each(model.objects.prefetch_related("external_ids"), ["slug"], _term(kind))
    collections = Collection.objects.select_related("poster", "backdrop").prefetch_related(
        "external_ids", "translations"
    )
    yield from _each(collections, ["slug"], _collection)
    people = Person.objects.select_related("portrait").prefetch_related("external_ids", "translations")
    yield from _each(people, ["slug"], _person)
    yield from _each(Image.objects.all(), ["key"], image)
    yield from _each(_titles(), ["slug"], _title)
    seasons = Season.objects.select_related("show", "poster").prefetch_related(
        "external_ids", "translations", "videos__captions"
    )
    yield from _each(seasons, ["show__slug", "number"], _season)
    episodes = Episode.objects.select_related("season__show", "still").prefetch_related(
        "external_ids", "translations", "videos__captions", _CREDITS
    )
    yield from _each(episodes, ["season__show__slug", "season__number", "number"], _episode)
    yield from who_is_who()
    choices = SimilarChoice.objects.select_related("source", "target")
    yield from _each(choices, ["source__slug", "target__slug"], _similar_choice)
    for weights in SimilarityWeights.objects.all():
        yield {
            "type": "similarity_weights",
            "groups": parts.by_name(weights.groups),
            "closeness": parts.by_name(weights.closeness),
        }


def _titles():
    return Title.objects.select_related("original_language", "poster", "backdrop", "logo").prefetch_related(
        *("countries", "genres", "tags", "companies", "certifications", "alternative_names", "translations"),
        *(_MEMBERSHIPS, _CREDITS, "videos__captions", "external_ids"),
    )


def _each(queryset, natural_key, describe):
    """Rows in the order of their natural key, some at a time."""
    order = sorted(queryset.order_by().values_list(*natural_key, "pk"))
    for some in bulk.chunks([pk for *_key, pk in order], _ROWS_AT_ONCE):
        rows = queryset.in_bulk(some)
        for pk in some:
            yield describe(rows[pk])


def _term(kind):
    def describe(term):
        record = {"type": kind, "slug": term.slug, "name": term.name}
        if kind == "company":
            record["country"] = term.country.code if term.country_id else ""
        if kind == "genre":
            record["translations"] = parts.translations_of(term, "name")
        return record | {"external_ids": sorted(str(external_id) for external_id in term.external_ids.all())}

    return describe


def _collection(collection):
    return {
        "type": "collection",
        "slug": collection.slug,
        "name": collection.name,
        "synopsis": collection.synopsis,
        "poster": parts.key_of(collection.poster),
        "backdrop": parts.key_of(collection.backdrop),
        "translations": parts.translations_of(collection, "name", "synopsis"),
        **parts.shared(collection),
    }


def _person(person):
    return {
        "type": "person",
        "slug": person.slug,
        "name": person.name,
        "also_known_as": person.also_known_as,
        "gender": person.gender,
        "known_for_department": person.known_for_department,
        "born": parts.date_of(person.born),
        "died": parts.date_of(person.died),
        "birthplace": person.birthplace,
        "biography": person.biography,
        "portrait": parts.key_of(person.portrait),
        "translations": parts.translations_of(person, "name", "biography"),
        **parts.shared(person),
    }


def image(row):
    return {
        "type": "image",
        "key": row.key,
        "role": row.role,
        "format": row.format,
        "content_hash": row.content_hash,
        "alternative_text": row.alternative_text,
        "focal_point": row.focal_point,
        "source": row.source,
        "fetched_at": spell_instant(row.fetched_at),
        "created_at": spell_instant(row.created_at),
    }


def _title(title):
    memberships = sorted(title.collection_memberships.all(), key=lambda membership: membership.collection.slug)
    return {
        "type": "title",
        "slug": title.slug,
        "kind": title.kind,
        "name": title.name,
        "original_name": title.original_name,
        "tagline": title.tagline,
        "synopsis": title.synopsis,
        "released": parts.date_of(title.released),
        "last_aired": title.last_aired_on.isoformat() if title.last_aired_on else "",
        "production_status": title.production_status,
        "runtime": title.runtime,
        "language": title.original_language.code if title.original_language_id else "",
        "countries": sorted(country.code for country in title.countries.all()),
        "genres": parts.slugs_of(title.genres.all()),
        "tags": parts.slugs_of(title.tags.all()),
        "companies": parts.slugs_of(title.companies.all()),
        "collections": [{"collection": m.collection.slug, "position": m.position} for m in memberships],
        "certifications": [
            {"country": c.country, "system": c.system, "code": c.code}
            for c in sorted(title.certifications.all(), key=lambda c: (c.country, c.system))
        ],
        "imdb_rating": None if title.imdb_rating is None else str(title.imdb_rating),
        "imdb_votes": title.imdb_votes,
        "metascore": title.metascore,
        "alternative_names": [
            {"name": a.name, "country": a.country, "note": a.note}
            for a in sorted(title.alternative_names.all(), key=lambda a: (a.country, a.name))
        ],
        "translations": parts.translations_of(title, "name", "tagline", "synopsis"),
        "credits": parts.credits_of(credit for credit in title.credits.all() if credit.episode_id is None),
        "videos": parts.videos_of(v for v in title.videos.all() if v.season_id is None and v.episode_id is None),
        "poster": parts.key_of(title.poster),
        "backdrop": parts.key_of(title.backdrop),
        "logo": parts.key_of(title.logo),
        **parts.shared(title),
    }


def _season(season):
    return {
        "type": "season",
        "show": season.show.slug,
        "number": season.number,
        "name": season.name,
        "synopsis": season.synopsis,
        "aired": parts.date_of(season.aired),
        "poster": parts.key_of(season.poster),
        "videos": parts.videos_of(video for video in season.videos.all() if video.episode_id is None),
        "translations": parts.translations_of(season, "name", "synopsis"),
        **parts.shared(season),
    }


def _episode(episode):
    return {
        "type": "episode",
        "show": episode.season.show.slug,
        "season": episode.season.number,
        "number": episode.number,
        "name": episode.name,
        "synopsis": episode.synopsis,
        "aired": parts.date_of(episode.aired),
        "runtime": episode.runtime,
        "still": parts.key_of(episode.still),
        "credits": parts.credits_of(episode.credits.all()),
        "videos": parts.videos_of(episode.videos.all()),
        "translations": parts.translations_of(episode, "name", "synopsis"),
        **parts.shared(episode),
    }


def _similar_choice(choice):
    return {
        "type": "similar_choice",
        "title": choice.source.slug,
        "similar": choice.target.slug,
        "verdict": choice.verdict,
        "both_ways": choice.both_ways,
        "position": choice.position,
    }
