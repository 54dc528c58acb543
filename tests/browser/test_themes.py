"""Themes in a browser: edited in the admin and seen at once, worn before the first paint, good enough for axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User

from tests.browser.test_accessibility import make_catalogue, violations_of
from tests.factories import make_movie
from theming.models import Theme
from theming.shipped_themes import SHIPPED_THEMES

FRAMED_GROUND = """() => {
  const { contentWindow, contentDocument } = document.querySelector("iframe")
  return contentWindow.getComputedStyle(contentDocument.documentElement).backgroundColor
}"""
ACCENT = "getComputedStyle(document.documentElement).getPropertyValue('--color-accent')"
GROUND = "getComputedStyle(document.documentElement).backgroundColor"
EVERY_THEME = [fields["slug"] for fields in SHIPPED_THEMES]
# Made of everything that a theme colours; every kind of page has its turn in one theme or another.
PAGES = ("/", "/library/", "/movies/heat/", "/shows/fleet/", "/people/star/", "/search/?q=heat", "/about/", "/my-list/")


@pytest.fixture
def designer(page):
    """Logged in to the admin, whose form of a theme loads two pages more."""
    page.set_default_timeout(30_000)
    user = User.objects.create_user("designer", password="designer", is_staff=True)
    user.groups.add(Group.objects.get(name="Designer"))
    page.goto("/admin/login/")
    page.fill("[name=username]", "designer")
    page.fill("[name=password]", "designer")
    page.click("[type=submit]")
    return page


def test_an_accent_changed_in_the_admin_is_on_the_next_load_of_every_open_theme(
    designer, browser, live_server, own_files
):
    make_movie("Heat")
    viewers = {}
    for slug in EVERY_THEME:
        viewers[slug] = browser.new_context(base_url=live_server.url).new_page()
        viewers[slug].add_init_script(f"localStorage.setItem('theme', '{slug}')")
        viewers[slug].goto("/")
    before = {slug: viewer.evaluate(ACCENT) for slug, viewer in viewers.items()}

    for slug in EVERY_THEME:
        is_dark = Theme.objects.get(slug=slug).is_dark
        designer.goto(f"/admin/theming/theme/{Theme.objects.get(slug=slug).pk}/change/", wait_until="commit")
        designer.fill("[name=accent]", "#aaff00" if is_dark else "#3300aa")
        with designer.expect_navigation():
            designer.click("[name=_save]")

    for slug, viewer in viewers.items():
        viewer.reload()
        assert before[slug] not in ("#aaff00", "#3300aa")
        assert viewer.evaluate(ACCENT) == ("#aaff00" if Theme.objects.get(slug=slug).is_dark else "#3300aa")
        viewer.context.close()


def test_the_form_shows_what_is_typed_on_the_page_in_its_frame(designer, own_files):
    make_movie("Heat")
    designer.goto(f"/admin/theming/theme/{Theme.objects.get(slug='noir').pk}/change/")
    frame = designer.frame_locator("[data-width=desktop] iframe")
    frame.locator(".site-header").wait_for()

    designer.fill("[name=base]", "#112233")
    designer.fill("[name=accent]", "#003300")

    designer.locator(".theme-contrast__sum[data-state=fails]").wait_for()
    designer.wait_for_function(f"({FRAMED_GROUND})() === 'rgb(17, 34, 51)'")
    assert Theme.objects.get(slug="noir").base == "black"

    with designer.expect_navigation():
        designer.click("text=Take the nearest and save")
    noir = Theme.objects.get(slug="noir")
    assert (noir.base, noir.accent == "#003300") == ("#112233", False)


def test_the_picker_puts_a_theme_on_and_the_next_page_has_it_before_its_first_paint(page, own_files):
    make_movie("Heat")
    page.goto("/")
    page.click(".theme-picker button")
    page.click("text=Velvet")

    page.goto("/library/", wait_until="commit")
    page.wait_for_selector("body", state="attached")

    assert page.evaluate("document.documentElement.dataset.theme") == "velvet"
    assert page.evaluate(GROUND) == "rgb(49, 6, 12)"
    colours = page.locator("meta[name=theme-color]").evaluate_all("metas => metas.map((meta) => meta.content)")
    assert colours == ["#31060c", "#31060c"]
    page.click(".theme-picker button")
    page.click("text=As the system")
    assert page.evaluate("document.documentElement.dataset.theme ?? null") is None
    assert page.evaluate(GROUND) == "rgb(245, 247, 249)"


def test_who_chose_a_theme_that_is_gone_gets_the_systems(page, own_files):
    page.emulate_media(color_scheme="light")
    page.add_init_script("localStorage.setItem('theme', 'gone'); localStorage.setItem('theme-look', 'dark #000000')")

    page.goto("/")

    assert page.evaluate(GROUND) == "rgb(245, 247, 249)"
    assert page.locator(".theme-picker input:checked").get_attribute("value") == ""
    assert page.evaluate("localStorage.getItem('theme')") == "gone"  # it may come back with its season


def test_nobody_needs_a_script_to_read_the_systems_theme(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, color_scheme="dark")
    page = context.new_page()

    page.goto("/")
    ground = page.screenshot(clip={"x": 5, "y": 300, "width": 1, "height": 1})
    context.close()

    assert ground == ground_of("midnight", browser)


def ground_of(slug, browser):
    """A pixel of a theme's page."""
    page = browser.new_page()
    colour = Theme.objects.get(slug=slug).colour
    page.set_content(f"<body style='background: {colour}'>")
    pixel = page.screenshot(clip={"x": 5, "y": 300, "width": 1, "height": 1})
    page.close()
    return pixel


@pytest.mark.parametrize("number", range(len(EVERY_THEME)), ids=EVERY_THEME)
def test_axe_finds_nothing_in_any_theme(page, own_files, number):
    """Two kinds of page a theme, in turn, wide and narrow; test_accessibility.py has every page in two themes."""
    make_catalogue()
    slug = EVERY_THEME[number]
    page.set_viewport_size({"width": 1280 if number % 2 else 390, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    page.add_init_script(f"localStorage.setItem('theme', '{slug}')")

    for address in (PAGES[number * 2 % len(PAGES)], PAGES[(number * 2 + 1) % len(PAGES)]):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        found = violations_of(Axe(), page)
        assert [(each["id"], [node["html"][:150] for node in each["nodes"]][:3]) for each in found] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_asks_the_system_for_more_contrast_wears_that_theme_unless_another_was_chosen(page, own_files, scheme):
    strong = Theme.objects.get(is_high_contrast=True, scheme=scheme)
    page.emulate_media(color_scheme=scheme, contrast="no-preference")
    page.goto("/")
    usual = page.evaluate(ACCENT)

    page.emulate_media(color_scheme=scheme, contrast="more")
    more = page.evaluate(ACCENT)
    page.evaluate("localStorage.setItem('theme', 'velvet')")
    page.reload()

    assert (usual != more, more) == (True, strong.look.recipe().accent.hex)
    assert page.evaluate(ACCENT) == Theme.objects.get(slug="velvet").look.recipe().accent.hex


def test_the_editor_fits_a_phone_with_every_token_and_a_failing_pair_in_sight(designer):
    theme = Theme.objects.get(slug="paper")
    designer.set_viewport_size({"width": 390, "height": 844})

    designer.goto(f"/admin/theming/theme/{theme.pk}/change/", wait_until="load")
    designer.locator("fieldset details summary").click()
    designer.fill("[name=accent]", "yellow-200")
    designer.wait_for_selector(".theme-contrast__failures li")

    assert designer.evaluate("document.documentElement.scrollWidth") == 390
