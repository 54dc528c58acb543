"""Pictures and locks on the forms of the office, as a person uses them: with a mouse, with keys, without JavaScript."""

import base64
from io import BytesIO

import pytest
from PIL import Image as Canvas
from playwright.sync_api import expect

from catalog.models import Movie
from streamcms.publishing.image_files import store_image
from tests.browser.test_office import office  # noqa: F401  (a fixture)
from tests.factories import make_movie

pytestmark = pytest.mark.usefixtures("own_files")

DROP = """([data, name]) => {
  const bytes = Uint8Array.from(atob(data), (each) => each.charCodeAt(0))
  const transfer = new DataTransfer()
  transfer.items.add(new File([bytes], name, { type: "image/jpeg" }))
  const editor = document.querySelector(".picture[data-role=poster]")
  for (const kind of ["dragenter", "dragover", "drop"])
    editor.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }))
}"""


def jpeg(width, height, colour="teal"):
    stream = BytesIO()
    Canvas.new("RGB", (width, height), colour).save(stream, "JPEG")
    return stream.getvalue()


def file(width, height, name="new.jpg"):
    return {"name": name, "mimeType": "image/jpeg", "buffer": jpeg(width, height)}


def open_form(office, movie):  # noqa: F811
    office.goto(f"/admin/catalog/movie/{movie.pk}/change/")
    return office.locator(".picture[data-role=poster]")


def save(office):  # noqa: F811
    with office.expect_navigation():
        office.click(".submit-row [name=_continue]")
    expect(office.locator(".messagelist .success")).to_be_visible()


def test_a_dropped_file_is_seen_and_judged_at_once_and_described_before_it_is_saved(office):  # noqa: F811
    movie = make_movie("Heat")
    poster = open_form(office, movie)

    office.evaluate(DROP, [base64.b64encode(jpeg(300, 300)).decode(), "dropped.jpg"])

    expect(poster.locator("canvas.picture__image")).to_be_visible()
    expect(poster.locator(".picture__facts")).to_have_text("dropped.jpg · 300 × 300")
    expect(poster.locator(".picture__warnings li")).to_have_text(
        [
            "300 × 300 is not the shape of a poster, 2:3: 33 % of it will be cut away.",
            "300 × 300 pixels are few for a poster: at least 540 × 810, or it looks soft.",
        ]
    )
    poster.get_by_label("Alternative text").fill("A pier")
    save(office)
    image = Movie.objects.get().poster
    assert (image.width, image.alternative_text, image.focal_point) == (300, "A pier", 40)
    expect(office.locator(".messagelist .warning").first).to_contain_text("Poster: 300 × 300 is not the shape")


def test_a_file_can_be_given_back_and_all_is_as_before(office):  # noqa: F811
    movie = make_movie("Heat", poster=store_image(jpeg(600, 900), "poster", alternative_text="A pier"))
    poster = open_form(office, movie)
    poster.locator("[type=file]").set_input_files(file(1600, 900))
    expect(poster.get_by_label("Alternative text")).to_have_value("")

    poster.get_by_role("button", name="Not this file").click()

    expect(poster.get_by_label("Alternative text")).to_have_value("A pier")
    expect(poster.locator("img.picture__image")).to_be_visible()
    expect(poster.locator(".picture__facts")).to_have_text("600 × 900")
    expect(poster.locator(".picture__warnings li")).to_have_count(0)
    expect(office.locator(".submit-row__state")).to_have_text("")


def test_the_focal_point_is_set_by_a_click_and_moved_by_keys(office):  # noqa: F811
    movie = make_movie("Heat", poster=store_image(jpeg(600, 900), "poster"))
    poster = open_form(office, movie)
    box = poster.locator("img.picture__image").bounding_box()

    poster.locator("img.picture__image").click(position={"x": box["width"] - 2, "y": 2})
    dot = poster.locator(".picture__dot")
    expect(dot).to_be_focused()
    expect(dot).to_have_accessible_name("Focal point: Row 1, column 9. Arrow keys move it.")
    for key in ("ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown", "ArrowDown"):
        office.keyboard.press(key)

    expect(dot).to_have_accessible_name("Focal point: Row 3, column 8. Arrow keys move it.")
    save(office)
    assert Movie.objects.get().poster.focal_point == 2 * 9 + 7


def test_the_guide_frames_what_a_use_keeps(office):  # noqa: F811
    movie = make_movie("Heat", backdrop=store_image(jpeg(1600, 900), "backdrop"))
    open_form(office, movie)
    backdrop = office.locator(".picture[data-role=backdrop]")
    backdrop.get_by_text("Focal point and crops").click()
    whole = backdrop.locator("img.picture__image").bounding_box()

    backdrop.get_by_role("button", name="top of a page, phone 8:9").focus()
    backdrop.get_by_label("Focal point", exact=True).select_option("44")

    frame = backdrop.locator(".picture__frame").bounding_box()
    assert frame["width"] / frame["height"] == pytest.approx(8 / 9, rel=0.02)
    assert frame["height"] == pytest.approx(whole["height"], abs=1.5)
    assert frame["x"] + frame["width"] == pytest.approx(whole["x"] + whole["width"], abs=1.5)
    positions = backdrop.locator(".picture__crop img").evaluate_all(
        "all => all.map((img) => getComputedStyle(img).objectPosition)"
    )
    assert positions == ["100% 50%"] * 4


def test_an_earlier_picture_is_chosen_with_its_words(office):  # noqa: F811
    first = store_image(jpeg(600, 900), "poster", alternative_text="First")
    movie = make_movie("Heat", poster=first)
    poster = open_form(office, movie)
    poster.locator("[type=file]").set_input_files(file(640, 960))
    poster.get_by_label("Alternative text").fill("Second")
    save(office)

    poster.get_by_text("Other pictures to choose").click()
    poster.get_by_role("radio", name="First").check()

    expect(poster.get_by_label("Alternative text")).to_have_value("First")
    expect(poster.locator(".picture__facts")).to_have_text("600 × 900")
    save(office)
    assert Movie.objects.get().poster == first


def test_pictures_and_locks_work_without_javascript(browser, live_server, office):  # noqa: F811
    old = store_image(jpeg(600, 900), "poster", alternative_text="A pier")
    movie = make_movie("Heat", poster=old, provenance={"synopsis": ["editor", "", True]})
    state = office.context.storage_state()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=state)
    page = context.new_page()
    poster = open_form(page, movie)

    poster.get_by_text("Focal point and crops").click()
    poster.get_by_label("Focal point", exact=True).select_option("Row 1, column 1")
    poster.locator("[type=file]").set_input_files(file(300, 450))
    poster.get_by_label("Alternative text").fill("At night")
    page.get_by_role("checkbox", name="Synopsis: let refreshes write it again").check()
    page.click(".submit-row [name=_continue]")

    expect(page.locator(".messagelist .warning")).to_have_text(
        ["Poster: 300 × 450 pixels are few for a poster: at least 540 × 810, or it looks soft."]
    )
    movie = Movie.objects.get()
    assert (movie.poster.width, movie.poster.alternative_text, movie.poster.focal_point) == (300, "At night", 0)
    assert movie.locked_fields == {"poster"}
    context.close()


def test_a_lock_sets_itself_and_is_opened_at_its_field(office):  # noqa: F811
    movie = make_movie("Heat", provenance={"synopsis": ["tmdb", "2026-03-03T10:00:00+00:00", False]})
    open_form(office, movie)
    line = office.locator(".field-synopsis field-origin")
    expect(line).to_have_text("TMDB, 3 March 2026", use_inner_text=True)

    office.fill("[name=synopsis]", "Better.")
    expect(line.locator(".origin__edited")).to_have_text("locks when saved")
    save(office)

    expect(line.locator(".origin__from")).to_contain_text("typed by ada,")
    toggle = line.get_by_role("checkbox", name="Synopsis: let refreshes write it again")
    expect(line.locator(".origin__closed")).to_be_visible()
    toggle.focus()
    office.keyboard.press("Space")
    expect(line.locator(".origin__open")).to_have_text("opens when saved")
    save(office)
    expect(line.locator(".origin__closed")).to_have_count(0)
    assert Movie.objects.get().locked_fields == set()
