"""The bar above a page that is seen through a preview."""

from django import template
from django.template.loader import render_to_string
from django.utils import translation

from streamcms.publishing.languages import default_language
from streamcms.publishing.preview_bar import guest_bar, staff_bar

register = template.Library()


@register.simple_tag(takes_context=True)
def preview_bar(context):
    """The office speaks one language, whatever the page's; who was sent a link reads the page's."""
    request = context["request"]
    if not hasattr(request, "user"):
        return render_to_string("theming/_preview_bar.html", guest_bar(request))
    with translation.override(default_language()):
        return render_to_string("admin/_preview_bar.html", staff_bar(request, context))
