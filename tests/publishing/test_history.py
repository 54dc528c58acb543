"""History: who changed what and when, compared, restored with credits; deleted things recovered; what is kept."""

import datetime as dt

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some
from reversion.models import Revision, Version

from catalog.models import Credit, Episode, Genre, Movie, Season, Show
from streamcms.publishing.admin_site.parts_of import rows_of
from streamcms.publishing.history.retention import superfluous, trim_history
from streamcms.publishing.history.snapshots import snapshot, store
from streamcms.publishing.history.words import word_diff
from streamcms.publishing.models import ExternalId, HistoryNote
from streamcms.publishing.revision import read_revision
from tests.browser_forms import form_of
from tests.factories import (
    make_collection,
    make_credit,
    make_episode,
    make_genre,
    make_movie,
    make_person,
    make_season,
    make_show,
    make_video,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = User.objects.create_user("ada", is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher"))
    client.force_login(user)
    return client


def address(movie, page="change"):
    return f"/admin/catalog/{movie.kind}/{movie.pk}/{page}/"


def save(client, movie, **changes):
    response = client.post(address(movie), form_of(client.get(address(movie)), **changes))
    assert response.status_code == 302, response.context["errors"]


def kinds(thing):
    return [note.kind for note in HistoryNote.objects.of(thing)]


def changes(response):
    """{label: (before, after)} of the thing's own fields, and [(heading, kind)] of its parts."""
    own = {
        each.label: tuple("".join(text for text, _changed in side) for side in (each.before, each.after))
        for each in response.context["changes"]
    }
    return own, [(part.heading, part.kind) for part in response.context["part_changes"]]


def test_the_first_save_keeps_what_was_found_and_what_was_changed(editor):
    movie = make_movie("Heat", synopsis="Old words.")

    save(editor, movie, synopsis="New words.")

    change, found = HistoryNote.objects.of(movie)
    assert (change.kind, found.kind, found.revision.user) == ("change", "found", None)
    assert (change.revision.user.username, change.revision.get_comment()) == ("ada", "Changed Synopsis.")


def test_a_save_that_changes_nothing_leaves_no_version(editor):
    movie = make_movie("Heat")
    save(editor, movie, synopsis="New.")

    save(editor, movie)

    assert kinds(movie) == ["change", "found"]


def test_what_came_from_elsewhere_is_not_told_as_the_editors(editor):
    movie = make_movie("Heat")
    save(editor, movie, synopsis="New.")
    Movie.objects.filter(pk=movie.pk).update(tagline="Imported.")

    save(editor, movie, synopsis="Newer.")

    newest, between = HistoryNote.objects.of(movie)[:2]
    page = editor.get(address(movie, "history/compare"), {"from": between.pk, "to": newest.pk})
    assert kinds(movie) == ["change", "found", "change", "found"]
    assert changes(page) == ({"Synopsis": ("New.", "Newer.")}, [])


def test_two_versions_are_compared_with_their_parts(editor):
    drama, crime = make_genre("Drama"), make_genre("Crime")
    movie = make_movie("Heat", genres=[drama], synopsis="A thief is followed.")
    make_credit(movie, make_person("Gone"), character="X")
    make_credit(movie, make_person("Al"), character="Y")
    save(editor, movie, tagline="First.")
    first = HistoryNote.objects.of(movie).first()
    url = address(movie, "credits")
    row = {"rows-2-person": make_person("New").pk, "rows-2-department": "directing", "rows-2-job": "Director"}
    editor.post(url, form_of(editor.get(url), **row, **{"rows-0-DELETE": "on", "rows-1-character": "Vincent"}))
    save(editor, movie, genres=[str(crime.pk)], synopsis="A thief is chased.")

    page = editor.get(address(movie, "history/compare"), {"from": first.pk, "to": "now"})

    own, parts = changes(page)
    assert own == {"Genres": ("Drama", "Crime"), "Synopsis": ("A thief is followed.", "A thief is chased.")}
    assert parts == [
        ("Credit Gone · acting · Actor", "removed"),
        ("Credit Al · acting · Actor", "changed"),
        ("Credit New · directing · Director", "added"),
    ]
    assert b"<del>followed</del>" in page.content
    assert b"<ins>chased</ins>" in page.content


def everything(movie):
    """What a title and its parts are, keys included, as history sees it."""
    taken = snapshot(rows_of(admin.site._registry[type(movie)], movie))
    return {key: text for key, text in taken.items() if key[1] != str(movie.pk)}


def test_a_version_is_restored_with_its_credits_and_other_parts(editor):
    movie = Movie.objects.get(pk=make_movie("Heat", genres=[make_genre("Drama")], synopsis="Old.").pk)
    make_credit(movie, make_person("Al"), character="Vincent", billing_order=1)
    make_credit(movie, make_person("Bob"), character="Neil", billing_order=2)
    make_video(movie)
    make_collection("Heists", [movie])
    ExternalId.objects.create(provider="imdb", kind="title", value="tt1", subject=movie)
    save(editor, movie, tagline="As it should be.")
    wanted, note = everything(movie), HistoryNote.objects.of(movie).first()
    url = address(movie, "credits")
    editor.post(url, form_of(editor.get(url), **{"rows-0-DELETE": "on", "rows-1-character": "Nobody"}))
    movie.videos.all().delete()
    movie.genres.clear()
    movie.external_ids.all().delete()
    movie.collection_memberships.all().delete()
    save(editor, movie, tagline="Spoilt.", synopsis="Spoilt.")

    response = editor.post(address(movie, f"history/{note.pk}/restore"), follow=True)

    movie.refresh_from_db()
    said = [str(message) for message in response.context["messages"]]
    assert said[-1] == "Restored. Whether and when it is shown stays as it was."
    assert everything(movie) == wanted
    assert (movie.tagline, movie.synopsis, [genre.name for genre in movie.genres.all()]) == (
        "As it should be.",
        "Old.",
        ["Drama"],
    )
    assert {"tagline", "synopsis", "genres", "credits", "videos", "external_ids"} <= movie.locked_fields
    assert kinds(movie)[0] == "restoration"


def test_what_cannot_be_restored_is_named_and_the_rest_is(editor):
    movie = make_movie("Heat", synopsis="Old.")
    person = make_person("Al")
    make_credit(movie, person, character="Vincent")
    save(editor, movie, tagline="One.")
    note = HistoryNote.objects.of(movie).first()
    movie.credits.all().delete()
    person.delete()
    make_movie("Another", slug="heat-2")
    save(editor, movie, synopsis="New.", slug="heat-1995")

    response = editor.post(address(movie, f"history/{note.pk}/restore"), follow=True)

    movie.refresh_from_db()
    said = [str(message) for message in response.context["messages"]][-1]
    assert (movie.synopsis, movie.slug, movie.credits.count()) == ("Old.", "heat", 0)
    assert said.startswith("Not everything could be put back. credit: ")


def rows_of_show():
    return [
        list(Credit.objects.values()),
        list(Episode.objects.values("pk", "name")),
        list(Season.objects.values("pk", "number")),
    ]


def test_a_deleted_show_is_recovered_with_seasons_episodes_and_credits(admin_client):
    show = Show.objects.get(pk=make_show("Fleet", genres=[make_genre()]).pk)
    episode = make_episode(make_season(show), name="Pilot")
    make_credit(show, make_person("Al"), character="Captain")
    make_credit(show, make_person("Bob"), character="Guest", episode=episode)
    before = rows_of_show()
    admin_client.post(address(show, "delete"), {"post": "yes"})
    listed = admin_client.get("/admin/catalog/show/deleted/")
    (note,) = listed.context["notes"]

    response = admin_client.post(f"/admin/catalog/show/deleted/{note.pk}/recover/", follow=True)

    assert [str(message) for message in response.context["messages"]] == ["“Fleet (2001)” is there again."]
    assert (note.name, note.revision.user.username) == ("Fleet (2001)", "admin")
    assert rows_of_show() == before
    assert Show.objects.get().genres.count() == 1
    assert list(admin_client.get("/admin/catalog/show/deleted/").context["notes"]) == []
    assert list(admin_client.get("/admin/catalog/movie/deleted/").context["notes"]) == []


def test_a_genre_comes_back_to_the_titles_that_had_it(editor):
    genre = make_genre("Noir")
    movie = make_movie(genres=[genre, make_genre("Drama")])
    editor.post(f"/admin/catalog/genre/{genre.pk}/delete/", {"post": "yes"})
    note = HistoryNote.objects.get(kind="deletion")

    editor.post(f"/admin/catalog/genre/deleted/{note.pk}/recover/")

    assert sorted(movie.genres.values_list("name", flat=True)) == ["Drama", "Noir"]


def test_what_is_deleted_from_a_list_is_recovered_too(admin_client):
    genres = [make_genre("One"), make_genre("Two")]
    action = {"action": "delete_selected", "post": "yes", "_selected_action": [genre.pk for genre in genres]}
    admin_client.post("/admin/catalog/genre/", action)
    gone = Genre.objects.count()

    for note in HistoryNote.objects.filter(kind="deletion"):
        admin_client.post(f"/admin/catalog/genre/deleted/{note.pk}/recover/")

    assert (gone, set(Genre.objects.values_list("pk", flat=True))) == (0, {genre.pk for genre in genres})


def test_an_address_that_was_taken_meanwhile_is_another_after_recovering(admin_client):
    movie = make_movie("Heat", state="draft")
    admin_client.post(address(movie, "delete"), {"post": "yes"})
    make_movie("Heat")
    note = HistoryNote.objects.get(kind="deletion")

    admin_client.post(f"/admin/catalog/movie/deleted/{note.pk}/recover/")

    assert Movie.objects.get(pk=movie.pk).slug == "heat-2"


def test_an_episode_saved_among_rows_has_a_history_of_its_own(editor):
    season = make_season()
    episode = make_episode(season, 1, "Pilot")
    url = f"/admin/catalog/season/{season.pk}/episodes/"

    editor.post(url, form_of(editor.get(url), **{"rows-0-name": "The Pilot"}))

    assert kinds(episode) == ["change", "found"]
    assert kinds(season) == []


def test_a_look_at_history_writes_nothing_and_saves_leave_the_revision_its_number(editor):
    movie = make_movie("Heat")
    save(editor, movie, tagline="New.")
    note = HistoryNote.objects.of(movie).first()
    before = (Revision.objects.count(), read_revision())

    for page in ("history", f"history/compare/?from={note.pk}&to=now", "change"):
        assert editor.get(address(movie, page).replace("now/", "now")).status_code == 200
    store(snapshot([movie]), movie, "change")

    assert (Revision.objects.count() - 1, read_revision()) == before


def test_a_save_of_a_thousand_credits_takes_as_many_queries_as_of_one(editor, django_assert_max_num_queries):
    movie, person = make_movie("Heat"), make_person("Al")
    Credit.objects.bulk_create(
        Credit(title=movie, person=person, department="acting", job="Actor", character=f"Role {n}") for n in range(1000)
    )
    form = form_of(editor.get(address(movie)), tagline="New.")

    with django_assert_max_num_queries(120):
        assert editor.post(address(movie), form).status_code == 302
    assert Version.objects.count() == 2 * 1001


NOW = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)


def entries(*days_ago):
    return [(days, NOW - dt.timedelta(days=days)) for days in days_ago]


@pytest.mark.parametrize(
    ("kept", "gone"),
    [
        ((1, 2, 3), ()),
        ((100, 101, 102), ()),  # always the last three
        ((1, 2, 3, 89), ()),
        ((1, 2, 3, 100), (101, 102)),  # the last of a month
        ((1, 2, 3, 95, 120, 150), (96, 121)),
    ],
)
def test_the_rule_keeps_the_newest_all_of_the_last_days_and_the_last_of_each_month(kept, gone):
    assert superfluous(entries(*sorted((*kept, *gone))), NOW, days=90, last=3) == list(gone)


def test_trimming_removes_what_the_rule_does_not_keep(settings, capsys):
    movie, other = make_movie("Heat"), make_movie("Ran")
    for number in range(6):
        note = store(snapshot([movie]), movie, "change")
        Revision.objects.filter(pk=note.revision_id).update(
            date_created=timezone.now() - dt.timedelta(days=400 - number // 3)
        )
    store(snapshot([other]), other, "change")
    settings.HISTORY_KEEP = {"days": 90, "last": 2}

    call_command("trim_history", dry_run=True)
    untouched = HistoryNote.objects.count()
    call_command("trim_history")

    dry, wet = capsys.readouterr().out.splitlines()
    assert untouched == 7
    assert dry == f"would be {wet}"
    assert wet.startswith("removed ")
    assert wet.endswith("kept: all of 90 days, then the last of each month, always the last 2")
    assert HistoryNote.objects.of(movie).count() in (2, 3)  # 400 and 399 days ago may lie in two months
    assert Version.objects.count() == HistoryNote.objects.count()
    assert trim_history(days=90, last=2)[0] == 0


def joined(side):
    return "".join(text for text, _changed in side)


@given(some.text(alphabet="ab \n.", max_size=40), some.text(alphabet="ab \n.", max_size=40))
def test_the_sides_of_a_comparison_are_the_two_texts(before, after):
    gone, new = word_diff(before, after)

    assert (joined(gone), joined(new)) == (before, after)
    assert same_words(gone) == same_words(new)


def same_words(side):
    return "".join(text for text, is_changed in side if not is_changed)


def test_only_the_words_that_changed_are_marked():
    gone, new = word_diff("The thief runs away.", "The old thief walks away.")

    assert [text for text, is_changed in gone if is_changed] == ["runs"]
    assert [text.strip() for text, is_changed in new if is_changed] == ["old", "walks"]
