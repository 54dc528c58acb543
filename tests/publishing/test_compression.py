"""Public texts travel compressed; what holds secrets and what is small already does not."""

import gzip

import pytest

from streamcms.publishing.image_files import store_image
from tests.factories import make_movie
from tests.publishing.test_share_card import original

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/sitemap-titles-1.xml", "/feeds/latest.xml", "/manifest.webmanifest"])
def test_public_text_is_compressed_for_who_asks(client, address):
    make_movie("Heat")
    make_movie("Cold")

    plain, compressed = client.get(address), client.get(address, headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in plain
    assert compressed["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.content) == plain.content


@pytest.mark.usefixtures("own_files")
def test_admin_and_pictures_are_left_alone(client):
    picture = store_image(original(400, 600), "poster").url(160)

    for address in ("/admin/login/", picture):
        response = client.get(address, headers={"accept-encoding": "gzip"})
        assert response.status_code == 200
        assert "Content-Encoding" not in response
        response.close()
