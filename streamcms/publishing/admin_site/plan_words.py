"""A plan of publishing in words: groups of things that the same becomes of, and the numbers of what lies in them."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from streamcms.publishing import showing_times as st
from streamcms.publishing.moments import spoken


@dataclass(slots=True)
class Group:
    words: str
    state: str  # how it is marked: published, scheduled, ended, none
    lines: list = field(default_factory=list)


_MARKS = {
    st.APPEARS: "published",
    st.MOVES: "scheduled",
    st.RETURNS: "scheduled",
    st.ENDS: "scheduled",
    st.LEAVES: "ended",
    st.STAYS: "none",
    st.HIDDEN: "none",
}


def change_words(change, now):
    """ "On the site from 4 March, 20:00 CET, until 5 May, 12:00 CEST"."""
    at, until = (moment and spoken(moment, now) for moment in (change.at, change.until))
    words = {
        st.APPEARS: _("On the site from %s") % at if at else _("On the site at once"),
        st.MOVES: _("On the site from %s instead") % at,
        st.RETURNS: _("Off the site at once, back on %s") % at,
        st.ENDS: _("On the site until %s") % at if at else _("On the site without an end"),
        st.LEAVES: _("Not on the site on %s after all") % at if at else _("Off the site at once"),
        st.STAYS: _("No difference for viewers: on the site as before"),
        st.HIDDEN: _("No difference for viewers: not on the site"),
    }[change.kind]
    return _("%(words)s, until %(end)s") % {"words": words, "end": until} if until else words


def name_of(thing):
    """Its name, after that of what it is a part of where it does not say that itself."""
    outermost = thing
    while outermost.visible_within:
        outermost = getattr(outermost, outermost.visible_within)
    name = str(thing)
    return name if outermost is thing or outermost.name in name else f"{outermost.name}: {name}"


def groups_of(lines, now):
    """[Group] of what is touched: what appears first, what viewers do not notice last."""
    order = list(_MARKS)
    groups = {}
    for line in lines:
        if not line.refusals:
            mark = "scheduled" if line.change.kind == st.APPEARS and line.change.at else _MARKS[line.change.kind]
            words = change_words(line.change, now)
            key = order.index(line.change.kind), line.change.at is not None, str(line.change.at), words
            groups.setdefault(key, Group(words, mark)).lines.append(line)
    return [groups[key] for key in sorted(groups)]


def left_out(lines):
    """[Group] of what is not touched, by why."""
    groups = {}
    for line in lines:
        if line.refusals:
            words = "; ".join(line.refusals)
            groups.setdefault(words, Group(words, "none")).lines.append(line)
    return list(groups.values())


def inner_words(line, now):
    """[words] of what lies in a thing: "12 episodes: appear now (S1 E1–8, S2 E1–4)"."""
    return [_inner(model, change, numbers, now) for (model, change), numbers in line.inner.items()]


def _inner(model, change, numbers, now):
    what = _count(model, len(numbers))
    words = {
        st.STAYS: _("%s: on the site as before"),
        st.HIDDEN: _("%s: not on the site, before and after"),
    }.get(change.kind)
    said = words % what if words else f"{what}: {change_words(change, now)}"
    return f"{said} ({ranges(numbers)})"


def _count(model, count):
    name = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
    return f"{count} {name}"


def totals(lines, now):
    """[words] over everything: what is touched, then what lies in it."""
    counts = {}
    for line in lines:
        if line.refusals:
            continue
        own = (type(line.thing), line.change)
        for (model, change), amount in [(own, 1), *((key, len(numbers)) for key, numbers in line.inner.items())]:
            if change.kind not in (st.STAYS, st.HIDDEN):
                key = model, change_words(change, now)
                counts[key] = counts.get(key, 0) + amount
    return [f"{_count(model, count)}: {words}" for (model, words), count in counts.items()]


def ranges(numbers):
    """ "S1 E1–8, E10; S2 E1" of [(1, 1), ...]; "1–3" of seasons."""
    if len(numbers[0]) == 1:
        return _runs("", [number for (number,) in numbers])
    by_season = groupby(sorted(numbers), lambda pair: pair[0])
    return "; ".join(f"S{season} {_runs('E', [pair[1] for pair in pairs])}" for season, pairs in by_season)


def _runs(letter, numbers):
    runs = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{letter}{first}–{last}" if last > first else f"{letter}{first}" for first, last in runs)
