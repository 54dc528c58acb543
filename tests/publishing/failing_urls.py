"""The site's addresses and one that fails."""

from django.urls import path

from streamcms.urls import urlpatterns as site_patterns


def fails(request):
    raise ZeroDivisionError


urlpatterns = [path("fails/", fails), *site_patterns]
