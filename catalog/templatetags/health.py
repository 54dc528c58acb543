"""The health of one thing, for its form in the office."""

from django import template

from catalog.health.checkups import check
from catalog.health.owners import name_of
from catalog.health.severities import Severities
from catalog.models import HealthOwner, Title
from people.models import Person

register = template.Library()


@register.simple_tag(takes_context=True)
def health_of(context, thing):
    """{key, checkup, owner, is_mine} of a stored title or person as it is now; None of anything else. Three queries."""
    if not isinstance(thing, Title | Person) or not thing.pk:
        return None
    column = "title" if isinstance(thing, Title) else "person"
    checkup = check([thing], Severities.stored()).get(thing.pk)
    row = HealthOwner.objects.filter(**{column: thing.pk}).select_related("owner").first()
    return checkup and {
        "key": f"{column}:{thing.pk}",
        "checkup": checkup,
        "owner": name_of(row.owner) if row else "",
        "is_mine": bool(row) and row.owner == context["request"].user,
    }
