"""Three-way merge of one row: what it was when the draft began (base), what it is now (live), what it says (mine).

Knows nothing of Django: rows are {field: value} as JSON has them, or None where there is no such row.
"""

from dataclasses import dataclass

MINE, THEIRS = "mine", "theirs"
GONE = object()  # the row is to be removed

# Both sides note here which fields they changed: what they disagree on is told by those fields.
_QUIET = {"provenance"}


@dataclass(frozen=True)
class Conflict:
    """The draft and somebody else changed the same; `field` is "" where it is about a whole row."""

    label: str
    key: str
    field: str
    base: object
    live: object
    mine: object

    @property
    def name(self):
        """By which a choice is made."""
        return f"{self.label}:{self.key}:{self.field}"


@dataclass(frozen=True)
class RowChange:
    """A row that a draft changes, adds (no base) or removes (not mine)."""

    label: str
    key: str
    base: dict | None
    mine: dict | None

    @property
    def fields(self):
        """Names of what the draft changes in a row that it neither adds nor removes."""
        return [name for name, value in self.mine.items() if self.base.get(name) != value]


def row_changes(base, mine):
    """[RowChange] between two graphs."""
    return [
        RowChange(label, key, base.get(label, {}).get(key), mine.get(label, {}).get(key))
        for label in dict.fromkeys([*base, *mine])
        for key in dict.fromkeys([*base.get(label, {}), *mine.get(label, {})])
        if base.get(label, {}).get(key) != mine.get(label, {}).get(key)
    ]


def merge_row(change, live, picks):
    """(what to write: fields, GONE, or {} for nothing; [Conflict]). Undecided, the draft goes before what is live.

    `live` has the fields that the draft changes, or all; `picks` is {name of a conflict: MINE or THEIRS}.
    """
    base, mine = change.base, change.mine
    if base is not None and mine is not None and live is not None:
        return _merge_fields(change, live, picks)
    if base is None:
        return {name: value for name, value in mine.items() if live is None or live.get(name) != value}, []
    outcome = GONE if mine is None else mine
    if mine is None and live is None:
        return {}, []
    if mine is None and all(live.get(name, value) == value for name, value in base.items()):
        return outcome, []
    conflict = Conflict(change.label, change.key, "", base, live, mine)
    return ({} if picks.get(conflict.name) == THEIRS else outcome), [conflict]


def _merge_fields(change, live, picks):
    written, conflicts = {}, []
    for name in change.fields:
        base, mine = change.base.get(name), change.mine[name]
        if name not in live:
            continue  # the model lost it since
        value, clashes = merge_value(base, live[name], mine)
        if clashes and name not in _QUIET:
            conflict = Conflict(change.label, change.key, name, base, live[name], mine)
            conflicts.append(conflict)
            value = live[name] if picks.get(conflict.name) == THEIRS else value
        if value != live[name]:
            written[name] = value
    return written, conflicts


def merge_value(base, live, mine):
    """(value, whether both changed the same). Lists merge by their members, mappings by their keys."""
    if mine in (base, live):
        return live, False
    if live == base:
        return mine, False
    if all(isinstance(each, list) for each in (base, live, mine)):
        added = [each for each in mine if each not in base and each not in live]
        return [each for each in live if each in mine or each not in base] + added, False
    if all(isinstance(each, dict) for each in (base, live, mine)):
        return _merge_mappings(base, live, mine)
    return mine, True


def _merge_mappings(base, live, mine):
    merged, clashes = dict(live), False
    for key in {*base, *mine}:
        if mine.get(key) == base.get(key):
            continue
        clashes |= live.get(key) not in (base.get(key), mine.get(key))
        if key in mine:
            merged[key] = mine[key]
        else:
            merged.pop(key, None)
    return merged, clashes


def rebased(live, conflicts):
    """The base of a draft that is saved again: what is live, but where both changed the same, what that was before."""
    base = {label: {key: dict(fields) for key, fields in rows.items()} for label, rows in live.items()}
    for conflict in conflicts:
        rows = base.setdefault(conflict.label, {})
        if conflict.field:
            rows[conflict.key][conflict.field] = conflict.base
        else:
            rows[conflict.key] = conflict.base
    return base
