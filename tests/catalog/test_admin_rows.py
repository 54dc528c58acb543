"""Pages of rows: fifty at a time, what is posted is saved and the rest stays, buttons order, doubles are refused."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Credit
from tests.factories import (
    make_collection,
    make_credit,
    make_episode,
    make_movie,
    make_person,
    make_season,
    make_show,
    make_video,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def movie():
    return make_movie("Heat")


def address(movie, query=""):
    return f"/admin/catalog/movie/{movie.pk}/credits/{query}"


def cast(movie, count):
    """That many actors, "Role 1" first."""
    person = make_person()
    return Credit.objects.bulk_create(
        Credit(title=movie, person=person, department="acting", job="Actor", character=f"Role {n}", billing_order=n)
        for n in range(1, count + 1)
    )


def posted(response, **changes):
    """What a browser sends back from a page of rows, with changes such as {"rows-0-job": "Director"}."""
    formset = response.context["formset"]
    data = {f"rows-{name}": str(value) for name, value in formset.management_form.initial.items()}
    for form in formset:
        for field in form:
            value = field.value()
            if value is True or (value not in (None, "", False)):
                data[field.html_name] = "on" if value is True else str(value)
    return data | changes


def characters(movie):
    return list(movie.credits.values_list("character", flat=True))


def test_three_hundred_credits_stand_on_six_pages(admin_client, movie):
    cast(movie, 300)

    last = admin_client.get(address(movie, "?p=6"))

    formset = last.context["formset"]
    assert [form.instance.character for form in formset.initial_forms] == [f"Role {n}" for n in range(251, 301)]
    assert (last.context["rows_total"], len(last.context["page_links"])) == (300, 6)
    assert last.content.count(b' name="') < 600


def test_a_page_saves_its_rows_and_keeps_the_others(admin_client, movie):
    cast(movie, 120)
    page = admin_client.get(address(movie, "?p=2"))
    changes = {"rows-0-character": "Vincent", "rows-1-DELETE": "on"}

    response = admin_client.post(address(movie, "?p=2"), posted(page, **changes))

    movie.refresh_from_db()
    assert response.url == address(movie, "?p=2")
    expected = [f"Role {n}" for n in range(1, 121) if n != 52]
    expected[50] = "Vincent"
    assert characters(movie) == expected
    assert (movie.locked_fields, movie.version) == ({"credits"}, 2)
    assert LogEntry.objects.get().change_message == "Credits: 1 changed and 1 removed."


def test_saving_without_a_change_changes_nothing(admin_client, movie):
    cast(movie, 3)
    page = admin_client.get(address(movie))

    admin_client.post(address(movie), posted(page))

    movie.refresh_from_db()
    assert (movie.locked_fields, movie.version, LogEntry.objects.count()) == (set(), 1, 0)


def test_new_rows_come_last(admin_client, movie):
    cast(movie, 2)
    page = admin_client.get(address(movie))
    row = {"person": make_person("Michael").pk, "department": "directing", "job": "Director"}

    admin_client.post(address(movie), posted(page, **{f"rows-2-{name}": value for name, value in row.items()}))

    credit = movie.credits.last()
    assert (credit.person.name, credit.job, credit.billing_order) == ("Michael", "Director", 3)


@pytest.mark.parametrize(
    ("move", "number", "expected"), [("up", 3, [1, 3, 2, 4]), ("down", 1, [2, 1, 3, 4]), ("top", 4, [4, 1, 2, 3])]
)
def test_buttons_order_rows(admin_client, movie, move, number, expected):
    credits = cast(movie, 4)
    page = admin_client.get(address(movie))

    admin_client.post(address(movie), posted(page, move=f"{move} {credits[number - 1].pk}"))

    assert characters(movie) == [f"Role {n}" for n in expected]
    assert list(movie.credits.values_list("billing_order", flat=True)) == [1, 2, 3, 4]


def test_a_move_within_a_department_passes_over_the_others(admin_client, movie):
    cast(movie, 3)
    first = make_credit(movie, department="writing", job="Screenplay", billing_order=0)
    last = make_credit(movie, department="writing", job="Story", billing_order=9)
    page = admin_client.get(address(movie, "?department=writing"))

    admin_client.post(address(movie, "?department=writing"), posted(page, move=f"up {last.pk}"))

    jobs = ["Story", "Screenplay", "Actor", "Actor", "Actor"]
    assert list(movie.credits.values_list("job", flat=True)) == jobs
    assert first.pk


def test_a_move_saves_what_was_typed(admin_client, movie):
    credits = cast(movie, 2)
    page = admin_client.get(address(movie))

    admin_client.post(address(movie), posted(page, **{"rows-0-character": "Neil", "move": f"up {credits[1].pk}"}))

    assert characters(movie) == ["Role 2", "Neil"]


def test_a_credit_of_another_title_is_out_of_reach(admin_client, movie):
    cast(movie, 1)
    foreign = make_credit(character="Hers")
    page = admin_client.get(address(movie))

    response = admin_client.post(
        address(movie), posted(page, **{"rows-0-id": str(foreign.pk), "rows-0-character": "Mine"})
    )

    foreign.refresh_from_db()
    assert (response.status_code, foreign.character, characters(movie)) == (200, "Hers", ["Role 1"])


@pytest.mark.parametrize("twice", [{"rows-1-character": "Role 1"}, {"rows-2-character": "Role 1"}])
def test_the_same_credit_twice_is_refused_in_words(admin_client, movie, twice):
    person = cast(movie, 2)[0].person
    page = admin_client.get(address(movie))
    row = {"rows-2-person": person.pk, "rows-2-department": "acting", "rows-2-job": "Actor"}

    response = admin_client.post(address(movie), posted(page, **(row if "rows-2-character" in twice else {}), **twice))

    errors = [form.non_field_errors() for form in response.context["formset"]]
    assert ["This row is there already: the same entry twice says nothing more."] in errors
    assert characters(movie) == ["Role 1", "Role 2"]


def test_a_row_without_a_person_is_refused_beside_the_field(admin_client, movie):
    page = admin_client.get(address(movie))

    response = admin_client.post(address(movie), posted(page, **{"rows-0-job": "Director"}))

    assert response.context["formset"].forms[0].errors["person"] == ["This field is required."]
    assert b'value="Director"' in response.content


def test_a_row_that_somebody_removed_meanwhile_is_named(admin_client, movie):
    credits = cast(movie, 2)
    page = admin_client.get(address(movie))
    credits[0].delete()

    response = admin_client.post(address(movie), posted(page, **{"rows-0-character": "Neil"}))
    again = admin_client.post(address(movie), posted(page, **{"rows-0-DELETE": "on", "rows-1-character": "Neil"}))

    assert b"Somebody else removed this row meanwhile." in response.content
    assert (again.status_code, characters(movie)) == (302, ["Neil"])


@pytest.mark.parametrize("path", ["credits/?p=99", "credits/?p=x", "credits/?department=plumbing", "videos/?more=1"])
def test_odd_parameters_open_a_page(admin_client, movie, path):
    cast(movie, 2)

    assert admin_client.get(f"/admin/catalog/movie/{movie.pk}/{path}").status_code == 200


def test_there_is_no_page_of_a_title_that_is_not_there(admin_client, movie):
    make_show()

    statuses = [admin_client.get(f"/admin/catalog/movie/{pk}/credits/").status_code for pk in (movie.pk + 1, 999)]

    assert statuses == [404, 404]


def test_a_page_of_rows_takes_the_same_queries_at_any_length(admin_client, movie):
    person = make_person()
    counts = []
    for n in range(1, 41):
        make_credit(movie, make_person() if n % 2 else person, character=f"Role {n}", billing_order=n)
        if n in (1, 5, 40):
            with CaptureQueriesContext(connection) as queries:
                admin_client.get(address(movie))
            counts.append(len(queries))

    assert counts[0] == counts[1] == counts[2]


def test_an_episodes_credit_belongs_to_the_episode_and_its_show(admin_client):
    episode = make_episode()
    url = f"/admin/catalog/episode/{episode.pk}/credits/"
    row = {"rows-0-person": make_person().pk, "rows-0-department": "acting", "rows-0-job": "Actor"}

    admin_client.post(url, posted(admin_client.get(url), **row))

    credit = Credit.objects.get()
    episode.refresh_from_db()
    assert (credit.episode, credit.title, episode.locked_fields) == (episode, episode.season.show, {"credits"})


def test_an_episode_is_added_on_the_page_of_its_season(admin_client):
    season = make_season()
    url = f"/admin/catalog/season/{season.pk}/episodes/"
    row = {"rows-0-number": "1", "rows-0-name": "Pilot", "rows-0-aired": "1999-01", "rows-0-state": "draft"}

    admin_client.post(url, posted(admin_client.get(url), **row))

    episode = season.episodes.get()
    assert (episode.name, episode.aired.isoformat(), episode.state) == ("Pilot", "1999-01", "draft")
    assert {"name", "aired_on", "air_precision"} <= episode.locked_fields


def test_a_season_is_linked_with_its_episodes(admin_client):
    season = make_season()

    page = admin_client.get(f"/admin/catalog/show/{season.show.pk}/seasons/")

    base = f"/admin/catalog/season/{season.pk}"
    assert page.context["formset"].forms[0].links == [(f"{base}/change/", "Open"), (f"{base}/episodes/", "episodes")]


def test_a_season_number_that_is_taken_is_refused(admin_client):
    show = make_show()
    make_season(show, 1)
    url = f"/admin/catalog/show/{show.pk}/seasons/"

    response = admin_client.post(url, posted(admin_client.get(url), **{"rows-1-number": "1", "rows-1-state": "draft"}))

    assert response.context["formset"].forms[1].non_field_errors() == [
        "Season with this Show and Number already exists."
    ]


def test_a_shows_video_may_name_one_of_its_seasons_only(admin_client):
    show, other = make_show(), make_season()
    season, video = make_season(show), make_video(show)
    url = f"/admin/catalog/show/{show.pk}/videos/"
    page = admin_client.get(url)

    refused = admin_client.post(url, posted(page, **{"rows-0-season": other.pk}))
    admin_client.post(url, posted(page, **{"rows-0-season": season.pk}))

    video.refresh_from_db()
    assert (refused.status_code, video.season) == (200, season)


def test_titles_of_a_collection_are_ordered_by_buttons(admin_client):
    titles = [make_movie(name) for name in ("One", "Two", "Three")]
    collection = make_collection("Numbers", titles)
    url = f"/admin/catalog/collection/{collection.pk}/titles/"
    last = collection.memberships.last()

    admin_client.post(url, posted(admin_client.get(url), move=f"top {last.pk}"))

    assert [each.title.name for each in collection.memberships.select_related("title")] == ["Three", "One", "Two"]
