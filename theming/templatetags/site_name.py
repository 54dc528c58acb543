"""The name of the site where no view has put it: in the admin."""

from django import template

from theming.models import Site

register = template.Library()


@register.simple_tag
def site_name():
    """One query."""
    return Site.objects.values_list("name", flat=True).first() or Site().name
