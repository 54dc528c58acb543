"""How names and what is typed are compared: folding, words, misspellings, rank. Nothing here reads the database."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from zlib import crc32

from streamcms.publishing.search_texts import fold
from streamcms.publishing.sort_keys import ARTICLES

LONGEST_QUERY = 200  # characters; the rest is not read
_MOST_WORDS = 8
LONGEST_TOKEN = 120  # bytes
NAME, WORD = b"=", b"-"
STARTS_OF = {NAME: b"<", WORD: b"^"}  # marks of the first letters of names and of words
SHORT = 3  # letters; such beginnings are tokens of their own, since thousands of names have them
# Written without spaces, so that a word may begin anywhere in a run: kana, Han, Thai.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
_ARABIC_ARTICLE = "ال"
OPTIONAL = frozenset(word for words in ARTICLES.values() for word in words if "'" not in word) | {"and", "und", "et"}

EXACT, WHOLE, STARTS, MISSPELLED = range(4)


def without_article(words):
    return words[1:] if len(words) > 1 and words[0] in OPTIONAL else words


def token(mark, text):
    """What the index holds of a word or a whole name: bytes, of which the first says what it is."""
    return mark + text.encode()[:LONGEST_TOKEN]


def tokens(form):
    """What a folded form is found by: its words, the whole of it without spaces, and how both start."""
    words = form.split()
    found = {(NAME, "".join(words)), (NAME, "".join(without_article(words)))}
    found.update((WORD, start) for word in words for start in starts(word))
    found |= {(STARTS_OF[mark], text[:length]) for mark, text in found for length in range(1, SHORT + 1)}
    return {token(mark, text) for mark, text in found}


def starts(word):
    """A word, and where else in it one may begin to type."""
    yield word
    if word.startswith(_ARABIC_ARTICLE) and len(word) > 4:
        yield word[len(_ARABIC_ARTICLE) :]
    for match in _UNSPACED.finditer(word, 1):
        yield word[match.start() :]


@lru_cache(maxsize=5_000)
def _parts(form):
    """The words of a folded form, the whole of it with its article and without, and where one may begin to type."""
    words = form.split()
    wholes = frozenset(("".join(words), "".join(without_article(words))))
    return words, wholes, frozenset(start for word in words for start in starts(word))


def misspellings_allowed(word):
    if len(word) < 4 or _UNSPACED.search(word):
        return 0
    return 1 if len(word) < 8 else 2


def spelling_keys(word):
    """Hashes that two words share when they are one letter apart, and mostly when two (long words).

    The deletion neighbourhood of SymSpell (W. Garbe), one deletion deep; long words also by their consonants,
    since it is vowels and doubled letters that people miss. What shares a key is measured by `distance`.
    """
    if not misspellings_allowed(word):
        return set()
    shapes = _with_deletions(word)
    if len(word) >= 7:
        skeleton = word[0] + re.sub(r"[aeiouyh]", "", word[1:])
        skeleton = re.sub(r"(.)\1+", r"\1", skeleton)
        if len(skeleton) >= 3:
            shapes |= {f"~{shape}" for shape in (_with_deletions(skeleton) if len(skeleton) >= 5 else {skeleton})}
    return {crc32(shape.encode()) for shape in shapes}


def _with_deletions(word):
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


@lru_cache(maxsize=20_000)
def distance(one, other, most):
    """Letters to insert, delete, change or swap with a neighbour (optimal string alignment); at most `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, last, row = [], [], list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = last, row, [i]
        for j, b in enumerate(other, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return row[-1]


@dataclass(frozen=True)
class Query:
    """What was typed, read once."""

    text: str

    @cached_property
    def words(self):
        return fold(self.text[:LONGEST_QUERY]).split()[:_MOST_WORDS]

    @cached_property
    def required(self):
        """Words that a name must have: all but articles, unless there is nothing else. The longest first."""
        words = [word for word in self.words if word not in OPTIONAL] or self.words
        return sorted(dict.fromkeys(words), key=len, reverse=True)

    @cached_property
    def wholes(self):
        """The query as a whole name without spaces, with its article and without."""
        return list(dict.fromkeys("".join(words) for words in (self.words, without_article(self.words)) if words))

    def rank(self, name_forms, misspelled=False):
        """How well the best of these folded forms answers, less is better; None when none does.

        A tuple: what kind of match, articles that the name lacks, letters that differ, which of the names it was.
        """
        ranks = (self._rank(form, place, misspelled) for place, form in enumerate(name_forms))
        return min((rank for rank in ranks if rank), default=None)

    def _rank(self, form, place, misspelled):
        words, wholes, beginnings = _parts(form)
        lacking = sum(word not in words for word in self.words if word in OPTIONAL)
        if not wholes.isdisjoint(self.wholes):
            return EXACT, lacking, 0, place
        if any(whole.startswith(self.wholes[0]) for whole in wholes):
            return WHOLE, lacking, 0, place
        if beginnings.issuperset(self.required):
            return WHOLE, lacking, 0, place
        if all(any(start.startswith(word) for start in beginnings) for word in self.required):
            return STARTS, lacking, 0, place
        if misspelled and (letters := self._letters_apart(words)) is not None:
            return MISSPELLED, letters, lacking, place
        return None

    def _letters_apart(self, words):
        total = 0
        for wanted in self.required:
            most = misspellings_allowed(wanted)
            least = min((0 if word.startswith(wanted) else distance(wanted, word, most) for word in words), default=9)
            if least > most:
                return None
            total += least
        return total


def marked(name, query):
    """A name in pieces (text, whether it answers the query), for highlighting; nothing of the name is lost."""
    pieces, end = [], 0
    for match in re.finditer(r"\w+", name):
        length = max((_covered(match[0], word) for word in query.words), default=0)
        if length:
            pieces += [(name[end : match.start()], False), (match[0][:length], True)]
            end = match.start() + length
    return [piece for piece in [*pieces, (name[end:], False)] if piece[0]]


def _covered(word, wanted):
    """How many letters of a word as written stand for what was typed."""
    folded_word = fold(word)
    if folded_word.startswith(wanted):
        return next(count for count in range(1, len(word) + 1) if len(fold(word[:count])) >= len(wanted))
    if wanted.startswith(folded_word) and len(folded_word) > 2:
        return len(word)
    most = misspellings_allowed(wanted)
    return len(word) if most and distance(wanted, folded_word, most) <= most else 0
