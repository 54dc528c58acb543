"""axe-core finds nothing on any kind of page: both themes, both directions of writing, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from streamcms.publishing.image_files import store_image
from tests.factories import (
    make_collection,
    make_credit,
    make_episode,
    make_genre,
    make_language,
    make_movie,
    make_page,
    make_person,
    make_season,
    make_show,
    make_video,
)
from tests.publishing.test_share_card import original

PAGES = {
    "home": "/",
    "library": "/library/",
    "nothing found": "/library/?q=qqqqq&genre=war",
    "movie": "/movies/heat/",
    "show": "/shows/fleet/",
    "person": "/people/star/",
    "collection": "/collections/firsts/",
    "filmography by department": "/people/star/?by=department",
    "search": "/search/?q=heat",
    "watch": "/movies/heat/watch/",
    "my list": "/my-list/",
    "page": "/about/",
    "missing": "/nothing-here/",
    "arabic home": "/ar/",
    "arabic library": "/ar/library/",
    "arabic movie": "/ar/movies/heat/",
    "arabic show": "/ar/shows/fleet/",
    "arabic person": "/ar/people/star/",
}


def make_catalogue():
    poster, backdrop = store_image(original(400, 600), "poster"), store_image(original(1600, 900), "backdrop")
    war, star = make_genre("War"), make_person("Star", biography="Born. Acted.", portrait=None)
    facts = {"genres": [war], "poster": poster, "original_language": make_language(), "imdb_rating": "7.1"}
    movie = make_movie("Heat", backdrop=backdrop, tagline="Hot.", runtime=94, imdb_votes=10, **facts)
    show = make_show("Fleet", backdrop=backdrop, **facts)
    for number in (1, 2):
        make_episode(make_season(show, number), 1, synopsis="Things happen.")
    for title in (movie, show, make_movie("Bare", genres=[war])):
        make_credit(title, star, character="Herself")
        make_credit(title, make_person(), department="directing", job="Director")
        make_video(title, name="A trailer")
    make_video(movie, kind="feature", host="file", reference="/films/heat.webm")
    make_movie("Next", released="2999", poster=poster)
    make_collection("Firsts", slug="firsts", titles=[movie, show], synopsis="The first.")
    make_page("About", slug="about", body="## Hello\n\nSome [words](/library/).\n\n- one\n- two")


def violations_of(axe, page):
    return axe.run(page, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]


@pytest.mark.parametrize(("theme", "width"), [("paper", 1280), ("midnight", 390)])
def test_axe_finds_nothing(page, console_errors, own_files, theme, width):
    make_catalogue()
    axe = Axe()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(reduced_motion="reduce", color_scheme="light" if theme == "paper" else "dark")
    page.add_init_script(f"localStorage.setItem('theme', '{theme}')")

    found = {}
    for name, address in PAGES.items():
        page.goto(address)
        page.wait_for_function("() => document.querySelector(':not(:defined)') === null")
        violations = violations_of(axe, page)
        if violations:  # axe reads a page piece by piece, and one that was still settling looks broken: look again
            page.wait_for_load_state("networkidle")
            violations = violations_of(axe, page)
        if violations:
            found[name] = [(each["id"], [node["html"][:150] for node in each["nodes"]][:3]) for each in violations]

    console_errors[:] = [error for error in console_errors if "404" not in error]  # of the missing page
    assert found == {}


def test_linked_data_is_no_script_to_the_content_security_policy(page, own_files):
    """The fixture fails on a report; here: the block is there and was not run."""
    make_catalogue()

    page.goto("/movies/heat/")

    blocks = page.locator("script[type='application/ld+json']")
    assert blocks.count() == 1
    assert page.evaluate("text => JSON.parse(text)['@graph'][0].name", blocks.text_content()) == "Heat"
