"""import_tmdb from the wire to the rows: pictures, failures, interruption, repetition."""

import datetime as dt
import io

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image as Picture

from catalog.ingest.rows import Origin
from catalog.ingest.tmdb import import_tmdb
from catalog.models import Credit, Title
from catalog.tmdb_client import TmdbClient
from people.models import Person
from streamcms.publishing.models import ExternalId, Image
from tests.catalog.tmdb_server import Answer, running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def poster():
    stream = io.BytesIO()
    Picture.new("RGB", (300, 450), (20, 60, 120)).save(stream, "JPEG")
    return stream.getvalue()


def movie(number, **fields):
    payload = {
        "id": number,
        "title": f"Movie {number}",
        "original_title": f"Movie {number}",
        "original_language": "en",
        "release_date": "1999-10-15",
        "runtime": 139,
        "poster_path": None,
        "credits": {
            "cast": [{"id": 1, "name": "Some Body", "character": f"Part {number}", "order": 0}],
            "crew": [{"id": 2, "name": "Any Body", "department": "Directing", "job": "Director"}],
        },
    }
    return payload | fields


@pytest.fixture
def tmdb(settings):
    with running() as server:
        server.tell("/3/configuration", Answer(body={"images": {"secure_base_url": f"{server.url}/t/p/"}}))
        settings.TMDB_API_URL, settings.TMDB_TOKEN = server.api_url, "token"
        yield server


def run(server, *numbers, **options):
    with TmdbClient(server.api_url, "token", requests_per_second=0, attempts=2, first_wait=0.01) as client:
        asked = [("movie", number) for number in numbers]
        return import_tmdb(asked, client, Origin("tmdb", timezone.now()), **options)


def test_movies_arrive_with_their_people_and_pictures(tmdb):
    tmdb.tell("/3/movie/550", Answer(body=movie(550, poster_path="/abc.jpg")))
    tmdb.tell("/t/p/w780/abc.jpg", Answer(body=poster()))

    report = run(tmdb, 550)

    title = Title.objects.select_related("poster").get()
    assert (report.created, report.failures) == (1, [])
    assert [str(credit) for credit in title.credits.all()] == ["Some Body: Part 550", "Any Body: Director"]
    assert (title.poster.role, title.poster.width, title.poster.source) == ("poster", 300, "tmdb:/abc.jpg")
    assert all(default_storage.exists(title.poster.rendition_name(w, "avif")) for w in title.poster.widths)


def test_the_same_again_asks_for_no_picture_and_writes_nothing(tmdb):
    tmdb.tell("/3/movie/550", Answer(body=movie(550, poster_path="/abc.jpg")))
    tmdb.tell("/t/p/w780/abc.jpg", Answer(body=poster()))
    run(tmdb, 550)
    held = list(Title.objects.values()), list(ExternalId.objects.values()), list(Credit.objects.values())

    report = run(tmdb, 550)

    assert (report.unchanged, report.written) == (1, 0)
    assert (list(Title.objects.values()), list(ExternalId.objects.values()), list(Credit.objects.values())) == held
    assert tmdb.paths().count("/t/p/w780/abc.jpg") == 1


def test_a_picture_that_cannot_be_had_now_is_asked_for_again(tmdb):
    tmdb.tell("/3/movie/550", Answer(body=movie(550, poster_path="/abc.jpg")))
    tmdb.tell("/t/p/w780/abc.jpg", Answer(503), Answer(503), Answer(body=poster()))

    first = run(tmdb, 550)
    second = run(tmdb, 550)

    assert first.failures == ["movie 550: poster /abc.jpg: TMDB could not be reached"]
    assert second.failures == []
    assert Title.objects.get().poster is not None


@pytest.mark.parametrize("answer", [Answer(404), Answer(body=b"<html>no picture</html>")], ids=["gone", "broken"])
def test_a_picture_that_is_no_picture_is_a_notice(tmdb, answer):
    tmdb.tell("/3/movie/550", Answer(body=movie(550, poster_path="/abc.jpg")))
    tmdb.tell("/t/p/w780/abc.jpg", answer)

    report = run(tmdb, 550)

    assert [notice.partition(" /abc.jpg: ")[0] for notice in report.notices] == ["movie 550: poster"]
    assert Image.objects.count() == 0
    assert Title.objects.get().poster is None


def test_an_id_that_vanished_and_a_bad_payload_cost_no_other(tmdb):
    tmdb.tell("/3/movie/1", Answer(body=movie(1)))
    tmdb.tell("/3/movie/2", Answer(body={"id": 2}))
    tmdb.tell("/3/movie/4", Answer(body=movie(4, release_date="", runtime=0)))

    report = run(tmdb, 1, 2, 3, 4)

    assert [failure.split(":")[0] for failure in sorted(report.failures)] == ["movie 2", "movie 3"]
    assert list(Title.objects.order_by("pk").values_list("name", "released_on", "runtime")) == [
        ("Movie 1", dt.date(1999, 10, 15), 139),
        ("Movie 4", None, None),
    ]


def test_a_run_that_stopped_halfway_ends_where_a_whole_one_ends(tmdb):
    numbers = range(1, 131)
    for number in numbers:
        tmdb.tell(f"/3/movie/{number}", Answer(body=movie(number)))
    with pytest.raises(KeyboardInterrupt):
        run(tmdb, *numbers, progress=_interrupted_at(100))
    halfway = Title.objects.count()

    run(tmdb, *numbers)

    assert halfway == 60
    assert list(Title.objects.order_by("pk").values_list("name", flat=True)) == [f"Movie {n}" for n in numbers]
    assert (Person.objects.count(), Credit.objects.count()) == (2, 260)


def _interrupted_at(count):
    def progress(items, total):
        for number, item in enumerate(items):
            if number == count:
                raise KeyboardInterrupt
            yield item

    return progress


def test_facts_first_and_pictures_later(tmdb):
    tmdb.tell("/3/movie/550", Answer(body=movie(550, poster_path="/abc.jpg")))
    tmdb.tell("/t/p/w780/abc.jpg", Answer(body=poster()))

    run(tmdb, 550, with_pictures=False)
    assert Title.objects.get().poster is None

    run(tmdb, 550)
    assert Title.objects.get().poster is not None


def test_a_poster_that_an_editor_chose_stays(tmdb):
    tmdb.tell("/3/movie/550", Answer(body=movie(550)), Answer(body=movie(550, poster_path="/abc.jpg")))
    tmdb.tell("/t/p/w780/abc.jpg", Answer(body=poster()))
    run(tmdb, 550)
    title = Title.objects.get()
    title.lock(["poster"])
    title.save()

    run(tmdb, 550)

    assert Title.objects.get().poster is None


def test_the_command_reads_ids_from_a_file_and_says_what_it_did(tmdb, tmp_path, capsys):
    tmdb.tell("/3/movie/550", Answer(body=movie(550)))
    (tmp_path / "ids.txt").write_text("movie 550  # the first\n\n")

    call_command("import_tmdb", "--ids", str(tmp_path / "ids.txt"), "--state", "published")

    assert Title.objects.get().state == "published"
    assert "created 1, updated 0, unchanged 0, failed 0" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(tmdb, own_files):
    tmdb.tell("/3/movie/550", Answer(body=movie(550, poster_path="/abc.jpg")))

    call_command("import_tmdb", "movie", "550", "--dry-run")

    assert Title.objects.count() == 0
    assert not (own_files / "media").exists()


@pytest.mark.parametrize(
    ("words", "code"), [([], 2), (["movie"], 2), (["film", "550"], 2), (["movie", "tt1"], 2), (["movie", "-1"], 2)]
)
def test_wrong_usage_ends_with_code_2(words, code):
    with pytest.raises(CommandError) as refusal:
        call_command("import_tmdb", *words)

    assert refusal.value.returncode == code


def test_a_refused_token_stops_the_import_with_code_3(tmdb):
    tmdb.tell("/3/movie/550", Answer(401, {"status_code": 7}))

    with pytest.raises(CommandError, match="TMDB_TOKEN") as refusal:
        call_command("import_tmdb", "movie", "550")

    assert refusal.value.returncode == 3
