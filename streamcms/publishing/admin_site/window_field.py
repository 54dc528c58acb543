"""A moment typed in the editor's time zone, in words where the clocks change: "02:30 CET" where 02:30 comes twice."""

import datetime as dt
import re
from typing import NamedTuple

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_WITH_ZONE = re.compile(r"(.*\d)\s+([A-Za-z+-]\S*)")
_YEARS = range(1900, 9000)  # beyond them some zone leaves the calendar


class Clock(NamedTuple):
    time: dt.time
    zone: str  # "CET", or "" where none was typed


class ClockField(forms.TimeField):
    def to_python(self, value):
        match = _WITH_ZONE.fullmatch(value.strip()) if isinstance(value, str) else None
        time = super().to_python(match[1] if match else value)
        return time and Clock(time, match[2] if match else "")


class WindowWidget(AdminSplitDateTime):
    def decompress(self, value):
        date, time = super().decompress(value)
        return [date, f"{time:%H:%M:%S} {timezone.localtime(value).tzname()}" if time and comes_twice(value) else time]


class WindowField(forms.SplitDateTimeField):
    widget = WindowWidget
    default_error_messages = {
        "invalid_date": gettext_lazy("Write a day like 2027-03-04."),
        "invalid_time": gettext_lazy("Write a time like 20:00."),
    }

    def __init__(self, **options):
        super().__init__(**options)
        self.fields = (self.fields[0], ClockField(required=False, error_messages=self.fields[1].error_messages))

    def compress(self, values):
        if not values:
            return None
        date, clock = values
        if date in self.empty_values:
            raise ValidationError(self.error_messages["invalid_date"], code="invalid_date")
        if clock in self.empty_values:
            raise ValidationError(self.error_messages["invalid_time"], code="invalid_time")
        if date.year not in _YEARS:
            raise ValidationError(_("The year %d is out of reach.") % date.year)
        return moment_of(dt.datetime.combine(date, clock.time), clock.zone, timezone.get_current_timezone())

    def has_changed(self, initial, data):
        try:
            typed = self.clean(data)
        except ValidationError:
            return True
        return typed != (initial and initial.replace(microsecond=0))


def comes_twice(at):
    """Whether the wall's clock in the current zone shows the same at another moment too."""
    local = timezone.localtime(at)
    return local.replace(fold=0).utcoffset() > local.replace(fold=1).utcoffset()


def moment_of(wall, name, zone):
    """What the wall's clock (naive) means in a zone; `name` ("CET") says which of two. Else a ValidationError.

    In UTC: Python holds a moment that comes twice to be equal to none of another zone.
    """
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    said = {"time": f"{wall:%H:%M}", "day": formats.date_format(wall, "j F Y"), "zone": zone, "name": name}
    if first.utcoffset() < second.utcoffset():
        said["later"] = f"{first.astimezone(dt.UTC).astimezone(zone):%H:%M}"
        raise ValidationError(
            _("There is no %(time)s on %(day)s: clocks in %(zone)s go forward. Write %(later)s, say.") % said
        )
    if first.utcoffset() > second.utcoffset():
        said |= {"one": first.tzname(), "other": second.tzname()}
        if name not in (said["one"], said["other"]):
            twice = _(
                "%(time)s comes twice on %(day)s: clocks in %(zone)s go back. "
                "Write %(time)s %(one)s or %(time)s %(other)s."
            )
            raise ValidationError(twice % said)
        return (first if name == said["one"] else second).astimezone(dt.UTC)
    if name and name != first.tzname():
        said["one"] = first.tzname()
        raise ValidationError(_("In %(zone)s it is %(one)s on %(day)s, not %(name)s.") % said)
    return first.astimezone(dt.UTC)
