"""Pasting many credits: what a line means, who is meant, what is refused, what is written."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Credit
from catalog.sources import pasted_credits
from catalog.sources.pasted_credits import Reading, parse
from people.models import Person
from tests.factories import make_credit, make_episode, make_movie, make_person

MARK = re.compile(r'name="previewed" value="(\w+)"')


@pytest.mark.parametrize(
    ("line", "readings"),
    [
        ("Al Pacino | Vincent Hanna", [Reading("Al Pacino", "Vincent Hanna")]),
        ("Al Pacino\tVincent Hanna", [Reading("Al Pacino", "Vincent Hanna")]),
        ("  Al  Pacino \t\t Vincent ", [Reading("Al Pacino", "Vincent")]),
        ("Al Pacino as Vincent as himself", [Reading("Al Pacino", "Vincent as himself")]),
        ("Al Pacino", [Reading("Al Pacino")]),
        ("Al Pacino |", [Reading("Al Pacino")]),
        ("Jean-Luc Picard", [Reading("Jean-Luc Picard")]),
        ("Vincent - Al Pacino", [Reading("Al Pacino", "Vincent"), Reading("Vincent", "Al Pacino")]),
    ],
)
def test_a_line_is_read(line, readings):
    assert parse(line)[0].readings == readings


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("a | b | c", pasted_credits.TOO_MANY_PARTS),
        ("a - b - c", pasted_credits.TOO_MANY_PARTS),
        ("| Vincent", pasted_credits.NO_NAME),
        ("x" * 201, pasted_credits.NAME_TOO_LONG),
        ("Al | " + "x" * 501, pasted_credits.ROLE_TOO_LONG),
    ],
)
def test_a_line_that_means_nothing_says_why(line, problem):
    assert [(read.number, read.problem, read.readings) for read in parse(f"\n{line}")] == [(2, problem, [])]


def address(title, page="credits/paste/"):
    return f"/admin/catalog/movie/{title.pk}/{page}"


def preview(client, title, text, **fields):
    values = {"text": text, "department": "acting", "job": "Actor", "_preview": ""} | fields
    page = client.post(address(title), values)
    assert page.status_code == 200
    return page


def save(client, title, text, choices=None, **fields):
    """As an editor does it: a look first, then the choices that it offers, changed by `choices`."""
    page = preview(client, title, text, **fields)
    chosen = {row.field: row.choice for row in page.context["rows"]} | (choices or {})
    values = {"text": text, "department": "acting", "job": "Actor"} | fields
    return client.post(address(title), values | chosen | {"_save": "", "previewed": page.context["mark"]})


@pytest.fixture
def movie(db):
    return make_movie("Heat")


def credits_of(movie):
    return [(credit.person.name, credit.job, credit.character) for credit in movie.credits.order_by("billing_order")]


def test_known_people_are_matched_and_unknown_ones_made_as_drafts(admin_client, movie):
    make_credit(movie, make_person("First"), character="One", billing_order=7)
    known = make_person("Al Pacino")

    response = save(admin_client, movie, "Al Pacino | Vincent\nNobody Yet\tA Guard\nNobody Yet | A Driver")

    assert response.url == address(movie, "credits/")
    assert credits_of(movie)[1:] == [
        ("Al Pacino", "Actor", "Vincent"),
        ("Nobody Yet", "Actor", "A Guard"),
        ("Nobody Yet", "Actor", "A Driver"),
    ]
    made = Person.objects.get(name="Nobody Yet")
    assert (made.state, made.locked_fields, made.slug) == ("draft", {"name"}, "nobody-yet")
    assert movie.credits.get(character="Vincent").person == known
    assert [credit.billing_order for credit in movie.credits.order_by("billing_order")] == [7, 8, 9, 10]
    movie.refresh_from_db()
    assert (movie.locked_fields, movie.version) == ({"credits"}, 2)
    assert set(LogEntry.objects.values_list("object_repr", flat=True)) == {"Heat (2001)", "Nobody Yet"}


def test_a_preview_writes_nothing(admin_client, movie):
    preview(admin_client, movie, "Nobody Yet | A Guard")

    assert (Credit.objects.count(), Person.objects.count(), LogEntry.objects.count()) == (0, 0, 0)


def test_who_of_several_is_meant_is_asked(admin_client, movie):
    people = [make_person("Same Name", slug=f"same-{number}") for number in (1, 2)]
    text = "Same Name | Ghost"

    refused = save(admin_client, movie, text)
    save(admin_client, movie, text, {"who-1": people[1].pk})

    assert [row.error for row in refused.context["rows"]] == ["Choose who is meant, or leave the line out."]
    assert [credit.person for credit in movie.credits.all()] == [people[1]]


def test_a_name_spelled_otherwise_is_offered_and_not_taken(admin_client, movie):
    person = make_person("Renée Adorée")

    row = preview(admin_client, movie, "Renee Adoree | Melisande").context["rows"][0]

    assert (row.people, row.alike, row.choice) == ([], [person], "")


def test_a_dash_is_read_by_the_name_that_is_known(admin_client, movie):
    make_person("Al Pacino")

    rows = preview(admin_client, movie, "Vincent - Al Pacino\nAl Pacino - Again\nWho - Knows").context["rows"]

    assert [(row.name, row.character) for row in rows] == [("Al Pacino", "Vincent"), ("Al Pacino", "Again"), ("", "")]
    assert rows[2].error == "Which is the name, which the character? Write: Name | Character."


def test_an_error_names_its_line_and_keeps_what_was_pasted(admin_client, movie):
    text = "\nAl Pacino | Vincent\na | b | c"

    page = save(admin_client, movie, text)

    html = page.content.decode()
    assert "Line 3: There are more than two parts. Write: Name | Character." in html
    assert "Al Pacino | Vincent\na | b | c</textarea>" in html.replace("\r", "")
    assert not movie.credits.exists()


def test_what_is_there_already_is_not_added_again(admin_client, movie):
    make_credit(movie, make_person("Al Pacino"), character="Vincent")

    rows = preview(admin_client, movie, "Al Pacino | Vincent\nBob | Ray\nBob | Ray").context["rows"]

    assert [row.is_there for row in rows] == [True, False, False]
    assert rows[2].error == "Line 2 says the same."


def test_lines_that_changed_after_the_preview_are_shown_anew(admin_client, movie):
    mark = preview(admin_client, movie, "Bob | Ray").context["mark"]
    values = {"text": "Eve | Ray", "department": "acting", "job": "Actor", "previewed": mark}

    page = admin_client.post(address(movie), values | {"_save": "", "who-1": "new"})

    assert [row.name for row in page.context["rows"]] == ["Eve"]
    assert not movie.credits.exists()


def test_outside_of_the_cast_the_second_part_is_the_job(admin_client, movie):
    save(admin_client, movie, "Bob | Gaffer\nEve", department="lighting", job="Electrician")

    assert credits_of(movie) == [("Bob", "Gaffer", ""), ("Eve", "Electrician", "")]


def test_who_may_not_make_people_may_paste_known_ones(client, movie, django_user_model):
    names = ["view_movie", "change_movie", "view_credit", "change_credit", "add_credit"]
    user = django_user_model.objects.create_user("careful", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    make_person("Al Pacino")

    refused = save(client, movie, "Al Pacino | Vincent\nNobody | Guard", {"who-2": "new"})

    assert [row.error for row in refused.context["rows"]] == ["", "Choose who is meant, or leave the line out."]
    user.user_permissions.remove(Permission.objects.get(codename="add_credit"))
    assert client.get(address(movie)).status_code == 403


def test_an_episode_has_such_a_page_too(admin_client):
    episode = make_episode()
    url = f"/admin/catalog/episode/{episode.pk}/credits/paste/"
    values = {"text": "Bob | Ray", "department": "acting", "job": ""}

    mark = admin_client.post(url, values).context["mark"]
    admin_client.post(url, values | {"previewed": mark, "who-1": "new", "_save": ""})

    credit = Credit.objects.get()
    assert (credit.episode, credit.title, credit.job) == (episode, episode.season.show, "Actor")


def test_pasting_takes_the_same_queries_for_five_lines_and_for_fifty(admin_client):
    def counted(count, start):
        movie = make_movie()
        for number in range(start, start + count, 2):
            make_person(f"Known {number}")
        text = "\n".join(
            f"{'Known' if number % 2 == start % 2 else 'New'} {number} | Role" for number in range(start, start + count)
        )
        mark = preview(admin_client, movie, text)
        chosen = {row.field: row.choice for row in mark.context["rows"]}
        values = {"text": text, "department": "acting", "job": "Actor", "_save": "", "previewed": mark.context["mark"]}
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.post(address(movie), values | chosen).status_code == 302
        return len(queries)

    counted(2, 900)  # content types are asked once a process

    assert counted(6, 0) == counted(50, 100)


@pytest.mark.parametrize("text", ["", "  \n ", "x\n" * 501])
def test_no_lines_and_too_many_are_refused_in_words(admin_client, movie, text):
    page = preview(admin_client, movie, text)

    assert list(page.context["form"].errors) == ["text"]
