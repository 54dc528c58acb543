"""Invented names: words of a Zipf vocabulary, in the title's language and script. No Django."""

import random
from functools import lru_cache

import numpy as np


def listed(text):
    """The words of a text, for tables that would be long with a quotation mark around each."""
    return text.split()


_SMALL = ("the", "of", "a", "and", "in", "to", "on", "for", "from", "with", "my", "is", "at", "no", "you", "me", "it")
_COMMON = listed(
    "love man night last life day house girl dead blood story dark city time black world king boy woman star moon "
    "heart dream red little secret lost home road good big death fire war wild white one two children summer "
    "family dog christmas school island brothers murder land blue devil kiss angel game return winter train garden "
    "water river bridge street stranger shadow light sun storm sea mountain window door letter song dance music "
    "mother father sister daughter son wife husband friend enemy hunter queen prince soldier doctor captain thief "
    "ghost witch monster dragon wolf tiger bird horse cat fish snake rose flower tree forest desert snow rain wind "
    "ice stone gold silver iron glass paper silk bread honey salt wine hotel hospital church tower castle bank market "
    "village country north south east west paradise heaven hell"
)
_STARTS = listed("b c d d f g h k l l m m n n p r r s s t t v w br ch gr sh st th tr")
_VOWELS = listed("a a a a e e e e e i i i o o o u u ea ai")
_ENDS = ["", "", "", "", "n", "n", "r", "r", "s", "l", "t", "d", "ng", "nd", "st"]
_VOCABULARY = 60_000
# Exponents of the ranks of words in a name, and of words that stand alone. As many English names as TMDB 5000 has films
# then have 5,600 distinct words (those have 5,100), 15.0 letters each (15.3), and take 6.3 bytes in brotli (6.1).
_IN_A_NAME, _ALONE = 1.1, 0.95

# What becomes of a letter in a language's own spelling; a third of its words have one.
_ACCENTS = {
    "fr": "eé aà oô cç", "es": "oó aá ií nñ", "pt": "aã cç eê oõ", "de": "uü oö aä", "it": "aà oò uù eè",
    "sv": "aå oö eä", "da": "oø aå eæ", "no": "oø aå", "fi": "aä oö", "pl": "lł oó sś eę", "cs": "rř eě cč aá",
    "sk": "cč aá lľ", "hu": "oő uű aá eé", "tr": "sş iı uü gğ", "ro": "aă sș tț", "hr": "cć sš zž", "vi": "eế oơ aâ",
    "is": "aá oö dð", "et": "oõ aä", "lv": "aā eē", "lt": "eė sš", "ca": "eè oò", "eu": "", "nl": "eë", "sl": "cč sš",
}  # fmt: skip
_ALPHABETS = {
    "cyrillic": "абцдефгхийклмнопкрстувшксуз",
    "greek": "αβξδεφγηιτκλμνοπθρστυβωχυζ",
    "arabic": "ابكدهفغحيجكلمنوبقرستعفوخيز",
    "hebrew": "אבקדהפגחיגכלמנופקרסטעבושיז",
    "devanagari": "अबकदएफगहइजकलमनओपखरसतउवशछयज",
}
_SCRIPTS = {
    "ru": "cyrillic", "uk": "cyrillic", "bg": "cyrillic", "sr": "cyrillic", "mk": "cyrillic", "kk": "cyrillic",
    "el": "greek", "ar": "arabic", "fa": "arabic", "ur": "arabic", "he": "hebrew", "hi": "devanagari",
    "mr": "devanagari", "ne": "devanagari",
}  # fmt: skip
# Scripts written in syllables or signs: first sign and how many are in use.
_SIGNS = {"ja": (0x3042, 80), "zh": (0x4E00, 3500), "cn": (0x4E00, 3500), "ko": (0xAC00, 2400), "th": (0x0E01, 46)}
_UNSPACED = {"ja", "zh", "cn", "th"}
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI")
# How many words, in percent: most names are short.
_LENGTHS = np.repeat([1, 2, 3, 4, 5, 6], [20, 36, 25, 11, 5, 3])


def invented_word(chance):
    """A word that could be said, of one to three syllables."""
    syllables = chance.choice((1, 1, 2, 2, 2, 3))
    parts = (chance.choice(_STARTS) + chance.choice(_VOWELS) for _ in range(syllables))
    return "".join(parts) + chance.choice(_ENDS)


@lru_cache(maxsize=1)
def vocabulary():
    """Words by rank: small words, common words, then invented ones, the short before the long."""
    chance = random.Random("vocabulary")
    invented = {}
    while len(invented) < _VOCABULARY:
        invented[invented_word(chance)] = None
    known = {*_SMALL, *_COMMON}
    by_length = sorted(invented, key=lambda word: len(word) + chance.gauss(0, 1.5))
    return [*_SMALL, *_COMMON, *(word for word in by_length if word not in known)]


@lru_cache(maxsize=4)
def _chances(exponent):
    """Zipf's law after Mandelbrot, added up."""
    weights = (np.arange(len(vocabulary())) + 4.0) ** -exponent
    return np.cumsum(weights / weights.sum())


class Names:
    """Names in one stream of chance; `random` is NumPy's."""

    def __init__(self, random):
        self.random = random
        self._ranks, self._content, self._dice = iter(()), iter(()), iter(())

    def make(self, language):
        """A name in that language: (name, whether its words are Latin)."""
        count = int(_LENGTHS[int(self.dice() * len(_LENGTHS))])
        ranks = [self._content_rank()] if count == 1 else [self._rank() for _ in range(count)]
        while ranks[-1] < len(_SMALL):  # no name ends in "of"
            ranks[-1] = self._content_rank()
        if language == "en":
            return self._decorated(" ".join(_titled(ranks)))
        return _in_language(ranks, language)

    def sequel(self, name, part):
        """The name of what follows as that part: a number, or words of its own after a colon."""
        stem = name.partition(":")[0]
        kind = self.dice()
        if kind < 0.45:
            return f"{stem} {part}"
        if kind < 0.6 and part < len(_ROMAN):
            return f"{stem} {_ROMAN[part]}"
        return f"{stem}: {' '.join(_titled([self._content_rank(), self._content_rank()]))}"

    def person(self):
        """First names are few and shared, last names many."""
        words = vocabulary()
        first = words[200 + int(self.dice() ** 3 * 4_000)]
        return f"{first} {words[200 + int(self.dice() ** 1.5 * 40_000)]}".title()

    def phrase(self):
        """Two words, for a tag or a collection."""
        return f"{vocabulary()[self._content_rank()]} {vocabulary()[self._content_rank()]}"

    def dice(self):
        """A number from 0 up to 1; numbers come from NumPy by the thousand, which is ten times quicker."""
        try:
            return next(self._dice)
        except StopIteration:
            self._dice = iter(self.random.random(20_000).tolist())
            return next(self._dice)

    def _rank(self):
        try:
            return next(self._ranks)
        except StopIteration:
            self._ranks = iter(np.searchsorted(_chances(_IN_A_NAME), self.random.random(20_000)).tolist())
            return next(self._ranks)

    def _content_rank(self):
        """A word that can stand alone: no small one, and flatter, since few films share a whole name."""
        while True:
            for rank in self._content:
                if rank >= len(_SMALL):
                    return rank
            self._content = iter(np.searchsorted(_chances(_ALONE), self.random.random(20_000)).tolist())

    def _decorated(self, name):
        """Articles, signs and numbers as often as real names have them."""
        kind = self.dice()
        if kind < 0.2:
            return f"The {name}" if not name.startswith("The ") else name
        if kind < 0.23:
            return f"A {name}" if not name.startswith("A ") else name
        if kind < 0.29:
            return f"{name}: {' '.join(_titled([self._rank(), self._content_rank()]))}"
        if kind < 0.33:
            return f"{' '.join(_titled([self._content_rank()]))}'s {name}"
        if kind < 0.36:
            return f"{name} {int(2 + self.dice() ** 3 * 98)}"
        if kind < 0.375:
            return f"{name}{'!?…'[int(self.dice() * 3)]}"
        if kind < 0.39:
            return f"{name} & {' '.join(_titled([self._content_rank()]))}"
        if kind < 0.4:
            return f"{' '.join(_titled([self._content_rank()]))}-{name}"
        return name


def _titled(ranks):
    """Words with their capitals; a small one within a name has none."""
    words = vocabulary()
    return [
        words[rank] if place and rank < len(_SMALL) else words[rank].capitalize() for place, rank in enumerate(ranks)
    ]


def _in_language(ranks, language):
    words = [_word_in(rank, language) for rank in ranks]
    if language in _UNSPACED:
        return "".join(words)
    return " ".join(words) if language in _SIGNS else " ".join(words).capitalize()


@lru_cache(maxsize=200_000)
def _word_in(rank, language):
    word = vocabulary()[min(rank + len(_SMALL) + len(_COMMON), len(vocabulary()) - 1)]  # invented ones, not English
    if language in _SIGNS:
        first, count = _SIGNS[language]
        signs = random.Random(f"{language} {rank}")
        return "".join(chr(first + int(count * signs.random() ** 2)) for _ in range(1 + len(word) // 4))
    if language in _SCRIPTS:
        alphabet = _ALPHABETS[_SCRIPTS[language]]
        return "".join(alphabet[ord(letter) - ord("a")] for letter in word)
    if rank % 3 == 0:
        for plain, accented in _ACCENTS.get(language, "").split():
            if plain in word:
                return word.replace(plain, accented, 1)
    return word
