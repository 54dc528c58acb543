"""A publisher bundles a premiere: from the login to a release that is checked, scheduled, public, and rolled back."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.utils import timezone

from streamcms.publishing.image_files import store_image
from streamcms.publishing.models import Release
from tests.browser.test_accessibility import violations_of
from tests.factories import make_homepage_row, make_movie, make_page, make_slide
from tests.publishing.test_share_card import original

TOMORROW = timezone.localtime(timezone.now()).replace(hour=20, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)


@pytest.fixture
def publisher(page):
    page.set_default_timeout(30_000)
    user = User.objects.create_user("publisher", password="publisher", is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher"))
    page.goto("/admin/login/")
    page.fill("[name=username]", "publisher")
    page.fill("[name=password]", "publisher")
    page.click("[type=submit]")
    return page


@pytest.fixture
def premiere(own_files, settings, tmp_path):
    """A film that is a draft, a slide of it, and a page that is live."""
    settings.DATA_ROOT = tmp_path  # the locks of jobs
    poster, backdrop = store_image(original(400, 600), "poster"), store_image(original(1600, 900), "backdrop")
    film = make_movie("Heat", state="draft", poster=poster, backdrop=backdrop)
    make_movie("Alien", poster=poster, backdrop=backdrop)
    return film, make_slide(film, state="draft"), make_page("about", body="As it was.")


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).or_(page.get_by_role("button", name=name, exact=True)).click()


def lines(page):
    return [text.strip() for text in page.locator(".release-line__name bdi").all_inner_texts()]


def problems(page):
    return [text.strip() for text in page.locator(".release-problems li").all_inner_texts()]


def seen(page, prefix=""):
    """What a page of the film answers, and whether it is the first slide."""
    status = page.request.get(f"{prefix}/movies/heat/").status
    page.goto(f"{prefix}/")
    return status, page.locator(".hero-slideshow h2, .hero-slideshow h3").first.inner_text().strip() == "Heat"


def test_a_release_is_built_checked_previewed_scheduled_applied_and_rolled_back(publisher, premiere):
    page, (film, slide, about) = publisher, premiere

    # Built: the slide from its form, into a new release.
    page.goto(f"/admin/theming/slide/{slide.pk}/change/")
    press(page, "Add to release…")
    page.select_option("[name=release]", "")
    page.fill("[name=name]", "Premiere")
    press(page, "Add to the release")
    assert lines(page) == ["Heat (2001)"]
    assert problems(page) == ["“Heat (2001)” is not visible then, so the slide is left out."]

    # A draft of the page that is live, added too; then the film, from its list.
    page.goto(f"/admin/theming/page/{about.pk}/change/")
    page.fill("[name=body]", "As it will be.")
    press(page, "Save draft")
    press(page, "Add to release…")
    press(page, "Add to the release")
    page.goto("/admin/catalog/movie/?q=Heat")
    page.check("[name=_selected_action]")
    page.select_option("[name=action]", "add_to_release")
    press(page, "Go")
    press(page, "Add to the release")
    assert lines(page) == ["Heat (2001)", "about", "Heat (2001)"]
    assert problems(page) == []

    # Given a moment, and looked at as a whole.
    page.fill("[name=moment_0]", TOMORROW.strftime("%Y-%m-%d"))
    page.fill("[name=moment_1]", "20:00")
    press(page, "Save and continue editing")
    address = page.url
    prefix = page.get_by_role("link", name="Preview all of it").get_attribute("href").rstrip("/")
    assert (seen(page, prefix), seen(page)) == ((200, True), (404, False))
    page.goto(f"{prefix}/about/")
    assert "As it will be." in page.locator("main").inner_text()

    # Scheduled: nothing shows yet.
    page.goto(address)
    words = f"Schedule for {TOMORROW.strftime('%-d %B %Y')}, 20:00 UTC"
    press(page, f"{words}…")
    press(page, words)
    assert "“Premiere” is scheduled." in page.locator(".messagelist").inner_text()
    assert seen(page) == (404, False)

    # Its moment comes: the tick applies it, and the public pages show it.
    moment = timezone.now() - dt.timedelta(minutes=1)
    for thing in (film, slide):
        type(thing).objects.filter(pk=thing.pk).update(publish_at=moment)
    release = Release.objects.get()
    for item in release.items.exclude(kind="change"):
        item.after["publish_at"] = moment.astimezone(dt.UTC).isoformat()
        item.save()
    Release.objects.update(moment=moment)
    call_command("tick")
    assert seen(page) == (200, True)
    page.goto("/about/")
    assert "As it will be." in page.locator("main").inner_text()

    # Rolled back as one.
    page.goto(address)
    press(page, "Roll back…")
    press(page, "Roll back")
    assert page.locator(".release-head .badge").inner_text() == "rolled back"
    assert seen(page) == (404, False)
    page.goto("/about/")
    assert "As it was." in page.locator("main").inner_text()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_on_the_pages_of_releases(publisher, premiere, scheme, width):
    publisher.set_viewport_size({"width": width, "height": 900})
    publisher.emulate_media(color_scheme=scheme)
    film, slide, _page = premiere
    release = Release.objects.create(name="Premiere", moment=TOMORROW)
    for thing in (film, slide, make_homepage_row("top_rated")):
        release.items.create(thing=thing, kind="publish", name=str(thing))
    page = f"/admin/publishing/release/{release.pk}/"

    found = {}
    adding = f"/admin/publishing/release/add-things/?of=catalog.movie&keys={film.pk}"
    for address in (
        "/admin/publishing/release/",
        f"{page}change/",
        f"{page}apply/",
        adding,
        "/admin/publishing/jobrun/",
    ):
        publisher.goto(address)
        publisher.wait_for_function("() => document.querySelector(':not(:defined)') === null")
        assert publisher.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        violations = violations_of(Axe(), publisher)
        if violations:
            found[address] = [(each["id"], [node["html"][:150] for node in each["nodes"]][:3]) for each in violations]

    assert found == {}
