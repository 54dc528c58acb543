"""What every public page reads: the site's name, the footer, and where one can browse. Evaluated when used."""

from django.utils.functional import SimpleLazyObject

from catalog.models import Genre, Language, Title
from theming.models import Page, Site

_GENRES_IN_NAVIGATION = 14
_LANGUAGES_IN_NAVIGATION = 10


def site(request):
    viewpoint = getattr(request, "viewpoint", None)
    if viewpoint is None or request.path_info.startswith("/admin/"):
        return {}
    export = getattr(request, "export", None)
    return export.shared("site", lambda: _evaluated(_site(viewpoint))) if export else _site(viewpoint)


def _evaluated(context):
    """The same, asked at once."""
    lists = {name: list(rows) for name, rows in context.items() if name != "site"}
    return lists | {"site": Site.objects.first() or Site()}


def _site(viewpoint):
    titles = Title.objects.visible(viewpoint)
    return {
        "site": SimpleLazyObject(lambda: Site.objects.first() or Site()),
        "footer_pages": Page.objects.visible(viewpoint).in_footer(),
        "navigation_genres": Genre.objects.used_in(titles)[:_GENRES_IN_NAVIGATION],
        "navigation_languages": Language.objects.used_in(titles)[:_LANGUAGES_IN_NAVIGATION],
    }
