"""Dates as far as they are known: a year, a month or a day, never an invented 1 January."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db import models
from django.utils import dates, formats

_SPELLING = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Precision(models.TextChoices):
    YEAR = "year", "year"
    MONTH = "month", "month"
    DAY = "day", "day"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """`first_day` is the first day of the period that is known."""

    first_day: dt.date
    precision: str = Precision.DAY

    @classmethod
    def parse(cls, text):
        """From "1922", "1922-03" or "1922-03-04"; ValueError names what is wrong."""
        match = _SPELLING.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is not a date like 1922, 1922-03 or 1922-03-04")
        year, month, day = match.groups()
        try:
            first_day = dt.date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            raise ValueError(f"{text!r} is not a day of the calendar") from None
        return cls(first_day, Precision.DAY if day else Precision.MONTH if month else Precision.YEAR)

    @classmethod
    def of(cls, first_day, precision):
        return cls(first_day, precision) if first_day else None

    @property
    def year(self):
        return self.first_day.year

    def isoformat(self):
        length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[self.precision]
        return self.first_day.isoformat()[:length]

    def __str__(self):
        if self.precision == Precision.YEAR:
            return str(self.year)
        if self.precision == Precision.MONTH:
            return f"{dates.MONTHS[self.first_day.month]} {self.year}"
        return formats.date_format(self.first_day, "j F Y")


def precision_field(**options):
    return models.CharField(max_length=5, choices=Precision, blank=True, **options)


def known_together(date_field, precision, name):
    """The constraint that a date has a precision and a missing date has none."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{date_field}__isnull": True, precision: ""})
        | (models.Q(**{f"{date_field}__isnull": False}) & ~models.Q(**{precision: ""})),
        name=name,
    )
