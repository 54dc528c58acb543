"""PURE. What changed within a text, word by word."""

import re
from difflib import SequenceMatcher

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_MOST_WORDS = 4000  # more are compared line by line: the comparison takes the square of their number


def word_diff(before, after):
    """([(text, whether it is gone)], [(text, whether it is new)]): the two sides, neighbours of a kind as one piece."""
    pattern = _WORDS if len(before) + len(after) < _MOST_WORDS * 6 else _LINES
    left, right = pattern.findall(before), pattern.findall(after)
    gone, new = [], []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        _add(gone, "".join(left[a:b]), kind != "equal")
        _add(new, "".join(right[c:d]), kind != "equal")
    return gone, new


def _add(pieces, text, is_changed):
    if not text:
        return
    if pieces and pieces[-1][1] == is_changed:
        text = pieces.pop()[0] + text
    pieces.append((text, is_changed))
