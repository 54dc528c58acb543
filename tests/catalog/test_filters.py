"""What the library's parameters mean, and that nonsense in them costs a viewer nothing."""

import pytest

from catalog.models import Country
from tests.factories import (
    make_collection,
    make_credit,
    make_genre,
    make_language,
    make_movie,
    make_person,
    make_show,
    make_tag,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    """Four titles that every parameter tells apart somehow."""
    crime, comedy = make_genre("Crime"), make_genre("Comedy")
    german = make_language("de", "German")
    m = make_movie(
        "M",
        released="1931-05-11",
        genres=[crime],
        original_language=german,
        imdb_rating="8.3",
        metascore=90,
        runtime=110,
    )
    m.countries.add(Country.objects.create(code="DE", name="Germany"))
    m.tags.add(make_tag("Murder"))
    heat = make_movie("The Heat", released="2013-06-28", genres=[crime, comedy], imdb_rating="6.6", runtime=117)
    charade = make_movie("Charade", released="1963", genres=[comedy], imdb_rating="7.9", runtime=113)
    show = make_show("Later", released="2999-01-01")
    make_credit(m, make_person("Peter Lorre"))
    make_collection("Classics", [m, charade])
    return {"m": m, "heat": heat, "charade": charade, "show": show}


def names(client, query):
    response = client.get(f"/library/?{query}")
    assert response.status_code == 200
    return [title.name for title in response.context["page"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Later", "The Heat", "Charade", "M"]),
        ("q=heat", ["The Heat"]),
        ("q=CHAR", ["Charade"]),
        ("kind=movie", ["The Heat", "Charade", "M"]),
        ("kind=show", ["Later"]),
        ("genre=crime", ["The Heat", "M"]),
        ("genre=crime&genre=comedy", ["The Heat", "Charade", "M"]),
        ("genre=crime&genre=comedy&genre_mode=all", ["The Heat"]),
        ("language=de", ["M"]),
        ("country=DE", ["M"]),
        ("tag=murder", ["M"]),
        ("collection=classics", ["Charade", "M"]),
        ("person=peter-lorre", ["M"]),
        ("year_min=1960&year_max=1970", ["Charade"]),
        ("released_from=1931-05-11&released_to=1931-05-11", ["M"]),
        ("rating_min=7", ["Charade", "M"]),
        ("rating_max=7", ["The Heat"]),
        ("metascore_min=80", ["M"]),
        ("runtime_max=112", ["M"]),
        ("status=upcoming", ["Later"]),
        ("status=released&sort=name", ["Charade", "The Heat", "M"]),
        ("sort=rating&kind=movie", ["M", "Charade", "The Heat"]),
        ("sort=runtime&kind=movie", ["M", "Charade", "The Heat"]),
    ],
)
def test_a_parameter_narrows_or_orders(library, client, query, expected):
    assert names(client, query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "year_min=abc",
        "year_min=99999999999999999999",
        "year_max=-1",
        "genre=no-such",
        "genre=%00",
        "kind=film",
        "language=xx",
        "sort=best",
        "released_from=tomorrow",
        "rating_min=NaN",
        "rating_min=1e400",
        "metascore_min=99999999999999999999999999",
        "person=nobody",
        "page=-1",
        "status=gone",
        "genre=%F0%28%8C%28",
    ],
)
def test_a_value_without_sense_is_ignored_with_a_word(library, client, query):
    response = client.get(f"/library/?{query}&kind=movie" if not query.startswith("kind") else f"/library/?{query}")

    assert response.status_code == 200
    assert len(response.context["page"]) == (4 if query.startswith("kind") else 3)
    if not query.startswith("page"):
        assert response.context["filter"].misunderstood == [query.partition("=")[0]]


def test_a_megabyte_of_words_is_answered(library, client):
    assert names(client, "q=" + "x" * 1_000_000) == []


@pytest.mark.parametrize("query", ["q=%00", "q=%25", "q=_", "q=%27%3B--", "q=%5C"])
def test_odd_characters_are_only_characters(library, client, query):
    names(client, query)


@pytest.mark.parametrize("page", ["0", "2", "999999999999999999999"])
def test_a_page_that_is_not_there_is_not_found(library, client, page):
    assert client.get(f"/library/page/{page}/").status_code == 404
