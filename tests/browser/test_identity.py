"""The identity desk as a person uses it: two people become one, the old address leads on, an undo, a split."""

import pytest
from django.contrib.auth.models import Group, User

from catalog.identity.suspects import rebuild_suspects
from people.models import Person
from tests.factories import make_credit, make_movie, make_person


@pytest.fixture
def publisher(page, live_server):
    """A page of a Publisher's, logged in through the form."""
    user = User.objects.create_user("Ada", password="secret", is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher"))
    page.set_default_timeout(20_000)
    page.goto("/admin/login/")
    page.fill("[name=username]", "Ada")
    page.fill("[name=password]", "secret")
    with page.expect_navigation():
        page.click("[type=submit]")
    return page


def test_two_people_are_merged_the_address_leads_on_it_is_undone_and_one_is_split(publisher, own_files):
    heat, scarface, ran = (make_movie(name) for name in ("Heat", "Scarface", "Ran"))
    kept, gone = make_person("Al Stone", slug="al"), make_person("Al Stone", slug="al-2", biography="A life.")
    for title, person, character in (
        (heat, kept, "Hanna"),
        (ran, kept, "Lord"),
        (heat, gone, "Cop"),
        (scarface, gone, "Tony"),
    ):
        make_credit(title, person, character=character)
    rebuild_suspects()

    publisher.goto("/admin/catalog/identitychange/")
    publisher.get_by_role("link", name="People who may be one").click()
    pair = publisher.locator(".identity-pair")
    assert pair.locator(".identity-evidence").inner_text().splitlines()[:1] == ["same name"]
    pair.get_by_role("link", name="Compare and merge").click()
    assert publisher.get_by_label("Biography: Take over").is_checked()
    publisher.locator(".identity-told summary", has_text="Credits").click()
    assert publisher.locator(".identity-told [open] li").all_inner_texts() == [
        "Heat (2001) · acting · Actor · Cop",
        "Scarface (2001) · acting · Actor · Tony",
    ]
    with publisher.expect_navigation():
        publisher.get_by_role("button", name="Merge into “Al Stone”").click()

    done = publisher.url
    assert Person.objects.get(slug="al").biography == "A life."
    publisher.goto("/people/al-2/")
    assert publisher.url.endswith("/people/al/")
    assert publisher.get_by_text("Scarface").count()

    publisher.goto(done)
    with publisher.expect_navigation():
        publisher.get_by_role("button", name="Undo").click()
    assert "It is undone." in publisher.locator(".messagelist").inner_text()
    publisher.goto("/people/al-2/")
    assert publisher.url.endswith("/people/al-2/")

    publisher.goto(f"/admin/people/person/{kept.pk}/change/")
    publisher.get_by_role("link", name="Merge or split").click()
    publisher.get_by_role("link", name="Split", exact=True).click()
    publisher.get_by_label("Name of the new one").fill("Al Stone the younger")
    publisher.get_by_label("Ran").check()
    with publisher.expect_navigation():
        publisher.get_by_role("button", name="Preview").click()
    assert "This goes to a new “Al Stone the younger”" in publisher.locator(".identity-preview").inner_text()
    with publisher.expect_navigation():
        publisher.get_by_role("button", name="Split", exact=True).click()

    assert Person.objects.get(name="Al Stone the younger").credits.get().title == ran
    publisher.goto("/people/al-stone-the-younger/")
    assert publisher.get_by_text("Ran").count()
