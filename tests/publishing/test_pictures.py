"""Pictures: what is stored, how it is served, and that what is missing is made again."""

import io

import pytest
from django.core.files.storage import default_storage, storages
from django.core.management import call_command
from django.test import Client
from PIL import Image as Picture

from streamcms.publishing.artwork.ladder import ImageRejected
from streamcms.publishing.image_files import missing_renditions, store_image
from streamcms.publishing.models import Image, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def original(width=400, height=600):
    stream = io.BytesIO()
    Picture.new("RGB", (width, height), (20, 60, 120)).save(stream, "JPEG")
    return stream.getvalue()


def test_an_original_is_kept_apart_and_every_rendition_is_made():
    image = store_image(original(), "poster", source="made", alternative_text="Blue")

    assert (image.width, image.height, image.format, len(image.key)) == (400, 600, "jpeg", 12)
    assert missing_renditions(image) == set()
    assert storages["originals"].exists(image.original_name)
    assert not default_storage.exists(image.original_name)


@pytest.mark.parametrize("extension", ["avif", "jpg"])
def test_a_rendition_is_served_for_ever_without_a_cookie(client, extension):
    image = store_image(original(), "poster")

    response = client.get(image.url(160, extension))

    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Type"] == {"avif": "image/avif", "jpg": "image/jpeg"}[extension]
    assert response.cookies.output() == ""
    assert Picture.open(io.BytesIO(response.getvalue())).width == 160


@pytest.mark.parametrize("path", ["0123456789ab/160.jpg", "../db.sqlite3", "0123456789ab/160.jpg/../../x", "x/1.jpg"])
def test_what_is_no_rendition_is_not_found(client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_a_file_that_is_no_picture_leaves_nothing_behind(own_files):
    with pytest.raises(ImageRejected):
        store_image(b"<html>", "poster")

    assert Image.objects.count() == 0
    assert not (own_files / "media").exists()


def test_the_smallest_rendition_that_is_wide_enough_is_chosen():
    image = store_image(original(), "poster")

    assert [image.url(width).rpartition("/")[2] for width in (100, 161, 9_999)] == ["160.jpg", "240.jpg", "400.jpg"]


def test_rebuild_makes_the_renditions_that_are_missing(capsys):
    image = store_image(original(), "poster")
    default_storage.delete(image.rendition_name(160, "avif"))

    call_command("rebuild", "artwork")
    call_command("rebuild", "artwork")

    assert missing_renditions(image) == set()
    assert capsys.readouterr().out.split("\n")[:2] == [
        "artwork: 1 renditions of pictures",
        "artwork: 0 renditions of pictures",
    ]


def test_the_site_says_whether_it_is_well():
    assert [Client().get(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]

    Revision.objects.all().delete()

    assert [Client().get(path).status_code for path in ("/healthz", "/readyz")] == [200, 503]
