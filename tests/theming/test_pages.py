"""The pages that editors write."""

import pytest

from tests.factories import make_movie, make_page

pytestmark = pytest.mark.django_db

NOTICE = b"not endorsed, certified, or otherwise approved by TMDB"


def test_the_about_page_says_so_where_data_of_tmdb_is_shown(client):
    make_page("About", slug="about")
    make_page("Privacy", slug="privacy")
    movie = make_movie()
    before = NOTICE in client.get("/about/").content

    movie.external_ids.create(provider="tmdb", kind="movie", value="550")

    assert before is False
    assert NOTICE in client.get("/about/").content
    assert NOTICE not in client.get("/privacy/").content
