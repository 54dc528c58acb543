"""The SQL of a search: which entries of the index answer, the weightiest that can be seen first.

One statement asks several kinds of thing for several kinds of match; each part of it has a limit of its own. Keys of
entries ascend from the weightiest (places.py), and the index of tokens is by text and entry: what has a token is
read in the wanted order and reading stops at the limit, however popular the token. That holds for a whole word, a
whole name, and the first one to three letters of either, which are tokens too. Longer beginnings are a range of tokens,
short enough at that length to be read whole.

Neither database is left to plan otherwise: tokens are walked alone, and whether an entry is shown is asked of each by a
scalar subquery, which is never made a join.

It is exact: what is hidden, or changed since it was indexed, is dropped before the limit counts. So hidden things
never crowd out visible ones; they only make reading go on.
"""

from dataclasses import dataclass, field
from itertools import chain

from django.db import connection
from django.db.models import F

from catalog.models import SearchChange, SearchEntry, SearchToken
from catalog.search import words

_ENTRIES, _TOKENS, _CHANGES = (model._meta.db_table for model in (SearchEntry, SearchToken, SearchChange))


@dataclass(slots=True)
class Tokens:
    """A condition: one of these tokens, or one that begins with `start`."""

    texts: list = field(default_factory=list)
    start: bytes = b""

    @classmethod
    def of(cls, mark, *texts):
        return cls([words.token(mark, text) for text in texts])

    @classmethod
    def beginning(cls, mark, text):
        if len(text) <= words.SHORT:
            return cls.of(words.STARTS_OF[mark], text)
        return cls(start=words.token(mark, text))

    def sql(self, kind):
        """The condition on `text` of a token of that kind of thing, and its parameters."""
        texts = [kind[:1].encode() + text for text in self.texts]
        either = ["text = %s" if len(texts) == 1 else f"text IN ({', '.join(['%s'] * len(texts))})"] if texts else []
        if self.start:
            start = kind[:1].encode() + self.start
            either.append("(text >= %s AND text < %s)")
            texts += [start, start + b"\xff"]
        return f"({' OR '.join(either)})", texts


class Lookup:
    """Asks what can be seen in these querysets, {kind: visible things}, leaving out what was noted after a change."""

    def __init__(self, visible, oldest_change=None):
        self._kept = {kind: self._condition(kind, things, oldest_change) for kind, things in visible.items()}

    def ask(self, parts):
        """(kind, object id, weight, slug, folded names) for parts (kind, [Tokens] an entry must all have, limit)."""
        statements, parameters = zip(*(self._part(*part) for part in parts), strict=True)
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(statements), list(chain(*parameters)))
            return cursor.fetchall()

    def _part(self, kind, conditions, limit):
        (first, parameters), *others = (condition.sql(kind) for condition in conditions)
        # One token is had once; of several, an entry may have more than one.
        once = "" if len(conditions[0].texts) == 1 and not conditions[0].start else "DISTINCT "
        entries = f"SELECT {once}entry_id FROM {_TOKENS} WHERE {first}"
        for condition, values in others:
            # A list made once in memory; the plus keeps SQLite from walking that one instead of the first.
            entries += f" AND +entry_id IN (SELECT entry_id FROM {_TOKENS} WHERE {condition})"
            parameters += values
        kept, values = self._kept[kind]
        return (
            "SELECT entry.kind, entry.object_id, entry.weight, entry.slug, entry.folded FROM "
            f"(SELECT * FROM ({entries} AND {kept} ORDER BY entry_id LIMIT {limit:d}) AS one) AS token "
            f"JOIN {_ENTRIES} AS entry ON entry.id = token.entry_id"
        ), [*parameters, *values]

    @staticmethod
    def _condition(kind, things, oldest_change):
        visible, values = things.order_by().annotate(seen=F("pk")).values("seen").query.sql_with_params()
        # Asked of one entry at a time: either database would make a join of EXISTS, and might begin at its other end.
        one = (
            f"SELECT 1 FROM {_ENTRIES} AS entry CROSS JOIN ({visible}) AS shown "
            f"WHERE entry.id = {_TOKENS}.entry_id AND shown.seen = entry.object_id"
        )
        if oldest_change is None:
            return f"({one}) = 1", [*values]
        noted = f"SELECT 1 FROM {_CHANGES} WHERE kind = %s AND object_id = entry.object_id AND id >= %s"
        return f"({one} AND NOT EXISTS ({noted})) = 1", [*values, kind, oldest_change]
