"""check_videos: what hosts answer, what is remembered, and what it means for the title."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from catalog.health.checkups import check_titles
from catalog.health.severities import Severities
from catalog.models import HealthChange, VideoCheck
from catalog.video_checks import Hosts, VideoChecker, check_videos, videos_to_check
from tests import factories as make
from tests.catalog import tmdb_server
from tests.catalog.tmdb_server import Answer

pytestmark = pytest.mark.django_db

PROMOTIONAL = ["trailer", "teaser"]


@pytest.fixture
def host():
    with tmdb_server.running() as server:
        yield server


@pytest.fixture
def checker(host):
    hosts = Hosts(youtube=f"{host.url}/youtube", vimeo=f"{host.url}/vimeo", site=host.url)
    with VideoChecker(hosts, per_second=0, attempts=2, first_wait=0, timeout=5) as checker:
        yield checker


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "reached"), (404, "gone"), (401, "gone"), (403, "gone"), (400, "gone"), (418, "unknown"), (503, "unknown")],
)
def test_youtube_is_asked_by_oembed(host, checker, status, outcome):
    host.tell("/youtube", Answer(status))
    video = make.make_video(reference="abc")

    found, _said = checker.ask(video)

    assert found == outcome
    assert host.asked[0].query == {"url": "https://www.youtube.com/watch?v=abc", "format": "json"}


def test_vimeo_is_asked_by_oembed(host, checker):
    host.tell("/vimeo", Answer(200))

    assert checker.ask(make.make_video(host="vimeo", reference="77"))[0] == "reached"
    assert host.asked[0].query["url"] == "https://vimeo.com/77"


@pytest.mark.parametrize(("status", "outcome"), [(200, "reached"), (404, "gone"), (410, "gone"), (403, "unknown")])
def test_a_file_of_ours_is_asked_where_the_site_is(host, checker, status, outcome):
    host.tell("/media/trailer.mp4", Answer(status))

    assert checker.ask(make.make_video(host="file", reference="/media/trailer.mp4"))[0] == outcome


def test_a_host_that_is_busy_is_asked_once_more(host, checker):
    host.tell("/youtube", Answer(429), Answer(200))

    assert checker.ask(make.make_video())[0] == "reached"
    assert len(host.asked) == 2


def test_who_cannot_be_reached_leaves_it_unknown():
    hosts = Hosts(youtube="http://127.0.0.1:1/oembed")

    with VideoChecker(hosts, per_second=0, attempts=1, first_wait=0, timeout=5) as checker:
        assert checker.ask(make.make_video())[0] == "unknown"


@pytest.mark.parametrize("reference", ["trailer.mp4", "javascript:alert(1)", "file:///etc/passwd", "http://["])
def test_what_is_no_address_is_not_asked(host, reference):
    with VideoChecker(Hosts(), per_second=0, attempts=1, first_wait=0) as checker:
        assert checker.ask(make.make_video(host="file", reference=reference))[0] == "unknown"


def test_a_trailer_that_is_gone_breaks_the_rule_until_it_is_back(host, checker):
    video = make.make_video()

    def says():
        findings = check_titles([video.title_id], Severities.stored())[video.title_id].findings
        return [one.says for one in findings if one.rule.key == "trailer_reachable"]

    not_checked = says()
    host.tell("/youtube", Answer(404))
    report = check_videos([video], checker)
    gone = says()
    host.tell("/youtube", Answer(200))
    check_videos([video], checker)

    assert (not_checked, gone, says()) == ([], ["1 trailer cannot be reached any more."], [])
    assert report.gone == [f"{video.page_url}: HTTP 404"]


def test_one_address_is_asked_once_and_noted_for_each_title(host, checker):
    host.tell("/youtube", Answer(200))
    videos = [make.make_video(reference="same"), make.make_video(reference="same")]
    HealthChange.objects.all().delete()

    check_videos(videos, checker)

    assert len(host.asked) == 1
    assert set(HealthChange.objects.values_list("kind", "object_id")) == {("title", one.title_id) for one in videos}


def test_what_was_checked_lately_waits_and_the_oldest_goes_first():
    now = timezone.now()
    videos = {name: make.make_video(reference=name) for name in ("lately", "old", "older", "never")}
    make.make_video(reference="clip", kind="clip")
    for name, days in (("lately", 1), ("old", 20), ("older", 30)):
        VideoCheck.objects.create(
            host="youtube", reference=name, outcome="reached", checked_at=now - dt.timedelta(days=days)
        )

    found = list(videos_to_check(PROMOTIONAL, now - dt.timedelta(days=14)))

    assert found == [videos["never"], videos["older"], videos["old"]]


def test_answers_about_what_no_title_has_are_forgotten(host, checker):
    VideoCheck.objects.create(host="youtube", reference="left", outcome="gone", checked_at=timezone.now())

    check_videos([], checker)

    assert VideoCheck.objects.count() == 0


def test_the_command_says_what_it_found(capsys):
    call_command("check_videos")

    assert capsys.readouterr().out == "reached 0, gone 0, unknown 0\n"
