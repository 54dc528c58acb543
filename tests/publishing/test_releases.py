"""A release is checked, looked at, scheduled, taken back, applied and rolled back: all of it, or nothing."""

import datetime as dt

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.models import Title
from streamcms.publishing.models import HistoryNote, PreviewLink, Release
from streamcms.publishing.releases import applying
from streamcms.publishing.releases.checks import problems_of
from streamcms.publishing.releases.windows import window_of
from streamcms.publishing.viewpoint import Viewpoint
from tests import factories as make

pytestmark = pytest.mark.django_db

MOMENT = timezone.now().replace(second=0, microsecond=0) + dt.timedelta(days=7)
BEFORE, AFTER = MOMENT - dt.timedelta(minutes=1), MOMENT + dt.timedelta(minutes=1)


@pytest.fixture
def publisher():
    return somebody("Publisher")


def somebody(role):
    user = User.objects.create_user(role.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def make_release(*things, moment=MOMENT, hides=(), name="Christmas"):
    release = Release.objects.create(name=name, moment=moment)
    for kind, some in (("publish", things), ("hide", hides)):
        for thing in some:
            release.items.create(thing=thing, kind=kind, name=str(thing))
    return release


def windows(*things):
    return [window_of(type(thing)._base_manager.get(pk=thing.pk)) for thing in things]


def is_visible(thing, at):
    return type(thing).objects.visible(Viewpoint(at)).filter(pk=thing.pk).exists()


def texts(release, *, blocks):
    return [problem.text for problem in problems_of(release, release.moment) if problem.blocks is blocks]


def test_a_scheduled_release_shows_and_hides_at_its_moment_without_a_job(publisher):
    movie, row = make.make_movie(state="draft"), make.make_homepage_row("top_rated", state="draft")
    old = make.make_slide()
    release = make_release(movie, row, hides=[old])

    applying.schedule(release, publisher)

    seen = [[is_visible(thing, at) for thing in (movie, row, old)] for at in (BEFORE, MOMENT)]
    assert seen == [[False, False, True], [True, True, False]]
    release.refresh_from_db()
    assert (release.state, release.scheduled_by) == ("scheduled", publisher)


def test_each_thing_keeps_a_version_and_the_log_tells_who_did_it(publisher):
    movie = make.make_movie("Heat", state="draft")
    release = make_release(movie)

    applying.schedule(release, publisher)

    notes = HistoryNote.objects.of(movie)
    assert [(note.kind, note.revision.user) for note in notes] == [("change", publisher), ("found", None)]
    told = LogEntry.objects.order_by("pk").values_list("object_repr", "user__username")
    assert list(told) == [("Heat (2001)", "publisher"), ("Christmas", "publisher")]
    assert Title.objects.get().version == 2


def test_unscheduling_puts_every_window_back_exactly(publisher):
    end = MOMENT + dt.timedelta(days=9, microseconds=7)
    things = [
        make.make_movie(state="draft"),
        make.make_movie(state="in_review", publish_at=AFTER, unpublish_at=end),
        make.make_theme(state="archived"),
    ]
    old = make.make_page(publish_at=timezone.now() - dt.timedelta(days=1, microseconds=3))
    release, before = make_release(*things, hides=[old]), windows(*things, old)
    applying.schedule(release, publisher)
    assert windows(*things, old) != before

    applying.unschedule(release, publisher)

    assert windows(*things, old) == before
    release.refresh_from_db()
    assert (release.state, release.scheduled_by) == ("open", None)


def test_what_was_edited_since_stays_unless_it_is_chosen(publisher):
    kept, chosen = make.make_movie(state="draft"), make.make_movie(state="draft")
    release = make_release(kept, chosen)
    applying.schedule(release, publisher)
    Title.objects.update(state="archived")
    items = applying.edited_since(release)
    assert [item.thing for item in items] == [kept, chosen]

    applying.unschedule(release, publisher, also=[items[1].pk])

    assert [window["state"] for window in windows(kept, chosen)] == ["archived", "draft"]


def test_a_release_is_applied_once_its_moment_has_come_and_only_once(publisher):
    release = make_release(make.make_movie(state="draft"))
    applying.schedule(release, publisher)

    runs = [[[str(one) for one in some] for some in applying.apply_due(at)] for at in (BEFORE, MOMENT, MOMENT)]

    assert runs == [[[], []], [["Christmas"], []], [[], []]]
    release.refresh_from_db()
    assert release.state == "applied"


def test_applied_at_once_all_of_it_is_public(publisher):
    movie, page = make.make_movie(state="draft"), make.make_page("about", state="in_review", publish_at=AFTER)
    release = make_release(movie, page, moment=None)

    applying.apply_now(release, publisher)

    assert [is_visible(thing, timezone.now()) for thing in (movie, page)] == [True, True]
    release.refresh_from_db()
    assert release.state == "applied"


def test_a_release_that_was_applied_goes_back_as_one(publisher):
    movie, old = make.make_movie(state="in_review"), make.make_slide()
    release, before = make_release(movie, hides=[old], moment=None), windows(movie, old)
    applying.apply_now(release, publisher)
    assert windows(movie, old) != before

    complaints = applying.roll_back(release, publisher)

    release.refresh_from_db()
    assert (complaints, windows(movie, old), release.state) == ([], before, "rolled_back")
    kinds = [note.revision.comment for note in HistoryNote.objects.of(movie)]
    assert kinds[0] == "Rolled back with the release “Christmas”."


def test_a_release_that_was_rolled_back_can_be_planned_anew(publisher):
    movie = make.make_movie(state="draft")
    release = make_release(movie, moment=None)
    applying.apply_now(release, publisher)
    applying.roll_back(release, publisher)

    applying.reopen(release, publisher)
    Release.objects.update(moment=MOMENT)
    applying.schedule(release, publisher)

    assert is_visible(movie, MOMENT)


def test_one_thing_that_is_refused_leaves_nothing_scheduled(publisher):
    fine, broken = make.make_movie(state="draft"), make.make_movie(state="draft")
    Title.objects.filter(pk=broken.pk).update(imdb_votes=5, slug="")
    release, before = make_release(fine, broken), windows(fine, broken)

    with pytest.raises(applying.ReleaseRefused, match=f"“{broken.name}.*”: "):
        applying.schedule(release, publisher)

    release.refresh_from_db()
    assert (windows(fine, broken), release.state) == (before, "open")
    assert (HistoryNote.objects.count(), LogEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (applying.schedule, "scheduled"),
        (applying.unschedule, "open"),
        (applying.roll_back, "scheduled"),
        (applying.reopen, "applied"),
        (applying.apply_now, "applied"),
    ],
)
def test_what_is_not_in_the_right_state_is_refused(publisher, act, state):
    release = make_release(make.make_movie(state="draft"))
    Release.objects.update(state=state)

    with pytest.raises(applying.ReleaseRefused, match="“Christmas” is"):
        act(release, publisher)


def test_a_moment_that_has_passed_is_refused(publisher):
    release = make_release(make.make_movie(state="draft"), moment=timezone.now() - dt.timedelta(minutes=1))

    with pytest.raises(applying.ReleaseRefused, match="must lie ahead"):
        applying.schedule(release, publisher)


def ended():
    return make.make_movie(state="draft", unpublish_at=BEFORE)


def not_yet():
    return make.make_movie(publish_at=AFTER)


def deleted():
    movie = make.make_movie(state="draft")
    copy = Title(pk=movie.pk, kind="movie", name=movie.name)
    movie.delete()
    return copy


@pytest.mark.parametrize(
    ("build", "kind", "expected"),
    [
        (make.make_movie, "publish", "It is shown before that by itself"),
        (ended, "publish", "Its window ends before that"),
        (not_yet, "hide", "It is not shown before that"),
        (ended, "hide", "It is hidden before that"),
        (deleted, "publish", "It is gone"),
    ],
)
def test_what_contradicts_the_moment_stands_against_it(build, kind, expected):
    release = make_release(hides=[build()]) if kind == "hide" else make_release(build())

    (text,) = texts(release, blocks=True)

    assert text.startswith(expected)


def test_an_empty_release_is_not_scheduled():
    assert texts(make_release(), blocks=True) == ["Nothing is in it yet."]


def test_a_thing_in_two_releases_is_named_and_refused_once_the_other_is_scheduled(publisher):
    movie = make.make_movie(state="draft")
    other, release = make_release(movie, name="Advent"), make_release(movie)
    open_texts = texts(release, blocks=False)

    applying.schedule(other, publisher)

    assert open_texts == ["It is in the release “Advent” too, which is open."]
    assert "It is in the release “Advent” too, which is scheduled." in texts(release, blocks=True)


def test_a_slide_whose_title_is_hidden_then_is_named_unless_the_title_comes_with_it():
    title = make.make_movie("Heat", state="draft", backdrop=make.make_image("backdrop"))
    slide = make.make_slide(title, state="draft")
    alone = texts(make_release(slide), blocks=False)

    together = texts(make_release(slide, title, name="Both"), blocks=False)

    assert alone == ["“Heat (2001)” is not visible then, so the slide is left out."]
    assert [text for text in together if "visible" in text] == []


def test_a_row_by_hand_names_what_is_hidden_then():
    shown, hidden = make.make_movie("Heat"), make.make_movie("Alien", state="draft")
    some = make.make_homepage_row("titles", shown, hidden, heading="Some", state="draft")
    none = make.make_homepage_row("titles", hidden, heading="None", state="draft")

    found = texts(make_release(some, none), blocks=False)

    assert found == ["Not visible then: “Alien (2001)”.", "None of its titles is visible then, so the row is left out."]


def test_a_default_theme_names_the_one_that_is_worn_instead():
    theme = make.make_theme("Wolf", is_default=True, state="draft")
    release = make_release(theme)
    alone = texts(release, blocks=False)

    make.make_theme("Snow", is_default=True, publish_at=MOMENT, position=1)

    assert alone == []
    assert texts(release, blocks=False) == ["“Snow” is the dark default then."]


def test_what_an_admin_says_against_publishing_a_thing_stands_against_the_release(monkeypatch):
    movie, shown = make.make_movie(state="draft"), make.make_page()
    model_admin = admin.site.get_model_admin(Title)
    release = make_release(movie, hides=[shown])

    for name, words in (("publishing_obstacles", "No synopsis."), ("publishing_warnings", "No trailer.")):
        monkeypatch.setattr(
            model_admin,
            name,
            lambda request, things, words=words: {thing.pk: [words] for thing in things},
            raising=False,
        )

    assert (texts(release, blocks=True), texts(release, blocks=False)) == (["No synopsis."], ["No trailer."])


def test_an_episode_of_a_hidden_show_is_named():
    episode = make.make_episode(make.make_season(make.make_show(state="draft")), state="draft")

    (text,) = texts(make_release(episode), blocks=False)

    assert text.startswith("It is not visible then")


def test_checks_cost_the_same_at_one_thing_and_at_five(django_assert_num_queries):
    release, fuller = (
        make_release(*(make.make_slide(state="draft") for _ in range(count)), name=str(count)) for count in (1, 5)
    )
    problems_of(release, MOMENT)  # content types are remembered

    with CaptureQueriesContext(connection) as queries:
        problems_of(release, MOMENT)
    with django_assert_num_queries(len(queries)):
        problems_of(fuller, MOMENT)


def preview(client, release, page="/", at=None):
    return client.get(f"/admin/preview/{Viewpoint.spell(at or release.moment, release=release.key)}{page}")


def test_the_preview_shows_the_site_with_all_of_it_and_writes_nothing(client, publisher):
    movie, old = make.make_movie("Heat", state="draft"), make.make_page("about")
    release, before = make_release(movie, hides=[old]), windows(movie, old)
    client.force_login(publisher)

    found = [preview(client, release, page).status_code for page in ("/movies/heat/", "/about/")]
    earlier = [preview(client, release, page, BEFORE).status_code for page in ("/movies/heat/", "/about/")]

    assert (found, earlier) == ([200, 404], [404, 200])
    assert b"Heat" in preview(client, release, "/library/").content
    assert windows(movie, old) == before
    assert [Client().get(page).status_code for page in ("/movies/heat/", "/about/")] == [404, 200]


def test_a_release_without_a_moment_is_previewed_now(client, publisher):
    release = make_release(make.make_movie("Heat", state="draft"), moment=None)
    client.force_login(publisher)

    assert client.get(f"{release.preview_address}movies/heat/").status_code == 200


def test_a_signed_link_shows_a_release_at_its_moment_until_it_is_gone(client):
    release = make_release(make.make_movie("Heat", state="draft"))
    link = PreviewLink.objects.create(release=release, expires_at=timezone.now() + dt.timedelta(hours=1))
    address = f"{link.get_absolute_url()}movies/heat/"
    opened = client.get(address)

    release.delete()

    assert (opened.status_code, opened["Cache-Control"]) == (200, "private, no-store")
    assert client.get(address).status_code == 404


def test_a_preview_of_no_release_is_not_found(client, publisher):
    client.force_login(publisher)

    assert client.get("/admin/preview/now~release-0123456789ab/").status_code == 404
