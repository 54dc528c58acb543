"""Loads the demo catalogue by the path that every catalogue file takes, then draws its pictures."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Count, Q

from catalog.drawn_artwork import draw_missing_artwork
from catalog.models import Title
from people.models import Person
from theming.interchange import import_catalogue

CATALOGUE = Path(__file__).with_name("catalogue.jsonl")
EDITOR = "editor"
_EDITOR_ROLES = ("Editor", "Publisher", "Designer")


class OtherTitles(Exception):
    """The database holds titles that are not the demo's."""


def load_demo(*, draw=True, progress=lambda items, **_: items):
    """Load the demo catalogue, draw what it lacks and make the demo editor's account; return the Report.

    Again: no change, and what editors changed stays. Refuses (OtherTitles) a database that holds other titles.
    """
    slugs = _slugs("title")
    stranger = Title.objects.exclude(slug__in=slugs).order_by("pk").first()
    if stranger:
        raise OtherTitles(f"This database holds other titles ({stranger}): the demo is for an empty one.")
    report = import_catalogue(CATALOGUE, progress=progress)
    if draw:
        people = _most_met(Person.objects.filter(slug__in=_slugs("person")))
        draw_missing_artwork(Title.objects.filter(slug__in=slugs), people, progress=progress)
    if settings.DEMO_EDITOR_PASSWORD:
        _make_editor(settings.DEMO_EDITOR_PASSWORD)
    return report


def _slugs(kind):
    with CATALOGUE.open(encoding="utf-8") as file:
        return [record["slug"] for record in map(json.loads, file) if record.get("type") == kind]


def _most_met(people):
    """Those whom viewers meet most: in several titles, or told about."""
    counted = people.annotate(title_count=Count("credits__title", distinct=True))
    return people.filter(pk__in=counted.filter(Q(title_count__gte=2) | ~Q(biography="")).values("pk"))


def _make_editor(password):
    """The demo editor, unless there is one: a password that was changed stays."""
    users = get_user_model().objects
    if users.filter(username=EDITOR).exists():
        return
    editor = users.create_user(EDITOR, password=password, is_staff=True)
    editor.groups.set(Group.objects.filter(name__in=_EDITOR_ROLES))
