"""PURE: lines that somebody pasted -> what each can be read as: a name, and what that person plays or does.

"Name | Role", a tab in the bar's place, "Name as Role", a name alone; "Role - Name" can be read both ways round.
"""

import re
from dataclasses import dataclass, field

MOST_LINES = 500
_AS = re.compile(r"\s+as\s+")
_DASH = re.compile(r"\s+[-–—]\s+")
_LONGEST_NAME, _LONGEST_ROLE = 200, 500  # letters, as the columns hold them
TOO_MANY_PARTS, NO_NAME, NAME_TOO_LONG, ROLE_TOO_LONG = "parts", "no name", "long name", "long role"


@dataclass(frozen=True, slots=True)
class Reading:
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """`number` counts the empty lines too; `readings` is what it can mean, the likeliest first, or `problem` says why
    it means nothing."""

    number: int
    text: str
    readings: list = field(default_factory=list)
    problem: str = ""


def parse(text):
    """The lines with something in them."""
    return [_line(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _line(number, text):
    readings = _readings(text)
    problem = _problem(readings)
    return Line(number, _tidy(text), [] if problem else readings, problem)


def _readings(text):
    for separator in ("\t", "|"):
        if separator in text.strip():
            parts = [_tidy(part) for part in re.split(rf"{re.escape(separator)}+", text.strip())]
            return [Reading(*parts)] if len(parts) == 2 else []
    text = _tidy(text)
    if _AS.search(text):
        return [Reading(*_AS.split(text, maxsplit=1))]
    parts = _DASH.split(text)
    if len(parts) == 1:
        return [Reading(text)]
    return [Reading(parts[1], parts[0]), Reading(parts[0], parts[1])] if len(parts) == 2 else []


def _problem(readings):
    if not readings:
        return TOO_MANY_PARTS
    if not all(reading.name for reading in readings):
        return NO_NAME
    if any(len(reading.name) > _LONGEST_NAME for reading in readings):
        return NAME_TOO_LONG
    return ROLE_TOO_LONG if any(len(reading.role) > _LONGEST_ROLE for reading in readings) else ""


def _tidy(text):
    return " ".join(text.split())
