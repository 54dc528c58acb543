"""How long the work list and lists with completeness take, how many queries, and how long counting does.

    python -m benchmarks.health

Runs on the database of the environment (DATABASE_URL, DATA_ROOT), such as benchmarks.make_catalogue's; writes health
alone, and one synopsis, which it puts back.
"""

import os
import statistics
import time

PAGES = {
    "the work list": "/admin/health/",
    "by one rule": "/admin/health/?rule=synopsis",
    "by name": "/admin/health/?order=name",
    "its last page": "/admin/health/?p=9999",
    "by a name": "/admin/health/?q=night",
    "one's own": "/admin/health/?owner=me",
    "drafts that warn, of shows": "/admin/health/?kind=show&state=draft&severity=warn",
    "movies": "/admin/catalog/movie/",
    "movies by completeness": "/admin/catalog/movie/?o={completeness}",
    "a movie's form": "/admin/catalog/movie/{movie}/change/",
}
_TIMES = 5


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "streamcms.settings")
    import django

    django.setup()
    from catalog.derived import rebuild_health, refresh_health
    from catalog.models import Movie

    started = time.perf_counter()
    count = rebuild_health()
    print(f"{count:,} titles and people counted in {time.perf_counter() - started:.1f} s")
    movie = Movie.objects.order_by("pk").first()
    _one_save(movie, refresh_health)
    _pages(movie)


def _one_save(movie, refresh):
    held, taken = movie.synopsis, []
    for synopsis in ("What happens. " * 20, "Short.", held):
        movie.synopsis = synopsis
        movie.save()
        started = time.perf_counter()
        refresh()
        taken.append((time.perf_counter() - started) * 1000)
    print(f"after a save: {statistics.median(taken):.0f} ms")


def _pages(movie):
    from django.contrib import admin
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    user, _made = User.objects.get_or_create(username="benchmark", defaults={"is_superuser": True, "is_staff": True})
    client = Client()
    client.force_login(user)
    column = ["", *admin.site.get_model_admin(type(movie)).list_display].index("completeness")
    for name, address in PAGES.items():
        address = address.format(movie=movie.pk, completeness=column)
        client.get(address)
        taken = []
        for _ in range(_TIMES):
            started = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            taken.append((time.perf_counter() - started) * 1000)
        print(f"{name:28} {statistics.median(taken):5.0f} ms, {len(queries)} queries")


if __name__ == "__main__":
    main()
