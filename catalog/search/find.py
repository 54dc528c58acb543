"""Asks the index and ranks what it answers: exact names, names that begin so, words that do, then misspellings.

Each kind of match is a query of its own that takes the weightiest first, so that the first n are the right n however
large the catalogue is. Everything passes `visible(viewpoint)` in the same query. Nothing is written.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from catalog.models import Department, SearchChange, SearchEntry, SearchSpelling, SearchToken
from catalog.search import words
from catalog.search.index import MODELS, Kind, read

_FEW = 5  # with fewer results in all, misspellings are tried
_CHANGES_READ = 2_000  # noted changes that a search reads afresh; refresh folds in the rest
_WORDS_TRIED = 4
_LOADED = {
    Kind.TITLE: lambda titles: titles.with_card_data(),
    Kind.PERSON: lambda people: people.with_page_data(),
    Kind.EPISODE: lambda episodes: episodes.with_card_data(),
    Kind.COLLECTION: lambda collections: collections.select_related("poster"),
}


@dataclass(slots=True)
class Match:
    """`pieces` of the name are (text, whether it answers); `also` is the other name that it was found by, if it was."""

    thing: object
    rank: tuple
    pieces: list
    also: list

    @property
    def tone(self):
        """What the tone of a thing without a picture is made from."""
        return getattr(self.thing, "slug", "") or self.thing.season.show.slug

    @property
    def craft(self):
        """A person's department in words."""
        known = self.thing.known_for_department
        return Department(known).label if known in Department.values else ""


@dataclass(slots=True)
class Group:
    kind: str
    matches: list


@dataclass(slots=True)
class Answer:
    """Groups with something in them, the one with the best match first."""

    groups: list

    @property
    def count(self):
        return sum(len(group.matches) for group in self.groups)

    @property
    def best(self):
        return self.groups[0].matches[0] if self.groups else None

    @property
    def is_misspelled(self):
        """Whether nothing is spelled as it was typed."""
        return bool(self.groups) and self.best.rank[0] == words.MISSPELLED


def find(text, viewpoint, most):
    """What answers, by `most`: kind -> how many at most. At most 40 queries, however large the catalogue."""
    query = words.Query(text)
    if not query.words:
        return Answer([])
    changed = _changed()
    ranked = {kind: _Search(query, kind, viewpoint, changed[kind], many).run() for kind, many in most.items()}
    if sum(map(len, ranked.values())) < _FEW:
        near = _near_words(query)
        for kind, many in most.items():
            ranked[kind] = _Search(query, kind, viewpoint, changed[kind], many).run(near, ranked[kind])
    groups = [Group(kind, _matches(kind, found, query, viewpoint)) for kind, found in ranked.items()]
    order = list(most)
    groups = sorted((g for g in groups if g.matches), key=lambda g: (g.matches[0].rank[:3], order.index(g.kind)))
    return Answer(groups)


def instead(text, viewpoint):
    """Names that a part of what was typed would find, for when the whole finds nothing: three at most."""
    names = {}
    for word in words.Query(text).required[:_WORDS_TRIED]:
        answer = find(word, viewpoint, {Kind.TITLE: 1, Kind.PERSON: 1}) if len(word) > 2 else None
        if answer and answer.best:
            names[_shown_name(answer.best.thing)] = None
    return list(names)[:3]


def _changed():
    changed = defaultdict(set)
    for kind, object_id in SearchChange.objects.order_by("-pk").values_list("kind", "object_id")[:_CHANGES_READ]:
        changed[kind].add(object_id)
    return changed


def _near_words(query):
    """Each required word with the words of the index that it may be a misspelling of: one query."""
    keys = {word: words.spelling_keys(word) for word in query.required}
    every = set().union(*keys.values())
    held = {
        bytes(word).decode() for word in SearchSpelling.objects.filter(key__in=every).values_list("word", flat=True)
    }
    near = {}
    for word in query.required:
        most = words.misspellings_allowed(word)
        near[word] = [each.encode() for each in sorted(held) if words.distance(word, each, most) <= most]
    return near


class _Search:
    """One kind of thing: `run` gives [(rank, -weight, slug, id)], the best first."""

    def __init__(self, query, kind, viewpoint, changed, many):
        self.query, self.kind, self.changed, self.many = query, kind, changed, many
        self.visible = MODELS[kind].objects.visible(viewpoint)
        self.entries = (
            SearchEntry.objects.filter(kind=kind)
            .filter(Exists(self.visible.filter(pk=OuterRef("object_id"))))
            .exclude(object_id__in=changed)
            .order_by("-weight", "slug")
        )

    def run(self, near=None, found=()):
        """With `near` words misspellings alone are looked for, beside what was `found` before."""
        found = {entry[-1]: entry for entry in found} | dict(self._fresh(near is not None))
        for stage in self._stages(near):
            entries = self._with_all(stage)[: self.many].values_list("object_id", "weight", "slug", "folded")
            for object_id, weight, slug, folded in entries:
                if rank := self.query.rank(folded.split("\n"), near is not None):
                    found[object_id] = (rank, -weight, bytes(slug), object_id)
            if sum(entry[0][0] < words.STARTS for entry in found.values()) >= self.many:
                break
        return sorted(found.values())[: self.many]

    def _stages(self, near):
        """Conditions on tokens, all of which an entry must meet: the better kinds of match first."""
        required = self.query.required
        if near is not None:
            if any(near.values()):
                yield [_begins(word) | Q(text__in=near[word]) for word in required]
            return
        yield [Q(text__in=[_token(f"={whole}") for whole in self.query.wholes])]
        yield [_begins(f"={self.query.wholes[0]}")]
        yield [Q(text=_token(word)) for word in required]
        yield [_begins(word) for word in required]

    def _with_all(self, conditions):
        first, *others = conditions
        entries = self.entries.filter(pk__in=SearchToken.objects.filter(first).values("entry"))
        for condition in others:
            entries = entries.filter(Exists(SearchToken.objects.filter(condition, entry=OuterRef("pk"))))
        return entries

    def _fresh(self, misspelled):
        """What was changed since it was indexed, by the names that it has now."""
        if not self.changed:
            return
        shown = list(self.visible.filter(pk__in=self.changed).values_list("pk", flat=True))
        for thing in read(self.kind, shown).values():
            if rank := self.query.rank(thing.forms, misspelled):
                yield thing.object_id, (rank, -thing.weight, thing.slug, thing.object_id)


def _token(text):
    return text.encode()[: words.LONGEST_TOKEN]


def _begins(text):
    return Q(text__gte=_token(text), text__lt=_token(text) + b"\xff")


def _matches(kind, found, query, viewpoint):
    ids = [object_id for *_, object_id in found]
    things = _LOADED[kind](MODELS[kind].objects.visible(viewpoint)).in_bulk(ids)
    elsewhere = [pk for pk, thing in things.items() if not query.rank(words.forms(_shown_name(thing)))]
    names = {pk: thing.names for pk, thing in read(kind, elsewhere).items()} if elsewhere else {}
    return [
        Match(things[pk], rank, words.marked(_shown_name(things[pk]), query), _also(query, names.get(pk, ())))
        for rank, _, _, pk in found
        if pk in things
    ]


def _shown_name(thing):
    """The name in the page's language."""
    return getattr(thing, "localised", thing).name


def _also(query, names):
    """The name, of several, that answers as it was typed, in pieces; nothing when none does."""
    ranked = [(rank, name) for name in names if (rank := query.rank(words.forms(name)))]
    return words.marked(min(ranked)[1], query) if ranked else []
