"""Who else has a thing open: told by open pages alone, forgotten after a minute, counted in no revision."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from streamcms.publishing.models import Presence
from streamcms.publishing.presence import LASTS
from streamcms.publishing.revision import read_revision
from tests.factories import make_movie

pytestmark = pytest.mark.django_db

URL = "/admin/presence/"


def log_in(name, role="Editor", **fields):
    user = User.objects.create_user(name, is_staff=True, **fields)
    user.groups.add(*Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def thing():
    return f"catalog.movie:{make_movie('Heat').pk}"


def others(client, thing, **more):
    return client.post(URL, {"thing": thing} | more).json()["others"]


def test_two_who_have_it_open_hear_of_each_other(thing):
    ada, bert = log_in("ada", first_name="Ada", last_name="Byron"), log_in("bert")

    assert [others(ada, thing), others(bert, thing), others(ada, thing)] == [[], ["Ada Byron"], ["bert"]]


def test_who_left_or_was_not_heard_of_for_a_while_is_gone(thing):
    ada, bert, carl = log_in("ada"), log_in("bert"), log_in("carl")
    others(ada, thing)
    others(bert, thing)
    others(ada, thing, leave="1")
    Presence.objects.filter(user__username="bert").update(seen_at=timezone.now() - LASTS - dt.timedelta(seconds=1))

    assert others(carl, thing) == []
    assert list(Presence.objects.values_list("user__username", flat=True)) == ["carl"]


def test_a_beat_moves_no_revision(thing):
    before = read_revision()

    others(log_in("ada"), thing)

    assert read_revision() == before


def test_reading_a_form_says_nothing(thing):
    ada = log_in("ada")

    page = ada.get(f"/admin/catalog/movie/{thing.partition(':')[2]}/change/")

    assert f'data-thing="{thing}"' in page.content.decode()
    assert Presence.objects.count() == 0


@pytest.mark.parametrize(
    ("about", "status"), [("catalog.movie:x", 404), ("catalog.nothing:5", 404), ("auth.user:1", 403), ("", 404)]
)
def test_only_what_one_may_see_can_be_asked_about(about, status):
    assert log_in("ada").post(URL, {"thing": about}).status_code == status
