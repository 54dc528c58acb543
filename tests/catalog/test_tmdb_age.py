"""What TMDB lets nobody keep longer than six months is told."""

import datetime as dt

import pytest
from django.utils import timezone

from catalog.tmdb_age import report_stale
from streamcms.publishing.models import ExternalId
from tests.factories import make_image, make_movie

pytestmark = pytest.mark.django_db


def fetched(provider, days):
    movie, at = make_movie(), timezone.now() - dt.timedelta(days=days)
    ExternalId.objects.create(provider=provider, kind="movie", value=str(movie.pk), subject=movie, fetched_at=at)
    make_image(source=f"{provider}:/a.jpg", fetched_at=at)


def test_only_what_came_from_there_and_is_older_than_six_months_is_told():
    fetched("tmdb", 100)
    fetched("imdb", 300)
    before = report_stale()

    fetched("tmdb", 200)

    assert before == ""
    assert report_stale() == "1 titles and people and 1 pictures are older than six months: import them again"
