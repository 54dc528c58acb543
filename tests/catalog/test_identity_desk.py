"""The identity desk's pages: what they show, whom they refuse, and what they do."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.identity.suspects import rebuild_suspects
from catalog.models import IdentityChange, PeopleAreTwo, TitlesAreTwo
from people.models import Person
from streamcms.publishing.models import ExternalId, HistoryNote
from tests import factories as make
from tests.browser_forms import form_of

pytestmark = pytest.mark.django_db

DESK = "/admin/catalog/identitychange/"


def as_role(client, role):
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


def twins(number=1):
    """Two people of one name who were in one film, each with a film of his own."""
    name = f"Al Stone {number}"
    film = make.make_movie()
    pair = [make.make_person(name, slug=f"al-{number}-{place}") for place in (1, 2)]
    for place, person in enumerate(pair):
        make.make_credit(film, person, character=f"Twin {place}")
        make.make_credit(make.make_movie(), person, character=f"Alone {place}")
    return pair


def merge_url(kept, gone, kind="person"):
    return reverse("admin:identity_merge", args=[kind, kept.pk, gone.pk])


def split_url(thing, kind="person"):
    return reverse("admin:identity_split", args=[kind, thing.pk])


def test_the_desk_shows_pairs_with_their_evidence_and_costs_the_same_at_one_and_at_five(admin_client):
    def queries():
        with CaptureQueriesContext(connection) as found:
            page = admin_client.get(f"{DESK}?show=person").content.decode()
        return len(found), page

    twins()
    rebuild_suspects()
    queries()
    one, page = queries()
    for number in range(2, 6):
        twins(number)
    rebuild_suspects()

    assert re.findall(r"<li>([a-z0-9][^<]*)</li>", page)[:2] == ["same name", "careers that meet: 2001–2001"]
    assert queries()[0] == one


def test_who_says_they_are_two_sees_the_pair_no_more(client):
    as_role(client, "Editor")
    one, two = twins()
    rebuild_suspects()

    response = client.post(
        reverse("admin:identity_two", args=["person", one.pk, two.pk]), {"next": f"{DESK}?show=person"}
    )

    assert response.url == f"{DESK}?show=person"
    assert (PeopleAreTwo.objects.get().said_by.username, rebuild_suspects()) == ("Editor", 0)


def test_a_publisher_merges_and_everything_says_so(client, django_capture_on_commit_callbacks):
    user = as_role(client, "Publisher")
    one, two = twins()
    Person.objects.filter(pk=two.pk).update(birthplace="Rome")
    page = client.get(merge_url(one, two))

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(merge_url(one, two), form_of(page))

    change = IdentityChange.objects.get()
    assert response.url == reverse("admin:catalog_identitychange_change", args=[change.pk])
    assert (change.made_by, Person.objects.get(pk=one.pk).credits.count()) == (user, 4)
    assert client.get(f"/people/{two.slug}/").url == f"/people/{one.slug}/"
    assert [note.kind for note in HistoryNote.objects.of(one)] == ["change", "found"]
    assert sorted(LogEntry.objects.values_list("object_id", "action_flag")) == sorted(
        [(str(one.pk), 2), (str(two.pk), 3)]
    )


def test_the_page_says_what_will_happen_before_it_does(admin_client):
    one, two = twins()
    Person.objects.filter(pk=two.pk).update(birthplace="Rome")
    ExternalId.objects.create(provider="tmdb", kind="person", value="7", subject=two)

    page = admin_client.get(merge_url(one, two))

    told = {kind.label: [len(keys) for keys in kind.keys.values()] for kind in page.context["told"]}
    assert told == {"Credits": [2, 0, 0], "Numbers elsewhere": [1, 0, 0], "Addresses": [1, 0, 0]}
    assert [(each["choice"].name, each["pick"]) for each in page.context["choices"]] == [("birthplace", "gone")]
    assert Person.objects.filter(pk__in=[one.pk, two.pk]).count() == 2


def test_what_was_changed_meanwhile_is_shown_before_it_is_merged(admin_client):
    one, two = twins()
    page = admin_client.get(merge_url(one, two))
    make.make_credit(make.make_movie(), two)

    response = admin_client.post(merge_url(one, two), form_of(page))

    assert (response.status_code, IdentityChange.objects.count()) == (409, 0)
    assert "something was changed meanwhile" in response.content.decode()
    assert admin_client.post(merge_url(one, two), form_of(response)).status_code == 302


def test_an_undo_is_shown_done_and_listed(client):
    as_role(client, "Publisher")
    one, two = twins()
    client.post(merge_url(one, two), form_of(client.get(merge_url(one, two))))
    change = IdentityChange.objects.get()
    address = reverse("admin:catalog_identitychange_change", args=[change.pk])
    before = client.get(address).content.decode()

    client.post(reverse("admin:identity_undo", args=[change.pk]))

    change.refresh_from_db()
    assert "An undo puts back everything as it was." in before
    assert (change.undone_by.username, change.complaints) == ("Publisher", [])
    assert Person.objects.get(pk=two.pk).credits.count() == 2
    assert "undone" in client.get(f"{DESK}?show=changes").content.decode()
    assert client.get(f"/people/{two.slug}/").status_code == 200


def test_an_older_change_waits_for_the_undo_of_the_newer(admin_client):
    one, two = twins()
    three = make.make_person("Al Stone 1", slug="al-3")
    for gone in (two, three):
        admin_client.post(merge_url(one, gone), form_of(admin_client.get(merge_url(one, gone))))
    second, first = IdentityChange.objects.all()

    page = admin_client.get(reverse("admin:catalog_identitychange_change", args=[first.pk]))
    admin_client.post(reverse("admin:identity_undo", args=[first.pk]))

    first.refresh_from_db()
    assert (page.context["later"], first.undone_at) == (second, None)


def test_a_split_is_ticked_looked_at_and_done(client):
    as_role(client, "Publisher")
    one, _two = twins()
    ticked = one.credits.get(character="Alone 0")
    page = client.get(split_url(one))

    preview = client.post(split_url(one), form_of(page, credits=[str(ticked.pk)], name="Another", _preview="1"))
    none_yet = IdentityChange.objects.count()
    response = client.post(split_url(one), form_of(preview, _save="1"))

    change = IdentityChange.objects.get()
    assert none_yet == 0
    assert [(kind.label, len(kind.keys["moved"])) for kind in preview.context["told"]] == [("Credits", 1)]
    assert response.url == reverse("admin:catalog_identitychange_change", args=[change.pk])
    assert (change.kind, change.other_name) == ("split", "Another")
    assert Person.objects.get(name="Another").credits.get() == ticked


def test_a_split_of_nothing_is_refused_in_words(admin_client):
    one, _two = twins()

    response = admin_client.post(split_url(one), form_of(admin_client.get(split_url(one)), _preview="1"))

    assert "Nothing is ticked" in response.content.decode()


def test_a_split_takes_the_same_queries_at_two_credits_and_at_ten(admin_client):
    one, _two = twins()

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert admin_client.get(split_url(one)).status_code == 200
        return len(found)

    queries()
    few = queries()
    for _ in range(8):
        make.make_credit(make.make_movie(), one)

    assert queries() == few


@pytest.mark.parametrize(
    ("role", "states", "status"),
    [
        ("Viewer", ("draft", "draft"), 403),
        ("Editor", ("draft", "draft"), 200),
        ("Editor", ("published", "draft"), 403),
        ("Editor", ("draft", "published"), 403),
        ("Publisher", ("published", "published"), 200),
    ],
)
def test_who_may_merge_titles(client, role, states, status):
    as_role(client, role)
    one, two = (
        make.make_movie("Heat", slug=f"heat-{state}-{place}", state=state) for place, state in enumerate(states)
    )

    assert client.get(merge_url(one, two, "title")).status_code == status


def test_a_form_leads_to_the_desk_and_the_desk_finds_another(admin_client):
    one, two = twins()

    form = admin_client.get(f"/admin/people/person/{one.pk}/change/").content.decode()
    address = reverse("admin:identity_thing", args=["person", one.pk])
    found = admin_client.get(f"{address}?q=stone").context["found"]

    assert f'<a href="{address}">Merge or split</a>' in form
    assert [side["thing"] for side in found] == [two]


def test_two_kinds_are_never_merged(admin_client):
    movie, show = make.make_movie(), make.make_show()

    assert admin_client.get(merge_url(movie, show, "title")).status_code == 400
    assert not TitlesAreTwo.objects.exists()
