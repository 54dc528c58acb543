"""What TMDB's answers mean when they are not what was asked for: which are worth another attempt, and when."""

import datetime as dt
import email.utils
import time

from catalog.tmdb_errors import NotFound, Unauthorised, UnusableAnswer


class TransientError(Exception):
    """Worth another attempt."""


class Throttled(TransientError):
    """Another attempt after `seconds`, or after the usual back-off where that is None."""

    def __init__(self, message, seconds):
        super().__init__(message)
        self.seconds = seconds


def raise_for(response, place, longest_pause):
    """Return for 200; raise what any other status means. Reads no body."""
    status = response.status_code
    if status == 200:
        return
    if status == 404:
        raise NotFound(f"{place}: TMDB has no such id.")
    if status in (401, 403):
        raise Unauthorised(
            'TMDB refused the token: set TMDB_TOKEN to the "API Read Access Token" (not the "API Key") from your '
            "account's settings at TMDB."
        )
    if status == 429 or status >= 500:
        raise Throttled(f"it answered {status}", _retry_after(response, longest_pause))
    if status == 408:
        raise TransientError(f"it answered {status}")
    raise UnusableAnswer(f"{place}: TMDB answered {status}, which this program does not expect. Is TMDB_API_URL right?")


def _retry_after(response, longest):
    """Seconds from a Retry-After of seconds or an HTTP date, at most `longest`; None for the usual back-off."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), longest) or None
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    left = moment.replace(tzinfo=moment.tzinfo or dt.UTC) - dt.datetime.now(dt.UTC)
    return min(max(left.total_seconds(), 0.0), longest) or None


def read_bounded(response, place, limit, deadline):
    """The body, unpacked; UnusableAnswer beyond `limit` bytes, TransientError after the deadline (monotonic)."""
    chunks, size = [], 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > limit:
            raise UnusableAnswer(f"{place}: the answer is longer than {limit // 2**20} MB.")
        if time.monotonic() > deadline:
            raise TransientError("the answer came too slowly")
        chunks.append(chunk)
    return b"".join(chunks)
