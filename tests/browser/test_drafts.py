"""A draft of what is live, as persons make, see, settle and publish it, from the login on."""

import pytest
from django.contrib.auth.models import Group, User

from catalog.models import Movie
from streamcms.publishing.models import Draft
from tests.factories import make_movie

SYNOPSIS = "A thief is followed by a policeman."


@pytest.fixture
def editors(page, browser, live_server):
    """Two pages, each logged in through the form: of Eve, who edits, and of Paul, who publishes too."""
    other = browser.new_context(base_url=live_server.url).new_page()
    for name, role, each in (("Eve", "Editor", page), ("Paul", "Publisher", other)):
        user = User.objects.create_user(name, password="secret", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        each.set_default_timeout(20_000)
        each.goto("/admin/login/")
        each.fill("[name=username]", name)
        each.fill("[name=password]", "secret")
        press(each, "Log in")
    yield page, other
    other.context.close()


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def public(page, path):
    """What a viewer sees there, without a session."""
    viewer = page.context.browser.new_context(base_url=page.url.partition("/admin/")[0]).new_page()
    viewer.goto(path)
    text = viewer.locator("body").inner_text()
    viewer.context.close()
    return text


def test_an_editor_proposes_and_a_publisher_publishes(editors, own_files):
    eve, paul = editors
    movie = make_movie("Heat", synopsis=SYNOPSIS)
    url = f"/admin/catalog/movie/{movie.pk}/change/"

    eve.goto(url)
    assert eve.get_by_role("button", name="Save", exact=True).count() == 0
    eve.fill("[name=synopsis]", "A thief is hunted by a policeman.")
    eve.fill("[name=tagline]", "Words to come.")
    press(eve, "Save draft")
    banner = eve.get_by_role("region", name="Draft")
    assert "Draft of Eve, since" in banner.inner_text()
    assert eve.input_value("[name=tagline]") == "Words to come."
    assert eve.get_by_role("button", name="Publish changes").count() == 0

    assert "Words to come." not in public(eve, "/movies/heat/")
    eve.click("text=View as it is now")
    eve.get_by_text("Words to come.").wait_for()

    paul.goto("/admin/")
    paul.locator(".work-list", has_text="Drafts and reviews").get_by_role("link", name="Heat (2001)").click()
    banner = paul.get_by_role("region", name="Draft")
    assert "Differs from what is live: Tagline, Synopsis" in banner.inner_text()
    banner.locator("summary").click()
    assert banner.locator("ins").all_inner_texts() == ["Words to come.", "hunted"]
    press(paul, "Publish changes")

    assert "The changes of “Heat (2001)” are published." in paul.locator(".messagelist").inner_text()
    assert "Words to come." in public(paul, "/movies/heat/")
    assert paul.get_by_role("region", name="Draft").count() == 0
    assert not Draft.objects.exists()


def test_what_somebody_else_published_meanwhile_is_chosen_line_by_line(editors, own_files):
    eve, paul = editors
    movie = make_movie("Heat", synopsis=SYNOPSIS)
    url = f"/admin/catalog/movie/{movie.pk}/change/"
    eve.goto(url)
    paul.goto(url)
    eve.fill("[name=synopsis]", "Hers.")
    press(eve, "Save draft")
    paul.fill("[name=synopsis]", "His.")
    paul.fill("[name=metascore]", "77")
    with paul.expect_navigation():
        paul.click("[name=_save]")

    paul.goto(url)
    assert paul.input_value("[name=synopsis]") == "Hers."
    press(paul, "Publish changes")
    line = paul.locator(".versions__conflict")
    assert [line.locator("del").inner_text(), line.locator("ins").inner_text()] == ["His", "Hers"]
    line.get_by_label("Take the draft’s").check()
    press(paul, "Publish changes")

    published = Movie.objects.get()
    assert (published.synopsis, published.metascore, published.version) == ("Hers.", 77, 3)


def test_a_draft_is_discarded_once_it_was_looked_at(editors, own_files):
    eve, _paul = editors
    movie = make_movie("Heat", synopsis=SYNOPSIS)
    eve.goto(f"/admin/catalog/movie/{movie.pk}/change/")
    eve.fill("[name=synopsis]", "Hers.")
    press(eve, "Save draft")

    eve.click("text=Discard draft")
    assert eve.locator("ins").all_inner_texts() != []
    press(eve, "Discard draft")

    assert eve.input_value("[name=synopsis]") == SYNOPSIS
    assert not Draft.objects.exists()
