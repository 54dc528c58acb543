"""What a run remembers, since the catalogue stands still during it: answers of the database, and cards as HTML."""

import hashlib
from collections import OrderedDict
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from django.db import connection, models
from django.template.loader import get_template
from django.utils.translation import get_language

from theming.export_site.statements import read_statement

_ANSWERS = 4_000  # statements remembered
_CARDS = 20_000
_REMEMBERED_TEMPLATES = (
    "catalog/_title_card.html",
    "catalog/_episode_card.html",
    "theming/_menu_genres.html",
    "theming/_menu_languages.html",
    "theming/_theme_picker.html",
    "theming/_memory_templates.html",
)


class Recent(OrderedDict):
    """The `most` things that were asked for last."""

    def __init__(self, most):
        super().__init__()
        self._most = most

    def get_or_make(self, key, make):
        if key in self:
            self.move_to_end(key)
        else:
            self[key] = make()
            if len(self) > self._most:
                self.popitem(last=False)
        return self[key]


class Rows:
    """A cursor over rows that were fetched already."""

    def __init__(self, rows, description):
        self._rows, self.description, self.rowcount = iter(rows), description, len(rows)

    def fetchone(self):
        return next(self._rows, None)

    def fetchmany(self, size=1):
        return [row for row, _ in zip(self._rows, range(size), strict=False)]

    def fetchall(self):
        return list(self._rows)

    def __iter__(self):
        return self._rows

    def close(self):
        self._rows = iter(())


class Answers:
    """An execute_wrapper: a SELECT that was asked before, with the same parameters, is not asked again.

    It notes what each page asks: `asked` are names of statements with parameters, the same in every process, and
    `fresh` what was answered to those that were never noted before: name -> Asked.
    """

    do_not_call_in_templates = True  # request.export is one of these

    def __init__(self):
        self._known = Recent(_ANSWERS)
        self._shared = Recent(_ANSWERS)
        self._noted = set()
        self.asked, self.fresh, self.is_complete, self._is_drawing = set(), {}, True, False

    @contextmanager
    def page(self):
        """Within it, what one page asks is noted; outside of it, statements are nobody's."""
        self.asked, self.fresh, self.is_complete, self._is_drawing = set(), {}, True, True
        try:
            yield
        finally:
            self._is_drawing = False

    def __call__(self, execute, sql, params, many, context):
        if not self._is_drawing:
            return execute(sql, params, many, context)
        try:
            key = sql, tuple(params or ())
            hash(key)
        except TypeError:
            key = None
        if key is None or many or not sql.startswith("SELECT "):
            self.is_complete = False
            return execute(sql, params, many, context)
        cursor = context["cursor"]

        def fetch():
            execute(sql, params, many, context)
            return cursor.cursor.fetchall(), cursor.cursor.description

        rows, description = self._known.get_or_make(key, fetch)
        cursor.cursor = Rows(rows, description)
        if "publishing_revision" not in sql:  # which counts every edit; a page shows none of it
            self._note(key, rows)
        return cursor

    def shared(self, key, make):
        """What many pages have in common, made once a language; each of them counts as having asked for it."""

        def make_and_note():
            before, self.asked = self.asked, set()
            made = make()
            asked, self.asked = self.asked, before
            return made, asked

        made, asked = self._shared.get_or_make((key, get_language()), make_and_note)
        self.asked |= asked
        return made

    def _note(self, key, rows):
        self.is_complete &= bool(read_statement(key[0]).tables)  # else nobody knows what it reads
        name = hashlib.blake2b(repr(key).encode(), digest_size=12).digest()
        self.asked.add(name)
        if name not in self._noted:
            self._noted.add(name)
            self.fresh[name] = Asked.of(*key, rows)


class Asked(NamedTuple):
    """What tells whether an answer may have changed: the statement, the parameters that are compared with columns, and
    the primary keys that were answered."""

    text: str
    guards: tuple
    rows: dict

    @classmethod
    def of(cls, text, parameters, rows):
        statement = read_statement(text)
        guards = tuple(parameters[first : first + count] for _, _, first, count in statement.guards)
        places = statement.row_places.items()
        return cls(text, guards, {alias: tuple({row[place] for row in rows}) for alias, place in places})


@contextmanager
def remembering():
    """Within it, the database's answers and the parts of pages that many have are made once.

    Only for a snapshot of the database and one viewpoint: nothing is ever forgotten because it changed.
    """
    answers = Answers()
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(answers))
        for name in _REMEMBERED_TEMPLATES:
            stack.enter_context(_drawn_once(get_template(name).template))
        yield answers


@contextmanager
def _drawn_once(template):
    """Templates that are included with `only` show what they are given and the language, nothing else."""
    known, draw = Recent(_CARDS), template.render

    def render(context):
        given = {name: value for each in context.dicts for name, value in each.items()}
        key = get_language(), *(name_and_value for name_and_value in sorted(_keys(given)))
        return known.get_or_make(key, lambda: (draw(context), given))[0]

    template.render = render
    try:
        yield
    finally:
        del template.render


def _keys(given):
    for name, value in given.items():
        if isinstance(value, models.Model):
            yield name, f"{value._meta.label} {value.pk}"
        elif isinstance(value, models.QuerySet):
            yield name, " ".join(f"{row._meta.label} {row.pk}" for row in value)
        else:
            yield name, f"{type(value).__name__} {value}"
