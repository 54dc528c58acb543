"""What other sites show beside a link to a page: Open Graph and Twitter's card."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from streamcms.publishing.addresses import full_address
from streamcms.publishing.artwork.share import HEIGHT, WIDTH

register = template.Library()


@register.simple_tag(takes_context=True)
def share_picture(context, *pictures):
    """The first of the pictures that there is, as its card of 1200 x 630; else the site's own."""
    request = context.get("request")
    if request is None or not hasattr(request, "viewpoint"):
        return ""
    image = next(filter(None, pictures), None)
    return format_html(
        '<meta property="og:image" content="{}">'
        '<meta property="og:image:width" content="{}"><meta property="og:image:height" content="{}">'
        '<meta property="og:image:alt" content="{}"><meta name="twitter:card" content="summary_large_image">',
        full_address(request, image.share_url if image else static("img/share.png")),
        WIDTH,
        HEIGHT,
        image.alternative_text if image else "",
    )
