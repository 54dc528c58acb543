"""The age that a certification asks for. Most codes say it themselves; the others are those of the large countries."""

import re

_WORDS = {
    **dict.fromkeys(("G", "U", "TV-Y", "TV-G", "AL", "TP", "E", "ATP", "APT", "L", "T", "ALL", "BTL", "A.L."), 0),
    "TV-Y7": 7,
    "TV-PG": 8,
    "PG": 8,
    "U/A": 12,
    "UA": 12,
    "M": 15,
    "MA": 15,
    "R": 17,
    "TV-MA": 17,
    "NC-17": 18,
    "A": 18,
    "X": 18,
}
_NUMBER = re.compile(r"\d{1,2}")


def age_of(code):
    """Years, or None for a code that says nothing of age."""
    code = code.strip().upper()
    if code in _WORDS:
        return _WORDS[code]
    found = _NUMBER.search(code)
    return int(found[0]) if found else None
