"""The site as of next Christmas differs from today's by what is scheduled and by nothing else."""

import datetime as dt
from collections import Counter

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from catalog.models import SimilarTitle
from tests.factories import (
    make_collection,
    make_credit,
    make_episode,
    make_genre,
    make_homepage_row,
    make_image,
    make_movie,
    make_page,
    make_person,
    make_season,
    make_show,
    make_slide,
    make_theme,
)

CHRISTMAS = dt.datetime(timezone.now().year + 1, 12, 24, 20, 0, tzinfo=dt.UTC)
BEFORE, AFTER = CHRISTMAS - dt.timedelta(days=1), CHRISTMAS + dt.timedelta(days=1)
# What a page says: every item of a list in one piece, every other text, and where links and pictures lead, inside
# whatever preview; our own icons and style sheets, which say nothing of the catalogue, are left out.
TOLD = """prefix => {
  document.querySelector(".preview-bar").remove()
  for (const each of document.querySelectorAll("script, template")) each.remove()
  const told = []
  const items = new Set()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const item = walker.currentNode.parentElement.closest("li, article")
    if (!items.has(item)) told.push((item?.textContent ?? walker.currentNode.data).trim().replace(/\\s+/g, " "))
    if (item) items.add(item)
  }
  for (const each of document.querySelectorAll("[href], [src]")) {
    told.push((each.getAttribute("href") ?? each.getAttribute("src")).replaceAll(prefix, ""))
  }
  told.push(`ground ${getComputedStyle(document.documentElement).backgroundColor}`)
  return told.filter(each => each && !each.startsWith("/static/"))
}"""
ASKED = ("/search/?q=aurora", "/search/?q=borealis", "/library/?sort=name", "/ar/", "/nothing-there/")

# Everything that is scheduled, by a word that stands in all that is told of it.
OPENS, CLOSES = "aurora", "borealis"
EPISODE, PERSON, ROW, SLIDE, THEME = "cinder", "delphine", "embers", "flurries", "glacier"
PICTURE = "5111de5111de"  # the key of the slide's
ALSO = {"#season-1-episode-2": EPISODE, PICTURE: SLIDE, "/themes/": "the sheet of all themes"}
FOUND = {"1 result", "Movies and shows"}
NOTHING = {"Nothing is called that", "Try fewer words, or look through the whole library."}
NOTHING |= {"Browse the library", "/library/"}
# page -> (what is told at Christmas and not today, what is told today and not then)
EXPECTED = {
    # What has a slide leaves the row of the latest.
    "/": ({OPENS, EPISODE, ROW, SLIDE, "See the movie"}, {CLOSES, SLIDE}),
    "/ar/": ({OPENS, EPISODE, ROW, SLIDE, "شاهد صفحة الفيلم"}, {CLOSES, SLIDE}),
    "/library/": ({OPENS}, {CLOSES}),
    "/library/?sort=name": ({OPENS}, {CLOSES}),
    "/movies/": ({OPENS}, {CLOSES}),
    "/genres/drama/": ({OPENS}, {CLOSES}),
    "/collections/cycle/": ({OPENS}, {CLOSES}),
    "/movies/harbour/": ({OPENS, PERSON}, {CLOSES}),  # among the similar ones; in the cast
    "/shows/lanterns/": ({EPISODE, "2001 · 2 episodes"}, {"2001 · 1 episode"}),
    "/people/somebody/": ({OPENS}, {CLOSES}),
    "/search/?q=aurora": ({OPENS, *FOUND}, NOTHING),
    "/search/?q=borealis": (NOTHING, {CLOSES, *FOUND}),
    "/nothing-there/": ({OPENS}, {CLOSES}),  # what most viewers know
}
APPEAR, GO = {"/movies/aurora/", "/people/delphine/"}, {"/movies/borealis/"}


@pytest.fixture
def schedule(transactional_db, own_files):
    """What opens and what closes is alike, so that no count of titles changes; a day later more opens and closes."""
    drama, somebody = make_genre("Drama"), make_person("Somebody")
    alike = {"genres": [drama], "imdb_rating": 8, "imdb_votes": 10_000}
    harbour = make_movie("Harbour", backdrop=make_image("backdrop", width=1280), **alike)
    opens = make_movie("Aurora", synopsis="Of aurora.", publish_at=BEFORE, **alike)
    closes = make_movie("Borealis", synopsis="Of borealis.", unpublish_at=BEFORE, **alike)
    for title in (harbour, opens, closes):
        make_credit(title, somebody)
    for rank, title in enumerate((opens, closes), 1):
        SimilarTitle.objects.create(source=harbour, target=title, rank=rank, score=9, reasons=[["genre", [], 1]])
    make_collection("Cycle", [harbour, opens, closes])
    season = make_season(make_show("Lanterns"))
    make_episode(season, 1, "Pilot")
    make_episode(season, 2, "Cinder", synopsis="Of cinder.", publish_at=BEFORE)
    make_credit(harbour, make_person("Delphine", publish_at=BEFORE), character="Lady Delphine")
    make_page("about")
    make_homepage_row("latest_movies", heading="Films")
    make_homepage_row("latest_episodes", heading="Episodes")
    embers, flurries = (make_movie(f"{word} of old", released="") for word in ("Embers", "Flurries"))
    make_homepage_row("titles", embers, heading="Embers", publish_at=BEFORE)
    make_slide(harbour, headline="Always")
    make_slide(make_movie("Steady", backdrop=make_image("backdrop", width=1280)), headline="Always too")
    picture = make_image("backdrop", width=1280, key=PICTURE)
    make_slide(flurries, headline="Flurries", text="Of flurries.", picture=picture, publish_at=BEFORE)
    make_theme("Night", is_default=True)
    make_theme("Glacier", is_default=True, base="#102030", publish_at=BEFORE)
    make_movie("Not yet", publish_at=AFTER, **alike)
    make_person("Nobody yet", publish_at=AFTER)
    make_movie("Draft", state="draft", publish_at=BEFORE, **alike)
    make_homepage_row("titles", harbour, heading="Draft", state="draft", publish_at=BEFORE)


@pytest.fixture
def viewer(page, transactional_db):
    user = User.objects.create_user("ada", password="secret", is_staff=True)
    user.groups.add(Group.objects.get(name="Viewer"))
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.goto("/admin/login/")
    page.fill("[name=username]", "ada")
    page.fill("[name=password]", "secret")
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    return page


def read_site(page, prefix):  # without scripts: what they add comes when it comes
    """{page: Counter of what it tells} of every page that is linked, and of those that are asked for."""
    waiting, told = [*ASKED, "/"], {}
    while waiting:
        address = waiting.pop()
        if address in told:
            continue
        page.goto(prefix + address)
        page.wait_for_load_state("load")
        links = page.eval_on_selector_all("a[href]", "all => all.map(each => each.getAttribute('href'))")
        told[address] = Counter(page.evaluate(TOLD, prefix))
        inside = [link.removeprefix(prefix) for link in links if link.startswith(f"{prefix}/")]
        waiting += [link.partition("#")[0] for link in inside if "?" not in link and not link.startswith("/ar/")]
    return told


def words_in(texts):
    """The scheduled things that some texts speak of; a text that speaks of none stands for itself."""
    words = {word: word for word in (OPENS, CLOSES, EPISODE, PERSON, ROW, SLIDE, THEME)} | ALSO
    return {next((thing for word, thing in words.items() if word in text.lower()), text) for text in texts}


@pytest.fixture
def reader(browser, live_server, viewer):
    state = viewer.context.storage_state()
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=state, color_scheme="dark"
    )
    yield context.new_page()
    context.close()


def grounds_of(site):
    return {text for told in site.values() for text in told if text.startswith("ground ")}


def test_the_site_at_christmas_differs_by_exactly_what_is_scheduled(viewer, reader, schedule, console_errors):
    today = read_site(reader, "/admin/preview/now")
    viewer.goto("/admin/preview/now/")
    viewer.get_by_label("The site as of").fill(f"{CHRISTMAS:%Y-%m-%dT%H:%M}")
    viewer.get_by_role("button", name="Go").click()
    viewer.wait_for_url(f"**/{CHRISTMAS:%Y%m%dT%H%M}Z/")
    then = read_site(reader, f"/admin/preview/{CHRISTMAS:%Y%m%dT%H%M}Z")

    assert then.keys() - today.keys() == APPEAR
    assert today.keys() - then.keys() == GO
    assert grounds_of(then) == {"ground rgb(16, 32, 48)"}
    assert len(grounds_of(today)) == 1
    differences = {
        address: (
            words_in(then[address] - today[address]) - grounds_of(then),
            words_in(today[address] - then[address]) - grounds_of(today),
        )
        for address in today.keys() & then.keys()
    }
    expected = {address: EXPECTED.get(address, (set(), set())) for address in differences}
    sheet = {ALSO["/themes/"]}
    assert differences == {address: (come | {THEME} | sheet, go | sheet) for address, (come, go) in expected.items()}
    assert EXPECTED.keys() <= differences.keys()
    assert grounds_of(then) != grounds_of(today)
    console_errors.clear()  # pictures of this test have no files
