"""The programme of eight weeks as plain data: what is on when, and what is wrong with it. For the calendar page."""

import datetime as dt
from dataclasses import dataclass, field

from streamcms.publishing.publishable import Publishable
from streamcms.publishing.viewpoint import Viewpoint
from theming.models import HomepageRow, RowTitle, Slide, Theme
from theming.programme_calendar import problems as flaws
from theming.programme_calendar.spans import day_start, holds, visible_spans

WEEKS = 8
_DAYS_A_WEEK = 7


@dataclass(eq=False, slots=True)
class Slot:
    """A slide, a row or a default theme, and the part of its window that lies in the calendar."""

    thing: Publishable
    lane: str
    start: dt.datetime
    end: dt.datetime
    problems: list = field(default_factory=list)

    @property
    def is_draft(self):
        return self.thing.state != Publishable.State.PUBLISHED

    @property
    def spans(self):
        return [(self.start, self.end)]


@dataclass(frozen=True, slots=True)
class Day:
    """`slides` and `rows`: how many are on when it begins (today: now)."""

    date: dt.date
    moment: dt.datetime
    slides: int
    rows: int
    problems: tuple


@dataclass(frozen=True, slots=True)
class ProgrammeCalendar:
    first_day: dt.date
    start: dt.datetime
    end: dt.datetime
    slides: list
    rows: list
    themes: list
    problems: list
    weeks: list

    @property
    def days(self):
        return WEEKS * _DAYS_A_WEEK


def programme_calendar(first_day, now, with_themes=True):
    """Eight weeks from a date on: four queries, and what thin_rows() takes. None of them grows with titles."""
    start, end = day_start(first_day), day_start(first_day + dt.timedelta(days=WEEKS * _DAYS_A_WEEK))
    slides = _slots("slides", Slide.objects.select_related("title").in_order(), start, end)
    rows = _slots("rows", HomepageRow.objects.with_sources().in_order(), start, end)
    themes = Theme.objects.filter(is_default=True).in_order() if with_themes else Theme.objects.none()
    themes = _slots("themes", themes, start, end)
    chosen = _titles_by_hand(rows)
    problems = flaws.all_of(slides, rows, themes, chosen, start, end)
    for problem in problems:
        for slot in problem.slots:
            slot.problems.append(problem)
    weeks = _weeks(first_day, now, slides, rows, problems)
    return ProgrammeCalendar(first_day, start, end, slides, rows, themes, problems, weeks)


def _slots(lane, things, start, end):
    shown = things.filter(state__in=Publishable.State.shown(Viewpoint(start, drafts=True)))
    return [Slot(thing, lane, a, b) for thing in shown for a, b in visible_spans(thing, start, end, drafts=True)]


def _titles_by_hand(rows):
    """Primary key of a row -> its titles, of rows that are chosen by hand: one query."""
    keys = [slot.thing.pk for slot in rows if slot.thing.kind == HomepageRow.Kind.TITLES]
    chosen = {key: [] for key in keys}
    for place in RowTitle.objects.filter(row__in=keys).select_related("title") if keys else ():
        chosen[place.row_id].append(place.title)
    return chosen


def _weeks(first_day, now, slides, rows, problems):
    days = [_day(first_day + dt.timedelta(days=n), now, slides, rows, problems) for n in range(WEEKS * _DAYS_A_WEEK)]
    return [days[n : n + _DAYS_A_WEEK] for n in range(0, len(days), _DAYS_A_WEEK)]


def _day(date, now, slides, rows, problems):
    begin, end = day_start(date), day_start(date + dt.timedelta(days=1))
    moment = now if begin <= now < end else begin
    on = [sum(not slot.is_draft and holds(slot.spans, moment) for slot in lane) for lane in (slides, rows)]
    its = tuple(problem for problem in problems if problem.start < end and problem.end > begin)
    return Day(date, moment, *on, its)
