"""Facts in the words that viewers read."""

from django import template
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Department

register = template.Library()


@register.filter
def duration(minutes):
    """94 -> "1 h 34 min"."""
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return _("%d min") % rest
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest} if rest else _("%d h") % hours


@register.filter
def grouped(number):
    """108400 -> "108,400", as the language has it."""
    return formats.number_format(number, use_l10n=True, force_grouping=True)


@register.filter
def years(title):
    """A movie's year; a show's years: "1954 to 1957", "2024 to now"."""
    if not title.year:
        return ""
    if not title.is_show:
        return str(title.year)
    if title.production_status == title.ProductionStatus.RETURNING:
        return _("%d to now") % title.year
    if title.last_aired_on and title.last_aired_on.year != title.year:
        return _("%(first)d to %(last)d") % {"first": title.year, "last": title.last_aired_on.year}
    return str(title.year)


@register.filter
def roles(credits):
    """What one person did in one title, once each: "Count Orlok, Director, 3 episodes"."""
    words = dict.fromkeys(credit.character or _(credit.job) for credit in credits)
    episodes = len({credit.episode_id for credit in credits if credit.episode_id})
    if episodes:
        words[ngettext("%(count)d episode", "%(count)d episodes", episodes) % {"count": episodes}] = None
    return _(", ").join(words)


@register.filter
def department(key):
    """The words for a department that may have come from elsewhere: itself where it is none of ours."""
    return Department(key).label if key in Department.values else key
