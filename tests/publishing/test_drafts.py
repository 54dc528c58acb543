"""Drafts of what is live: kept beside it, shown in the form and in previews with drafts, published or discarded."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client

from catalog.models import Movie, Title
from streamcms.publishing.drafts import Draft
from streamcms.publishing.models import HistoryNote
from streamcms.publishing.revision import read_revision
from tests.browser_forms import form_of
from tests.factories import (
    make_movie,
)

pytestmark = pytest.mark.django_db

SAVE, PUBLISH = {"_save_draft": "1"}, {"_publish_draft": "1"}


def log_in(name, role="Publisher"):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ada():
    return log_in("ada")


@pytest.fixture
def bert():
    return log_in("bert")


@pytest.fixture
def movie():
    return make_movie("Heat", synopsis="Old words.", tagline="A tagline.")


def address(thing, page="change"):
    kind = thing.kind if isinstance(thing, Title) else thing._meta.model_name
    return f"/admin/{thing._meta.app_label}/{kind}/{thing.pk}/{page}/"


def save_draft(client, thing, **changes):
    response = client.post(address(thing), form_of(client.get(address(thing)), **SAVE | changes))
    assert response.status_code == 302, response.context["errors"]
    return Draft.objects.of(thing)


def fields(thing, *names):
    thing = type(thing)._base_manager.get(pk=thing.pk)
    return tuple(getattr(thing, name) for name in names)


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
