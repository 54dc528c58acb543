"""A picture on a form: another file, another text or focal point, one that it had. No row is written to."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Canvas

from catalog.models import Movie
from streamcms.publishing.image_files import missing_renditions, store_image
from streamcms.publishing.models import Image
from tests.browser_forms import form_of
from tests.factories import make_image, make_movie, make_season, make_show

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


@pytest.fixture
def ann(client):
    client.force_login(User.objects.create_superuser("ann"))


def picture(width=600, height=900, colour="navy"):
    stream = io.BytesIO()
    Canvas.new("RGB", (width, height), colour).save(stream, "JPEG")
    return stream.getvalue()


def upload(*size):
    return SimpleUploadedFile("new.jpg", picture(*size), "image/jpeg")


def address(thing, kind="movie"):
    return f"/admin/catalog/{kind}/{thing.pk}/change/"


def saved(client, movie, follow=True, **changes):
    files = {name: value for name, value in changes.items() if isinstance(value, SimpleUploadedFile)}
    rest = {name.replace("_", "-"): value for name, value in changes.items() if name not in files and name != "name"}
    names = {"name": changes["name"]} if "name" in changes else {}
    data = form_of(client.get(address(movie)), **rest, **names)
    return client.post(address(movie), data | files, follow=follow)


def warnings_of(response):
    return [str(message) for message in response.context["messages"] if message.level_tag == "warning"]


def facts(image):
    return image.width, image.alternative_text, image.focal_point


def test_another_text_is_another_row_and_the_old_one_stays_as_it_was(client, ann):
    old = store_image(picture(), "poster", alternative_text="A pier", source="ours")
    movie, other = make_movie(poster=old), make_movie(poster=old)

    saved(client, movie, poster_alt="A pier at night", poster_focus="11")

    movie.refresh_from_db(), old.refresh_from_db(), other.refresh_from_db()
    assert facts(movie.poster) == (600, "A pier at night", 11)
    assert (movie.poster.source, movie.poster.content_hash) == ("ours", old.content_hash)
    assert (facts(old), other.poster) == ((600, "A pier", 40), old)
    assert movie.locked_fields == {"poster"}


def test_the_new_row_has_files_of_its_own(client, ann):
    movie = make_movie(poster=store_image(picture(1600, 900), "poster"))

    saved(client, movie, poster_focus="0")

    movie.refresh_from_db()
    assert movie.poster.share_name == f"{movie.poster.key}/share-0.jpg"
    assert missing_renditions(movie.poster) == set()
    with default_storage.open(movie.poster.rendition_name(160, "jpg")) as file:
        assert Canvas.open(file).width == 160


def test_what_was_not_touched_makes_no_row(client, ann):
    movie = make_movie(poster=store_image(picture(), "poster", alternative_text="A pier"))

    saved(client, movie, tagline="Hot.")

    assert Image.objects.count() == 1
    assert Movie.objects.get().locked_fields == {"tagline"}


def test_a_new_file_has_the_text_and_the_focal_point_that_were_typed(client, ann):
    movie = make_movie()

    saved(client, movie, poster=upload(), poster_alt=" A pier ", poster_focus="80")

    image = Image.objects.get()
    assert facts(image) == (600, "A pier", 80)
    assert missing_renditions(image) == set()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"poster_focus": "81"}, "The focal point is no cell of the grid."),
        ({"poster_focus": "-1"}, "The focal point is no cell of the grid."),
        ({"poster_alt": "x" * 301}, "The alternative text has 301 characters; at most 300 fit."),
        ({"poster_pick": "7777"}, "This picture cannot be chosen here."),
    ],
)
def test_what_cannot_be_is_refused_beside_the_field(client, ann, changes, message):
    movie = make_movie(poster=store_image(picture(), "poster"))

    response = saved(client, movie, **changes)

    assert response.context["adminform"].form.errors == {"poster": [message]}
    assert Image.objects.count() == 1


def test_a_file_is_not_asked_for_again_where_another_field_is_refused(client, ann):
    movie = make_movie("Heat")

    refused = saved(client, movie, name="", poster=upload(), poster_alt="A pier", poster_focus="3")
    client.post(address(movie), form_of(refused, name="Heat"))

    movie.refresh_from_db()
    assert facts(movie.poster) == (600, "A pier", 3)
    assert Image.objects.count() == 1


def test_what_was_typed_of_a_picture_stays_where_the_form_is_refused(client, ann):
    movie = make_movie("Heat", poster=store_image(picture(), "poster"))

    refused = saved(client, movie, name="", poster_alt="A pier", poster_focus="3")

    data = form_of(refused)
    assert (data["poster-alt"], data["poster-focus"]) == (["A pier"], ["3"])


def test_a_picture_that_it_had_is_chosen_again_as_it_was(client, ann):
    first = store_image(picture(), "poster", alternative_text="First")
    movie = make_movie(poster=first)
    saved(client, movie, poster=upload(400, 600), poster_alt="Second")

    saved(client, movie, poster_pick=str(first.pk))

    movie.refresh_from_db()
    assert movie.poster == first
    assert Image.objects.count() == 2


def test_only_its_own_pictures_of_that_role_can_be_chosen(client, ann):
    strange = make_image("poster")
    movie = make_movie(poster=make_image("poster"))

    page = client.get(address(movie)).content.decode()
    response = saved(client, movie, poster_pick=str(strange.pk))

    assert page.count('name="poster-pick"') == 0
    assert response.context["adminform"].form.errors == {"poster": ["This picture cannot be chosen here."]}


def test_a_season_offers_the_posters_of_its_show_and_of_the_others(client, ann):
    posters = [make_image("poster") for _ in range(3)]
    show = make_show(poster=posters[0], backdrop=make_image("backdrop"))
    season = make_season(show, 1)
    make_season(show, 2, poster=posters[1])

    page = client.get(address(season, "season")).content.decode()

    offered = [image.pk for image in posters if f'name="poster-pick" value="{image.pk}"' in page]
    assert offered == [posters[0].pk, posters[1].pk]


def test_a_picture_that_is_small_or_misshapen_is_taken_and_said(client, ann):
    movie = make_movie()

    response = saved(client, movie, poster=upload(300, 300))

    assert warnings_of(response) == [
        "Poster: 300 × 300 is not the shape of a poster, 2:3: 33 % of it will be cut away.",
        "Poster: 300 × 300 pixels are few for a poster: at least 540 × 810, or it looks soft.",
    ]
    assert client.get(address(movie)).content.decode().count("300 × 300 pixels are few for a poster") == 1
    assert warnings_of(saved(client, movie, poster=upload(600, 900))) == []


def test_a_picture_is_removed_with_what_was_said_of_it(client, ann):
    movie = make_movie(poster=store_image(picture(), "poster", alternative_text="A pier"))

    saved(client, movie, poster_clear="on", poster_alt="Another text")

    assert (Movie.objects.get().poster, Image.objects.count()) == (None, 1)


def test_two_texts_of_one_picture_are_shown_side_by_side(client, ann):
    movie = make_movie(poster=store_image(picture(), "poster", alternative_text="A pier"))
    page = client.get(address(movie))
    saved(client, movie, poster_alt="Theirs")
    theirs = Movie.objects.get().poster_id

    response = client.post(address(movie), form_of(page, **{"poster-alt": "Mine", "tagline": "Hot."}))

    (line,) = response.context["comparison"].differences
    assert (response.status_code, line.key, line.pick) == (409, "poster", "")
    assert ("“Theirs”" in line.theirs, "“Mine”" in line.mine) == (True, True)
    chosen = form_of(response, **{"_pick:poster": "theirs", "_resolve": "choices"})
    client.post(address(movie), chosen)
    movie.refresh_from_db()
    assert (movie.poster_id, movie.tagline) == (theirs, "Hot.")


def test_a_picture_that_only_the_other_changed_is_kept_without_asking(client, ann):
    movie = make_movie(poster=store_image(picture(), "poster", alternative_text="A pier"))
    page = client.get(address(movie))
    saved(client, movie, poster_alt="Theirs")

    response = client.post(address(movie), form_of(page, tagline="Hot."))

    movie.refresh_from_db()
    assert (response.status_code, movie.poster.alternative_text, movie.tagline) == (302, "Theirs", "Hot.")
