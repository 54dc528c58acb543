"""Previews: the site from another viewpoint, for staff by path and for others by a signed key."""

import datetime as dt
import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import get_script_prefix
from django.utils import timezone

from streamcms.publishing.models import PreviewLink
from streamcms.publishing.viewpoint import Viewpoint
from tests.factories import (
    make_collection,
    make_credit,
    make_episode,
    make_genre,
    make_movie,
    make_page,
    make_person,
    make_season,
    make_show,
)

pytestmark = pytest.mark.django_db

NEXT_WEEK = timezone.now().replace(second=0, microsecond=0) + dt.timedelta(days=7)
LEAVING = re.compile(r'<aside class="preview-bar".*?</aside>', re.DOTALL)  # which leads out, and to other moments
LINK = re.compile(r'(?<![a-z])(?:href|src|action)="([^"#]*)')
OUTSIDE = ("/static/", "/media/", "https://", "http://", "mailto:")


@pytest.fixture
def catalogue():
    """A site that is hidden but for one movie, and opens next week."""
    genre = make_genre("Drama")
    make_movie("Already here", genres=[genre])
    later = make_movie("Opens later", genres=[genre], publish_at=NEXT_WEEK)
    show = make_show("Later show", publish_at=NEXT_WEEK)
    make_episode(make_season(show), name="Later episode")
    make_credit(later, make_person("Some Body"))
    make_collection("Later things", [later, show], publish_at=NEXT_WEEK)
    make_page("about", publish_at=NEXT_WEEK)
    make_movie("Only a draft", state="draft")


@pytest.fixture
def staff(client):
    user = get_user_model().objects.create_user("someone", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="Viewer"))
    client.force_login(user)
    return client


def links_of(response):
    return LINK.findall(LEAVING.sub("", response.content.decode()))


def under(viewpoint):
    return f"/admin/preview/{viewpoint}"


PAGES = [
    "/",
    "/library/",
    "/movies/",
    "/shows/",
    "/genres/drama/",
    "/movies/opens-later/",
    "/shows/later-show/",
    "/people/some-body/",
    "/collections/later-things/",
    "/about/",
]


def test_every_public_page_shows_what_will_be_visible_then_and_keeps_links_inside(catalogue, staff):
    prefix = under(Viewpoint.spell(NEXT_WEEK))
    waiting, seen = [prefix + page for page in PAGES], set()

    while waiting:
        address = waiting.pop()
        seen.add(address)
        response = staff.get(address)
        assert response.status_code == 200, address
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "no-referrer"
        links = {link for link in links_of(response) if link and not link.startswith(OUTSIDE)}
        strays = {link for link in links if not link.startswith((prefix, "/admin/", "?"))}
        assert strays == set(), address
        waiting += [link for link in links if link.startswith(prefix) and link not in seen and "?" not in link]

    assert {prefix + page for page in PAGES} <= seen
    assert b"Opens later" in staff.get(prefix + "/library/").content
    assert b"Only a draft" not in staff.get(prefix + "/library/").content


def test_drafts_show_only_where_they_are_asked_for(catalogue, staff):
    assert b"Only a draft" in staff.get(under("now~drafts") + "/library/").content
    assert b"Only a draft" not in staff.get(under("now") + "/library/").content
    assert b"Opens later" not in staff.get(under("now~drafts") + "/library/").content


@pytest.mark.parametrize("page", PAGES)
def test_public_pages_stay_as_they_are_while_staff_preview(catalogue, staff, page):
    before = Client().get(page)
    staff.get(under(Viewpoint.spell(NEXT_WEEK) + "~drafts") + page)

    after = staff.get(page)

    assert after.content == before.content
    assert dict(after.headers) == dict(before.headers)
    assert not hasattr(after.wsgi_request, "session")
    assert after.cookies.output() == ""
    assert "Cookie" not in after.headers.get("Vary", "")


def test_strangers_are_sent_to_the_login(catalogue, client):
    response = client.get(under("now") + "/library/")

    assert response.status_code == 302
    assert response["Location"] == "/admin/login/?next=/admin/preview/now/library/"


def test_staff_without_a_role_see_no_preview(client):
    client.force_login(get_user_model().objects.create_user("viewer", password="x", is_staff=True))

    assert client.get(under("now") + "/").status_code == 403


def test_an_account_without_staff_rights_is_sent_to_the_login(client):
    client.force_login(get_user_model().objects.create_user("viewer", password="x"))

    assert client.get(under("now") + "/").status_code == 302


@pytest.mark.parametrize(
    "address", ["yesterday/", "20261332T2000Z/", "now/admin/", "now/preview/x/", "now~drafts/admin/"]
)
def test_what_is_no_preview_is_not_found(staff, address):
    assert staff.get(f"/admin/preview/{address}").status_code == 404


def test_nothing_is_posted_into_a_preview(staff):
    assert staff.post(under("now") + "/library/").status_code == 405


def test_the_prefix_is_put_back_when_a_page_fails(staff, settings):
    settings.ROOT_URLCONF = "tests.publishing.failing_urls"
    staff.raise_request_exception = False

    assert staff.get(under("now") + "/fails/").status_code == 500
    assert get_script_prefix() == "/"


def test_a_redirect_stays_inside(catalogue, staff):
    response = staff.get(under(Viewpoint.spell(NEXT_WEEK)) + "/movies/later-show/")

    assert response.status_code == 301
    assert response["Location"] == under(Viewpoint.spell(NEXT_WEEK)) + "/shows/later-show/"


def test_a_signed_link_shows_the_preview_to_somebody_without_an_account(catalogue, client):
    link = PreviewLink.objects.create(at=NEXT_WEEK, expires_at=timezone.now() + dt.timedelta(hours=1))

    response = client.get(link.get_absolute_url() + "library/")

    assert b"Opens later" in response.content
    assert response["Cache-Control"] == "private, no-store"
    assert response.cookies.output() == ""
    strays = [a for a in links_of(response) if a.startswith("/") and not a.startswith(OUTSIDE)]
    assert [a for a in strays if not a.startswith(link.get_absolute_url()[:-1])] == []


def test_a_signed_link_expires(client):
    link = PreviewLink.objects.create(expires_at=timezone.now() - dt.timedelta(seconds=1))

    assert client.get(link.get_absolute_url()).status_code == 404


def test_a_signed_link_can_be_revoked(client):
    link = PreviewLink.objects.create(expires_at=timezone.now() + dt.timedelta(hours=1))
    assert client.get(link.get_absolute_url()).status_code == 200

    link.revoke()

    assert client.get(link.get_absolute_url()).status_code == 404


def test_a_key_that_was_tampered_with_opens_nothing_and_asks_no_database(client, django_assert_num_queries):
    link = PreviewLink.objects.create(expires_at=timezone.now() + dt.timedelta(hours=1))
    address = link.get_absolute_url()

    with django_assert_num_queries(0):
        assert client.get(address[:-3] + "xx/").status_code == 404
