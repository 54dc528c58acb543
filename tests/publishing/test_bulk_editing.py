"""Chosen fields of many things: shown before and after, then written as an edit of each would, or left and named."""

import html
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Certification, CollectionMembership, Episode, Movie, Title
from people.models import Person
from streamcms.publishing.models import HistoryNote
from tests.factories import (
    make_collection,
    make_credit,
    make_episode,
    make_genre,
    make_language,
    make_movie,
    make_person,
    make_season,
    make_show,
)

pytestmark = pytest.mark.django_db


def chosen(client, url, *things, **data):
    return client.post(url, {"action": "edit_things", "_selected_action": [thing.pk for thing in things], **data})


def press(client, page, button, **data):
    fields = {"_chosen": page.context["selection"], "back": page.context["back"], button: "1"}
    return client.post(page.context["address"], fields | data)


def edit(client, url, things, **data):
    """(the page that shows what changes, the answer to its button)."""
    preview = press(client, chosen(client, url, *things), "_preview", **data)
    return preview, press(client, preview, "_apply", **data)


def texts(page):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


def test_each_thing_is_shown_before_and_after_only_where_it_changes(admin_client):
    drama, comedy = make_genre("Drama"), make_genre("Comedy")
    heat, ran = make_movie("Heat", genres=[comedy]), make_movie("Ran", genres=[drama])

    preview, done = edit(admin_client, "/admin/catalog/movie/", [heat, ran], do_genres="add", genres=[drama.pk])

    assert [(name, changes) for name, _address, changes in preview.context["lines"]] == [
        ("Heat (2001)", [("Genres", "Comedy", "Comedy, Drama")])
    ]
    assert preview.context["unchanged"] == 1
    assert done.status_code == 302
    assert set(heat.genres.all()) == {drama, comedy}


@pytest.mark.parametrize(("mode", "expected"), [("add", "abc"), ("remove", "a"), ("set", "bc"), ("clear", "")])
def test_links_are_added_removed_set_and_emptied(admin_client, mode, expected):
    a, b, c = (make_genre(name) for name in "abc")
    movie = make_movie(genres=[a, b])
    value = {} if mode == "clear" else {"genres": [b.pk, c.pk]}

    edit(admin_client, "/admin/catalog/movie/", [movie], do_genres=mode, **value)

    assert "".join(sorted(genre.name for genre in movie.genres.all())) == expected


def test_an_edit_locks_counts_and_leaves_a_history_as_a_save_does(admin_client):
    movie = make_movie("Heat", provenance={"runtime": ["tmdb", "2026-01-01", False]})
    make_credit(movie)

    edit(admin_client, "/admin/catalog/movie/", [movie], do_runtime="set", runtime="170")

    movie.refresh_from_db()
    source, _at, is_locked = movie.provenance["runtime"]
    assert (movie.runtime, movie.version, source, is_locked) == (170, 2, "editor", True)
    assert LogEntry.objects.get().get_change_message() == "Changed runtime."
    assert [note.kind for note in HistoryNote.objects.of(movie)] == ["change", "found"]


def test_what_is_made_of_a_field_is_made_again(admin_client):
    german = make_language("de")
    movie = make_movie("Die Welle")

    edit(admin_client, "/admin/catalog/movie/", [movie], do_original_language="set", original_language=german.pk)

    movie.refresh_from_db()
    key = bytes(movie.sort_key)
    movie.save()
    assert (movie.original_language, key) == (german, bytes(Movie.objects.get().sort_key))
    assert key.startswith(b"welle")


def test_a_thing_that_its_own_rules_refuse_is_named_and_left(admin_client):
    movie, show = make_movie("Heat"), make_show("Lantern")

    preview, _done = edit(
        admin_client, "/admin/catalog/title/", [movie, show], do_production_status="set", production_status="ended"
    )

    assert [(name, reasons) for name, _address, reasons in preview.context["refused"]] == [
        ("Heat (2001)", ["Only a show has a production status and a last air date."])
    ]
    assert dict(Title.objects.values_list("name", "production_status")) == {"Heat": "", "Lantern": "ended"}


def test_titles_join_the_end_of_a_collection_and_leave_it(admin_client):
    first, second, third = (make_movie(name) for name in ("A", "B", "C"))
    collection = make_collection(titles=[first])

    edit(admin_client, "/admin/catalog/movie/", [second, third], do_collections="add", collections=[collection.pk])
    places = list(CollectionMembership.objects.order_by("position").values_list("title", "position"))
    edit(admin_client, "/admin/catalog/movie/", [first], do_collections="remove", collections=[collection.pk])

    assert places == [(first.pk, 1), (second.pk, 2), (third.pk, 3)]
    assert set(collection.titles.values_list("pk", flat=True)) == {second.pk, third.pk}
    second.refresh_from_db()
    assert second.locked_fields == {"collection_memberships"}


def test_an_age_rating_takes_the_place_of_that_countrys(admin_client):
    movie, bare = make_movie("Heat"), make_movie("Ran")
    Certification.objects.create(title=movie, country="US", code="PG")
    Certification.objects.create(title=movie, country="DE", code="12")
    value = {"certifications_country": "US", "certifications_system": "", "certifications_code": "R"}

    edit(admin_client, "/admin/catalog/movie/", [movie, bare], do_certifications="set", **value)

    found = [[str(each) for each in each.certifications.all()] for each in (movie, bare)]
    assert found == [["DE: 12", "US: R"], ["US: R"]]


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({}, "__all__", "Nothing is to be changed yet: say what to do with a field."),
        ({"do_runtime": "set"}, "runtime", "Give the value."),
        ({"runtime": "9"}, "do_runtime", "Say what to do with this value."),
        ({"do_runtime": "set", "runtime": "x"}, "runtime", "Enter a whole number."),
        ({"do_runtime": "add", "runtime": "9"}, "do_runtime", "Select a valid choice. add is not one of the available"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_the_field(admin_client, data, field, words):
    page = chosen(admin_client, "/admin/catalog/movie/", make_movie())

    refused = press(admin_client, page, "_apply", **data)

    assert refused.context["form"].errors[field][0].startswith(words)
    assert Movie.objects.get().version == 1


def test_what_changed_meanwhile_is_named_and_nothing_is_done(admin_client):
    heat, ran = make_movie("Heat"), make_movie("Ran")
    order = {"do_runtime": "set", "runtime": "90"}
    preview = press(admin_client, chosen(admin_client, "/admin/catalog/movie/", heat, ran), "_preview", **order)
    Movie.objects.filter(pk=heat.pk).update(runtime=100)

    again = press(admin_client, preview, "_apply", **order)

    assert [line.thing.name for line in again.context["changed"]] == ["Heat"]
    assert dict(Movie.objects.values_list("name", "runtime")) == {"Heat": 100, "Ran": None}


def test_orders_that_were_not_shown_are_shown_before_they_are_done(admin_client):
    page = chosen(admin_client, "/admin/catalog/movie/", make_movie())
    preview = press(admin_client, page, "_preview", do_runtime="set", runtime="90")

    other = press(admin_client, preview, "_apply", do_runtime="set", runtime="91")

    assert "these are not as they were shown" in texts(other)
    assert Movie.objects.get().runtime is None


def test_who_may_not_publish_is_offered_no_window(client):
    editor = User.objects.create_user("eddie", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor)
    movie = make_movie(state="draft")

    page = chosen(client, "/admin/catalog/movie/", movie)
    press(client, page, "_apply", do_publish_at="set", publish_at_0="2090-01-01", publish_at_1="10:00")

    assert {"publish_at", "unpublish_at"} & set(page.context["form"].fields) == set()
    assert Movie.objects.get().publish_at is None


def test_who_may_not_publish_changes_nothing_live_by_the_dozen(client):
    editor = User.objects.create_user("eddie", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor)
    live, draft = make_movie(), make_movie(state="draft")

    preview, _done = edit(client, "/admin/catalog/movie/", [live, draft], do_runtime="set", runtime="90")

    assert preview.context["refused"][0][2] == ["it is live: save a draft of it on its form"]
    assert dict(Movie.objects.values_list("pk", "runtime")) == {live.pk: None, draft.pk: 90}


def test_a_window_that_would_close_before_it_opens_is_refused_for_that_thing(admin_client):
    movie = make_movie(unpublish_at="2080-01-01T00:00Z")
    order = {"do_publish_at": "set", "publish_at_0": "2090-01-01", "publish_at_1": "10:00"}

    preview, _done = edit(admin_client, "/admin/catalog/movie/", [movie], **order)

    assert preview.context["refused"][0][2] == ["The publishing window ends before it begins."]


def test_people_and_episodes_are_edited_too(admin_client):
    person, episode = make_person("Ada"), make_episode()

    edit(admin_client, "/admin/people/person/", [person], do_gender="set", gender="female")
    edit(admin_client, "/admin/catalog/episode/", [episode], do_runtime="set", runtime="45")

    assert (Person.objects.get().gender, Episode.objects.get().runtime) == ("female", 45)


def editing_queries(client, movies, genre):
    order = {"do_genres": "add", "genres": [genre.pk], "do_runtime": "set", "runtime": "77"}
    preview = press(client, chosen(client, "/admin/catalog/movie/", *movies), "_preview", **order)
    with CaptureQueriesContext(connection) as queries:
        press(client, preview, "_apply", **order)
    return len(queries)


def test_queries_do_not_grow_with_what_is_chosen(admin_client):
    genre = make_genre()
    editing_queries(admin_client, [make_movie()], genre)
    one = editing_queries(admin_client, [make_movie()], genre)

    assert editing_queries(admin_client, [make_movie() for _ in range(5)], genre) == one
    assert Movie.objects.filter(runtime=77, genres=genre).count() == 7


def test_seasons_have_no_fields_that_make_no_sense_of_many(admin_client):
    page = chosen(admin_client, "/admin/catalog/season/", make_season())

    assert [name for name in page.context["form"].fields if name.startswith("do_")] == [
        "do_publish_at",
        "do_unpublish_at",
    ]
