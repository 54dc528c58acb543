"""What a few things break as they are now, in words and with the place where it is put right. Stores nothing."""

from dataclasses import dataclass

from catalog.health.broken import with_broken
from catalog.health.facts import TITLE_PLACES
from catalog.health.rule import Rule, Severity
from catalog.models import Title
from people.models import Person


@dataclass(frozen=True, slots=True)
class Finding:
    rule: Rule
    severity: str
    says: str
    place: str

    @property
    def severity_words(self):
        return Severity(self.severity).label


@dataclass(frozen=True, slots=True)
class Checkup:
    """Of one thing: how complete it is (0 to 100) and what it breaks, the severest first."""

    completeness: int
    findings: list

    def of_severity(self, severity):
        return [finding for finding in self.findings if finding.severity == severity]


def check_titles(keys, severities):
    """{key: Checkup} of the titles with those keys: one query."""
    titles = with_broken(Title.objects.filter(pk__in=keys)).annotate(**TITLE_PLACES).select_related("poster")
    return {title.pk: _checkup(title, title.kind, severities) for title in titles}


def check_people(keys, severities):
    people = with_broken(Person.objects.filter(pk__in=keys)).select_related("portrait")
    return {person.pk: _checkup(person, "person", severities) for person in people}


def check(things, severities):
    """{key: Checkup} of things of one model."""
    keys = [thing.pk for thing in things]
    if not keys:
        return {}
    is_title = isinstance(things[0], Title)
    return check_titles(keys, severities) if is_title else check_people(keys, severities)


def _checkup(thing, kind, severities):
    findings = [
        Finding(rule, severities.of[rule.key], rule.says(thing), rule.place(thing))
        for rule in severities.broken_rules(thing.broken, kind)
    ]
    return Checkup(severities.completeness(thing.broken, kind), findings)
