"""States and schedule on the form: words that say what happens, times in the editor's zone, what is wrong in words."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.models import Episode, Movie
from streamcms.publishing import moments
from streamcms.publishing.admin_site.save_words import words_of
from streamcms.publishing.admin_site.window_field import WindowField, comes_twice, moment_of
from streamcms.publishing.models import EditorSettings
from streamcms.publishing.outcome import Outcome, Showing, outcome
from streamcms.publishing.viewpoint import Viewpoint
from tests.browser_forms import form_of
from tests.factories import make_episode, make_movie, make_season, make_show
from tests.publishing.outcome_table import NOW, TABLE

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
WINTER = dt.datetime(2090, 3, 4, 19, tzinfo=dt.UTC)  # 20:00 CET
WINDOW = {"publish_at_0": "2090-03-04", "publish_at_1": "20:00"}


@pytest.fixture
def in_berlin(admin_client, admin_user):
    EditorSettings.objects.create(user=admin_user, time_zone="Europe/Berlin")
    return admin_client


def address(movie):
    return f"/admin/catalog/movie/{movie.pk}/change/"


def buttons(page):
    """{name: words} of those that change the state, and of the one that saves."""
    shown = {"_save": page.context["save_words"]}
    return shown | {button.name: button.words for button in page.context["save_buttons"] if button.state}


def errors_of(response):
    return response.context["adminform"].form.errors


@pytest.mark.parametrize(("before", "after", "expected"), TABLE)
def test_a_save_has_the_outcome(before, after, expected):
    assert outcome(Showing(*before), Showing(*after), NOW) == Outcome(*expected)


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (Outcome("now"), "Publish now"),
        (Outcome("now", None, NOW), "Publish now, until 1 May, 14:00 CEST"),
        (Outcome("at", dt.datetime(2026, 3, 4, 19, tzinfo=dt.UTC)), "Schedule for 4 March, 20:00 CET"),
        (Outcome("at", dt.datetime(2027, 3, 4, 19, tzinfo=dt.UTC)), "Schedule for 4 March 2027, 20:00 CET"),
    ],
)
def test_words_tell_the_moment_in_the_editors_zone(done, words):
    with timezone.override(BERLIN):
        assert words_of(done, NOW) == words


def test_names_of_a_zone_begin_with_the_minute_of_their_change():
    names = moments.names_of_zone(BERLIN, NOW)

    assert names[:4] == [
        ["", "CET"],
        ["2025-03-30T03:00", "CEST"],
        ["2025-10-26T02:00", "CET"],
        ["2026-03-29T03:00", "CEST"],
    ]
    assert moments.names_of_zone(ZoneInfo("UTC"), NOW) == [["", "UTC"]]


@pytest.mark.parametrize(
    ("wall", "name", "expected"),
    [
        ("2027-03-04T20:00", "", "2027-03-04T19:00"),
        ("2027-10-31T02:30", "CEST", "2027-10-31T00:30"),
        ("2027-10-31T02:30", "CET", "2027-10-31T01:30"),
        ("2027-07-01T02:30", "CEST", "2027-07-01T00:30"),
    ],
)
def test_a_wall_clock_means_a_moment(wall, name, expected):
    at = moment_of(dt.datetime.fromisoformat(wall), name, BERLIN)

    assert at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M") == expected


@pytest.mark.parametrize(
    ("wall", "name", "words"),
    [
        (
            "2027-03-28T02:30",
            "",
            "There is no 02:30 on 28 March 2027: clocks in Europe/Berlin go forward. Write 03:30, say.",
        ),
        (
            "2027-10-31T02:30",
            "",
            "02:30 comes twice on 31 October 2027: clocks in Europe/Berlin go back. Write 02:30 CEST or 02:30 CET.",
        ),
        ("2027-07-01T02:30", "CET", "In Europe/Berlin it is CEST on 1 July 2027, not CET."),
    ],
)
def test_a_wall_clock_that_means_none_or_two_is_refused_in_words(wall, name, words):
    with pytest.raises(ValidationError) as refused:
        moment_of(dt.datetime.fromisoformat(wall), name, BERLIN)

    assert refused.value.messages == [words]


@pytest.mark.parametrize("minutes", [0, 60])
def test_a_moment_that_comes_twice_is_shown_so_that_it_can_be_saved_again(minutes):
    at = dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    field = WindowField(required=False)

    with timezone.override(BERLIN):
        spelled = field.widget.decompress(at)
        typed = [spelled[0].isoformat(), spelled[1]]

        assert comes_twice(at)
        assert (field.clean(typed), field.has_changed(at, typed)) == (at, False)


@pytest.mark.parametrize(
    ("typed", "words"), [(["2027-03-04", ""], "time like 20:00"), (["", "20:00"], "day like 2027")]
)
def test_half_a_moment_is_refused_in_words(typed, words):
    with pytest.raises(ValidationError) as refused:
        WindowField(required=False).clean(typed)

    assert words in refused.value.messages[0]


def test_times_are_typed_and_shown_in_the_zone_of_the_account(in_berlin):
    movie = make_movie(state="draft")

    in_berlin.post(address(movie), form_of(in_berlin.get(address(movie)), **WINDOW))
    page = in_berlin.get(address(movie))

    assert Movie.objects.get().publish_at == WINTER
    assert form_of(page)["publish_at_1"] == ["20:00:00"]
    assert buttons(page)["_to_published"] == "Schedule for 4 March 2090, 20:00 CET"


def test_the_sites_dates_are_those_of_its_own_zone_wherever_an_editor_is():
    evening = dt.datetime(2026, 5, 1, 20, tzinfo=dt.UTC)

    with timezone.override(ZoneInfo("Asia/Tokyo")):  # where it is the next morning
        assert Viewpoint(evening).today == dt.date(2026, 5, 1)


def test_a_zone_is_chosen_for_an_account_and_only_a_known_one(admin_client, admin_user):
    refused = admin_client.post("/admin/time-zone/", {"time_zone": "Mars/Base"})
    chosen = admin_client.post("/admin/time-zone/", {"time_zone": "Asia/Tokyo", "next": "/admin/catalog/movie/"})
    elsewhere = admin_client.post("/admin/time-zone/", {"time_zone": "Asia/Tokyo", "next": "//evil.example/admin/"})

    assert refused.context["form"].errors["time_zone"] == ["“Mars/Base” is no time zone that we know."]
    assert (chosen.url, elsewhere.url) == ("/admin/catalog/movie/", "/admin/")
    assert EditorSettings.objects.get().time_zone == "Asia/Tokyo"


def test_a_zone_is_offered_until_one_is_chosen(admin_client, admin_user):
    before = admin_client.get("/admin/").content.decode()
    EditorSettings.objects.create(user=admin_user, time_zone="UTC")

    assert before.count("<time-zone-offer") == 1
    assert "<time-zone-offer" not in admin_client.get("/admin/").content.decode()


def test_a_zone_that_is_there_no_more_is_the_sites(admin_client, admin_user):
    EditorSettings.objects.create(user=admin_user, time_zone="Europe/Atlantis")

    assert "Time zone: UTC" in admin_client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"state": "draft"}, {"_save": "Save", "_to_published": "Publish now", "_to_in_review": "Submit for review"}),
        (
            {"state": "draft", "publish_at": WINTER},
            {
                "_save": "Save",
                "_to_published": "Schedule for 4 March 2090, 19:00 UTC",
                "_to_in_review": "Submit for review",
            },
        ),
        ({"state": "in_review"}, {"_save": "Save", "_to_published": "Publish now"}),
        ({}, {"_save": "Save", "_to_archived": "Archive now"}),
        ({"publish_at": WINTER}, {"_save": "Save", "_to_draft": "Cancel the schedule"}),
        ({"state": "archived"}, {"_save": "Save", "_to_published": "Publish now"}),
    ],
)
def test_the_buttons_of_a_publisher_say_what_happens(admin_client, fields, expected):
    assert buttons(admin_client.get(address(make_movie(**fields)))) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("draft", {"_to_in_review": "Submit for review"}),
        ("archived", {"_to_in_review": "Submit for review"}),
        ("in_review", {}),
        ("published", {}),
    ],
)
def test_an_editors_main_button_submits_for_review(client, state, expected):
    editor = User.objects.create_user("eddie", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor)

    page = client.get(address(make_movie(state=state)))

    assert buttons(page) == {"_save": "Save"} | expected
    assert [button.is_main for button in page.context["save_buttons"] if button.state] == [True] * len(expected)


def press(client, movie, name, **changes):
    """Press a button of the movie's form as it was drawn, without JavaScript."""
    page = client.get(address(movie))
    promised = {button.name: button.value for button in page.context["save_buttons"]}
    value = promised.get(name, page.context["save_promise"])
    return client.post(address(movie), form_of(page, **changes) | {name: [value]})


def test_a_button_gives_the_state_that_it_names(admin_client):
    movie = make_movie(state="draft")

    response = press(admin_client, movie, "_to_published")

    assert (response.status_code, Movie.objects.get().state) == (302, "published")
    assert "It is on the site now." in admin_client.get("/admin/catalog/movie/").content.decode()


def test_without_javascript_a_button_whose_words_do_not_hold_does_nothing(admin_client):
    movie = make_movie(state="draft")

    refused = press(admin_client, movie, "_to_published", **WINDOW)

    assert errors_of(refused)["__all__"] == [
        "Nothing was saved: with these times the button means “Schedule for 4 March 2090, 20:00 UTC”. Press again."
    ]
    assert buttons(refused)["_to_published"] == "Schedule for 4 March 2090, 20:00 UTC"
    assert (Movie.objects.get().state, form_of(refused)["publish_at_0"]) == ("draft", ["2090-03-04"])


def test_a_save_that_would_hide_is_not_called_a_save(admin_client):
    movie = make_movie()

    refused = press(admin_client, movie, "_save", state="archived")

    assert buttons(refused)["_save"] == "Archive now"
    assert Movie.objects.get().state == "published"


def test_an_end_before_the_beginning_is_said_beside_the_end(admin_client):
    movie = make_movie(state="draft")
    window = WINDOW | {"unpublish_at_0": "2090-03-04", "unpublish_at_1": "19:00"}

    refused = press(admin_client, movie, "_save", **window)

    assert dict(errors_of(refused)) == {
        "unpublish_at": ["This is not after 4 March 2090, 20:00 UTC, when it is shown."]
    }


def test_a_moment_that_has_passed_publishes_at_once_and_says_so(admin_client):
    movie = make_movie(state="draft", publish_at=dt.datetime(2001, 1, 1, tzinfo=dt.UTC))

    assert buttons(admin_client.get(address(movie)))["_to_published"] == "Publish now"


def test_an_end_that_has_passed_is_said(admin_client):
    movie = make_movie(state="draft", unpublish_at=dt.datetime(2001, 1, 1, tzinfo=dt.UTC))

    words = buttons(admin_client.get(address(movie)))["_to_published"]

    assert words == "Save, not shown: its end was 1 January 2001, 00:00 UTC"


def test_an_episode_of_a_hidden_show_says_that_it_stays_hidden(admin_client):
    episode = make_episode(make_season(make_show("Lantern", state="draft")), state="draft")
    url = f"/admin/catalog/episode/{episode.pk}/change/"

    page = admin_client.get(url)
    admin_client.post(url, form_of(page) | {"_to_published": ["now||"]})

    assert "“Lantern (2001)” is not shown: whatever lies in it is hidden until it is." in page.content.decode()
    assert Episode.objects.get().state == "published"
    assert "It is published, and is shown once “Lantern (2001)” is." in admin_client.get("/admin/").content.decode()


def test_what_hinders_publishing_is_said_beside_the_state(admin_client, monkeypatch):

    movie = make_movie(state="draft")
    monkeypatch.setattr(
        admin.site._registry[Movie],
        "publishing_obstacles",
        lambda request, things: {thing.pk: ["It has no poster."] for thing in things},
    )

    refused = press(admin_client, movie, "_continue", state="published")

    assert errors_of(refused)["state"] == ["It has no poster."]
    assert Movie.objects.get().state == "draft"


@pytest.mark.parametrize(("role", "words"), [("Publisher", "Publish now"), ("Editor", "Save")])
def test_a_new_person_is_published_at_once_by_who_may(client, role, words):
    user = User.objects.create_user("someone", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    assert client.get("/admin/people/person/add/").context["save_words"] == words
