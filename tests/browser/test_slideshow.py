"""The slideshow after the WAI-ARIA APG (a carousel with grouped pickers), and the rows under it."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from streamcms.publishing.image_files import store_image
from tests.factories import make_movie, make_show

pytestmark = pytest.mark.django_db(transaction=True)

CLOCK = "document.querySelector('.hero-slideshow__progress > span').getAnimations()[0]"
NAMES = ["Movie 3", "Show 3", "Movie 2", "Show 2", "Movie 1", "Show 1"]


@pytest.fixture
def catalogue(live_server, own_files):
    file = io.BytesIO()
    Image.new("RGB", (480, 270), "#334").save(file, "PNG")
    picture = store_image(file.getvalue(), "backdrop")
    for number in (1, 2, 3):
        make_movie(f"Movie {number}", released=f"200{number}-02", backdrop=picture)
        make_show(f"Show {number}", released=f"200{number}-01", backdrop=picture)
    for number in range(30):
        make_movie(f"Old {number}", released="1990")


@pytest.fixture
def slideshow(page, catalogue):
    page.goto("/")
    page.locator("hero-slideshow[data-ready]").wait_for()
    return page.locator("hero-slideshow")


def shown(slideshow):
    return slideshow.locator(".hero-slideshow__slide:not([hidden]) h2").inner_text()


def clock(page, what="playState"):
    return page.evaluate(f"{CLOCK}.{what}")


def switch(slideshow):
    return slideshow.get_by_role("button", name=re.compile("the slideshow$"))


def test_carousel_has_the_roles_and_names_of_the_pattern(slideshow):
    slides = slideshow.locator("[aria-roledescription=slide]")

    assert slideshow.get_attribute("role") == "region"
    assert slideshow.get_attribute("aria-roledescription") == "carousel"
    assert slideshow.get_attribute("aria-label") == "New here"
    assert [slide.get_attribute("aria-label") for slide in slides.all()] == [f"{n} of 6" for n in range(1, 7)]
    assert {slide.get_attribute("role") for slide in slides.all()} == {"group"}
    assert slides.and_(slideshow.locator(":visible")).count() == 1
    pickers = slideshow.get_by_role("group", name="Slides")
    assert [text.split("\n")[-1] for text in pickers.get_by_role("button").all_inner_texts()] == NAMES
    assert pickers.locator("[aria-disabled=true]").inner_text().endswith("Movie 3")


def test_end_of_the_progress_bar_advances_the_slide_and_begins_it_anew(page, slideshow):
    seen = [shown(slideshow)]
    for _ in range(6):
        page.evaluate(f"{CLOCK}.finish()")
        page.wait_for_function(f"() => {CLOCK}.playState === 'running' && {CLOCK}.currentTime < 5000")  # of 9000 ms
        seen.append(shown(slideshow))

    assert seen == [*NAMES, NAMES[0]]
    bar = slideshow.locator(".hero-slideshow__progress").bounding_box()
    assert (bar["y"], bar["width"]) == (slideshow.bounding_box()["y"], page.viewport_size["width"])


def test_switch_is_the_first_stop_of_the_tab_key_and_focus_stops_the_slides(page, slideshow):
    slides = slideshow.locator(".hero-slideshow__slides")
    assert slides.get_attribute("aria-live") == "off"
    assert switch(slideshow).get_attribute("aria-label") == "Stop the slideshow"
    page.get_by_role("button", name="Theme").focus()

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.matches('[data-rotation]')")
    assert (clock(page), slides.get_attribute("aria-live")) == ("paused", "polite")
    assert switch(slideshow).get_attribute("aria-label") == "Start the slideshow"
    page.keyboard.press("Enter")
    assert (clock(page), slides.get_attribute("aria-live")) == ("running", "off")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert (clock(page), shown(slideshow)) == ("paused", "Show 3")
    page.get_by_role("link", name="All movies").focus()
    assert clock(page) == "paused"  # leaving does not start it again


def test_slides_wait_under_the_pointer_and_go_on_after_it(page, slideshow):
    slideshow.hover(position={"x": 600, "y": 100})
    assert clock(page) == "paused"
    assert switch(slideshow).get_attribute("aria-label") == "Stop the slideshow"

    page.mouse.move(5, 5)

    assert clock(page) == "running"


def test_a_press_on_the_switch_stops_and_starts(page, slideshow):
    switch(slideshow).click()
    page.mouse.move(5, 5)
    assert clock(page) == "paused"

    switch(slideshow).click()
    page.mouse.move(5, 5)

    assert clock(page) == "running"


def test_buttons_and_pickers_choose_the_slide(page, slideshow):
    slideshow.get_by_role("button", name="Previous slide").click()
    assert shown(slideshow) == "Show 1"
    slideshow.get_by_role("button", name="Next slide").click()
    assert shown(slideshow) == "Movie 3"

    slideshow.get_by_role("button", name="Movie 2").click()

    assert shown(slideshow) == "Movie 2"
    assert slideshow.locator("[aria-disabled=true]").inner_text().endswith("Movie 2")
    assert page.evaluate("document.activeElement.innerText").endswith("Movie 2")


def test_slideshow_starts_stopped_under_reduced_motion_and_can_be_started(page, catalogue):
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    slideshow = page.locator("hero-slideshow[data-ready]")
    slideshow.wait_for()
    assert (clock(page), clock(page, "currentTime")) == ("paused", 0)
    assert switch(slideshow).get_attribute("aria-label") == "Start the slideshow"

    switch(slideshow).click()
    page.mouse.move(5, 5)

    assert clock(page) == "running"


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize(("address", "forwards"), [("/", -150), ("/ar/", 150)])
def test_swipe_turns_the_slide(browser, live_server, catalogue, width, address, forwards):
    context = browser.new_context(base_url=live_server.url, has_touch=True, viewport={"width": width, "height": 640})
    page = context.new_page()
    page.goto(address)
    page.locator("hero-slideshow[data-ready]").wait_for()
    slideshow = page.locator("hero-slideshow")

    def swipe(way):
        for kind, x in (("pointerdown", 160), ("pointerup", 160 + way)):
            slideshow.dispatch_event(kind, {"pointerType": "touch", "clientX": x, "bubbles": True})

    swipe(forwards)
    assert shown(slideshow) == "Show 3"
    swipe(-forwards)
    swipe(-forwards)
    assert shown(slideshow) == "Show 1"
    swipe(20)
    assert shown(slideshow) == "Show 1"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_nothing_moves_while_the_homepage_loads_and_turns(page, catalogue):
    page.goto("/")
    page.locator("hero-slideshow[data-ready]").wait_for()
    page.evaluate(f"new Promise(done => {{ {CLOCK}.finish(); setTimeout(done, 300) }})")

    shifts = """() => new Promise((resolve) => {
      let sum = 0
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value }))
        .observe({ type: "layout-shift", buffered: true })
      setTimeout(() => resolve(sum), 200)
    })"""
    assert page.evaluate(shifts) == 0


def test_row_is_paged_by_what_is_visible(page, slideshow):
    row = page.locator("title-row", has_text="Latest movies").first
    shelf = row.locator(".title-row__shelf")
    visible = """(shelf) => [...shelf.children].map((item) => item.getBoundingClientRect())
      .filter((box) => box.left >= 0 && box.right <= innerWidth).length"""
    first = shelf.evaluate(visible)
    assert row.get_by_role("button", name="Previous: Latest movies").get_attribute("aria-disabled") == "true"

    row.get_by_role("button", name="Next: Latest movies").click()
    page.wait_for_function(
        """([row, first]) => {
          const left = [...row.children].findIndex((item) => item.getBoundingClientRect().left >= 0)
          return Math.abs(left - first) <= 1
        }""",
        arg=[shelf.element_handle(), first],
    )

    assert first > 3
    expect(row.get_by_role("button", name="Previous: Latest movies")).to_have_attribute("aria-disabled", "false")


def test_without_script_the_first_slide_stands_and_the_others_are_links(browser, live_server, catalogue):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    slideshow = page.locator("hero-slideshow")

    assert shown(slideshow) == "Movie 3"
    assert slideshow.get_by_role("button").count() == 0
    links = slideshow.locator(".hero-slideshow__pick")
    assert [link.get_attribute("href") for link in links.all()] == [
        f"/{name.split()[0].lower()}s/{name.lower().replace(' ', '-')}/" for name in NAMES
    ]
    context.close()
