"""The rules of people."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from catalog.health.rule import Rule, field

SHORTEST_BIOGRAPHY = 80  # characters
_PEOPLE = frozenset({"person"})


def _says_biography(person):
    length = person.biography_length
    if not length:
        return _("There is no biography.")
    numbers = {"length": length, "least": SHORTEST_BIOGRAPHY}
    return _("The biography has %(length)d characters; at least %(least)d are wanted.") % numbers


PERSON_RULES = (
    Rule(
        "portrait",
        1 << 32,
        lazy("Portrait"),
        lazy("There is a portrait."),
        _PEOPLE,
        2,
        Q(portrait=None),
        lambda person: _("There is no portrait."),
        field("portrait"),
    ),
    Rule(
        "biography",
        1 << 33,
        lazy("Biography"),
        lazy("The biography has 80 characters at least."),
        _PEOPLE,
        2,
        Q(biography_length__lt=SHORTEST_BIOGRAPHY),
        _says_biography,
        field("biography"),
    ),
    Rule(
        "known_for",
        1 << 34,
        lazy("Known for"),
        lazy("The department is known that a person is known for."),
        _PEOPLE,
        1,
        Q(known_for_department=""),
        lambda person: _("It is not said what this person is known for."),
        field("known_for_department"),
    ),
    Rule(
        "portrait_text",
        1 << 35,
        lazy("Alternative text of the portrait"),
        lazy("Words stand for the portrait where it is not seen."),
        _PEOPLE,
        1,
        Q(portrait_lacks_text=True),
        lambda person: _("No words stand for the portrait."),
        field("portrait-alt"),
    ),
)
