"""PURE. What is known of a title, as features of groups, and how much each group weighs."""

import re
import zlib
from typing import NamedTuple

# Order is part of the file's format: add at the end. The defaults were fitted by benchmarks/similar_quality.py's data.
DEFAULT_WEIGHTS = {
    "cast": 114,
    "director": 16,
    "writer": 35,
    "source": 122,
    "creator": 60,
    "composer": 11,
    "camera": 16,
    "editor": 12,
    "producer": 29,
    "genre": 115,
    "tag": 54,
    "collection": 120,
    "company": 41,
    "country": 1,
    "language": 70,
    "certification": 5,
    "name_word": 25,
    "word": 20,
}
DEFAULT_CLOSENESS = {"year": 88, "runtime": 100, "rating": 100, "votes": 100}
GROUPS = tuple(DEFAULT_WEIGHTS)
NUMBERS = tuple(DEFAULT_CLOSENESS)
GROUP_CODES = {name: code for code, name in enumerate(GROUPS)}
PERSON_GROUPS = ("cast", "director", "writer", "source", "creator", "composer", "camera", "editor", "producer")

UNKNOWN = -1  # a number that nobody knows
LONGEST_CAST = 15
FULL = 16  # the strength of a feature that holds wholly

# Exact jobs: an assistant director directs nothing here.
GROUP_OF_JOB = {
    "Director": "director",
    "Writer": "writer",
    "Screenplay": "writer",
    "Story": "writer",
    "Teleplay": "writer",
    "Author": "source",
    "Novel": "source",
    "Book": "source",
    "Short Story": "source",
    "Characters": "source",
    "Comic Book": "source",
    "Theatre Play": "source",
    "Original Music Composer": "composer",
    "Music": "composer",
    "Director of Photography": "camera",
    "Cinematography": "camera",
    "Editor": "editor",
    "Producer": "producer",
    "Executive Producer": "producer",
    "Creator": "creator",
}
_STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "the and his her their with for from who she they that but has have when into are this him not will must after "
        "out one two all was which while where only find new life part film movie story der die das und les des une",
    )
)
_WORD = re.compile(r"[^\W\d_]{3,}")


class Facts(NamedTuple):
    """One title: its key (any number that names it), its slug, features as {(group, id): strength of at most 16},
    and year, minutes, rating in tenths, votes; UNKNOWN where nobody knows."""

    key: int
    slug: str
    features: dict
    year: int = UNKNOWN
    runtime: int = UNKNOWN
    rating: int = UNKNOWN
    votes: int = UNKNOWN


def cast_strength(place):
    """Of the first billed 16, of the fifth 8, of the fifteenth 3."""
    return FULL * 4 // (4 + place)


def add_words(features, group, text):
    """Add the telling words of a text; how often a word stands there makes no difference."""
    for word in _WORD.findall(text.casefold()):
        if word not in _STOP_WORDS:
            features[group, zlib.crc32(word.encode())] = FULL
