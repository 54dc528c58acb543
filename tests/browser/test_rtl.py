"""The site read from right to left: nothing sticks out, and what points points the other way."""

import pytest
from playwright.sync_api import expect

from catalog.derived import rebuild_similar_titles
from tests.factories import (
    make_collection,
    make_credit,
    make_episode,
    make_genre,
    make_movie,
    make_person,
    make_season,
    make_show,
)

PAGES = ["/", "/library/", "/movies/heat/", "/shows/signal/", "/people/star/", "/collections/firsts/", "/ar/nothing/"]


@pytest.fixture
def catalogue(transactional_db):
    genres = [make_genre("Science fiction"), make_genre("Documentary"), make_genre("War")]
    heat = make_movie("Heat", slug="heat", genres=genres, imdb_rating="7.5", imdb_votes=1200)
    signal = make_show("Signal", slug="signal", genres=genres)
    for season in range(1, 4):
        for number in range(1, 4):
            make_episode(make_season(signal, season) if number == 1 else signal.seasons.get(number=season), number)
    star = make_person("Star", slug="star", biography="Somebody who acted for a very long time. " * 20)
    for number in range(24):
        movie = make_movie(f"The remarkably long name of movie number {number}", genres=genres)
        make_credit(movie, star, character="Herself, also known as the unforgettable stranger")
    for title in (heat, signal):
        make_credit(title, star, character="Herself")
    make_collection("Firsts", [heat, movie], slug="firsts")
    rebuild_similar_titles()


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_page_is_wider_than_the_screen(page, console_errors, catalogue, width):
    page.set_viewport_size({"width": width, "height": 800})

    for address in PAGES:
        page.goto(address if address.startswith("/ar/") else f"/ar{address}")
        assert page.evaluate("document.documentElement.dir") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
    console_errors[:] = [error for error in console_errors if "404" not in error]


def test_shelf_starts_at_the_right_and_its_buttons_move_it_on_to_the_left(page, catalogue):
    page.set_viewport_size({"width": 1000, "height": 800})
    page.goto("/ar/")
    row = page.locator("title-row").first
    shelf = row.locator(".title-row__shelf")
    back, on = row.locator('[data-step="-1"]'), row.locator('[data-step="1"]')
    first, second = shelf.locator("li").nth(0).bounding_box(), shelf.locator("li").nth(1).bounding_box()

    assert first["x"] > second["x"]
    assert on.bounding_box()["x"] < back.bounding_box()["x"]
    assert (back.get_attribute("aria-disabled"), on.get_attribute("aria-disabled")) == ("true", "false")

    on.click()

    expect(back).to_have_attribute("aria-disabled", "false")
    assert shelf.evaluate("shelf => shelf.scrollLeft") < 0

    back.click()

    expect(back).to_have_attribute("aria-disabled", "true")
    assert shelf.evaluate("shelf => Math.round(shelf.scrollLeft)") > -2


def test_arrows_are_mirrored(page, catalogue):
    mirrored = "getComputedStyle(document.querySelector('.title-row [data-step=\"1\"] .icon')).transform"
    page.goto("/ar/")
    arabic = page.evaluate(mirrored)
    page.goto("/")

    assert (arabic, page.evaluate(mirrored)) == ("matrix(-1, 0, 0, 1, 0, 0)", "none")


def test_switch_in_the_footer_leads_to_the_same_page_and_back(page, catalogue):
    page.goto("/movies/heat/")

    page.get_by_role("link", name="العربية").click()
    assert page.evaluate("[location.pathname, document.documentElement.lang]") == ["/ar/movies/heat/", "ar"]
    page.get_by_role("link", name="English").click()
    assert page.evaluate("[location.pathname, document.documentElement.lang]") == ["/movies/heat/", "en"]
