"""A public page is rendered once at each version, and never shown past it."""

import datetime as dt
import gzip
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest
from django.contrib.auth.models import User
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection, connections, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from catalog.derived import rebuild_library_index
from catalog.models import Title
from streamcms.publishing.page_cache import PageCacheMiddleware
from streamcms.publishing.viewpoint import Viewpoint
from tests.factories import make_movie
from tests.publishing.counted_urls import rendered

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def counted(settings):
    """Pages that are counted as they are rendered, in place of the site's."""
    settings.ROOT_URLCONF = "tests.publishing.counted_urls"
    rendered.clear()
    return rendered


def test_a_page_is_rendered_once_and_then_costs_one_query(client, django_assert_num_queries):
    make_movie("Heat")
    first = client.get("/library/")

    with django_assert_num_queries(1):
        again = client.get("/library/")

    assert (again.status_code, again.content, again.headers) == (200, first.content, first.headers)


def test_an_etag_answers_304_with_the_headers_of_the_page(client, django_assert_num_queries):
    make_movie("Heat")
    first = client.get("/movies/heat/")

    with django_assert_num_queries(1):
        same = client.get("/movies/heat/", headers={"if-none-match": f'"other", {first["ETag"]}'})

    assert (same.status_code, same.content) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary"):
        assert same[name] == first[name]


def test_an_etag_answers_304_where_the_page_is_not_kept(client, counted, own_folder, django_assert_num_queries):
    first = client.get("/page/")
    for file in own_folder.rglob("*"):
        if file.is_file():
            file.unlink()
    another_process = Client()
    another_process.get("/readyz")

    with django_assert_num_queries(1):
        same = another_process.get("/page/", headers={"if-none-match": first["ETag"]})

    assert (same.status_code, same["ETag"], same["Vary"]) == (304, first["ETag"], "Accept-Encoding")
    assert counted == ["/page/"]


def test_browsers_show_nothing_stale_to_scripts(client):
    make_movie("Heat")
    suggestions = client.get("/suggest?q=heat")
    same = client.get("/suggest?q=heat", headers={"if-none-match": suggestions["ETag"]})

    assert suggestions["Cache-Control"] == same["Cache-Control"] == "public, max-age=0, s-maxage=60"


WRITES = {
    "update": lambda: Title.objects.update(name="Cold"),
    "bulk_update": lambda: Title.objects.bulk_update([Title(pk=Title.objects.get().pk, name="Cold")], ["name"]),
    "raw SQL": lambda: connection.cursor().execute("UPDATE catalog_title SET name = 'Cold'"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_an_edit_shows_at_the_next_request(client, write):
    make_movie("Heat", slug="it")
    before = client.get("/movies/it/")

    write()
    after = client.get("/movies/it/", headers={"if-none-match": before["ETag"]})

    assert "<title>Heat" in before.text
    assert (after.status_code, "<title>Cold" in after.text) == (200, True)
    assert after["ETag"] != before["ETag"]


def test_what_was_rolled_back_never_shows_and_costs_nothing(client, django_assert_num_queries):
    make_movie("Heat", slug="it")
    before = client.get("/movies/it/")

    with transaction.atomic():
        Title.objects.update(name="Cold")
        within = client.get("/movies/it/")
        transaction.set_rollback(True)
    with django_assert_num_queries(1):
        after = client.get("/movies/it/")

    assert "<title>Cold" in within.text
    assert "ETag" not in within
    assert after.content == before.content


def test_a_window_opens_and_closes_without_a_write(client):
    now = timezone.now()
    opens, closes = now + dt.timedelta(seconds=1.5), now + dt.timedelta(seconds=3)
    make_movie("Heat", publish_at=opens, unpublish_at=closes)

    seen = []
    for moment in (now, opens, closes):
        time.sleep(max(0, (moment - timezone.now()).total_seconds()) + 0.02)
        seen.append([client.get("/movies/heat/").status_code for _ in range(2)])

    assert seen == [[404, 404], [200, 200], [404, 404]]


def test_a_shared_cache_keeps_nothing_past_the_next_window_or_midnight(client, settings):
    settings.CDN_MAX_AGE = 100_000
    now = timezone.now()
    midnight = 40 - 0.5
    zone = dt.timezone(dt.timedelta(days=1) - dt.timedelta(hours=now.hour, minutes=now.minute, seconds=now.second + 40))
    if zone.utcoffset(None) > dt.timedelta(hours=14):
        zone = dt.timezone(zone.utcoffset(None) - dt.timedelta(days=1))

    with timezone.override(zone):
        until_midnight = _shared_seconds(client.get("/library/"))
        make_movie(publish_at=now + dt.timedelta(seconds=20))
        until_window = _shared_seconds(client.get("/library/"))

    assert midnight - 10 < until_midnight <= 40
    assert 10 < until_window <= 20


def _shared_seconds(response):
    """How long a CDN may show it, fresh or stale."""
    found = re.fullmatch(r"public, max-age=0, s-maxage=(\d+), stale-while-revalidate=(\d+)", response["Cache-Control"])
    return int(found[1]) + int(found[2])


def test_headers_of_a_stored_page_are_those_of_a_rendered_one(client, settings):
    make_movie("Heat")
    kept = client.get("/movies/heat/")
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "PageCache" not in name]

    plain = Client().get("/movies/heat/")

    assert {name: kept[name] for name in plain.headers if name != "Content-Security-Policy"} == {
        name: plain[name] for name in plain.headers if name != "Content-Security-Policy"
    }
    assert _directives(kept) == _directives(plain)
    assert kept.content == plain.content
    assert kept.headers.keys() - plain.headers.keys() == {"Cache-Control", "ETag", "Surrogate-Key"}
    assert kept.cookies == {}
    assert kept["Vary"] == "Accept-Encoding"


def _directives(response):
    return sorted(response["Content-Security-Policy"].split("; "))


UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("GZIP", "gzip"),
        ("identity", None),
        ("br;q=0.000, gzip; q=0", None),
    ],
)
def test_a_body_travels_as_the_browser_takes_it(client, accepted, coding):
    make_movie("Heat")
    plain = client.get("/library/")

    packed = client.get("/library/", headers={"accept-encoding": accepted})

    assert packed.get("Content-Encoding") == coding
    assert UNPACK[coding](packed.content) == plain.content
    assert packed["Content-Length"] == str(len(packed.content))
    assert packed["ETag"] == plain["ETag"]
    assert plain["ETag"].startswith('W/"')


def test_head_has_the_headers_of_get_and_may_come_first(client, counted):
    head = client.head("/page/")
    get = client.get("/page/")

    assert head.headers == get.headers
    assert (head.content, get.text[:7]) == (b"", "<p>GET ")
    assert counted == ["/page/"]


def test_previews_and_the_admin_are_never_stored(client, counted, own_folder):
    client.force_login(User.objects.create_superuser("editor"))

    answers = [client.get(path) for path in ("/admin/preview/now~drafts/page/", "/admin/counted/") for _ in range(2)]

    assert len(counted) == 4
    assert [answer.get("ETag") for answer in answers] == [None] * 4
    assert [file for file in own_folder.rglob("*") if file.is_file()] == []


@pytest.mark.parametrize("path", ["/fails/", "/cookie/", "/immutable/"])
def test_errors_cookies_and_what_a_view_caches_itself_are_left_alone(client, counted, path):
    client.raise_request_exception = False
    answers = [client.get(path) for _ in range(2)]

    assert len(counted) == 2
    assert [answer.get("ETag") for answer in answers] == [None, None]
    assert answers[0].get("Cache-Control", "") in ("", "public, max-age=31536000, immutable")


def test_what_a_view_caches_itself_is_compressed(client, counted):
    response = client.get("/immutable/", headers={"accept-encoding": "gzip"})

    assert gzip.decompress(response.content) == b"words " * 200


def test_nothing_is_stored_of_a_catalogue_that_moved_meanwhile(client, counted):
    def edit_while_rendering():
        while not counted:
            time.sleep(0.01)
        make_movie()
        connections.close_all()

    editor = threading.Thread(target=edit_while_rendering)
    editor.start()
    response = client.get("/page/?seconds=0.5")
    editor.join()

    assert response["Cache-Control"] == "no-cache"
    assert "ETag" not in response


def test_a_burst_renders_a_page_once(counted):
    clients = [Client() for _ in range(20)]  # each with a memory of its own, as processes have

    def ask(client):
        response = client.get("/page/?seconds=0.3")
        connections.close_all()
        return response.content

    with ThreadPoolExecutor(20) as threads:
        answers = set(threads.map(ask, clients))

    assert counted == ["/page/?seconds=0.3"]
    assert len(answers) == 1


def test_missing_pages_and_odd_queries_do_not_drive_out_a_page(client, counted, settings, own_folder):
    settings.PAGE_CACHE_MB = 1
    client.get("/page/")

    for number in range(40):
        client.get(f"/other/?{number}")
        client.get(f"/missing/?{number}")
    client.get("/page/")

    assert counted.count("/page/") == 1
    assert sum(file.stat().st_size for file in own_folder.rglob("*") if file.is_file()) < 1.1 * 2**20


def test_very_long_addresses_are_answered_and_not_stored(client, counted, own_folder):
    answers = [client.get("/page/?q=" + "x" * 2000) for _ in range(2)]

    assert len(counted) == 2
    assert answers[0]["ETag"] == answers[1]["ETag"]
    assert [file for file in own_folder.rglob("*") if file.is_file()] == []


def test_addresses_that_differ_are_different_pages(client, counted, settings):
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]

    client.get("/page/", headers={"host": "a.example"})
    client.get("/page/", headers={"host": "b.example"})
    client.get("/page/", headers={"host": "b.example"}, secure=True)
    client.get("/page/?a", headers={"host": "b.example"})
    client.get("/page%3Fa/", headers={"host": "b.example"})
    refused = client.get("/page/", headers={"host": "c.example"})

    assert counted == ["/page/", "/page/", "/page/", "/page/?a"]
    assert refused.status_code == 400


def test_http_is_still_sent_to_https(client, counted, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 60

    for _ in range(2):
        redirect, page = client.get("/page/"), client.get("/page/", secure=True)
        assert (redirect.status_code, redirect["Location"]) == (301, "https://testserver/page/")
        assert page["Strict-Transport-Security"].startswith("max-age=60")
        assert page["X-Content-Type-Options"] == "nosniff"

    assert counted == ["/page/"]


def test_without_room_pages_still_have_their_etag(client, counted, settings, own_folder):
    settings.PAGE_CACHE_MB = 0
    first = client.get("/page/")
    same = client.get("/page/", headers={"if-none-match": first["ETag"]})
    client.get("/page/")

    assert same.status_code == 304
    assert len(counted) == 2
    assert list(own_folder.iterdir()) == []


def test_debugging_switches_the_cache_off(settings):
    settings.DEBUG = True
    with pytest.raises(MiddlewareNotUsed):
        PageCacheMiddleware(None)


def test_who_looks_at_another_moment_gets_no_page_of_today(own_folder):
    request = RequestFactory().get("/page/")
    request.viewpoint = Viewpoint.parse("20271224T2000Z")
    seen = []

    PageCacheMiddleware(lambda request: seen.append(request.viewpoint))(request)

    assert seen == [Viewpoint.parse("20271224T2000Z")]
    assert list(own_folder.iterdir()) == []


def test_a_get_writes_nothing_to_the_database(client):
    make_movie("Heat")

    with connection.execute_wrapper(_refuse_writes):
        for path in ("/", "/library/", "/movies/heat/", "/search/?q=heat"):
            assert client.get(path).status_code == 200


def _refuse_writes(execute, sql, params, many, context):
    assert sql.lstrip().upper().startswith(("SELECT", "WITH")), sql
    return execute(sql, params, many, context)


def test_the_librarys_index_passes_the_cache_compressed(client):
    make_movie("Heat")
    rebuild_library_index()
    address = client.get("/library/").context["library"]["index_url"]

    response = client.get(address, headers={"accept-encoding": "gzip, br"})

    assert response["Content-Encoding"] == "br"
    assert brotli.decompress(response.content).startswith(b"SCLI")
