"""Rows -> Facts of titles, as catalog.similarity reads them: nine queries for a few thousand titles, which alone are
held at a time."""

import zlib
from collections import defaultdict

from catalog.models import Certification, CollectionMembership, Credit, Department, Title
from catalog.similarity.facts import (
    FULL,
    GROUP_OF_JOB,
    LONGEST_CAST,
    UNKNOWN,
    Facts,
    add_words,
    cast_strength,
)

_KEYS_AT_ONCE = 500
_RANGE = 2000


def facts_of_titles(keys=None):
    """Facts of the titles with those primary keys, or of all, whatever their state: one after the other."""
    if keys is None:
        keys = list(Title.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), _RANGE):
            least, most = keys[start], keys[min(start + _RANGE, len(keys)) - 1]
            yield from _facts(
                lambda rows, field, least=least, most=most: rows.filter(
                    **{f"{field}__gte": least, f"{field}__lte": most}
                )
            )
        return
    keys = sorted(keys)
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        some = keys[start : start + _KEYS_AT_ONCE]
        yield from _facts(lambda rows, field, some=some: rows.filter(**{f"{field}__in": some}))


def _facts(only):
    features = defaultdict(dict)
    _add_credits(features, only)
    for group, name in (("genre", "genres"), ("tag", "tags"), ("company", "companies"), ("country", "countries")):
        through = getattr(Title, name).through
        term = next(f.attname for f in through._meta.fields if f.many_to_one and f.name != "title")
        for title_id, term_id in only(through.objects.all(), "title").values_list("title_id", term):
            features[title_id][group, term_id] = FULL
    memberships = only(CollectionMembership.objects.order_by(), "title")
    for title_id, collection_id in memberships.values_list("title_id", "collection_id"):
        features[title_id]["collection", collection_id] = FULL
    ratings = only(Certification.objects.order_by(), "title").values_list("title_id", "country", "code")
    for title_id, country, code in ratings:
        features[title_id]["certification", zlib.crc32(f"{country} {code}".encode())] = FULL
    titles = only(Title.objects.order_by(), "pk").only(
        "slug", "name", "synopsis", "released_on", "runtime", "imdb_rating", "imdb_votes", "original_language_id"
    )
    return [_title_facts(title, features.pop(title.pk, {})) for title in titles.iterator(2000)]


def _title_facts(title, features):
    if title.original_language_id:
        features["language", title.original_language_id] = FULL
    add_words(features, "name_word", title.name)
    add_words(features, "word", title.synopsis)
    return Facts(
        key=title.pk,
        slug=title.slug,
        features=features,
        year=title.released_on.year if title.released_on else UNKNOWN,
        runtime=title.runtime or UNKNOWN,
        rating=UNKNOWN if title.imdb_rating is None else int(title.imdb_rating * 10),
        votes=UNKNOWN if title.imdb_votes is None else title.imdb_votes,
    )


def _add_credits(features, only):
    """The first billed of the cast by their place, and the crew whose exact job counts."""
    credits = only(Credit.objects.of_title(), "title").order_by("title_id", "billing_order", "pk")
    places = defaultdict(int)
    for title_id, person_id, department, job in credits.values_list(
        "title_id", "person_id", "department", "job"
    ).iterator(5000):
        if department == Department.ACTING:
            place = places[title_id]
            places[title_id] += 1
            if place < LONGEST_CAST:
                features[title_id].setdefault(("cast", person_id), cast_strength(place))
        elif department == Department.CREATOR:
            features[title_id]["creator", person_id] = FULL
        elif group := GROUP_OF_JOB.get(job):
            features[title_id][group, person_id] = FULL
