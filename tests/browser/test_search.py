"""Search as a viewer meets it: suggestions by keyboard and by touch, on a phone, and without JavaScript."""

import re

import pytest

from tests.factories import make_collection, make_credit, make_episode, make_movie, make_person, make_season, make_show

pytestmark = pytest.mark.django_db(transaction=True)

# However slow the machine is, no key comes later than the box waits for the next.
AT_ONCE = """(field, text) => [...text].forEach((letter) => {
  field.value += letter
  field.dispatchEvent(new InputEvent("input", { bubbles: true }))
})"""


@pytest.fixture(autouse=True)
def catalogue(transactional_db):
    nosferatu = make_movie("Nosferatu", released="1922", imdb_votes=100)
    make_movie("Nosferatu & Friends", released="1979")
    person = make_person("Nosferatia Schmidt", known_for_department="acting")
    make_credit(nosferatu, person)
    make_episode(make_season(make_show("Serial")), name="Nosferatu Night")
    make_collection("Nosferatu films", [nosferatu])


def field(page):
    return page.locator("#site-search")


def selected(page):
    return page.locator('[role="option"][aria-selected="true"]')


def test_keyboard_alone_finds_and_opens_a_title(page):
    page.goto("/")
    field(page).focus()
    page.keyboard.type("nosf")
    page.locator(".suggestions").wait_for()

    assert field(page).get_attribute("role") == "combobox"
    assert field(page).get_attribute("aria-expanded") == "true"
    assert field(page).get_attribute("aria-controls") == "site-suggestions"
    assert page.locator("#site-suggestions").get_attribute("role") == "listbox"
    assert page.locator("search-box [role=status]").text_content() == "5 suggestions"
    assert page.locator("[role=listbox] [role=group]").evaluate_all("all => all.map(one => one.ariaLabel)") == [
        "Movies and shows",
        "People",
        "Collections",
        "Episodes",
    ]
    assert selected(page).count() == 0

    page.keyboard.press("ArrowDown")
    assert selected(page).locator("mark").text_content() == "Nosf"
    assert field(page).get_attribute("aria-activedescendant") == selected(page).get_attribute("id")
    page.keyboard.press("ArrowUp")
    assert selected(page).count() == 0
    assert field(page).get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    assert "All results" in selected(page).text_content()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/movies/nosferatu/")


def test_escape_closes_then_clears_and_enter_alone_asks_for_everything(page):
    page.goto("/")
    field(page).focus()
    page.keyboard.type("nosf")
    page.locator(".suggestions").wait_for()

    page.keyboard.press("Escape")
    assert page.locator(".suggestions").is_hidden()
    assert field(page).get_attribute("aria-expanded") == "false"
    assert field(page).input_value() == "nosf"
    page.keyboard.press("Escape")
    assert field(page).input_value() == ""

    page.keyboard.type("nosfaratu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=nosfaratu")
    assert page.locator(".search-page__note a").text_content() == "Nosferatu"


def test_suggestions_close_when_the_field_is_left(page):
    page.goto("/")
    field(page).fill("nosf")
    page.locator(".suggestions").wait_for()

    page.mouse.click(5, 600)

    assert page.locator(".suggestions").is_hidden()


def test_only_the_last_typed_is_shown_and_asked_once(page):
    asked = []
    page.on("request", lambda request: "/suggest?" in request.url and asked.append(request.url.partition("q=")[2]))
    page.goto("/")
    field(page).focus()
    field(page).evaluate(AT_ONCE, "nosferatu fr")
    page.locator(".suggestions").wait_for()

    assert asked == ["nosferatu%20fr"]
    assert page.locator(".suggestion__name").all_text_contents() == ["Nosferatu & Friends"]


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_suggestions_fit_every_width(page, width):
    page.set_viewport_size({"width": width, "height": 640})
    page.goto("/")
    field(page).focus()
    page.keyboard.type("nosf")
    page.locator(".suggestions").wait_for()
    box = page.locator(".suggestions").bounding_box()

    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= 640
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".suggestion", has_text="Schmidt").click()
    page.wait_for_url("**/people/nosferatia-schmidt/")


def test_search_works_without_javascript_at_320_pixels(browser, live_server):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    page = context.new_page()
    page.goto("/")
    field(page).focus()
    page.keyboard.type("the nosfaratu")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=the"))

    assert page.locator("h1").text_content() == "Results for the nosfaratu"
    assert page.locator("h2").all_text_contents()[0].strip() == "Movies and shows"
    assert page.locator(".title-card__name").first.text_content() == "Nosferatu"
    assert page.locator(".search-page").evaluate("one => one.scrollWidth") <= 320
    context.close()
