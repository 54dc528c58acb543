"""The wall of posters behind a page's heading. One query a page; nothing is made here."""

from django import template

from theming.models import Backdrop

register = template.Library()
_KINDS = {"library": "", "movies": "movie", "shows": "show"}


@register.inclusion_tag("theming/_heading_backdrop.html", takes_context=True)
def heading_backdrop(context, **of_page):
    """Of a genre, a collection or a page (`page=page`), or of a place (`place="movies"`)."""
    return {"backdrops": _shown(context, **of_page)}


@register.inclusion_tag("theming/_heading_backdrop.html", takes_context=True)
def library_backdrops(context, kind):
    """Of the whole library, and of its kinds, which a viewer may choose in the browser; `kind` is the chosen one."""
    found = {backdrop.place: backdrop for backdrop in _shown(context, place__in=list(_KINDS))}
    if "library" not in found:
        return {"backdrops": []}
    for place, backdrop in found.items():
        backdrop.kind, backdrop.is_first = _KINDS[place], _KINDS[place] == (kind or "")
    return {"backdrops": list(found.values()), "follows_kind": True}


def _shown(context, **of_page):
    request = context.get("request")
    if not hasattr(request, "viewpoint"):
        return []
    backdrops = Backdrop.objects.shown(request.viewpoint, **of_page)
    for backdrop in backdrops:
        backdrop.is_first = True
    return backdrops
