"""Hundreds of saves at one moment against a real database, through the admin: none overwrites, none collides."""

import gc
import multiprocessing
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client

from catalog.models import Movie
from tests.browser_forms import form_of
from tests.factories import make_movie

pytestmark = pytest.mark.django_db(transaction=True)

EDITORS, SAVES_EACH = 20, 20
PROCESSES, TITLES_EACH = 8, 100


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_of_four_hundred_saves_of_one_version_one_is_taken_and_none_is_lost():
    user = User.objects.create_superuser("editor")
    movie = make_movie("Heat", synopsis="Old words.")
    url = f"/admin/catalog/movie/{movie.pk}/change/"
    form = form_of(logged_in(user).get(url))
    start = Barrier(EDITORS)

    def save(number):
        client = logged_in(user)
        start.wait()
        answers = []
        for count in range(SAVES_EACH):
            text = f"Words {number}-{count}."
            response = client.post(url, form | {"synopsis": [text]})
            answers.append((response.status_code, text, text in response.content.decode()))
        connections.close_all()
        return answers

    with ThreadPoolExecutor(EDITORS) as pool:
        answers = [answer for answers in pool.map(save, range(EDITORS)) for answer in answers]

    movie.refresh_from_db()
    taken = [text for status, text, _shown in answers if status == 302]
    assert Counter(status for status, *_rest in answers) == {302: 1, 409: EDITORS * SAVES_EACH - 1}
    assert (movie.synopsis, movie.version) == (taken[0], 2)
    assert all(is_shown for status, _text, is_shown in answers if status == 409)


def add_titles(key):
    client = logged_in(User.objects.get(pk=key))
    form = form_of(client.get("/admin/catalog/movie/add/"))
    statuses = Counter(
        client.post("/admin/catalog/movie/add/", form | {"name": ["One Name"]}).status_code for _ in range(TITLES_EACH)
    )
    connections.close_all()
    return statuses


def test_eight_processes_add_eight_hundred_titles_of_one_name():
    user = User.objects.create_superuser("editor")
    connections.close_all()  # a connection does not survive a fork

    # What this process has made so far is nothing for theirs to sweep, again and again.
    with multiprocessing.get_context("fork").Pool(PROCESSES, initializer=gc.freeze) as pool:
        statuses = sum(pool.map(add_titles, [user.pk] * PROCESSES), Counter())

    slugs = set(Movie.objects.filter(name="One Name").values_list("slug", flat=True))
    assert statuses == {302: PROCESSES * TITLES_EACH}
    assert len(slugs) == PROCESSES * TITLES_EACH
