"""PURE. Names and folded forms in few bytes: what neighbours share and what follows from a name is left out."""

import re

ARTICLE = b"The "
_MOST_SHARED = 255
_DERIVABLE = re.compile(r"[ -~]*[A-Za-z0-9][ -~]*")
_APOSTROPHES = re.compile(r"['`]")
_AMPERSANDS = re.compile(r"[&+]")
_SIGNS = re.compile(r"[^a-z0-9]+")
_ALL_FOLLOW = "\t"


def derived_forms(name):
    """The folded forms of a name of printable ASCII with a letter or a digit; none of any other.

    The same as streamcms/publishing/search_texts.py forms(), in what a script does as well.
    """
    if not _DERIVABLE.fullmatch(name):
        return []
    lower = name.lower()
    spellings = (lower, _APOSTROPHES.sub(" ", lower), _AMPERSANDS.sub(" and ", lower))
    return list(dict.fromkeys(_SIGNS.sub(" ", spelling.replace("'", "")).strip() for spelling in spellings))


def written_forms(name, forms):
    """The line of a title in the file; None where its one form is the name in lower case."""
    derived = derived_forms(name)
    if derived == forms == [name.lower()]:
        return None
    if forms[: len(derived)] != derived:
        return _ALL_FOLLOW + "\t".join(forms)
    return "\t".join(forms[len(derived) :])


def read_forms(name, line):
    """The reverse of written_forms."""
    if line is None:
        return [name.lower()]
    if line.startswith(_ALL_FOLLOW):
        return line[1:].split("\t")
    return [*derived_forms(name), *filter(None, line.split("\t"))]


def front_coded(names):
    """For each name whether it begins with the article, how many bytes it shares with the one before, what is left."""
    begins, shared, rests, before = [], [], [], b""
    for name in names:
        has_article = name.startswith(ARTICLE) and len(name) > len(ARTICLE)
        name = name[len(ARTICLE) :] if has_article else name
        length, most = 0, min(len(name), len(before), _MOST_SHARED)
        while length < most and name[length] == before[length]:
            length += 1
        begins.append(has_article)
        shared.append(length)
        rests.append(name[length:])
        before = name
    return begins, bytes(shared), rests


def decoded(begins, shared, rests):
    """The names, in bytes: the reverse of front_coded."""
    before = b""
    for has_article, length, rest in zip(begins, shared, rests, strict=True):
        before = before[:length] + rest
        yield ARTICLE + before if has_article else before
