"""Many rows in one statement: what is new is inserted, what differs updated, what is the same left alone."""

import pytest

from catalog import bulk
from catalog.models import Certification, Genre, Title
from tests.factories import make_genre, make_movie

pytestmark = pytest.mark.django_db


def genre_rows(*names):
    return [{"name": name, "slug": name.lower()} for name in names]


def test_upsert_counts_only_what_it_writes():
    first = bulk.upsert(Genre, genre_rows("Crime", "Drama"), ("slug",))
    again = bulk.upsert(Genre, genre_rows("Crime", "Drama"), ("slug",))
    changed = bulk.upsert(Genre, [{"name": "Krimi", "slug": "crime"}, *genre_rows("Drama", "War")], ("slug",))

    assert (first, again, changed) == (2, 0, 2)
    assert list(Genre.objects.order_by("slug").values_list("name", flat=True)) == ["Krimi", "Drama", "War"]


def test_upsert_takes_more_rows_than_a_statement_holds():
    rows = [{"name": f"Genre {n}", "slug": f"genre-{n}"} for n in range(12_000)]

    assert bulk.upsert(Genre, rows, ("slug",)) == 12_000
    assert Genre.objects.count() == 12_000


def test_upsert_of_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert bulk.upsert(Genre, [], ("slug",)) == 0


def test_link_adds_and_removes_just_what_differs():
    movie, other = make_movie(genres=[make_genre("A"), make_genre("B")]), make_movie(genres=[make_genre("C")])
    genres = dict(Genre.objects.values_list("name", "pk"))
    through = Title.genres.through

    changes = bulk.link(through, "title_id", "genre_id", {movie.pk: {genres["B"], genres["C"]}})

    assert changes == 2
    assert [genre.name for genre in movie.genres.order_by("name")] == ["B", "C"]
    assert [genre.name for genre in other.genres.all()] == ["C"]


def test_replace_children_leaves_other_parents_alone():
    movie, other = make_movie(), make_movie()
    for title in (movie, other):
        title.certifications.create(country="US", system="MPA", code="R")
        title.certifications.create(country="DE", system="FSK", code="16")
    wanted = [{"country": "US", "system": "MPA", "code": "PG"}, {"country": "GB", "system": "BBFC", "code": "15"}]

    written = bulk.replace_children(Certification, "title_id", {movie.pk: wanted}, ("country", "system"))
    again = bulk.replace_children(Certification, "title_id", {movie.pk: wanted}, ("country", "system"))

    assert (written, again) == (3, 0)
    assert sorted(str(c) for c in movie.certifications.all()) == ["GB: 15", "US: PG"]
    assert sorted(str(c) for c in other.certifications.all()) == ["DE: 16", "US: R"]
