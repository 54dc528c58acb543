"""How much each rule counts for this office, and the completeness that follows from it, in Python and in SQL.

Completeness is never stored: another setting shows at once, and nothing is counted anew for it.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, F, IntegerField, Value, When

from catalog.health.person_rules import PERSON_RULES
from catalog.health.rule import Severity
from catalog.health.title_rules import TITLE_RULES
from catalog.models import Health, HealthRule

RULES = (*TITLE_RULES, *PERSON_RULES)
KINDS = tuple(Health.Kind.values)
WORST_FIRST = (Severity.BLOCK, Severity.WARN, Severity.NOTE)


@dataclass(frozen=True)
class Severities:
    """`of`: key of a rule -> its Severity."""

    of: dict

    @classmethod
    def stored(cls):
        """As the office has set them: one query."""
        set_ones = dict(HealthRule.objects.values_list("key", "severity"))
        return cls({rule.key: set_ones.get(rule.key, rule.severity) for rule in RULES})

    @cached_property
    def active(self):
        """The rules that are not off."""
        return [rule for rule in RULES if self.of[rule.key] != Severity.OFF]

    def mask(self, *severities):
        """The bits of the rules of those severities; of all active ones without any."""
        wanted = severities or WORST_FIRST
        return sum(rule.bit for rule in self.active if self.of[rule.key] in wanted)

    def _rules_of(self, kind):
        return [rule for rule in self.active if kind in rule.kinds]

    def broken_rules(self, broken, kind):
        """The active rules of those bits, the severest first."""
        found = [rule for rule in self._rules_of(kind) if broken & rule.bit]
        return sorted(found, key=lambda rule: WORST_FIRST.index(self.of[rule.key]))

    def completeness(self, broken, kind):
        """0 to 100; 100 only where nothing is broken."""
        rules = self._rules_of(kind)
        whole = sum(rule.weight for rule in rules) or 1
        lost = sum(rule.weight for rule in rules if broken & rule.bit)
        return 100 - -(-lost * 100 // whole)

    def completeness_in_sql(self, kinds=KINDS, prefix=""):
        """The same as an expression over Health, or over what reaches it by `prefix`; None where there is no row."""
        broken = F(f"{prefix}broken")
        cases = []
        for kind in kinds:
            rules = self._rules_of(kind)
            whole = sum(rule.weight for rule in rules) or 1
            lost = Value(0)
            for rule in rules:
                lost = lost + broken.bitand(rule.bit) / rule.bit * rule.weight
            left = 100 - (lost * 100 + whole - 1) / whole
            cases.append(When(**{f"{prefix}kind": kind}, then=left))
        return Case(*cases, output_field=IntegerField())
