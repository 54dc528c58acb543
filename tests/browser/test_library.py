"""The library in a browser: answered at once, walked by Back and Forward, whole for keyboards and without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.library_pages import LibraryPage, make_library, slug_of_number
from tests.browser.test_my_list import LAYOUT_SHIFT
from tests.factories import make_movie

COUNTS_ON_SCREEN = 60  # cards at most in the document, whatever the list's length
FIRST_BELOW_THE_HEADER = """
() => Number([...document.querySelectorAll(".poster-grid > li")]
  .find((item) => item.getBoundingClientRect().top > 60).ariaPosInSet)
"""


@pytest.fixture
def catalogue(transactional_db, settings, tmp_path):
    settings.DATA_ROOT = tmp_path
    make_library()


@pytest.fixture
def library(page, catalogue):
    page.set_viewport_size({"width": 1280, "height": 800})
    return LibraryPage(page).open()


def test_index_takes_over_from_the_servers_page_without_moving_anything(page, library):
    before = page.evaluate("[...document.querySelectorAll('.poster-grid > li h3')].map((name) => name.innerText)")
    shift = page.evaluate(LAYOUT_SHIFT)

    assert before[:2] == ["Tomorrow", "Amber Harbour"]
    assert shift == 0
    assert library.count == "241 titles"
    assert library.count_of("Drama") == "105"


def test_typing_answers_at_once_and_is_one_step_back(page, library):
    library.search.press_sequentially("cafe har")
    library.wait_for_address("?q=cafe+har")

    # Every word starts in four of them; the others are orchards.
    assert library.names(5) == ["Café Harbour", "Café Harbour 2", "Café Harbour 3", "Café Harbour 4", "Café Orchard"]
    assert library.count == "8 titles"
    assert library.chips() == ["Name: cafe har"]

    page.go_back()

    library.wait_for_address("")
    assert library.search.input_value() == ""
    assert library.names(2) == ["Tomorrow", "Amber Harbour"]

    page.go_forward()

    library.wait_for_address("?q=cafe+har")
    assert library.search.input_value() == "cafe har"
    assert library.count == "8 titles"


def test_slip_of_one_letter_is_forgiven(library):
    library.search.fill("zephir")
    library.wait_for_address("?q=zephir")

    assert library.names(2) == ["Amber Zephyr", "Broken Zephyr"]


def test_genres_are_ticked_with_counts_that_come_true(page, library):
    library.option("War").click()
    war = int(library.count.split()[0])
    expected = int(library.count_of("Western"))
    library.option("Western").click()

    assert war < expected == int(library.count.split()[0])
    assert library.address == "/library/?genre=war&genre=western"
    assert library.chips() == ["War", "Western"]

    library.option("Match every genre").click()

    assert int(library.count.split()[0]) == int(library.count_of("Western")) < war
    assert library.address == "/library/?genre=war&genre=western&genre_mode=all"

    page.locator(".filters-active").get_by_role("link", name="Remove War").click()

    assert library.address == "/library/?genre=western&genre_mode=all"
    assert not library.option("War").locator("input").is_checked()

    page.get_by_role("link", name="Clear all").click()

    assert library.address == "/library/"
    assert library.count == "241 titles"
    assert not page.locator(".filters-active").is_visible()


def test_option_that_would_leave_nothing_is_dimmed_and_stays(library):
    library.search.fill("tomorrow")

    assert library.option("War").get_attribute("data-none") == ""
    assert library.option("War").is_visible()
    assert library.count_of("War") == "0"


def test_ranges_of_every_kind_narrow_the_list(page, library):
    for label, value in (
        ("From year", "2000"),
        ("To year", "2015"),
        ("IMDb rating from", "7"),
        ("Minutes at most", "120"),
    ):
        page.get_by_role("spinbutton", name=label).fill(value)
    page.get_by_role("spinbutton", name="Metascore from").fill("20")
    page.get_by_label("Released from").fill("2001-02-03")
    library.wait_for_address(
        "?released_from=2001-02-03&year_min=2000&year_max=2015&rating_min=7&metascore_min=20&runtime_max=120"
    )
    shown = library.count, library.slugs()
    assert "Released from: 2001-02-03" in library.chips()

    page.reload()
    library.when_running()

    assert (library.count, library.slugs()) == shown
    assert 0 < int(shown[0].split()[0]) < 60


def test_slider_moves_its_field_and_follows_it(page, library):
    slider = page.get_by_role("slider", name="IMDb rating from")
    field = page.get_by_role("spinbutton", name="IMDb rating from")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert field.input_value() == "1.1"
    library.wait_for_address("?rating_min=1.1")

    field.fill("6.5")
    library.wait_for_address("?rating_min=6.5")
    assert slider.input_value() == "65"

    slider.focus()
    page.keyboard.press("Home")
    library.wait_for_address("")
    assert field.input_value() == ""


def test_language_country_status_and_order_stand_in_the_address(page, library):
    page.get_by_label("Language", exact=True).select_option("fr")
    page.get_by_label("Country").select_option("US")
    page.get_by_label("Status").select_option("released")
    page.get_by_label("Sorted by").select_option("name")

    assert library.address == "/library/?language=fr&country=US&status=released&sort=name"
    assert library.names(2) == ["Broken Harbour", "Broken Harbour 2"]
    assert page.get_by_label("Status").locator("option:checked").inner_text().startswith("Released (")


def test_shuffle_is_the_same_after_a_reload_and_another_when_asked_for(page, library):
    page.get_by_label("Sorted by").select_option("shuffle")
    first = library.slugs()
    page.get_by_role("button", name="Shuffle again").click()
    second = library.slugs()
    assert re.fullmatch(r"/library/\?sort=shuffle&seed=\d+", library.address)
    assert first != second

    page.reload()
    library.when_running()

    assert library.slugs() == second


@pytest.mark.parametrize(
    "query", ["?sort=rating&kind=show", "?q=harbour&sort=runtime", "?genre=war&sort=shuffle&seed=77"]
)
def test_server_shows_the_same_titles_in_the_same_order(page, catalogue, browser, live_server, query):
    library = LibraryPage(page).open(f"/library/{query}")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"/library/{query}")
    names = plain.locator(".poster-grid > li h3").all_inner_texts()
    context.close()

    library.search.press("End")
    library.search.press("Space")  # drawn anew by the script

    assert library.names(12) == names[:12]


def test_only_cards_on_screen_are_in_the_document(page, library):
    for _ in range(6):
        library.scroll(1500)
    cards = library.cards()

    assert len(cards) < COUNTS_ON_SCREEN
    assert [place for place, _slug in cards] == list(range(cards[0][0], cards[0][0] + len(cards)))
    assert cards[0][0] > 20
    assert page.locator(".poster-grid").get_attribute("role") == "list"
    assert page.locator(".poster-grid > li").first.get_attribute("aria-setsize") == "241"


def test_list_scrolls_to_its_end_and_no_further(page, library):
    page.keyboard.press("Control+End")
    page.locator(".poster-grid > li[aria-posinset='241']").wait_for()

    places = [place for place, _slug in library.cards()]
    last, footer = page.evaluate(
        "[document.querySelector('.poster-grid > li:last-child').getBoundingClientRect().bottom,"
        " document.querySelector('.site-footer').getBoundingClientRect().top]"
    )
    assert places[-1] == 241
    assert last < footer


def test_back_from_a_title_finds_the_place_again(page, library):
    library.option("Drama").click()
    library.scroll(2600)
    at, cards = page.evaluate("scrollY"), library.cards()
    card = page.locator(".poster-grid > li a").nth(len(cards) // 2)
    card.click()
    page.wait_for_url("**/title-*/")

    page.go_back()
    library.when_running()
    library.wait_for_place(at)

    assert library.address == "/library/?genre=drama"
    assert library.cards() == cards


def test_place_is_found_again_by_a_reload(page, library):
    library.scroll(3000)
    at = page.evaluate("scrollY")

    page.reload()
    library.when_running()

    library.wait_for_place(at)


def test_keys_walk_the_whole_list_and_focus_is_never_lost(page, library):
    place = "Number(document.activeElement.closest('li')?.ariaPosInSet)"
    page.locator(".poster-grid > li a").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(place) == 2
    page.keyboard.press("End")
    assert page.evaluate(place) == 241
    page.keyboard.press("Home")
    assert page.evaluate(place) == 1
    page.keyboard.press("PageDown")
    assert page.evaluate(place) > 2

    page.keyboard.press("Home")
    for _ in range(60):
        page.keyboard.press("Tab")

    assert page.evaluate(place) == 31  # a link and a button on each card
    box = page.evaluate("(({ top, bottom }) => [top, bottom])(document.activeElement.getBoundingClientRect())")
    assert 0 < box[0] < box[1] <= 800


def test_card_with_the_focus_stays_while_the_page_scrolls(page, library):
    page.locator(".poster-grid > li a").nth(1).focus()
    library.scroll(4000)

    assert page.evaluate("document.activeElement.closest('li').ariaPosInSet") == "2"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('li').ariaPosInSet") == "2"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('li').ariaPosInSet") == "3"


def test_find_in_page_becomes_the_search_and_then_the_browsers_own(page, library):
    page.keyboard.press("Control+f")
    assert page.evaluate("document.activeElement.name") == "q"
    page.evaluate("addEventListener('keydown', (event) => { document.title = String(event.defaultPrevented) })")
    page.keyboard.press("Control+f")

    assert page.title() == "false"


def test_count_is_said_once_after_typing(page, library):
    said = page.locator("title-library [role=status]")
    library.search.press_sequentially("frozen")
    assert said.inner_text() == ""

    expect(said).to_have_text(library.count)


def test_nothing_found_says_so_and_offers_a_way_out(page, library):
    library.search.fill("qqqqqqq")

    assert page.get_by_role("heading", name="Nothing matches all of that").is_visible()
    assert library.count == "0 titles"
    page.get_by_role("link", name="Clear every filter").click()
    assert library.count == "241 titles"
    assert library.slugs(2) == ["tomorrow", slug_of_number(0)]


def test_collection_comes_as_a_chip_and_goes_with_it(page, catalogue):
    library = LibraryPage(page).open("/library/?collection=firsts")
    assert library.chips() == ["Firsts"]
    assert library.slugs() == [slug_of_number(239)]
    library.option("Drama").click()
    assert library.count == "0 titles"

    page.get_by_role("link", name="Remove Firsts").click()

    assert library.address == "/library/?genre=drama"
    page.go_back()
    library.wait_for_address("?genre=drama&collection=firsts")
    assert library.chips() == ["Drama", "Firsts"]


def test_edit_after_the_index_was_made_shows(page, catalogue):
    make_movie("Zulu Dawn", released="2091-01-01", slug="zulu-dawn")
    library = LibraryPage(page).open()

    library.search.fill("zulu")

    assert page.locator("title-library").get_attribute("data-delta-url") != ""
    assert library.names() == ["Zulu Dawn"]


def test_phone_opens_filters_as_a_sheet(page, catalogue):
    page.set_viewport_size({"width": 390, "height": 844})
    library = LibraryPage(page).open()
    assert not library.option("Drama").is_visible()

    page.get_by_role("button", name="Filter").click()
    library.option("Drama").click()
    sheet = page.locator(".filter-form")
    assert sheet.bounding_box()["y"] > 80
    assert sheet.locator(".filter-form__title p").inner_text() == library.count
    page.get_by_role("button", name="Show titles").click()

    assert not library.option("Drama").is_visible()
    assert library.address == "/library/?genre=drama"
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_library_reads_from_right_to_left(page, catalogue):
    library = LibraryPage(page).open("/ar/library/")
    first, second = (page.locator(".poster-grid > li").nth(place).bounding_box() for place in (0, 1))
    assert first["x"] > second["x"]

    page.locator(".poster-grid > li a").first.focus()
    page.keyboard.press("ArrowLeft")

    assert page.evaluate("document.activeElement.closest('li').ariaPosInSet") == "2"
    assert library.count == "241 عنوانًا"


def test_without_script_filters_and_pages_are_complete(browser, live_server, catalogue):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 1280, "height": 800}
    )
    page = context.new_page()
    page.goto("/library/")
    page.get_by_label("Drama").check()
    page.get_by_label("IMDb rating from").fill("6")
    page.get_by_role("button", name="Show titles").click()

    assert "genre=drama" in page.url
    assert "rating_min=6" in page.url
    assert page.get_by_label("Drama").is_checked()
    expect(page.locator(".poster-grid > li")).to_have_count(60)
    page.get_by_role("link", name="Next page").click()
    assert "/library/page/2/" in page.url
    assert page.get_by_role("link", name="Remove Drama").is_visible()
    page.goto("/library/?sort=shuffle")
    page.get_by_role("button", name="Shuffle again").click()
    assert "seed=2654435769" in page.url
    context.close()


def test_page_two_of_the_links_becomes_its_place_in_the_whole_list(page, catalogue):
    page.set_viewport_size({"width": 1280, "height": 800})
    library = LibraryPage(page).open("/library/page/2/?sort=name")

    assert library.address == "/library/?sort=name"
    library.settle()
    assert 56 <= page.evaluate(FIRST_BELOW_THE_HEADER) <= 61


def test_library_asks_the_server_where_there_is_no_index(page, transactional_db, settings, tmp_path):
    settings.DATA_ROOT = tmp_path
    page.set_viewport_size({"width": 1280, "height": 800})
    make_library(with_index=False)
    library = LibraryPage(page).open()

    library.search.press_sequentially("harbour")
    expect(page.locator(".library__count")).to_have_text("32 titles")
    page.get_by_role("link", name="Clear all").click()
    expect(page.locator(".library__count")).to_have_text("241 titles")
    last = page.locator(f".poster-grid > li[aria-posinset='241'] [data-slug={slug_of_number(239)}]")
    for _ in range(100):
        library.scroll(1500)
        if last.count():
            break

    assert library.cards()[-1] == [241, slug_of_number(239)]
    assert library.address == "/library/"


def test_library_asks_the_server_when_the_index_cannot_be_had(page, catalogue, console_errors):
    page.route("**/library/index/**", lambda route: route.abort())
    library = LibraryPage(page).open()

    library.search.fill("orchard")

    expect(page.locator(".library__count")).to_have_text("32 titles")
    assert "harbour" not in " ".join(library.names()).lower()
    console_errors[:] = [error for error in console_errors if "ERR_FAILED" not in error]


def test_form_is_sent_when_nobody_answers_any_more(page, catalogue, console_errors):
    page.route("**/library/index/**", lambda route: route.abort())
    library = LibraryPage(page).open()
    page.route("**/library/answer**", lambda route: route.abort())

    library.option("War").click()
    page.wait_for_url("**/library/?genre=war")

    expect(page.locator(".poster-grid > li")).to_have_count(60)
    console_errors[:] = [error for error in console_errors if "ERR_FAILED" not in error]


def test_cards_drawn_by_script_look_as_the_servers_do(page, catalogue):
    page.set_viewport_size({"width": 1280, "height": 800})
    library = LibraryPage(page).open("/library/?q=harbour")
    read = """() => [...document.querySelectorAll(".poster-grid > li")].slice(0, 5).map((item) => {
      const { width, height } = item.getBoundingClientRect()
      const words = item.querySelector(".title-card__words").innerText
      const button = item.querySelector("list-button")
      return [Math.round(width), Math.round(height), words, item.querySelector("a").pathname, button.dataset.slug,
        button.querySelector("button").ariaLabel, item.querySelector(".lit-art")?.innerText]
    })"""
    server = page.evaluate(read)
    library.search.fill("zephyr")
    library.search.fill("harbour")
    library.settle()

    assert page.evaluate(read) == server
