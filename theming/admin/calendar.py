"""The calendar page: eight weeks of slides, rows and default themes, and what is wrong with them."""

import datetime as dt
from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from streamcms.publishing.viewpoint import Viewpoint
from theming.models import HomepageRow, Slide, Theme
from theming.programme_calendar.spans import left_between
from theming.programme_calendar.weeks import WEEKS, programme_calendar

_STEP = dt.timedelta(weeks=WEEKS)
_FIRST, _LAST = dt.date(2000, 1, 1), dt.date(2200, 1, 1)
_INSTANT = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch as columns of the grid, from 1; `to` is the line after its last day. `kind` is what it is drawn as."""

    kind: str
    column: int
    to: int

    @classmethod
    def of(cls, calendar, kind, start, end):
        first, last = (_day_number(calendar, moment) for moment in (start, end - _INSTANT))
        return cls(kind, first + 1, last + 2)


@require_GET
def calendar_view(request):
    """From ?from=2026-12-01 on, else from today."""
    user = request.user
    if not (_may_view(user, Slide) and _may_view(user, HomepageRow)):
        raise PermissionDenied
    timezone.deactivate()  # its days are the site's, as its viewers have them, whatever the editor's time zone
    now = request.viewpoint
    first_day = _asked_day(request.GET.get("from", "")) or now.today
    calendar = programme_calendar(first_day, now.at, with_themes=_may_view(user, Theme))
    context = {
        **admin.site.each_context(request),
        "title": _("Homepage calendar"),
        "calendar": calendar,
        "last_day": first_day + _STEP - dt.timedelta(days=1),
        "earlier": first_day - _STEP,
        "later": first_day + _STEP,
        "is_today": first_day == now.today,
        "today_bar": Bar.of(calendar, "today", now.at, now.at + _INSTANT)
        if calendar.start <= now.at < calendar.end
        else None,
        "weeks": [_week(week) for week in calendar.weeks],
        "lanes": _lanes(calendar),
        "problems": [_problem(calendar, problem) for problem in calendar.problems],
        "opts": HomepageRow._meta,
    }
    return TemplateResponse(request, "admin/programme_calendar.html", context)


def _may_view(user, model):
    name = f"{model._meta.app_label}.%s_{model._meta.model_name}"
    return user.has_perm(name % "view") or user.has_perm(name % "change")


def _asked_day(text):
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and _FIRST <= day <= _LAST else None


def _day_number(calendar, moment):
    return (timezone.localdate(moment) - calendar.first_day).days


def _change_url(thing):
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])


def _lanes(calendar):
    """The three parts of the picture; a part's own stretches are those in which it is empty or too full."""
    parts = (
        ("slides", _("Slides"), calendar.slides, _("No slide is planned.")),
        ("rows", _("Rows"), calendar.rows, _("No row is planned.")),
        ("themes", _("Default themes"), calendar.themes, _("No default theme is planned.")),
    )
    return [_lane(calendar, *part) for part in parts]


def _lane(calendar, name, label, slots, none):
    gaps = [problem for problem in calendar.problems if problem.lane == name and problem.kind == "gap"]
    return {
        "name": name,
        "label": label,
        "none": none,
        "slots": [_slot(calendar, slot) for slot in slots],
        "gaps": [(Bar.of(calendar, "gap", gap.start, gap.end), gap.start, gap.end - _INSTANT) for gap in gaps],
    }


def _slot(calendar, slot):
    thing = slot.thing
    # What is wrong covers the bar; a clash is about the whole of it and only named.
    flaws = [problem for problem in slot.problems if problem.kind in ("hidden", "few")]
    covered = [(problem.start, problem.end) for problem in flaws]
    clear = left_between(covered, slot.start, slot.end)
    kind = "draft" if slot.is_draft else "on"
    bars = [Bar.of(calendar, kind, slot.start, slot.end)] if clear or flaws else []
    bars += [Bar.of(calendar, problem.level, problem.start, problem.end) for problem in flaws]
    return {
        "name": str(thing),
        "kind": thing.get_kind_display() if hasattr(thing, "get_kind_display") else thing.get_scheme_display(),
        "address": _change_url(thing),
        "opens": thing.publish_at,
        "closes": thing.unpublish_at,
        "is_draft": slot.is_draft,
        "bars": bars,
        "marks": _marks(calendar, slot),
    }


def _marks(calendar, slot):
    """[(number of the first problem of a kind, it, how many)], the gravest first."""
    alike = {}
    for problem in slot.problems:
        alike.setdefault(problem.label, []).append(problem)
    return [(calendar.problems.index(those[0]) + 1, those[0], len(those)) for those in alike.values()]


def _problem(calendar, problem):
    last = problem.end - _INSTANT
    return {
        "problem": problem,
        "first": problem.start,
        "last": last,
        "is_all": (problem.start, problem.end) == (calendar.start, calendar.end),
        "preview": _preview(problem.start),
        "links": [(_change_url(slot.thing), str(slot.thing)) for slot in problem.slots],
    }


def _preview(moment):
    return f"/admin/preview/{Viewpoint.spell(moment)}/"


def _week(days):
    first = days[0]
    return {
        "first": first.date,
        "preview": _preview(first.moment),
        "days": [{"day": day, "preview": _preview(day.moment), "worst": _worst(day)} for day in days],
    }


def _worst(day):
    """Of what a day may have and another not: a row that lacks titles lacks them for weeks."""
    levels = {problem.level for problem in day.problems if problem.kind != "few"}
    return next((level for level in ("serious", "notice") if level in levels), "")
