"""A memory without an account: it works, it stays in the browser, and pages do without it."""

import json
import re

import pytest

from catalog.models import Title
from tests.factories import make_episode, make_genre, make_movie, make_season, make_show

pytestmark = pytest.mark.django_db(transaction=True)

CARDS = ".my-list[data-shelf=list] .title-card"
LAYOUT_SHIFT = """
() => new Promise((resolve) => {
  let sum = 0
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value }))
    .observe({ type: "layout-shift", buffered: true })
  setTimeout(() => resolve(sum), 300)
})
"""


@pytest.fixture
def catalogue(live_server):
    war = make_genre("War")
    for name, year in (("Heat", 2001), ("Nosferatu", 2002), ("كوكب", 2003)):
        make_movie(
            name, released=f"{year}", genres=[war], imdb_rating="7.5", slug="kawkab" if year == 2003 else name.lower()
        )
    season = make_season(make_show("Quorum", slug="quorum"))
    for number in (1, 2):
        make_episode(season, number, f"Part {number}", synopsis=f"The butler did it, {number}.", still=None)


def button(page, name):
    return page.get_by_role("button", name=f"My list: {name}")


def put_on_list(page, *names):
    page.goto("/library/")
    for name in names:
        card_of(page, name).hover()
        button(page, name).click()


def card_of(page, name):
    return page.locator(".title-card", has_text=name).first


def names_of(page, cards=CARDS):
    return [text.strip() for text in page.locator(f"{cards} h3").all_inner_texts()]


def kept(page):
    return json.loads(page.evaluate("localStorage.memory"))


def test_titles_are_listed_latest_first_and_taken_off_again(page, catalogue):
    put_on_list(page, "Heat", "كوكب")
    assert button(page, "Heat").get_attribute("aria-pressed") == "true"
    assert button(page, "Nosferatu").get_attribute("aria-pressed") == "false"

    page.goto("/my-list/")
    page.locator(CARDS).first.wait_for()
    assert names_of(page) == ["كوكب", "Heat"]
    words = card_of(page, "Heat").locator(".title-card__words").inner_text().split()
    assert words == ["Heat", "2001", "IMDb", "7.5", "War"]
    assert card_of(page, "كوكب").get_by_role("link").get_attribute("href") == "/movies/kawkab/"

    card_of(page, "كوكب").hover()
    button(page, "كوكب").click()
    assert names_of(page) == ["Heat"]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "My list: Heat"
    card_of(page, "Heat").hover()
    button(page, "Heat").click()
    assert page.get_by_text("Nothing is on your list yet").is_visible()
    assert kept(page)["titles"] == {}


def test_nothing_of_the_list_is_sent_to_the_server(page, catalogue):
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url, request.post_data)))
    put_on_list(page, "Heat")
    page.goto("/my-list/")
    page.locator(CARDS).first.wait_for()
    page.goto("/")
    page.locator(".my-list-row .title-card").first.wait_for()

    addresses = [re.sub(r"^https?://[^/]+", "", url) for _method, url, _data in asked]
    pages = [each for each in addresses if not each.startswith(("/static/", "/media/", "/themes/", "data:"))]
    assert {method for method, _url, _data in asked} == {"GET"}
    assert set(pages) <= {"/library/", "/library/answer?", "/my-list/", "/", "/sw.js", "/offline/", "/favicon.ico"}
    assert not [address for address in addresses if "heat" in address]


def test_list_is_worked_by_keyboard_alone(page, catalogue):
    page.goto("/movies/heat/")
    page.get_by_role("button", name="My list", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert kept(page)["list"].keys() == {"heat"}
    assert kept(page)["seen"].keys() == {"heat"}
    assert page.get_by_role("button", name="Seen", exact=True).get_attribute("aria-pressed") == "true"
    page.goto("/library/")
    assert card_of(page, "Heat").get_by_text("Seen").is_visible()
    assert not card_of(page, "Nosferatu").get_by_text("Seen").is_visible()


def test_tabs_follow_each_other(page, catalogue):
    page.goto("/my-list/")
    other = page.context.new_page()
    put_on_list(other, "Heat")
    page.locator(CARDS).first.wait_for()
    put_on_list(other, "Nosferatu")
    page.locator(CARDS).nth(1).wait_for()

    assert names_of(page) == ["Nosferatu", "Heat"]


def test_list_goes_out_as_a_file_and_comes_back_merged(page, catalogue, tmp_path):
    put_on_list(page, "Heat")
    page.goto("/my-list/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    download.value.save_as(tmp_path / "list.json")
    page.get_by_role("button", name="Forget everything").click()
    assert kept(page)["list"].keys() == {"heat"}
    page.get_by_role("button", name="Really forget everything?").click()
    assert kept(page)["list"] == {}
    put_on_list(page, "Nosferatu")
    page.goto("/my-list/")

    page.locator("input[type=file]").set_input_files(tmp_path / "list.json")
    page.get_by_text("New on your list and among what you have seen: 1.").wait_for()

    assert download.value.suggested_filename == "my-list.json"
    assert names_of(page) == ["Nosferatu", "Heat"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no JSON",
        "[]",
        "null",
        '{"list": {"heat": 1}}',
        '{"streamcms": "memory", "version": 2, "list": {"heat": 1}}',
    ],
)
def test_file_of_another_kind_changes_nothing_and_says_so(page, catalogue, tmp_path, content):
    put_on_list(page, "Heat")
    before = kept(page)
    (tmp_path / "other.json").write_text(content)
    page.goto("/my-list/")

    page.locator("input[type=file]").set_input_files(tmp_path / "other.json")
    page.get_by_text("“other.json” is not a list saved here. Nothing was changed.").wait_for()

    assert kept(page) == before


def test_file_cannot_bring_in_markup_or_foreign_addresses(page, catalogue, tmp_path):
    card = {"kind": "movie", "name": "<img src=x onerror=alert(1)>", "poster": "javascript:alert(1)", "year": 7}
    titles = {"heat": card, "../x": card, "kindless": {"name": "K", "kind": "page"}, "nul": None}
    marks = {"heat": 5, "../x": 5, "kindless": 5, "nul": 5, "nosferatu": "soon"}
    file = {"streamcms": "memory", "version": 1, "titles": titles, "list": marks, "seen": 7, "blur": "yes"}
    (tmp_path / "list.json").write_text(json.dumps(file))
    page.goto("/my-list/")

    page.locator("input[type=file]").set_input_files(tmp_path / "list.json")
    page.locator(CARDS).first.wait_for()

    assert names_of(page) == ["<img src=x onerror=alert(1)>"]
    assert kept(page)["list"].keys() == {"heat", "kindless", "nul"}
    assert kept(page)["blur"] is False
    assert page.locator(f"{CARDS} img").count() == 0


@pytest.mark.parametrize(
    "broken", ["{", "[1]", '"x"', '{"streamcms": "memory", "version": 1, "list": [1], "titles": 3}']
)
def test_broken_memory_is_begun_anew(page, catalogue, broken):
    page.goto("/library/")
    page.evaluate("(broken) => localStorage.setItem('memory', broken)", broken)

    put_on_list(page, "Heat")

    assert kept(page)["list"].keys() == {"heat"}


def test_unseen_episodes_are_blurred_on_demand_before_the_first_paint(page, catalogue, console_errors):
    blurred = """(number) => getComputedStyle(
      document.querySelector(`#season-1-episode-${number} .episode__words p`)).filter !== "none" """
    page.goto("/shows/quorum/")
    assert not page.evaluate(blurred, 1)
    page.get_by_role("switch", name="Blur episodes that I have not seen").check()
    page.locator("#season-1-episode-1").hover()
    page.get_by_role("button", name="Seen: Part 1").click()
    assert [page.evaluate(blurred, number) for number in (1, 2)] == [False, True]

    page.route("**/js/site*.js", lambda route: route.abort())  # what is set without it is set before it
    page.goto("/shows/quorum/", wait_until="domcontentloaded")

    assert [page.evaluate(blurred, number) for number in (1, 2)] == [True, True]
    page.wait_for_load_state()
    assert console_errors == ["Failed to load resource: net::ERR_FAILED"]
    console_errors.clear()


def test_blur_is_lifted_from_all_of_a_show_that_was_seen(page, catalogue):
    page.goto("/shows/quorum/")
    page.get_by_role("button", name="Seen", exact=True).click()

    assert page.locator("[data-spoils][data-seen]").count() == 2
    assert page.get_by_role("button", name="Seen: Part 1").get_attribute("aria-pressed") == "false"


@pytest.mark.parametrize("width", [320, 1440])
def test_row_on_the_homepage_moves_nothing(page, catalogue, width):
    page.set_viewport_size({"width": width, "height": 2400})
    page.goto("/")
    assert not page.locator(".my-list-row").is_visible()
    put_on_list(page, "Heat", "Nosferatu")
    page.mouse.move(0, 0)

    page.goto("/")
    page.locator(".my-list-row .title-card").nth(1).wait_for()

    assert names_of(page, ".my-list-row") == ["Nosferatu", "Heat"]
    assert page.evaluate(LAYOUT_SHIFT) == 0
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_my_list_moves_nothing_when_its_cards_come(page, catalogue):
    put_on_list(page, "Heat", "Nosferatu")
    page.mouse.move(0, 0)

    page.goto("/my-list/")
    page.locator(CARDS).nth(1).wait_for()

    assert page.evaluate(LAYOUT_SHIFT) == 0
    assert page.get_by_role("button", name="Save as a file").is_visible()


@pytest.mark.parametrize("address", ["/my-list/", "/movies/heat/", "/shows/quorum/", "/nothing-here/"])
def test_page_fits_a_small_phone(page, catalogue, console_errors, address):
    page.set_viewport_size({"width": 320, "height": 640})
    put_on_list(page, "Heat")
    page.goto(address)
    page.wait_for_load_state("networkidle")

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    console_errors[:] = [error for error in console_errors if "404" not in error]


def test_title_that_is_gone_is_said_to_be_remembered_and_can_be_forgotten(page, catalogue, console_errors):
    put_on_list(page, "Heat")
    Title.objects.filter(slug="heat").update(state="archived")
    page.goto("/movies/nosferatu-2/")
    assert not page.get_by_text("among what this browser remembers").is_visible()
    page.goto("/movies/heat/")

    page.get_by_role("button", name="Forget it").click()

    assert kept(page)["list"] == {}
    assert not page.get_by_text("among what this browser remembers").is_visible()
    assert len(console_errors) == 2
    assert all("404" in error for error in console_errors)
    console_errors.clear()


def test_card_follows_what_pages_show(page, catalogue):
    put_on_list(page, "Heat")
    Title.objects.filter(slug="heat").update(name="Heat, restored")
    page.goto("/movies/heat/")
    page.goto("/my-list/")
    page.locator(CARDS).first.wait_for()

    assert names_of(page) == ["Heat, restored"]


def test_without_script_nothing_is_offered_that_would_not_work(browser, live_server, catalogue):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/shows/quorum/")
    assert page.get_by_role("button", name=re.compile("My list|Seen")).count() == 0
    assert page.get_by_role("switch").count() == 0
    assert page.get_by_text("The butler did it, 2.").is_visible()

    page.goto("/my-list/")

    assert page.get_by_text("switched off in this browser").is_visible()
    assert page.get_by_role("button", name="Save as a file").count() == 0
    context.close()


def test_offline_notice_comes_and_goes_and_links_lead_to_the_offline_page(page, catalogue, console_errors):
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/my-list/")
    notice = page.get_by_text("You are offline.")
    assert not notice.is_visible()

    page.context.set_offline(True)
    notice.wait_for()
    page.goto("/library/")
    assert page.get_by_role("heading", level=1).inner_text() == "The line is down"
    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()

    page.get_by_role("heading", name="Library").wait_for()
    console_errors[:] = [error for error in console_errors if "ERR_INTERNET_DISCONNECTED" not in error]
