"""Invented facts -> rows of the database, a chunk a transaction. Django is set up, the database empty."""

import hashlib
import random
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal

from babel import Locale
from django.db import connection, transaction

from benchmarks.invented.facts import CHUNK, COUNTRIES, GENRES, LANGUAGES, TAGS, THIS_YEAR, chunk_of_titles
from benchmarks.invented.parts import CreditWriter, write_episodes
from benchmarks.invented.words import vocabulary
from catalog import bulk
from catalog.models import Collection, CollectionMembership, Country, Genre, Language, Tag, Title
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

    Memory does not grow but for the set of slugs, about 100 bytes a title. Returns the count of titles.
    """
    _check_empty()
    with _quick_writes():
        writer = TitleWriter()
        of_people = CreditWriter(people or titles * 3 // 5, seed) if credits else None
        for chunk in progress(range((titles + CHUNK - 1) // CHUNK)):
            facts = [facts for facts in chunk_of_titles(seed, chunk) if facts.number < titles]
            with transaction.atomic():
                written = writer.write(facts)
                if of_people:
                    of_people.write(written, credits, chunk)
                if episodes:
                    write_episodes([title for title in written if title.is_show], seed, chunk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return titles


def _check_empty():
    if Title.objects.exists():
        raise SystemExit("This database holds titles already: give make_catalogue an empty one.")


@contextmanager
def _quick_writes():
    """SQLite with room to sort its indexes in memory, and no wait for the disk: a catalogue can be made again."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute("PRAGMA cache_size = -600000")  # KiB
        cursor.execute("PRAGMA synchronous = OFF")
        yield
        cursor.execute(f"PRAGMA cache_size = {before}")
        cursor.execute("PRAGMA synchronous = FULL")


class TitleWriter:
    """Keeps what later chunks refer to: terms, collections and the slugs that are taken."""

    def __init__(self):
        english = Locale("en")
        self.genres = _terms(Genre, GENRES)
        self.tags = _terms(Tag, _tag_names()[:TAGS])
        self.languages = _coded(Language, LANGUAGES, english.languages)
        self.countries = [row.pk for row in _coded(Country, COUNTRIES, english.territories)]
        self.collections = {}
        self.slugs, self.next_number = set(), {}

    def write(self, facts):
        """One chunk; the titles, in order, with their keys."""
        posters = iter(insert(Image, [_poster(row) for row in facts if row.poster]))
        titles = [self._title(row, next(posters) if row.poster else None) for row in facts]
        keys = insert(Title, titles)
        for relation in ("genres", "tags", "countries"):
            self._link(relation, keys, facts)
        self._collect(keys, facts)
        return titles

    def _title(self, row, poster_id):
        publish_at, unpublish_at = _WINDOWS[row.window]
        return Title(
            kind=row.kind,
            name=row.name,
            original_name=row.original_name,
            slug=self._slug(row),
            synopsis="",
            released_on=row.released_on,
            release_precision=row.precision,
            last_aired_on=row.last_aired_on,
            production_status=_production_status(row),
            runtime=row.runtime,
            original_language=self.languages[row.language] if row.language >= 0 else None,
            imdb_rating=None if row.rating is None else Decimal(row.rating) / 10,
            imdb_votes=row.votes,
            metascore=row.metascore,
            poster_id=poster_id,
            state=row.state,
            publish_at=publish_at,
            unpublish_at=unpublish_at,
        )

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

    def _link(self, relation, keys, facts):
        through = getattr(Title, relation).through
        column = getattr(Title, relation).field.m2m_reverse_field_name() + "_id"
        terms = getattr(self, relation)
        rows = [
            {"title_id": key, column: terms[place]}
            for key, row in zip(keys, facts, strict=True)
            for place in getattr(row, relation)
        ]
        bulk.upsert(through, rows, ("title_id", column))

    def _collect(self, keys, facts):
        members = [(key, row) for key, row in zip(keys, facts, strict=True) if row.collection >= 0]
        new = {row.collection: row for _key, row in members if row.collection not in self.collections}
        made = insert(Collection, [_collection(row) for row in new.values()])
        self.collections |= {number: [key, 0] for number, key in zip(new, made, strict=True)}
        rows = []
        for title, row in members:
            collection = self.collections[row.collection]
            collection[1] += 1
            rows.append({"collection_id": collection[0], "title_id": title, "position": collection[1]})
        bulk.upsert(CollectionMembership, rows, ("collection_id", "title_id"))


def insert(model, objects):
    """Insert them; their primary keys, in order."""
    return [row.pk for row in model.objects.bulk_create(objects, batch_size=2_000)]


def _terms(model, names):
    return insert(model, [model(name=name, slug=slug_of(name)) for name in names])


def _coded(model, codes, words):
    return model.objects.bulk_create([model(code=code, name=words.get(code, code)) for code in codes])


def _tag_names():
    """Two words of the vocabulary each, in an order like chance."""
    chance = random.Random("tags")
    words = vocabulary()[20:8_000]
    return list(dict.fromkeys(f"{chance.choice(words)} {chance.choice(words)}" for _ in range(TAGS * 2)))


def _poster(row):
    key, width, tone, cell = row.poster
    return Image(
        key=key,
        role="poster",
        width=width,
        height=width * 3 // 2,
        format="jpeg",
        content_hash=hashlib.sha256(key.encode()).hexdigest(),
        focal_point=cell,
        tone=tone,
    )


def _collection(row):
    name = f"{row.name} collection"
    return Collection(name=name, slug=f"{slug_of(row.name)[:100]}-{row.number}", state="published")


def _production_status(row):
    if row.kind == "movie":
        return ""
    return "returning" if row.last_aired_on and row.last_aired_on.year >= THIS_YEAR else "ended"
