"""What the last export's pages were made of, so that the next draws those alone that an edit may have changed.

For each page the statements that it asked, for each statement what tells whether its answer may differ
(statements.py), and every row of the tables in question as it was. That is more than the public may know, so the ledger
lies in DATA_ROOT and is trusted as the database is; without it, or when code or options changed, every page is drawn.
"""

import pickle
import zlib
from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection

from theming.export_site.shelf import hash_of
from theming.export_site.statements import Change, Effects, read_statement

_ROWS_IN_A_CHUNK = 256
_MOST_CHANGES = 2_000  # rows; with more, drawing every page is as soon done


@dataclass
class Table:
    columns: list
    chunks: dict  # primary key // 256 -> (hash, compressed rows)

    @classmethod
    def read(cls, name):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)} ORDER BY id")
            columns, rows = [column[0] for column in cursor.description], cursor.fetchall()
        place, grouped = columns.index("id"), {}
        for row in rows:
            grouped.setdefault(row[place] // _ROWS_IN_A_CHUNK, []).append(_storable(row))
        return cls(columns, {number: _packed(some) for number, some in grouped.items()})

    def changes_since(self, name, before):
        """A Change for each row that differs."""
        for number in self.chunks.keys() | before.chunks.keys():
            then, now = before.chunks.get(number), self.chunks.get(number)
            if then and now and then[0] == now[0]:
                continue
            old, new = before.rows(then), self.rows(now)
            for pk in old.keys() | new.keys():
                if old.get(pk) != new.get(pk):
                    yield Change(name, pk, old.get(pk, {}), new.get(pk, {}))

    def rows(self, chunk):
        rows = pickle.loads(zlib.decompress(chunk[1])) if chunk else []
        return {row["id"]: row for row in (dict(zip(self.columns, row, strict=True)) for row in rows)}


def _storable(row):
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)


def _packed(rows):
    data = pickle.dumps(rows)
    return hash_of(data), zlib.compress(data, 1)


@dataclass
class Ledger:
    """`pages`: path of the file -> (names of the statements, what it refers to); `statements`: name -> Asked."""

    state: str = ""
    pages: dict = field(default_factory=dict)
    statements: dict = field(default_factory=dict)
    tables: dict = field(default_factory=dict)
    libraries: list = field(default_factory=list)  # names of the index's files, by language

    @classmethod
    def read(cls, file, state):
        """An empty one where there is none of that state."""
        try:
            found = pickle.loads(zlib.decompress(file.read_bytes()))
        except (OSError, zlib.error, pickle.PickleError, EOFError, AttributeError, ImportError, ValueError):
            return cls()
        return found if isinstance(found, cls) and found.state == state else cls()

    def write(self, file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(zlib.compress(pickle.dumps(self, protocol=5), 1))

    def add(self, page):
        self.statements |= page.fresh
        if page.is_complete and not page.error:
            self.pages[page.path] = (page.asked, page.referred)

    def keep(self, before, path):
        asked, _referred = self.pages[path] = before.pages[path]
        for name in asked:
            self.statements[name] = before.statements[name]

    def read_tables(self, known):
        """Store the rows that pages read; those in `known` were read already, from the same snapshot."""
        names = {table for asked in self.statements.values() for table in read_statement(asked.text).tables}
        wanted = (name for name in sorted(names) if _has_plain_key(name))
        self.tables = {name: known.get(name) or Table.read(name) for name in wanted}

    def unaffected(self, tables):
        """Paths of the pages that are as they were: nothing that they were made of differs now. Adds to `tables` those
        that it reads."""
        changes = []
        for name, before in self.tables.items():
            now = tables[name] = Table.read(name)
            if now.columns != before.columns:
                return set()
            changes += now.changes_since(name, before)
            if len(changes) > _MOST_CHANGES:
                return set()
        effects, texts = Effects(changes), {}
        touched = set()
        for name, asked in self.statements.items():
            statement = texts.get(asked.text) or texts.setdefault(asked.text, read_statement(asked.text))
            unknown = not statement.tables <= self.tables.keys()
            if unknown or effects.touch(statement, asked.guards, asked.rows):
                touched.add(name)
        return {path for path, (asked, _) in self.pages.items() if touched.isdisjoint(asked)}


def _has_plain_key(table):
    """Whether rows are told apart by an integer `id`; of other tables nothing is known, so that all that read them is
    drawn again."""
    model = next((m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == table), None)
    return model is not None and model._meta.pk.column == "id"
