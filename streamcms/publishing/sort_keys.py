"""Sort keys: one order for SQLite, PostgreSQL and the browser, made once in Python and compared bytewise."""

import re
import unicodedata

from django.db import models

MAX_BYTES = 240

# Articles that do not count when a name is sorted, by the language of the name (ISO 639-1).
ARTICLES = {
    "en": ("the", "a", "an"),
    "de": ("der", "die", "das", "ein", "eine"),
    "fr": ("le", "la", "les", "l'", "un", "une"),
    "es": ("el", "la", "los", "las", "un", "una"),
    "it": ("il", "lo", "la", "i", "gli", "le", "l'", "un", "uno", "una"),
    "pt": ("o", "a", "os", "as", "um", "uma"),
    "nl": ("de", "het", "een"),
    "sv": ("en", "ett"),
    "da": ("en", "et"),
    "no": ("en", "et"),
    "nb": ("en", "et"),
    "hu": ("a", "az"),
    "ca": ("el", "la", "els", "les", "l'"),
}


def folded(text):
    """Lower case, without accents or punctuation, single spaces: what search and order compare."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+|_", " ", letters.replace("'", "").replace("’", "")).split())


def sort_key(name, language=""):
    """Bytes that sort a name: its language's article dropped, folded, numbers by value."""
    for article in ARTICLES.get(language, ()):
        start = article if article.endswith("'") else article + " "
        if name.casefold().startswith(start) and len(name) > len(start):
            name = name[len(start) :]
            break
    text = folded(name) or name.strip().casefold()
    text = re.sub(r"\d+", lambda number: number[0].lstrip("0").rjust(6, "0"), text)
    return text.encode()[:MAX_BYTES]


class SortKeyField(models.BinaryField):
    """The sort key of another field, made anew at each save (as auto_now is), bulk writes included."""

    def __init__(self, *, of="name", language="", **options):
        self.of, self.language = of, language
        super().__init__(**{"max_length": MAX_BYTES, "editable": False, "db_index": True} | options)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs |= {"of": self.of, "language": self.language}
        return name, path, args, kwargs

    def pre_save(self, instance, add):
        language = getattr(instance, self.language) if self.language else ""
        value = sort_key(getattr(instance, self.of), language)
        setattr(instance, self.attname, value)
        return value
