"""Search over the office: every state, what the user may look at, queries that the catalogue does not move."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.search import index
from streamcms.publishing.models import ExternalId
from tests.factories import make_collection, make_episode, make_movie, make_person, make_season, make_show

pytestmark = pytest.mark.django_db


def found(client, query):
    page = client.get(f"/admin/search/?q={query}")
    assert page.status_code == 200
    return [
        ("".join(text for text, _ in row.pieces), row.address) for group in page.context["groups"] for row in group.rows
    ]


def viewer(client, *permissions):
    user = User.objects.create_user("viewer", password="viewer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    return client


@pytest.mark.parametrize("state", ["draft", "in_review", "published", "archived"])
def test_a_title_is_found_in_every_state_with_its_badge(admin_client, state):
    movie = make_movie("Heat", state=state)
    index.rebuild()

    page = admin_client.get("/admin/search/?q=heat").content.decode()

    assert found(admin_client, "heat") == [("Heat", f"/admin/catalog/movie/{movie.pk}/change/")]
    assert re.findall(r'data-state="(\w+)"', page) == [state]


def test_every_kind_is_found_before_the_index_is_made_anew(admin_client):
    movie, show = make_movie("Harbour", state="draft"), make_show("Harbour Lights")
    person = make_person("Harbour Jones", state="draft")
    episode = make_episode(make_season(show, state="draft"), 1, "The Harbour")
    collection = make_collection("Harbours", state="archived")

    addresses = {address for _name, address in found(admin_client, "harbour")}

    assert addresses == {
        f"/admin/catalog/movie/{movie.pk}/change/",
        f"/admin/catalog/show/{show.pk}/change/",
        f"/admin/people/person/{person.pk}/change/",
        f"/admin/catalog/episode/{episode.pk}/change/",
        f"/admin/catalog/collection/{collection.pk}/change/",
    }


def test_an_id_of_another_database_finds_its_thing(admin_client):
    movie = make_movie("Heat", state="draft")
    ExternalId.objects.create(provider="imdb", kind="title", value="tt0113277", subject=movie)

    assert found(admin_client, "tt0113277") == [("Heat", f"/admin/catalog/movie/{movie.pk}/change/")]


def test_only_what_the_user_may_look_at_is_found(client):
    make_movie("Harbour"), make_person("Harbour Jones")
    show = make_show("Harbour Lights")

    results = found(viewer(client, "view_show"), "harbour")

    assert results == [("Harbour Lights", f"/admin/catalog/show/{show.pk}/change/")]
    assert client.get("/admin/search/suggest/?q=harbour").json()["count"] == 1


def test_who_may_look_at_nothing_finds_nothing(client):
    make_movie("Harbour")

    assert found(viewer(client), "harbour") == []


@pytest.mark.parametrize("address", ["/admin/search/?q=a", "/admin/search/suggest/?q=a"])
def test_who_is_not_staff_is_sent_to_the_login(client, address):
    assert client.get(address).url.startswith("/admin/login/?next=/admin/search/")


def test_search_takes_the_same_queries_however_much_is_found(admin_client):
    def make(number):
        show = make_show(f"Harbour {number}", state="draft")
        make_episode(make_season(show), 1, f"Harbour night {number}")
        make_person(f"Harbour Jones {number}", state="draft")

    def queries(address):
        admin_client.get(address)
        with CaptureQueriesContext(connection) as counted:
            admin_client.get(address)
        return len(counted)

    addresses = ["/admin/search/?q=harbour", "/admin/search/suggest/?q=harbour"]
    for number in range(3):
        make(number)
    index.rebuild()
    few = [queries(address) for address in addresses]

    for number in range(3, 9):
        make(number)
    index.rebuild()

    assert [queries(address) for address in addresses] == few
    assert max(few) <= 40


@pytest.mark.parametrize("typed", ["", "%00", "'", "<b>", "x" * 500, "a:b:c:d", "٣"])
def test_odd_input_finds_nothing_and_breaks_nothing(admin_client, typed):
    assert found(admin_client, typed) == []
