"""Whether trailers can still be reached: asked politely, outside of requests, and remembered (VideoCheck).

YouTube and Vimeo are asked by oEmbed, files and streams by HEAD. Only a clear no counts as gone; who cannot be asked,
is busy or answers something else leaves "unknown", which breaks no rule.
"""

from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpx2
import stamina
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from catalog.bulk import upsert
from catalog.models import HealthChange, Video, VideoCheck
from catalog.tmdb_pace import Pace

Outcome = VideoCheck.Outcome
_GONE = {400, 401, 403, 404, 410}  # YouTube answers 401 and 403 for what may not be shown elsewhere, 400 for no key
_GONE_FILES = {404, 410}  # a file that asks for a login is there
_NO_HEAD = {405, 501}
_BUSY = {429, 500, 502, 503, 504}
_LONGEST_SAID = 200


@dataclass(frozen=True, slots=True)
class Hosts:
    """Where to ask. `site` is our own address, for videos that are files of ours; "" leaves those unasked."""

    youtube: str = "https://www.youtube.com/oembed"
    vimeo: str = "https://vimeo.com/api/oembed.json"
    site: str = ""


@dataclass(slots=True)
class Report:
    """How many of each outcome; `gone` says which."""

    counts: dict = field(default_factory=lambda: dict.fromkeys(Outcome.values, 0))
    gone: list = field(default_factory=list)


class BusyError(Exception):
    """The host answers that it cannot answer now."""


class VideoChecker:
    """A context manager. `per_second` counts for each host by itself."""

    def __init__(self, hosts, *, per_second=2, attempts=3, first_wait=1.0, timeout=10.0):
        self._hosts = hosts
        self._paces, self._per_second = {}, per_second
        self._retry = {"attempts": attempts, "wait_initial": first_wait, "wait_max": 20.0, "timeout": None}
        self._http = httpx2.Client(headers={"User-Agent": "streamcms"}, timeout=timeout, follow_redirects=True)

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self._http.close()

    def ask(self, video):
        """(Outcome, what the host said) of one video."""
        try:
            address, method, gone = self._address(video)
            if not address:
                return Outcome.UNKNOWN, "It is no address that can be asked."
            status = self._status(method, address)
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, BusyError) as error:  # ValueError: urlsplit's
            return Outcome.UNKNOWN, (str(error) or type(error).__name__)[:_LONGEST_SAID]
        if 200 <= status < 300:
            return Outcome.REACHED, ""
        return (Outcome.GONE if status in gone else Outcome.UNKNOWN), f"HTTP {status}"

    def _address(self, video):
        """(address, method, statuses that say that it is gone)."""
        oembed = {Video.Host.YOUTUBE: self._hosts.youtube, Video.Host.VIMEO: self._hosts.vimeo}.get(video.host)
        if oembed:
            return str(httpx2.URL(oembed, params={"url": video.page_url, "format": "json"})), "GET", _GONE
        address = urljoin(self._hosts.site, video.reference)
        return (address if urlsplit(address).scheme in ("http", "https") else ""), "HEAD", _GONE_FILES

    def _status(self, method, address):
        for attempt in stamina.retry_context(on=(httpx2.TransportError, BusyError), **self._retry):
            with attempt:
                status = self._ask_once(method, address)
                if status in _NO_HEAD and method == "HEAD":
                    status = self._ask_once("GET", address)
                if status in _BUSY:
                    raise BusyError(f"HTTP {status}")
        return status

    def _ask_once(self, method, address):
        pace = self._paces.setdefault(urlsplit(address).netloc, Pace(self._per_second))
        pace.wait()
        with self._http.stream(method, address) as response:  # the head of the answer is enough
            return response.status_code


def videos_to_check(kinds, before):
    """Videos of those kinds that were not checked since `before`, those never checked first."""
    checks = VideoCheck.objects.filter(host=OuterRef("host"), reference=OuterRef("reference"))
    videos = Video.objects.filter(kind__in=kinds).annotate(checked_at=checks.values("checked_at")[:1])
    stale = Q(checked_at=None) | Q(checked_at__lt=before)
    return videos.filter(stale).order_by(F("checked_at").asc(nulls_first=True), "pk")


def check_videos(videos, checker):
    """Ask for each, an address once, and remember the answer at once; titles whose trailers it tells of are noted to be
    counted anew. Returns a Report."""
    report, asked = Report(), set()
    for video in videos:
        if (video.host, video.reference) in asked:
            continue
        asked.add((video.host, video.reference))
        outcome, said = checker.ask(video)
        _remember(video, outcome, said)
        report.counts[outcome] += 1
        if outcome == Outcome.GONE:
            report.gone.append(f"{video.page_url}: {said}")
    _forget_unused()
    return report


def _remember(video, outcome, said):
    row = {"host": video.host, "reference": video.reference, "outcome": outcome, "said": said}
    upsert(VideoCheck, [row | {"checked_at": timezone.now()}], ("host", "reference"))
    titles = Video.objects.filter(host=video.host, reference=video.reference).values_list("title", flat=True)
    HealthChange.objects.bulk_create(HealthChange(kind="title", object_id=title) for title in set(titles))


def _forget_unused():
    """Answers about what no title has any more."""
    used = Video.objects.filter(host=OuterRef("host"), reference=OuterRef("reference"))
    VideoCheck.objects.filter(~Exists(used)).delete()
