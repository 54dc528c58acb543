"""The work list as an editor uses it: found, taken, put right, gone from the list; publishing that asks first."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from catalog.derived import refresh_health
from catalog.models import HealthRule, Title
from tests.browser.test_accessibility import violations_of
from tests.browser.test_office import OF_DJANGO
from tests.catalog.test_health_rules import SYNOPSIS, make_good_title
from tests.factories import make_movie

LONG_NAME = "The remarkably long name of a movie that nobody could ever fit on one line " * 2


def make_title_without_files(**fields):
    """That a poster is wanted is off: the browser would complain of one that has no file."""
    HealthRule.objects.create(key="poster", severity="off")
    return make_good_title(poster=None, **fields)


def sign_in(page, role):
    user = User.objects.create_user("ada", password="ada", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    page.goto("/admin/login/")
    page.fill("[name=username]", "ada")
    page.fill("[name=password]", "ada")
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")


@pytest.mark.django_db(transaction=True)
def test_an_editor_finds_takes_and_puts_right_and_it_leaves_the_list(page):
    movie = make_title_without_files(name="Harbour", synopsis="Too short.", state="in_review")
    make_movie("Another", synopsis="Short.")
    refresh_health()
    sign_in(page, "Editor")
    page.get_by_role("link", name="Work list", exact=True).click()

    page.get_by_role("navigation", name="Rules").get_by_role("link", name="Synopsis").click()
    page.fill("#health-q", "harb")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("button", name="Take Harbour").click()
    expect(page.locator(".messagelist .success")).to_have_text("1 now belongs to ada.")
    page.select_option("#health-owner", "me")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name="The synopsis has 10 characters").click()
    page.wait_for_url(f"**/admin/catalog/movie/{movie.pk}/change/#id_synopsis")
    expect(page.locator("#id_synopsis")).to_be_focused()
    page.fill("#id_synopsis", SYNOPSIS)
    page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist .success")
    expect(page.locator(".health")).to_contain_text("Nothing is missing.")
    page.goto("/admin/health/?owner=me")

    expect(page.locator(".empty-state")).to_contain_text("Nothing is missing where you look.")


@pytest.mark.django_db(transaction=True)
def test_a_publisher_is_asked_and_publishes_although(page):
    HealthRule.objects.create(key="synopsis", severity="warn")
    movie = make_title_without_files(name="Harbour", synopsis="Too short.", state="draft")
    sign_in(page, "Publisher")
    page.goto(f"/admin/catalog/movie/{movie.pk}/change/")

    page.select_option("#id_state", "published")
    page.keyboard.press("Control+s")
    box = page.get_by_label("Publish although: The synopsis has 10 characters")
    expect(box).to_be_visible()
    assert Title.objects.get(pk=movie.pk).state == "draft"
    box.check()
    page.keyboard.press("Control+s")

    page.wait_for_selector(".messagelist .success")
    assert Title.objects.get(pk=movie.pk).state == "published"


@pytest.mark.django_db(transaction=True)
def test_all_on_the_page_are_chosen_with_one_box(page):
    for number in range(3):
        make_movie(f"Movie {number}")
    refresh_health()
    sign_in(page, "Editor")
    page.goto("/admin/health/")

    page.get_by_label("All on this page").check()
    page.get_by_role("button", name="Give", exact=True).click()

    expect(page.locator(".messagelist .success")).to_have_text("3 now belong to ada.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(page, scheme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    HealthRule.objects.create(key="poster", severity="block")
    HealthRule.objects.create(key="synopsis", severity="warn")
    movie = make_movie(LONG_NAME, slug="long")
    refresh_health()
    sign_in(page, "Publisher")
    pages = {
        "list": "/admin/health/",
        "nothing": "/admin/health/?q=nothing",
        "rules": "/admin/health/rules/",
        "form": f"/admin/catalog/movie/{movie.pk}/change/",
        "movies": "/admin/catalog/movie/",
    }
    axe, found, wide = Axe(), {}, []

    for name, address in pages.items():
        page.goto(address, wait_until="load")
        violations = [each for each in violations_of(axe, page) if each["id"] not in OF_DJANGO]
        if violations:
            found[name] = [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in violations]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(name)

    assert (found, wide) == ({}, [])
