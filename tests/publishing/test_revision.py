"""Every kind of write moves the revision, and nothing else does."""

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.models import Credit, Genre, Title
from people.models import Person
from streamcms.publishing import revision
from streamcms.publishing.checks import check_triggers
from streamcms.publishing.models import PreviewLink, PublicSlug, Revision
from streamcms.publishing.revision import cache_version, read_revision
from tests.factories import make_credit, make_genre, make_movie, make_person

pytestmark = pytest.mark.django_db


def raw_update():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalog_title SET tagline = 'raw'")


WRITES = {
    "save": lambda movie, genre: movie.save(),
    "create": lambda movie, genre: make_person(),
    "update": lambda movie, genre: Title.objects.filter(pk=movie.pk).update(tagline="x"),
    "bulk_create": lambda movie, genre: Person.objects.bulk_create([Person(name="A", slug="a", sort_key=b"a")]),
    "bulk_update": lambda movie, genre: Title.objects.bulk_update([movie], ["tagline"]),
    "many-to-many add": lambda movie, genre: movie.genres.add(make_genre()),
    "many-to-many clear": lambda movie, genre: movie.genres.clear(),
    "through bulk_create": lambda movie, genre: Title.genres.through.objects.bulk_create(
        [Title.genres.through(title=movie, genre=make_genre())]
    ),
    "delete": lambda movie, genre: movie.delete(),
    "delete of a queryset": lambda movie, genre: Credit.objects.filter(title=movie).delete(),
    "raw delete": lambda movie, genre: Credit.objects.filter(title=movie)._raw_delete("default"),
    "raw SQL": lambda movie, genre: raw_update(),
    "rename of a genre": lambda movie, genre: Genre.objects.filter(pk=genre.pk).update(name="Y"),
}


@pytest.fixture
def movie_and_genre():
    genre = make_genre()
    movie = make_movie(genres=[genre])
    make_credit(movie)
    return movie, genre


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_every_kind_of_write_moves_the_revision(movie_and_genre, write):
    before = read_revision()

    write(*movie_and_genre)

    assert read_revision() > before


def test_what_is_rolled_back_does_not_move_it(movie_and_genre):
    before = read_revision()

    with transaction.atomic():
        Title.objects.update(tagline="x")
        transaction.set_rollback(True)

    assert read_revision() == before


@pytest.mark.parametrize("move", [lambda: Title.objects.update(tagline="x"), revision.count_up])
def test_a_database_from_a_backup_does_not_repeat_numbers_that_were_used_since(movie_and_genre, move):
    used_since = read_revision()
    Revision.objects.update(number=used_since - 1000)
    time.sleep(0.01)  # SQLite's clock counts in milliseconds

    move()

    assert read_revision() > used_since


def test_what_no_viewer_sees_does_not_move_it(movie_and_genre):
    before = read_revision()

    PreviewLink.objects.create(expires_at=timezone.now())

    assert read_revision() == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite remakes tables")
@pytest.mark.django_db(transaction=True)
def test_triggers_that_a_migration_dropped_are_missed_and_put_back():
    field = Title._meta.get_field("tagline")
    longer = models.CharField(max_length=501, blank=True)
    longer.set_attributes_from_name("tagline")
    longer.model = Title
    with connection.schema_editor() as editor:
        editor.alter_field(Title, field, longer)
    with connection.schema_editor() as editor:
        editor.alter_field(Title, longer, field)

    missing = check_triggers(None)
    revision.install_triggers()

    assert [message.id for message in missing] == ["streamcms.W002"]
    assert check_triggers(None) == []


def test_a_cache_version_changes_at_each_edge_of_a_window():
    now = timezone.now()
    minute = dt.timedelta(minutes=1)
    make_movie(publish_at=now + minute, unpublish_at=now + 3 * minute)

    versions = [cache_version(now + minutes * minute) for minutes in (0, 2, 4)]

    assert len({version.key for version in versions}) == 3
    assert [version.until for version in versions] == [
        (now + minute).timestamp(),
        (now + 3 * minute).timestamp(),
        float("inf"),
    ]


def test_a_cache_version_costs_one_query_until_something_changes(django_assert_num_queries):
    now = timezone.now()
    cache_version(now)

    with django_assert_num_queries(1):
        cache_version(now + dt.timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_threads_ask_for_edges_once_together_and_a_transaction_for_itself():
    now = timezone.now()
    minute = dt.timedelta(minutes=1)
    cache_version(now)

    with transaction.atomic():
        make_movie(publish_at=now + minute)
        within = cache_version(now)
        transaction.set_rollback(True)
    with ThreadPoolExecutor(1) as thread:
        queries = thread.submit(_queries_of_cache_version, now + minute / 2).result()

    assert within.until == (now + minute).timestamp()
    assert queries == 1
    assert cache_version(now).until == float("inf")


def _queries_of_cache_version(at):
    with CaptureQueriesContext(connection) as queries:
        cache_version(at)
    connections.close_all()
    return len(queries)


def test_an_address_that_was_public_stays_with_its_thing():
    heat = make_movie("Heat")
    Title.objects.filter(pk=heat.pk).update(slug="heat-1995")
    draft = make_movie("Unseen", state="draft")

    kept = set(PublicSlug.objects.filter(space="catalog_title").values_list("slug", "object_id"))

    assert kept == {("heat", heat.pk), ("heat-1995", heat.pk)}
    assert draft.slug == "unseen"
