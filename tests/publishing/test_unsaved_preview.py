"""Unsaved edits on the real page: what is typed is seen there, and nothing of it stays."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture

from catalog.models import Title
from people.models import Person
from streamcms.publishing.models import Draft, HistoryNote, Image
from streamcms.publishing.revision import read_revision
from tests.browser_forms import form_of
from tests.factories import (
    make_collection,
    make_draft,
    make_episode,
    make_homepage_row,
    make_image,
    make_movie,
    make_page,
    make_person,
    make_season,
    make_show,
    make_slide,
)
from theming.models import HomepageRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, own_files):
    user = User.objects.create_user("ada", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    client.force_login(user)
    return client


def address(thing, page="change"):
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{kind(thing)}_{page}", args=[thing.pk])


def kind(thing):
    return thing.kind if isinstance(thing, Title) else thing._meta.model_name


def look(client, thing, **changes):
    """What the button shows, once its form was opened and changed."""
    form = form_of(client.get(address(thing)), **changes)
    return client.post(address(thing, "preview"), form)


def a_picture(colour="red"):
    data = io.BytesIO()
    Picture.new("RGB", (600, 900), colour).save(data, "JPEG")
    return SimpleUploadedFile("poster.jpg", data.getvalue(), "image/jpeg")


def a_show_with(**fields):
    return make_episode(make_season(make_show()), **fields)


THINGS = {
    "movie": (make_movie, {"synopsis": "Typed a moment ago."}),
    "show": (make_show, {"synopsis": "Typed a moment ago."}),
    "season": (lambda: a_show_with().season, {"name": "Typed a moment ago."}),
    "episode": (a_show_with, {"name": "Typed a moment ago."}),
    "person": (make_person, {"biography": "Typed a moment ago."}),
    "collection": (make_collection, {"synopsis": "Typed a moment ago."}),
    "page": (make_page, {"body": "Typed a moment ago."}),
    "slide": (make_slide, {"headline": "Typed a moment ago."}),
    "row": (lambda: make_homepage_row("titles", make_movie(), heading="Old"), {"heading": "Typed a moment ago."}),
}


@pytest.mark.parametrize("label", THINGS)
def test_what_is_typed_is_seen_on_the_page_and_nothing_stays(client, own_files, label):
    make, changes = THINGS[label]
    thing = make()
    client.force_login(User.objects.create_superuser("ada"))
    row, revision = type(thing).objects.filter(pk=thing.pk), read_revision()
    before = row.values().get()

    response = look(client, thing, **changes)

    assert response.status_code == 200
    assert "Typed a moment ago." in response.text
    assert "Not saved" in response.text
    assert row.values().get() == before
    assert read_revision() == revision
    assert (HistoryNote.objects.count(), LogEntry.objects.count()) == (0, 0)


def test_an_answer_is_kept_by_nobody_and_framed_by_ourselves_alone(editor):
    response = look(editor, make_movie())

    assert response["Cache-Control"].startswith("private, no-store")
    assert response["X-Robots-Tag"] == "noindex"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response.cookies.output() == ""


def test_links_of_the_page_lead_into_the_preview(editor):
    movie = make_movie("Heat", state="draft")

    html = look(editor, movie, slug="heat-again").text

    assert 'href="/admin/preview/now~drafts/library/"' in html
    assert '<link rel="canonical" href="http://testserver/movies/heat-again/">' in html


def test_a_new_thing_is_seen_before_it_is_there(editor):
    add = reverse("admin:people_person_add")

    response = editor.post(reverse("admin:people_person_add_preview"), form_of(editor.get(add), name="Agnes New"))

    assert "<h1" in response.text
    assert "Agnes New" in response.text
    assert Person.objects.count() == 0


@pytest.mark.parametrize("fields", [{"state": "archived"}, {"unpublish_at": timezone.now() - dt.timedelta(days=1)}])
def test_what_is_seen_from_nowhere_is_shown_all_the_same(editor, fields):
    episode = a_show_with(name="Gone", **fields)
    movie = make_movie("Gone too", **fields)

    assert 'id="season-1-episode-1"' in look(editor, episode).text
    assert look(editor, movie).status_code == 200
    movie.refresh_from_db()
    assert {name: getattr(movie, name) for name in fields} == fields


def test_what_opens_later_is_seen_as_it_opens(editor):
    opens = timezone.now() + dt.timedelta(days=400)
    make_movie("Another that opens by then", publish_at=opens - dt.timedelta(days=1))
    movie = make_movie("Later", publish_at=opens)

    html = look(editor, movie).text

    assert f"/admin/preview/{(opens + dt.timedelta(minutes=1)).strftime('%Y%m%dT%H%MZ')}/library/" in html


def test_pictures_are_part_of_the_page_and_no_file_or_row_stays(editor, own_files):
    movie = make_movie("Heat")
    files = set(own_files.rglob("*"))

    response = look(editor, movie, poster=a_picture())

    assert ' src="data:image/jpeg;base64,' in response.text
    assert "data:image/avif;base64," in response.text
    assert "img-src 'self' data:" in response["Content-Security-Policy"]
    assert set(own_files.rglob("*")) == files
    assert Image.objects.count() == 0


def test_a_public_page_allows_no_picture_but_the_sites_own(client):
    policy = client.get(make_movie().get_absolute_url())["Content-Security-Policy"]

    assert [part.strip() for part in policy.split(";") if "img-src" in part] == ["img-src 'self'"]


def test_what_hinders_it_is_said_by_field_and_row(editor):
    movie = make_movie("Heat")
    make_collection("Cycle")

    changes = {"name": "", "metascore": "500", "certifications-0-country": "USA"}
    response = look(editor, movie, **changes)

    assert response.status_code == 400
    said = response.text
    assert "<strong>Name</strong> This field is required." in said
    assert "<strong>Metascore</strong> Ensure this value is less than or equal to 100." in said
    assert "<strong>Certifications, 1: Country</strong>" in said
    assert Title.objects.get(pk=movie.pk).name == "Heat"


def test_a_form_that_is_stale_may_be_looked_at(editor):
    movie = make_movie("Heat")
    form = form_of(editor.get(address(movie)), synopsis="Mine.")
    Title.objects.update(synopsis="Somebody else's.")

    response = editor.post(address(movie, "preview"), form)

    assert response.status_code == 200
    assert "Mine." in response.text
    assert Title.objects.get().synopsis == "Somebody else's."


def test_what_is_typed_over_a_draft_is_seen_with_the_draft_and_the_draft_stays(editor):
    movie = make_movie("Heat", tagline="Live.", synopsis="Live too.")
    draft = make_draft(movie, tagline="Of the draft.", synopsis="Of the draft too.")

    html = look(editor, movie, synopsis="Typed over it.").text

    assert "Of the draft." in html
    assert "Typed over it." in html
    assert Draft.objects.get().payload == draft.payload
    assert "Live." in editor.get("/movies/heat/").text


def test_a_draft_is_not_laid_over_what_is_typed(editor):
    show = make_show("Dark", state="draft")
    season = make_season(show, name="Live")
    make_draft(season, name="Of the draft")

    html = look(editor, season, name="Typed").text

    assert "Typed" in html
    assert "Of the draft" not in html


def test_a_row_that_only_a_draft_has_is_seen(editor):
    movie = make_movie("Heat")
    added = {"certifications-0-country": "US", "certifications-0-code": "PG-13", "_save_draft": "1"}
    editor.post(address(movie), form_of(editor.get(address(movie)), **added))

    html = look(editor, movie, tagline="Typed.").text

    assert Draft.objects.count() == 1
    assert "PG-13" in html
    assert "Typed." in html


def test_an_editor_looks_at_what_only_a_publisher_may_show(editor):
    page = make_page("Draft", state="draft")
    movie = make_movie("Draft", state="draft", poster=make_image())

    assert editor.post(address(page, "preview"), {}).status_code == 403  # pages are a designer's
    assert look(editor, movie, synopsis="Typed.").status_code == 200


def test_the_button_opens_a_tab_and_stands_where_something_can_be_saved(editor):
    movie, page = make_movie(), make_page()

    of_movie, of_page = editor.get(address(movie)).text, editor.get(address(page)).text

    action = f'formaction="{address(movie, "preview")}" formtarget="_blank">Preview</button>'
    assert action in of_movie
    assert 'name="_look"' not in of_page
    assert 'name="_look"' in editor.get(reverse("admin:catalog_movie_add")).text


def test_what_is_not_there_cannot_be_looked_at(editor):
    assert editor.post("/admin/catalog/movie/999/preview/", {}).status_code == 404
    assert editor.get("/admin/catalog/movie/999/preview/").status_code == 405


def test_rows_beside_the_form_are_seen_too(editor):
    movie = make_movie("Heat")

    html = look(editor, movie, **{"certifications-0-country": "US", "certifications-0-code": "PG-13"}).text

    assert "PG-13" in html
    assert movie.certifications.count() == 0


def test_a_row_that_is_switched_off_is_seen_on_the_homepage(editor):
    row = make_homepage_row("titles", make_movie("Heat"), heading="Old", state="archived")

    assert "Found at last" in look(editor, row, heading="Found at last").text
    assert HomepageRow.objects.get().state == "archived"


def test_originals_are_held_back_as_well(editor, own_files):
    look(editor, make_movie(), poster=a_picture("blue"))

    assert [path for path in Path(own_files).rglob("*") if path.is_file()] == []
