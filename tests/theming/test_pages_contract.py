"""What every public page keeps to, whatever it looks like."""

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
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


@pytest.fixture
def catalogue():
    """One of everything that a page is about; each list on it has two entries, and more after enlarge()."""
    make_page("About", slug="about", body="## Hello\n\nSome *words*.")
    make_show("Later", slug="later", released=f"{timezone.now().year + 2}")
    firsts = SimpleNamespace(
        genre=make_genre("War"),
        person=make_person("Star", portrait=make_image("portrait")),
        movie=make_movie("Movie", slug="movie-0", imdb_rating="7.5", imdb_votes=100),
        show=make_show("Show", slug="show-0"),
        collection=make_collection("Firsts", slug="firsts"),
    )
    enlarge(firsts, range(2))
    return firsts


def enlarge(firsts, numbers):
    for number in numbers:
        language = make_language(f"x{number}", f"Language {number}")
        movie = make_movie(original_language=language, poster=make_image(), backdrop=make_image("backdrop"))
        show = make_show(poster=make_image(), imdb_rating="7.5")
        for title in (movie, show):
            title.genres.set([firsts.genre, make_genre()])
            firsts.collection.titles.add(title)
            make_credit(title, firsts.person, character="Herself")
            make_credit(title, firsts.person, department="directing", job="Director")
        season = make_season(firsts.show, number)
        for episode in numbers:
            make_episode(season, episode, still=make_image("still"))
        for title in (firsts.movie, firsts.show):
            title.genres.add(make_genre())
            make_credit(title, make_person(portrait=make_image("portrait")), character="Somebody")
            make_credit(title, make_person(), department="sound", job=f"Job {number}")
            make_video(title)
            make_collection(titles=[title, movie, show])
        make_page()


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_takes_as_many_queries_for_six_of_everything_as_for_two(client, catalogue, address):
    few = queries(client, address)
    enlarge(catalogue, range(2, 6))

    assert queries(client, address) == few


@pytest.mark.parametrize(
    ("address", "most"),
    [("/library/", 13), ("/movies/", 13), ("/genres/war/", 13), ("/library/?genre=war&genre_mode=all", 13)],
)
def test_library_takes_few_queries(client, catalogue, address, most):
    assert queries(client, address) <= most


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
    assert re.findall(r'<script(?![^>]*\s(?:src=|type="application/ld\+json"))[^>]*>', html) == []
    assert "<style" not in html
    assert "csrfmiddlewaretoken" not in html


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_has_one_main_heading_and_names_its_language(client, catalogue, address):
    html = client.get(address).content.decode()

    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert '<html lang="en" dir="ltr">' in html
    assert html.count('<link rel="canonical"') == 1


def test_hidden_titles_appear_nowhere(client, catalogue):
    for state in ("draft", "in_review", "archived"):
        hidden = make_movie(f"Zzyzx {state}", state=state, genres=[catalogue.genre], backdrop=make_image("backdrop"))
        make_credit(hidden, catalogue.person)
        catalogue.collection.titles.add(hidden)
    draft_show = make_show("Zzyzx show", state="draft")
    make_episode(make_season(draft_show), name="Zzyzx of a draft show")
    make_episode(make_season(catalogue.show, 9, state="draft", name="Zzyzx season"))
    make_episode(make_season(catalogue.show, 10), name="Zzyzx draft episode", state="draft")
    make_page("Zzyzx page", state="draft")

    for address in (*PAGES.values(), "/library/?q=zzyzx"):
        html = client.get(address).content.decode()
        assert "Zzyzx" not in html, address
        assert "/zzyzx-" not in html, address
    assert client.get("/movies/zzyzx-draft/").status_code == 404


def test_preview_says_so_and_leads_out(admin_client, client, catalogue):
    preview = admin_client.get("/admin/preview/20300101T0000Z~drafts/movies/movie-0/").content.decode()
    public = client.get("/movies/movie-0/").content.decode()

    assert "1 January 2030, 00:00" in preview
    assert "drafts included" in preview
    assert '<a href="/movies/movie-0/">Leave the preview</a>' in preview
    assert 'href="/admin/preview/20300101T0000Z~drafts/library/"' in preview
    assert "preview" not in public.lower()


def test_homepage_without_titles_says_how_to_begin(client):
    html = client.get("/").content.decode()

    assert "The screen is ready" in html
    assert "<code>make run</code>" in html


def test_show_that_has_not_aired_says_when_and_lists_no_season(client, catalogue):
    later = make_show("Much later", released="2999-03")
    make_episode(make_season(later, name="Season of waiting"), name="Episode of waiting")

    html = client.get("/shows/much-later/").content.decode()

    assert "First airs March 2999" in html
    assert "of waiting" not in html


def test_seasons_open_one_at_a_time_and_have_addresses(client, catalogue):
    html = client.get("/shows/show-0/").content.decode()

    assert html.count('<details class="season" name="seasons"') == 2
    assert html.count('<details class="season" name="seasons" open>') == 1
    assert 'id="season-1"' in html
    assert 'id="season-1-episode-1"' in html


def test_large_cast_is_folded_after_24(client, catalogue):
    for number in range(200):
        make_credit(catalogue.movie, make_person(f"Extra {number}"), character="Crowd", billing_order=number + 10)

    html = client.get("/movies/movie-0/").content.decode()

    assert html.count('class="person-card"') == 24
    assert "All 202 in the cast" in html
    assert "Extra 199" in html


def test_library_offers_a_way_out_of_each_filter_and_names_what_it_did_not_understand(client, catalogue):
    make_genre("Crime")
    html = client.get("/library/?genre=war&genre=crime&sort=name&year_min=soon").content.decode()

    assert 'href="/library/?genre=crime&amp;sort=name&amp;year_min=soon"' in html
    assert 'href="/library/?genre=war&amp;sort=name&amp;year_min=soon"' in html
    assert "<code>year_min</code>" in html
    assert 'value="soon"' not in html


def test_pages_of_the_library_keep_the_filters(client):
    war = make_genre("War")
    for _ in range(121):
        make_movie(genres=[war])

    html = client.get("/library/page/2/?genre=war").content.decode()

    assert 'href="/library/?genre=war" rel="prev"' in html
    assert 'href="/library/page/3/?genre=war" rel="next"' in html
    assert 'href="/library/page/2/?genre=war" aria-current="page"' in html
    assert html.count("<list-button data-slug=") == 60
