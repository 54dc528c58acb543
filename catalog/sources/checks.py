"""Checks of single values in a file: each takes what JSON held and returns the value, or raises ValueError."""

import datetime as dt
import re

from catalog.sources.records import ExternalIdRecord

_LONGEST_TEXT = 100_000
_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def text(value):
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not a text")
    if len(value) > _LONGEST_TEXT:
        raise ValueError(f"a text of {len(value):,} characters; at most {_LONGEST_TEXT:,}")
    if "\0" in value:
        raise ValueError("a text with a NUL character")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("a text with half of a surrogate pair") from None
    return value


def slug(value):
    if not re.fullmatch(r"[-\w]{1,120}", text(value)):
        raise ValueError(f"{value!r} is not a slug: letters, digits, hyphens and underscores, at most 120")
    return value


def boolean(value):
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")
    return value


def integer(smallest, largest=2_147_483_647):
    def check(value):
        if not isinstance(value, int) or isinstance(value, bool) or not smallest <= value <= largest:
            raise ValueError(f"{value!r} is not a whole number from {smallest} to {largest}")
        return value

    return check


def optional(check):
    return lambda value: None if value is None else check(value)


def one_of(choices):
    def check(value):
        if value not in choices:
            raise ValueError(f"{value!r} is none of {', '.join(filter(None, choices))}")
        return value

    return check


def partial_date(value):
    if text(value) and not _PARTIAL_DATE.fullmatch(value):
        raise ValueError(f"{value!r} is not a date like 1922, 1922-03 or 1922-03-04")
    if value:
        parts = [int(part) for part in value.split("-")]
        dt.date(*[*parts, 1, 1][:3])
    return value


def instant(value):
    moment = dt.datetime.fromisoformat(text(value))
    if moment.tzinfo is None:
        raise ValueError(f"{value!r} has no offset from UTC")
    return moment


def external_id(value):
    parts = text(value).split(":", 2)
    if len(parts) != 3 or not all(parts) or len(parts[0]) > 20 or len(parts[1]) > 20 or len(parts[2]) > 64:
        raise ValueError(f"{value!r} is not provider:kind:value")
    return ExternalIdRecord(*parts)


def strings(value):
    if not isinstance(value, list):
        raise ValueError(f"{value!r} is not a list of texts")
    return tuple(text(item) for item in value)


def mapping(value):
    """A provenance: field -> [source, moment, locked]."""
    if not isinstance(value, dict):
        raise ValueError(f"{value!r} is not an object")
    for name, entry in value.items():
        if not (
            isinstance(entry, list)
            and len(entry) == 3
            and isinstance(entry[0], str)
            and isinstance(entry[1], str)
            and isinstance(entry[2], bool)
        ):
            raise ValueError(f"{name}: {entry!r} is not [source, moment, locked]")
    return value


def texts_by_name(value):
    if not isinstance(value, dict):
        raise ValueError(f"{value!r} is not an object")
    return {name: text(each) for name, each in value.items()}


def weights(value):
    """Name -> whole number."""
    if not isinstance(value, dict) or not all(type(number) is int for number in value.values()):
        raise ValueError(f"{value!r} is not an object of whole numbers")
    return value


def listing(check):
    """A list of what `check` takes: a check, or a dict of field -> check (fields left out stay out)."""
    check_item = _fields(check) if isinstance(check, dict) else check

    def check_list(value):
        if not isinstance(value, list):
            raise ValueError(f"{value!r} is not a list")
        checked = []
        for number, item in enumerate(value, 1):
            try:
                checked.append(check_item(item))
            except ValueError as error:
                raise ValueError(f"entry {number}: {error}") from None
        return tuple(checked)

    return check_list


def _fields(checks):
    def check_item(item):
        if not isinstance(item, dict):
            raise ValueError(f"{item!r} is not an object")
        checked = {}
        for name, value in item.items():
            if name not in checks:
                raise ValueError(f"{name} is not a field here")
            try:
                checked[name] = checks[name](value)
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None
        return checked

    return check_item
