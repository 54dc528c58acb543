"""Suspected doubles: which pairs, with which evidence, and that the work stays small."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.identity import evidence
from catalog.identity.evidence import PersonFacts, TitleFacts
from catalog.identity.suspects import pairs_of_titles, rebuild_suspects
from catalog.models import (
    AlternativeName,
    DisputedId,
    PeopleAreTwo,
    PersonSuspicion,
    TitlesAreTwo,
    TitleSuspicion,
)
from streamcms.publishing.models import ExternalId
from tests import factories as make

pytestmark = pytest.mark.django_db

BORN = dt.date(1940, 4, 25), "day"


def twins(name="Heat", other="Héat", **fields):
    return make.make_movie(name, slug="one"), make.make_movie(other, **{"slug": "two"} | fields)


def codes(model=TitleSuspicion):
    return [{code for code, _value, _points in each.evidence} for each in model.objects.all()]


def test_two_of_one_name_and_year_are_suspected_and_it_is_said_why():
    one, two = twins()
    people = [make.make_person(), make.make_person()]
    for title in (one, two):
        for person in people:
            make.make_credit(title, person)

    assert rebuild_suspects() == 1

    found = TitleSuspicion.objects.get()
    assert (found.first, found.second, found.score) == (one, two, 71)
    assert found.evidence == [["name", "", 35], ["year", 2001, 20], ["people", 2, 16]]


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"released": "2001-01-01"}, 1),
        ({"released": "2002"}, 1),
        ({"released": "2003"}, 0),
        ({"released": ""}, 0),
        ({"kind": "show"}, 0),
        ({"original_language": "other"}, 1),
    ],
)
def test_years_and_kinds_decide_who_is_compared(fields, count):
    make.make_movie("Heat", slug="one", original_language=make.make_language("en", "English"))
    if fields.get("original_language"):
        fields = {"original_language": make.make_language("de")}
    make.make_title(fields.pop("kind", "movie"), "Heat", slug="two", **fields)

    assert rebuild_suspects() == count


def test_another_name_of_the_one_finds_the_other():
    _one, two = twins("Dark Water", "Honogurai mizu no soko kara")
    AlternativeName.objects.create(title=two, name="Dark water")

    rebuild_suspects()

    assert codes() == [{"other_name", "year"}]


def test_a_disputed_number_makes_a_suspicion_without_a_name():
    one, two = twins("Heat", "Something else")
    held = ExternalId.objects.create(provider="imdb", kind="title", value="tt1", subject=one)
    DisputedId.objects.create(external_id=held, title=two)

    rebuild_suspects()

    assert codes() == [{"id", "year"}]


def people_twins(**fields):
    return make.make_person("Ada Stone", slug="ada"), make.make_person("Ada  Stone", slug="ada-2", **fields)


def test_people_of_one_name_alone_are_left_alone_and_with_careers_that_meet_are_not():
    one, two = people_twins()

    alone = rebuild_suspects()
    for person, year in ((one, "1950"), (two, "1954")):
        make.make_credit(make.make_movie(released=year), person)

    assert (alone, rebuild_suspects()) == (0, 1)
    assert codes(PersonSuspicion) == [{"name", "careers"}]


def test_whom_they_work_with_counts():
    one, two = people_twins()
    other = make.make_person("Bert")
    for person in (one, two):
        movie = make.make_movie()
        make.make_credit(movie, person)
        make.make_credit(movie, other)

    rebuild_suspects()

    assert ["coworkers", 1, 6] in PersonSuspicion.objects.get().evidence


@pytest.mark.parametrize("model", ["titles", "people"])
def test_what_an_editor_dismissed_is_not_shown_again(model):
    if model == "titles":
        one, two = twins()
        TitlesAreTwo.objects.create(first=two, second=one)
    else:
        one, two = people_twins()
        movie = make.make_movie()
        for person in (one, two):
            make.make_credit(movie, person)
        PeopleAreTwo.objects.create(first=two, second=one)

    assert rebuild_suspects() == 0


def test_a_rebuild_drops_what_is_no_double_any_more_and_keeps_the_rows_of_others():
    _one, two = twins()
    rebuild_suspects()
    kept = TitleSuspicion.objects.get().pk

    rebuild_suspects()
    again = TitleSuspicion.objects.get().pk
    two.name = "Cold"
    two.save()

    assert (again, rebuild_suspects()) == (kept, 0)
    assert not TitleSuspicion.objects.exists()


def test_a_name_that_hundreds_have_costs_no_square():
    for number in range(120):
        make.make_movie("Home", slug=f"home-{number}")

    assert len(pairs_of_titles()) <= 120 * 12


def test_more_suspects_take_no_more_queries():
    twins()
    with CaptureQueriesContext(connection) as few:
        rebuild_suspects()
    for number in range(10):
        make.make_movie(f"Film {number}", slug=f"a{number}")
        make.make_movie(f"Film {number}", slug=f"b{number}")
    with CaptureQueriesContext(connection) as many:
        assert rebuild_suspects() == 11

    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("one", "other", "suspected"),
    [
        ({}, {}, False),  # a name alone
        ({"born": BORN}, {"born": BORN}, True),
        ({"born": BORN}, {"born": (dt.date(1940, 4, 26), "day")}, False),
        (
            {"titles": frozenset({1}), "coworkers": frozenset({5})},
            {"titles": frozenset({1}), "coworkers": frozenset({5})},
            True,
        ),
        ({"first": 1920, "last": 1930}, {"first": 1990, "last": 2000}, False),
    ],
)
def test_what_makes_people_suspects(one, other, suspected):
    facts = [PersonFacts(**each) for each in (one, other)]

    score, _told = evidence.of_people(*facts, same_name="name")

    assert (score >= evidence.LEAST) is suspected


def test_other_directors_and_lengths_speak_against():
    one = TitleFacts("movie", 2001, 90, None, {1: "a"}, frozenset({"a"}))
    two = TitleFacts("movie", 2001, 150, None, {2: "b"}, frozenset({"b"}))

    score, told = evidence.of_titles(one, two, same_name="name")

    assert (score, told[2:]) == (25, [["directors", "", -20], ["runtimes", "90 / 150", -10]])
