"""The site's addresses, of which those of people fail."""

from django.urls import path

from streamcms import urls


def fail(request, slug):
    raise ValueError("this page fails")


urlpatterns = [path("people/<name:slug>/", fail, name="person"), *urls.urlpatterns]
handler404 = urls.handler404
