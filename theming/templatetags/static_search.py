"""Counts in words for pages that are searched without a server: a sentence for each count, as the language has it."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.simple_tag
def suggestions_in_words(most):
    """The sentences for 0 to `most` suggestions, with "|" between them."""
    found = (
        ngettext("%(count)d suggestion", "%(count)d suggestions", count) % {"count": count}
        for count in range(1, most + 1)
    )
    return "|".join([_("Nothing found"), *found])


@register.simple_tag
def results_in_words(most):
    """The same of results."""
    found = (
        ngettext("%(count)s result", "%(count)s results", count) % {"count": count} for count in range(1, most + 1)
    )
    return "|".join([_("Nothing found"), *found])
