"""The parts of the admin's forms: partial dates, pictures, addresses, locks, order."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image as Canvas

from catalog.models import Movie
from people.models import Person
from streamcms.publishing.admin_site import ordering, pictures
from streamcms.publishing.admin_site.partial_date_field import PartialDateField
from streamcms.publishing.models import ExternalId, Image
from streamcms.publishing.partial_dates import PartialDate
from tests.factories import make_image, make_movie, make_person, make_show

pytestmark = pytest.mark.django_db


def jpeg(width=200, height=300):
    stream = BytesIO()
    Canvas.new("RGB", (width, height), "navy").save(stream, "JPEG")
    return SimpleUploadedFile("poster.jpg", stream.getvalue(), "image/jpeg")


def movie_form(**fields):
    """What a browser posts from the form of a movie that has nothing on its inlines."""
    managed = ("certifications", "collection_memberships", "publishing-externalid-content_type-object_id")
    management = {f"{prefix}-{name}_FORMS": "0" for prefix in managed for name in ("TOTAL", "INITIAL")}
    return {"name": "Heat", "slug": "heat", "state": "draft", **management} | fields


def errors_of(response):
    return response.context["adminform"].form.errors


@pytest.mark.parametrize(
    ("text", "spelled"), [("1922", "1922"), (" 1922-03 ", "1922-03"), ("1922-03-04", "1922-03-04"), ("", None)]
)
def test_a_partial_date_is_read_as_far_as_it_is_known(text, spelled):
    assert PartialDateField().clean(text) == (PartialDate.parse(spelled) if spelled else None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("soon", "'soon' is not a date like 1922, 1922-03 or 1922-03-04."),
        ("1922-13", "'1922-13' is not a day of the calendar."),
        ("1922-02-30", "'1922-02-30' is not a day of the calendar."),
        ("4 March 1922", "Write a date like 1922, 1922-03 or 1922-03-04."),
    ],
)
def test_a_bad_date_is_refused_in_words(text, message):
    with pytest.raises(ValidationError) as refused:
        PartialDateField().clean(text)

    assert refused.value.messages == [message]


def test_both_columns_of_a_date_are_written_and_locked(admin_client):
    response = admin_client.post("/admin/catalog/movie/add/", movie_form(released="1922-03"))

    movie = Movie.objects.get()
    assert response.status_code == 302
    assert (movie.released.isoformat(), movie.locked_fields) == (
        "1922-03",
        {"name", "slug", "released_on", "release_precision"},
    )


def test_a_date_can_be_emptied(admin_client):
    movie = make_movie("Heat", released="1995-12-15")

    admin_client.post(f"/admin/catalog/movie/{movie.pk}/change/", movie_form(released=""))

    movie.refresh_from_db()
    assert (movie.released, movie.release_precision) == (None, "")


def test_an_empty_slug_is_made_from_the_name_and_the_year(admin_client):
    make_show("Heat", released="1995")

    admin_client.post("/admin/catalog/movie/add/", movie_form(slug="", released="1986"))
    admin_client.post("/admin/catalog/movie/add/", movie_form(slug="", released="1986"))

    assert list(Movie.objects.order_by("pk").values_list("slug", flat=True)) == ["heat-1986", "heat-1986-2"]


def test_an_address_that_was_public_once_is_not_allocated(admin_client):
    make_movie("Heat").delete()

    admin_client.post("/admin/catalog/movie/add/", movie_form(slug=""))

    assert Movie.objects.get().slug == "heat-2"


def test_a_slug_of_the_other_kind_is_refused_in_words(admin_client):
    make_show("Heat", released="1995")

    response = admin_client.post("/admin/catalog/movie/add/", movie_form())

    assert errors_of(response) == {"slug": ["“heat” is the address of Heat (1995)."]}


def test_a_window_that_ends_before_it_begins_is_refused(admin_client):
    window = {"publish_at_0": "2090-05-02", "publish_at_1": "10:00", "unpublish_at_0": "2090-05-01"}

    response = admin_client.post("/admin/catalog/movie/add/", movie_form(**window, unpublish_at_1="10:00"))

    assert errors_of(response) == {"unpublish_at": ["This is not after 2 May 2090, 10:00 UTC, when it is shown."]}


def test_a_change_locks_what_it_changed_and_counts_the_version(admin_client):
    movie = make_movie("Heat", released="", synopsis="Old.", provenance={"synopsis": ["tmdb", "2026-01-01", False]})
    form = movie_form(state="published", synopsis="New.")

    admin_client.post(f"/admin/catalog/movie/{movie.pk}/change/", form)

    movie.refresh_from_db()
    assert (movie.synopsis, movie.version) == ("New.", 2)
    source, moment, is_locked = movie.provenance["synopsis"]
    assert (source, moment >= "2026-01-01", is_locked) == ("editor", True, True)


def test_rows_that_an_inline_changed_are_locked_by_their_name(admin_client):
    movie = make_movie("Heat", released="", synopsis="")
    form = movie_form(state="published") | {
        "certifications-TOTAL_FORMS": "1",
        "certifications-0-country": "US",
        "certifications-0-code": "R",
    }

    admin_client.post(f"/admin/catalog/movie/{movie.pk}/change/", form)

    movie.refresh_from_db()
    assert [str(each) for each in movie.certifications.all()] == ["US: R"]
    assert movie.locked_fields == {"certifications"}


def test_a_lock_is_opened_by_its_box(admin_client):
    movie = make_movie(
        "Heat", released="", synopsis="", provenance={name: ["tmdb", "", True] for name in ("name", "poster")}
    )

    admin_client.post(f"/admin/catalog/movie/{movie.pk}/change/", movie_form(state="published", unlock=["name"]))

    movie.refresh_from_db()
    assert movie.locked_fields == {"poster"}


def test_a_new_picture_is_a_new_row_of_the_fields_role(admin_client):
    before = make_image("poster")
    movie = make_movie("Heat", released="", synopsis="", poster=before)

    admin_client.post(f"/admin/catalog/movie/{movie.pk}/change/", movie_form(state="published", poster=jpeg()))

    movie.refresh_from_db()
    assert movie.poster != before
    assert (movie.poster.role, movie.poster.width, movie.locked_fields) == ("poster", 200, {"poster"})
    assert Image.objects.count() == 2


def test_a_picture_can_be_chosen_on_an_empty_form(admin_client):
    page = admin_client.get("/admin/catalog/movie/add/").content.decode()

    assert page.count('<form enctype="multipart/form-data" method="post"') == 1
    assert page.count('<input type="file" name="poster" accept="image/*" id="id_poster">') == 1


def test_a_picture_stays_or_is_removed(admin_client):
    movie = make_movie("Heat", released="", synopsis="", poster=make_image("poster"), backdrop=make_image("backdrop"))

    form = movie_form(state="published", **{"poster-clear": "on"})
    admin_client.post(f"/admin/catalog/movie/{movie.pk}/change/", form)

    kept = movie.backdrop
    movie.refresh_from_db()
    assert (movie.poster, movie.backdrop, movie.locked_fields) == (None, kept, {"poster"})


@pytest.mark.parametrize(
    ("upload", "message"),
    [
        (
            lambda: SimpleUploadedFile("poster.jpg", b"no picture"),
            "This is not an image that we can read. Use JPEG, PNG, WebP, AVIF, GIF or TIFF.",
        ),
        (lambda: jpeg(20, 30), "The image is too small: 20 x 30 pixels; each side needs at least 64."),
        (lambda: SimpleUploadedFile("poster.jpg", b""), "The file is empty."),
    ],
)
def test_a_bad_picture_is_refused_beside_its_field(admin_client, upload, message):
    response = admin_client.post("/admin/catalog/movie/add/", movie_form(poster=upload()))

    assert errors_of(response) == {"poster": [message]}
    assert (Movie.objects.count(), Image.objects.count()) == (0, 0)


def test_a_picture_is_uploaded_on_a_page_of_its_own(admin_client):
    form = {"role": "still", "alternative_text": "A pier", "focal_point": "13", "source": "ours"}

    response = admin_client.post("/admin/publishing/image/add/", form | {"file": jpeg(400, 225)})

    image = Image.objects.get()
    assert response.status_code == 302
    assert (image.role, image.alternative_text, image.focal_point, image.source) == ("still", "A pier", 13, "ours")


def test_a_bad_upload_on_a_page_of_its_own_is_refused_beside_the_field(admin_client):
    form = {"role": "still", "focal_point": "99", "file": jpeg(20, 30)}

    errors = errors_of(admin_client.post("/admin/publishing/image/add/", form))

    assert errors["file"] == ["The image is too small: 20 x 30 pixels; each side needs at least 64."]
    assert errors["focal_point"] == ["Ensure this value is less than or equal to 80."]


def test_renditions_are_made_before_the_transaction_begins(admin_client, monkeypatch):
    inside = []
    original = pictures.prepare
    monkeypatch.setattr(
        pictures, "prepare", lambda *args: inside.append(len(connection.savepoint_ids)) or original(*args)
    )

    admin_client.post("/admin/catalog/movie/add/", movie_form(poster=jpeg()))

    assert inside == [0]


@pytest.mark.parametrize("text", ["tt0137523", "550", "tmdb:550", "tmdb:movie:550"])
def test_a_title_is_found_by_external_id(admin_client, text):
    movie, _show = make_movie("Fight Club"), make_show("Another 5")
    ExternalId.objects.create(provider="tmdb", kind="movie", value="550", subject=movie)
    ExternalId.objects.create(provider="imdb", kind="title", value="tt0137523", subject=movie)

    response = admin_client.get("/admin/catalog/title/", {"q": text})

    assert [title.name for title in response.context["cl"].result_list] == ["Fight Club"]


def test_other_names_of_a_person_are_one_on_each_line(admin_client):
    person = make_person("Ada")
    prefixes = ("translations", "publishing-externalid-content_type-object_id")
    management = {f"{prefix}-{name}_FORMS": "0" for prefix in prefixes for name in ("TOTAL", "INITIAL")}
    form = {"name": "Ada", "slug": "ada", "state": "published", "also_known_as": "A. A.\r\n\r\n Adele "} | management

    admin_client.post(f"/admin/people/person/{person.pk}/change/", form)

    assert Person.objects.get().also_known_as == ["A. A.", "Adele"]


@pytest.mark.parametrize(
    ("move", "row", "expected"),
    [
        ("up", "d", "abdce"),
        ("down", "b", "acbde"),
        ("top", "d", "dabce"),
        ("up", "a", "abcde"),
        ("down", "e", "abcde"),
        ("down", "d", "abced"),
    ],
)
def test_a_row_moves_by_a_button(move, row, expected):
    assert "".join(ordering.moved(list("abcde"), row, move)) == expected


@pytest.mark.parametrize(
    ("move", "row", "expected"),
    [("up", "d", "dabce"), ("down", "a", "bcdae"), ("top", "d", "dabce"), ("up", "a", "abcde")],
)
def test_a_row_moves_among_its_peers_only(move, row, expected):
    assert "".join(ordering.moved(list("abcde"), row, move, among=["a", "d"])) == expected


@pytest.mark.parametrize("value", ["", "up", "sideways 1", "up x", "up -1", "up 1 2"])
def test_a_move_that_no_button_sends_is_ignored(value):
    assert ordering.parse_move(value) is None
