"""What the homepage shows, and the pages that need no catalogue."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.views.defaults import server_error

from streamcms.publishing.viewpoint import Viewpoint
from tests.factories import make_episode, make_image, make_movie, make_page, make_season, make_show
from theming.homepage_titles import latest_episodes, newest_with_picture
from theming.markdown import to_html

pytestmark = pytest.mark.django_db
NOW = Viewpoint.public()


def names(things):
    return [thing.name for thing in things]


def pictured(make, name, year, **fields):
    return make(name, released=f"{year}", backdrop=make_image("backdrop"), **fields)


def test_slides_alternate_between_kinds_the_newest_first():
    for year in (2001, 2002, 2003):
        pictured(make_movie, f"Movie {year}", year)
        pictured(make_show, f"Show {year}", year + 10)

    assert names(newest_with_picture(NOW, 4)) == ["Show 2003", "Movie 2003", "Show 2002", "Movie 2002"]


def test_slides_of_one_kind_fill_the_places_of_the_other():
    pictured(make_movie, "New", 2020)
    for year in (2001, 2002, 2003):
        pictured(make_show, f"Show {year}", year)

    assert names(newest_with_picture(NOW, 3)) == ["New", "Show 2003", "Show 2002"]
    assert names(newest_with_picture(NOW, 9)) == ["New", "Show 2003", "Show 2002", "Show 2001"]


def test_slides_leave_out_what_has_no_picture_is_hidden_or_is_not_out():
    make_movie("Plain", released="2020")
    pictured(make_movie, "Draft", 2020, state="draft")
    pictured(make_movie, "Later", timezone.now().year + 2)

    assert names(newest_with_picture(NOW, 6)) == []


def test_no_title_is_in_the_slideshow_and_in_a_row(client):
    for year in range(2000, 2012):
        pictured(make_movie, f"Movie {year}", year)
        pictured(make_show, f"Show {year}", year)

    response = client.get("/")

    slides, rows = response.context["slides"], response.context["rows"]
    shown = [slide.title.slug for slide in slides] + [title.slug for row in rows for title in row.titles]
    assert len(slides) == 6
    assert sorted(shown) == sorted({f"{kind}-{year}" for kind in ("movie", "show") for year in range(2000, 2012)})


def test_latest_episodes_are_the_newest_but_two_of_each_show():
    daily, weekly = make_season(make_show("Daily")), make_season(make_show("Weekly"))
    for number in range(1, 10):
        make_episode(daily, number, f"Daily {number}", aired=f"2020-02-{number:02}")
    make_episode(weekly, 1, "Weekly 1", aired="2020-01-01")
    make_episode(weekly, 2, "Weekly 2", aired="2020-02-09")
    make_episode(weekly, 3, "Weekly to come", aired="2999-01-01")
    make_episode(daily, 10, "Daily draft", aired="2020-03-01", state="draft")

    assert names(latest_episodes(NOW, 20)) == ["Daily 9", "Weekly 2", "Daily 8", "Weekly 1"]
    assert names(latest_episodes(NOW, 3)) == ["Daily 9", "Weekly 2", "Daily 8"]


def test_first_picture_is_preloaded_and_not_lazy(client):
    pictured(make_movie, "First", 2003)
    pictured(make_show, "Second", 2002)

    html = client.get("/").content.decode()
    first, second = re.findall(r'<div class="hero-slideshow__picture">(.*?)</div>', html)

    assert html.count('rel="preload" as="image"') == 1
    assert 'fetchpriority="high"' in first
    assert 'loading="lazy"' in second


def test_slides_are_labelled_groups_and_the_rotation_switch_comes_first(client):
    pictured(make_movie, "First", 2003)
    pictured(make_show, "Second", 2002)

    html = client.get("/").content.decode()
    slideshow = html[html.index("<hero-slideshow") : html.index("</hero-slideshow>")]

    assert re.findall(r'role="group" aria-roledescription="slide" aria-label="([^"]+)"', slideshow) == [
        "1 of 2",
        "2 of 2",
    ]
    assert re.search(r"<(?:button|a)\b[^>]*>", slideshow)[0] == (
        '<button class="icon-button" type="button" data-rotation>'
    )


@pytest.mark.parametrize(
    ("address", "link", "current"),
    [
        ("/movies/", "/movies/", "page"),
        ("/movies/heat/", "/movies/", "true"),
        ("/shows/", "/shows/", "page"),
        ("/my-list/", "/my-list/", "page"),
    ],
)
def test_menu_marks_where_one_is(client, address, link, current):
    make_movie("Heat")

    menu = re.search(r'id="site-menu".*?</nav>', client.get(address).content.decode(), re.DOTALL)[0]

    assert re.findall(r'href="([^"]+)" aria-current="(\w+)"', menu) == [(link, current)]


def test_menu_marks_nothing_on_a_page_whose_address_only_ends_like_a_place(client):
    make_page("Shows", slug="about-shows")

    menu = re.search(r'id="site-menu".*?</nav>', client.get("/about-shows/").content.decode(), re.DOTALL)[0]

    assert "aria-current" not in menu


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# One\n\n## Two", "<h2>One</h2>\n<h3>Two</h3>\n"),
        ("## One\n\n### Two", "<h2>One</h2>\n<h3>Two</h3>\n"),
        ("#### One", "<h2>One</h2>\n"),
        ("# One\n\n###### Six", "<h2>One</h2>\n<h6>Six</h6>\n"),
        ("One\n===\n\nText", "<h2>One</h2>\n<p>Text</p>\n"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
    ],
)
def test_headings_of_a_page_begin_below_its_name(text, html):
    assert to_html(text) == html


def test_missing_page_offers_a_search_and_what_is_best_known(client):
    make_movie("Known", imdb_rating="7.0", imdb_votes=900)
    make_movie("Better known", imdb_rating="6.0", imdb_votes=1000)
    make_movie("Hidden", imdb_rating="9.0", imdb_votes=9000, state="draft")
    make_movie("Unrated")

    response = client.get("/nothing-here/")

    assert response.status_code == 404
    assert names(response.context["titles"]) == ["Better known", "Known"]
    assert 'id="missing-search" type="search" name="q"' in response.content.decode()


def test_missing_page_costs_the_same_however_large_the_catalogue(client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/nothing-here/")
        return len(captured)

    make_movie(imdb_rating="7.0", imdb_votes=900)
    few = queries()
    for votes in range(5):
        make_movie(imdb_rating="7.0", imdb_votes=votes)

    assert queries() == few


def test_offline_page_and_worker_ask_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page, worker = client.get("/offline/"), client.get("/sw.js")

    assert "The line is down" in page.content.decode()
    assert worker["Content-Type"] == "text/javascript; charset=utf-8"
    assert worker["Cache-Control"] == "no-cache"
    assert 'const PAGE = "/offline/"' in worker.content.decode()


def test_broken_page_needs_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert "The projector stopped" in response.content.decode()
