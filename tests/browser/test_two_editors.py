"""Two editors at once, as persons do it: each sees the other, the later save is refused, and nothing typed is lost."""

import pytest
from django.contrib.auth.models import Group, User

from catalog.models import Movie
from tests.factories import make_credit, make_movie, make_person


@pytest.fixture
def editors(page, browser, live_server):
    """Two pages, of Ada and of Bert, each logged in through the form."""
    other = browser.new_context(base_url=live_server.url).new_page()
    for name, each in (("Ada", page), ("Bert", other)):
        user = User.objects.create_user(name, password="secret", is_staff=True, first_name=name)
        user.groups.add(Group.objects.get(name="Publisher"))
        each.set_default_timeout(20_000)
        each.goto("/admin/login/")
        each.fill("[name=username]", name)
        each.fill("[name=password]", "secret")
        with each.expect_navigation():
            each.click("[type=submit]")
    yield page, other
    other.context.close()


def test_the_later_save_is_refused_and_the_editor_chooses(editors, own_files):
    ada, bert = editors
    movie = make_movie("Heat", synopsis="A thief is followed by a policeman.", tagline="Old.")
    url = f"/admin/catalog/movie/{movie.pk}/change/"
    ada.goto(url)
    bert.goto(url)
    bert.locator("presence-notice", has_text="Ada").wait_for()

    ada.fill("[name=synopsis]", "A thief is hunted by a policeman.")
    ada.fill("[name=tagline]", "Hers.")
    with ada.expect_navigation():
        ada.click("[name=_save]")
    bert.fill("[name=synopsis]", "A thief is followed by two policemen.")
    bert.fill("[name=metascore]", "77")
    with bert.expect_navigation():
        bert.click("[name=_save]")

    refused = bert.locator("#content").inner_text()
    assert "Ada saved it at" in refused
    assert bert.locator(".versions__conflict del").all_inner_texts() == ["hunted", "a policeman"]
    assert bert.locator(".versions__conflict ins").all_inner_texts() == ["followed", "two policemen"]
    assert Movie.objects.get().synopsis == "A thief is hunted by a policeman."
    assert bert.locator(".versions__conflict").count() == 1

    bert.locator(".versions__conflict").get_by_label("Keep mine").check()
    with bert.expect_navigation():
        bert.click("text=Save what is chosen")

    saved = Movie.objects.get()
    assert (saved.synopsis, saved.tagline, saved.metascore) == ("A thief is followed by two policemen.", "Hers.", 77)
    assert saved.version == 3


def test_an_editor_looks_back_compares_and_restores_with_credits(editors, own_files):
    ada, _bert = editors
    movie = make_movie("Heat", synopsis="The first words.")
    make_credit(movie, make_person("Al"), character="Vincent")
    ada.goto(f"/admin/catalog/movie/{movie.pk}/change/")
    ada.fill("[name=synopsis]", "The last words.")
    with ada.expect_navigation():
        ada.click("[name=_save]")
    ada.goto(f"/admin/catalog/movie/{movie.pk}/credits/")
    ada.check("[name=rows-0-DELETE]")
    with ada.expect_navigation():
        ada.click("[name=_save]")

    ada.goto(f"/admin/catalog/movie/{movie.pk}/change/")
    ada.click("text=History")
    rows = ada.locator(".history__table tbody tr")
    assert rows.count() == 4  # now, credits, synopsis, as it was found
    rows.last.get_by_text("Compare with now").click()
    compared = ada.locator(".versions__table").inner_text()
    assert "Credit Al · acting · Actor: removed" in compared
    with ada.expect_navigation():
        ada.click("text=Restore as of")

    assert movie.credits.get().character == "Vincent"
    assert Movie.objects.get().synopsis == "The first words."


def test_what_was_deleted_is_recovered_from_its_list(editors, own_files):
    ada, _bert = editors
    movie = make_movie("Heat")
    ada.goto(f"/admin/catalog/movie/{movie.pk}/change/")
    ada.click(".deletelink")
    with ada.expect_navigation():
        ada.click("input[type=submit]")
    assert not Movie.objects.exists()

    ada.goto("/admin/catalog/movie/")
    ada.click("text=Recently deleted")
    with ada.expect_navigation():
        ada.get_by_role("button", name="Recover: Heat").click()

    assert Movie.objects.get().slug == "heat"
    assert "is there again" in ada.locator(".messagelist").inner_text()


def test_a_form_that_outlived_its_session_is_sent_after_signing_in(editors, own_files, console_errors):
    ada, _bert = editors
    movie = make_movie("Heat", synopsis="Old.")
    ada.goto(f"/admin/catalog/movie/{movie.pk}/change/")
    ada.fill("[name=synopsis]", "Typed for an hour.")
    ada.context.clear_cookies(name="sessionid")

    with ada.expect_navigation():
        ada.click("[name=_save]")
    ada.fill("[name=username]", "Ada")
    ada.fill("[name=password]", "secret")
    with ada.expect_navigation():
        ada.click("[type=submit]")
    with ada.expect_navigation():
        ada.click("text=Send what I typed")

    assert ada.locator(".messagelist .success").count() == 1
    assert Movie.objects.get().synopsis == "Typed for an hour."
    console_errors[:] = [error for error in console_errors if "403" not in error]  # what it was answered first
