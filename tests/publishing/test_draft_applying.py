"""A published draft is what a save would have made: every kind, rows of inlines, keys, and no half of it."""

import html
import itertools

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection, transaction

from catalog.models import Certification, CollectionMembership, SeasonTranslation
from streamcms.publishing.admin_site.drafting import Drafting
from streamcms.publishing.drafts import Draft, drafts_applied, publish_draft
from streamcms.publishing.models import PublicSlug
from tests.browser_forms import form_of
from tests.draft_forms import CERTIFICATION, PUBLISH, SAVE, address, everything, fields, log_in, save_draft
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

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return log_in("ada")


@pytest.fixture
def movie():
    return make_movie("Heat", synopsis="Old words.", tagline="A tagline.")


def row_of_person():
    return make_person("Ada", biography="Old.")


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


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # cursors that the kill left open
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
