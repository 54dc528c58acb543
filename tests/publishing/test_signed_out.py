"""A form that is sent after its session ended: nothing typed is lost, nothing is saved for a stranger."""

import html
import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from catalog.models import Movie
from tests.browser_forms import form_of
from tests.factories import make_movie

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    """A client that asks for the token against forgery, as a browser is asked."""
    user = User.objects.create_user("ada", password="secret", is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher"))
    client = Client(enforce_csrf_checks=True)
    client.get("/admin/login/")
    client.force_login(user)
    return client


@pytest.fixture
def movie():
    return make_movie("Heat", synopsis="Old words.")


def address(movie):
    return f"/admin/catalog/movie/{movie.pk}/change/"


def fields_of(response):
    """{name: value} of the hidden fields of a page, its token included."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode())
    return {name: html.unescape(value) for name, value in found}


def typed(client, movie):
    page = client.get(address(movie))
    return form_of(page, synopsis="New “words” & more.") | {
        "csrfmiddlewaretoken": fields_of(page)["csrfmiddlewaretoken"]
    }


def test_what_was_typed_is_saved_after_signing_in_again(ada, movie):
    form = typed(ada, movie)
    ada.cookies.pop("sessionid")

    asked = ada.post(address(movie), form)
    wrong = ada.post("/admin/signed-out/", fields_of(asked) | {"username": "ada", "password": "guess"})
    right = ada.post("/admin/signed-out/", fields_of(wrong) | {"username": "ada", "password": "secret"})
    assert (asked.status_code, wrong.status_code, right.status_code) == (403, 403, 200)
    assert Movie.objects.get().synopsis == "Old words."
    sent = ada.post(address(movie), fields_of(right))

    assert sent.status_code == 302
    assert Movie.objects.get().synopsis == "New “words” & more."


def test_a_form_older_than_the_last_login_is_sent_with_one_press(ada, movie):
    form = typed(ada, movie)
    ada.cookies["csrftoken"] = "a" * 32  # as a login in another window leaves it

    refused = ada.post(address(movie), form, headers={"origin": "http://testserver"})
    assert (refused.status_code, Movie.objects.get().synopsis) == (403, "Old words.")
    sent = ada.post(address(movie), fields_of(refused))

    assert sent.status_code == 302
    assert Movie.objects.get().synopsis == "New “words” & more."


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {}])
def test_what_another_site_sends_is_not_offered_again(ada, movie, headers):
    refused = ada.post(address(movie), {"synopsis": "Forged."}, headers=headers)

    assert refused.status_code == 403
    assert b"Forged." not in refused.content


@pytest.mark.parametrize("kept", ['{"to": "https://evil.example/", "fields": [], "files": []}', "[]", "no JSON"])
def test_what_is_kept_goes_nowhere_else(ada, kept):
    form = {"csrfmiddlewaretoken": ada.cookies["csrftoken"].value, "username": "ada", "password": "secret"}

    answer = ada.post("/admin/signed-out/", form | {"_kept": kept})

    assert answer.status_code == 200
    assert b'action="/admin/"' in answer.content
    assert b"evil" not in answer.content


def test_a_script_without_a_session_is_led_to_the_login(ada):
    ada.cookies.pop("sessionid")
    token = ada.cookies["csrftoken"].value

    answer = ada.post(
        "/admin/presence/", {"thing": "catalog.movie:1"}, headers={"x-csrftoken": token, "sec-fetch-mode": "cors"}
    )

    assert answer.status_code == 302
