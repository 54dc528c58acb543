"""Pictures on pages: one tag writes every `<picture>`, with all that keeps the page still while it loads."""

from django import template
from django.utils.html import format_html

from streamcms.publishing.artwork import tone
from streamcms.publishing.images import FOCAL_GRID

register = template.Library()


@register.simple_tag
def artwork(image, sizes="100vw", alt=None, priority=False):
    """One image as AVIF and JPEG (or PNG) of every width. `sizes` is CSS; no `alt`: the picture's own text."""
    return format_html(
        '<picture class="artwork" data-tone="{}"><source type="image/avif" srcset="{}" sizes="{}">'
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" data-focus="{}" {} decoding="async">'
        "</picture>",
        image.tone,
        image.srcset("avif"),
        sizes,
        image.url(image.widths[len(image.widths) // 2]),
        image.srcset(image.fallback_format),
        sizes,
        image.width,
        image.height,
        image.alternative_text if alt is None else alt,
        image.focal_point,
        _ATTRIBUTES[bool(priority)],
    )


_ATTRIBUTES = {
    True: format_html('{}="{}"', "fetchpriority", "high"),
    False: format_html('{}="{}"', "loading", "lazy"),
}


@register.simple_tag
def preload_artwork(image, sizes="100vw"):
    """For the head: the first picture is asked for before the style sheets are read."""
    return format_html(
        '<link rel="preload" as="image" type="image/avif" href="{}" imagesrcset="{}" imagesizes="{}" '
        'fetchpriority="high">',
        image.url(extension="avif"),
        image.srcset("avif"),
        sizes,
    )


@register.filter
def rendition(image, width):
    """The address of a picture at least so wide; nothing for none."""
    return image.url(width) if image else ""


@register.filter
def lit_tone(text):
    """The tone of what has no picture: the same for the same text, never a grey."""
    return tone.lit_tone(str(text))


def focus_stylesheet():
    """css/focus.css: where a cropped picture is held, by cell of the grid."""
    last = FOCAL_GRID - 1
    rules = (
        f'  [data-focus="{row * FOCAL_GRID + column}"] {{ object-position: {column / last:.1%} {row / last:.1%}; }}\n'
        for row in range(FOCAL_GRID)
        for column in range(FOCAL_GRID)
    )
    return (
        "/* focus.css: what a crop keeps in sight; written from theming/templatetags/artwork.py */\n"
        "@layer utilities {\n" + "".join(rules) + "}\n"
    )
