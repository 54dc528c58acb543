"""PURE. Search in names: which titles have every word, at how close a level.

A word starts in a title where a word of its text begins so; it is contained where the text has it anywhere, which
counts from three letters on, or at once in a script that is written without spaces. Level 0: every word starts;
level 1: every word is contained. Where the whole library has neither, level 2: every word is contained or has five
letters or more and is one edit away from a whole word.
"""

import re

import numpy as np

NOWHERE = 3  # the level of a title that does not answer
_SHORTEST_INSIDE = 3
_SHORTEST_MISSPELLED, _SHORTEST_MEANT = 5, 4
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")


def is_misspellable(word):
    return len(word) >= _SHORTEST_MISSPELLED and not _UNSPACED.search(word)


def is_found_inside(word):
    """Whether it counts in the middle of a word."""
    return len(word) >= _SHORTEST_INSIDE or bool(_UNSPACED.search(word))


def levels(index, words):
    """The level of each row at which it answers these folded words: uint8."""
    found = np.full(len(index), NOWHERE, np.uint8)
    starts = [_rows_with(index, f" {word}") for word in words]
    inside = [
        start | _rows_with(index, word) if is_found_inside(word) else start
        for word, start in zip(words, starts, strict=True)
    ]
    found[_all(inside)] = 1
    found[_all(starts)] = 0
    if not (index.counts & (found < NOWHERE)).any():
        found[_all([mask | _misspelled(index, word) for word, mask in zip(words, inside, strict=True)])] = 2
    return found


def _all(masks):
    return np.logical_and.reduce(masks)


def _rows_with(index, text):
    """A mask of the rows whose search text has it."""
    lines, mask = index.texts["folded"], np.zeros(len(index), bool)
    places = [match.start() for match in re.finditer(re.escape(text.encode()), lines.blob)]
    mask[lines.rows_at(np.array(places, np.int64))] = True
    return mask


def _misspelled(index, word):
    mask = np.zeros(len(index), bool)
    if is_misspellable(word):
        for meant in near_words(word, index.spoken_words):
            mask |= _rows_with(index, f" {meant} ")
    return mask


def near_words(word, words):
    """Those of the words, four letters or more and of a script with spaces, that are one edit away from a word."""
    lengths = range(max(_SHORTEST_MEANT, len(word) - 1), len(word) + 2)
    return [
        each for each in words if len(each) in lengths and is_one_edit_away(word, each) and not _UNSPACED.search(each)
    ]


def is_one_edit_away(one, other):
    """Whether one letter inserted, deleted, changed or swapped with its neighbour makes the other, or nothing need be:
    an optimal string alignment of 1 at most."""
    shorter, longer = sorted((one, other), key=len)
    place = next((place for place, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    rest, longer_rest = shorter[place:], longer[place:]
    if len(rest) != len(longer_rest):
        return rest == longer_rest[1:]
    return rest[1:] == longer_rest[1:] or (rest[:2] == longer_rest[:2][::-1] and rest[2:] == longer_rest[2:])
