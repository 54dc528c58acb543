"""What every public page reads: the site's name, the footer, and where one can browse. Evaluated when used."""

from django.utils.functional import SimpleLazyObject

from catalog.navigation import commonest_genres, commonest_languages
from theming.models import Page, Site
from theming.themes import offered_themes

_GENRES_IN_NAVIGATION = 14
_LANGUAGES_IN_NAVIGATION = 10


def site(request):
    viewpoint = getattr(request, "viewpoint", None)
    if viewpoint is None or request.path_info.startswith("/admin/"):
        return {}
    export = getattr(request, "export", None)
    return export.shared("site", lambda: _evaluated(_site(viewpoint), viewpoint)) if export else _site(viewpoint)


def _evaluated(context, viewpoint):
    """The same, asked at once."""
    lists = {name: list(rows) for name, rows in context.items() if name not in ("site", "themes")}
    return lists | {"site": Site.objects.first() or Site(), "themes": offered_themes(viewpoint)}


def _site(viewpoint):
    return {
        "site": SimpleLazyObject(lambda: Site.objects.first() or Site()),
        "themes": SimpleLazyObject(lambda: offered_themes(viewpoint)),
        "footer_pages": Page.objects.visible(viewpoint).in_footer(),
        "navigation_genres": SimpleLazyObject(lambda: commonest_genres(viewpoint, _GENRES_IN_NAVIGATION)),
        "navigation_languages": SimpleLazyObject(lambda: commonest_languages(viewpoint, _LANGUAGES_IN_NAVIGATION)),
    }
