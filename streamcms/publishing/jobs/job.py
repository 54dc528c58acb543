"""What a job is: plain data. The list of all jobs stands on the top floor, which knows every function."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

EVERY_TICK = dt.timedelta(0)


class JobFailed(Exception):
    """A job did what it could; the words name what it could not."""


@dataclass(frozen=True, slots=True)
class Job:
    """`does()` returns what it did in words, "" for nothing; done again at any moment, it is right."""

    name: str
    every: dt.timedelta
    does: Callable
    only_when_changed: bool = False  # not while the public catalogue is what it was when this was done last
    is_long: bool = False  # may take minutes: what waits for its moment does not wait for it
