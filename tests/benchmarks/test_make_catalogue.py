"""Invented catalogues are valid, spread as real ones are, and the same for the same seed."""

from collections import Counter
from itertools import islice

import pytest

from benchmarks.invented.facts import CHUNK, chunk_of_titles
from benchmarks.invented.rows import write_catalogue
from catalog.models import Credit, Episode, Title
from people.models import Person
from streamcms.publishing.models import Image
from streamcms.publishing.viewpoint import Viewpoint


def test_a_seed_makes_one_catalogue():
    first = list(islice(chunk_of_titles(7, 0), 50))

    assert list(islice(chunk_of_titles(7, 0), 50)) == first
    assert list(islice(chunk_of_titles(8, 0), 50)) != first
    assert next(chunk_of_titles(7, 1)).number == CHUNK


def test_facts_are_spread_as_in_real_catalogues():
    facts = list(chunk_of_titles(1, 0))
    shares = {
        "shows": sum(row.kind == "show" for row in facts),
        "unrated": sum(row.rating is None for row in facts),
        "without Metascore": sum(row.metascore is None for row in facts),
        "with poster": sum(row.poster is not None for row in facts),
        "published": sum(row.state == "published" and not row.window for row in facts),
        "in English": sum(row.language == 0 for row in facts),
    }

    rounded = {name: round(count / len(facts), 1) for name, count in shares.items()}

    assert rounded == {
        "shows": 0.2,
        "unrated": 0.1,
        "without Metascore": 0.8,
        "with poster": 0.9,
        "published": 0.9,
        "in English": 0.6,
    }
    genres = Counter(genre for row in facts for genre in row.genres)
    assert [genre for genre, _ in genres.most_common(2)] == [0, 1]
    assert len(genres) == 19


@pytest.mark.django_db
def test_a_catalogue_is_written_whole():
    write_catalogue(300, credits=2, people=50, episodes=True)

    assert Title.objects.count() == 300
    assert Person.objects.count() == 50
    assert Image.objects.count() == Title.objects.exclude(poster=None).count() > 200
    assert 400 < Credit.objects.count() < 800
    assert Episode.objects.exclude(season__show__kind="show").count() == 0
    assert 250 < Title.objects.visible(Viewpoint.public()).count() < 300


@pytest.mark.django_db
def test_written_titles_are_valid_and_can_be_saved():
    write_catalogue(40)

    for title in Title.objects.all():
        before = title.sort_key, title.search_text, title.shuffle
        title.full_clean()
        title.save()
        assert (title.sort_key, title.search_text, title.shuffle) == before
    assert Title.objects.create(kind="movie", name="One more", slug="one-more").pk > 40
