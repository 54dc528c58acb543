"""Drafts of what is live: kept beside it, shown in the form and in previews with drafts, published or discarded."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from catalog.models import Movie
from streamcms.publishing.drafts import Draft, drafts_applied, publish_draft
from streamcms.publishing.models import HistoryNote, Image
from streamcms.publishing.revision import read_revision
from tests.browser_forms import form_of
from tests.draft_forms import PUBLISH, SAVE, address, fields, log_in, save_draft
from tests.factories import (
    make_genre,
    make_movie,
)
from tests.publishing.test_admin_forms import jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return log_in("ada")


@pytest.fixture
def bert():
    return log_in("bert")


@pytest.fixture
def movie():
    return make_movie("Heat", synopsis="Old words.", tagline="A tagline.")


def test_a_draft_is_kept_beside_what_is_live(ada, movie):
    revision = read_revision()

    draft = save_draft(ada, movie, synopsis="New words.")

    assert fields(movie, "synopsis", "version") == ("Old words.", 1)
    assert (draft.name, draft.label, draft.saved_by.username) == ("Heat (2001)", "catalog.movie", "ada")
    assert form_of(ada.get(address(movie)))["synopsis"] == ["New words."]
    assert "New words." not in Client().get("/movies/heat/").content.decode()
    assert "New words." in ada.get("/admin/preview/now~drafts/movies/heat/").content.decode()
    assert "New words." not in ada.get("/admin/preview/now/movies/heat/").content.decode()
    assert [entry.change_message for entry in LogEntry.objects.all()] == ["Saved a draft."]
    assert not HistoryNote.objects.exists()
    assert read_revision() == revision


def test_publishing_makes_one_version_and_ends_the_draft(ada, movie):
    save_draft(ada, movie, synopsis="New words.")

    ada.post(address(movie), form_of(ada.get(address(movie)), **PUBLISH, tagline="New tagline."))

    assert fields(movie, "synopsis", "tagline", "version") == ("New words.", "New tagline.", 2)
    assert Movie.objects.get().locked_fields == {"synopsis", "tagline"}
    assert not Draft.objects.exists()
    assert [note.kind for note in HistoryNote.objects.of(movie)] == ["change", "found"]


def test_discarding_asks_first(ada, movie):
    save_draft(ada, movie, synopsis="New words.")

    page = ada.get(address(movie, "draft/discard"))
    there = Draft.objects.count()
    ada.post(address(movie, "draft/discard"), form_of(page))

    assert (page.status_code, there, Draft.objects.count()) == (200, 1, 0)
    assert fields(movie, "synopsis", "version") == ("Old words.", 1)


def test_an_uploaded_picture_waits_with_its_draft(ada, movie, own_files):
    form = form_of(ada.get(address(movie)))

    ada.post(address(movie), form | SAVE | {"poster": jpeg(400, 600)})
    picture = Image.objects.get()
    live = fields(movie, "poster")
    preview = ada.get("/admin/preview/now~drafts/movies/heat/").content.decode()
    ada.post(address(movie), form_of(ada.get(address(movie)), **PUBLISH))

    assert live == (None,)
    assert picture.key in preview
    assert (own_files / "media" / picture.key).is_dir()
    assert fields(movie, "poster") == (picture,)


def test_a_refused_form_shows_the_draft_and_loses_nothing(ada, movie):
    save_draft(ada, movie, tagline="Draft tagline.")

    refused = ada.post(address(movie), form_of(ada.get(address(movie)), **SAVE, name="", synopsis="Typed."))

    assert refused.status_code == 200
    assert (form_of(refused)["synopsis"], form_of(refused)["tagline"]) == (["Typed."], ["Draft tagline."])
    assert "Draft of ada" in refused.content.decode()


def test_a_draft_that_says_what_is_live_is_none(ada, movie):
    save_draft(ada, movie)
    unchanged = Draft.objects.exists()
    genre = make_genre()
    save_draft(ada, movie, genres=[str(genre.pk)])

    assert (unchanged, Draft.objects.exists()) == (False, True)


def test_a_later_save_of_a_draft_shows_both_versions(ada, bert, movie):
    save_draft(ada, movie, synopsis="First words.")
    opened = bert.get(address(movie))
    save_draft(ada, movie, synopsis="Her words.")

    refused = bert.post(address(movie), form_of(opened, **SAVE, synopsis="His words."))

    differences = {
        each.key: (each.opened, each.theirs, each.mine) for each in refused.context["comparison"].differences
    }
    assert refused.status_code == 409
    assert differences == {"synopsis": ("First words.", "Her words.", "His words.")}
    saved = bert.post(address(movie), form_of(refused, **{"_pick:synopsis": "mine", "_resolve": "choices"}))
    assert saved.status_code == 302
    assert form_of(ada.get(address(movie)))["synopsis"] == ["His words."]
    assert fields(movie, "synopsis") == ("Old words.",)


def test_a_form_that_was_opened_before_the_draft_shows_it_when_saved_as_one(ada, bert, movie):
    opened = bert.get(address(movie))
    save_draft(ada, movie, synopsis="Her words.")

    refused = bert.post(address(movie), form_of(opened, **SAVE, synopsis="His words."))

    assert refused.status_code == 409
    assert [each.theirs for each in refused.context["comparison"].differences] == ["Her words."]


def test_a_form_that_showed_a_draft_never_saves_live(ada, bert, movie):
    save_draft(ada, movie, synopsis="Her words.")
    opened = bert.get(address(movie))
    ada.post(address(movie, "draft/discard"))

    bert.post(address(movie), form_of(opened, _save="1", synopsis="His words."))

    assert fields(movie, "synopsis") == ("Old words.",)


def test_who_may_not_publish_saves_what_is_live_as_a_draft(movie):
    editor = log_in("eve", "Editor")
    opened = editor.get(address(movie))

    editor.post(address(movie), form_of(opened, _save="1", synopsis="Her words."))
    forged = editor.post(address(movie), form_of(editor.get(address(movie)), **PUBLISH))

    assert 'name="_save"' not in opened.content.decode()
    assert (forged.status_code, fields(movie, "synopsis", "version")) == (403, ("Old words.", 1))
    assert Draft.objects.of(movie).saved_by.username == "eve"


def test_who_may_not_publish_restores_nothing_that_is_live(ada, movie):
    ada.post(address(movie), form_of(ada.get(address(movie)), _save="1", synopsis="New words."))
    note = HistoryNote.objects.of(movie).last()
    editor = log_in("eve", "Editor")

    refused = editor.post(address(movie, f"history/{note.pk}/restore"))

    assert (refused.status_code, fields(movie, "synopsis")) == (403, ("New words.",))
    assert "Restore as of" not in editor.get(address(movie, "history/compare") + f"?from={note.pk}").content.decode()


def test_lists_and_the_first_page_tell_of_drafts(ada, movie):
    make_movie("Ronin")
    save_draft(ada, movie, synopsis="New words.")

    of_movies = ada.get("/admin/catalog/movie/").content.decode()
    waiting = ada.get("/admin/").content.decode().split('id="work-drafts"')[1].split('id="work-coming"')[0]

    assert (of_movies.count("has a draft"), waiting.count("Heat (2001)"), waiting.count("Ronin")) == (1, 1, 0)


def test_a_page_of_rows_says_that_it_is_live_at_once(ada, movie):
    waiting = make_movie(state="draft")

    pages = [ada.get(address(each, "credits")).content.decode() for each in (movie, waiting)]

    assert ["is live at once" in page for page in pages] == [True, False]


def test_who_may_only_look_sees_the_draft_and_no_button(ada, movie):
    save_draft(ada, movie, synopsis="Her words.")

    page = log_in("vic", "Viewer").get(address(movie)).content.decode()

    assert "Her words." in page
    assert "_save_draft" not in page
    assert "draft/discard" not in page


def test_a_draft_goes_with_its_thing_and_comes_back_with_it(ada, movie):
    save_draft(ada, movie, synopsis="New words.")
    ada.post(address(movie, "delete"), {"post": "yes"})
    gone = Draft.objects.count()

    note = HistoryNote.objects.get(kind="deletion")
    ada.post(f"/admin/catalog/movie/deleted/{note.pk}/recover/")

    assert gone == 0
    assert form_of(ada.get(address(movie)))["synopsis"] == ["New words."]


def test_a_draft_of_what_was_deleted_by_hand_is_told(ada, movie):
    draft = save_draft(ada, movie, synopsis="New words.")
    Movie.objects.filter(pk=movie.pk)._raw_delete("default")

    with drafts_applied([draft]) as broken:
        pass

    assert broken == [(draft, "It was deleted.")]
    assert publish_draft(draft, User.objects.get()).problems == ["It is not there any more."]
