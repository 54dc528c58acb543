"""A CDN is told what it shows, and to forget it when a commit changed the catalogue."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from catalog.models import Title
from streamcms.publishing.cdn import Purger, purge
from streamcms.publishing.surrogate_keys import surrogate_keys
from tests.factories import make_credit, make_movie, make_person


class Cdn(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.asked.append({name: self.headers[name] for name in ("Surrogate-Key", "Fastly-Key")})
        self.send_response(self.server.answers.pop(0) if self.server.answers else 200)
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture
def cdn(settings):
    server = HTTPServer(("127.0.0.1", 0), Cdn)
    server.asked, server.answers = [], []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.CDN_PURGE_URL = f"http://127.0.0.1:{server.server_port}/service/1/purge"
    settings.CDN_PURGE_TOKEN = "token"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def purger(cdn):
    purger = Purger(again=0.05)
    with connection.execute_wrapper(purger.notice):
        yield purger
    purger.wait()


def raw_sql():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalog_title SET tagline = 'x'")


WRITES = {
    "save": lambda: Title.objects.get().save(),
    "update": lambda: Title.objects.update(tagline="x"),
    "bulk": lambda: Title.objects.bulk_create([Title(kind="movie", name="B", slug="b", sort_key=b"b")]),
    "delete": lambda: Title.objects.all()._raw_delete("default"),
    "raw SQL": raw_sql,
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_every_kind_of_write_purges_when_it_is_committed(cdn, purger, write):
    make_movie()
    purger.wait()
    cdn.asked.clear()

    with transaction.atomic():
        write()
        purger.wait()
        before_the_commit = list(cdn.asked)
    purger.wait()

    assert before_the_commit == []
    # Twice: what was on its way at the first purge may have come after it.
    assert cdn.asked == [{"Surrogate-Key": "site", "Fastly-Key": "token"}] * 2


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_and_what_no_page_shows_purge_nothing(cdn, purger):
    make_movie()
    purger.wait()
    cdn.asked.clear()

    with transaction.atomic():
        Title.objects.update(tagline="x")
        transaction.set_rollback(True)
    User.objects.create_user("somebody")
    Title.objects.count()
    purger.wait()

    assert cdn.asked == []


@pytest.mark.django_db(transaction=True)
def test_a_write_after_a_savepoint_that_was_rolled_back_still_purges(cdn, purger):
    make_movie()
    purger.wait()
    cdn.asked.clear()

    with transaction.atomic():
        with transaction.atomic():
            Title.objects.update(tagline="x")
            transaction.set_rollback(True)
        Title.objects.update(tagline="y")
    purger.wait()

    assert len(cdn.asked) == 2


@pytest.mark.django_db(transaction=True)
def test_many_commits_are_purged_together(cdn, purger):
    for _ in range(50):
        make_movie()
    purger.wait()

    assert 2 <= len(cdn.asked) < 50


@pytest.mark.django_db(transaction=True)
def test_a_cdn_that_fails_breaks_no_save_and_is_asked_again(cdn, purger, caplog):
    cdn.answers[:] = [500, 503]

    make_movie("Heat")
    purger.wait()

    assert Title.objects.get().name == "Heat"
    assert len(cdn.asked) == 4
    assert caplog.records == []


def test_a_cdn_that_refuses_for_good_is_written_to_the_log(cdn, caplog):
    cdn.answers[:] = [403] * 5

    done = purge(["site"])

    assert (done, len(cdn.asked)) == (False, 5)
    assert "The CDN was not purged" in caplog.text
    assert "token" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_page_names_what_it_shows_and_nothing_hidden(client, settings, tmp_path):
    settings.DATA_ROOT = tmp_path
    heat = make_movie("Heat")
    make_credit(heat, make_person("Al Pacino"), character="Hanna")
    make_credit(heat, make_person("Nobody", state="draft"), character="Ghost")
    make_movie("Unseen", state="draft")

    movie, library = (client.get(path)["Surrogate-Key"].split() for path in ("/movies/heat/", "/ar/library/"))

    assert {"site", "movies-heat", "people-al-pacino"} <= set(movie)
    assert {"site", "library", "movies-heat"} <= set(library)
    assert not [key for key in movie + library if "nobody" in key or "unseen" in key]


def test_keys_fit_a_header():
    links = "".join(f' href="/people/somebody-with-a-long-name-{number}/"' for number in range(500))

    keys = surrogate_keys("/movies/heat/", f"<a {links}>")

    assert len(keys) <= 2000
    assert keys.startswith("site movies-heat people-somebody-with-a-long-name-0 ")
    assert keys.endswith(" more")


def test_keys_say_addresses_in_ascii_whatever_their_script():
    assert surrogate_keys("/ar/movies/بداية/", "") == "site movies-%D8%A8%D8%AF%D8%A7%D9%8A%D8%A9"
