"""Publishing, scheduling, archiving many things: the page says what viewers will see, one post does it, or nothing."""

import datetime as dt
import html
import re

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Certification, Episode, Movie, Season, Show, Title
from people.models import Person
from streamcms.publishing.history.snapshots import fields_of, stored
from streamcms.publishing.models import HistoryNote
from streamcms.publishing.outcome import Showing
from streamcms.publishing.showing_times import Change, Times, both, change_between, times_of
from tests.factories import (
    make_collection,
    make_credit,
    make_episode,
    make_homepage_row,
    make_movie,
    make_page,
    make_person,
    make_season,
    make_show,
    make_slide,
)

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
EARLIER, LATER, LATEST = (NOW + dt.timedelta(days=days) for days in (-1, 1, 2))
WINDOW = {"opens_0": "2090-03-04", "opens_1": "20:00", "closes_0": "", "closes_1": ""}
OPENS = dt.datetime(2090, 3, 4, 20, tzinfo=dt.UTC)


def chosen(client, url, action, *things, **data):
    return client.post(url, {"action": action, "_selected_action": [thing.pk for thing in things], **data})


def press(client, page, button, **data):
    """Post the page's form with one of its buttons."""
    fields = {"_chosen": page.context["selection"], "back": page.context["back"], button: "1"}
    return client.post(page.context["address"], fields | data)


def texts(page):
    """The page's words, without its head and its navigation."""
    main = page.content.decode().split('<main id="content-start"', 1)[1]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (Showing("draft"), Showing("published"), Change("appears")),
        (Showing("draft"), Showing("published", LATER, LATEST), Change("appears", LATER, LATEST)),
        (Showing("published"), Showing("archived"), Change("leaves")),
        (Showing("published", LATER), Showing("archived", LATER), Change("leaves", LATER)),
        (Showing("published"), Showing("published", LATER), Change("returns", LATER)),
        (Showing("published", LATER), Showing("published", LATEST), Change("moves", LATEST)),
        (Showing("published", LATER), Showing("published"), Change("appears")),
        (Showing("published"), Showing("published", None, LATER), Change("ends", LATER)),
        (Showing("published", None, LATER), Showing("published"), Change("ends")),
        (Showing("published", None, EARLIER), Showing("archived"), Change("hidden")),
        (Showing("published"), Showing("published", EARLIER), Change("stays")),
        (Showing("draft"), Showing("in_review"), Change("hidden")),
    ],
)
def test_a_change_of_state_and_window_is_told_as_viewers_see_it(before, after, change):
    assert change_between(times_of(before, NOW), times_of(after, NOW), NOW) == change


def test_what_lies_in_something_is_seen_while_both_are():
    outer, inner = times_of(Showing("published", LATER), NOW), times_of(Showing("published", None, LATEST), NOW)

    assert both(outer, inner) == Times(LATER, LATEST)
    assert both(outer, times_of(Showing("published", None, LATER), NOW)) is None


def test_the_page_tells_of_seasons_and_episodes_and_writes_nothing(admin_client):
    show = make_show("Lantern", state="draft")
    season = make_season(show, 1)
    for number in range(1, 5):
        make_episode(season, number)
    make_episode(season, 5, state="draft")
    make_episode(make_season(show, 2, publish_at=OPENS), 1)

    page = chosen(admin_client, "/admin/catalog/show/", "publish_things", show)

    assert page.context["totals"] == [
        "1 show: On the site at once",
        "1 season: On the site at once",
        "1 season: On the site from 4 March 2090, 20:00 UTC",
        "4 episodes: On the site at once",
        "1 episode: On the site from 4 March 2090, 20:00 UTC",
    ]
    assert "4 episodes: On the site at once (S1 E1–4)" in texts(page)
    assert "1 episode: not on the site, before and after (S1 E5)" in texts(page)
    assert Show.objects.get().state == "draft"


def test_lists_and_slides_that_show_it_are_named(admin_client):
    movie, other = make_movie("Heat"), make_movie("Ran")
    make_homepage_row("titles", movie, other, heading="After dark")
    make_homepage_row("titles", movie, heading="Off", state="archived")
    make_slide(movie, headline="Hot")
    make_collection("Crime", [movie, other])
    make_credit(movie)

    page = chosen(admin_client, "/admin/catalog/movie/", "archive_things", movie, other)

    assert sorted(page.context["elsewhere"]) == [
        "collection “Crime”: 2 of these",
        "homepage row “After dark”: 2 of these",
        "slide “Hot”: 1 of these",
    ]


def test_an_episode_of_a_hidden_show_stays_hidden_and_the_page_says_so(admin_client):
    episode = make_episode(make_season(make_show("Lantern", state="draft")), name="Pilot", state="draft")

    page = chosen(admin_client, "/admin/catalog/episode/", "publish_things", episode)
    done = press(admin_client, page, "_apply")

    assert "No difference for viewers: not on the site" in texts(page)
    assert "Lantern: S1 E1 Pilot hidden while “Lantern (2001)” is" in texts(page)
    assert (done.status_code, Episode.objects.get().state) == (302, "published")


def test_publishing_leaves_a_version_an_entry_and_a_history_of_each(admin_client):
    movies = [make_movie(name, state="draft") for name in ("Heat", "Ran")]
    credit = make_credit(movies[0])
    Certification.objects.create(title=movies[0], country="US", code="R")

    page = chosen(admin_client, "/admin/catalog/movie/", "publish_things", *movies)
    press(admin_client, page, "_apply")

    assert list(Movie.objects.values_list("state", "version")) == [("published", 2)] * 2
    assert list(LogEntry.objects.values_list("change_message", flat=True)) == ["Published."] * 2
    notes = HistoryNote.objects.of(movies[0])
    assert [(note.kind, note.revision.user and note.revision.user.username) for note in notes] == [
        ("change", "admin"),
        ("found", None),
    ]
    after = stored(notes[0])
    assert {fields_of(text).get("state") for text in after.values()} == {"published", None}
    assert str(credit.pk) in {key for _type, key in after}
    assert len(after) == 3


def test_a_history_of_many_is_that_of_a_save_of_each(admin_client):
    one = make_movie("Heat", state="draft")
    make_credit(one)

    press(admin_client, chosen(admin_client, "/admin/catalog/movie/", "archive_things", one), "_apply")
    page = admin_client.get(f"/admin/catalog/movie/{one.pk}/history/compare/", {"from": HistoryNote.objects.first().pk})

    assert [(str(change.label), change.before, change.after) for change in page.context["changes"]] == [
        ("State", [("draft", True)], [("archived", True)])
    ]
    assert page.context["part_changes"] == []


def test_a_schedule_shows_first_and_then_does_it(admin_client):
    movie, shown = make_movie(state="draft"), make_movie()

    page = chosen(admin_client, "/admin/catalog/title/", "schedule_things", movie, shown)
    preview = press(admin_client, page, "_preview", **WINDOW)
    press(admin_client, preview, "_apply", **WINDOW)

    assert preview.context["totals"] == [
        "1 movie: On the site from 4 March 2090, 20:00 UTC",
        "1 movie: Off the site at once, back on 4 March 2090, 20:00 UTC",
    ]
    assert set(Title.objects.values_list("state", "publish_at")) == {("published", OPENS)}


@pytest.mark.parametrize(
    ("window", "field", "words"),
    [
        ({"opens_0": "", "opens_1": ""}, "opens", "Give at least one moment"),
        ({"closes_0": "2090-03-04", "closes_1": "20:00"}, "closes", "This is not after the moment from which"),
        ({"opens_0": "", "opens_1": "", "closes_0": "2001-01-01", "closes_1": "10:00"}, "closes", "has passed"),
        ({"opens_1": ""}, "opens", "Write a time like 20:00."),
    ],
)
def test_a_bad_window_is_refused_beside_its_field(admin_client, window, field, words):
    page = chosen(admin_client, "/admin/catalog/movie/", "schedule_things", make_movie(state="draft"))

    refused = press(admin_client, page, "_apply", **(WINDOW | window))

    assert list(refused.context["form"].errors) == [field]
    assert words in refused.context["form"].errors[field][0]
    assert Movie.objects.get().state == "draft"


def test_a_window_that_was_not_shown_is_shown_before_it_is_done(admin_client):
    page = chosen(admin_client, "/admin/catalog/movie/", "schedule_things", make_movie(state="draft"))
    preview = press(admin_client, page, "_preview", **WINDOW)

    other = press(admin_client, preview, "_apply", **(WINDOW | {"opens_1": "21:00"}))

    assert "these are not as they were shown" in texts(other)
    assert Movie.objects.get().state == "draft"


def test_what_changed_meanwhile_is_named_and_nothing_is_done(admin_client):
    show, other = make_show("Lantern", state="draft"), make_movie("Ran", state="draft")
    season = make_season(show)
    page = chosen(admin_client, "/admin/catalog/title/", "publish_things", show, other)
    make_episode(season)

    again = press(admin_client, page, "_apply")

    assert [line.thing.name for line in again.context["changed"]] == ["Lantern"]
    assert set(Title.objects.values_list("state", flat=True)) == {"draft"}
    press(admin_client, again, "_apply")
    assert set(Title.objects.values_list("state", flat=True)) == {"published"}


def test_what_was_deleted_meanwhile_is_said(admin_client):
    gone, kept = make_movie(state="draft"), make_movie(state="draft")
    page = chosen(admin_client, "/admin/catalog/movie/", "publish_things", gone, kept)
    gone.delete()

    again = press(admin_client, page, "_apply")

    assert "1 was deleted meanwhile." in texts(again)
    assert Movie.objects.get().state == "draft"


def test_what_is_not_touched_is_listed_with_the_reason(admin_client):
    make_movie("Shown")
    make_movie("Over", state="draft", unpublish_at=dt.datetime(2001, 4, 30, 12, tzinfo=dt.UTC))
    admin_client.post("/admin/time-zone/", {"time_zone": "Europe/Berlin"})

    page = chosen(admin_client, "/admin/catalog/movie/", "publish_things", *Movie.objects.all())

    reasons = {group.words: [name for name, *_rest in lines] for group, lines in page.context["left_out"]}
    assert reasons == {
        "its end was 30 April 2001, 14:00 CEST: give it a new schedule": ["Over (2001)"],
        "published already": ["Shown (2001)"],
    }
    assert "_apply" not in page.content.decode()


def as_role(client, role):
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return client


def test_an_editor_sends_to_review_and_hides_nothing(client):
    editor = as_role(client, "Editor")
    draft, shown = make_movie(state="draft"), make_movie()

    list_page = editor.get("/admin/catalog/movie/")
    refused = chosen(editor, "/admin/catalog/movie/", "publish_things", draft)
    review = chosen(editor, "/admin/catalog/movie/", "review_things", draft, shown)
    press(editor, review, "_apply")
    archive = chosen(editor, "/admin/catalog/movie/", "archive_things", shown)
    press(editor, archive, "_apply")

    offered = [name for name, _words in list_page.context["action_form"].fields["action"].choices]
    assert sorted(offered) == [
        *("", "add_to_release", "archive_things", "delete_selected", "edit_things", "review_things")
    ]
    assert refused.status_code == 302  # Django: no such action
    assert dict(Movie.objects.values_list("pk", "state")) == {draft.pk: "in_review", shown.pk: "published"}
    assert [group.words for group, _lines in archive.context["left_out"]] == [
        "it is published, and your role may not hide it"
    ]


def test_a_forged_choice_publishes_nothing_for_an_editor(admin_client, client):
    movie = make_movie(state="draft")
    page = chosen(admin_client, "/admin/catalog/movie/", "publish_things", movie)

    refused = press(as_role(client, "Editor"), page, "_apply")

    assert (refused.status_code, Movie.objects.get().state) == (403, "draft")


def test_what_hinders_publishing_is_heeded_by_the_page_and_the_form(admin_client, monkeypatch):
    held, free = make_movie("Held", state="draft"), make_movie("Free", state="draft")
    monkeypatch.setattr(
        admin.site._registry[Movie],
        "publishing_obstacles",
        lambda request, things: {thing.pk: ["It has no poster."] for thing in things if thing.pk == held.pk},
    )

    page = chosen(admin_client, "/admin/catalog/movie/", "publish_things", held, free)
    press(admin_client, page, "_apply")
    form = admin_client.get(f"/admin/catalog/movie/{held.pk}/change/")

    assert [(group.words, len(lines)) for group, lines in page.context["left_out"]] == [("It has no poster.", 1)]
    assert dict(Movie.objects.values_list("name", "state")) == {"Held": "draft", "Free": "published"}
    assert [button.name for button in form.context["save_buttons"]] == ["_to_in_review", "_look"]
    assert "It has no poster." in form.content.decode()


@pytest.mark.parametrize(
    ("address", "build"),
    [("people/person", make_person), ("theming/page", make_page), ("catalog/season", make_season)],
)
def test_every_list_of_what_is_published_has_the_actions(admin_client, address, build):
    thing = build()

    page = chosen(admin_client, f"/admin/{address}/", "archive_things", thing)
    press(admin_client, page, "_apply")

    thing.refresh_from_db()
    assert thing.state == "archived"


def test_everything_that_a_filter_finds_is_chosen_in_one_field(admin_client, settings):
    movies = [make_movie(state="draft") for _ in range(60)]

    page = chosen(
        admin_client, "/admin/catalog/movie/?state__exact=draft", "archive_things", movies[0], select_across="1"
    )
    done = press(admin_client, page, "_apply")

    assert page.content.decode().count("<input") < 20
    assert (done.url, Movie.objects.filter(state="archived").count()) == (
        "/admin/catalog/movie/?state__exact=draft",
        60,
    )


def publishing_queries(client, things):
    page = chosen(client, "/admin/catalog/show/", "archive_things", *things)
    with CaptureQueriesContext(connection) as queries:
        press(client, page, "_apply")
    return len(queries)


def test_queries_do_not_grow_with_what_is_chosen(admin_client):
    def build():
        show = make_show()
        make_episode(make_season(show))
        make_credit(show)
        return show

    publishing_queries(admin_client, [build()])
    one = publishing_queries(admin_client, [build()])

    assert publishing_queries(admin_client, [build() for _ in range(5)]) == one
    assert set(Show.objects.values_list("state", flat=True)) == {"archived"}
    assert Season.objects.filter(state="published").count() == 7


def test_people_are_told_by_name(admin_client):
    make_person("Ada", state="archived")

    page = chosen(admin_client, "/admin/people/person/", "publish_things", Person.objects.get())

    assert page.context["totals"] == ["1 person: On the site at once"]
