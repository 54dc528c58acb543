"""What is stored of health follows every kind of write, and is all there after a rebuild."""

import pytest
from django.core.management import call_command
from django.db import connection

from catalog.derived import refresh_health
from catalog.health.refresh import refresh_soon, waiting
from catalog.models import Health, HealthChange, Title
from people.models import Person
from tests import factories as make
from tests.browser_forms import form_of
from tests.catalog.test_health_rules import BREAKING, SYNOPSIS, good_picture, make_good_person, make_good_title

pytestmark = pytest.mark.django_db


def stored():
    rows = Health.objects.values_list("title", "person", "kind", "state", "sort_key", "broken")
    return sorted((*map(str, row[:4]), bytes(row[4]), row[5]) for row in rows)


def rebuilt():
    call_command("rebuild", "health", verbosity=0)
    return stored()


def bits_of(title):
    return Health.objects.get(title=title).broken


@pytest.mark.parametrize("key", [key for key in BREAKING if key != "trailer_reachable"])  # noted by who checks
def test_a_refresh_stores_what_a_rebuild_would(key):
    movie = make_good_title()
    refresh_health()

    BREAKING[key](movie)
    refresh_health()
    refreshed = stored()

    assert bits_of(movie) != 0
    assert refreshed == rebuilt()


@pytest.mark.parametrize(
    "write",
    [
        lambda: Title.objects.update(synopsis=""),
        lambda: connection.cursor().execute("UPDATE catalog_title SET synopsis = ''"),
        lambda: Title.objects.update(state="archived"),
        lambda: Person.objects.update(biography=""),
        lambda: Title.objects.get(kind="show").seasons.get().episodes.update(name=""),
        lambda: Title.objects.get(kind="show").seasons.get().delete(),
        lambda: Title.objects.get(kind="movie").poster.delete(),
        lambda: Title.objects.get(kind="movie").delete(),
        lambda: make_good_person(),
    ],
)
def test_every_kind_of_write_is_noted(write):
    make_good_title(), make_good_title("show"), make_good_person()
    refresh_health()
    before = stored()

    write()
    refresh_health()

    refreshed = stored()
    assert refreshed != before
    assert refreshed == rebuilt()


def test_words_that_stand_for_a_picture_are_noted_for_whom_it_shows():
    title = make_good_title(poster=good_picture("poster", alternative_text=""))
    refresh_health()
    before = bits_of(title)

    title.poster.alternative_text = "A man in a hat."
    title.poster.save()
    refresh_health()

    assert (before > 0, bits_of(title)) == (True, 0)


@pytest.mark.parametrize(
    "write", [lambda twin: twin.delete(), lambda twin: Title.objects.filter(pk=twin.pk).update(state="archived")]
)
def test_who_loses_its_twin_is_no_duplicate_any_more(write):
    title = make_good_title(name="Nosferatu")
    twin = make.make_movie("Nosferatu", slug="twin")
    refresh_health()
    before = bits_of(title)

    write(twin)
    refresh_health()

    assert (before > 0, bits_of(title)) == (True, 0)


def test_a_twin_that_is_renamed_frees_the_other():
    title = make_good_title(name="Nosferatu")
    twin = make.make_movie("Nosferatu", slug="twin")
    refresh_health()

    twin.name = "Vampyr"
    twin.save()
    refresh_health()

    assert bits_of(title) == 0


def test_what_changes_no_fact_is_not_noted():
    title = make_good_title()
    refresh_health()

    title.tagline = "Hot."
    title.save()

    assert waiting() == 0


def test_a_refresh_without_notes_writes_nothing(django_assert_num_queries):
    refresh_health()

    with django_assert_num_queries(1):
        refresh_health()


def test_nobody_waits_for_a_rebuild():
    HealthChange.objects.all().delete()  # emptying the tables after other tests was noted too
    make.make_movie()
    HealthChange.objects.create(kind="all")

    assert refresh_soon() == 0
    assert waiting() == 2


def test_a_save_in_the_admin_is_counted_before_its_answer(admin_client):
    title = make_good_title(synopsis="Short.")
    refresh_health()
    before = bits_of(title)

    address = f"/admin/catalog/movie/{title.pk}/change/"
    admin_client.post(address, form_of(admin_client.get(address), synopsis=SYNOPSIS))

    assert (before > 0, bits_of(title), waiting()) == (True, 0, 0)


def test_a_page_that_is_read_counts_nothing(admin_client):
    make.make_movie()
    noted = waiting()

    admin_client.get("/admin/health/")
    admin_client.get("/admin/catalog/movie/")

    assert (waiting(), Health.objects.count()) == (noted, 0)
