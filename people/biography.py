"""How much of a biography stands open, and what is folded away."""

import re

OPEN = 600  # characters that are read without a click
SLACK = 300  # a rest shorter than this is not worth a fold

_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'»”’)\]]*(?:\s+|(?<=[。！？]))")


def fold(text):
    """(what stands open, the rest or ""), parted after a sentence; a text without any is left whole."""
    text = text.strip()
    if len(text) <= OPEN + SLACK:
        return text, ""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    cut = max((end for end in ends if end <= OPEN), default=next(iter(ends), len(text)))
    return text[:cut].rstrip(), text[cut:].lstrip()
