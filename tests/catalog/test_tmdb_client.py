"""The client against a server on loopback: what is asked, when it is asked again, what an error says."""

import datetime as dt
import email.utils
import gzip
import json
import logging

import pytest

from catalog.tmdb_client import TmdbClient
from catalog.tmdb_errors import NotFound, TmdbError, Unauthorised, Unavailable, UnusableAnswer
from tests.catalog import tmdb_server
from tests.catalog.tmdb_server import Answer

TOKEN = "sesame-open-0123456789"


@pytest.fixture
def server():
    with tmdb_server.running() as server:
        yield server


def make_client(server, **options):
    quick = {"requests_per_second": 0, "attempts": 4, "first_wait": 0.001, "longest_wait": 0.01, "timeout": 5.0}
    return TmdbClient(server.api_url, TOKEN, **(quick | options))


def test_a_movie_is_one_request_with_its_parts_appended(server):
    server.tell("/3/movie/550", Answer(body={"id": 550, "title": "Fight Club"}))

    with make_client(server) as client:
        payload = client.movie(550)

    assert payload == {"id": 550, "title": "Fight Club"}
    (asked,) = server.asked
    assert asked.path == "/3/movie/550"
    assert asked.query == {
        "language": "en-US",
        "include_image_language": "en,null",
        "include_video_language": "en,null",
        "append_to_response": "credits,keywords,videos,images,translations,external_ids,alternative_titles,"
        "release_dates",
    }
    assert asked.headers["Authorization"] == f"Bearer {TOKEN}"
    assert asked.headers["Accept-Encoding"] == "gzip"


def test_packed_answers_are_unpacked(server):
    body = gzip.compress(json.dumps({"id": 62, "name": "Bruce Willis"}).encode())
    server.tell("/3/person/62", Answer(body=body, headers={"Content-Encoding": "gzip"}))

    with make_client(server) as client:
        assert client.person(62) == {"id": 62, "name": "Bruce Willis"}


@pytest.mark.parametrize(
    "failure",
    [
        Answer(429, headers={"Retry-After": "0"}),
        Answer(429),
        Answer(429, headers={"Retry-After": "soon"}),
        Answer(500),
        Answer(503, b"<html>offline</html>"),
        Answer(408),
        Answer(200, b"{ half an ans"),
        Answer(200, b"[1, 2]"),
        Answer(200, b"not packed", {"Content-Encoding": "gzip"}),
    ],
    ids=["429 at once", "429", "429 unreadable", "500", "503", "408", "broken JSON", "a list", "broken packing"],
)
def test_passing_failures_are_tried_again(server, failure):
    server.tell("/3/movie/1", failure, failure, Answer(body={"id": 1}))

    with make_client(server) as client:
        payload = client.movie(1)

    assert payload == {"id": 1}
    assert len(server.asked) == 3


def test_a_slow_answer_is_asked_for_again(server):
    server.tell("/3/movie/1", Answer(body={"id": 1}, delay=5), Answer(body={"id": 1}))

    with make_client(server, timeout=0.05) as client:
        payload = client.movie(1)

    assert payload == {"id": 1}
    assert len(server.asked) == 2


def test_no_connection_is_reported_after_all_attempts(server):
    client = TmdbClient("http://127.0.0.1:9/3", TOKEN, attempts=3, first_wait=0.001, longest_wait=0.01)

    with client, pytest.raises(Unavailable, match=r"^movie 1: TMDB could not be asked in 3 attempts: .*refused"):
        client.movie(1)


def test_attempts_are_counted(server):
    server.tell("/3/movie/1", Answer(503))

    with make_client(server) as client, pytest.raises(Unavailable) as raised:
        client.movie(1)

    assert str(raised.value) == "movie 1: TMDB could not be asked in 4 attempts: it answered 503"
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    ("status", "error", "message"),
    [
        (404, NotFound, "movie 1: TMDB has no such id."),
        (
            401,
            Unauthorised,
            'TMDB refused the token: set TMDB_TOKEN to the "API Read Access Token" (not the "API Key") from your '
            "account's settings at TMDB.",
        ),
        (400, UnusableAnswer, "movie 1: TMDB answered 400, which this program does not expect. Is TMDB_API_URL right?"),
        (302, UnusableAnswer, "movie 1: TMDB answered 302, which this program does not expect. Is TMDB_API_URL right?"),
    ],
)
def test_lasting_failures_are_not_tried_again(server, status, error, message):
    server.tell("/3/movie/1", Answer(status, {"success": False}, {"Location": f"{server.url}/elsewhere"}))

    with make_client(server) as client, pytest.raises(error) as raised:
        client.movie(1)

    assert str(raised.value) == message
    assert server.paths() == ["/3/movie/1"]


@pytest.mark.parametrize("as_date", [False, True], ids=["seconds", "HTTP date"])
def test_retry_after_holds_back_every_thread_and_is_capped(server, as_date):
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    wait = email.utils.format_datetime(later, usegmt=True) if as_date else "3600"
    for number in range(1, 9):
        server.tell(f"/3/movie/{number}", Answer(body={"id": number}))
    server.tell("/3/movie/1", Answer(429, headers={"Retry-After": wait}), Answer(body={"id": 1}))

    with make_client(server, longest_pause=0.3) as client:
        with pytest.raises(NotFound):
            client.movie(99)  # opens the connection
        first = list(client.fetch_all([("movie", 1)], concurrency=1))
        throttled_at, answered_at = (asked.at for asked in server.asked if asked.path == "/3/movie/1")

    assert first == [("movie", 1, {"id": 1})]
    assert 0.3 <= answered_at - throttled_at < 3


def test_a_pause_holds_the_others_too(server):
    server.tell("/3/movie/1", Answer(429, headers={"Retry-After": "60"}), Answer(body={"id": 1}))
    server.tell("/3/movie/2", Answer(body={"id": 2}, delay=0.1))
    server.tell("/3/movie/3", Answer(body={"id": 3}))

    with make_client(server, longest_pause=0.4) as client:
        answers = list(client.fetch_all([("movie", 1), ("movie", 2), ("movie", 3)], concurrency=2))

    at = {asked.path: asked.at for asked in server.asked[1:]}  # but the throttled one
    assert [number for _kind, number, _payload in answers] == [1, 2, 3]
    assert at["/3/movie/3"] - server.asked[0].at >= 0.39


def test_the_rate_is_kept(server):
    for number in range(6):
        server.tell(f"/3/movie/{number}", Answer(body={"id": number}))

    with make_client(server, requests_per_second=50) as client:
        list(client.fetch_all([("movie", number) for number in range(6)], concurrency=6))

    times = sorted(asked.at for asked in server.asked)
    assert times[-1] - times[0] >= 5 / 50 - 0.02


def test_seasons_come_appended_and_else_one_by_one(server):
    numbers = [0, 1, 2, 3, 4, 5, 6, 7]
    show = {"id": 9, "name": "Long", "seasons": [{"season_number": n} for n in numbers]}
    whole = {f"season/{n}": {"season_number": n, "episodes": []} for n in numbers if n not in (2, 7)}
    videos = {"season/1/videos": {"results": []}}
    server.tell("/3/tv/9", Answer(body=show), Answer(body=show | whole | videos))
    server.tell("/3/tv/9/season/2", Answer(body={"season_number": 2, "episodes": [{"episode_number": 1}]}))

    with make_client(server) as client:
        payload = client.show(9)

    assert {key: value for key, value in payload.items() if key.startswith("season/")} == {
        "season/0": {"season_number": 0, "episodes": []},
        "season/1": {"season_number": 1, "episodes": [], "videos": {"results": []}},
        "season/2": {"season_number": 2, "episodes": [{"episode_number": 1}]},
        **{f"season/{n}": {"season_number": n, "episodes": []} for n in (3, 4, 5, 6)},
    }
    assert server.paths() == ["/3/tv/9", "/3/tv/9", "/3/tv/9/season/2", "/3/tv/9", "/3/tv/9/season/7"]
    assert max(len(asked.query["append_to_response"].split(",")) for asked in server.asked) == 18


def test_pictures_come_from_where_the_configuration_says_and_without_the_token(server):
    server.tell("/3/configuration", Answer(body={"images": {"secure_base_url": f"{server.url}/t/p/"}}))
    server.tell("/t/p/w780/abc.jpg", Answer(body=b"\xff\xd8one"))
    server.tell("/t/p/original/d_e-f.png", Answer(503), Answer(body=b"\x89PNGtwo"))

    with make_client(server) as client:
        pictures = [client.image("/abc.jpg", "w780"), client.image("/d_e-f.png")]

    assert pictures == [b"\xff\xd8one", b"\x89PNGtwo"]
    assert server.paths() == ["/3/configuration", "/t/p/w780/abc.jpg", *["/t/p/original/d_e-f.png"] * 2]
    assert [asked.headers.get("Authorization") for asked in server.asked] == [f"Bearer {TOKEN}", None, None, None]


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("abc.jpg", "w500"),
        ("/../secret.jpg", "w500"),
        ("//evil.example/a.jpg", "w500"),
        ("/a.jpg?x", "w500"),
        ("/a.jpg", "big"),
        ("", "w500"),
    ],
)
def test_a_picture_is_asked_for_by_a_picture_path_only(server, path, size):
    with make_client(server) as client, pytest.raises(UnusableAnswer):
        client.image(path, size)

    assert server.asked == []


def test_a_picture_has_a_size_limit(server, monkeypatch):
    monkeypatch.setattr("catalog.tmdb_client.LARGEST_IMAGE", 2**20)
    server.tell("/3/configuration", Answer(body={"images": {"secure_base_url": f"{server.url}/t/p/"}}))
    server.tell(
        "/t/p/original/big.jpg", Answer(body=gzip.compress(bytes(2**20 + 1)), headers={"Content-Encoding": "gzip"})
    )

    with make_client(server) as client, pytest.raises(UnusableAnswer, match="longer than 1 MB"):
        client.image("/big.jpg")


@pytest.mark.parametrize("body", [{}, {"images": None}, {"images": {"secure_base_url": "ftp://x/"}}])
def test_a_configuration_without_a_picture_address_is_reported(server, body):
    server.tell("/3/configuration", Answer(body=body))

    with make_client(server) as client, pytest.raises(UnusableAnswer, match="does not say where its pictures are"):
        client.image("/abc.jpg")


def test_answers_come_in_the_order_asked_with_errors_in_their_place(server):
    server.tell("/3/movie/1", Answer(body={"id": 1}, delay=0.1))
    server.tell("/3/tv/1", Answer(body={"id": 1, "name": "A show"}))
    server.tell("/3/person/7", Answer(503), Answer(body={"id": 7}))

    with make_client(server) as client:
        asked = [("movie", 1), ("show", 1), ("movie", 404), ("person", 7), ("movie", 1)]
        answers = list(client.fetch_all(iter(asked), concurrency=4))

    assert [(kind, number) for kind, number, _payload in answers] == asked
    assert [str(e) if isinstance(e, TmdbError) else e for _kind, _number, e in answers] == [
        {"id": 1},
        {"id": 1, "name": "A show"},
        "movie 404: TMDB has no such id.",
        {"id": 7},
        {"id": 1},
    ]


def test_a_bounded_number_is_under_way(server):
    server.tell("/3/movie/1", Answer(body={"id": 1}))
    taken = []

    def requests():
        for number in range(1000):
            taken.append(number)
            yield "movie", 1

    with make_client(server) as client:
        answers = client.fetch_all(requests(), concurrency=2)
        next(answers)
        so_far = len(taken)
        answers.close()

    assert so_far == 6
    assert len(taken) == 6
    assert len(server.asked) <= 6


def test_closing_the_client_ends_those_who_wait(server):
    server.tell("/3/movie/1", Answer(429, headers={"Retry-After": "3600"}))
    server.tell("/3/movie/2", Answer(body={"id": 2}))

    with make_client(server, longest_pause=3600) as client:
        answers = client.fetch_all([("movie", 2), ("movie", 1)], concurrency=1)
        first = next(answers)
        while "/3/movie/1" not in server.paths():
            pass

    assert first == ("movie", 2, {"id": 2})
    assert [str(error) for _kind, _number, error in answers] == ["The import was stopped."]


def test_the_token_is_never_logged_nor_in_an_error(server, caplog):
    for name in ("", "stamina", "httpx2", "httpcore2"):
        caplog.set_level(logging.DEBUG, logger=name)
    server.tell("/3/movie/1", Answer(503), Answer(401))

    with make_client(server) as client, pytest.raises(Unauthorised) as raised:
        client.movie(1)

    logged = [str(vars(record)) for record in caplog.records]
    assert len(logged) > 0
    assert TOKEN not in "".join(logged) + caplog.text + str(raised.value) + repr(client)


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "naïve", "tab\there"])
def test_a_token_that_cannot_be_one_is_refused_without_being_repeated(token):
    with pytest.raises(Unauthorised) as raised:
        TmdbClient("http://127.0.0.1:9/3", token)

    assert str(raised.value) == "TMDB_TOKEN holds characters that no token has: copy it again."


@pytest.mark.parametrize("url", ["", "api.themoviedb.org/3", "ftp://host/3", "https:///3"])
def test_an_address_without_scheme_or_host_is_refused(url):
    with pytest.raises(TmdbError, match=r"^TMDB_API_URL is "):
        TmdbClient(url, TOKEN)
