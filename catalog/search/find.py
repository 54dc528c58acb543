"""Ranks what the index answers: exact names, names that begin so, words that do, then misspellings.

Of each kind of thing and each kind of match the weightiest n that can be seen are candidates (lookup.py), so that the
first n are the right n however large the catalogue is; only a missing article and whether another name answered are
ranked among those n alone. What was changed since it was indexed is read afresh, by the triggers' notes: the newest
`_CHANGES_READ`, which an editor does not make between two commands; imports and `rebuild` fold the notes in, and older
ones are found by their former names until then. Nothing is written.
"""

from dataclasses import dataclass

from catalog.models import Department, SearchChange, SearchSpelling
from catalog.search import words
from catalog.search.index import MODELS, Kind, read
from catalog.search.lookup import Lookup, Tokens
from streamcms.publishing.search_texts import forms

_FEW = 5  # with fewer results in all, misspellings are tried
_CHANGES_READ = 1_000  # noted changes that a search reads afresh
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
    """What answers, by `most`: kind -> how many at most. At most 30 queries, however large the catalogue."""
    return find_among(text, {kind: MODELS[kind].objects.visible(viewpoint) for kind in most}, most)


def find_among(text, things, most):
    """As find, among `things`: kind -> queryset; the office looks among what no viewer sees too."""
    query = words.Query(text)
    if not query.words:
        return Answer([])
    search = _Search(query, things, most)
    search.as_typed()
    if sum(map(len, search.found.values())) < _FEW:
        search.misspelled()
    groups = [Group(kind, _matches(kind, search.best(kind), query, things[kind])) for kind in most]
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
        near[word] = [each for each in sorted(held) if words.distance(word, each, most) <= most]
    return near


class _Search:
    """`found` is {kind: {id: (rank, -weight, slug, id)}}."""

    def __init__(self, query, things, most):
        self.query, self.most, self.things = query, most, things
        self.found = {kind: {} for kind in most}
        notes = list(SearchChange.objects.order_by("-pk").values_list("kind", "object_id", "pk")[:_CHANGES_READ])
        self.fresh = {kind: self._read({pk for of_kind, pk, _ in notes if of_kind == kind}, kind) for kind in most}
        self.lookup = Lookup(things, notes[-1][2] if notes else None)

    def best(self, kind):
        return sorted(self.found[kind].values())[: self.most[kind]]

    def as_typed(self):
        """Whole names and whole words first; what only begins so where those are not enough."""
        name, word, required = words.NAME, words.WORD, self.query.required
        self._rank_fresh()
        self._ask(
            self.most,
            *([Tokens.of(name, whole)] for whole in self.query.wholes),
            [Tokens.beginning(name, self.query.wholes[0])],
            [Tokens.of(word, each) for each in required],
        )
        short = [kind for kind, many in self.most.items() if self._count_whole(kind) < many]
        self._ask(short, [Tokens.beginning(word, each) for each in required])

    def misspelled(self):
        near = _near_words(self.query)
        self._rank_fresh(misspelled=True)
        if any(near.values()):
            self._ask(self.most, [_either(word, near[word]) for word in self.query.required], misspelled=True)

    def _ask(self, kinds, *alternatives, misspelled=False):
        if not kinds:
            return
        parts = [(kind, conditions, self.most[kind]) for kind in kinds for conditions in alternatives]
        for kind, object_id, weight, slug, folded in self.lookup.ask(parts):
            self._rank(kind, object_id, weight, bytes(slug), folded.split("\n"), misspelled)

    def _rank(self, kind, object_id, weight, slug, forms, misspelled):
        if object_id not in self.found[kind] and (rank := self.query.rank(forms, misspelled)):
            self.found[kind][object_id] = (rank, -weight, slug, object_id)

    def _rank_fresh(self, misspelled=False):
        for kind, things in self.fresh.items():
            for thing in things:
                self._rank(kind, thing.object_id, thing.weight, thing.slug, thing.forms, misspelled)

    def _read(self, changed, kind):
        """What was changed since it was indexed and can be seen, as it is now."""
        shown = self.things[kind].filter(pk__in=changed).values_list("pk", flat=True) if changed else ()
        return read(kind, list(shown)).values() if shown else ()

    def _count_whole(self, kind):
        return sum(rank[0] < words.STARTS for rank, *_ in self.found[kind].values())


def _either(word, near):
    """What begins as it was typed, or is one of these words."""
    tokens = Tokens.beginning(words.WORD, word)
    return Tokens([*tokens.texts, *(words.token(words.WORD, each) for each in near)], tokens.start)


def _matches(kind, found, query, things):
    ids = [object_id for *_, object_id in found]
    things = _LOADED[kind](things).in_bulk(ids)
    elsewhere = [pk for pk, thing in things.items() if not query.rank(forms(_shown_name(thing)))]
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
    ranked = [(rank, name) for name in names if (rank := query.rank(forms(name)))]
    return words.marked(min(ranked)[1], query) if ranked else []
