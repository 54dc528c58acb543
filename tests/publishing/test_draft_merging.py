"""A draft and what somebody else changed meanwhile: merged by field, asked where both changed the same."""

import pytest
from django.contrib.auth.models import User

from catalog.models import Certification, Movie
from streamcms.publishing.drafts import Draft, publish_draft
from tests.browser_forms import form_of
from tests.draft_forms import PUBLISH, SAVE, address, fields, log_in, save_draft
from tests.factories import (
    make_genre,
    make_movie,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return log_in("ada")


@pytest.fixture
def bert():
    return log_in("bert")


@pytest.fixture
def movie():
    return make_movie("Heat", synopsis="Old words.", tagline="A tagline.")


def changed_by_both(ada, bert, movie):
    """A draft of Ada's, and what Bert saved meanwhile."""
    opened = bert.get(address(movie))
    save_draft(ada, movie, synopsis="Her words.", tagline="Her tagline.")
    bert.post(address(movie), form_of(opened, synopsis="His words.", metascore="77", _save="1"))
    return ada.get(address(movie))


def lines(response):
    return {each.key: (each.opened, each.theirs, each.mine, each.pick) for each in response.context["draft"].conflicts}


def test_what_both_changed_is_named_and_chosen(ada, bert, movie):
    form = changed_by_both(ada, bert, movie)
    key = f"catalog.title:{movie.pk}:synopsis"

    to_choose = ada.post(address(movie), form_of(form, **PUBLISH))
    page = ada.get(to_choose.url)
    undecided = ada.post(to_choose.url, form_of(page))

    assert lines(form) == lines(page) == {key: ("Old words.", "His words.", "Her words.", "")}
    assert (undecided.status_code, fields(movie, "synopsis")) == (200, ("His words.",))
    assert form_of(form)["synopsis"], form_of(form)["metascore"] == (["Her words."], ["77"])


@pytest.mark.parametrize(("pick", "synopsis"), [("mine", "Her words."), ("theirs", "His words.")])
def test_what_was_chosen_is_published(ada, bert, movie, pick, synopsis):
    changed_by_both(ada, bert, movie)
    page = ada.get(address(movie, "draft/publish"))
    choice = {f"_pick:catalog.title:{movie.pk}:synopsis": pick}

    ada.post(address(movie, "draft/publish"), form_of(page, **choice))

    assert fields(movie, "synopsis", "tagline", "metascore", "version") == (synopsis, "Her tagline.", 77, 3)
    assert not Draft.objects.exists()


def test_choices_are_kept_in_the_draft_for_who_publishes(bert, movie):
    editor = log_in("eve", "Editor")
    page = changed_by_both(editor, bert, movie)
    choice = {f"_pick:catalog.title:{movie.pk}:synopsis": "theirs"}
    url = address(movie, "draft/publish")

    refused = editor.post(url, form_of(editor.get(url), **choice))
    editor.post(url, form_of(editor.get(url), **choice, _settle="1"))

    assert refused.status_code == 403
    assert fields(movie, "synopsis", "tagline", "version") == ("His words.", "A tagline.", 2)
    page = editor.get(address(movie))
    assert lines(page) == {}
    assert (form_of(page)["synopsis"], form_of(page)["tagline"]) == (["His words."], ["Her tagline."])


def test_a_conflict_is_asked_again_after_the_draft_was_saved_again(ada, bert, movie):
    form = changed_by_both(ada, bert, movie)

    ada.post(address(movie), form_of(form, **SAVE, runtime="90"))
    outcome = publish_draft(Draft.objects.get(), User.objects.get(username="ada"))

    assert [(each.field, each.base, each.live) for each in outcome.conflicts] == [
        ("synopsis", "Old words.", "His words.")
    ]
    assert (outcome.is_published, Draft.objects.count()) == (False, 1)


def test_what_changed_while_one_chose_is_shown_again(ada, bert, movie):
    changed_by_both(ada, bert, movie)
    url = address(movie, "draft/publish")
    page = form_of(ada.get(url), **{f"_pick:catalog.title:{movie.pk}:synopsis": "mine"})
    Movie.objects.filter(pk=movie.pk).update(synopsis="Third words.")

    again = ada.post(url, page)

    assert again.status_code == 200
    assert [line[1] for line in lines(again).values()] == ["Third words."]
    assert fields(movie, "synopsis") == ("Third words.",)


def test_a_row_that_was_removed_meanwhile_is_a_conflict(ada, movie):
    row = Certification.objects.create(title=movie, country="US", code="R")
    save_draft(ada, movie, **{"certifications-0-code": "PG"})
    draft, name = Draft.objects.get(), f"catalog.certification:{row.pk}:"
    key = row.pk
    row.delete()

    asked = publish_draft(draft, User.objects.get())
    given_back = publish_draft(draft, User.objects.get(), {name: "mine"})

    assert [each.name for each in asked.conflicts] == [name]
    assert given_back.is_published
    assert Certification.objects.values_list("pk", "code").get() == (key, "PG")


def test_a_conflict_in_a_row_says_which_row(ada, movie):
    Certification.objects.create(title=movie, country="US", code="R")
    save_draft(ada, movie, **{"certifications-0-code": "PG"})
    Certification.objects.update(code="18")

    (line,) = ada.get(address(movie, "draft/publish")).context["draft"].conflicts

    assert (line.label, line.opened, line.theirs, line.mine) == ("Certification US: PG: Code", "R", "18", "PG")


def test_genres_of_both_are_kept(ada, movie):
    hers, his = make_genre("Hers"), make_genre("His")
    draft = save_draft(ada, movie, genres=[str(hers.pk)])
    movie.genres.add(his)

    outcome = publish_draft(draft, User.objects.get())

    assert (outcome.is_published, set(movie.genres.all())) == (True, {hers, his})


def test_a_genre_that_is_gone_is_named_and_left_out(ada, movie):
    genre, other = make_genre("Gone"), make_genre("There")
    draft = save_draft(ada, movie, genres=[str(genre.pk), str(other.pk)])
    genre.delete()

    outcome = publish_draft(draft, User.objects.get())

    assert (outcome.is_published, list(movie.genres.all())) == (True, [other])
    assert outcome.dropped == ["Movie “Heat (2001)”: Genres: some of them are gone."]


def test_an_address_taken_meanwhile_keeps_the_draft(ada, movie):
    draft = save_draft(ada, movie, slug="taken")
    make_movie("Taken")

    outcome = publish_draft(draft, User.objects.get())

    assert not outcome.is_published
    assert len(outcome.problems) == 1
    assert "“taken” was the public address of something else" in outcome.problems[0]
    assert fields(movie, "slug") == ("heat",)
    assert ada.get(address(movie)).status_code == 200
