"""Drafts in a release: published at its moment by a tick, all of them or none; put back with it, a draft again."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from catalog.models import Certification, Title
from streamcms.publishing.jobs.job import JobFailed
from streamcms.publishing.models import Draft, HistoryNote, Release
from streamcms.publishing.releases import applying
from streamcms.publishing.releases.checks import problems_of
from streamcms.publishing.releases.due import apply_due_releases
from streamcms.publishing.viewpoint import Viewpoint
from tests import factories as make

pytestmark = pytest.mark.django_db

MOMENT = timezone.now().replace(second=0, microsecond=0) + dt.timedelta(days=7)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def publisher():
    user = User.objects.create_user("publisher", is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher"))
    return user


def make_release(*changed, publishes=(), moment=MOMENT):
    release = Release.objects.create(name="Christmas", moment=moment)
    for kind, things in (("publish", publishes), ("change", changed)):
        for thing in things:
            release.items.create(
                thing=Title(pk=thing.pk) if isinstance(thing, Title) else thing, kind=kind, name=str(thing)
            )
    return release


def changed(name="Heat", **values):
    """A movie that is live, with a draft of those values."""
    movie = make.make_movie(name)
    make.make_draft(movie, **(values or {"synopsis": f"New of {name}."}))
    return movie


def synopses():
    return list(Title.objects.order_by("pk").values_list("synopsis", flat=True))


def blocking(release):
    return [problem.text for problem in problems_of(release, release.moment) if problem.blocks]


def test_drafts_are_published_by_the_tick_at_the_moment(publisher):
    release = make_release(changed("Heat"), changed("Alien"))
    applying.schedule(release, publisher)
    at_first = synopses()

    results = [applying.apply_due(at) for at in (MOMENT - MINUTE, MOMENT)]

    assert [[len(applied), len(failed)] for applied, failed in results] == [[0, 0], [1, 0]]
    assert at_first == ["What happens in Heat.", "What happens in Alien."]
    assert synopses() == ["New of Heat.", "New of Alien."]
    assert not Draft.objects.exists()
    note = HistoryNote.objects.of(Title.objects.first()).first()
    assert (note.kind, note.revision.user) == ("change", publisher)


def test_rolled_back_each_is_what_it_was_and_a_draft_again(publisher):
    movie = changed()
    Certification.objects.create(title=movie, country="US", code="R")
    draft = Draft.objects.get()
    kept = (draft.base, draft.payload, draft.saved_at)
    release = make_release(movie, moment=None)
    applying.apply_now(release, publisher)
    assert synopses() == ["New of Heat."]

    complaints = applying.roll_back(release, publisher)

    draft = Draft.objects.get()
    assert (complaints, synopses()) == ([], ["What happens in Heat."])
    assert (draft.base, draft.payload, draft.saved_at) == kept
    assert Certification.objects.filter(title=movie).exists()


def test_the_same_release_goes_out_and_back_again(publisher):
    release = make_release(changed(), publishes=[make.make_page("about", state="draft")], moment=None)
    told = []

    for act in (applying.apply_now, applying.roll_back, applying.reopen, applying.apply_now):
        act(release, publisher)
        told.append(synopses())

    assert told == [["New of Heat."], ["What happens in Heat."], ["What happens in Heat."], ["New of Heat."]]


def test_a_thing_that_is_published_and_changed_at_once_goes_back_to_what_it_was(publisher):
    movie = changed(tagline="New")
    Title.objects.update(state="in_review")
    release = make_release(movie, publishes=[movie], moment=None)
    applying.apply_now(release, publisher)
    values = Title.objects.values_list("state", "publish_at", "tagline")
    applied = values.get()

    applying.roll_back(release, publisher)

    assert (applied[0], applied[2]) == ("published", "New")
    assert values.get() == ("in_review", None, "")


def test_what_was_edited_since_stays_unless_it_is_chosen(publisher):
    release = make_release(changed("Heat"), changed("Alien"), moment=None)
    applying.apply_now(release, publisher)
    Title.objects.update(tagline="By hand")
    items = applying.edited_since(release)

    applying.roll_back(release, publisher, also=[items[1].pk])

    assert [str(item) for item in items] == ["Heat (2001)", "Alien (2001)"]
    assert synopses() == ["New of Heat.", "What happens in Alien."]


def test_a_draft_that_conflicts_stands_against_the_release():
    release = make_release(changed())

    Title.objects.update(synopsis="By hand")

    assert blocking(release) == ["Its draft conflicts with edits made meanwhile: Synopsis."]


def test_a_draft_that_is_no_more_stands_against_it():
    release = make_release(changed())

    Draft.objects.all().delete()

    assert blocking(release) == ["It has no draft any more."]


def conflict():
    Title.objects.filter(name="Alien").update(synopsis="By hand")
    return "“Alien (2001)”: Its draft conflicts with edits made meanwhile: Synopsis."


def save_again():
    Draft.objects.filter(name__startswith="Alien").update(saved_at=timezone.now())
    return "“Alien (2001)”: Its draft was saved again after this was scheduled."


def discard():
    Draft.objects.filter(name__startswith="Alien").delete()
    return "“Alien (2001)”: It has no draft any more."


def lose_the_right():
    Group.objects.get(name="Publisher").user_set.clear()
    return "“Heat (2001)”: Who scheduled it may not publish such things."


def lose_the_account():
    User.objects.all().delete()
    return "“Heat (2001)”: Who scheduled this has no account any more."


@pytest.mark.parametrize("at", [MOMENT, MOMENT - MINUTE], ids=["at its moment", "in the minute before"])
@pytest.mark.parametrize("spoil", [conflict, save_again, discard, lose_the_right, lose_the_account])
def test_one_that_fails_leaves_nothing_applied_and_the_release_says_why(publisher, spoil, at):
    page = make.make_page("about", state="draft")
    release = make_release(changed("Heat"), changed("Alien"), publishes=[page])
    applying.schedule(release, publisher)
    why = spoil()
    drafts, told = Draft.objects.count(), synopses()

    applied, failed = applying.apply_due(at)

    release.refresh_from_db()
    page.refresh_from_db()
    assert (applied, failed) == ([], [release])
    assert (release.state, release.failure) == ("open", why)
    assert (synopses(), Draft.objects.count()) == (told, drafts)
    assert (page.state, page.publish_at) == ("draft", None)


def test_the_job_names_what_could_not_be_applied(publisher):
    release = make_release(changed())
    applying.schedule(release, publisher)
    Release.objects.update(moment=timezone.now() - MINUTE)
    Draft.objects.all().delete()

    with pytest.raises(JobFailed, match=r"“Christmas” could not be applied: “Heat \(2001\)”: It has no draft any more"):
        apply_due_releases()


def test_the_preview_shows_drafts_from_the_moment_on_and_viewers_see_none(client, publisher):
    movie = changed(name="Heat", synopsis="A secret")
    release = make_release(movie)
    client.force_login(publisher)

    def looks(at):
        address = f"/admin/preview/{Viewpoint.spell(at, release=release.key)}/movies/heat/"
        return b"A secret" in client.get(address).content

    seen = [looks(at) for at in (MOMENT - MINUTE, MOMENT)]
    applying.schedule(release, publisher)

    assert (seen, looks(MOMENT)) == ([False, True], True)
    assert b"A secret" not in client.get("/movies/heat/").content
    assert synopses() == ["What happens in Heat."]


def test_what_has_a_draft_is_added_as_a_change(client, publisher):
    movie = changed(tagline="New", synopsis="New")
    client.force_login(publisher)

    client.post(f"/admin/publishing/release/add-things/?of=catalog.movie&keys={movie.pk}", {"name": "Christmas"})

    release = Release.objects.get()
    (line,) = client.get(f"/admin/publishing/release/{release.pk}/change/").context["lines"]
    assert (line["item"].kind, line["words"]) == ("change", "changed at the moment of the release: tagline, synopsis")
