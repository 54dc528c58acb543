"""Previews as a person does them: unsaved edits in a tab, another moment by the bar, a link for somebody else."""

import datetime as dt
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from django.utils import timezone
from playwright.sync_api import expect

from catalog.models import Title
from streamcms.publishing.models import PreviewLink
from tests.browser.test_accessibility import violations_of
from tests.factories import make_episode, make_movie, make_season, make_show
from tests.theming.poster_files import poster

CHRISTMAS = dt.datetime(timezone.now().year + 1, 12, 24, 20, 0, tzinfo=dt.UTC)
WRITTEN = f"{CHRISTMAS:%Y-%m-%dT%H:%M}"


@pytest.fixture
def publisher(page, transactional_db, own_files):
    """At the first page of the office, logged in through its form."""
    user = User.objects.create_user("ada", password="secret", is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher"))
    page.goto("/admin/login/")
    page.fill("[name=username]", "ada")
    page.fill("[name=password]", "secret")
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    return page


def another_tab(page, button):
    with page.context.expect_page() as opened:
        page.get_by_role("button", name=button, exact=True).click()
    opened.value.wait_for_load_state()
    return opened.value


def open_form(page, name):
    page.goto("/admin/catalog/movie/")
    page.get_by_role("link", name=name, exact=True).last.click()
    page.wait_for_url("**/change/")
    page.wait_for_load_state("load")


def test_unsaved_edits_are_seen_before_they_are_saved(publisher):
    make_movie("Heat", synopsis="The old words.")
    open_form(publisher, "Heat")
    publisher.fill("[name=synopsis]", "The new words.")
    publisher.set_input_files(
        "[name=poster]", {"name": "poster.jpg", "mimeType": "image/jpeg", "buffer": poster("crimson", (600, 900))}
    )

    seen = another_tab(publisher, "Preview")

    expect(seen.locator("main")).to_contain_text("The new words.")
    expect(seen.locator(".preview-bar")).to_contain_text("Not saved This page shows “Heat (2001)” as its form stands.")
    drawn = "image => image.complete && image.naturalWidth > 0 && image.currentSrc.startsWith('data:image/')"
    seen.locator("main img").first.evaluate_handle("image => image.decode()")
    assert seen.locator("main img").first.evaluate(drawn)
    assert Title.objects.get().synopsis == "The old words."
    expect(publisher.locator("[name=synopsis]")).to_have_value("The new words.")
    expect(publisher.locator(".submit-row__state")).to_have_text("Not saved yet")

    with publisher.expect_navigation():
        publisher.click("[name=_save]")
    assert Title.objects.get().synopsis == "The new words."
    assert Title.objects.get().poster is not None


def test_what_hinders_a_preview_is_named_and_the_form_keeps_what_was_typed(publisher, console_errors):
    make_movie("Heat")
    open_form(publisher, "Heat")
    publisher.fill("[name=metascore]", "500")
    publisher.fill("[name=tagline]", "Typed.")

    seen = another_tab(publisher, "Preview")

    expect(seen.locator(".preview-refused")).to_have_text(
        re.compile(r"Metascore Ensure this value is less than or equal to 100\.")
    )
    expect(publisher.locator("[name=tagline]")).to_have_value("Typed.")
    console_errors.clear()  # a form that is refused is answered with 400


def test_an_episode_is_shown_where_it_stands(publisher):
    episode = make_episode(make_season(make_show("Lanterns"), 2), 3, name="Pilot")
    publisher.goto(f"/admin/catalog/episode/{episode.pk}/change/")
    publisher.fill("[name=name]", "Renamed")

    seen = another_tab(publisher, "Preview")

    assert seen.url.endswith(f"/admin/catalog/episode/{episode.pk}/preview/#season-2-episode-3")
    expect(seen.get_by_text("Renamed").first).to_be_visible()


def test_from_the_office_to_next_christmas_and_a_link_for_somebody_who_loses_it_again(
    publisher, browser, live_server, console_errors
):
    make_movie("Heat", publish_at=CHRISTMAS - dt.timedelta(hours=1))
    publisher.click(".header-button--user")
    publisher.get_by_role("link", name="View site").click()
    publisher.wait_for_url("**/admin/preview/now/")
    expect(publisher.get_by_text("Heat")).to_have_count(1)  # in the bar, as the next change

    publisher.get_by_label("The site as of").fill(WRITTEN)
    publisher.get_by_role("button", name="Go").click()
    publisher.wait_for_url(f"**/admin/preview/{CHRISTMAS:%Y%m%dT%H%M}Z/")
    publisher.locator("main").get_by_role("link", name="Heat").first.click()
    publisher.wait_for_url(f"**/{CHRISTMAS:%Y%m%dT%H%M}Z/movies/heat/")

    publisher.get_by_role("link", name="Copy a link for somebody without an account").click()
    publisher.fill("[name=note]", "For the press")
    expect(publisher.locator("[name=at_0]")).to_have_value(f"{CHRISTMAS:%Y-%m-%d}")
    with publisher.expect_navigation():
        publisher.click("[name=_save]")
    address = publisher.get_by_label("The link, to be copied").input_value()

    publisher.get_by_role("button", name="Copy", exact=True).click()
    expect(publisher.get_by_role("button", name="Copied", exact=True)).to_be_visible()

    press = browser.new_context(base_url=live_server.url).new_page()
    press.goto(address)
    expect(press.locator("h1")).to_have_text("Heat")
    expect(press.locator(".preview-bar")).to_contain_text("This link works until")
    assert press.context.cookies() == []

    publisher.get_by_role("button", name="Revoke this link").click()
    publisher.wait_for_url("**/admin/publishing/previewlink/**")
    assert press.goto(address).status == 404
    assert PreviewLink.objects.get().revoked_at is not None
    press.context.close()


def test_the_bar_works_without_a_script(publisher, browser, live_server):
    make_movie("Heat", publish_at=CHRISTMAS - dt.timedelta(hours=1))
    make_movie("Draft", state="draft")
    state = publisher.context.storage_state()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto("/admin/preview/now/library/")

    page.click("text=Show drafts")
    expect(page.locator("main")).to_contain_text("Draft")
    page.fill("#preview-at", WRITTEN)
    page.click("text=Go")
    expect(page.locator("main")).to_contain_text("Heat")
    page.click("text=Hide drafts")
    expect(page.locator("main")).not_to_contain_text("Draft")
    page.click("text=Leave the preview")

    assert page.url == f"{live_server.url}/library/"
    assert page.locator(".preview-bar").count() == 0
    context.close()


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [390, 820, 1440])
def test_the_bar_covers_nothing_and_axe_finds_nothing_in_it(publisher, width, scheme):
    make_movie("Heat", publish_at=CHRISTMAS)
    publisher.emulate_media(color_scheme=scheme)
    publisher.set_viewport_size({"width": width, "height": 800})
    publisher.goto("/admin/preview/now~drafts/library/")

    bar, header = (publisher.locator(name).bounding_box() for name in (".preview-bar", ".site-header"))
    assert bar["y"] == 0
    assert header["y"] == bar["height"]
    assert bar["height"] <= (200 if width == 390 else 110)
    assert publisher.evaluate("document.documentElement.scrollWidth") == width
    assert violations_of(Axe(), publisher) == []

    publisher.evaluate("scrollTo(0, document.body.scrollHeight)")
    top = publisher.locator(".site-header").evaluate("header => header.getBoundingClientRect().top")
    assert top <= 0 or publisher.evaluate("scrollY") < bar["height"]


def test_the_bar_is_reached_by_keys_after_the_skip_link(publisher):
    publisher.goto("/admin/preview/now/library/")
    names = []

    for _ in range(5):
        publisher.keyboard.press("Tab")
        names.append(publisher.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))

    assert names[0] == "Skip to the content"
    assert names[1] == "preview-at"
