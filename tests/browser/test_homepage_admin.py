"""An editor programmes the homepage: from the login to slides and rows in their order, on and off, seen by viewers."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User

from streamcms.publishing.image_files import store_image
from tests.browser.test_accessibility import violations_of
from tests.factories import make_genre, make_homepage_row, make_movie, make_slide
from tests.publishing.test_share_card import original
from theming.models import HomepageRow, Slide

SLIDES, ROWS = "/admin/theming/slide/", "/admin/theming/homepagerow/"


@pytest.fixture
def editor(page):
    page.set_default_timeout(30_000)
    user = User.objects.create_user("editor", password="editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher"))
    page.goto("/admin/login/")
    page.fill("[name=username]", "editor")
    page.fill("[name=password]", "editor")
    page.click("[type=submit]")
    return page


@pytest.fixture
def films(own_files):
    poster, backdrop = store_image(original(400, 600), "poster"), store_image(original(1600, 900), "backdrop")
    drama = make_genre("Drama")
    return [make_movie(name, poster=poster, backdrop=backdrop, genres=[drama]) for name in ("Heat", "Alien", "Ran")]


def choose(page, field, words):
    """Of an autocomplete."""
    page.click(f".field-{field} .select2-selection")
    page.fill(".select2-search__field", words)
    page.click(f".select2-results__option--highlighted:has-text('{words}')")


def add(page, address, kind):
    page.goto(f"{address}add/")
    page.select_option("[name=kind]", kind)


def save(page, name="_save"):
    with page.expect_navigation():
        page.click(f"[name={name}]")


def headings(page):
    return [text.strip() for text in page.locator("#result_list .programme-name").all_inner_texts()]


def three_rows():
    for heading in ("One", "Two", "Three"):
        make_homepage_row("top_rated", heading=heading)


def stored():
    return [row.heading for row in HomepageRow.objects.in_order()]


def test_an_editor_makes_slides_and_rows_orders_them_and_sees_them_on_the_homepage(editor, films):
    for name in ("Heat", "Alien"):
        add(editor, SLIDES, "title")
        choose(editor, "title", name)
        editor.select_option("[name=state]", "published")
        save(editor)
    add(editor, ROWS, "genre")
    choose(editor, "genre", "Drama")
    editor.fill("[name=heading]", "Great dramas")
    save(editor)
    add(editor, ROWS, "titles")
    editor.fill("[name=heading]", "Our choice")
    editor.select_option("[name=state]", "published")
    save(editor)
    choose(editor, "title", "Ran")
    save(editor)

    editor.goto(ROWS)
    with editor.expect_navigation():
        editor.get_by_role("switch", name="Great dramas").click()
    with editor.expect_response("**/move/"):
        editor.get_by_role("button", name="Our choice: up").click()
    editor.goto(SLIDES)
    with editor.expect_response("**/move/"):
        editor.get_by_role("button", name="Alien (2001): to the top").click()

    assert headings(editor) == ["Alien (2001)", "Heat (2001)"]
    editor.goto("/")
    shown = [text.strip() for text in editor.locator("main h2").all_text_contents()]
    assert [text for text in shown if text in ("Great dramas", "Our choice")] == ["Our choice", "Great dramas"]
    assert [text for text in shown if text in ("Heat", "Alien")] == ["Alien", "Heat"]


def test_a_row_is_dragged_and_stays_where_it_was_dropped(editor):
    three_rows()
    editor.goto(ROWS)
    handles = editor.locator(".drag-handle")
    first, last = handles.nth(0).bounding_box(), handles.nth(2).bounding_box()

    editor.mouse.move(first["x"] + 5, first["y"] + 5)
    editor.mouse.down()
    editor.mouse.move(last["x"] + 5, last["y"] + 25, steps=12)
    with editor.expect_response("**/move/"):
        editor.mouse.up()

    assert headings(editor) == ["Two", "Three", "One"]
    editor.reload()
    assert headings(editor) == stored() == ["Two", "Three", "One"]


def test_escape_ends_a_drag_without_moving_anything(editor):
    three_rows()
    editor.goto(ROWS)
    box = editor.locator(".drag-handle").nth(0).bounding_box()

    editor.mouse.move(box["x"] + 5, box["y"] + 5)
    editor.mouse.down()
    editor.mouse.move(box["x"] + 5, box["y"] + 300, steps=12)
    moved = headings(editor)
    editor.keyboard.press("Escape")
    editor.mouse.up()

    assert moved == ["Two", "Three", "One"]
    assert headings(editor) == stored() == ["One", "Two", "Three"]


def test_a_row_whose_move_is_refused_goes_back_and_says_so(editor, console_errors):
    three_rows()
    editor.goto(ROWS)
    HomepageRow.objects.get(heading="Three").delete()

    editor.get_by_role("button", name="Three: up").click()
    editor.wait_for_selector("ordered-rows .errornote")

    assert headings(editor) == ["One", "Two", "Three"]
    assert "That was not saved" in editor.locator("ordered-rows .errornote").inner_text()
    console_errors.clear()


def test_a_button_keeps_the_focus_and_says_where_the_row_went(editor):
    three_rows()
    editor.goto(ROWS)

    editor.get_by_role("button", name="Three: up").focus()
    with editor.expect_response("**/move/"):
        editor.keyboard.press("Enter")
    editor.wait_for_function("document.querySelector('ordered-rows [role=status]').textContent")

    assert editor.evaluate("document.activeElement.ariaLabel") == "Three: up"
    assert editor.locator("ordered-rows [role=status]").text_content() == "Three: Moved. 2"
    assert stored() == ["One", "Three", "Two"]


def test_the_buttons_work_without_javascript(browser, live_server, editor):
    three_rows()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(editor.context.cookies())
    plain = context.new_page()
    plain.goto(ROWS)

    plain.get_by_role("button", name="Three: up").click()
    plain.get_by_role("switch", name="One").click()

    assert headings(plain) == ["One", "Three", "Two"]
    assert plain.get_by_role("switch", name="One").get_attribute("aria-checked") == "false"
    assert plain.locator(".drag-handle:visible").count() == 0
    context.close()


def test_a_form_shows_the_fields_of_the_chosen_kind(editor):
    editor.goto(f"{ROWS}add/")
    fields = ("genre", "tag", "collection", "person", "count", "order", "title_kind")

    shown = {}
    for kind in ("genre", "latest_movies", "titles", "my_list"):
        editor.select_option("[name=kind]", kind)
        shown[kind] = [name for name in fields if editor.locator(f"label[for=id_{name}]").is_visible()]

    assert shown == {
        "genre": ["genre", "count", "order", "title_kind"],
        "latest_movies": ["count"],
        "titles": ["count"],
        "my_list": [],
    }


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_on_lists_forms_and_calendar(editor, films, scheme, width):
    editor.set_viewport_size({"width": width, "height": 900})
    editor.emulate_media(color_scheme=scheme)
    make_slide(films[0])
    make_slide(films[0], headline="Again", state="draft")
    make_homepage_row("titles", *films, heading="Ours")
    make_homepage_row("coming_soon")
    Slide.objects.filter(headline="").update(unpublish_at="2031-01-01T00:00Z")

    found = {}
    for address in (SLIDES, ROWS, f"{ROWS}calendar/", f"{ROWS}calendar/?from=2030-12-20"):
        editor.goto(address)
        editor.wait_for_function("() => document.querySelector(':not(:defined)') === null")
        assert editor.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        violations = violations_of(Axe(), editor)
        if violations:
            found[address] = [(each["id"], [node["html"][:150] for node in each["nodes"]][:3]) for each in violations]

    assert found == {}
