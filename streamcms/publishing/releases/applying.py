"""A release is scheduled, taken back, applied and rolled back: each in one transaction, all of it or nothing."""

import datetime as dt
import logging

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from streamcms.publishing.drafts import rolled_back
from streamcms.publishing.models import Release, ReleaseItem
from streamcms.publishing.releases.changes import drafts_of, is_as_noted, is_as_published, noted, publish, put_back
from streamcms.publishing.releases.checks import problems_of
from streamcms.publishing.releases.records import log, told
from streamcms.publishing.releases.things import spelled, with_things
from streamcms.publishing.releases.windows import planned, set_window, window_of
from streamcms.publishing.revision import hold_catalogue

logger = logging.getLogger(__name__)

_TRIED_BEFORE = dt.timedelta(seconds=75)  # a tick and a little
_State, _Kind = Release.State, ReleaseItem.Kind


class ReleaseRefused(Exception):
    """`reasons` say why, in words; nothing was changed."""

    def __init__(self, *reasons):
        super().__init__(" ".join(str(reason) for reason in reasons))
        self.reasons = reasons


@transaction.atomic
def schedule(release, user):
    """Things that it publishes get their window now, so that no job need run for them to appear."""
    release = _held(release, _State.OPEN)
    now = timezone.now()
    if release.moment is None or release.moment <= now:
        raise ReleaseRefused(_("Its moment must lie ahead."))
    _refuse_problems(release, release.moment)
    _open_windows(release, user)
    _note_drafts(release)
    release.state, release.failure = _State.SCHEDULED, ""
    release.scheduled_at, release.scheduled_by = now, user
    release.save()
    log(release, user, f"Scheduled for {spelled(release.moment)}.")


@transaction.atomic
def unschedule(release, user, also=()):
    """Every window becomes what it was. What was edited since stays, but for the items whose keys are in `also`."""
    release = _held(release, _State.SCHEDULED)
    _put_back(release, user, also, f"Taken out of the schedule with the release “{release}”.")
    release.state = _State.OPEN
    release.scheduled_at = release.scheduled_by = None
    release.save()
    log(release, user, "Taken out of the schedule.")


@transaction.atomic
def apply_now(release, user):
    """All of it at once, whatever moment was meant."""
    release = _held(release, _State.OPEN)
    release.moment = timezone.now()
    _refuse_problems(release, release.moment)
    release.scheduled_at, release.scheduled_by = release.moment, user
    _open_windows(release, user)
    _note_drafts(release)
    _apply(release, user)


def apply_due(now=None):
    """Apply what is scheduled and due, and try what will be so before the next tick: what would fail then is withdrawn
    before anything of it shows. Returns (releases that were applied, those that could not be and are open again)."""
    now = now or timezone.now()
    applied, failed = [], []
    for release in Release.objects.due(now + _TRIED_BEFORE):
        try:
            if release.moment > now:
                _try(release)
            else:
                applied.append(_apply_scheduled(release))
        except OperationalError:
            raise  # the database, not the release: the next tick tries again
        except ReleaseRefused as error:
            if Release.objects.filter(pk=release.pk, state=_State.SCHEDULED).exists():  # else another tick was faster
                failed.append(withdraw(release, str(error)))
        except Exception as error:
            logger.exception("The release %s could not be applied.", release.key)
            failed.append(withdraw(release, str(error) or type(error).__name__))
    return applied, failed


@transaction.atomic
def _apply_scheduled(release):
    release = _held(release, _State.SCHEDULED)
    _apply(release, release.scheduled_by)
    return release


def _try(release):
    with rolled_back():
        _apply_scheduled(release)


@transaction.atomic
def withdraw(release, why):
    """What could not be applied is open again, as if it had never been scheduled, and says why."""
    release = _held(release, _State.SCHEDULED)
    user = release.scheduled_by
    _put_back(release, user, (), f"The release “{release}” could not be applied.")
    release.state, release.failure = _State.OPEN, why
    release.scheduled_at = release.scheduled_by = None
    release.save()
    log(release, user, f"Not applied: {why}"[:1000])
    return release


@transaction.atomic
def roll_back(release, user, also=()):
    """Each thing becomes what it was. What was edited since stays, but for the items whose keys are in `also`. Returns
    what could not be put back, in words."""
    release = _held(release, _State.APPLIED)
    complaints = _put_back(release, user, also, f"Rolled back with the release “{release}”.")
    release.state = _State.ROLLED_BACK
    release.rolled_back_at, release.rolled_back_by = timezone.now(), user
    release.save()
    log(release, user, "Rolled back.")
    return complaints


@transaction.atomic
def reopen(release, user):
    """What was rolled back can be planned anew."""
    release = _held(release, _State.ROLLED_BACK)
    release.items.update(before={}, after={})
    release.state, release.moment = _State.OPEN, None
    release.scheduled_at = release.scheduled_by = release.applied_at = None
    release.rolled_back_at = release.rolled_back_by = None
    release.save()
    log(release, user, "Opened again.")


def edited_since(release):
    """The items whose things are not as the release made them any more: somebody edited them."""
    return [item for item in with_things(release.items.all()) if item.after and item.thing and not _is_as_made(item)]


def _is_as_made(item):
    if item.kind == _Kind.CHANGE:
        return "digest" not in item.after or is_as_published(item)  # while it is only scheduled, nothing is changed
    return window_of(item.thing) == item.after


def _held(release, state):
    """The release as it is, while nobody else writes; refused where it is not in that state any more."""
    hold_catalogue()
    now = Release.objects.get(pk=release.pk)
    if now.state != state:
        raise ReleaseRefused(_("“%(name)s” is %(state)s by now.") % {"name": now, "state": now.get_state_display()})
    return now


def _refuse_problems(release, moment):
    blocking = [problem.text for problem in problems_of(release, moment) if problem.blocks]
    if blocking:
        raise ReleaseRefused(*blocking)


def _open_windows(release, user):
    message = f"Scheduled with the release “{release}” for {spelled(release.moment)}."
    for item in with_things(release.items.exclude(kind=_Kind.CHANGE)):
        item.before, item.after = window_of(item.thing), planned(item, item.thing, release.moment)
        with told(item.thing, user=user, message=message):
            set_window(item.thing, item.after)
            try:
                item.thing.full_clean()
            except ValidationError as error:
                raise ReleaseRefused(f"“{item.thing}”: {' '.join(error.messages)}") from None
            item.thing.version += 1
            item.thing.save()
        item.save(update_fields=["before", "after"])


def _note_drafts(release):
    items = list(release.items.filter(kind=_Kind.CHANGE))
    for pk, draft in drafts_of(items).items():
        release.items.filter(pk=pk).update(after=noted(draft))


def _apply(release, user):
    """Windows are open by themselves; drafts are published."""
    items = with_things(release.items.filter(kind=_Kind.CHANGE))
    drafts = drafts_of(items)
    for item in items:
        for reason in _publish(item, drafts.get(item.pk), user):
            raise ReleaseRefused(f"“{item}”: {reason}")
        item.save(update_fields=["before", "after"])
    release.state, release.failure, release.applied_at = _State.APPLIED, "", timezone.now()
    release.save()
    log(release, user, "Applied.")


def _publish(item, draft, user):
    if draft is None:
        return [_("It has no draft any more.")]
    if not is_as_noted(draft, item.after):
        return [_("Its draft was saved again after this was scheduled.")]
    if user is None:
        return [_("Who scheduled this has no account any more.")]
    return publish(item, draft, user)


def _put_back(release, user, also, message):
    """Windows first, then contents, each in reverse order. Returns what could not be put back, in words."""
    also, complaints = {int(key) for key in also}, []
    items = [item for item in reversed(with_things(release.items.all())) if item.thing is not None and item.after]
    items = [item for item in items if item.pk in also or _is_as_made(item)]  # asked before anything is put back
    for item in sorted(items, key=lambda item: item.kind == _Kind.CHANGE):
        if item.kind != _Kind.CHANGE:
            with told(item.thing, user=user, message=message):
                set_window(item.thing, item.before)
                item.thing.version += 1
                item.thing.save()
        elif "digest" in item.after:
            with told(item.thing, user=user, message=message):
                complaints += put_back(item)
        item.after = {}
        item.save(update_fields=["after"])
    return complaints
