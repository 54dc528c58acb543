"""Asking TMDB: politely (a rate, Retry-After), patiently (back-off) and several things at once, answers in order.

The token goes into a header of requests to the API and nowhere else: no message, no log, no other host.
"""

import json
import re
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx2
import stamina

from catalog.tmdb_answers import Throttled, TransientError, raise_for, read_bounded
from catalog.tmdb_errors import NotFound, TmdbError, Unauthorised, Unavailable, UnusableAnswer
from catalog.tmdb_pace import Pace

PARTS_IN_ONE_REQUEST = 20
TITLE_PARTS = ("keywords", "videos", "images", "translations", "external_ids", "alternative_titles")
MOVIE_PARTS = ("credits", *TITLE_PARTS, "release_dates")
SHOW_PARTS = ("aggregate_credits", "credits", *TITLE_PARTS, "content_ratings")
SEASON_PARTS = ("videos", "translations")
PERSON_PARTS = ("external_ids", "translations")
LARGEST_JSON = 32 * 2**20  # bytes; a show with every credit of 800 episodes takes a tenth
LARGEST_IMAGE = 32 * 2**20

_IMAGE_PATH = re.compile(r"/[A-Za-z0-9_-]{1,100}\.[a-z]{3,4}")
_IMAGE_SIZE = re.compile(r"original|[wh][1-9]\d{0,4}")


class TmdbClient:
    """A context manager; safe to use from several threads.

    `requests_per_second` 0 means no limit. `attempts` is the number of times that one request is tried;
    `first_wait` and `longest_wait` bound the back-off and `longest_pause` what Retry-After may ask for, in seconds.
    """

    def __init__(
        self,
        api_url,
        token,
        *,
        language="en-US",
        requests_per_second=40,
        attempts=8,
        first_wait=0.5,
        longest_wait=20.0,
        longest_pause=60.0,
        timeout=20.0,
        connections=16,
    ):
        token = token.strip()
        if not re.fullmatch(r"[!-~]*", token):
            raise Unauthorised("TMDB_TOKEN holds characters that no token has: copy it again.")
        if not re.match(r"https?://[^/\s]", api_url):
            raise TmdbError(f"TMDB_API_URL is {api_url!r}: it has to begin with https:// and a host.")
        self._api_url = api_url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._language = language
        self._pace = Pace(requests_per_second)
        self._longest_pause = longest_pause
        self._timeout = timeout
        self._retry = {
            "attempts": attempts,
            "timeout": None,
            "wait_initial": first_wait,
            "wait_max": longest_wait,
            "wait_jitter": first_wait,
        }
        self._image_base, self._image_base_lock = "", threading.Lock()
        self._http = httpx2.Client(
            headers={"Accept-Encoding": "gzip", "User-Agent": "streamcms"},
            timeout=httpx2.Timeout(timeout, pool=None),
            limits=httpx2.Limits(max_connections=connections, max_keepalive_connections=connections),
        )

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.close()

    def close(self):
        """Requests under way end with an error at once, or when their back-off does."""
        self._pace.stop()
        self._http.close()

    def movie(self, number):
        return self._details(f"movie {number}", f"/movie/{int(number)}", MOVIE_PARTS)

    def person(self, number):
        return self._details(f"person {number}", f"/person/{int(number)}", PERSON_PARTS)

    def show(self, number):
        """/tv/ID with every season that TMDB has under "season/N", its videos and translations in it.

        Seasons come appended, six in one request; those that do not are asked for one by one. One that TMDB lists and
        does not have is missing from the payload.
        """
        place, path = f"show {number}", f"/tv/{int(number)}"
        payload = self._details(place, path, SHOW_PARTS)
        listed = [season.get("season_number") for season in payload.get("seasons") or () if isinstance(season, dict)]
        numbers = [n for n in dict.fromkeys(listed) if type(n) is int and n >= 0]
        at_once = PARTS_IN_ONE_REQUEST // (1 + len(SEASON_PARTS))
        for start in range(0, len(numbers), at_once):
            keys = [f"season/{n}" for n in numbers[start : start + at_once]]
            parts = [f"{key}{part}" for key in keys for part in ("", *(f"/{part}" for part in SEASON_PARTS))]
            answer = self._details(place, path, parts)
            for key in keys:
                season = self._season_of(answer, key) or self._season(place, path, key)
                if season:
                    payload[key] = season
        return payload

    def _season_of(self, answer, key):
        season = answer.get(key)
        if not isinstance(season, dict) or "season_number" not in season:
            return None
        return season | {part: answer[f"{key}/{part}"] for part in SEASON_PARTS if f"{key}/{part}" in answer}

    def _season(self, place, path, key):
        try:
            return self._details(f"{place} {key.replace('/', ' ')}", f"{path}/{key}", SEASON_PARTS)
        except NotFound:
            return None

    def image(self, path, size="original"):
        """The bytes of a picture by its TMDB path ("/abc.jpg"); `size` is "original", "w780" or "h632"."""
        if not _IMAGE_PATH.fullmatch(path) or not _IMAGE_SIZE.fullmatch(size):
            raise UnusableAnswer(f"picture {path!r} in size {size!r}: that is no address of a TMDB picture.")
        url = f"{self._image_base_url()}{size}{path}"
        return self._get(f"picture {path}", url, {}, {}, LARGEST_IMAGE, as_json=False)

    def fetch_all(self, requests, concurrency=8):
        """Yield (kind, id, payload or TmdbError) for each (kind, id), in the order asked.

        At most three times `concurrency` answers are held at a time. Closing the generator cancels what has not begun.
        """
        fetch = {"movie": self.movie, "show": self.show, "person": self.person}
        pool = ThreadPoolExecutor(concurrency, thread_name_prefix="tmdb")
        window = deque()
        try:
            for kind, number in requests:
                window.append((kind, number, pool.submit(fetch[kind], number)))
                if len(window) >= 3 * concurrency:
                    yield _outcome(*window.popleft())
            while window:
                yield _outcome(*window.popleft())
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _image_base_url(self):
        with self._image_base_lock:
            if not self._image_base:
                answer = self._json("configuration", "/configuration", {})
                images = answer.get("images")
                base = images.get("secure_base_url") if isinstance(images, dict) else None
                if not isinstance(base, str) or not re.match(r"https?://", base):
                    raise UnusableAnswer("configuration: TMDB does not say where its pictures are.")
                self._image_base = base.rstrip("/") + "/"
            return self._image_base

    def _details(self, place, path, parts):
        params = {
            "language": self._language,
            "include_image_language": "en,null",
            "include_video_language": "en,null",
            "append_to_response": ",".join(parts),
        }
        return self._json(place, path, params)

    def _json(self, place, path, params):
        return self._get(place, self._api_url + path, params, self._headers, LARGEST_JSON, as_json=True)

    def _get(self, place, url, params, headers, limit, as_json):
        """The answer to one request, tried again while there is hope."""
        try:
            for attempt in stamina.retry_context(on=self._wait_before_retry, **self._retry):
                with attempt:
                    self._pace.wait()
                    return self._ask(place, url, params, headers, limit, as_json)
        except TransientError as error:
            tries = self._retry["attempts"]
            raise Unavailable(f"{place}: TMDB could not be asked in {tries} attempts: {error}") from None

    def _ask(self, place, url, params, headers, limit, as_json):
        with _transport_errors(place), self._http.stream("GET", url, params=params, headers=headers) as response:
            raise_for(response, place, self._longest_pause)
            body = read_bounded(response, place, limit, time.monotonic() + 6 * self._timeout)
        if not as_json:
            return body
        try:
            answer = json.loads(body)
        except ValueError:
            raise TransientError("the answer is not JSON") from None
        if not isinstance(answer, dict):
            raise TransientError("the answer is not a JSON object")
        return answer

    def _wait_before_retry(self, error):
        """stamina asks: False for never, True for its back-off, or seconds."""
        if isinstance(error, Throttled) and error.seconds is not None:
            self._pace.pause(error.seconds)
            return 0.0  # everybody waits at the pace
        return isinstance(error, TransientError)


@contextmanager
def _transport_errors(place):
    try:
        yield
    except (httpx2.TransportError, httpx2.DecodingError) as error:
        raise TransientError(str(error) or type(error).__name__) from None
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise UnusableAnswer(f"{place}: {error}") from None


def _outcome(kind, number, future):
    try:
        return kind, number, future.result()
    except TmdbError as error:
        return kind, number, error
