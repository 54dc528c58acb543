"""Pasted lines and the catalogue: who is meant, what is there already, what is wrong, the credits that come of it."""

import unicodedata
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _

from catalog.models import Credit, Department
from catalog.sources import pasted_credits
from people.models import Person
from streamcms.publishing import slugs
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.sort_keys import sort_key

NEW, LEFT_OUT = "new", "out"
_LONGEST_JOB = Credit._meta.get_field("job").max_length


@dataclass(slots=True)
class PastedRow:
    """`people` bear the name exactly, `alike` but for accents; `choice` is a person's key, NEW, LEFT_OUT or ""."""

    number: int
    text: str
    name: str = ""
    character: str = ""
    job: str = ""
    people: list = field(default_factory=list)
    alike: list = field(default_factory=list)
    choice: str = ""
    error: str = ""
    is_there: bool = False

    @property
    def field(self):
        return f"who-{self.number}"


def read_rows(text, department, job, *, held, may_make_people, choices=None):
    """A PastedRow for each line. `held`: keys of the credits there are; `choices`: field -> what an editor chose.

    One query, however many lines.
    """
    lines = pasted_credits.parse(text)
    known = _people_named({reading.name for line in lines for reading in line.readings})
    rows, seen = [], dict.fromkeys(held, 0)
    for line in lines:
        row = _row(line, known, department, job)
        if not row.error:
            _choose(row, choices, may_make_people)
            _look_for_doubles(row, department, seen)
        rows.append(row)
    return rows


def _people_named(names):
    """Sort key -> people who have it, those with most credits first."""
    found = Person.objects.filter(sort_key__in={sort_key(name) for name in names}).annotate(times=Count("credits"))
    people = {}
    for person in found.order_by("-times", "slug"):
        people.setdefault(bytes(person.sort_key), []).append(person)
    return people


def _row(line, known, department, job):
    row = PastedRow(line.number, line.text)
    readings = line.readings
    if len(readings) > 1:
        readings = [reading for reading in readings if sort_key(reading.name) in known]
    if len(readings) != 1:
        row.error = _problem(line)
        return row
    row.name, role = readings[0].name, readings[0].role
    is_cast = department == Department.ACTING
    row.character, row.job = (role, job) if is_cast else ("", role or job)
    if not row.job:
        row.error = _("Which job? Give one in the field above, or after the name: Name | Job.")
    elif len(row.job) > _LONGEST_JOB:
        row.error = _("The job has more than %d letters.") % _LONGEST_JOB
    everybody = known.get(sort_key(row.name), [])
    row.people = [person for person in everybody if _same(person.name, row.name)]
    row.alike = [person for person in everybody if person not in row.people]
    return row


def _problem(line):
    return {
        pasted_credits.TOO_MANY_PARTS: _("There are more than two parts. Write: Name | Character."),
        pasted_credits.NO_NAME: _("There is no name. Write: Name | Character."),
        pasted_credits.NAME_TOO_LONG: _("The name is too long."),
        pasted_credits.ROLE_TOO_LONG: _("The character is too long."),
        "": _("Which is the name, which the character? Write: Name | Character."),
    }[line.problem]


def _same(one, other):
    return unicodedata.normalize("NFC", one).casefold() == unicodedata.normalize("NFC", other).casefold()


def _choose(row, choices, may_make_people):
    allowed = {str(person.pk) for person in [*row.people, *row.alike]} | {LEFT_OUT}
    if may_make_people:
        allowed.add(NEW)
    if choices is not None:
        row.choice = choices.get(row.field, "")
    elif len(row.people) == 1:
        row.choice = str(row.people[0].pk)
    elif not row.people and not row.alike and may_make_people:
        row.choice = NEW
    if row.choice not in allowed:
        row.choice = ""
    if not row.choice and choices is not None:
        row.error = _("Choose who is meant, or leave the line out.")


def _look_for_doubles(row, department, seen):
    """`seen`: key of a credit -> the line that it came from, 0 where it was there before."""
    if row.choice in ("", LEFT_OUT):
        return
    who = f"new {row.name.casefold()}" if row.choice == NEW else int(row.choice)
    key = who, department, row.job, row.character
    if key not in seen:
        seen[key] = row.number
    elif seen[key]:
        row.error = _("Line %d says the same.") % seen[key]
    else:
        row.is_there = True


def make_people(rows):
    """The people that rows ask to be made, as drafts, one for each name; name (case folded) -> person."""
    names = {row.name.casefold(): row.name for row in rows if row.choice == NEW}
    people = [
        Person(name=name, slug=slug, state=Publishable.State.DRAFT)
        for name, slug in zip(
            names.values(), slugs.allocate(Person, [(name, (), "person") for name in names.values()]), strict=True
        )
    ]
    for person in people:
        person.lock(["name"])
    return dict(zip(names, Person.objects.bulk_create(people), strict=True))


def make_credits(rows, department, made, *, after, fixed):
    """Write the credits of rows that are neither left out nor there; they come after billing order `after`."""
    wanted = [row for row in rows if row.choice != LEFT_OUT and not row.is_there]
    return Credit.objects.bulk_create(
        Credit(
            **fixed,
            person_id=made[row.name.casefold()].pk if row.choice == NEW else int(row.choice),
            department=department,
            job=row.job,
            character=row.character,
            billing_order=place,
        )
        for place, row in enumerate(wanted, after + 1)
    )
