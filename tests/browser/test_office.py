"""The office in a browser: its keys, its search, the bar that saves, many credits at once; axe and the policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import expect

from catalog.models import Title
from people.models import Person
from tests.browser.test_accessibility import violations_of
from tests.factories import make_credit, make_episode, make_movie, make_person, make_season, make_show, make_theme

# Advice, beyond WCAG, on Django's own templates: a column of inlines without a heading, a label that is an icon.
OF_DJANGO = {"empty-table-header", "label-title-only"}


@pytest.fixture
def office(page, transactional_db):
    """Logged in as an administrator."""
    User.objects.create_superuser("ada", password="ada")
    page.goto("/admin/login/")
    page.fill("[name=username]", "ada")
    page.fill("[name=password]", "ada")
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    page.wait_for_function("() => document.querySelector(':not(:defined)') === null")
    return page


def path_of(page):
    return page.evaluate("location.pathname")


def test_keys_open_places_and_their_own_dialog(office):
    office.keyboard.press("?")
    expect(office.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    office.keyboard.press("Escape")

    office.keyboard.press("g")
    office.keyboard.press("m")

    office.wait_for_url("**/admin/catalog/movie/")


def test_keys_walk_through_a_list_and_open_a_row(office):
    movies = [make_movie(name) for name in ("Alpha", "Beta")]
    office.goto("/admin/catalog/movie/")

    office.keyboard.press("j")
    office.keyboard.press("j")
    office.keyboard.press("x")
    expect(office.locator("#result_list tbody tr:nth-child(2) input[type=checkbox]")).to_be_checked()
    office.keyboard.press("Enter")

    office.wait_for_url(f"**/admin/catalog/movie/{movies[1].pk}/change/")


def test_single_keys_can_be_switched_off_and_leave_fields_alone(office):
    office.keyboard.press("/")
    office.keyboard.type("g?m")
    expect(office.locator("#office-search")).to_have_value("g?m")
    expect(office.locator("#shortcuts")).to_be_hidden()
    office.goto("/admin/")
    office.click("#shortcuts-button")
    office.uncheck("#shortcuts-on")
    office.keyboard.press("Escape")

    office.reload()
    office.keyboard.press("?")

    expect(office.locator("#shortcuts")).to_be_hidden()


def test_a_draft_is_suggested_while_it_is_typed_and_opened_by_keys(office):
    movie = make_movie("Harbour", state="draft")
    office.keyboard.press("/")
    office.keyboard.type("harb")
    option = office.get_by_role("option", name="Harbour movie · 2001 draft")
    expect(option).to_be_visible()

    office.keyboard.press("ArrowDown")
    office.keyboard.press("Enter")

    office.wait_for_url(f"**/admin/catalog/movie/{movie.pk}/change/")


def test_search_works_without_javascript(browser, live_server, office):
    movie = make_movie("Harbour", state="archived")
    state = office.context.storage_state()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto("/admin/")

    page.fill("#office-search", "harbour")
    page.press("#office-search", "Enter")
    page.click("a.found")

    assert page.url == f"{live_server.url}/admin/catalog/movie/{movie.pk}/change/"
    context.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_the_bar_that_saves_stays_in_sight_and_says_what_is_not_saved(office, width):
    movie = make_movie("Heat")
    office.set_viewport_size({"width": width, "height": 800})
    office.goto(f"/admin/catalog/movie/{movie.pk}/change/")
    expect(office.locator(".submit-row [name=_save]")).to_be_in_viewport()
    expect(office.locator(".submit-row__state")).to_have_text("")

    office.fill("[name=tagline]", "Hot.")
    expect(office.locator(".submit-row__state")).to_have_text("Not saved yet")
    office.keyboard.press("Control+s")

    office.wait_for_selector(".messagelist .success")
    assert path_of(office) == f"/admin/catalog/movie/{movie.pk}/change/"
    assert Title.objects.get().tagline == "Hot."
    expect(office.locator(".submit-row__state")).to_have_text("")


def test_leaving_what_is_not_saved_is_asked_about(office):
    movie = make_movie("Heat")
    office.goto(f"/admin/catalog/movie/{movie.pk}/change/")
    office.locator("[name=tagline]").press_sequentially("Hot.")
    asked = []
    office.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    office.click("#site-name a")
    office.wait_for_url("**/admin/")

    assert asked == ["beforeunload"]


def test_many_credits_are_pasted_looked_at_and_saved(office):
    movie, known = make_movie("Heat"), make_person("Al Pacino")
    office.goto(f"/admin/catalog/movie/{movie.pk}/credits/")
    office.click("text=Paste many")
    office.fill("[name=text]", "Al Pacino | Vincent\nNobody Yet as A Guard\na | b | c")
    office.click("[name=_preview]")
    expect(office.locator(".paste__error")).to_have_text(
        "Line 3: There are more than two parts. Write: Name | Character."
    )

    office.fill("[name=text]", "Al Pacino | Vincent\nNobody Yet as A Guard")
    office.click("[name=_preview]")
    office.click("text=Add 2 credits")

    expect(office.locator(".messagelist .success")).to_have_text("Credits: 2 added.")
    assert [credit.person for credit in movie.credits.all()] == [known, Person.objects.get(name="Nobody Yet")]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(office, scheme, width):
    office.set_default_timeout(30_000)
    office.set_viewport_size({"width": width, "height": 900})
    office.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    show, star = make_show("The remarkably long name of a show that nobody could ever fit " * 2), make_person("Star")
    movie = make_movie("Heat", state="draft")
    make_credit(movie, star, character="Herself")
    episode = make_episode(make_season(show), 1)
    make_theme()
    pages = {
        "index": "/admin/",
        "list": "/admin/catalog/title/",
        "empty list": "/admin/catalog/movie/?q=nothing",
        "movie": f"/admin/catalog/movie/{movie.pk}/change/",
        "new": "/admin/catalog/show/add/",
        "seasons": f"/admin/catalog/show/{show.pk}/seasons/",
        "episode": f"/admin/catalog/episode/{episode.pk}/change/",
        "credits": f"/admin/catalog/movie/{movie.pk}/credits/",
        "paste": f"/admin/catalog/movie/{movie.pk}/credits/paste/",
        "person": f"/admin/people/person/{star.pk}/change/",
        "search": "/admin/search/?q=heat",
        "nothing found": "/admin/search/?q=qqqqq",
    }
    axe, found, wide = Axe(), {}, []

    for name, address in pages.items():
        office.goto(address, wait_until="load")
        violations = [each for each in violations_of(axe, office) if each["id"] not in OF_DJANGO]
        if violations:
            found[name] = [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in violations]
        if office.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(name)

    assert (found, wide) == ({}, [])
