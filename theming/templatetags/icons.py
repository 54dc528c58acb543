"""Icons: symbols of one file of our own, drawn in the ink of the words beside them."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name):
    """One symbol of img/icons.svg. It says nothing to a screen reader: the words beside it do."""
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )
