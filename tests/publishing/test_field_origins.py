"""What stands at each field of a form: where its value came from, who typed it, and a lock that can be opened."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from catalog.models import Movie
from tests.browser_forms import form_of
from tests.factories import make_credit, make_movie

pytestmark = pytest.mark.django_db

TMDB = ["tmdb", "2026-03-03T10:00:00+00:00", False]


def address(movie, page="change"):
    return f"/admin/catalog/movie/{movie.pk}/{page}/"


def origins(response):
    """{what the lock is opened by, or None: the words of the line} of a page."""
    lines = re.findall(r"<field-origin.*?</field-origin>", response.content.decode(), re.S)
    words = [line.partition('<span class="origin__edited"')[0].replace("><", "> <") for line in lines]
    words = [re.sub(r"\s+", " ", strip_tags(text)).strip() for text in words]
    names = [found[1] if (found := re.search(r'name="unlock" value="(\w+)"', line)) else None for line in lines]
    return list(zip(names, words, strict=True))


def today():
    now = timezone.localtime()
    return f"{now.day} {now:%B %Y}"


def saved(client, movie, **changes):
    return client.post(address(movie), form_of(client.get(address(movie)), **changes))


@pytest.fixture
def ann(client):
    user = User.objects.create_superuser("ann", first_name="Ann", last_name="Lee")
    client.force_login(user)
    return user


def test_a_field_says_its_source_and_day(client, ann):
    movie = make_movie(provenance={"synopsis": TMDB, "name": ["ours", "", False]})

    assert origins(client.get(address(movie))) == [(None, "ours"), (None, "TMDB, 3 March 2026")]


def test_a_date_says_what_its_two_columns_or_its_import_say(client, ann):
    imported = make_movie(provenance={"released": TMDB})
    typed = make_movie(provenance={"released_on": ["editor", "", True], "release_precision": ["editor", "", True]})

    assert origins(client.get(address(imported))) == [(None, "TMDB, 3 March 2026")]
    assert origins(client.get(address(typed))) == [("released", "typed here locked opens when saved")]


def test_an_edit_locks_its_field_and_names_who_typed_it(client, ann):
    movie = make_movie(provenance={"synopsis": TMDB, "tagline": TMDB})

    saved(client, movie, synopsis="Better.")

    line = f"typed by Ann Lee, {today()} locked opens when saved"
    assert origins(client.get(address(movie))) == [(None, "TMDB, 3 March 2026"), ("synopsis", line)]


def test_who_saved_later_is_not_named_for_what_others_typed(client, ann):
    movie = make_movie(provenance={"synopsis": TMDB})
    saved(client, movie, synopsis="Better.")
    client.force_login(User.objects.create_superuser("bob"))

    saved(client, movie, tagline="Hot.")

    assert [words.partition(",")[0] for _name, words in origins(client.get(address(movie)))] == [
        "typed by bob",
        "typed by Ann Lee",
    ]


def test_a_lock_is_opened_at_its_field_whatever_else_is_saved(client, ann):
    movie = make_movie(provenance={"released_on": ["editor", "", True], "release_precision": ["editor", "", True]})

    saved(client, movie, tagline="Hot.", unlock="released")

    movie.refresh_from_db()
    assert movie.locked_fields == {"tagline"}
    assert movie.provenance["released_on"] == ["editor", "", False]


def test_a_box_stays_ticked_where_the_form_is_refused(client, ann):
    movie = make_movie(provenance={"synopsis": ["editor", "", True]})

    response = saved(client, movie, name="", unlock="synopsis")

    assert b'name="unlock" value="synopsis" checked' in response.content
    assert Movie.objects.get().locked_fields == {"synopsis"}


def test_rows_on_the_form_say_it_above_their_table_and_what_has_no_field_in_a_table(client, ann):
    movie = make_movie(provenance={"certifications": ["editor", "", True], "popularity": TMDB})

    response = client.get(address(movie))

    assert origins(response) == [
        (None, "TMDB, 3 March 2026"),
        ("certifications", "typed here locked opens when saved"),
    ]
    assert response.content.count(b"Where other values came from") == 1
    assert response.content.count(b"<dt>Popularity</dt>") == 1


def test_a_page_of_rows_says_it_once_and_its_lock_is_opened_there(client, ann):
    movie = make_movie(provenance={"credits": ["editor", "", True]})
    make_credit(movie)
    page = client.get(address(movie, "credits"))

    client.post(address(movie, "credits"), form_of(page, unlock="credits"))

    assert origins(page) == [("credits", "typed here locked opens when saved")]
    assert Movie.objects.get().locked_fields == set()
    assert origins(client.get(address(movie, "credits"))) == [(None, "typed here")]


def test_rows_that_change_while_their_lock_is_open_are_locked_again(client, ann):
    movie = make_movie(provenance={"credits": ["editor", "", False]})
    make_credit(movie, character="Old")

    client.post(
        address(movie, "credits"), form_of(client.get(address(movie, "credits")), **{"rows-0-character": "New"})
    )

    assert Movie.objects.get().locked_fields == {"credits"}
    assert origins(client.get(address(movie, "credits"))) == [
        ("credits", f"typed by Ann Lee, {today()} locked opens when saved")
    ]


def test_who_may_only_look_sees_all_of_it_and_opens_nothing(client):
    user = User.objects.create_user("viewer", is_staff=True)
    user.groups.add(Group.objects.get(name="Viewer"))
    client.force_login(user)
    movie = make_movie(provenance={"synopsis": ["editor", "", True], "credits": TMDB, "runtime": TMDB})

    lines = origins(client.get(address(movie)))
    client.post(address(movie), {"unlock": "synopsis"})

    assert lines == [(None, "TMDB, 3 March 2026"), (None, "typed here locked")]
    assert origins(client.get(address(movie, "credits"))) == [(None, "TMDB, 3 March 2026")]
    assert Movie.objects.get().locked_fields == {"synopsis"}


def test_queries_do_not_grow_with_what_is_told(client, ann):
    one, many = make_movie(), make_movie()
    names = ("name", "synopsis", "tagline", "runtime", "genres", "certifications")
    for movie, told in ((one, names[:1]), (many, names)):
        movie.lock(told)
        movie.save()
    client.get(address(one))

    counts = []
    for movie in (one, many):
        with CaptureQueriesContext(connection) as queries:
            client.get(address(movie))
        counts.append(len(queries))

    assert counts[0] == counts[1]
