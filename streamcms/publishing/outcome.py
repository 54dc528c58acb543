"""PURE. What saving a publishable thing does for its viewers: the one place that the words on buttons come from."""

import datetime as dt
from dataclasses import dataclass

PUBLISHED, IN_REVIEW, ARCHIVED = "published", "in_review", "archived"

NOW, AT, AGAIN, UNTIL, PAST = "now", "at", "again", "until", "past"
HIDE, ARCHIVE, PUT_AWAY, CANCEL, REVIEW, SAVE = "hide", "archive", "put_away", "cancel", "review", "save"


@dataclass(frozen=True, slots=True)
class Showing:
    """A state and a window, of a thing as it is or as it would be."""

    state: str = "draft"
    opens: dt.datetime | None = None
    closes: dt.datetime | None = None

    @classmethod
    def of(cls, thing):
        return cls(thing.state, thing.publish_at, thing.unpublish_at)

    def shows(self, at):
        """Whether it lies open at that moment, wherever it is a part of."""
        is_open = (not self.opens or self.opens <= at) and (not self.closes or at < self.closes)
        return self.state == PUBLISHED and is_open


@dataclass(frozen=True, slots=True)
class Outcome:
    """`at`: when it happens; `until`: when it ends again, where that is new."""

    kind: str
    at: dt.datetime | None = None
    until: dt.datetime | None = None


def outcome(before, after, now):
    """The Outcome of a save that makes `before` (a Showing; of a new thing: an empty one) into `after`."""
    if after.state == PUBLISHED:
        return _published(before, after, now)
    if before.shows(now):
        return Outcome(ARCHIVE if after.state == ARCHIVED else HIDE)
    if before.state == PUBLISHED and before.opens and before.opens > now:
        return Outcome(CANCEL)
    if after.state != before.state and after.state in (IN_REVIEW, ARCHIVED):
        return Outcome(REVIEW if after.state == IN_REVIEW else PUT_AWAY)
    return Outcome(SAVE)


def _published(before, after, now):
    if after.closes and after.closes <= now:
        is_new = before.shows(now) or before.state != PUBLISHED or before.closes != after.closes
        return Outcome(PAST, after.closes) if is_new else Outcome(SAVE)
    if after.opens and after.opens > now:
        if before == after:
            return Outcome(SAVE)
        return Outcome(AGAIN if before.shows(now) else AT, after.opens, after.closes)
    if not before.shows(now):
        return Outcome(NOW, None, after.closes)
    return Outcome(UNTIL, after.closes) if after.closes and after.closes != before.closes else Outcome(SAVE)
