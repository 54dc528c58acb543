"""The names of all that can be found, in files small enough to be fetched as one types: static-search.js reads them.

Every place in a name where one may begin to type is a start. A file holds the things that have a start with certain
first letters: all of them where they are few, else, for these letters alone, the best of each kind; one more letter
then tells the next file. `index.json` says which letters have a file, and its name, which is of its content:
{"files": {letters: [name, whether it holds all]}, "optional": [articles]}. Letters and a space are a whole word.
"""

import hashlib
import json
from collections import defaultdict
from math import log2
from operator import attrgetter

from django.db.models import Count
from django.utils import translation
from django.utils.translation import gettext as _

from catalog.models import Collection, CollectionMembership, Credit, Department, Episode, SearchEntry, Title
from catalog.search.index import MODELS, read
from catalog.search.words import OPTIONAL, starts, without_article
from people.models import Person
from streamcms.publishing.search_texts import forms
from streamcms.publishing.translated import load_translations
from theming.templatetags.artwork import lit_tone
from theming.templatetags.wording import department, years

Kind = SearchEntry.Kind
_FEW = 120  # things that a file may hold
_MOST_OF_ONE_WORD = 400
_BEST = {Kind.TITLE: 36, Kind.PERSON: 18, Kind.COLLECTION: 12, Kind.EPISODE: 12}  # as the search page shows
_LONGEST = 24  # letters
_WIDTH = 160  # pixels of a picture


class Entry:
    """One thing: `said` is what a browser gets of it, `starts` {start: rank}, less is better."""

    def __init__(self, kind, said, names, weight, slug):
        self.kind, self.said, self.order = kind, said, (-weight, slug)
        if weight:
            self.said["w"] = round(8 * log2(1 + weight))  # so that files change only when the order may
        self.starts = {}
        for form in dict.fromkeys(form for name in names for form in forms(name)):
            words = form.split()
            for whole in ("".join(words), "".join(without_article(words))):
                self._start(whole[:_LONGEST], 1)
            for word in words:
                for start in starts(word):
                    self._start(start[:_LONGEST], 2)

    def _start(self, text, rank):
        self.starts[text] = min(rank, self.starts.get(text, rank))


def shards(viewpoint, language):
    """(name, bytes) of each file for one language; the index is named index.json."""
    with translation.override(language):
        entries = sorted(_entries(viewpoint), key=attrgetter("order"))
    items = [(start, rank, place) for place, entry in enumerate(entries) for start, rank in entry.starts.items()]
    files = {}
    for letters, places, is_whole in _split("", items, entries):
        body = _json([entries[place].said for place in places])
        name = f"{hashlib.sha256(body).hexdigest()[:12]}.json"
        files[letters] = [name, int(is_whole)]
        yield name, body
    yield "index.json", _json({"files": files, "optional": sorted(OPTIONAL)})


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _split(letters, items, entries):
    """(letters, places of entries, whether these are all) for these letters and those that go on from them."""
    places = sorted({place for _start, _rank, place in items})
    if len(places) <= _FEW and letters:
        yield letters, places, True
        return
    if letters:
        yield letters, _best(letters, items, entries), False
    onwards = defaultdict(list)
    for item in items:
        onwards[item[0][len(letters) : len(letters) + 1]].append(item)
    for letter, some in sorted(onwards.items()):
        if letter:
            yield from _split(letters + letter, some, entries)
        else:
            whole = sorted({place for _start, _rank, place in some})
            yield f"{letters} ", whole[:_MOST_OF_ONE_WORD], len(whole) <= _MOST_OF_ONE_WORD


def _best(letters, items, entries):
    ranks = {}
    for start, rank, place in items:
        rank = min(rank - (start == letters), ranks.get(place, 9))
        ranks[place] = rank
    left, best = dict(_BEST), []
    for place in sorted(ranks, key=lambda place: (ranks[place], place)):
        if left[entries[place].kind]:
            left[entries[place].kind] -= 1
            best.append(place)
    return sorted(best)


def _entries(viewpoint):
    for kind, (queryset, say) in _SAID.items():
        things = load_translations(queryset(viewpoint), *_TRANSLATED.get(kind, [""]))
        found, weights = read(kind), _weights(kind, viewpoint)
        for thing in things:
            if thing.pk in found and any(name.strip() for name in found[thing.pk].names):
                said = {"k": kind.value, "u": thing.get_absolute_url().lstrip("/")} | say(thing)
                shown = said["n"]
                names = list(dict.fromkeys([shown, *found[thing.pk].names]))
                if others := [name for name in names[1:] if name.strip()]:
                    said["a"] = others
                weight = weights.get(thing.pk, 0) if weights is not None else found[thing.pk].weight
                yield Entry(kind, said, names, weight, found[thing.pk].slug)


def _weights(kind, viewpoint):
    """Of people and collections, how many visible titles they are in: the search's own weights count hidden ones."""
    titles = Title.objects.visible(viewpoint)
    rows = {
        Kind.PERSON: (Credit.objects.visible(viewpoint), "person"),
        Kind.COLLECTION: (CollectionMembership.objects.filter(title__in=titles), "collection"),
    }
    if kind not in rows:
        return None
    things, column = rows[kind]
    return dict(things.order_by().values_list(column).annotate(Count("pk")))


def _title(title):
    said = {"n": title.localised.name, "s": title.slug, "h": title.kind} | _pictured(title.poster, title.slug)
    said |= {"y": years(title), "r": str(title.imdb_rating or "")}
    return said | {"g": _(", ").join(str(genre) for genre in title.genres.all()[:3])}


def _person(person):
    craft = person.known_for_department
    words = str(department(craft)) if craft in Department.values else ""
    return {"n": person.localised.name, "f": words[:1].upper() + words[1:]} | _pictured(person.portrait, person.slug)


def _episode(episode):
    show = episode.season.show
    said = {"n": str(episode.localised.name), "f": f"{show.localised.name} · {episode.code}"}
    return said | _pictured(episode.still, show.slug)


def _collection(collection):
    return {"n": collection.localised.name} | _pictured(collection.poster, collection.slug)


def _pictured(image, slug):
    """The picture's file and its tone, or the tone of what has none."""
    if image is None:
        return {"t": lit_tone(slug)}
    width = next((width for width in image.widths if width >= _WIDTH), image.widths[-1])
    return {"p": image.rendition_name(width, image.fallback_format), "t": image.tone}


_SAID = {
    Kind.TITLE: (
        lambda at: Title.objects.visible(at).select_related("poster").prefetch_related("genres"),
        _title,
    ),
    Kind.PERSON: (lambda at: Person.objects.visible(at).select_related("portrait"), _person),
    Kind.EPISODE: (lambda at: Episode.objects.visible(at).select_related("still", "season__show"), _episode),
    Kind.COLLECTION: (lambda at: Collection.objects.visible(at).select_related("poster"), _collection),
}
_TRANSLATED = {Kind.TITLE: ["", "genres"], Kind.EPISODE: ["", "season__show"]}
assert _SAID.keys() == MODELS.keys()
