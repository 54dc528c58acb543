"""An editor edits and proposes; showing, hiding and scheduling is a publisher's; each write leaves who, when, what."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from catalog.models import Episode, Movie
from people.models import Person
from streamcms.publishing.models import Draft, HistoryNote
from tests.browser_forms import form_of
from tests.factories import make_episode, make_movie, make_page, make_season, make_slide, make_theme
from theming.models import Page
from theming.theme_records import theme_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_role(client):
    def log_in(role):
        user = User.objects.create_user(role, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def editor(as_role):
    return as_role("Editor")


def address(movie, page="change"):
    return f"/admin/catalog/movie/{movie.pk}/{page}/"


def test_an_editor_is_not_offered_published(editor):
    draft = make_movie(state="draft")

    page = editor.get(address(draft))

    states = [value for value, _label in page.context["adminform"].form.fields["state"].choices]
    assert states == ["draft", "in_review", "archived"]


@pytest.mark.parametrize("state", ["draft", "in_review", "archived"])
def test_an_editor_cannot_publish_by_a_forged_post(editor, state):
    movie = make_movie(state=state)
    form = form_of(editor.get(address(movie)), state="published")

    response = editor.post(address(movie), form)

    assert "state" in response.context["adminform"].form.errors
    assert Movie.objects.get().state == state


def test_an_editor_proposes_changes_of_what_is_published_and_neither_hides_nor_schedules_it(editor):
    movie = make_movie("Heat", synopsis="Old.")
    forged = {"state": "archived", "publish_at_0": "2090-01-01", "publish_at_1": "10:00"}

    editor.post(address(movie), form_of(editor.get(address(movie)), synopsis="New.", **forged))

    movie.refresh_from_db()
    assert (movie.synopsis, movie.state, movie.publish_at, movie.unpublish_at) == ("Old.", "published", None, None)
    (proposed,) = Draft.objects.get().payload["catalog.title"].values()
    assert (proposed["synopsis"], proposed["state"], proposed["publish_at"]) == ("New.", "published", None)


def test_an_editor_proposes_a_window_for_a_draft(editor):
    movie = make_movie(state="draft")
    window = {"publish_at_0": "2090-01-01", "publish_at_1": "10:00"}

    editor.post(address(movie), form_of(editor.get(address(movie)), **window))

    assert Movie.objects.get().publish_at == dt.datetime(2090, 1, 1, 10, tzinfo=dt.UTC)


def test_an_editor_adds_no_published_person(editor):
    form = form_of(editor.get("/admin/people/person/add/"), name="Ada")

    editor.post("/admin/people/person/add/", form)
    editor.post("/admin/people/person/add/", form | {"name": ["Bert"], "state": ["published"]})

    assert list(Person.objects.values_list("name", "state")) == [("Ada", "draft")]


def test_an_editor_publishes_no_episode_among_the_rows_of_a_season(editor):
    season = make_season()
    draft, shown = make_episode(season, 1, state="draft"), make_episode(season, 2)
    url = f"/admin/catalog/season/{season.pk}/episodes/"

    page = editor.get(url)
    refused = editor.post(url, form_of(page, **{"rows-0-state": "published"}))
    editor.post(url, form_of(page, **{"rows-1-state": "archived", "rows-1-name": "New name"}))

    assert refused.context["formset"].forms[0].errors.keys() == {"state"}
    assert list(Episode.objects.order_by("number").values_list("pk", "state")) == [
        (draft.pk, "draft"),
        (shown.pk, "published"),
    ]
    assert Episode.objects.get(pk=shown.pk).name == "New name"


@pytest.mark.parametrize("role", ["Publisher", "Administrator"])
def test_who_may_publish_does(as_role, role):
    client, movie = as_role(role), make_movie(state="draft")

    client.post(address(movie), form_of(client.get(address(movie)), state="published"))

    assert Movie.objects.get().state == "published"


def test_a_designer_publishes_pages_and_no_title(as_role):
    client, page, movie = as_role("Designer"), make_page(state="draft"), make_movie(state="draft")
    url = f"/admin/theming/page/{page.pk}/change/"

    client.post(url, form_of(client.get(url), state="published"))
    refused = client.post(address(movie), {"state": "published"})

    assert (Page.objects.get().state, Movie.objects.get().state, refused.status_code) == ("published", "draft", 403)


def test_restoring_what_was_published_publishes_nothing(as_role):
    client, movie = as_role("Publisher"), make_movie("Heat", synopsis="Old.")
    client.post(address(movie), form_of(client.get(address(movie)), synopsis="New.", state="draft"))
    found = HistoryNote.objects.of(movie).last()

    client.post(address(movie, f"history/{found.pk}/restore"))

    movie.refresh_from_db()
    assert (movie.synopsis, movie.state) == ("Old.", "draft")


def test_what_an_editor_recovers_is_not_shown(as_role):
    client, movie = as_role("Administrator"), make_movie("Heat")
    client.post(address(movie, "delete"), {"post": "yes"})
    note = HistoryNote.objects.get(kind="deletion")
    client = as_role("Editor")

    client.post(f"/admin/catalog/movie/deleted/{note.pk}/recover/")

    assert Movie.objects.get().state == "in_review"


def written(client, url, data):
    before = set(LogEntry.objects.values_list("pk", flat=True))
    assert client.post(url, data).status_code in (200, 302)
    return LogEntry.objects.exclude(pk__in=before)


def test_every_kind_of_write_leaves_who_when_and_what(as_role, own_files):
    client = as_role("Administrator")
    movie, page, second, theme = make_movie("Heat"), make_page(), make_page(), make_theme()
    weights = form_of(client.get("/admin/catalog/similartitle/weights/"))
    file = SimpleUploadedFile("a.json", theme_file(theme).encode())
    credits = address(movie, "credits")
    person = Person.objects.create(name="A", slug="a")
    row = {"rows-0-person": person.pk, "rows-0-department": "acting", "rows-0-job": "Actor"}
    writes = {
        "add": ("/admin/catalog/movie/add/", form_of(client.get("/admin/catalog/movie/add/"), name="Ran")),
        "change": (address(movie), form_of(client.get(address(movie)), tagline="New.")),
        "rows": (credits, form_of(client.get(credits), **row)),
        "move": (f"/admin/theming/page/{second.pk}/move/", {"move": "up"}),
        "switch": (f"/admin/theming/slide/{make_slide().pk}/switch/", {"switch": "off"}),
        "weights": ("/admin/catalog/similartitle/weights/", weights),
        "import": ("/admin/theming/theme/import/", {"file": file}),
        "delete": (f"/admin/theming/page/{page.pk}/delete/", {"post": "yes"}),
    }

    entries = {name: list(written(client, *write)) for name, write in writes.items()}

    assert {name: len(found) for name, found in entries.items() if not found} == {}
    assert {entry.user.username for found in entries.values() for entry in found} == {"Administrator"}
    long_ago = timezone.now() - dt.timedelta(minutes=1)
    assert [entry for found in entries.values() for entry in found if entry.action_time < long_ago] == []
