"""Releases in the admin: things are added from forms and lists; what is done with all of them is told first."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from streamcms.publishing.models import Release
from tests import factories as make

pytestmark = pytest.mark.django_db

RELEASES = "/admin/publishing/release/"
MOMENT = timezone.now().replace(second=0, microsecond=0) + dt.timedelta(days=7)


def log_in(client, role):
    user = User.objects.create_user(role.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return client


@pytest.fixture
def publisher(client):
    return log_in(client, "Publisher")


def make_release(*things, moment=MOMENT):
    release = Release.objects.create(name="Christmas", moment=moment)
    for thing in things:
        release.items.create(thing=thing, kind="publish", name=str(thing))
    return release


def adding(*things):
    label = things[0]._meta.label_lower
    return f"{RELEASES}add-things/?of={label}&keys={','.join(str(thing.pk) for thing in things)}"


def contents(release):
    return [(item.thing, item.kind) for item in release.items.all()]


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_a_form_and_a_list_lead_to_the_page_that_adds(publisher):
    movie, page = make.make_movie(state="draft"), make.make_page()

    forms = [
        publisher.get(f"/admin/{path}/change/").context["release_links"]
        for path in (f"catalog/movie/{movie.pk}", f"theming/page/{page.pk}")
    ]
    listed = publisher.post("/admin/catalog/movie/", {"action": "add_to_release", "_selected_action": [movie.pk]})

    expected = f"{RELEASES}add-things/?of=catalog.movie&keys={movie.pk}"
    assert [links[0][0] for links in forms] == [expected, f"{RELEASES}add-things/?of=theming.page&keys={page.pk}"]
    assert listed.url == expected


def test_things_are_added_to_a_new_release_as_their_state_suggests(publisher):
    draft, shown = make.make_movie(state="draft"), make.make_movie()

    response = publisher.post(adding(draft, shown), {"name": "Christmas"})

    release = Release.objects.get()
    assert response.url == f"{RELEASES}{release.pk}/change/"
    assert (release.name, release.created_by.username) == ("Christmas", "publisher")
    assert [(thing.pk, kind) for thing, kind in contents(release)] == [(draft.pk, "publish"), (shown.pk, "hide")]


def test_what_is_in_a_release_already_is_not_added_twice_but_may_do_something_else(publisher):
    movie = make.make_movie(state="draft")
    release = make_release(movie)

    response = publisher.post(adding(movie), {"release": release.pk, f"does-{movie.pk}": "hide"}, follow=True)

    assert told(response) == ["All of it was in “Christmas” already."]
    assert [kind for _thing, kind in contents(release)] == ["hide"]


def test_a_release_must_be_named_or_chosen(publisher):
    response = publisher.post(adding(make.make_movie()), {"name": ""})

    assert response.context["form"].errors == {"name": ["Choose a release, or name a new one."]}
    assert not Release.objects.exists()


def test_nothing_is_added_to_or_taken_from_a_release_that_is_not_open(publisher):
    movie, other = make.make_movie(state="draft"), make.make_movie(state="draft")
    release = make_release(movie)
    Release.objects.update(state="scheduled")

    publisher.post(adding(other), {"release": release.pk})
    publisher.post(f"{RELEASES}{release.pk}/remove/", {"item": release.items.get().pk})

    assert [thing.pk for thing, _kind in contents(release)] == [movie.pk]


def test_a_thing_is_taken_out(publisher):
    release = make_release(make.make_movie(state="draft"))

    publisher.post(f"{RELEASES}{release.pk}/remove/", {"item": release.items.get().pk})

    assert contents(release) == []


def test_the_page_tells_what_each_thing_will_do_and_what_is_wrong(publisher):
    release = make_release(make.make_movie("Heat", state="draft"), make.make_movie("Alien"))

    context = publisher.get(f"{RELEASES}{release.pk}/change/").context

    when = timezone.localtime(MOMENT).strftime("%-d %B %Y, %H:%M %Z")
    assert [line["words"] for line in context["lines"]] == [f"shown from {when} on"] * 2
    assert [[problem.text for problem in line["problems"]] for line in context["lines"]] == [
        [],
        ["It is shown before that by itself: take it out."],
    ]
    assert (context["blocking"], context["acts"]) == (1, [])


def test_a_page_costs_the_same_at_one_thing_and_at_five(publisher):
    counts = []
    for count in (1, 1, 5):
        release = make_release(*(make.make_movie(state="draft") for _ in range(count)))
        with CaptureQueriesContext(connection) as queries:
            publisher.get(f"{RELEASES}{release.pk}/change/")
        counts.append(len(queries))

    assert counts[1] == counts[2]


def test_it_is_scheduled_and_rolled_back_through_pages_that_say_what_will_happen(publisher):
    movie = make.make_movie("Heat", state="in_review")
    release = make_release(movie)
    page = f"{RELEASES}{release.pk}/"
    when = timezone.localtime(MOMENT).strftime("%-d %B %Y, %H:%M %Z")

    asked = publisher.get(f"{page}schedule/")
    done = publisher.post(f"{page}schedule/", follow=True)
    back = publisher.get(f"{page}unschedule/")
    publisher.post(f"{page}unschedule/")

    assert (asked.context["words"], asked.context["refusals"]) == (f"Schedule for {when}", ())
    assert told(done) == ["“Christmas” is scheduled."]
    assert [(line["now"], line["words"]) for line in back.context["lines"]] == [
        (f"published, from {when}", "in review")
    ]
    movie.refresh_from_db()
    assert (movie.state, movie.publish_at) == ("in_review", None)


def test_what_was_edited_since_is_put_back_only_if_it_is_ticked(publisher):
    movies = [make.make_movie(state="draft") for _ in range(2)]
    release = make_release(*movies)
    page = f"{RELEASES}{release.pk}/"
    publisher.post(f"{page}apply/")
    for movie in movies:
        type(movie).objects.filter(pk=movie.pk).update(state="archived")
    lines = publisher.get(f"{page}roll-back/").context["lines"]

    publisher.post(f"{page}roll-back/", {"also": [lines[0]["item"].pk]})

    assert [line["is_edited"] for line in lines] == [True, True]
    assert sorted(type(movies[0]).objects.values_list("state", flat=True)) == ["archived", "draft"]


def test_a_look_at_what_would_happen_changes_nothing(publisher):
    movie = make.make_movie(state="draft")
    release = make_release(movie)

    for act in ("schedule", "apply", "unschedule", "roll-back", "reopen"):
        publisher.get(f"{RELEASES}{release.pk}/{act}/")

    movie.refresh_from_db()
    release.refresh_from_db()
    assert (movie.state, movie.version, release.state) == ("draft", 1, "open")


@pytest.mark.parametrize(
    ("role", "build", "may"),
    [
        ("Editor", make.make_movie, False),
        ("Publisher", make.make_movie, True),
        ("Publisher", make.make_theme, True),
        ("Designer", make.make_movie, False),
        ("Designer", make.make_theme, True),
        ("Viewer", make.make_theme, False),
    ],
)
def test_who_may_publish_each_thing_in_it_may_schedule_it(client, role, build, may):
    release = make_release(build(state="draft"))

    response = log_in(client, role).post(f"{RELEASES}{release.pk}/schedule/")

    release.refresh_from_db()
    assert (response.status_code, release.state) == ((302, "scheduled") if may else (403, "open"))


def test_an_editor_adds_only_what_an_editor_may_change(client):
    log_in(client, "Editor")

    codes = [
        client.post(adding(thing), {"name": "Mine"}).status_code for thing in (make.make_theme(), make.make_movie())
    ]

    assert codes == [403, 302]


def test_a_scheduled_release_keeps_its_moment_and_is_not_deleted(publisher):
    release = make_release(make.make_movie(state="draft"))
    page = f"{RELEASES}{release.pk}/"
    publisher.post(f"{page}schedule/")

    publisher.post(f"{page}change/", {"name": "Advent", "moment_0": "2031-01-01", "moment_1": "10:00"})
    codes = [publisher.post(f"{page}delete/", {"post": "yes"}).status_code]
    publisher.post(RELEASES, {"action": "delete_selected", "post": "yes", "_selected_action": [release.pk]})

    release.refresh_from_db()
    assert (release.name, release.moment, codes) == ("Advent", MOMENT, [403])


def test_the_list_of_jobs_says_when_no_tick_came(admin_client):
    page = admin_client.get("/admin/publishing/jobrun/").content.decode()

    assert "No tick has run yet." in page
