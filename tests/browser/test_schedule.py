"""States and schedule as a person meets them, from login on: a zone, a schedule, many things at once."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from catalog.models import Movie, Show
from streamcms.publishing.models import EditorSettings
from tests.browser.test_accessibility import violations_of
from tests.factories import make_episode, make_genre, make_movie, make_season, make_show
from tests.publishing.outcome_table import NOW, TABLE

BERLIN_EVENING = dt.datetime(2090, 3, 4, 19, tzinfo=dt.UTC)


def log_in(page, name, **account):
    user = User.objects.create_user(name, password=name, is_staff=True, **account)
    page.goto("/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", name)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    return user


@pytest.fixture
def publisher(page, transactional_db):
    """Logged in as somebody in Berlin who may do everything."""
    user = log_in(page, "paula", is_superuser=True)
    EditorSettings.objects.create(user=user, time_zone="Europe/Berlin")
    return page


def choose(page, address, action):
    page.goto(address)
    page.check("#action-toggle")
    page.select_option("[name=action]", action)
    page.click("[name=index]")
    page.wait_for_selector(".bulk")


def test_the_browsers_zone_is_offered_and_taken(browser, live_server, transactional_db):
    context = browser.new_context(base_url=live_server.url, timezone_id="Asia/Tokyo")
    page = context.new_page()
    log_in(page, "toru", is_superuser=True)

    expect(page.locator(".time-zone-offer")).to_contain_text("Your browser’s time zone is Asia/Tokyo.")
    page.click("text=Use that one")

    expect(page.locator(".messagelist")).to_have_text("Times are shown in Asia/Tokyo now.")
    expect(page.locator(".time-zone-offer")).to_have_count(0)
    context.close()


def test_a_movie_is_scheduled_as_its_button_says(publisher):
    movie = make_movie("Harbour", state="draft")
    publisher.goto(f"/admin/catalog/movie/{movie.pk}/change/")
    publish = publisher.locator("[name=_to_published]")
    expect(publish).to_have_text("Publish now")

    publisher.fill("[name=publish_at_0]", "2090-03-04")
    publisher.fill("[name=publish_at_1]", "20:00")
    expect(publish).to_have_text("Schedule for 4 March 2090, 20:00 CET")
    publisher.fill("[name=unpublish_at_0]", "2090-07-01")
    publisher.fill("[name=unpublish_at_1]", "12:30")
    expect(publish).to_have_text("Schedule for 4 March 2090, 20:00 CET, until 1 July 2090, 12:30 CEST")
    publish.click()

    expect(publisher.locator(".messagelist")).to_contain_text("It will be on the site from 4 March 2090, 20:00 CET.")
    movie.refresh_from_db()
    assert (movie.state, movie.publish_at) == ("published", BERLIN_EVENING)


def test_the_button_that_saves_follows_the_state_that_is_chosen(publisher):
    movie = make_movie("Harbour")
    publisher.goto(f"/admin/catalog/movie/{movie.pk}/change/")
    save = publisher.locator("[name=_save]")
    expect(save).to_have_text("Save")

    publisher.select_option("[name=state]", "archived")
    expect(save).to_have_text("Archive now")
    expect(publisher.locator("[name=_to_archived]")).to_be_hidden()
    publisher.select_option("[name=state]", "draft")
    expect(save).to_have_text("Unpublish now")
    save.click()

    expect(publisher.locator(".messagelist")).to_contain_text("It is on the site no more.")
    assert Movie.objects.get().state == "draft"


def test_an_hour_that_the_clock_leaves_out_is_refused_and_what_was_typed_stays(publisher):
    movie = make_movie("Harbour", state="draft")
    publisher.goto(f"/admin/catalog/movie/{movie.pk}/change/")

    publisher.fill("[name=publish_at_0]", "2027-03-28")
    publisher.fill("[name=publish_at_1]", "02:30")
    publisher.click("[name=_save]")

    expect(publisher.locator(".field-publish_at .errorlist, .form-row .errorlist")).to_contain_text(
        "There is no 02:30 on 28 March 2027: clocks in Europe/Berlin go forward."
    )
    expect(publisher.locator("[name=publish_at_1]")).to_have_value("02:30")


def test_an_editor_submits_for_review(page, transactional_db):
    editor = log_in(page, "eddie")
    editor.groups.add(Group.objects.get(name="Editor"))
    movie = make_movie("Harbour", state="draft")
    page.goto(f"/admin/catalog/movie/{movie.pk}/change/")

    expect(page.locator("[name=_to_published]")).to_have_count(0)
    page.fill("[name=tagline]", "Wet.")
    page.click("text=Submit for review")

    page.wait_for_url("**/admin/catalog/movie/**")
    expect(page.locator(".messagelist .success")).to_be_visible()
    movie.refresh_from_db()
    assert (movie.state, movie.tagline) == ("in_review", "Wet.")


def test_a_browser_says_what_python_says(publisher):
    spelled = [[*(list(spell(showing)) for showing in (before, after)), None] for before, after, _ in TABLE]
    publisher.goto("/admin/")

    found = publisher.evaluate(
        """async ([table, now]) => {
            const { outcome } = await import("/static/admin_theme/publish-outcome.js")
            return table.map(([before, after]) => Object.values(outcome(before, after, now)))
        }""",
        [spelled, wall(NOW)],
    )

    expected = [[kind, *(wall(at) for at in (*moments, None, None)[:2])] for _, _, (kind, *moments) in TABLE]
    assert found == expected


def wall(at):
    return at.strftime("%Y-%m-%dT%H:%M") if at else ""


def spell(showing):
    state, opens, closes = (*showing, None, None)[:3]
    return state, wall(opens), wall(closes)


def test_a_show_is_published_with_its_episodes_from_the_list(publisher):
    season = make_season(make_show("Lantern", state="draft"))
    for number in range(1, 4):
        make_episode(season, number)
    make_episode(season, 4, state="draft")
    choose(publisher, "/admin/catalog/show/", "publish_things")

    expect(publisher.locator(".bulk__totals li")).to_have_text(
        ["1 show: On the site at once", "1 season: On the site at once", "3 episodes: On the site at once"]
    )
    expect(publisher.locator(".bulk-group")).to_contain_text("1 episode: not on the site, before and after (S1 E4)")
    publisher.click("text=Publish 1 now")

    expect(publisher.locator(".messagelist")).to_contain_text("1 changed:")
    assert Show.objects.get().state == "published"


def test_many_are_scheduled_after_a_look(publisher):
    for name in ("Alpha", "Beta"):
        make_movie(name, state="draft")
    choose(publisher, "/admin/catalog/title/", "schedule_things")

    publisher.fill("[name=opens_0]", "2090-03-04")
    publisher.fill("[name=opens_1]", "20:00")
    publisher.click("text=Show what changes")
    expect(publisher.locator(".bulk__totals")).to_contain_text("2 movies: On the site from 4 March 2090, 20:00 CET")
    publisher.click("[name=_apply]")

    publisher.wait_for_url("**/admin/catalog/title/")
    assert set(Movie.objects.values_list("state", "publish_at")) == {("published", BERLIN_EVENING)}


def test_a_genre_is_added_to_many_after_a_look(publisher):
    drama = make_genre("Drama")
    movies = [make_movie("Alpha"), make_movie("Beta", genres=[drama])]
    choose(publisher, "/admin/catalog/movie/", "edit_things")

    publisher.select_option("[name=do_genres]", "add")
    publisher.click(".bulk-edit__row:has([name=do_genres]) .select2-selection")
    publisher.keyboard.type("Dra")
    publisher.click(".select2-results__option--highlighted:has-text('Drama')")
    publisher.click("text=Show what changes")
    expect(publisher.locator(".bulk-table tbody tr")).to_have_text(["Alpha (2001)Genres—Drama"])
    publisher.click("text=Change 1")

    expect(publisher.locator(".messagelist")).to_have_text("1 was changed.")
    assert [list(movie.genres.all()) for movie in movies] == [[drama], [drama]]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_on_these_pages(publisher, scheme, width):
    publisher.set_default_timeout(30_000)
    publisher.set_viewport_size({"width": width, "height": 900})
    publisher.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    make_episode(make_season(make_show("A name that is as long as names of shows can be " * 3, state="draft")))
    axe, found = Axe(), {}

    def look(name):
        wide = publisher.evaluate("document.documentElement.scrollWidth") > width
        violations = [
            (each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in violations_of(axe, publisher)
        ]
        if violations or wide:
            found[name] = (violations, "too wide" if wide else "")

    publisher.goto("/admin/time-zone/")
    look("zone")
    choose(publisher, "/admin/catalog/show/", "publish_things")
    look("publish")
    choose(publisher, "/admin/catalog/show/", "schedule_things")
    look("schedule")
    choose(publisher, "/admin/catalog/show/", "edit_things")
    publisher.select_option("[name=do_runtime]", "set")
    publisher.fill("[name=runtime]", "45")
    publisher.click("text=Show what changes")
    publisher.wait_for_selector(".bulk-table")
    look("edit")

    assert found == {}
