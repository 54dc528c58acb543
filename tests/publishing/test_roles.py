"""What each role sees and may do in the admin."""

import pytest
from django.contrib.auth.models import Group, User

from catalog.models import Movie
from streamcms.publishing.roles import ROLES
from tests.factories import make_collection, make_credit, make_image, make_movie, make_page, make_person
from theming.models import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_role(client):
    """A client logged in as somebody of a role."""

    def log_in(role):
        user = User.objects.create_user(role, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def things():
    """Addresses of a form, by what stands on it."""
    movie = make_movie("Heat")
    make_credit(movie)
    return {
        "movie": f"/admin/catalog/movie/{movie.pk}/change/",
        "credits": f"/admin/catalog/movie/{movie.pk}/credits/",
        "collection": f"/admin/catalog/collection/{make_collection().pk}/change/",
        "person": f"/admin/people/person/{make_person().pk}/change/",
        "image": f"/admin/publishing/image/{make_image().pk}/change/",
        "page": f"/admin/theming/page/{make_page().pk}/change/",
    }


# role -> what it may change; it sees everything
CHANGES = {
    "Viewer": set(),
    "Editor": {"movie", "credits", "collection", "person", "image"},
    "Publisher": {"movie", "credits", "collection", "person", "image", "page"},
    "Designer": {"image", "page"},
    "Administrator": {"movie", "credits", "collection", "person", "image", "page"},
}


def test_every_role_is_tried():
    assert CHANGES.keys() == ROLES.keys()


@pytest.mark.parametrize("role", CHANGES)
def test_a_role_sees_everything_and_may_change_what_is_its_work(as_role, things, role):
    client = as_role(role)

    pages = {name: client.get(url) for name, url in things.items()}

    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(things, 200)
    assert {name for name, page in pages.items() if b'name="_save' in page.content} == CHANGES[role]


@pytest.mark.parametrize("role", CHANGES)
def test_a_post_that_a_role_may_not_send_is_refused(as_role, things, role):
    client = as_role(role)

    statuses = {name: client.post(url, {}).status_code for name, url in things.items()}

    assert {name for name, status in statuses.items() if status == 403} == things.keys() - CHANGES[role]


@pytest.mark.parametrize("role", CHANGES)
def test_only_who_may_change_pages_orders_them(as_role, role):
    first, second = make_page("First", position=1), make_page("Second", position=2)
    client = as_role(role)

    response = client.post(f"/admin/theming/page/{second.pk}/move/", {"move": "up"})

    may = "page" in CHANGES[role]
    assert response.status_code == (302 if may else 403)
    assert list(Page.objects.all()) == ([second, first] if may else [first, second])


@pytest.mark.parametrize("role", CHANGES)
def test_only_an_administrator_sees_users(as_role, role):
    status = as_role(role).get("/admin/auth/user/").status_code

    assert status == (200 if role == "Administrator" else 403)


def test_writes_are_posts(admin_client, things):
    page = Page.objects.get()

    assert admin_client.get(f"/admin/theming/page/{page.pk}/move/").status_code == 405
    assert admin_client.delete(things["credits"]).status_code == 405


def test_writes_need_the_token(client, things, admin_user):
    client.handler.enforce_csrf_checks = True
    client.force_login(admin_user)

    statuses = {client.post(url, {}).status_code for url in (*things.values(), "/admin/theming/page/1/move/")}

    assert statuses == {403}


@pytest.mark.parametrize("path", ["credits/", "videos/", "change/"])
def test_a_stranger_is_sent_to_the_login(client, path):
    movie = make_movie()

    response = client.get(f"/admin/catalog/movie/{movie.pk}/{path}")

    assert response.url.startswith("/admin/login/?next=/admin/catalog/movie/")


def test_a_viewer_reads_credits_without_fields_to_write_in(as_role, things):
    page = as_role("Viewer").get(things["credits"])

    formset = page.context["formset"]
    assert all(field.disabled for form in formset for field in form.fields.values())
    assert (formset.extra, b'name="move"' in page.content, Movie.objects.count()) == (0, False, 1)
