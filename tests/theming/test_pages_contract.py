"""What every public page keeps to, whatever it looks like."""

import re

import pytest
from django.utils import timezone

from tests.factories import (
    make_collection,
    make_credit,
    make_episode,
    make_genre,
    make_image,
    make_language,
    make_movie,
    make_page,
    make_person,
    make_season,
    make_show,
    make_video,
)

pytestmark = pytest.mark.django_db

PAGES = {
    "home": "/",
    "library": "/library/",
    "filtered library": "/library/?genre=war&rating_min=7&year_min=soon&q=star",
    "movies": "/movies/",
    "shows": "/shows/",
    "genre": "/genres/war/",
    "collection": "/collections/firsts/",
    "movie": "/movies/movie-0/",
    "show": "/shows/show-0/",
    "unaired show": "/shows/later/",
    "person": "/people/star/",
    "page": "/about/",
    "missing page": "/nothing-here/",
}


def fill(size):
    """A catalogue of which every list has `size` entries."""
    war, star = make_genre("War"), make_person("Star", portrait=make_image("portrait"))
    make_page("About", slug="about", body="# Hello\n\nSome *words*.")
    movies = [
        make_movie(
            f"Movie {n}",
            genres=[war, make_genre()],
            imdb_rating="7.5",
            imdb_votes=100,
            original_language=make_language(f"x{n}", f"Language {n}"),
            poster=make_image(),
            backdrop=make_image("backdrop"),
        )
        for n in range(size)
    ]
    shows = [make_show(f"Show {n}", genres=[war], poster=make_image()) for n in range(size)]
    for title in (*movies, *shows):
        make_credit(title, star, character="Herself")
        make_credit(title, star, department="directing", job="Director")
    for number in range(size):
        season = make_season(shows[0], number)
        for episode in range(1, size + 1):
            make_episode(season, episode, still=make_image("still"))
        make_credit(movies[0], make_person(portrait=make_image("portrait")), character="Somebody")
        make_credit(movies[0], make_person(), department="sound", job=f"Job {number}")
        make_video(movies[0])
        make_page(f"Page {number}")
        make_collection(f"Collection {number}", movies)
    make_show("Later", slug="later", released=f"{timezone.now().year + 2}")
    make_collection("Firsts", movies, slug="firsts")


@pytest.fixture
def catalogue():
    fill(2)


def queries(client, address, capture):
    with capture() as captured:
        client.get(address)
    return len(captured)


@pytest.fixture
def capture(django_assert_max_num_queries):
    return lambda: django_assert_max_num_queries(1000)


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_takes_as_many_queries_for_six_titles_as_for_two(client, capture, address):
    fill(2)
    few = queries(client, address, capture)
    for model in reversed(created_models()):
        model.objects.all().delete()
    fill(6)

    assert queries(client, address, capture) == few


def created_models():
    from catalog.models import Collection, Credit, Episode, Genre, Season, Title, Video
    from people.models import Person
    from theming.models import Page

    return [Genre, Person, Title, Collection, Season, Episode, Credit, Video, Page]


@pytest.mark.parametrize("address", ["/library/", "/movies/", "/genres/war/", "/library/?genre=war&genre_mode=all"])
def test_library_takes_at_most_twelve_queries(client, catalogue, capture, address):
    assert queries(client, address, capture) <= 12


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_is_the_same_for_everyone(client, admin_client, catalogue, address):
    first, second, staff = client.get(address), client.get(address), admin_client.get(address)

    assert first.content == second.content == staff.content
    for response in (first, staff):
        assert "Set-Cookie" not in response
        assert not response.cookies
        assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_has_no_inline_style_or_script(client, catalogue, address):
    html = client.get(address).content.decode()

    assert re.findall(r"<[^>]*\s(style|on[a-z]+)\s*=", html) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", html) == []
    assert "<style" not in html
    assert "csrfmiddlewaretoken" not in html


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_has_one_main_heading_and_names_its_language(client, catalogue, address):
    html = client.get(address).content.decode()

    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert '<html lang="en" dir="ltr">' in html
    assert html.count('<link rel="canonical"') == 1


def test_hidden_titles_appear_nowhere(client, catalogue):
    war, star, collection = make_genre("War 2"), make_person("Other star"), make_collection("Secrets", slug="secrets")
    for state in ("draft", "in_review", "archived"):
        hidden = make_movie(f"Hidden {state}", state=state, genres=[war], backdrop=make_image("backdrop"))
        make_credit(hidden, star)
        hidden.collections.add(collection)
    show = make_show("Hidden show", state="draft")
    make_episode(make_season(show), name="Hidden episode")

    for address in (*PAGES.values(), "/people/other-star/", "/collections/secrets/", "/genres/war-2/", "/library/?q=hidden"):
        html = client.get(address).content.decode().replace("hidden", "")
        assert "Hidden " not in html, address
    assert client.get("/movies/hidden-draft/").status_code == 404
