"""The same page in the other languages: for the footer, and for the head as alternates."""

from django import template
from django.conf import settings
from django.urls import get_script_prefix
from django.utils.translation import get_language

from streamcms.publishing import languages

register = template.Library()

_LONGEST_QUERY = 2_000  # characters: nobody picked so many filters, and each language repeats them


@register.simple_tag(takes_context=True)
def page_languages(context):
    """Each language as code, name (in itself), url (a preview's prefix and the query kept), path, is_current."""
    request = context.get("request")
    if request is None:
        return []
    _language, path = languages.split(request.path_info)
    query = request.META.get("QUERY_STRING", "")
    query = query if len(query) < _LONGEST_QUERY else ""
    return [
        {
            "code": code,
            "name": name,
            "path": f"/{languages.prefix_of(code)}{path[1:]}",
            "url": f"{get_script_prefix()}{languages.prefix_of(code)}{path[1:]}" + (f"?{query}" if query else ""),
            "is_current": code == get_language(),
        }
        for code, name in settings.LANGUAGES
    ]
