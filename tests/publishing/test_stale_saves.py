"""Two editors at once: a stale save is refused with both versions side by side, and nothing typed is lost."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from catalog.models import Certification, Movie
from streamcms.publishing.admin_site.choices import PICK
from streamcms.publishing.models import Image
from tests.browser_forms import form_of
from tests.factories import make_credit, make_image, make_movie
from tests.publishing.test_admin_forms import jpeg
from theming.models import Site

pytestmark = pytest.mark.django_db


def log_in(name):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ada():
    return log_in("ada")


@pytest.fixture
def bert():
    return log_in("bert")


@pytest.fixture
def movie():
    return make_movie("Heat", synopsis="Old words.", tagline="A tagline.")


def address(movie, page="change"):
    return f"/admin/catalog/movie/{movie.pk}/{page}/"


def fields(movie, *names):
    movie = Movie.objects.get(pk=movie.pk)
    return tuple(getattr(movie, name) for name in names)


def lines(response):
    """{key: (opened, theirs, mine, pick)} of the page of two versions."""
    return {
        each.key: (each.opened, each.theirs, each.mine, each.pick)
        for each in response.context["comparison"].differences
    }


def conflict(ada, bert, movie, **hers):
    """Bert's answer to saving what he typed after Ada saved."""
    opened = bert.get(address(movie))
    ada.post(address(movie), form_of(ada.get(address(movie)), synopsis="Her words.", **hers))
    return bert.post(address(movie), form_of(opened, synopsis="His words.", metascore="77"))


def test_a_stale_save_is_refused_with_both_versions(ada, bert, movie):
    answer = conflict(ada, bert, movie, tagline="Her tagline.")

    assert answer.status_code == 409
    assert lines(answer) == {
        "synopsis": ("Old words.", "Her words.", "His words.", ""),
        "tagline": ("A tagline.", "Her tagline.", "A tagline.", "theirs"),
    }
    assert [each.label for each in answer.context["comparison"].only_mine] == ["Metascore"]
    assert answer.context["last_saved"].user.username == "ada"
    assert fields(movie, "synopsis", "metascore", "version") == ("Her words.", None, 2)


@pytest.mark.parametrize(("pick", "synopsis"), [("mine", "His words."), ("theirs", "Her words.")])
def test_what_was_chosen_is_saved(ada, bert, movie, pick, synopsis):
    answer = conflict(ada, bert, movie, tagline="Her tagline.")

    saved = bert.post(address(movie), form_of(answer, **{PICK + "synopsis": pick, "_resolve": "choices"}))

    assert saved.status_code == 302
    assert fields(movie, "synopsis", "tagline", "metascore", "version") == (synopsis, "Her tagline.", 77, 3)


def test_a_line_that_both_changed_must_be_chosen(ada, bert, movie):
    answer = conflict(ada, bert, movie)

    again = bert.post(address(movie), form_of(answer, _resolve="choices"))

    assert (again.status_code, again.context["is_undecided"]) == (409, True)
    assert lines(again) == {"synopsis": ("Old words.", "Her words.", "His words.", "")}
    assert fields(movie, "synopsis") == ("Her words.",)


def test_all_of_mine_goes_over_it_once_seen(ada, bert, movie):
    answer = conflict(ada, bert, movie, tagline="Her tagline.")

    bert.post(address(movie), form_of(answer, _resolve="mine"))

    assert fields(movie, "synopsis", "tagline", "metascore") == ("His words.", "A tagline.", 77)


def test_what_changed_while_one_chose_is_shown_again(ada, bert, movie):
    answer = conflict(ada, bert, movie)
    Movie.objects.filter(pk=movie.pk).update(synopsis="Third words.")

    again = bert.post(address(movie), form_of(answer, _resolve="mine"))

    assert again.status_code == 409
    assert lines(again) == {"synopsis": ("Her words.", "Third words.", "His words.", "")}


def test_one_goes_on_editing_what_was_typed(ada, bert, movie):
    answer = conflict(ada, bert, movie)

    form = bert.post(address(movie), form_of(answer, _resolve="edit"))
    saved = bert.post(address(movie), form_of(form, synopsis="Both words."))

    assert (form.status_code, form_of(form)["synopsis"], form_of(form)["metascore"]) == (200, ["His words."], ["77"])
    assert saved.status_code == 302
    assert fields(movie, "synopsis", "metascore") == ("Both words.", 77)


def test_an_import_is_noticed_though_it_counts_no_version(bert, movie):
    opened = bert.get(address(movie))
    Movie.objects.filter(pk=movie.pk).update(synopsis="Imported.")

    answer = bert.post(address(movie), form_of(opened, tagline="His."))

    assert lines(answer) == {"synopsis": ("Old words.", "Imported.", "Old words.", "theirs")}
    assert fields(movie, "synopsis", "tagline") == ("Imported.", "A tagline.")


def test_what_the_form_does_not_show_makes_it_not_stale(ada, bert, movie):
    opened = bert.get(address(movie))
    make_credit(movie)
    Movie.objects.filter(pk=movie.pk).update(version=9)

    assert bert.post(address(movie), form_of(opened, synopsis="His words.")).status_code == 302
    assert fields(movie, "synopsis", "version") == ("His words.", 10)


def test_a_spoilt_token_lets_nothing_through_unseen(bert, movie):
    opened = bert.get(address(movie))

    spoilt = "x" + form_of(opened)["_opened"][0]
    answer = bert.post(address(movie), form_of(opened, synopsis="His words.", _opened=spoilt))

    assert lines(answer) == {"synopsis": (None, "Old words.", "His words.", "")}


def test_the_token_of_another_thing_counts_for_nothing(bert, movie):
    other = bert.get(address(make_movie("Ran", synopsis="Old words.")))
    opened = bert.get(address(movie))

    answer = bert.post(address(movie), form_of(opened, synopsis="His words.", _opened=form_of(other)["_opened"]))

    assert answer.status_code == 409


def test_a_refused_form_keeps_the_moment_it_was_opened(ada, bert, movie):
    opened = bert.get(address(movie))
    invalid = bert.post(address(movie), form_of(opened, name="", synopsis="His words."))
    ada.post(address(movie), form_of(ada.get(address(movie)), synopsis="Her words."))

    answer = bert.post(address(movie), form_of(invalid, name="Heat"))

    assert lines(answer) == {"synopsis": ("Old words.", "Her words.", "His words.", "")}


def certifications(movie):
    return sorted(movie.certifications.values_list("country", "code"))


def test_rows_of_an_inline_are_compared_one_by_one(ada, bert, movie):
    for country, code in (("US", "R"), ("DE", "16"), ("FR", "12"), ("GB", "18")):
        Certification.objects.create(title=movie, country=country, code=code)
    opened = bert.get(address(movie))
    formset = opened.context["inline_admin_formsets"][0].formset
    places = {form["country"].value(): form.prefix for form in formset.initial_forms}
    movie.certifications.filter(country="US").update(code="PG")
    movie.certifications.filter(country="DE").update(code="12")
    movie.certifications.filter(country__in=["FR", "GB"]).delete()
    Certification.objects.create(title=movie, country="IT", code="T")

    answer = bert.post(address(movie), form_of(opened, **{f"{places['US']}-code": "X", f"{places['GB']}-code": "15"}))
    shown = lines(answer)
    picks = {PICK + key: "mine" for key, line in shown.items() if not line[3]}
    saved = bert.post(address(movie), form_of(answer, **picks, _resolve="choices"))

    assert [(theirs, mine, pick) for _opened, theirs, mine, pick in shown.values()] == [
        ("12", "16", "theirs"),
        ("removed", "GB · 15", ""),
        ("PG", "X", ""),
    ]
    assert len(answer.context["comparison"].added) == 1
    assert saved.status_code == 302
    assert certifications(movie) == [("DE", "12"), ("GB", "15"), ("IT", "T"), ("US", "X")]


def test_a_row_that_one_removes_and_the_other_changes_is_asked_about(ada, bert, movie):
    Certification.objects.create(title=movie, country="US", code="R")
    opened = bert.get(address(movie))
    movie.certifications.update(code="PG")

    answer = bert.post(address(movie), form_of(opened, **{"certifications-0-DELETE": "on"}))
    bert.post(address(movie), form_of(answer, **{PICK + "certifications-0-DELETE": "theirs", "_resolve": "choices"}))

    assert [line[1:] for line in lines(answer).values()] == [("US · PG", "removed", "")]
    assert certifications(movie) == [("US", "PG")]


def test_an_upload_is_not_lost(ada, bert, movie, own_files):
    opened = bert.get(address(movie))
    ada.post(address(movie), form_of(ada.get(address(movie)), synopsis="Her words."))
    answer = bert.post(address(movie), {**form_of(opened), "poster": jpeg()})

    saved = bert.post(address(movie), form_of(answer, _resolve="choices"))

    movie.refresh_from_db()
    assert (answer.status_code, saved.status_code) == (409, 302)
    assert (movie.poster.width, movie.synopsis, Image.objects.count()) == (200, "Her words.", 1)
    assert "poster" in movie.locked_fields


def test_a_picture_that_another_replaced_stays_where_it_was_left_alone(bert, movie):
    opened = bert.get(address(movie))
    poster = make_image("poster")
    Movie.objects.filter(pk=movie.pk).update(poster=poster)

    assert bert.post(address(movie), form_of(opened, synopsis="His words.")).status_code == 302
    assert fields(movie, "poster", "synopsis") == (poster, "His words.")


def test_what_was_deleted_meanwhile_gives_back_what_was_typed(ada, bert, movie):
    opened = bert.get(address(movie))
    ada.post(address(movie, "delete"), {"post": "yes"})

    answer = bert.post(address(movie), form_of(opened, synopsis="His long words."))

    assert answer.status_code == 409
    assert ("synopsis", "His long words.") in answer.context["typed"]


def credits_of(movie):
    return list(movie.credits.values_list("character", flat=True))


def test_rows_that_each_changed_alone_are_kept_of_both(ada, bert, movie):
    for name in ("One", "Two", "Three"):
        make_credit(movie, character=name)
    opened = bert.get(address(movie, "credits"))
    ada.post(address(movie, "credits"), form_of(ada.get(address(movie, "credits")), **{"rows-0-character": "Hers"}))

    saved = bert.post(address(movie, "credits"), form_of(opened, **{"rows-1-character": "His"}))

    assert saved.status_code == 302
    assert credits_of(movie) == ["Hers", "His", "Three"]


def test_a_row_that_both_changed_is_refused(ada, bert, movie):
    make_credit(movie, character="One")
    opened = bert.get(address(movie, "credits"))
    ada.post(address(movie, "credits"), form_of(ada.get(address(movie, "credits")), **{"rows-0-character": "Hers"}))

    answer = bert.post(address(movie, "credits"), form_of(opened, **{"rows-0-character": "His"}))
    held = credits_of(movie)
    key = "rows-0-character"
    bert.post(address(movie, "credits"), form_of(answer, **{PICK + key: "mine", "_resolve": "choices"}))

    assert (answer.status_code, lines(answer)) == (409, {key: ("One", "Hers", "His", "")})
    assert (held, credits_of(movie)) == (["Hers"], ["His"])


def test_the_sites_own_form_is_guarded_too(ada, bert):
    Site.objects.create(name="Lantern")
    url = "/admin/theming/site/1/change/"
    opened = bert.get(url)
    ada.post(url, form_of(ada.get(url), name="Hers"))

    answer = bert.post(url, form_of(opened, name="His"))

    assert (answer.status_code, Site.objects.get().name) == (409, "Hers")
