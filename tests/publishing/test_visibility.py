"""Every state and window, one second before and after each edge, on a queryset and on a row."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.models import Collection, Episode, Season, Title
from people.models import Person
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.viewpoint import Viewpoint
from tests.factories import (
    make_collection,
    make_episode,
    make_movie,
    make_page,
    make_person,
    make_season,
    make_show,
)
from theming.models import Page

pytestmark = pytest.mark.django_db

EDGE = dt.datetime(2026, 12, 24, 20, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
State = Publishable.State

MAKERS = {
    Title: make_movie,
    Person: make_person,
    Collection: make_collection,
    Page: make_page,
    Season: make_season,
    Episode: make_episode,
}


def both_say(thing, viewpoint):
    """What the queryset and the row say; they must agree."""
    of_row = thing.is_visible(viewpoint)
    of_set = type(thing).objects.visible(viewpoint).filter(pk=thing.pk).exists()
    assert of_row == of_set
    return of_row


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("state", State.values)
def test_only_published_is_visible_in_public(model, state):
    thing = MAKERS[model](state=state)

    assert both_say(thing, Viewpoint(EDGE)) == (state == State.PUBLISHED)


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("state", State.values)
def test_drafts_show_all_but_what_is_archived(model, state):
    thing = MAKERS[model](state=state)

    assert both_say(thing, Viewpoint(EDGE, drafts=True)) == (state != State.ARCHIVED)


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("drafts", [False, True], ids=["public", "drafts"])
@pytest.mark.parametrize(
    ("publish_at", "unpublish_at", "at", "visible"),
    [
        (None, None, EDGE, True),
        (EDGE, None, EDGE - SECOND, False),
        (EDGE, None, EDGE, True),
        (EDGE, None, EDGE + SECOND, True),
        (None, EDGE, EDGE - SECOND, True),
        (None, EDGE, EDGE, False),
        (None, EDGE, EDGE + SECOND, False),
        (EDGE, EDGE + 2 * SECOND, EDGE - SECOND, False),
        (EDGE, EDGE + 2 * SECOND, EDGE + SECOND, True),
        (EDGE, EDGE + 2 * SECOND, EDGE + 2 * SECOND, False),
        (EDGE, EDGE + 2 * SECOND, EDGE + 3 * SECOND, False),
    ],
)
def test_a_window_opens_and_closes_to_the_second(model, drafts, publish_at, unpublish_at, at, visible):
    thing = MAKERS[model](publish_at=publish_at, unpublish_at=unpublish_at)

    assert both_say(thing, Viewpoint(at, drafts=drafts)) == visible


@pytest.mark.parametrize("hidden", ["show", "season"])
def test_an_episode_is_visible_only_within_what_it_lies_in(hidden):
    show = make_show(state=State.DRAFT if hidden == "show" else State.PUBLISHED)
    season = make_season(show, state=State.DRAFT if hidden == "season" else State.PUBLISHED)
    episode = make_episode(season)

    assert not both_say(episode, Viewpoint(EDGE))
    assert both_say(episode, Viewpoint(EDGE, drafts=True))


def test_a_season_opens_with_its_show():
    season = make_season(make_show(publish_at=EDGE))

    assert [both_say(season, Viewpoint(at)) for at in (EDGE - SECOND, EDGE)] == [False, True]


def test_a_window_that_ends_before_it_begins_is_refused():
    movie = make_movie()
    movie.publish_at, movie.unpublish_at = EDGE, EDGE - SECOND

    with pytest.raises(ValidationError, match="ends before it begins"):
        movie.full_clean()


def test_now_is_frozen_when_the_viewpoint_is_made():
    before = timezone.now()
    viewpoint = Viewpoint.public()

    assert before <= viewpoint.at <= timezone.now()
    assert viewpoint.at == viewpoint.at


@pytest.mark.parametrize(
    ("text", "at", "drafts"),
    [
        ("20261224T2000Z", EDGE, False),
        ("20261224T2000Z~drafts", EDGE, True),
    ],
)
def test_a_viewpoint_is_spelled_and_read(text, at, drafts):
    assert Viewpoint.parse(text) == Viewpoint(at, drafts)
    assert Viewpoint.spell(at, drafts) == text


@pytest.mark.parametrize("text", ["", "yesterday", "20261224", "20261324T2000Z", "now~", "now~draft", "nowx"])
def test_what_is_no_viewpoint_is_none(text):
    assert Viewpoint.parse(text) is None
