"""Rules that warn ask before publishing, rules that block refuse, with the words beside the state."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User

from catalog.models import Credit, HealthRule, Movie, Title
from people.models import Person
from streamcms.publishing.models import Image
from tests.browser_forms import form_of
from tests.catalog.test_health_rules import SYNOPSIS, make_good_person, make_good_title

pytestmark = pytest.mark.django_db

FORM = "/admin/catalog/movie/%d/change/"


def publish(client, movie, **changes):
    address = FORM % movie.pk
    return client.post(address, form_of(client.get(address), state="published", **changes))


def state_of(movie):
    return Movie.objects.get(pk=movie.pk).state


def set_rule(key, severity):
    HealthRule.objects.update_or_create(key=key, defaults={"severity": severity})


def words_beside_state(response):
    return response.context["adminform"].form.errors["state"]


def test_a_rule_that_notes_stops_nobody(admin_client):
    movie = make_good_title(state="draft", synopsis="")

    publish(admin_client, movie)

    assert state_of(movie) == "published"


def test_a_rule_that_blocks_refuses_and_keeps_what_was_typed(admin_client):
    set_rule("synopsis", "block")
    movie = make_good_title(state="draft", synopsis="")

    response = publish(admin_client, movie, tagline="Typed.")

    assert (response.status_code, state_of(movie), Movie.objects.get().tagline) == (200, "draft", "")
    assert words_beside_state(response) == ["This blocks publishing: There is no synopsis."]
    assert form_of(response)["tagline"] == ["Typed."]


def test_what_the_same_save_puts_right_does_not_block(admin_client):
    set_rule("synopsis", "block")
    set_rule("certification", "block")
    movie = make_good_title(state="draft", synopsis="")
    movie.certifications.all().delete()

    publish(admin_client, movie, synopsis=SYNOPSIS, **{"certifications-0-country": "DE", "certifications-0-code": "12"})

    assert state_of(movie) == "published"


def test_what_the_same_save_takes_away_blocks(admin_client):
    set_rule("synopsis", "block")
    movie = make_good_title(state="draft")

    publish(admin_client, movie, synopsis="")

    assert (state_of(movie), Movie.objects.get().synopsis) == ("draft", SYNOPSIS)


def test_a_rule_that_warns_asks_and_takes_yes_for_an_answer(admin_client):
    set_rule("synopsis", "warn")
    set_rule("poster", "warn")
    movie = make_good_title(state="draft", synopsis="", poster=None)

    asked = publish(admin_client, movie)
    before = state_of(movie)
    admin_client.post(FORM % movie.pk, form_of(asked, _publish_although="poster,synopsis"))

    assert before == "draft"
    assert "Publish although: There is no poster and There is no synopsis" in words_beside_state(asked)[1]
    assert state_of(movie) == "published"


def test_yes_to_one_warning_is_no_yes_to_another(admin_client):
    set_rule("synopsis", "warn")
    set_rule("poster", "warn")
    movie = make_good_title(state="draft", synopsis="", poster=None)

    publish(admin_client, movie, _publish_although="poster")

    assert state_of(movie) == "draft"


def test_yes_to_a_warning_is_none_to_a_block(admin_client):
    set_rule("synopsis", "block")
    movie = make_good_title(state="draft", synopsis="")

    publish(admin_client, movie, _publish_although="synopsis")

    assert state_of(movie) == "draft"


def test_what_is_published_already_can_still_be_edited(admin_client):
    set_rule("synopsis", "block")
    movie = make_good_title(synopsis="")

    publish(admin_client, movie, tagline="New.")

    assert Movie.objects.get().tagline == "New."


def test_a_draft_may_lack_anything(admin_client):
    set_rule("synopsis", "block")
    movie = make_good_title(state="draft", synopsis="")

    address = FORM % movie.pk
    admin_client.post(address, form_of(admin_client.get(address), tagline="New.", state="in_review"))

    assert (state_of(movie), Movie.objects.get().tagline) == ("in_review", "New.")


def test_a_new_title_is_not_published_past_a_block(admin_client):
    set_rule("synopsis", "block")
    form = form_of(admin_client.get("/admin/catalog/movie/add/"), name="Heat", state="published")

    response = admin_client.post("/admin/catalog/movie/add/", form)

    assert (response.status_code, Title.objects.count()) == (200, 0)
    assert words_beside_state(response) == ["This blocks publishing: There is no synopsis."]


def test_people_have_the_same_gate(admin_client):
    set_rule("portrait", "block")
    person = make_good_person(portrait=None, state="draft")
    address = f"/admin/people/person/{person.pk}/change/"

    response = admin_client.post(address, form_of(admin_client.get(address), state="published"))

    assert words_beside_state(response) == ["This blocks publishing: There is no portrait."]
    assert Person.objects.get(pk=person.pk).state == "draft"


def test_a_refused_save_leaves_no_trace(admin_client):
    set_rule("synopsis", "block")
    movie = make_good_title(state="draft", synopsis="")
    tables = (Credit, Image, Title)
    before = [model.objects.count() for model in tables], Movie.objects.get().version

    publish(admin_client, movie)
    page = admin_client.get(f"/admin/catalog/movie/{movie.pk}/history/").content.decode()

    assert ([model.objects.count() for model in tables], Movie.objects.get().version) == before
    assert "admin" not in page.split('id="content-main"')[1].split("</table>")[0].replace("/admin/", "")


def test_obstacles_and_warnings_name_what_is_stored(rf, admin_user):
    set_rule("synopsis", "block")
    set_rule("poster", "warn")
    good, bad = make_good_title(state="draft"), make_good_title(state="draft", synopsis="", poster=None)
    model_admin = admin.site.get_model_admin(Movie)
    request = rf.get("/")

    things = Movie.objects.filter(pk__in=[good.pk, bad.pk])

    assert model_admin.publishing_obstacles(request, things) == {bad.pk: ["There is no synopsis."]}
    assert model_admin.publishing_warnings(request, things) == {bad.pk: ["There is no poster."]}


def test_an_editor_who_may_not_publish_is_told_of_no_block(client):
    set_rule("synopsis", "block")
    movie = make_good_title(synopsis="", state="in_review")
    editor = User.objects.create_user("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor)
    address = FORM % movie.pk

    client.post(address, form_of(client.get(address), tagline="New."))

    assert Movie.objects.get().tagline == "New."
