"""Pages that note each time they are rendered; `?seconds=` makes one slow."""

import random
import time

from django.http import HttpResponse
from django.urls import path, re_path
from django.views.decorators.cache import cache_control

from streamcms.urls import handler404, urlpatterns  # noqa: F401  the site's own answer to what is missing

rendered = []


def counted(request, name):
    rendered.append(request.get_full_path())
    time.sleep(float(request.GET.get("seconds", 0)))
    if name == "fails":
        raise ZeroDivisionError
    if name == "missing":
        return HttpResponse("Nothing lives here. " * 20, status=404)
    response = HttpResponse(f"<p>{request.method} {request.viewpoint.at} {random.Random(name).randbytes(10_000).hex()}")
    if name == "cookie":
        response.set_cookie("seen", "1")
    return response


@cache_control(public=True, max_age=31_536_000, immutable=True)
def immutable(request):
    rendered.append(request.get_full_path())
    return HttpResponse("words " * 200, content_type="text/plain")


urlpatterns = [
    path("immutable/", immutable),
    path("admin/counted/", counted, {"name": "admin"}),
    re_path("^(?P<name>[a-z0-9]+)/$", counted),
    *urlpatterns,
]
