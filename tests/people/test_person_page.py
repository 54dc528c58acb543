"""The pages of people."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.biography import fold
from people.models import Person
from tests.factories import make_credit, make_episode, make_movie, make_person, make_season, make_show

TODAY = timezone.localdate()


def html_of(client, address="/people/star/"):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def section(html, heading):
    """The part of the page from a heading to the next one of its level."""
    return re.search(rf"<h2[^>]*>(?:<bdi>)?{heading}.*?(?=<h2|</main>)", html, re.S)[0]


def names(html):
    return re.findall(r"<h[34][^>]*><a [^>]*><bdi>([^<]*)", html)


@pytest.fixture
def star(db):
    return make_person("Star")


def test_timeline_begins_with_what_is_to_come_soonest_first_and_ends_with_the_undated(client, star):
    years = {"Far": f"{TODAY.year + 3}", "Near": f"{TODAY.year + 1}-02", "Old": "1922", "Newer": "1999", "Undated": ""}
    for name, released in years.items():
        make_credit(make_movie(f"{name} film", released=released), star)

    html = section(html_of(client), "Filmography")

    assert re.findall(r"<h3[^>]*>([^<]*)</h3>", html) == ["Upcoming", "1999", "1922", "Undated"]
    assert names(html) == ["Near film", "Far film", "Newer film", "Old film", "Undated film"]
    assert f"February {TODAY.year + 1}" in html


def test_roles_in_one_title_stand_together(client, star):
    film = make_movie("Film")
    make_credit(film, star, character="Herself")
    make_credit(film, star, department="directing", job="Director")

    html = section(html_of(client), "Filmography")

    assert names(html) == ["Film"]
    assert "<bdi>Herself, Director</bdi>" in html


def test_work_is_grouped_by_craft_on_demand_under_the_same_canonical_address(client, star):
    for number in range(3):
        make_credit(make_movie(f"Acted {number}", released=f"{1990 + number}"), star)
    make_credit(make_movie("Directed"), star, department="directing", job="Director")

    html = html_of(client, "/people/star/?by=department")
    groups = re.findall(r'<details class="filmography-department".*?</details>', html, re.S)

    assert [re.search(r"<h3>([^<]*)", group)[1] for group in groups] == ["Acting", "Directing"]
    assert [names(group) for group in groups] == [["Acted 2", "Acted 1", "Acted 0"], ["Directed"]]
    assert '<link rel="canonical" href="http://testserver/people/star/">' in html
    assert 'href="/people/star/?by=department#filmography" aria-current="true"' in html


def test_known_for_weighs_votes_by_how_far_up_one_is_billed(client, star):
    for number in range(6):
        make_credit(make_movie(f"Small {number}", imdb_votes=100 + number), star)
    make_credit(make_movie("Lead", imdb_votes=5000), star, billing_order=0)
    make_credit(make_movie("Crowd", imdb_votes=10000), star, billing_order=50)
    make_credit(make_movie("To come", imdb_votes=99999, released="2999"), star)

    assert names(section(html_of(client), "Known for")) == [
        "Lead", "Crowd", "Small 5", "Small 4", "Small 3", "Small 2",
    ]  # fmt: skip


def test_few_works_need_no_best_of(client, star):
    for _ in range(6):
        make_credit(make_movie(imdb_votes=10), star)

    assert "Known for" not in html_of(client)


def test_collaborators_are_those_who_share_most_visible_titles(client, star):
    films = [make_movie() for _ in range(3)]
    hidden = [make_movie(state="draft") for _ in range(3)]
    often, twice, once, unseen = (make_person(name) for name in ("Often", "Twice", "Once", "Unseen"))
    secret = make_person("Secret", state="draft")
    for film in films + hidden:
        make_credit(film, star)
        make_credit(film, unseen if film in hidden else often)
        make_credit(film, secret)
    for film in films[:2]:
        make_credit(film, twice)
        make_credit(film, twice, department="directing", job="Director")
    make_credit(films[0], once)
    make_credit(films[0], once, department="directing", job="Director")

    html = section(html_of(client), "Often together with")

    assert names(html) == ["Often", "Twice"]
    assert re.findall(r"\d titles together", html) == ["3 titles together", "2 titles together"]


def test_episodes_count_for_collaborators_while_they_are_visible(client, star):
    for _ in range(3):
        show = make_show()
        season = make_season(show)
        open_episode, draft = make_episode(season, 1), make_episode(season, 2, state="draft")
        make_credit(show, star, episode=open_episode)
        make_credit(show, Person.objects.get_or_create(slug="guest", name="Guest")[0], episode=open_episode)
        make_credit(show, Person.objects.get_or_create(slug="cut", name="Cut")[0], episode=draft)

    assert names(section(html_of(client), "Often together with")) == ["Guest"]


def test_person_leads_to_the_library(client, star):
    make_credit(make_movie(), star)
    assert '<a class="button" href="/movies/?person=star">More movies with Star</a>' in html_of(client)
    assert "/shows/?person=star" not in html_of(client)

    make_credit(make_show(), star)
    assert '<a class="button" href="/shows/?person=star">More shows with Star</a>' in html_of(client)


def test_nobody_with_nothing_showing_is_still_a_page(client, star):
    make_credit(make_movie(state="draft"), star)

    html = html_of(client)

    assert "None of these titles is showing at the moment." in html
    assert "/movies/?person=" not in html
    assert "Often together with" not in html


def test_query_count_does_not_grow_with_the_work(client, star):
    partners = [make_person() for _ in range(3)]

    def queries(address):
        with CaptureQueriesContext(connection) as captured:
            html_of(client, address)
        return len(captured)

    def enlarge(count):
        for _ in range(count):
            film = make_movie(imdb_votes=7)
            for person in (star, *partners, make_person()):
                make_credit(film, person)

    enlarge(7)
    few = [queries("/people/star/"), queries("/people/star/?by=department")]
    enlarge(20)
    partners += [make_person() for _ in range(5)]
    enlarge(3)

    assert [queries("/people/star/"), queries("/people/star/?by=department")] == few


@pytest.mark.parametrize(
    ("born", "died", "day", "age"),
    [
        (("1950-05-04", "day"), (None, ""), "2000-05-03", 49),
        (("1950-05-04", "day"), (None, ""), "2000-05-04", 50),
        (("1950-05-04", "day"), ("1980-01-01", "day"), "2000-05-04", 29),
        (("1950-01-01", "year"), (None, ""), "2000-05-04", None),
        (("1950-05-04", "day"), ("1980-01-01", "year"), "2000-05-04", None),
        ((None, ""), (None, ""), "2000-05-04", None),
    ],
)
def test_age_is_known_where_the_days_are(born, died, day, age):
    def date(text):
        return text and dt.date.fromisoformat(text)

    person = Person(born_on=date(born[0]), born_precision=born[1], died_on=date(died[0]), died_precision=died[1])

    assert person.age_on(date(day)) == age


@pytest.mark.parametrize(
    ("text", "lead", "rest"),
    [
        ("", "", ""),
        ("Short. Life.", "Short. Life.", ""),
        ("A" * 590 + ". " + "B" * 400 + ".", "A" * 590 + ".", "B" * 400 + "."),
        ("A" * 700 + ". " + "B" * 400 + ".", "A" * 700 + ".", "B" * 400 + "."),
        ("A" * 1000, "A" * 1000, ""),
        ("あ" * 500 + "。" + "い" * 600, "あ" * 500 + "。", "い" * 600),
    ],
    ids=["none", "short", "long", "long first sentence", "no sentence", "without spaces"],
)
def test_long_biography_is_folded_after_a_sentence(text, lead, rest):
    assert fold(text) == (lead, rest)


def test_folded_part_of_a_biography_is_on_the_page(client, db):
    make_person("Star", biography="Born in a trunk. " * 100)

    html = html_of(client)

    assert html.count("Born in a trunk.") >= 100
    assert '<details class="fold"><summary' in html
