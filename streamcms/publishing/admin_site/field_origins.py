"""Where a value came from, when, who typed it, and whether a lock keeps refreshes away: one line at its field."""

import datetime as dt
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from streamcms.publishing.sourced import EDITOR

_SOURCES = {"tmdb": "TMDB", "imdb": "IMDb", "omdb": "OMDb"}
_A_SAVE = dt.timedelta(minutes=1)  # within which the lock that an edit sets is logged


@dataclass(frozen=True, slots=True)
class Origin:
    """`name` is what its lock is opened by, `label` what an editor calls it; `who` typed it, or the source."""

    name: str
    label: str
    who: str
    at: dt.datetime | None
    is_locked: bool
    may_open: bool = False
    is_opened: bool = False

    def as_html(self):
        return render_to_string("admin/_origin.html", {"origin": self})


class Origins:
    """Of one Sourced thing. One query of the log, where an editor is among the sources."""

    def __init__(self, thing, may_open=False, opened=()):
        self.thing, self.may_open, self.opened = thing, may_open, set(opened)

    def of(self, name, label, columns=()):
        """The Origin of what the columns hold (default: the one of that name), a locked one before others; or None."""
        told = [entry for column in {name, *columns} if (entry := self.thing.provenance.get(column))]
        if not told:
            return None
        source, moment, _locked = max(told, key=lambda entry: (entry[2], entry[1]))
        is_locked = any(entry[2] for entry in told)
        at = _moment(moment)
        who = self._typist(at) if source == EDITOR else _SOURCES.get(source, source)
        return Origin(name, str(label), who, at, is_locked, self.may_open and is_locked, name in self.opened)

    def _typist(self, at):
        if at is None:
            return _("typed here")
        times = [time for time, _name in self._saves]
        place = bisect_left(times, at)
        if place == len(times) or times[place] - at > _A_SAVE:
            return _("typed here")
        return _("typed by %s") % self._saves[place][1]

    @cached_property
    def _saves(self):
        """[(when, who)] of the saves that may have typed what is there, the earliest first."""
        typed = (_moment(text) for source, text, _locked in self.thing.provenance.values() if source == EDITOR)
        first = min(filter(None, typed), default=None)
        if first is None:
            return []
        types = ContentType.objects.get_for_models(
            type(self.thing), self.thing._meta.concrete_model, for_concrete_models=False
        ).values()
        entries = LogEntry.objects.filter(
            content_type__in=types, object_id=str(self.thing.pk), action_time__gte=first
        ).order_by("action_time")
        return [
            (entry.action_time, entry.user.get_full_name() or str(entry.user))
            for entry in entries.select_related("user")
        ]


def _moment(text):
    try:
        return parse_datetime(text) if text else None
    except ValueError:
        return None
