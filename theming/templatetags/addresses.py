"""Addresses that a template cannot spell by itself."""

from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def absolute(context, path=""):
    """The full address of a path of ours; no path: this page's own, less its query and a preview's prefix."""
    request = context.get("request")
    if request is None:
        return settings.SITE_URL + path
    return (settings.SITE_URL or f"{request.scheme}://{request.get_host()}") + (path or request.path_info)


@register.simple_tag(takes_context=True)
def query_without(context, *names, value=None):
    """The query string with "?", less some parameters, or less one value of one of them; empty when nothing is left."""
    left = [
        (name, one)
        for name, many in context["request"].GET.lists()
        for one in many
        if one and not (name in names and value in (None, one))
    ]
    return f"?{urlencode(left)}" if left else ""


@register.simple_tag(takes_context=True)
def current_place(context, name):
    """`aria-current` of a link to the place of that name: "page" there, "true" below it, nothing elsewhere."""
    request, place = context.get("request"), reverse(name)
    if request is None or not request.path.startswith(place):
        return ""
    return mark_safe('aria-current="page"' if request.path == place else 'aria-current="true"')
