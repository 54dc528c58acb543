"""What two things say, side by side, and what stays of it: by default what an editor set, then what says more."""

from dataclasses import dataclass

from django.db import models
from django.utils.text import capfirst

from catalog.models import Title
from people.models import Person

KEPT, GONE, BOTH = "kept", "gone", "both"

# Columns that are chosen together. Whether and when a thing is shown is never taken from what goes.
COLUMNS = {
    Title: (
        *(("name",), ("original_name",), ("tagline",), ("synopsis",), ("released_on", "release_precision")),
        *(("last_aired_on",), ("production_status",), ("runtime",), ("original_language_id",)),
        *(("imdb_rating",), ("imdb_votes",), ("metascore",), ("poster_id",), ("backdrop_id",), ("logo_id",)),
    ),
    Person: (
        *(("name",), ("also_known_as",), ("gender",), ("known_for_department",), ("biography",)),
        *(("born_on", "born_precision"), ("died_on", "died_precision"), ("birthplace",), ("portrait_id",)),
    ),
}
# Under which name a source notes where a column came from, where it is not the column's.
_NOTED_AS = {"released_on": "released", "original_language_id": "language", "born_on": "born", "died_on": "died"}
_PRECISIONS = ("", "year", "month", "day")
_EMPTY = (None, "", [])


@dataclass(frozen=True, slots=True)
class Choice:
    """`sides` are the values of what stays and of what goes, `notes` where each is from, `default` what is chosen."""

    columns: tuple
    label: str
    sides: tuple
    notes: tuple
    default: str

    @property
    def name(self):
        return self.columns[0]

    @property
    def may_be_both(self):
        return isinstance(self.sides[0], list)


def choices(kept, gone):
    """A Choice for each of their fields that differ, in the order of the form."""
    found = []
    for columns in COLUMNS[kept._meta.concrete_model]:
        sides = tuple(tuple(getattr(each, name) for name in columns) for each in (kept, gone))
        if sides[0] != sides[1]:
            field = kept._meta.get_field(columns[0])
            notes = tuple(note(each, columns[0]) for each in (kept, gone))
            default = _default(field, sides, notes)
            found.append(Choice(columns, capfirst(field.verbose_name), tuple(s[0] for s in sides), notes, default))
    return found


def note(thing, column):
    """(source, when, locked) of a value; ("", "", False) where nothing is noted."""
    for name in (column, column.removesuffix("_id"), _NOTED_AS.get(column, column)):
        if name in thing.provenance:
            return tuple(thing.provenance[name])
    return "", "", False


def _default(field, sides, notes):
    (kept, *kept_rest), (gone, *gone_rest) = sides
    if isinstance(kept, list):
        return BOTH if gone and kept else GONE if gone else KEPT
    edited = [locked or source == "editor" for source, _when, locked in notes]
    if edited[0] != edited[1]:
        return GONE if edited[1] else KEPT
    if kept in _EMPTY or gone in _EMPTY:
        return GONE if kept in _EMPTY else KEPT
    if isinstance(field, models.TextField):
        return GONE if len(gone) > len(kept) else KEPT
    if kept_rest and _PRECISIONS.index(gone_rest[0]) > _PRECISIONS.index(kept_rest[0]):
        return GONE
    return KEPT


def chosen_values(kept, gone, chosen):
    """{attribute name: value} that what stays takes over; `chosen`: {first column: kept, gone or both}."""
    values, provenance = {}, dict(kept.provenance)
    for choice in choices(kept, gone):
        pick = chosen.get(choice.name, choice.default)
        if pick == KEPT:
            continue
        for column in choice.columns:
            values[column] = getattr(gone, column)
            source, when, _locked = choice.notes[1]
            provenance[column.removesuffix("_id")] = [source or "editor", when, True]
        if pick == BOTH:
            values[choice.name] = list(dict.fromkeys([*choice.sides[0], *choice.sides[1]]))
    if "name" not in values and hasattr(kept, "also_known_as") and gone.name != kept.name:
        known = values.get("also_known_as", kept.also_known_as)
        if gone.name not in known:
            values["also_known_as"] = [*known, gone.name]
            provenance["also_known_as"] = ["editor", "", True]
    if values:
        values["provenance"] = provenance
    return values
