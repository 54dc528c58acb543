"""The bar above a page that is seen through a preview."""

from django import template
from django.template.loader import render_to_string
from django.utils import timezone, translation

from streamcms.publishing.admin_site.preview_bar import editor_zone, guest_bar, staff_bar
from streamcms.publishing.languages import default_language

register = template.Library()


@register.simple_tag(takes_context=True)
def preview_bar(context):
    """Staff have it in the office's language and their own time zone; who was sent a link, in those of the page.

    In a frame, as beside the form of a theme, it is as short for both.
    """
    request = context["request"]
    if not hasattr(request, "user") or request.headers.get("Sec-Fetch-Dest") == "iframe":
        return render_to_string("theming/_preview_bar.html", guest_bar(request))
    with translation.override(default_language()), timezone.override(editor_zone(request)):
        return render_to_string("admin/_preview_bar.html", staff_bar(request, context))
