"""Folded names: what a name sounds like to somebody who searches, and the column that keeps it."""

import re
from functools import lru_cache

from django.db import models

from streamcms.publishing.sort_keys import folded

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}) | {
    ord("ة"): "ه",
    ord("ى"): "ي",
    ord("ـ"): None,
}
_APOSTROPHES = re.compile(r"['’ʼ‘`´]")
_AMPERSAND = re.compile(r"&|\+")


def fold(text):
    """One spelling for all that sounds alike to a searcher; what is all signs stays as it is, less its spaces."""
    return folded(text).translate(_LETTERS) or "".join(text.casefold().split())[:60]


@lru_cache(maxsize=20_000)
def forms(name):
    """The folded forms of a name: O'Brien is obrien and o brien, Romeo & Juliet has an "and" or none."""
    spellings = [name, _APOSTROPHES.sub(" ", name), _AMPERSAND.sub(" and ", name)]
    return tuple(dict.fromkeys(fold(spelling) for spelling in dict.fromkeys(spellings) if name.strip()))


def search_text(*names):
    """Every form of these names, a line each, with a space on both sides of each word: " heat \\n eine hitze "."""
    every = dict.fromkeys(form for name in names for form in forms(name))
    return " " + " \n ".join(every) + " " if every else ""


class SearchTextField(models.TextField):
    """The search text of other fields, made anew at each save, bulk writes included (as SortKeyField is)."""

    def __init__(self, *, of=("name",), **options):
        self.of = of
        super().__init__(**{"editable": False, "blank": True, "default": ""} | options)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, instance, add):
        value = search_text(*(getattr(instance, name) for name in self.of))
        setattr(instance, self.attname, value)
        return value
