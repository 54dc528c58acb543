"""The office's first page: who changed what, what waits, comes and goes; the same queries however much there is."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from streamcms.publishing.admin_site.jumps import jumps, new_things
from tests.factories import make_episode, make_movie, make_page, make_person, make_season, make_show

pytestmark = pytest.mark.django_db


def note(user, *things):
    for thing in things:
        LogEntry.objects.log_actions(user.pk, [thing], CHANGE, "Changed.")


def test_changes_are_listed_once_each_the_last_first(admin_client, admin_user):
    heat, fleet = make_movie("Heat"), make_movie("Fleet")
    other = User.objects.create_user("other")
    note(admin_user, heat, fleet, heat)
    note(other, fleet)

    html = admin_client.get("/admin/").content.decode()

    mine, everybody = html.split('id="work-mine"')[1].split('id="work-everybody"')
    assert [mine.count("Heat (2001)"), mine.count("Fleet (2001)")] == [1, 1]
    assert mine.index("Heat (2001)") < mine.index("Fleet (2001)")
    assert everybody.index("Fleet (2001)") < everybody.index("Heat (2001)")
    assert "other: " in everybody


def test_what_waits_what_comes_and_what_goes_is_listed(admin_client):
    soon = timezone.now() + timedelta(days=1)
    (
        make_movie("Waiting", state="draft"),
        make_person("Reviewed", state="in_review"),
        make_page("Half a page", state="draft"),
    )
    make_show("Tomorrow", publish_at=soon), make_movie("Leaving", unpublish_at=soon), make_movie("Plain")

    html = admin_client.get("/admin/").content.decode().split('id="work-drafts"')[1]
    drafts, rest = html.split('id="work-coming"')
    coming, going = rest.split('id="work-going"')

    found = [
        [name for name in ("Waiting", "Reviewed", "Half a page", "Tomorrow", "Leaving", "Plain") if name in part]
        for part in (drafts, coming, going)
    ]
    assert found == [["Waiting", "Reviewed", "Half a page"], ["Tomorrow"], ["Leaving"]]


def test_the_first_page_takes_the_same_queries_however_much_there_is(admin_client, admin_user):
    def make(number):
        movie = make_movie(f"Draft {number}", state="draft")
        make_person(f"Person {number}", state="draft")
        make_episode(make_season(make_show(f"Show {number}"), state="draft"), 1, state="draft")
        make_movie(f"Coming {number}", publish_at=timezone.now() + timedelta(days=1))
        note(admin_user, movie)

    def queries():
        with CaptureQueriesContext(connection) as counted:
            admin_client.get("/admin/")
        return len(counted)

    make(0)
    queries()
    one = queries()

    for number in range(1, 5):
        make(number)

    assert queries() == one


def test_nobody_sees_what_they_may_not_look_at(client, admin_user):
    make_movie("Secret", state="draft")
    note(admin_user, make_movie("Private"))
    client.force_login(User.objects.create_user("nobody", is_staff=True))

    html = client.get("/admin/").content.decode()

    assert ("Secret" in html, "Private" in html) == (False, False)


def test_links_make_new_things_for_whom_may(client):
    user = User.objects.create_user("looker", is_staff=True)
    user.groups.add(Group.objects.get(name="Viewer"))
    client.force_login(user)

    apps = client.get("/admin/").context["app_list"]

    assert new_things(apps) == []
    assert [key for key, _address, _words in jumps(apps)] == ["h", "m", "s", "e", "t", "c", "p", "i"]
