"""The wall of posters behind a heading: words on it can be read, nothing moves, the library's follows the kind."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from catalog.derived import rebuild_library_index
from streamcms.publishing.image_files import store_image
from tests.factories import make_movie, make_page, make_show
from tests.theming.poster_files import poster
from theming import derived
from theming.derived import rebuild_backdrops
from theming.models import Backdrop

pytestmark = pytest.mark.django_db(transaction=True)

HARD_TO_READ_ON = {"dark": "white", "light": "black"}
WORDS = {"/library/": "h1, .library__count", "/about/": "h1, .prose p"}
SHIFTS = """
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) window.shifted = (window.shifted ?? 0) + shift.value
}).observe({ type: "layout-shift", buffered: true })
"""


@pytest.fixture
def catalogue(own_files, settings, monkeypatch):
    """Posters of one colour alone, which `paint` gives."""
    settings.DATA_ROOT = own_files
    monkeypatch.setattr(derived, "SIZE", (1280, 720))
    monkeypatch.setattr(Backdrop, "widths", (768, 1280))

    def paint(colour):
        for number in range(9):
            make = make_movie if number < 6 else make_show
            make(f"{colour} {number}", poster=store_image(poster(colour, (160, 240)), "poster"))
        make_page("About", slug="about", body="A first paragraph of some words.\n\n" * 4)
        rebuild_backdrops()

    return paint


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [390, 820, 1440, 2560])
def test_words_on_it_can_be_read_whatever_the_posters(catalogue, page, scheme, width):
    catalogue(HARD_TO_READ_ON[scheme])
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    found = {}

    for address, words in WORDS.items():
        page.goto(address)
        page.wait_for_function("document.querySelector('.heading-backdrop img').complete")
        page.wait_for_load_state("networkidle")
        strongest = strength(page)
        for element in page.locator(words).all()[:3]:
            found[address, element.inner_text()[:20]] = contrast(page, element)
        assert strongest > 0.2, "no poster shows"

    assert {words: ratio for words, ratio in found.items() if ratio < 4.5} == {}


def test_nothing_moves_while_it_arrives(catalogue, page):
    catalogue("green")
    page.add_init_script(SHIFTS)

    page.goto("/about/", wait_until="networkidle")

    assert page.locator(".heading-backdrop img").evaluate("img => img.complete && img.naturalWidth") >= 768
    assert page.evaluate("window.shifted ?? 0") == 0


def test_the_librarys_follows_the_kind_that_is_chosen_in_the_browser(catalogue, page):
    catalogue("green")
    rebuild_library_index()
    page.set_viewport_size({"width": 1440, "height": 900})
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/media/backdrops/" in request.url else None)
    page.goto("/library/", wait_until="networkidle")
    page.wait_for_selector("title-library[data-running]")
    before = shown_kinds(page), len(asked)

    page.locator(".segments label", has_text="Shows").click()
    page.wait_for_function("document.querySelector('[data-of-kind=show] img').complete")
    shows = shown_kinds(page)
    page.locator(".segments label", has_text="Movies").click()
    movies = shown_kinds(page)
    page.go_back()
    page.wait_for_function("document.querySelector('[name=kind][value=show]').checked")

    assert before == ([""], 1)
    assert (shows, movies, shown_kinds(page)) == (["show"], ["movie"], ["show"])


def shown_kinds(page):
    expect(page.locator("[data-of-kind]:visible")).to_have_count(1)  # one gives way to the other
    return page.locator("[data-of-kind]:visible").evaluate_all("walls => walls.map((wall) => wall.dataset.ofKind)")


def strength(page):
    """How far the brightest and the darkest of the wall are apart, 0..1."""
    box = page.locator(".heading-backdrop").bounding_box()
    pixels = luminance(shot(page, {**box, "height": box["height"] / 2}))
    return float(pixels.max() - pixels.min())


def contrast(page, element):
    """WCAG's ratio between an element's colour and the worst of what lies behind its words."""
    text = element.evaluate(
        """element => {
          const context = new OffscreenCanvas(1, 1).getContext("2d")
          context.fillStyle = getComputedStyle(element).color
          context.fillRect(0, 0, 1, 1)
          return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3)
        }"""
    )
    element.evaluate("element => { element.style.visibility = 'hidden' }")
    behind = luminance(shot(page, element.bounding_box()))
    element.evaluate("element => { element.style.visibility = '' }")
    ours = float(luminance(np.array([[text]]))[0, 0])
    worst = np.abs(behind - ours).argmin()
    lighter, darker = sorted([ours, float(behind.ravel()[worst])], reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def shot(page, box):
    return np.asarray(Image.open(BytesIO(page.screenshot(clip=box))).convert("RGB"))


def luminance(rgb):
    """Relative luminance: WCAG 2.2."""
    share = np.asarray(rgb, dtype=float) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])
