"""Drafts of what is live: kept beside it, shown in the form and in previews with drafts, published or discarded."""

import html
import itertools

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core import serializers
from django.db import connection, transaction
from django.test import Client

from catalog.models import Certification, CollectionMembership, Movie, SeasonTranslation, Show, Title
from streamcms.publishing.admin_site.drafting import Drafting
from streamcms.publishing.admin_site.parts_of import form_rows_of
from streamcms.publishing.drafts import Draft, drafts_applied, publish_draft
from streamcms.publishing.models import HistoryNote, Image, PublicSlug
from streamcms.publishing.revision import read_revision
from tests.browser_forms import form_of
from tests.factories import (
    make_collection,
    make_draft,
    make_episode,
    make_genre,
    make_homepage_row,
    make_movie,
    make_page,
    make_person,
    make_season,
    make_show,
    make_slide,
    make_theme,
)
from tests.publishing.test_admin_forms import jpeg

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


def row_of_person():
    return make_person("Ada", biography="Old.")


CERTIFICATION = {"certifications-TOTAL_FORMS": "1", "certifications-0-country": "US", "certifications-0-code": "R"}
KINDS = {  # how one is made, and what is changed in its form
    "movie": (lambda: make_movie("Heat", genres=[make_genre()]), {"name": "The Heat", "genres": [], **CERTIFICATION}),
    "show": (lambda: make_show("Lost"), {"released": "2004-09", "production_status": "ended", **CERTIFICATION}),
    "season": (make_season, {"number": "7", "aired": "1999"}),
    "episode": (make_episode, {"name": "Pilot", "runtime": "50"}),
    "person": (row_of_person, {"also_known_as": "A. L.\r\nThe Countess", "born": "1815-12-10"}),
    "collection": (lambda: make_collection("Crime"), {"name": "The Crimes", "slug": ""}),
    "page": (make_page, {"body": "Other words.", "is_in_footer": None}),
    "slide": (make_slide, {"headline": "Now.", "text": "Look."}),
    "homepagerow": (lambda: make_homepage_row("top_rated"), {"kind": "coming_soon", "count": "8"}),
    "theme": (make_theme, {"accent": "lime-300", "token-surface": "#101418"}),
}


def everything(thing):
    """All columns of the thing and of its form's rows but keys and the moment, many-to-many keys too."""
    model_admin = admin.site.get_model_admin(form_model(thing))
    rows = form_rows_of(model_admin, thing)
    told = [row["fields"] for row in serializers.serialize("python", rows)]
    return [{name: value for name, value in each.items() if name != "updated_at"} for each in told]


def form_model(thing):
    return {"movie": Movie, "show": Show}[thing.kind] if isinstance(thing, Title) else type(thing)


@pytest.mark.parametrize("kind", KINDS)
def test_a_published_draft_is_what_a_save_would_have_made(ada, kind):
    User.objects.filter(username="ada").update(is_superuser=True)
    build, changes = KINDS[kind]
    thing = build()
    form = form_of(ada.get(address(thing)), **changes)
    before = everything(thing)

    with transaction.atomic():
        saved = ada.post(address(thing), form | {"_save": "1"})
        wanted = everything(thing)
        transaction.set_rollback(True)
    draft_saved = ada.post(address(thing), form | SAVE)
    live = everything(thing)
    ada.post(address(thing, "draft/publish"), form_of(ada.get(address(thing, "draft/publish"))))

    assert (saved.status_code, draft_saved.status_code) == (302, 302)
    assert (live, live == wanted) == (before, False)
    assert everything(thing) == wanted
    assert not Draft.objects.exists()


def test_rows_are_added_changed_removed_and_put_in_another_order(ada, movie):
    first, second = make_collection("First", [movie]), make_collection("Second", [movie])
    gone = Certification.objects.create(title=movie, country="DE", code="16")
    kept = Certification.objects.create(title=movie, country="US", code="R")
    form = form_of(ada.get(address(movie)))
    indexes = {form[f"certifications-{index}-id"][0]: index for index in range(2)}
    places = {form[f"collection_memberships-{index}-collection"][0]: index for index in range(2)}
    changes = {
        f"certifications-{indexes[str(gone.pk)]}-DELETE": "on",
        f"certifications-{indexes[str(kept.pk)]}-code": "PG-13",
        "certifications-2-country": "FR",
        "certifications-2-code": "12",
        f"collection_memberships-{places[str(first.pk)]}-position": "9",
        f"collection_memberships-{places[str(second.pk)]}-position": "3",
    }

    save_draft(ada, movie, **changes)
    live = sorted(Certification.objects.values_list("country", "code"))
    shown = form_of(ada.get(address(movie)))
    outcome = publish_draft(Draft.objects.get(), User.objects.get())

    assert live == [("DE", "16"), ("US", "R")]
    assert [shown[f"certifications-{index}-country"] for index in range(2)] == [["FR"], ["US"]]
    assert outcome.is_published
    assert sorted(Certification.objects.values_list("country", "code")) == [("FR", "12"), ("US", "PG-13")]
    assert set(CollectionMembership.objects.values_list("collection", "position")) == {(first.pk, 9), (second.pk, 3)}


def test_two_rows_swap_what_must_be_unique(ada):
    season = make_season()
    for language, name in (("ar", "One"), ("de", "Two")):
        SeasonTranslation.objects.create(season=season, language=language, name=name)

    draft = make_draft(season)
    swap(draft.payload["catalog.seasontranslation"], "language")
    draft.save()
    outcome = publish_draft(draft, User.objects.get())

    assert outcome.is_published
    assert dict(SeasonTranslation.objects.values_list("name", "language")) == {"One": "de", "Two": "ar"}


def swap(rows, field):
    one, other = rows.values()
    one[field], other[field] = other[field], one[field]


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


def test_keys_of_new_rows_are_given_to_nobody_else(ada, movie):
    save_draft(ada, movie, **CERTIFICATION)

    other = Certification.objects.create(title=make_movie(), country="US", code="PG")
    outcome = publish_draft(Draft.objects.get(), User.objects.get())

    assert outcome.is_published
    assert set(Certification.objects.values_list("title", "code")) == {(movie.pk, "R"), (other.title_id, "PG")}


def test_tables_of_what_is_drafted_count_their_keys_up():
    """What reserve_keys() relies on: without AUTOINCREMENT SQLite takes the highest key that is there."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's sequences roll nothing back.")
    drafted = [each for each in admin.site._registry.values() if isinstance(each, Drafting)]
    tables = {model._meta.db_table for each in drafted for model in (each.model, *(i.model for i in each.inlines))}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'")
        counting = {name for (name,) in cursor.fetchall()}

    assert tables - counting == set()
    assert len(tables) > 10


def test_a_key_that_another_thing_has_is_not_taken_from_it(ada, movie):
    draft = save_draft(ada, movie, **CERTIFICATION)
    (key,) = draft.payload["catalog.certification"]
    other = Certification.objects.create(pk=key, title=make_movie(), country="DE", code="16")

    outcome = publish_draft(draft, User.objects.get())
    form = ada.get(address(movie))

    assert outcome.problems == ["Certification “DE: 16”: its number belongs to something else by now."]
    assert outcome.problems[0] in html.unescape(form.content.decode())
    assert Certification.objects.get().title_id == other.title_id
    assert Draft.objects.exists()


def test_themes_swap_their_addresses():
    one, other = make_theme("Lantern"), make_theme("Candle")
    drafts = [make_draft(one, slug="candle"), make_draft(other, slug="lantern")]

    with drafts_applied(drafts) as broken:
        swapped = fields(one, "slug") + fields(other, "slug")

    assert (broken, swapped) == ([], ("candle", "lantern"))
    assert fields(one, "slug") + fields(other, "slug") == ("lantern", "candle")
    assert not PublicSlug.objects.filter(slug__startswith="parked").exists()


def changed_by_both(ada, bert, movie):
    """A draft of Ada's, and what Bert saved meanwhile."""
    opened = bert.get(address(movie))
    save_draft(ada, movie, synopsis="Her words.", tagline="Her tagline.")
    bert.post(address(movie), form_of(opened, synopsis="His words.", metascore="77", _save="1"))
    return ada.get(address(movie))


def lines(response):
    return {each.key: (each.opened, each.theirs, each.mine, each.pick) for each in response.context["draft"].conflicts}


def test_what_both_changed_is_named_and_chosen(ada, bert, movie):
    form = changed_by_both(ada, bert, movie)
    key = f"catalog.title:{movie.pk}:synopsis"

    to_choose = ada.post(address(movie), form_of(form, **PUBLISH))
    page = ada.get(to_choose.url)
    undecided = ada.post(to_choose.url, form_of(page))

    assert lines(form) == lines(page) == {key: ("Old words.", "His words.", "Her words.", "")}
    assert (undecided.status_code, fields(movie, "synopsis")) == (200, ("His words.",))
    assert form_of(form)["synopsis"], form_of(form)["metascore"] == (["Her words."], ["77"])


@pytest.mark.parametrize(("pick", "synopsis"), [("mine", "Her words."), ("theirs", "His words.")])
def test_what_was_chosen_is_published(ada, bert, movie, pick, synopsis):
    changed_by_both(ada, bert, movie)
    page = ada.get(address(movie, "draft/publish"))
    choice = {f"_pick:catalog.title:{movie.pk}:synopsis": pick}

    ada.post(address(movie, "draft/publish"), form_of(page, **choice))

    assert fields(movie, "synopsis", "tagline", "metascore", "version") == (synopsis, "Her tagline.", 77, 3)
    assert not Draft.objects.exists()


def test_choices_are_kept_in_the_draft_for_who_publishes(bert, movie):
    editor = log_in("eve", "Editor")
    page = changed_by_both(editor, bert, movie)
    choice = {f"_pick:catalog.title:{movie.pk}:synopsis": "theirs"}
    url = address(movie, "draft/publish")

    refused = editor.post(url, form_of(editor.get(url), **choice))
    editor.post(url, form_of(editor.get(url), **choice, _settle="1"))

    assert refused.status_code == 403
    assert fields(movie, "synopsis", "tagline", "version") == ("His words.", "A tagline.", 2)
    page = editor.get(address(movie))
    assert lines(page) == {}
    assert (form_of(page)["synopsis"], form_of(page)["tagline"]) == (["His words."], ["Her tagline."])


def test_a_conflict_is_asked_again_after_the_draft_was_saved_again(ada, bert, movie):
    form = changed_by_both(ada, bert, movie)

    ada.post(address(movie), form_of(form, **SAVE, runtime="90"))
    outcome = publish_draft(Draft.objects.get(), User.objects.get(username="ada"))

    assert [(each.field, each.base, each.live) for each in outcome.conflicts] == [
        ("synopsis", "Old words.", "His words.")
    ]
    assert (outcome.is_published, Draft.objects.count()) == (False, 1)


def test_what_changed_while_one_chose_is_shown_again(ada, bert, movie):
    changed_by_both(ada, bert, movie)
    url = address(movie, "draft/publish")
    page = form_of(ada.get(url), **{f"_pick:catalog.title:{movie.pk}:synopsis": "mine"})
    Movie.objects.filter(pk=movie.pk).update(synopsis="Third words.")

    again = ada.post(url, page)

    assert again.status_code == 200
    assert [line[1] for line in lines(again).values()] == ["Third words."]
    assert fields(movie, "synopsis") == ("Third words.",)


def test_a_row_that_was_removed_meanwhile_is_a_conflict(ada, movie):
    row = Certification.objects.create(title=movie, country="US", code="R")
    save_draft(ada, movie, **{"certifications-0-code": "PG"})
    draft, name = Draft.objects.get(), f"catalog.certification:{row.pk}:"
    key = row.pk
    row.delete()

    asked = publish_draft(draft, User.objects.get())
    given_back = publish_draft(draft, User.objects.get(), {name: "mine"})

    assert [each.name for each in asked.conflicts] == [name]
    assert given_back.is_published
    assert Certification.objects.values_list("pk", "code").get() == (key, "PG")


def test_genres_of_both_are_kept(ada, movie):
    hers, his = make_genre("Hers"), make_genre("His")
    draft = save_draft(ada, movie, genres=[str(hers.pk)])
    movie.genres.add(his)

    outcome = publish_draft(draft, User.objects.get())

    assert (outcome.is_published, set(movie.genres.all())) == (True, {hers, his})


def test_a_genre_that_is_gone_is_named_and_left_out(ada, movie):
    genre, other = make_genre("Gone"), make_genre("There")
    draft = save_draft(ada, movie, genres=[str(genre.pk), str(other.pk)])
    genre.delete()

    outcome = publish_draft(draft, User.objects.get())

    assert (outcome.is_published, list(movie.genres.all())) == (True, [other])
    assert outcome.dropped == ["Movie “Heat (2001)”: Genres: some of them are gone."]


def test_an_address_taken_meanwhile_keeps_the_draft(ada, movie):
    draft = save_draft(ada, movie, slug="taken")
    make_movie("Taken")

    outcome = publish_draft(draft, User.objects.get())

    assert not outcome.is_published
    assert len(outcome.problems) == 1
    assert "“taken” was the public address of something else" in outcome.problems[0]
    assert fields(movie, "slug") == ("heat",)
    assert ada.get(address(movie)).status_code == 200


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


class Killed(BaseException):
    """No handler of ours or Django's stops this, as none stops a kill."""


def killed_at(number):
    """Wraps the execution of statements: the process is gone when the n-th one is to be sent."""
    counter = itertools.count(1)

    def wrapper(execute, sql, params, many, context):
        if next(counter) == number:
            raise Killed
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


@pytest.mark.parametrize("button", [SAVE, PUBLISH])
def test_killed_between_any_two_statements_it_is_as_it_was(ada, movie, button):
    save_draft(ada, movie, synopsis="First words.", **CERTIFICATION)
    form = form_of(ada.get(address(movie)), **button, synopsis="Last words.")
    before = everything(movie), Draft.objects.values().get(), LogEntry.objects.count()

    for number in itertools.count(1):
        try:
            with transaction.atomic(), killed_at(number):
                ada.post(address(movie), form)
            break
        except Killed:
            assert (everything(movie), Draft.objects.values().get(), LogEntry.objects.count()) == before

    assert number > 30
    assert (everything(movie), Draft.objects.values().first(), LogEntry.objects.count()) != before
