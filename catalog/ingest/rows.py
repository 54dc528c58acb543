"""How a record's values meet a row's: what the source does not speak about and what an editor locked stays."""

import datetime as dt
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog import bulk
from catalog.sources.records import BadRecord
from streamcms.publishing.partial_dates import PartialDate


@dataclass(frozen=True, slots=True)
class Origin:
    """Where records come from: `source` is noted at each field ("" notes nothing), `state` is that of new rows."""

    source: str
    fetched_at: dt.datetime
    state: str = "draft"
    respects_locks: bool = True


@dataclass
class Report:
    """What an import did. `failures` name a place each and cost nothing else; `notices` say what was mended."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    people: int = 0
    credits: int = 0
    written: int = 0
    notices: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def date_values(date_name, precision_name, text, place=""):
    """The two columns of a partial date, from its text."""
    if not text:
        return {date_name: None, precision_name: ""}
    try:
        date = PartialDate.parse(text)
    except ValueError as error:
        raise BadRecord(place, date_name, str(error)) from None
    return {date_name: date.first_day, precision_name: str(date.precision)}


def merged(model, held, groups, origin, place, provenance=None):
    """The row to write, or None when nothing differs.

    `held` is the row there is (attribute name -> value; None for a new one). `groups` maps a field's name to the
    attributes that it sets; it is left out when locked. `provenance`, when given, replaces what is noted.
    """
    before = held or bulk.default_row(model)
    row = dict(before)
    free = {name: values for name, values in groups.items() if not is_locked(before, name, values, origin)}
    for values in free.values():
        row |= values
    check(model, {name for values in free.values() for name in values}, row, place)
    differs = held is None or any(row[name] != before[name] for values in free.values() for name in values)
    if "provenance" in row:
        if provenance is not None:
            differs |= row["provenance"] != provenance
            row["provenance"] = provenance
        elif origin.source:
            stamp = [origin.source, origin.fetched_at.isoformat(timespec="seconds"), False]
            row["provenance"] = before["provenance"] | dict.fromkeys(free, stamp)
            differs |= row["provenance"] != before["provenance"]
    if not differs:
        return None
    now = timezone.now()
    if "created_at" in row and row["created_at"] is None:
        row["created_at"] = now
    if "updated_at" in row and "updated_at" not in groups:
        row["updated_at"] = now
    return row


def publication_groups(record, held, origin):
    """State, window and timestamps that our own file gives: of new rows, and of others only when overwriting.

    An import thus never publishes or hides what is there already.
    """
    if record.publication and (held is None or not origin.respects_locks):
        return record.publication.groups()
    return {}


def provenance_of(record, held, origin):
    """The provenance that our own file gives, likewise: a lock that an editor set is not lost to an older file."""
    return record.publication.provenance if publication_groups(record, held, origin) else None


def is_locked(row, name, values, origin):
    """Whether an editor locked that field or one of the attributes it sets."""
    if not origin.respects_locks:
        return False
    provenance = row.get("provenance") or {}
    names = {name, *values, *(attribute.removesuffix("_id") for attribute in values)}
    return any(provenance.get(n, [0, 0, False])[2] for n in names)


def check(model, names, row, place):
    """Refuse a value that its column does not take, naming the place and the field."""
    for name in names:
        column = model._meta.get_field(name.removesuffix("_id") if name.endswith("_id") else name)
        value = row[name]
        if value is None or value == "" or column.is_relation:
            continue
        try:
            column.run_validators(value)
        except ValidationError as error:
            raise BadRecord(place, name, " ".join(error.messages)) from None
