"""The office's work list: things that break a rule, filtered, counted by each filter, the worst first.

A fixed number of queries over Health alone, whatever was asked; names and owners are asked for where they filter.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When
from django.db.models.lookups import GreaterThan

from catalog.health.severities import RULES, WORST_FIRST
from catalog.models import Health, HealthOwner, Title
from people.models import Person
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.search_texts import fold

State = Publishable.State
ME, NOBODY = "me", "nobody"
WORST, BY_NAME = "worst", "name"
_MOST_LETTERS = 200
_MOST_KEYS = 5_000  # that a statement names one by one


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is filtered by; "" filters nothing, but that archived things are shown only when asked for."""

    rule: str = ""
    kind: str = ""
    state: str = ""
    severity: str = ""
    owner: str = ""
    q: str = ""
    order: str = WORST

    @classmethod
    def of(cls, data):
        """From a query; what nobody could have asked for counts as nothing."""
        known = {
            "rule": {rule.key for rule in RULES},
            "kind": set(Health.Kind.values),
            "state": set(State.values),
            "severity": set(WORST_FIRST),
            "order": {WORST, BY_NAME},
        }
        chosen = {name: data.get(name, "") for name, values in known.items() if data.get(name, "") in values}
        owner = data.get("owner", "")
        if owner in (ME, NOBODY) or (owner.isascii() and owner.isdigit() and len(owner) < 10):
            chosen["owner"] = owner
        return cls(q=" ".join(data.get("q", "").replace("\0", "").split())[:_MOST_LETTERS], **chosen)

    def but(self, **changes):
        return replace(self, **changes)

    @property
    def parameters(self):
        """[(name, value)] of what is not the default."""
        values = ((name, getattr(self, name)) for name in self.__dataclass_fields__)
        return [(name, value) for name, value in values if value and (name, value) != ("order", WORST)]


class WorkList:
    """Of the kinds that somebody may look at."""

    def __init__(self, asked, severities, kinds, user):
        self.asked, self.severities, self.kinds, self.user = asked, severities, kinds, user

    def rows(self):
        """The Health rows asked for, in order."""
        rows = self._filtered(self.asked)
        if self.asked.order == BY_NAME:
            return rows.order_by("sort_key", "pk")
        level = Case(
            *(
                When(_any_of(self.severities.mask(severity)), then=Value(place))
                for place, severity in enumerate(WORST_FIRST)
            ),
            default=Value(len(WORST_FIRST)),
            output_field=IntegerField(),
        )
        rows = rows.annotate(level=level, completeness=self.severities.completeness_in_sql(self.kinds))
        return rows.order_by("level", "completeness", "sort_key", "pk")

    def count_by_rule(self):
        """[(rule, how many things break it)] of the active rules, under the other filters."""
        active = [rule for rule in self.severities.active if rule.kinds & set(self.kinds)]
        sums = {rule.key: Sum(F("broken").bitand(rule.bit) / rule.bit, default=0) for rule in active}
        counts = self._filtered(self.asked.but(rule="")).aggregate(**sums) if sums else {}
        return [(rule, counts[rule.key]) for rule in active]

    def count_by_kind(self):
        return self._count_by("kind")

    def count_by_state(self):
        return self._count_by("state")

    def count_by_severity(self):
        """{severity: how many things break a rule of it}."""
        counts = {
            str(severity): Count("pk", filter=_any_of(self.severities.mask(severity))) for severity in WORST_FIRST
        }
        return self._filtered(self.asked.but(severity="")).aggregate(**counts)

    def _count_by(self, column):
        rows = self._filtered(self.asked.but(**{column: ""}), archived=column == "state")
        return dict(rows.order_by().values_list(column).annotate(Count("pk")))

    def _filtered(self, asked, archived=False):
        rows = Health.objects.filter(_any_of(self._mask(asked)), kind__in=[asked.kind] if asked.kind else self.kinds)
        if asked.state:
            rows = rows.filter(state=asked.state)
        elif not archived:
            rows = rows.exclude(state=State.ARCHIVED)
        if asked.owner:
            rows = rows.filter(self._owned(asked.owner))
        if asked.q:
            titles, people = self._named
            rows = rows.filter(Q(title_id__in=titles) | Q(person_id__in=people))
        return rows.filter(kind__in=self.kinds)

    @cached_property
    def _named(self):
        """Keys of the titles and of the people of that name, looked for once; as queries where they are many."""
        titles = Title.objects.filter(search_text__contains=fold(self.asked.q)).order_by().values_list("pk", flat=True)
        people = Person.objects.filter(name__icontains=self.asked.q).order_by().values_list("pk", flat=True)
        return [_keys_or_query(found) for found in (titles, people)]

    def _mask(self, asked):
        mask = self.severities.mask(asked.severity) if asked.severity else self.severities.mask()
        if asked.rule:
            mask &= next(rule.bit for rule in RULES if rule.key == asked.rule)
        return mask

    def _owned(self, owner):
        owners = HealthOwner.objects.all()
        if owner != NOBODY:
            owners = owners.filter(owner=self.user.pk if owner == ME else int(owner))
        theirs = Q(title_id__in=owners.filter(person=None).values("title")) | Q(
            person_id__in=owners.filter(title=None).values("person")
        )
        return ~theirs if owner == NOBODY else theirs


def _keys_or_query(found):
    keys = list(found[: _MOST_KEYS + 1])
    return keys if len(keys) <= _MOST_KEYS else found


def _any_of(mask):
    """Whether a row breaks a rule of that mask."""
    return GreaterThan(F("broken").bitand(mask), 0)
