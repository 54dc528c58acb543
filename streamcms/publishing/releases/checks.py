"""What is missing from a release, and what clashes: a fixed number of queries for each kind of thing in it, and a few
for each draft, which is tried.

What only a certain kind of thing can lack, its admin tells: `release_problems(things, viewpoint)` yields
(thing, words), `publishing_obstacles(request, things)` and `publishing_warnings` give {key: [words]}. They are asked
while the release is in place, so that what comes with it counts as there.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from streamcms.publishing.models import Release, ReleaseItem
from streamcms.publishing.releases.changes import drafts_of, is_as_noted, refusals
from streamcms.publishing.releases.rehearsal import in_place
from streamcms.publishing.releases.things import by_model, spelled, with_things
from streamcms.publishing.releases.windows import is_shown_already, window_of
from streamcms.publishing.viewpoint import Viewpoint

_Kind = ReleaseItem.Kind


@dataclass(frozen=True, slots=True)
class Problem:
    """`item` None: of the release itself. `blocks`: with it, the release is not scheduled."""

    text: str
    blocks: bool = False
    item: ReleaseItem | None = None


def problems_of(release, moment):
    """[Problem] of a release that is open or scheduled, the gravest first."""
    items = with_things(release.items.all())
    found = [] if items else [Problem(_("Nothing is in it yet."), blocks=True)]
    found += [Problem(_("It is gone: take it out."), True, item) for item in items if item.thing is None]
    found += _in_other_releases(release, items)
    for item in items:
        if item.thing is not None and item.kind != _Kind.CHANGE:
            found += _edited(item) if item.after else _against_the_moment(item, moment)
    found += _twice(items)
    found += _of_drafts(items)
    with in_place(release, moment):
        found += _in_place(items, Viewpoint(moment), {problem.item for problem in found if problem.blocks})
        found += _incomplete(release, items)
    return sorted(found, key=lambda problem: not problem.blocks)


def _in_other_releases(release, items):
    keys = defaultdict(set)
    for item in items:
        keys[item.content_type_id].add(item.object_id)
    same = Q()
    for content_type, some in keys.items():
        same |= Q(content_type=content_type, object_id__in=some)
    ahead = [Release.State.OPEN, Release.State.SCHEDULED]
    others = ReleaseItem.objects.filter(same, release__state__in=ahead).exclude(release=release) if items else ()
    held = defaultdict(list)
    for other in others.select_related("release") if items else ():
        held[other.content_type_id, other.object_id].append(other)
    for item in items:
        for other in held[item.content_type_id, item.object_id]:
            is_alike = (item.kind == _Kind.CHANGE) == (other.kind == _Kind.CHANGE)
            text = _("It is in the release “%(name)s” too, which is %(state)s.")
            words = {"name": other.release, "state": other.release.get_state_display()}
            yield Problem(text % words, is_alike and other.release.is_scheduled, item)


def _edited(item):
    if window_of(item.thing) != item.after:
        yield Problem(_("Its state or window was changed since this was scheduled: that counts."), False, item)


def _against_the_moment(item, moment):
    thing = item.thing
    if item.kind == _Kind.PUBLISH:
        if is_shown_already(thing, moment):
            yield Problem(_("It is shown before that by itself: take it out."), True, item)
        elif thing.unpublish_at and thing.unpublish_at <= moment:
            yield Problem(_("Its window ends before that, on %s.") % spelled(thing.unpublish_at), True, item)
        elif thing.publish_at and thing.publish_at != moment:
            yield Problem(_("Its own moment, %s, is replaced.") % spelled(thing.publish_at), False, item)
    elif thing.publish_at and thing.publish_at >= moment:
        yield Problem(_("It is not shown before that: there is nothing to hide."), True, item)
    elif thing.unpublish_at and thing.unpublish_at <= moment:
        yield Problem(_("It is hidden before that, on %s.") % spelled(thing.unpublish_at), True, item)


def _twice(items):
    kinds = defaultdict(set)
    for item in items:
        kinds[item.content_type_id, item.object_id].add(item.kind)
    for item in items:
        if item.kind == _Kind.HIDE and _Kind.CHANGE in kinds[item.content_type_id, item.object_id]:
            yield Problem(_("It is changed and hidden at once."), False, item)


def _of_drafts(items):
    drafts = drafts_of(items)
    for item in items:
        if item.kind != _Kind.CHANGE or item.thing is None:
            continue
        if (draft := drafts.get(item.pk)) is None:
            yield Problem(_("It has no draft any more."), True, item)
            continue
        if item.after and not is_as_noted(draft, item.after):
            yield Problem(_("Its draft was saved again after this was scheduled: schedule it anew."), True, item)
        for reason in refusals(draft):
            yield Problem(reason, True, item)


def _in_place(items, viewpoint, without):
    for model, some in by_model(items).items():
        visible = set(model.objects.visible(viewpoint).filter(pk__in=[i.object_id for i in some]).values_list("pk"))
        for item in some:
            if item.kind != _Kind.HIDE and item not in without and (item.object_id,) not in visible:
                yield Problem(_("It is not visible then: what it belongs to is hidden, or it is."), False, item)
        things = {item.object_id: item for item in some if item.kind != _Kind.HIDE}
        told = getattr(admin.site._registry.get(model), "release_problems", None)
        for thing, text in told([item.thing for item in things.values()], viewpoint) if told and things else ():
            yield Problem(text, False, things[thing.pk])


def _incomplete(release, items):
    """What the admins of things say against publishing them: what blocks, and what only warns."""
    request = HttpRequest()
    request.user = release.scheduled_by or release.created_by
    for model, some in by_model(items).items():
        shown = {item.object_id: item for item in some if item.kind == _Kind.PUBLISH}
        for name, blocks in (("publishing_obstacles", True), ("publishing_warnings", False)):
            told = getattr(admin.site._registry.get(model), name, None)
            found = told(request, [item.thing for item in shown.values()]) if told and shown else {}
            for key, texts in found.items():
                for text in texts:
                    yield Problem(text, blocks, shown[key])
