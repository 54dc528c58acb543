"""When may a statement's answer have changed? Read from its text, which Django wrote, and from what it answered before.

Everything here errs to one side: a statement that is not understood counts as changed by any write to its tables.
What is understood:
- columns that changed and that the text does not name cannot matter;
- where changed columns are only answered, not compared, the same rows are answered: they matter if one of those
  changed; the same where they only order the rows and there is no limit;
- where the table stands once, under conditions `column = value` or `column IN (values)` that every row must meet, a row
  matters only if it met them before or meets them now.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

_TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"(?: ([A-Z]\d+))?')
_COLUMN = re.compile(r'(?:"(\w+)"|\b([A-Z]\d+))\."(\w+)"')
_PLAIN = re.compile(r'\(?(?:"(\w+)"|([A-Z]\d+))\."(\w+)"\)?(?: AS "\w+")?')
_EQUAL = re.compile(r'(?:"(\w+)"|([A-Z]\d+))\."(\w+)" = (?:"(\w+)"|([A-Z]\d+))\."(\w+)"')
_GUARD = re.compile(r'(?:"(\w+)"|([A-Z]\d+))\."(\w+)" (?:= %s|IN \((%s(?:, %s)*)\))')
_CLAUSES = (" FROM ", " WHERE ", " GROUP BY ", " HAVING ", " ORDER BY ", " LIMIT ", " OFFSET ")


@dataclass
class Statement:
    """What the text of one statement says. Aliases are names as the text uses them."""

    text: str
    tables: frozenset = frozenset()  # all that stand in it
    counts: dict = field(default_factory=dict)  # table -> how often
    top: dict = field(default_factory=dict)  # alias in the outer FROM -> table
    answered: list = field(default_factory=list)  # (place in the row, alias, column)
    compared: dict = field(default_factory=dict)  # table -> columns that decide which rows are answered
    ordering: dict = field(default_factory=dict)  # table -> columns that order them
    is_limited: bool = False
    guards: list = field(default_factory=list)  # (alias, column, first parameter, how many)
    row_places: dict = field(default_factory=dict)  # alias -> place in the row of its primary key, or of what equals it
    is_understood: bool = False


@lru_cache(maxsize=2_000)
def read_statement(text):
    statement = Statement(text)
    tables = [match[1] for match in _TABLE.finditer(text)]
    statement.tables = frozenset(tables)
    statement.counts = {table: tables.count(table) for table in tables}
    parts, starts = _parts(text)
    if parts is None or " UNION " in text:
        return statement
    aliases = {}
    for table, alias in _TABLE.findall(text):
        aliases.setdefault(alias or table, set()).add(table)
    outer = _without_parentheses(parts[" FROM "])
    statement.top = {alias or table: table for table, alias in _TABLE.findall(f"FROM {outer}")}
    if any(aliases[alias] != {table} for alias, table in statement.top.items()):
        return statement  # a name of the outer statement means something else further in
    _read_select(statement, parts, aliases)
    rest = " ".join(parts.get(clause, "") for clause in (" FROM ", " WHERE ", " GROUP BY ", " HAVING "))
    _add_columns(statement.compared, rest, aliases)
    _add_columns(statement.ordering, parts.get(" ORDER BY ", ""), aliases)
    statement.is_limited = " LIMIT " in parts or " LIMIT " in text
    statement.guards = list(_guards(text, parts.get(" WHERE ", ""), starts.get(" WHERE ", 0), statement.top))
    _find_rows(statement, parts[" FROM "])
    statement.is_understood = True
    return statement


def _read_select(statement, parts, aliases):
    select = parts["SELECT "]
    items = _split(select.removeprefix("DISTINCT "), ", ")
    order = parts.get(" ORDER BY ", "")
    # An order by place or by a name given in the list may be by anything in the list.
    by_place = any(not _COLUMN.search(item) for item in _split(order, ", ")) if order else False
    for place, item in enumerate(items):
        plain = _PLAIN.fullmatch(item)
        if plain and not select.startswith("DISTINCT "):
            statement.answered.append((place, plain[1] or plain[2], plain[3]))
            if by_place:
                _add_columns(statement.ordering, item, aliases)
        else:
            _add_columns(statement.compared, item, aliases)


def _add_columns(found, text, aliases):
    for quoted, bare, column in _COLUMN.findall(text):
        for table in aliases.get(quoted or bare, ()):
            found.setdefault(table, set()).add(column)


def _guards(text, where, start, top):
    """Conditions that stand at the outermost level of WHERE, all of which a row must meet."""
    while where.startswith("(") and _closes(where) == len(where) - 1:
        where, start = where[1:-1], start + 1
    if len(_split(where, " OR ")) > 1:
        return
    for item in _split(where, " AND "):
        if (match := _GUARD.fullmatch(item)) and (match[1] or match[2]) in top:
            yield match[1] or match[2], match[3], text.count("%s", 0, start), (match[4] or "%s").count("%s")
        start += len(item) + len(" AND ")


def _find_rows(statement, outer):
    places = {(alias, column): place for place, alias, column in statement.answered}
    equal = [((a or b, c), (d or e, f)) for a, b, c, d, e, f in _EQUAL.findall(_without_selects(outer))]
    for alias in statement.top:
        same = [(alias, "id")] + [other for one, other in equal if one == (alias, "id")]
        same += [one for one, other in equal if other == (alias, "id")]
        found = next((places[column] for column in same if column in places), None)
        if found is not None:
            statement.row_places[alias] = found


def _parts(text):
    """{clause: its text} of the outermost statement and {clause: where that begins}; (None, None) for what is no plain
    SELECT."""
    if not text.startswith("SELECT ") or "%%" in text or "'" in text.replace(r"ESCAPE '\'", ""):
        return None, None
    marks, depth, place = [("SELECT ", 0)], 0, 0
    for match in re.finditer("|".join((*_CLAUSES, r"\(", r"\)")), text):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth -= 1
        elif depth == 0:
            marks.append((match[0], match.start()))
    parts, starts = {}, {}
    for (clause, place), (_, end) in zip(marks, [*marks[1:], ("", len(text))], strict=True):
        if clause in parts:
            return None, None
        starts[clause] = place + len(clause)
        parts[clause] = text[starts[clause] : end]
    return (parts, starts) if " FROM " in parts else (None, None)


def _split(text, separator):
    """At the outermost level of parentheses."""
    pieces, depth, start, place = [], 0, 0, 0
    while place < len(text):
        if text[place] == "(":
            depth += 1
        elif text[place] == ")":
            depth -= 1
        elif depth == 0 and text.startswith(separator, place):
            pieces.append(text[start:place])
            start = place = place + len(separator)
            continue
        place += 1
    return [*pieces, text[start:]]


def _closes(text):
    """The place of the parenthesis that closes the first one."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return place
    return -1


def _without_parentheses(text):
    while (shorter := re.sub(r"\([^()]*\)", "", text)) != text:
        text = shorter
    return text


def _without_selects(text):
    """Join conditions stand in parentheses; what is below a SELECT there is none."""
    return re.sub(r"\(SELECT .*", "", text)


@dataclass(frozen=True)
class Change:
    """One row of a table: column -> value before and now, empty when it is new or gone; `columns` that differ."""

    table: str
    pk: object
    before: dict
    now: dict

    @property
    def columns(self):
        if not (self.before and self.now):
            return None
        return {name for name, value in self.now.items() if self.before.get(name, self) != value}


class Effects:
    """Which statements a set of changes may affect."""

    def __init__(self, changes):
        self.changes = [(change, change.columns) for change in changes]
        self.tables = {change.table for change in changes}

    def touch(self, statement, guards, rows_of):
        """Whether an answer may differ now. `guards`: the values that each guard of the statement allows; `rows_of`:
        alias -> primary keys that were in the answer."""
        if self.tables.isdisjoint(statement.tables):
            return False
        return any(
            change.table in statement.tables and self._touches(change, columns, statement, guards, rows_of)
            for change, columns in self.changes
        )

    def _touches(self, change, columns, statement, guards, rows_of):
        if not statement.is_understood:
            return True
        if columns is not None:
            comparing = columns & statement.compared.get(change.table, set())
            ordering = columns & statement.ordering.get(change.table, set())
            if not comparing and not (ordering and statement.is_limited):
                return self._is_answered(change, columns, ordering, statement, rows_of)
        return not self._is_kept_out(change, statement, guards)

    @staticmethod
    def _is_answered(change, columns, ordering, statement, rows_of):
        for alias, table in statement.top.items():
            if table != change.table:
                continue
            shows = any(of == alias and column in columns for _, of, column in statement.answered)
            if (shows or ordering) and (alias not in rows_of or change.pk in rows_of[alias]):
                return True
        return bool(ordering) and change.table not in statement.top.values()

    @staticmethod
    def _is_kept_out(change, statement, guards):
        """Whether conditions keep the row out of the answer, as it was and as it is."""
        if statement.counts.get(change.table) != 1:
            return False
        for (alias, column, *_), wanted in zip(statement.guards, guards, strict=True):
            states = [state for state in (change.before, change.now) if state]
            if statement.top[alias] == change.table and all(_differs(state.get(column), wanted) for state in states):
                return True
        return False


def _differs(value, wanted):
    """Whether a value is certainly none of these; values of several types may be equal to the database alone."""
    return value is None or all(type(each) is type(value) and each != value for each in wanted)
