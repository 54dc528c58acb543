"""From an address to what lives there: visible from the viewpoint, else moved, else nothing."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect

from streamcms.publishing import slugs


class Moved(Exception):
    def __init__(self, thing):
        self.thing = thing


def find_or_404(queryset, slug, viewpoint):
    """The visible row with that slug; Moved when it had that slug once; Http404 otherwise. One query when found."""
    visible = queryset.visible(viewpoint)
    thing = visible.filter(slug=slug).first()
    if thing:
        return thing
    moved = visible.filter(pk=slugs.former_holder(queryset.model, slug)).first()
    if moved:
        raise Moved(moved)
    raise Http404


def follow_moves(view):
    """Answer Moved with a permanent redirect to where the thing is now, the query string kept."""

    def following(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Moved as moved:
            query = request.META.get("QUERY_STRING")
            return redirect(moved.thing.get_absolute_url() + (f"?{query}" if query else ""), permanent=True)

    return following


def full_address(request, path):
    """A path of ours with scheme and host, less a preview's prefix; what has them already is left alone."""
    if "://" in path:
        return path
    path = path.removeprefix(request.viewpoint.path) if request.viewpoint.path else path
    return (settings.SITE_URL or f"{request.scheme}://{request.get_host()}") + path
