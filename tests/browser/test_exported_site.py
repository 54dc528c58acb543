"""An exported site on Python's own http.server: the journeys of the live one, and whole pages without scripts."""

import functools
import http.server
import threading

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import REPORT_CSP_VIOLATIONS
from tests.factories import make_credit, make_episode, make_genre, make_movie, make_person, make_season, make_show
from theming.export_site.export import export_site
from theming.export_site.links import Base

BASES = {"relative": "deep/down", "/sub/": "sub"}  # base -> the folder of the server that the export lies in


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    """A folder with an export for each base, once the first test made them."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture
def root(exports, transactional_db, settings, tmp_path):
    if not any(exports.iterdir()):
        settings.DATA_ROOT = tmp_path
        make_catalogue()
        for base, folder in BASES.items():
            assert export_site(exports / folder, Base.parse(base), processes=1).failures == []
    return exports


def make_catalogue():
    drama, comedy = make_genre("Drama"), make_genre("Comedy")
    for number in range(61):
        make_movie(f"Film {number:02}", genres=[drama if number % 2 else comedy], released=f"{1950 + number}-01-01")
    heat = make_movie("Heat", genres=[drama], released="1995-12-15")
    make_credit(heat, make_person("Robert De Niro"))
    make_episode(make_season(make_show("Luck")), name="Pilot of Luck")


@pytest.fixture(params=BASES)
def served(request, root):
    """The address of the homepage."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=root))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{BASES[request.param]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(served, browser, console_errors):
    """A page of a fresh profile at an address below the homepage's. No complaint may be left at the end."""
    contexts = []

    def visit(path, **options):
        context = browser.new_context(base_url=served, **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.add_init_script(REPORT_CSP_VIOLATIONS)
        context.on("console", lambda message: message.type == "error" and console_errors.append(message.text))
        context.on("weberror", lambda error: console_errors.append(str(error.error)))
        page = context.new_page()
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert console_errors == []


def test_suggestions_come_from_the_export(visit):
    page = visit("")

    page.get_by_role("combobox").press_sequentially("niro")
    page.get_by_role("option", name="Robert De Niro").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Robert De Niro")


def test_results_come_from_the_export(visit):
    page = visit("movies/heat/")

    page.get_by_role("combobox").fill("heat")
    page.locator("search-box form").evaluate("form => form.requestSubmit()")

    expect(page.get_by_role("heading", level=1)).to_have_text("Results for heat")
    page.locator(".search-page").get_by_role("link", name="Heat").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Heat")


def test_a_slip_of_the_finger_finds_all_the_same(visit):
    page = visit("search/?q=robret")

    expect(page.locator(".search-page .suggestion__name")).to_have_text(["Robert De Niro"])


def test_an_episode_is_found_and_opened(visit):
    page = visit("ar/search/?q=pilot")

    page.locator(".search-page").get_by_role("link", name="Pilot of Luck").click()

    expect(page).to_have_url(page.url)
    assert page.url.endswith("/ar/shows/luck/#season-1-episode-1")


def test_the_library_filters_from_its_index(visit):
    page = visit("library/page/2/?q=heat")

    expect(page.locator(".poster-grid .title-card__name")).to_have_text(["Heat"])
    page.locator(".poster-grid .title-card__name a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Heat")


def test_the_library_filters_by_a_person(visit):
    page = visit("library/?person=robert-de-niro")

    expect(page.locator(".poster-grid .title-card__name")).to_have_text(["Heat"])


def test_without_scripts_pages_are_whole(visit):
    page = visit("library/", java_script_enabled=False)

    expect(page.locator(".poster-grid .title-card")).to_have_count(60)
    page.locator(".pager a", has_text="2").first.click()
    expect(page.locator(".poster-grid .title-card")).to_have_count(3)
    page.get_by_role("link", name="Film 00").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Film 00")


def test_a_list_is_kept_from_page_to_page(visit):
    page = visit("movies/heat/")
    page.locator(".title-head list-button button").first.click()

    page.goto("my-list/")

    page.locator("my-list .title-card__name a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Heat")
