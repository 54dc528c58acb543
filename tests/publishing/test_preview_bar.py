"""The bar above previews: it says from where one looks, and leads to other moments, to the form, to a link, and out."""

import datetime as dt
import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import Person
from streamcms.publishing.admin_site.preview_bar import next_change
from streamcms.publishing.models import EditorSettings, PreviewLink
from streamcms.publishing.viewpoint import Viewpoint
from tests.browser_forms import form_of
from tests.factories import (
    make_collection,
    make_credit,
    make_draft,
    make_episode,
    make_genre,
    make_homepage_row,
    make_movie,
    make_page,
    make_person,
    make_season,
    make_show,
)

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
THEN = dt.datetime(2031, 12, 24, 20, 0, tzinfo=dt.UTC)
AT = "/admin/preview/20311224T2000Z"


def as_role(role):
    user, _is_new = User.objects.get_or_create(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def office():
    return as_role("Publisher")


def bar_of(response):
    return re.search(r'<aside class="preview-bar".*?</aside>', response.text, re.DOTALL)[0]


def links_of(response):
    """{words: address}"""
    return {re.sub("<.*?>", "", words): unescape(address) for address, words in LINK.findall(bar_of(response))}


def test_it_says_the_moment_and_whether_drafts_show(office):
    then = bar_of(office.get(f"{AT}~drafts/library/"))
    now = bar_of(office.get("/admin/preview/now/library/"))

    assert ">24 December 2031, 20:00</time>, drafts included" in then
    assert 'name="at" value="2031-12-24T20:00"' in then
    assert "now, <time" in now
    assert "without drafts" in now


def test_its_links_lead_to_other_moments_of_the_same_page(office):
    links = links_of(office.get(f"{AT}~drafts/library/?q=a%20b&genre=x"))

    page = "/library/?q=a%20b&genre=x"
    assert links["Now"] == f"/admin/preview/now~drafts{page}"
    assert links["+1 day"] == f"/admin/preview/20311225T2000Z~drafts{page}"
    assert links["Hide drafts"] == f"{AT}{page}"
    assert links["Leave the preview"] == page
    assert "Now" not in links_of(office.get("/admin/preview/now/"))
    assert links_of(office.get("/admin/preview/now/"))["Show drafts"] == "/admin/preview/now~drafts/"


def test_its_form_leads_to_the_moment_that_is_chosen(office):
    bar = bar_of(office.get(f"{AT}~drafts/library/?q=a"))
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', bar))
    assert 'action="/admin/preview/"' in bar

    response = office.get("/admin/preview/", form | {"at": "2032-01-01T00:30"})

    assert form == {"path": "/library/?q=a", "zone": "UTC", "drafts": "on", "at": "2031-12-24T20:00"}
    assert (response.status_code, response["Location"]) == (302, "/admin/preview/20320101T0030Z~drafts/library/?q=a")


@pytest.mark.parametrize(
    ("chosen", "leads_to"),
    [
        ({"at": ""}, "/admin/preview/now/"),
        ({"at": "2031-06-01T12:00", "zone": "Europe/Berlin"}, "/admin/preview/20310601T1000Z/"),
        ({"at": "2031-06-01T12:00", "zone": "Nowhere/Else"}, "/admin/preview/20310601T1200Z/"),
        ({"at": "2031-06-01 12:00", "drafts": "on", "path": "/about/"}, "/admin/preview/20310601T1200Z~drafts/about/"),
        ({"at": "", "path": "https://elsewhere.example/"}, "/admin/preview/now/"),
        ({"at": "", "path": "//elsewhere.example/"}, "/admin/preview/now//elsewhere.example/"),
    ],
)
def test_a_moment_becomes_an_address(office, chosen, leads_to):
    assert office.get("/admin/preview/", chosen)["Location"] == leads_to


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("Christmas", "Write a date and a time, such as 2027-12-24 20:00."),
        ("0001-01-01T00:00", "That is too far away: the site is drawn from 1901 to 2998."),
        ("9999-12-31T23:59", "That is too far away: the site is drawn from 1901 to 2998."),
    ],
)
def test_what_is_no_moment_is_said_beside_the_field_and_kept(office, at, said):
    page = office.get("/admin/preview/", {"at": at, "path": "/about/", "drafts": "on"})

    assert page.status_code == 200
    assert said in page.text
    assert f'value="{at}"' in page.text
    assert 'name="path" value="/about/"' in page.text


@pytest.mark.parametrize("text", ["00010101T0000Z", "99991231T2359Z", "18991231T2359Z"])
def test_an_address_of_a_moment_that_no_page_can_reckon_with_is_not_found(office, text):
    assert office.get(f"/admin/preview/{text}/").status_code == 404


def test_the_next_change_is_one_step_away(office):
    movie = make_movie("Heat", publish_at=THEN + dt.timedelta(days=3, seconds=30))
    make_movie("Later", publish_at=THEN + dt.timedelta(days=4))
    make_movie("Hidden", state="archived", publish_at=THEN + dt.timedelta(days=1))
    draft = make_movie("Draft", state="draft", unpublish_at=THEN + dt.timedelta(days=2))

    links = links_of(office.get(f"{AT}/"))

    assert links["Next change: 27 Dec, 20:00Heat (2001) appears"] == "/admin/preview/20311227T2001Z/"
    assert b"Heat" in office.get("/admin/preview/20311227T2001Z/movies/heat/").content
    assert next_change(Viewpoint(THEN)) == (movie.publish_at, movie, True)
    assert next_change(Viewpoint(THEN, drafts=True)) == (draft.unpublish_at, draft, False)
    assert next_change(Viewpoint(THEN + dt.timedelta(days=9))) is None


def test_the_bar_costs_the_same_however_much_is_scheduled(office):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            office.get(f"{AT}/no-such-page/")
        return len(asked)

    make_movie(publish_at=THEN + dt.timedelta(days=1))
    queries()
    one = queries()

    for day in range(2, 9):
        make_episode(make_season(make_show(publish_at=THEN + dt.timedelta(days=day))))
        make_page(publish_at=THEN + dt.timedelta(days=day))

    assert queries() == one


def test_it_leads_to_the_form_of_what_the_page_shows(office):
    movie, show, person = make_movie("Heat"), make_show("Dark"), make_person("Al")
    collection, genre, page = make_collection("Cycle", [movie]), make_genre("Drama"), make_page("about")
    make_credit(movie, person)

    def edits(path):
        return links_of(office.get(f"/admin/preview/now{path}")).get("Edit this page")

    assert edits("/movies/heat/") == f"/admin/catalog/title/{movie.pk}/change/"
    assert office.get(edits("/movies/heat/"))["Location"] == f"/admin/catalog/movie/{movie.pk}/change/"
    assert edits("/shows/dark/") == f"/admin/catalog/title/{show.pk}/change/"
    assert edits("/people/al/") == f"/admin/people/person/{person.pk}/change/"
    assert edits("/collections/cycle/") == f"/admin/catalog/collection/{collection.pk}/change/"
    assert edits("/genres/drama/") == f"/admin/catalog/genre/{genre.pk}/change/"
    assert edits("/about/") == f"/admin/theming/page/{page.pk}/change/"
    assert edits("/") == edits("/ar/") == "/admin/theming/homepagerow/"
    assert edits("/library/") is None
    assert edits("/nothing-there/") is None


def test_who_may_not_edit_or_send_links_is_not_led_there():
    make_page("about")
    viewer, editor = as_role("Viewer"), as_role("Editor")

    assert links_of(viewer.get(f"{AT}/about/")).keys() == {"Now", "+1 day", "Show drafts", "Leave the preview"}
    assert "Copy a link for somebody without an account" in links_of(editor.get(f"{AT}/about/"))
    assert "Edit this page" not in links_of(editor.get(f"{AT}/about/"))  # pages are a designer's


def test_a_link_is_made_for_what_is_seen_and_revoked(office):
    make_movie("Heat", publish_at=THEN)
    form = links_of(office.get(f"{AT}~drafts/movies/heat/"))["Copy a link for somebody without an account"]
    page = office.get(form)
    assert form == "/admin/publishing/previewlink/add/?" + urlencode(
        {"seen": "20311224T2000Z~drafts", "page": "/movies/heat/"}
    )
    assert 'name="at_0" value="2031-12-24"' in page.text

    soon = timezone.now() + dt.timedelta(days=1)
    typed = {"at_0": "2031-12-24", "at_1": "20:00:00", "drafts": "on", "note": "Ada"}
    saved = office.post(form, typed | {"expires_at_0": soon.date(), "expires_at_1": "12:00"}, follow=True)

    link = PreviewLink.objects.get()
    assert (link.at, link.drafts) == (THEN, True)
    assert f'value="http://testserver{link.get_absolute_url()}movies/heat/" readonly' in saved.text
    seen = Client().get(f"{link.get_absolute_url()}movies/heat/")
    assert "24 December 2031, 20:00 UTC</time>, drafts included" in bar_of(seen)
    assert list(links_of(seen)) == ["Leave the preview"]
    link.revoke()
    assert Client().get(f"{link.get_absolute_url()}movies/heat/").status_code == 404


def test_a_link_to_the_site_as_it_is_now_stays_so(office):
    page = office.get(links_of(office.get("/admin/preview/now/"))["Copy a link for somebody without an account"])

    assert page.context["adminform"].form.initial["at"] is None
    assert page.context["adminform"].form.initial["drafts"] is False


def test_a_guest_is_told_until_when_and_nothing_of_the_office():
    link = PreviewLink.objects.create(expires_at=dt.datetime(2099, 5, 1, 12, 30, tzinfo=dt.UTC))

    bar = bar_of(Client().get(link.get_absolute_url()))

    assert "This link works until 1 May 2099, 12:30 UTC." in bar
    assert "/admin/" not in bar


@pytest.mark.parametrize("path", ["/", "/library/", "/movies/heat/", "/nothing-there/"])
def test_no_public_page_knows_of_the_bar(office, path):
    make_homepage_row("titles", make_movie("Heat"), heading="Row")

    public = office.get(path)

    assert "preview" not in public.text
    assert public.content == Client().get(path).content


def test_the_office_leads_to_the_preview_of_the_site(office):
    index = office.get("/admin/").text

    assert '<a href="/admin/preview/now/">View site</a>' in index
    User.objects.create_user("nobody", is_staff=True)
    stranger = Client()
    stranger.force_login(User.objects.get(username="nobody"))
    assert '<a href="/">View site</a>' in stranger.get("/admin/").text


def test_in_a_frame_the_bar_only_says_what_is_seen(office):
    framed = bar_of(office.get(f"{AT}/library/", headers={"Sec-Fetch-Dest": "iframe"}))

    assert "24 December 2031, 20:00 UTC" in framed
    assert "<form" not in framed


def test_times_are_the_editors_and_pages_keep_the_sites(office):
    EditorSettings.objects.create(user=User.objects.get(), time_zone="Asia/Tokyo")
    make_person("Al")

    page = office.get(f"{AT}/people/al/")
    form = office.get(f"/admin/people/person/{Person.objects.get().pk}/change/")
    unsaved = office.post(f"/admin/people/person/{Person.objects.get().pk}/preview/", form_of(form))

    assert ">25 December 2031, 05:00</time>" in bar_of(page)
    assert 'name="zone" value="Asia/Tokyo"' in bar_of(page)
    assert "/admin/preview/20311225T2000Z/people/al/" in bar_of(page)
    assert " JST</p>" in bar_of(unsaved)


def test_one_broken_draft_is_reported_and_spoils_no_other(office):
    make_movie("Taken")
    broken, whole = make_movie("Heat"), make_movie("Ronin")
    make_draft(broken, slug="taken")
    make_draft(whole, tagline="The draft is seen.")

    page = office.get("/admin/preview/now~drafts/movies/ronin/")

    bar = bar_of(page)
    assert "The draft is seen." in page.text
    assert "1 draft cannot be shown" in bar
    assert f'<a href="/admin/catalog/movie/{broken.pk}/change/">Heat (2001)</a>: ' in bar
    assert "was the public address of something else" in bar
    assert "cannot be shown" not in bar_of(office.get("/admin/preview/now/movies/ronin/"))


def test_a_guest_is_not_told_of_a_broken_draft():
    make_movie("Taken")
    make_draft(make_movie("Heat"), slug="taken")
    link = PreviewLink.objects.create(expires_at=timezone.now() + dt.timedelta(days=1), drafts=True)

    page = Client().get(f"{link.get_absolute_url()}movies/heat/")

    assert page.status_code == 200
    assert "cannot be shown" not in page.text
