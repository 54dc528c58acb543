"""A viewpoint: the moment from which the catalogue is looked at, and whether drafts are included.

Every surface takes it from the request; nothing else asks what time it is.
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils import timezone

_SPELLING = re.compile(r"(now|\d{8}T\d{4}Z)(~drafts)?(?:~release-([0-9a-f]{12}))?")
_MOMENT = "%Y%m%dT%H%MZ"
YEARS = range(1900, 3000)  # days before and after, and other time zones, can be reckoned from each


def is_now(text):
    """Whether a viewpoint that is spelled so goes with the clock."""
    return text.partition("~")[0] == "now"


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """`at` is an aware datetime; `path` is the prefix under which a preview runs, empty in public; `release` the key of
    the release that is looked at as if it were scheduled."""

    at: dt.datetime
    drafts: bool = False
    path: str = ""
    release: str = ""

    @classmethod
    def public(cls):
        """Now, no drafts: frozen when called, so that one request has one moment."""
        return cls(timezone.now())

    @classmethod
    def parse(cls, text, path=""):
        """The viewpoint that `now`, `20261224T2000Z`, `now~drafts` or `now~release-0123456789ab` spells; else None."""
        match = _SPELLING.fullmatch(text)
        if not match:
            return None
        if match[1] == "now":
            return cls(timezone.now(), bool(match[2]), path, match[3] or "")
        try:
            at = dt.datetime.strptime(match[1], _MOMENT).replace(tzinfo=dt.UTC)
        except ValueError:
            return None
        return cls(at, bool(match[2]), path, match[3] or "") if at.year in YEARS else None

    @staticmethod
    def spell(at=None, drafts=False, release=""):
        """The reverse of parse, for links: `at` None is now; seconds are dropped."""
        moment = at.astimezone(dt.UTC).strftime(_MOMENT) if at else "now"
        return moment + ("~drafts" if drafts else "") + (f"~release-{release}" if release else "")

    @property
    def is_preview(self):
        return bool(self.path)

    @property
    def today(self):
        """The date of the moment in the site's time zone."""
        return timezone.localdate(self.at, timezone.get_default_timezone())
