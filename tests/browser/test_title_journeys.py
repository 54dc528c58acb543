"""Deciding what to watch, and watching it: trailers, seasons, the player, people; with keys and without script."""

import io
import re
import wave

import pytest
from playwright.sync_api import expect

from tests.factories import (
    make_credit,
    make_episode,
    make_image,
    make_movie,
    make_person,
    make_season,
    make_show,
    make_video,
)

YOUTUBE = "https://www.youtube-nocookie.com/**"
SECONDS = 60


@pytest.fixture
def heat(transactional_db):
    return make_movie("Heat", runtime=170, imdb_rating="8.3", metascore=76)


@pytest.fixture
def show(transactional_db):
    show = make_show("Show")
    for number in (1, 2, 3):
        season = make_season(show, number)
        for episode in (1, 2, 3, 4, 5, 6):
            make_episode(season, episode, f"Part {number}.{episode}", synopsis="What happens. " * 20)
    return show


@pytest.fixture
def films(page):
    """Serves a minute of silence for everything under /films/, in ranges, as players ask for it."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 8000 * SECONDS)
    data = file.getvalue()

    def answer(route):
        asked = re.match(r"bytes=(\d+)-(\d*)", route.request.headers.get("range", ""))
        first, last = (int(asked[1]), int(asked[2] or len(data) - 1)) if asked else (0, len(data) - 1)
        headers = {"Accept-Ranges": "bytes", "Content-Range": f"bytes {first}-{last}/{len(data)}"}
        route.fulfill(
            status=206 if asked else 200, headers=headers, content_type="audio/wav", body=data[first : last + 1]
        )

    page.route("**/films/**", answer)


def until(page, claim):
    """Waits for a claim in JavaScript; Playwright's own waiting evaluates text, which our policy forbids."""
    for _ in range(200):
        if page.evaluate(claim):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"in ten seconds it did not become true that {claim}")


def make_film(thing):
    if hasattr(thing, "season"):
        show, part = thing.season.show, {"season": thing.season, "episode": thing, "kind": "episode"}
        return make_video(show, host="file", reference=f"/films/{thing.pk}.wav", **part)
    return make_video(thing, kind="feature", host="file", reference="/films/heat.wav")


def asked_addresses(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.mark.parametrize("way_out", ["Escape", "the button", "the backdrop"])
def test_trailer_opens_in_a_dialog_on_click_and_gives_the_focus_back(page, heat, way_out):
    make_video(heat, reference="abc", name="Official trailer")
    asked = asked_addresses(page)
    page.route(YOUTUBE, lambda route: route.fulfill(content_type="text/html", body="<p>A film</p>"))
    page.goto("/movies/heat/")
    link = page.get_by_role("link", name="Official trailer")
    assert [url for url in asked if "youtube" in url] == []

    link.focus()
    page.keyboard.press("Enter")

    dialog = page.get_by_role("dialog", name="Official trailer")
    expect(dialog).to_be_visible()
    assert (
        dialog.locator("iframe").get_attribute("src") == "https://www.youtube-nocookie.com/embed/abc?autoplay=1&rel=0"
    )
    if way_out == "Escape":
        page.keyboard.press("Escape")
    elif way_out == "the button":
        dialog.get_by_role("button", name="Close").click()
    else:
        page.mouse.click(3, 3)
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    assert page.url.endswith("/movies/heat/")


def test_clip_of_our_own_plays_in_the_dialog(page, heat, films):
    make_video(heat, kind="clip", host="file", reference="/films/clip.wav", name="A clip")
    page.goto("/movies/heat/")

    page.get_by_role("link", name="A clip").click()

    assert page.locator("dialog video").get_attribute("src") == "/films/clip.wav"


def test_trailer_opened_elsewhere_is_left_to_the_browser(page, heat):
    make_video(heat, reference="abc", name="Official trailer")
    page.goto("/movies/heat/")

    with page.context.expect_page():
        page.get_by_role("link", name="Official trailer").click(modifiers=["ControlOrMeta"])

    assert len(page.context.pages) == 2
    expect(page.locator("dialog")).to_have_count(0)


def open_seasons(page):
    return page.locator("details.season[open] h3").all_inner_texts()


def test_one_season_is_open_at_a_time_and_the_address_names_it(page, show):
    page.goto("/shows/show/")
    assert open_seasons(page) == ["Season 1"]

    page.get_by_text("Season 3", exact=True).click()
    expect(page).to_have_url(re.compile("#season-3$"))
    assert open_seasons(page) == ["Season 3"]

    page.locator("summary", has_text="Season 2").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#season-2$"))
    assert open_seasons(page) == ["Season 2"]


@pytest.mark.parametrize(("anchor", "name"), [("season-2", "Season 2"), ("season-3-episode-5", "Season 3")])
def test_address_of_a_season_or_an_episode_opens_it_and_brings_it_into_sight(page, show, anchor, name):
    page.goto(f"/shows/show/#{anchor}")

    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    assert open_seasons(page) == [name]


def test_film_plays_on_its_own_page_from_where_it_was_left(page, heat, films):
    make_film(heat)
    asked = asked_addresses(page)
    page.goto("/movies/heat/")
    page.get_by_role("link", name="Watch").click()
    video = page.locator("video")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert [url for url in asked if "playback.js" in url or "/films/" in url] == []

    page.get_by_role("button", name="Play", exact=True).click()
    expect(video).to_be_focused()
    until(page, "document.querySelector('video').currentTime > 0.2")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('video').currentTime > 20")
    page.keyboard.press("k")
    until(page, "document.querySelector('video').paused")
    page.keyboard.press("m")
    assert video.evaluate("video => video.muted")
    until(page, "JSON.parse(localStorage.positions)['movie/heat'] >= 20")

    page.reload()
    page.get_by_role("button", name=re.compile(r"Resume from 00:2\d")).click()
    until(page, "document.querySelector('video').currentTime >= 20")

    page.reload()
    page.get_by_role("button", name="From the beginning").click()
    until(page, "!document.querySelector('video').paused")
    assert video.evaluate("video => video.currentTime") < 5


def test_next_episode_is_offered_before_the_end_and_can_be_declined(page, show, films):
    for episode in show.seasons.get(number=1).episodes.order_by("number")[:2]:
        make_film(episode)
    page.goto("/shows/show/watch/s1e1/")
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, "document.querySelector('video').currentTime > 0")
    following = page.get_by_role("link", name="Play next")
    expect(following).to_be_hidden()

    page.evaluate("document.querySelector('video').currentTime = 45")
    expect(following).to_be_visible()
    page.get_by_role("button", name="Stay here").click()
    expect(following).to_be_hidden()

    page.evaluate("document.querySelector('video').currentTime = 59.5")
    until(page, "document.querySelector('video').ended")
    expect(following).to_be_hidden()


def test_next_episode_follows_by_itself(page, show, films):
    for episode in show.seasons.get(number=1).episodes.order_by("number")[:2]:
        make_film(episode)
    page.clock.install()
    page.goto("/shows/show/watch/s1e1/")
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, "document.querySelector('video').currentTime > 0")
    page.evaluate("document.querySelector('video').currentTime = 59.7")
    until(page, "document.querySelector('video').ended")

    page.clock.run_for(11_000)

    page.wait_for_url("**/shows/show/watch/s1e2/#play")
    expect(page.locator(".watch-player__cover")).to_be_hidden()


def test_stream_that_this_browser_cannot_play_says_so_with_a_link(page, heat):
    make_video(heat, kind="feature", host="hls", reference="/films/heat.m3u8")
    page.add_init_script("HTMLMediaElement.prototype.canPlayType = () => ''")
    page.goto("/movies/heat/watch/")

    expect(page.get_by_text("This browser cannot play this film by itself.")).to_be_visible()
    assert page.get_by_role("link", name="Open it in another player").get_attribute("href") == "/films/heat.m3u8"
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_hidden()


@pytest.fixture
def plain_page(browser, live_server):
    """A page without script."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_script_links_lead_to_trailers_seasons_unfold_and_the_film_has_controls(plain_page, heat, show):
    make_video(heat, reference="abc", name="Official trailer")
    make_film(heat)

    plain_page.goto("/movies/heat/")
    trailer = plain_page.get_by_role("link", name="Official trailer")
    assert trailer.get_attribute("href") == "https://www.youtube.com/watch?v=abc"
    plain_page.get_by_role("link", name="Watch").click()
    assert plain_page.locator("video").get_attribute("controls") == ""
    expect(plain_page.locator(".watch-player__cover")).to_be_hidden()
    plain_page.goto("/shows/show/")
    plain_page.get_by_text("Season 2", exact=True).click()
    expect(plain_page.get_by_text("Part 2.4")).to_be_visible()
    assert open_seasons(plain_page) == ["Season 2"]


def test_without_script_a_filmography_is_grouped_by_craft(plain_page, heat):
    star = make_person("Star")
    make_credit(heat, star)
    make_credit(heat, star, department="directing", job="Director")

    plain_page.goto("/people/star/")
    plain_page.get_by_role("link", name="By craft").click()

    assert plain_page.locator(".filmography-department h3").all_inner_texts() == ["Acting", "Directing"]


def test_keys_lead_from_the_cast_to_the_person_and_to_the_library(page, heat):
    make_credit(heat, make_person("Al Pacino"), character="Vincent")
    page.goto("/movies/heat/")

    page.get_by_role("link", name="Titles with Al Pacino in the library").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Al Pacino", exact=True)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**/library/?person=al-pacino")
    expect(page.get_by_role("link", name="Heat")).to_be_visible()


def test_nothing_is_wider_than_a_narrow_phone(page, show):
    page.set_viewport_size({"width": 320, "height": 640})
    film = make_movie("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", slug="long", metascore=76)
    star = make_person("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter", slug="star")
    partner = make_person(portrait=make_image("portrait"))
    for title in (film, show, *(make_movie(imdb_votes=number) for number in range(8))):
        for person in (star, partner):
            make_credit(title, person, character="Somebody with a long description of what they are")
            make_credit(title, person, department="directing", job="Director")
    make_film(film)
    make_film(show.seasons.get(number=1).episodes.get(number=1))
    make_video(film, name="A trailer")

    addresses = [
        "/movies/long/",
        "/movies/long/watch/",
        "/shows/show/",
        "/shows/show/watch/s1e1/",
        "/people/star/",
        "/people/star/?by=department",
    ]
    widths = {}
    for address in addresses:
        page.route("**/media/**", lambda route: route.fulfill(status=204))
        page.goto(address)
        widths[address] = page.evaluate("document.documentElement.scrollWidth")

    assert widths == dict.fromkeys(addresses, 320)
