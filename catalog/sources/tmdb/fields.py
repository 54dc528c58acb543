"""Reading one JSON object whose values may be of any type: typed access that notes what is odd and goes on. PURE."""

import datetime as dt
import re
import unicodedata

from catalog.sources.records import BadRecord

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?")
_WHITESPACE_IN_LINES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_SHOWN_IN_NOTICES = 60  # characters of a value that a notice quotes
SMALLEST_YEAR, LARGEST_YEAR = 1, 2200
LARGEST_NUMBER = 32_767  # of a small integer column


def clean(text, lines=False):
    """NFC without control characters, no space at either end, runs of space made one; `lines` keeps line breaks."""
    if text.isprintable():  # the common case: no control or format characters, no space but U+0020
        return " ".join(unicodedata.normalize("NFC", text).split())
    if lines:
        text = re.sub(r"\r\n?|\u2028|\u2029|\x85", "\n", text)
    text = "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cs")
    )
    if all(character.isspace() or unicodedata.category(character) == "Cf" for character in text):
        return ""  # nothing that could be seen
    if not lines:
        return " ".join(text.replace("\ufeff", "").split())
    text = "\n".join(_WHITESPACE_IN_LINES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).replace("\ufeff", "").strip()


def cut_at_word(text, limit):
    """At most `limit` characters, ending at a word where there is one in the last half, and with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head.rpartition(" ")[0]
    return (at_word if len(at_word) >= limit // 2 else head).rstrip(" ,;:/-") + "…"


def whole_number(value):
    """An int from 3, 3.0 or " 3 "; None for what is not a whole number."""
    if isinstance(value, str):
        try:
            return int(value) if value.isascii() else None
        except ValueError:
            return None
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def quoted(value):
    shown = clean(value if isinstance(value, str) else repr(value))
    return f'"{shown[:_SHOWN_IN_NOTICES]}…"' if len(shown) > _SHOWN_IN_NOTICES else f'"{shown}"'


class Reader:
    """One JSON object of a payload.

    `place` ("movie 550") and `path` ("credits.") stand before the field in every notice; `notices` is shared by all the
    readers of a payload. A null, missing or mistyped value reads as its empty form; what is odd about it is noted.
    """

    __slots__ = ("data", "notices", "path", "place")

    def __init__(self, data, place, notices, path=""):
        self.data, self.place, self.notices, self.path = data, place, notices, path

    def __contains__(self, key):
        return key in self.data

    def note(self, key, problem):
        self.notices.append(f"{self.place}: {self.path}{key}: {problem}")

    def text(self, key, limit=None, lines=False):
        value = self.data.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            if whole_number(value) is None:
                self.note(key, f"{quoted(value)} is not a text; left out")
                return ""
            value = str(value)
        value = clean(value, lines)
        if limit and len(value) > limit:
            self.note(key, f"{quoted(value)} has {len(value)} characters; cut at {limit}")
            value = cut_at_word(value, limit)
        return value

    def number(self, key, smallest=1, largest=LARGEST_NUMBER):
        """A whole number within those bounds, or None. Where `smallest` is 1, TMDB's 0 means unknown: no notice."""
        value = self.data.get(key)
        if value is None or value == "":
            return None
        number = whole_number(value)
        if number is None:
            self.note(key, f"{quoted(value)} is not a whole number; left out")
        elif smallest <= number <= largest:
            return number
        elif number or smallest != 1:
            self.note(key, f"{quoted(number)} is not between {smallest} and {largest}; left out")
        return None

    def identifier(self, key="id"):
        """A TMDB number as text, or ""."""
        number = whole_number(self.data.get(key))
        return str(number) if number is not None and 0 < number < 10**18 else ""

    def matching(self, key, pattern, what):
        """A text of that form (a compiled pattern), or "" with a notice; blank is "" without one."""
        value = self.text(key)
        if value and not pattern.fullmatch(value):
            self.note(key, f"{quoted(value)} is not {what}; left out")
            return ""
        return value

    def date(self, key, earliest=SMALLEST_YEAR, whole=False):
        """A partial date as text ("1922", "1922-03", "1922-03-04"), or ""; `whole` refuses one without its day."""
        value = self.text(key)
        if not value:
            return ""
        match = _DATE.fullmatch(value)
        year, month, day = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
        if not earliest <= year <= LARGEST_YEAR or (whole and not (month and day)):
            self.note(key, f"{quoted(value)} is not a date; left out")
            return ""
        try:
            first_day = dt.date(year, month or 1, (day or 1) if month else 1)
        except ValueError:
            self.note(key, f"{quoted(value)} is not a day of the calendar; left out")
            return ""
        return first_day.isoformat()[: 10 if month and day else 7 if month else 4]

    def part(self, key):
        """The object under that key as a Reader, or None; anything else than an object or null is noted."""
        value = self.data.get(key)
        if isinstance(value, dict):
            return Reader(value, self.place, self.notices, f"{self.path}{key}.")
        if value is not None:
            self.note(key, f"{quoted(value)} is not an object; left out")
        return None

    def items(self, key):
        """The list under that key as it is, or None where there is none (which is not the same as an empty one)."""
        value = self.data.get(key)
        if isinstance(value, list):
            return value
        if value is not None:
            self.note(key, f"{quoted(value)} is not a list; left out")
        return None

    def objects(self, key):
        """The objects of the list under that key as Readers ([] where there is none); other items are noted."""
        path = f"{self.path}{key}"
        found = []
        for position, item in enumerate(self.items(key) or ()):
            if isinstance(item, dict):
                found.append(Reader(item, self.place, self.notices, f"{path}[{position}]."))
            else:
                self.notices.append(f"{self.place}: {path}[{position}]: {quoted(item)} is not an object; left out")
        return found

    def part_list(self, key, *inner_keys):
        """The objects of payload[key][inner] for the first inner key that holds a list; None where none does."""
        part = self.part(key)
        for inner in inner_keys if part else ():
            if isinstance(part.data.get(inner), list):
                return part.objects(inner)
        if part:
            self.note(key, f"no list of {inner_keys[0]}; left as it was")
        return None


def read(payload, kind):
    """A Reader on a whole payload, placed at "movie 550", and its id; BadRecord without an object or an id."""
    if not isinstance(payload, dict):
        raise BadRecord(f"{kind} (no id)", "payload", f"{quoted(payload)} is not an object")
    reader = Reader(payload, f"{kind} (no id)", [])
    number = reader.identifier()
    if not number:
        raise BadRecord(reader.place, "id", f"{quoted(payload.get('id'))} is not a TMDB id")
    reader.place = f"{kind} {number}"
    return reader, number
