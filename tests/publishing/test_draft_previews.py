"""Previews with drafts: every draft is there while a page is rendered, and nothing of it stays."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.derived import rebuild_library_index
from catalog.models import Certification, LibraryChange, Movie
from streamcms.publishing import revision
from streamcms.publishing.drafts import drafts_applied
from streamcms.publishing.models import Draft, PreviewLink, PublicSlug
from streamcms.publishing.revision import read_revision
from tests.factories import make_collection, make_draft, make_genre, make_movie, make_page, make_person, make_theme

pytestmark = pytest.mark.django_db

LOOK = "/admin/preview/now~drafts"


@pytest.fixture
def staff(client):
    user = User.objects.create_user("someone", is_staff=True)
    user.groups.add(Group.objects.get(name="Viewer"))
    client.force_login(user)
    return client


def text(response):
    return response.content.decode()


def everything_stored():
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        rows = {}
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = cursor.fetchall()
    return rows


def test_every_page_shows_every_draft(staff):
    genre = make_genre("Drama")
    movie = make_movie("Heat", genres=[genre])
    make_draft(movie, name="Cold", slug="cold")
    make_draft(make_person("Ada"), biography="Her draft of a life.")
    make_draft(make_page("about"), body="Our draft of a page.")
    make_draft(make_collection("Crime", [movie]), synopsis="A draft of crime.")
    make_draft(make_theme("Lantern"), name="Lantern with a draft")

    pages = {
        path: text(staff.get(LOOK + path))
        for path in ("/", "/library/", "/search/?q=cold", "/movies/cold/", "/people/ada/", "/about/", "/genres/drama/")
    }

    assert [path for path in ("/", "/library/", "/search/?q=cold", "/genres/drama/") if "Cold" not in pages[path]] == []
    assert "Her draft of a life." in pages["/people/ada/"]
    assert "Our draft of a page." in pages["/about/"]
    assert "A draft of crime." in text(staff.get(LOOK + "/collections/crime/"))
    assert "Lantern with a draft" in pages["/"]
    assert staff.get(LOOK + "/movies/heat/").url == f"{LOOK}/movies/cold/"


def test_previews_write_nothing_that_stays(staff, client):
    movie = make_movie("Heat", genres=[make_genre("Drama")])
    rebuild_library_index()
    make_draft(movie, name="Cold", slug="cold")
    Client().get("/library/")
    before = everything_stored()

    for path in ("/", "/library/", "/movies/cold/", "/search/?q=cold", "/nowhere/"):
        staff.get(LOOK + path)

    assert everything_stored() == before
    assert not PublicSlug.objects.filter(slug="cold").exists()
    assert not LibraryChange.objects.filter(title_id=movie.pk, pk__gt=before_last(before)).exists()
    assert "Heat" in text(Client().get("/library/"))
    assert "Cold" not in text(Client().get("/library/"))


def before_last(stored):
    return max((row[0] for row in stored["catalog_librarychange"]), default=0)


def test_no_cache_is_filled_under_a_number_that_is_used_again(staff):
    movie = make_movie("Heat")
    make_draft(movie, publish_at="2090-01-01T00:00:00Z")
    at = timezone.now()

    with drafts_applied(Draft.objects.all()):
        inside = revision.cache_version(at)
    with connection.cursor() as cursor:  # as if the clock had not moved: the next write gets the same number
        cursor.execute("UPDATE publishing_revision SET number = %s", [inside.revision])

    assert inside.until == dt.datetime(2090, 1, 1, tzinfo=dt.UTC).timestamp()
    assert revision.cache_version(at).until == float("inf")


def test_what_was_to_be_done_on_commit_is_dropped(django_capture_on_commit_callbacks):
    make_draft(make_movie("Heat"), name="Cold")
    done = []

    with django_capture_on_commit_callbacks(execute=True), drafts_applied(Draft.objects.all()):
        transaction.on_commit(lambda: done.append("it"))

    assert done == []


def test_without_drafts_no_transaction_is_begun(staff):
    make_movie("Heat")

    with CaptureQueriesContext(connection) as queries:
        staff.get(LOOK + "/movies/heat/")

    assert [query["sql"] for query in queries if "SAVEPOINT" in query["sql"]] == []


def test_a_broken_draft_is_reported_and_spoils_no_other(staff):
    make_draft(make_movie("Heat"), name="Cold")
    broken = make_draft(make_movie("Ronin"), slug="taken")
    make_movie("Taken")
    torn = make_draft(make_movie("Thief"), name="Thieves")
    Draft.objects.filter(pk=torn.pk).update(payload={"catalog.title": {str(torn.object_id): {"runtime": "x"}}})

    response = staff.get(LOOK + "/library/")

    assert "Cold" in text(response)
    assert "Ronin" in text(response)
    reasons = dict(response.wsgi_request.broken_drafts)
    assert set(reasons) == {broken, torn}
    assert "“taken” was the public address of something else" in reasons[broken]


def test_a_signed_link_shows_drafts_if_it_says_so():
    make_draft(make_movie("Heat"), synopsis="Words to come.")
    expires = timezone.now() + dt.timedelta(days=1)
    with_drafts = PreviewLink.objects.create(expires_at=expires, drafts=True)
    without = PreviewLink.objects.create(expires_at=expires)

    pages = [text(Client().get(link.get_absolute_url() + "movies/heat/")) for link in (with_drafts, without)]

    assert ["Words to come." in page for page in pages] == [True, False]


def test_a_draft_costs_the_same_at_one_and_at_five(staff):
    def queries():
        with CaptureQueriesContext(connection) as found, drafts_applied(Draft.objects.all()):
            pass
        return len(found)

    make_draft(make_movie("Heat"), name="Cold")
    queries()  # content types are asked once a process
    none_but_one = queries()
    for number in range(4):
        make_draft(make_movie(f"Heat {number}"), name=f"Cold {number}")

    each = (queries() - none_but_one) / 4
    assert each == int(each) <= 6


def test_an_error_within_leaves_nothing_either():
    movie = make_movie("Heat")
    make_draft(movie, name="Cold")
    number = read_revision()

    with pytest.raises(IntegrityError), drafts_applied(Draft.objects.all()):
        Certification.objects.bulk_create(2 * [Certification(title=movie, country="US", code="R")])

    assert (read_revision(), Movie.objects.get().name, Certification.objects.count()) == (number, "Heat", 0)
