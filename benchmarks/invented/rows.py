"""Invented facts -> rows of the database, a chunk a transaction. Django is set up, the database empty."""

import hashlib
import random
from datetime import UTC, datetime
from decimal import Decimal

from babel import Locale
from django.db import transaction

from benchmarks.invented.facts import CHUNK, COUNTRIES, GENRES, LANGUAGES, TAGS, THIS_YEAR, chunk_of_titles
from benchmarks.invented.inserting import insert, let_keys_go_on, quick_writes
from benchmarks.invented.parts import CreditWriter, write_episodes
from benchmarks.invented.words import vocabulary
from catalog.models import Collection, CollectionMembership, Country, Genre, Language, Season, Tag, Title
from people.models import Person
from streamcms.publishing.images import Image
from streamcms.publishing.slugs import candidates, slug_of

_LONG_AGO, _LONG_AHEAD = datetime(2020, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)
_WINDOWS = {
    "": (None, None),
    "open": (_LONG_AGO, _LONG_AHEAD),
    "future": (_LONG_AHEAD, None),
    "past": (None, _LONG_AGO),
}


def write_catalogue(titles, *, seed=1, credits=0, people=0, episodes=False, progress=iter):
    """Write so many titles; `credits` a title, by so many people (0: three for every five titles).

    Memory does not grow but for the set of slugs, about 100 bytes a title.
    """
    if Title.objects.exists():
        raise SystemExit("This database holds titles already: give make_catalogue an empty one.")
    with quick_writes():
        writer = TitleWriter()
        of_people = CreditWriter(people or titles * 3 // 5, seed) if credits else None
        for chunk in progress(range((titles + CHUNK - 1) // CHUNK)):
            facts = [facts for facts in chunk_of_titles(seed, chunk) if facts.number < titles]
            with transaction.atomic():
                writer.write(facts)
                if of_people:
                    of_people.write([key_of(row) for row in facts], credits, chunk)
                if episodes:
                    write_episodes([row for row in facts if row.kind == "show"], seed, chunk)
    let_keys_go_on(Title, Image, Collection, Person, Season)


class TitleWriter:
    """Keeps what later chunks refer to: terms, collections and the slugs that are taken."""

    def __init__(self):
        english = Locale("en")
        self.genres = _terms(Genre, GENRES)
        self.tags = _terms(Tag, _tag_names())
        self.languages = _coded(Language, LANGUAGES, english.languages)
        self.countries = [country.pk for country in _coded(Country, COUNTRIES, english.territories)]
        self.members = {}  # collection -> titles in it
        self.slugs, self.next_number = set(), {}

    def write(self, facts):
        """One chunk."""
        insert(Image, [_poster(row) for row in facts if row.poster])
        insert(Title, [self._title(row) for row in facts])
        for relation in ("genres", "tags", "countries"):
            self._link(relation, facts)
        self._collect([row for row in facts if row.collection >= 0])

    def _title(self, row):
        publish_at, unpublish_at = _WINDOWS[row.window]
        return {
            "id": key_of(row),
            "kind": row.kind,
            "name": row.name,
            "original_name": row.original_name,
            "slug": self._slug(row),
            "released_on": row.released_on,
            "release_precision": row.precision,
            "last_aired_on": row.last_aired_on,
            "production_status": _production_status(row),
            "runtime": row.runtime,
            "original_language": self.languages[row.language] if row.language >= 0 else None,
            "imdb_rating": None if row.rating is None else Decimal(row.rating) / 10,
            "imdb_votes": row.votes,
            "metascore": row.metascore,
            "poster_id": key_of(row) if row.poster else None,
            "state": row.state,
            "publish_at": publish_at,
            "unpublish_at": unpublish_at,
        }

    def _slug(self, row):
        """As slugs.allocate() would give it, but the numbers of one address go on where they ended."""
        year = row.released_on and row.released_on.year
        wishes = candidates(row.name, year, fallback=f"title {row.number}")
        slug = next(wishes)
        if slug in self.slugs and year:
            slug = next(wishes)
        base = slug
        while slug in self.slugs:
            self.next_number[base] = self.next_number.get(base, 1) + 1
            slug = f"{base}-{self.next_number[base]}"
        self.slugs.add(slug)
        return slug

    def _link(self, relation, facts):
        through = getattr(Title, relation).through
        column = getattr(Title, relation).field.m2m_reverse_field_name() + "_id"
        terms = getattr(self, relation)
        rows = ({"title_id": key_of(row), column: terms[place]} for row in facts for place in getattr(row, relation))
        insert(through, rows)

    def _collect(self, facts):
        new = {row.collection: row for row in facts if row.collection not in self.members}
        insert(Collection, [_collection(row) for row in new.values()])
        rows = []
        for row in facts:
            self.members[row.collection] = self.members.get(row.collection, 0) + 1
            position = self.members[row.collection]
            rows.append({"collection_id": row.collection + 1, "title_id": key_of(row), "position": position})
        insert(CollectionMembership, rows)


def key_of(row):
    """The primary key of a title, and of its poster."""
    return row.number + 1


def _terms(model, names):
    """Their primary keys."""
    return [row.pk for row in model.objects.bulk_create([model(name=name, slug=slug_of(name)) for name in names])]


def _coded(model, codes, words):
    return model.objects.bulk_create([model(code=code, name=words.get(code, code)) for code in codes])


def _tag_names():
    """Two words of the vocabulary each, in an order like chance."""
    chance = random.Random("tags")
    words = vocabulary()[20:8_000]
    names = dict.fromkeys(f"{chance.choice(words)} {chance.choice(words)}" for _ in range(TAGS * 2))
    return list(names)[:TAGS]


def _poster(row):
    key, width, tone, cell = row.poster
    return {
        "id": key_of(row),
        "key": key,
        "role": "poster",
        "width": width,
        "height": width * 3 // 2,
        "format": "jpeg",
        "content_hash": hashlib.sha256(key.encode()).hexdigest(),
        "focal_point": cell,
        "tone": tone,
    }


def _collection(row):
    slug = f"{slug_of(row.name)[:100]}-{row.collection}"
    return {"id": row.collection + 1, "name": f"{row.name} collection", "slug": slug, "state": "published"}


def _production_status(row):
    if row.kind == "movie":
        return ""
    return "returning" if row.last_aired_on and row.last_aired_on.year >= THIS_YEAR else "ended"
