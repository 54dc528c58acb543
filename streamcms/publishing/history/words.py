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
    for is_changed, a, b, c, d in _runs(left, right):
        _add(gone, "".join(left[a:b]), is_changed)
        _add(new, "".join(right[c:d]), is_changed)
    return gone, new


def _runs(left, right):
    """(whether it changed, from and to on the left, on the right); a space between two changes is part of them."""
    found = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    for place, (kind, a, b, c, d) in enumerate(found):
        is_between = 0 < place < len(found) - 1 and not "".join(left[a:b]).strip()
        yield kind != "equal" or is_between, a, b, c, d


def _add(pieces, text, is_changed):
    if not text:
        return
    if pieces and pieces[-1][1] == is_changed:
        text = pieces.pop()[0] + text
    pieces.append((text, is_changed))
