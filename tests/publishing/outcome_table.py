"""Showings before and after a save, and its outcome: Python and the browser are both asked."""

import datetime as dt

NOW = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
YESTERDAY, TOMORROW, LATER = (NOW + dt.timedelta(days=days) for days in (-1, 1, 2))

TABLE = [
    (("draft",), ("draft",), ("save",)),
    (("draft",), ("draft", TOMORROW), ("save",)),
    (("draft",), ("in_review",), ("review",)),
    (("in_review",), ("draft",), ("save",)),
    (("draft",), ("archived",), ("put_away",)),
    (("draft",), ("published",), ("now",)),
    (("draft",), ("published", YESTERDAY), ("now",)),
    (("draft",), ("published", NOW), ("now",)),
    (("draft",), ("published", None, TOMORROW), ("now", None, TOMORROW)),
    (("draft",), ("published", TOMORROW), ("at", TOMORROW)),
    (("draft",), ("published", TOMORROW, LATER), ("at", TOMORROW, LATER)),
    (("draft",), ("published", None, YESTERDAY), ("past", YESTERDAY)),
    (("archived",), ("published",), ("now",)),
    (("published",), ("published",), ("save",)),
    (("published",), ("published", YESTERDAY), ("save",)),
    (("published",), ("published", None, TOMORROW), ("until", TOMORROW)),
    (("published", None, TOMORROW), ("published", None, TOMORROW), ("save",)),
    (("published", None, TOMORROW), ("published",), ("save",)),
    (("published",), ("published", TOMORROW), ("again", TOMORROW)),
    (("published",), ("published", None, NOW), ("past", NOW)),
    (("published",), ("archived",), ("archive",)),
    (("published",), ("draft",), ("hide",)),
    (("published",), ("in_review",), ("hide",)),
    (("published", TOMORROW), ("published", TOMORROW), ("save",)),
    (("published", TOMORROW), ("published", LATER), ("at", LATER)),
    (("published", TOMORROW), ("published",), ("now",)),
    (("published", TOMORROW), ("draft", TOMORROW), ("cancel",)),
    (("published", TOMORROW), ("archived", TOMORROW), ("cancel",)),
    (("published", None, YESTERDAY), ("published", None, YESTERDAY), ("save",)),
    (("published", None, YESTERDAY), ("published",), ("now",)),
    (("published", None, YESTERDAY), ("archived", None, YESTERDAY), ("put_away",)),
]
