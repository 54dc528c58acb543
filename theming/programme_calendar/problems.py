"""What is wrong with a programme: one function a kind of flaw, each a generator of Problems."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from streamcms.publishing.publishable import Publishable
from theming.homepage import UNPROGRAMMED
from theming.models import HomepageRow, Slide
from theming.programme import MOST_SLIDES
from theming.programme_calendar.spans import holds, joined, left_between, shared, stretches, visible_spans
from theming.programme_calendar.thin_rows import thin_rows
from theming.themes import default_of

SERIOUS, NOTICE, NOTE = "serious", "notice", "note"
_Kind = HomepageRow.Kind
_LABELS = {
    "gap": gettext_lazy("gap"),
    "clash": gettext_lazy("clash"),
    "hidden": gettext_lazy("hidden"),
    "twice": gettext_lazy("twice"),
    "few": gettext_lazy("too few"),
    "replaced": gettext_lazy("replaced"),
}
_NAMED = 3  # titles in one sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """`kind`: gap, clash, hidden, twice or few. `lane` is where it is drawn, `slots` are those that it is about.

    Its dates are not in the text."""

    kind: str
    level: str
    lane: str
    start: dt.datetime
    end: dt.datetime
    text: str
    slots: tuple = ()

    @property
    def label(self):
        return _LABELS["replaced" if self.level == NOTE else self.kind]


def all_of(slides, rows, themes, chosen, start, end):
    """`chosen`: key of a row that is chosen by hand -> its titles. The gravest first, then the earliest."""
    shown = {slot: _shown_spans(slot) for slot in slides}
    found = [
        *_gaps(shown, rows, start, end),
        *_hidden(slides, rows, chosen),
        *_alike_rows(rows),
        *_too_many_slides(shown, start, end),
        *_default_themes(themes, start, end),
        *_twice(slides, rows, chosen),
        *_thin(rows, chosen, start, end),
    ]
    levels = (SERIOUS, NOTICE, NOTE)
    return sorted(found, key=lambda problem: (levels.index(problem.level), problem.start))


def _visible_within(thing, slot):
    """When a thing is visible to the public while a slot is on."""
    return visible_spans(thing, slot.start, slot.end)


def _published(slots):
    return [slot for slot in slots if not slot.is_draft]


def _shown_spans(slot):
    """When a slide has something to show."""
    slide = slot.thing
    if slide.kind == Slide.Kind.NEWEST:
        return slot.spans
    has_picture = slide.picture_id or slide.title.backdrop_id
    return _visible_within(slide.title, slot) if has_picture else []


def _gaps(shown, rows, start, end):
    filled = [span for slot in _published(shown) for span in shown[slot]]
    for a, b in left_between(filled, start, end):
        yield Problem("gap", SERIOUS, "slides", a, b, _("No slide is on: the newest titles stand in."))
    filled = [span for slot in _published(rows) if slot.thing.kind != _Kind.MY_LIST for span in slot.spans]
    usual = ", ".join(str(_Kind(kind).label) for kind in UNPROGRAMMED)
    for a, b in left_between(filled, start, end):
        yield Problem("gap", SERIOUS, "rows", a, b, _("No row is on: the usual ones stand in (%s).") % usual)


def _hidden(slides, rows, chosen):
    for slot in slides:
        if slot.thing.title_id:
            yield from _hidden_within(slot, [slot.thing.title])
            if not (slot.thing.picture_id or slot.thing.title.backdrop_id):
                words = _("“%s” has no backdrop, so its slide is left out.") % slot.thing.title
                yield Problem("hidden", SERIOUS, slot.lane, slot.start, slot.end, words, (slot,))
    for slot in rows:
        yield from _hidden_within(slot, chosen.get(slot.thing.pk, ()))
        if isinstance(slot.thing.source, Publishable):
            yield from _hidden_within(slot, [slot.thing.source])


def _hidden_within(slot, things):
    """One problem for all that are hidden for the same stretch."""
    hidden = defaultdict(list)
    for thing in things:
        for span in left_between(_visible_within(thing, slot), slot.start, slot.end):
            hidden[span].append(thing)
    for (a, b), those in hidden.items():
        words = {"names": _names(those), "slot": slot.thing}
        yield Problem("hidden", SERIOUS, slot.lane, a, b, _hidden_words(slot, a, b) % words, (slot,))


def _hidden_words(slot, start, end):
    if (start, end) == (slot.start, slot.end):
        return _("%(names)s: not visible while “%(slot)s” is on.")
    if start == slot.start:
        return _("%(names)s: not visible yet when “%(slot)s” begins.")
    return _("%(names)s: no longer visible before “%(slot)s” ends.")


def _alike_rows(rows):
    alike = defaultdict(list)
    for slot in _published(rows):
        row = slot.thing
        if row.kind != _Kind.TITLES:
            alike[row.kind, row.source, row.title_kind].append(slot)
    for one, other in _pairs(alike.values()):
        is_own = one.thing.kind == _Kind.MY_LIST
        words = (
            _("“%(one)s” and “%(other)s” are both the viewer's own list: only the first is shown.")
            if is_own
            else _("“%(one)s” and “%(other)s” show the same titles.")
        )
        for a, b in shared(one.spans, other.spans):
            text = words % {"one": one.thing, "other": other.thing}
            yield Problem("clash", NOTICE, "rows", a, b, text, (one, other))


def _pairs(groups):
    return (pair for group in groups for pair in combinations(group, 2))


def _too_many_slides(shown, start, end):
    slots = _published(shown)
    asked = {}
    for a, b in stretches([span for slot in slots for span in shown[slot]], start, end):
        on = [slot for slot in slots if holds(shown[slot], a)]
        pictures = sum(slot.thing.count if slot.thing.kind == Slide.Kind.NEWEST else 1 for slot in on)
        if pictures > MOST_SLIDES:
            asked[a, b] = pictures
    for a, b in joined(asked):
        most = max(pictures for (c, _d), pictures in asked.items() if a <= c < b)
        text = _("%(count)d slides are on: only the first %(most)d are shown.") % {"count": most, "most": MOST_SLIDES}
        yield Problem("clash", NOTICE, "slides", a, b, text)


def _default_themes(themes, start, end):
    """Two that are scheduled clash; one that is scheduled over a lasting one is what windows are for, and a note."""
    together = defaultdict(list)
    slots = _published(themes)
    for a, b in stretches([span for slot in slots for span in slot.spans], start, end):
        for scheme in ("dark", "light"):
            on = tuple(slot for slot in slots if slot.thing.scheme == scheme and holds(slot.spans, a))
            if len(on) > 1:
                together[on].append((a, b))
    for on, spans in together.items():
        worn = default_of([slot.thing for slot in on])
        others = [slot.thing for slot in on if slot.thing != worn]
        words = {"worn": worn, "others": _names(others), "scheme": worn.get_scheme_display().lower()}
        text = _("“%(worn)s” is the %(scheme)s default, not %(others)s.") % words
        is_meant = worn.publish_at and not any(theme.publish_at for theme in others)
        for a, b in joined(spans):
            yield Problem("clash", NOTE if is_meant else NOTICE, "themes", a, b, text, on)


def _twice(slides, rows, chosen):
    """A title in two slides, in two rows that are chosen by hand, or in both: one problem a pair and stretch."""
    holders = [(slot, {slot.thing.title}) for slot in _published(slides) if slot.thing.title_id]
    holders += [(slot, set(chosen[slot.thing.pk])) for slot in _published(rows) if slot.thing.pk in chosen]
    for (one, its), (other, others) in combinations(holders, 2):
        both = shared(one.spans, other.spans)
        doubles = defaultdict(list)
        for title in sorted(its & others, key=str) if both else ():
            for span in shared(both, _visible_within(title, one)):
                doubles[span].append(title)
        for (a, b), titles in doubles.items():
            places = " / ".join(slot.thing._meta.verbose_name + f" “{slot.thing}”" for slot in (one, other))
            text = _("%(names)s twice at once: %(places)s.") % {"names": _names(titles), "places": places}
            yield Problem("twice", NOTICE, other.lane, a, b, text, (one, other))


def _thin(rows, chosen, start, end):
    asked = {slot: min(slot.thing.count, len(chosen.get(slot.thing.pk, range(slot.thing.count)))) for slot in rows}
    for slot, a, b, least in thin_rows(asked, start, end):
        words = {"row": slot.thing, "least": least, "wanted": asked[slot] or slot.thing.count}
        if not least:
            yield Problem("few", SERIOUS, "rows", a, b, _("“%(row)s” shows nothing and is left out.") % words, (slot,))
        else:
            text = ngettext(
                "“%(row)s” shows %(least)d title at least; it wants %(wanted)d.",
                "“%(row)s” shows %(least)d titles at least; it wants %(wanted)d.",
                least,
            )
            yield Problem("few", NOTICE, "rows", a, b, text % words, (slot,))


def _names(things):
    names = [f"“{thing}”" for thing in things]
    if len(names) <= _NAMED:
        return ", ".join(names)
    return _("%(names)s and %(count)d more") % {"names": ", ".join(names[:_NAMED]), "count": len(names) - _NAMED}
