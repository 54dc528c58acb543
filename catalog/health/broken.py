"""Which rules a row breaks, as one number made in SQL: the sum of their bits."""

from django.db.models import BigIntegerField, Case, Q, Value, When

from catalog.health.facts import PERSON_FACTS, TITLE_FACTS
from catalog.health.person_rules import PERSON_RULES
from catalog.health.title_rules import TITLE_RULES
from catalog.models import Title

_KINDS_OF_TITLES = frozenset(Title.Kind.values)


def with_broken(rows):
    """Titles or people with their facts and `broken`."""
    if rows.model._meta.concrete_model is Title:
        return rows.annotate(**TITLE_FACTS).annotate(broken=_sum_of_bits(TITLE_RULES))
    return rows.annotate(**PERSON_FACTS).annotate(broken=_sum_of_bits(PERSON_RULES))


def _sum_of_bits(rules):
    total = Value(0, output_field=BigIntegerField())
    for rule in rules:
        is_of_some = rule.kinds < _KINDS_OF_TITLES
        condition = Q(kind__in=sorted(rule.kinds)) & rule.broken if is_of_some else rule.broken
        bit = Value(rule.bit, output_field=BigIntegerField())
        total = total + Case(When(condition, then=bit), default=Value(0), output_field=BigIntegerField())
    return total
