"""What publishing, scheduling or archiving many things would change for viewers: of each, with all that lies in it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from streamcms.publishing.admin_site.bulk_selection import mark_of
from streamcms.publishing.history.many import batches
from streamcms.publishing.moments import spoken
from streamcms.publishing.outcome import ARCHIVED, IN_REVIEW, PUBLISHED, Showing
from streamcms.publishing.revision import publishable_models
from streamcms.publishing.showing_times import Change, always, both, change_between, times_of

PUBLISH, SCHEDULE, ARCHIVE, REVIEW = "publish", "schedule", "archive", "review"


@dataclass(slots=True)
class Line:
    """One thing: what becomes of it, or why nothing does. `inner`: {(model, Change): [numbers]} of what lies in it."""

    thing: object
    before: Showing
    after: Showing | None = None
    change: Change | None = None
    inner: dict = field(default_factory=dict)
    outer: object = None  # what it lies in and that hides it
    refusals: list = field(default_factory=list)

    @property
    def mark(self):
        inner = [(model._meta.label, change, numbers) for (model, change), numbers in self.inner.items()]
        outer = self.outer and (self.outer._meta.label, self.outer.pk)
        return mark_of((self.before, self.after, self.change, sorted(map(repr, inner)), outer, self.refusals))


def plan(model_admin, request, things, what, window=None):
    """A Line for each thing, in their order. `window`: (opens, closes) of SCHEDULE. Queries: one for each level of
    parts and each batch of things, and what publishing_obstacles() takes."""
    now = request.viewpoint.at
    lines = [Line(thing, Showing.of(thing)) for thing in things]
    for line in lines:
        line.after, refusal = _wanted(line.before, what, window, now)
        refusal = refusal or _lacking_right(model_admin, request, line)
        line.refusals += [refusal] if refusal else []
    _heed_obstacles(model_admin, request, lines)
    touched = [line for line in lines if not line.refusals]
    parts = _parts_of(model_admin.model, [line.thing.pk for line in touched], now)
    for line in touched:
        _see(line, parts.get(line.thing.pk, ()), request.viewpoint)
    return lines


def _wanted(before, what, window, now):
    """(the Showing that it would get, or why it gets none)."""
    if what == ARCHIVE:
        same = _("archived already") if before.state == ARCHIVED else ""
        return Showing(ARCHIVED, before.opens, before.closes), same
    if what == REVIEW:
        refusal = {
            PUBLISHED: _("published: archive it, or change it as it is"),
            IN_REVIEW: _("in review already"),
        }.get(before.state, "")
        return Showing(IN_REVIEW, before.opens, before.closes), refusal
    if what == SCHEDULE:
        after = Showing(PUBLISHED, *window)
        return after, _("it has this schedule already") if before == after else ""
    after = Showing(PUBLISHED, None if before.opens and before.opens > now else before.opens, before.closes)
    if before.closes and before.closes <= now:
        return after, _("its end was %s: give it a new schedule") % spoken(before.closes, now)
    return after, _("published already") if before.shows(now) else ""


def _lacking_right(model_admin, request, line):
    if not model_admin.has_change_permission(request, line.thing):
        return _("you may not change it")
    if PUBLISHED not in (line.before.state, line.after.state) or model_admin.may_publish(request):
        return ""
    if line.before.state == PUBLISHED:
        return _("it is published, and your role may not hide it")
    return _("your role may not publish it")


def _heed_obstacles(model_admin, request, lines):
    appearing = [line for line in lines if line.after.state == PUBLISHED != line.before.state and not line.refusals]
    found = model_admin.publishing_obstacles(request, [line.thing for line in appearing]) if appearing else {}
    for line in appearing:
        line.refusals += map(str, found.get(line.thing.pk, ()))


def _see(line, parts, viewpoint):
    now = viewpoint.at
    around, line.outer = _around(line.thing, viewpoint)
    before, after = (both(around, times_of(showing, now)) for showing in (line.before, line.after))
    line.change = change_between(before, after, now)
    for model, numbers, times in parts:
        change = change_between(both(before, times), both(after, times), now)
        line.inner.setdefault((model, change), []).append(numbers)


def _around(thing, viewpoint):
    """(when all that it lies in can be seen, the outermost of these that hides it now)."""
    times, hiding = always(viewpoint.at), None
    while thing.visible_within:
        thing = getattr(thing, thing.visible_within)
        own = times_of(Showing.of(thing), viewpoint.at)
        times = both(times, own)
        if own is None or own.opens > viewpoint.at:
            hiding = thing
    return times, hiding


def _parts_of(model, keys, now):
    """{key: [(model, numbers, Times by itself and what lies between)]}: seasons and episodes, of a show say."""
    found = {}
    for part, path in _levels(model):
        columns = [f"{prefix}{name}" for prefix in _prefixes(part, path) for name in _FACTS]
        for some in batches(keys):
            rows = part._base_manager.filter(**{f"{path}__in": some}).order_by(*columns[3::4])
            for key, *facts in rows.values_list(f"{path}_id", *columns).iterator():
                found.setdefault(key, []).append((part, *_read(facts, now)))
    return found


_FACTS = ("state", "publish_at", "unpublish_at", "number")


def _levels(model):
    """(model, path to the thing) of each model of parts, outer ones first."""
    concrete, levels = model._meta.concrete_model, []
    for part in publishable_models():
        path, inner = part.visible_within, part
        while inner.visible_within:
            inner = inner._meta.get_field(inner.visible_within).related_model
            if inner is concrete:
                levels.append((part, path))
                break
            path = f"{path}__{inner.visible_within}"
    return sorted(levels, key=lambda level: level[1].count("__"))


def _prefixes(part, path):
    """Of the part itself and of each thing between it and the thing."""
    between = path.split("__")[:-1]
    return ["", *("__".join(between[: length + 1]) + "__" for length in range(len(between)))]


def _read(facts, now):
    """(numbers from the outermost inwards, Times) from the columns of a part and of what lies between."""
    times, numbers = always(now), ()
    for start in range(0, len(facts), len(_FACTS)):
        state, opens, closes, number = facts[start : start + len(_FACTS)]
        times, numbers = both(times, times_of(Showing(state, opens, closes), now)), (number, *numbers)
    return numbers, times
