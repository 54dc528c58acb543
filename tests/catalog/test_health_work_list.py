"""The work list: filters, counts, owners, settings of the rules, and the same queries however long it is."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from catalog.derived import refresh_health
from catalog.models import HealthOwner, HealthRule, Movie
from tests import factories as make
from tests.catalog.test_health_rules import SYNOPSIS, make_good_person, make_good_title

pytestmark = pytest.mark.django_db

LIST, RULES = "/admin/health/", "/admin/health/rules/"


@pytest.fixture
def catalogue():
    """Names say what each lacks."""
    things = {
        "poster": make_good_title(name="No poster", poster=None),
        "synopsis": make_good_title(name="No synopsis", synopsis="", state="draft"),
        "show": make_good_title("show", name="Show without poster", poster=None, state="in_review"),
        "archived": make_good_title(name="Archived", poster=None, state="archived"),
        "person": make_good_person(name="No biography", biography=""),
        "whole": make_good_title(name="Everything"),
    }
    refresh_health()
    return things


def listed(client, **query):
    response = client.get(LIST, query)
    return [entry.name.partition(" (")[0] for entry in response.context["entries"]]


def as_role(client, role, name="somebody"):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, {"No poster", "No synopsis", "Show without poster", "No biography"}),
        ({"rule": "poster"}, {"No poster", "Show without poster"}),
        ({"rule": "synopsis"}, {"No synopsis"}),
        ({"kind": "show"}, {"Show without poster"}),
        ({"kind": "person"}, {"No biography"}),
        ({"state": "draft"}, {"No synopsis"}),
        ({"state": "archived"}, {"Archived"}),
        ({"q": "póster"}, {"No poster", "Show without poster"}),
        ({"q": "biog"}, {"No biography"}),
        ({"severity": "warn"}, {"No synopsis"}),
        ({"severity": "block"}, set()),
        ({"owner": "me"}, {"No poster"}),
        ({"owner": "nobody"}, {"No synopsis", "Show without poster", "No biography"}),
        ({"rule": "poster", "kind": "show", "state": "draft"}, set()),
        (
            {"rule": "unheard", "kind": "x", "owner": "٣", "p": "99"},
            {"No poster", "No synopsis", "Show without poster", "No biography"},
        ),
    ],
)
def test_filters_narrow_the_list(admin_client, admin_user, catalogue, query, names):
    HealthRule.objects.create(key="synopsis", severity="warn")
    HealthOwner.objects.create(title=catalogue["poster"], owner=admin_user)

    assert set(listed(admin_client, **query)) == names


def test_what_blocks_comes_first_then_what_is_least_complete(admin_client, catalogue):
    HealthRule.objects.create(key="biography", severity="block")
    HealthRule.objects.create(key="synopsis", severity="warn")

    assert listed(admin_client) == ["No biography", "No synopsis", "No poster", "Show without poster"]
    assert listed(admin_client, order="name") == ["No biography", "No poster", "No synopsis", "Show without poster"]


def test_each_filter_counts_under_the_others(admin_client, catalogue):
    context = admin_client.get(LIST, {"rule": "poster"}).context

    assert {rule.key: count for _, rule, count in context["rules"]} == {"poster": 2, "synopsis": 1, "biography": 1}
    assert [count for *_, count in context["kinds"]] == [1, 1, 0]
    assert {state: count for state, _, count in context["states"]} == {
        "draft": 0, "in_review": 1, "published": 1, "archived": 1,
    }  # fmt: skip
    assert [count for *_, count in context["severities"]] == [0, 0, 2]


def test_a_page_that_shows_five_takes_as_many_queries_as_one_that_shows_one(admin_client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(LIST).status_code == 200
        return len(captured)

    for build in (make_good_title, make_good_person):
        build(**{"synopsis" if build is make_good_title else "biography": ""})
    refresh_health()
    queries()
    one = queries()

    for number in range(4):
        owner = User.objects.create_user(f"user-{number}", is_staff=True, is_superuser=True)
        HealthOwner.objects.create(title=make_good_title("show", synopsis="", poster=None), owner=owner)
        HealthOwner.objects.create(person=make_good_person(biography="", portrait=None), owner=owner)
    refresh_health()

    assert queries() == one
    assert len(listed(admin_client)) == 10


def test_a_thing_that_was_put_right_without_being_counted_says_so(admin_client, catalogue):
    type(catalogue["synopsis"]).objects.filter(pk=catalogue["synopsis"].pk).update(synopsis=SYNOPSIS)

    page = admin_client.get(LIST, {"rule": "synopsis"}).content.decode()
    admin_client.post(LIST, {"count": "1"})

    assert ("Put right meanwhile." in page, "Count it now" in page) == (True, True)
    assert listed(admin_client, rule="synopsis") == []


def test_an_editor_takes_something_and_gives_it_back(client, catalogue):
    editor = as_role(client, "Editor")
    key = f"title:{catalogue['poster'].pk}"

    client.post(LIST, {"take": key})
    mine = listed(client, owner="me")
    client.post(LIST, {"drop": key})

    assert (mine, listed(client, owner="me")) == (["No poster"], [])
    log = LogEntry.objects.filter(user=editor).order_by("pk").values_list("object_id", "change_message")
    assert list(log) == [
        (str(catalogue["poster"].pk), "Work list: given to somebody."),
        (str(catalogue["poster"].pk), "Work list: given to nobody."),
    ]


def test_several_are_given_to_somebody_at_once(admin_client, admin_user, catalogue):
    ada = User.objects.create_superuser("ada", first_name="Ada", last_name="Byron")
    chosen = [f"title:{catalogue['poster'].pk}", f"person:{catalogue['person'].pk}", "title:0", "nonsense", "person:x"]

    response = admin_client.post(LIST, {"give": "1", "owner": ada.pk, "thing": chosen}, follow=True)

    assert "2 now belong to Ada Byron." in response.content.decode()
    held = HealthOwner.objects.values_list("title", "person", "owner", "given_by").order_by("pk")
    assert list(held) == [
        (catalogue["poster"].pk, None, ada.pk, admin_user.pk),
        (None, catalogue["person"].pk, ada.pk, admin_user.pk),
    ]


def test_all_that_is_found_is_given_not_only_what_the_page_shows(admin_client, admin_user):
    for number in range(53):
        make.make_movie(f"Movie {number}", state="draft")
    make.make_movie("Shown")
    refresh_health()

    admin_client.post(f"{LIST}?state=draft", {"give": "1", "owner": "me", "everything": "1"})

    assert HealthOwner.objects.filter(owner=admin_user, title__state="draft").count() == 53
    assert HealthOwner.objects.count() == 53


@pytest.mark.parametrize("owner", ["", "99999", "x", "٣"])
def test_nothing_is_given_to_who_is_not_there(admin_client, catalogue, owner):
    response = admin_client.post(
        LIST, {"give": "1", "owner": owner, "thing": f"title:{catalogue['poster'].pk}"}, follow=True
    )

    assert "Choose who is to have them." in response.content.decode()
    assert HealthOwner.objects.count() == 0


def test_who_may_not_edit_is_given_nothing(admin_client, catalogue):
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.groups.add(Group.objects.get(name="Viewer"))

    admin_client.post(LIST, {"give": "1", "owner": viewer.pk, "thing": f"title:{catalogue['poster'].pk}"})

    assert HealthOwner.objects.count() == 0


def test_a_viewer_looks_and_takes_nothing(client, catalogue):
    as_role(client, "Viewer")

    page = client.get(LIST)
    taken = client.post(LIST, {"take": f"title:{catalogue['poster'].pk}"})

    assert (page.status_code, b'name="take"' in page.content, taken.status_code) == (200, False, 403)
    assert HealthOwner.objects.count() == 0


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example"])
def test_the_way_back_stays_here(admin_client, catalogue, there):
    response = admin_client.post(LIST, {"take": f"title:{catalogue['poster'].pk}", "next": there})

    assert response.url == LIST


def test_an_owner_outlives_a_rebuild_and_goes_with_the_title(admin_client, admin_user, catalogue):
    HealthOwner.objects.create(title=catalogue["poster"], owner=admin_user)

    call_command("rebuild", "health", verbosity=0)
    after_rebuild = HealthOwner.objects.count()
    catalogue["poster"].delete()

    assert (after_rebuild, HealthOwner.objects.count()) == (1, 0)


def test_a_publisher_sets_the_rules(client, catalogue):
    publisher = as_role(client, "Publisher")
    page = client.get(RULES)
    form = {name: field.initial for name, field in page.context["form"].fields.items()}

    client.post(RULES, form | {"poster": "block", "certification": "off"})

    assert dict(HealthRule.objects.values_list("key", "severity")) == {"poster": "block", "certification": "off"}
    assert set(LogEntry.objects.filter(user=publisher).values_list("change_message", flat=True)) == {
        "poster: block",
        "certification: off",
    }
    assert listed(client, severity="block") == ["No poster", "Show without poster"]


def test_an_editor_sees_the_rules_and_changes_none(client):
    as_role(client, "Editor")

    page = client.get(RULES)
    refused = client.post(RULES, {"poster": "off"})

    assert (page.status_code, page.content.count(b"disabled") > 0, refused.status_code) == (200, True, 403)
    assert HealthRule.objects.count() == 0


def test_a_rule_without_a_choice_is_asked_for_in_words(admin_client):
    page = admin_client.post(RULES, {"poster": "sometimes"}).content.decode()

    assert "Choose one for each rule." in page
    assert HealthRule.objects.count() == 0


def test_the_form_of_a_title_says_how_complete_it_is_and_what_it_lacks(admin_client, catalogue):
    movie = catalogue["synopsis"]

    page = admin_client.get(f"/admin/catalog/movie/{movie.pk}/change/").content.decode()

    assert "There is no synopsis." in page
    assert f'href="/admin/catalog/movie/{movie.pk}/change/#id_synopsis"' in page
    assert re.search(r'<meter [^>]*value="88"', page)
    assert "88 %" in page


def test_the_list_of_titles_is_sorted_by_completeness(admin_client, catalogue):
    columns = ["action_checkbox", *admin.site.get_model_admin(Movie).list_display]
    column = columns.index("completeness")

    page = admin_client.get("/admin/catalog/movie/", {"o": column}).content.decode()

    places = [page.index(f">{escape(name)}<") for name in ("No poster", "No synopsis", "Everything")]
    assert places == sorted(places)


def test_findings_never_reach_a_public_page(client, catalogue):
    for thing in catalogue.values():
        page = client.get(thing.get_absolute_url()).content.decode()

        assert "meter" not in page
        assert "There is no" not in page
