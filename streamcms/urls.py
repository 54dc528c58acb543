"""Every address of the site. Pages that editors write come last: their slugs avoid all of these."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path, register_converter
from django.views.generic import RedirectView

from catalog.admin import health, health_rules, office_search
from streamcms.publishing import slugs, views
from streamcms.publishing.admin_site.presence_view import presence
from streamcms.publishing.admin_site.signed_out import signed_out
from streamcms.publishing.admin_site.time_zone_view import time_zone
from theming.views import theme_sheet


class SlugConverter:
    regex = slugs.PATTERN

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(SlugConverter, "name")

urlpatterns = [
    path("admin/signed-out/", signed_out, name="signed_out"),
    path("admin/presence/", admin.site.admin_view(presence), name="presence"),
    path("admin/time-zone/", admin.site.admin_view(time_zone), name="time_zone"),
    path("admin/search/", admin.site.admin_view(office_search.search), name="office_search"),
    path("admin/search/suggest/", admin.site.admin_view(office_search.suggest), name="office_suggest"),
    path("admin/health/", admin.site.admin_view(health.work_list), name="health"),
    path("admin/health/rules/", admin.site.admin_view(health_rules.rules), name="health_rules"),
    path("admin/", admin.site.urls),
    path("healthz", views.healthz),
    path("readyz", views.readyz),
    re_path(
        rf"^{settings.MEDIA_URL.strip('/')}/(?P<key>(?:backdrops/)?[0-9a-f]{{12}})/(?P<file>(?:share-)?\d+\.(?:avif|jpg|png))$",
        views.rendition,
    ),
    path("themes/<slug:name>.css", theme_sheet, name="theme_sheet"),
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}img/icon-48.png")),
    *i18n_patterns(
        path("", include("catalog.urls")),
        path("", include("people.urls")),
        path("", include("theming.urls")),
        prefix_default_language=False,
    ),
]

handler404 = "theming.views.not_found"
