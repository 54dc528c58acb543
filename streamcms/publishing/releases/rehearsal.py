"""The catalogue as a release will make it: done for real inside a transaction that ends as if nothing had been."""

from contextlib import contextmanager

from django.db import transaction

from streamcms.publishing.models import Release
from streamcms.publishing.releases.windows import set_all


def release_of(viewpoint):
    """The release that a viewpoint looks at; None where there is none of that key. One query."""
    return Release.objects.filter(key=viewpoint.release).first()


@contextmanager
def in_place(release, at):
    """Inside, things are as they will be at that moment, which is the release's own where it has none yet."""
    moment = release.moment or at
    if not (release.is_open or release.is_scheduled) or moment > at:
        yield
        return
    with transaction.atomic():
        if release.is_open:
            set_all(release.items.select_related("content_type"), moment)
        yield
        transaction.set_rollback(True)
