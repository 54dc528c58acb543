"""The catalogue as a release will make it: done for real inside a transaction that ends as if nothing had been."""

from contextlib import contextmanager

from streamcms.publishing.drafts import apply_all, rolled_back
from streamcms.publishing.models import Release
from streamcms.publishing.releases.changes import drafts_of
from streamcms.publishing.releases.windows import set_all
from streamcms.publishing.revision import hold_catalogue


def release_of(viewpoint):
    """The release that a viewpoint looks at; None where there is none of that key. One query."""
    return Release.objects.filter(key=viewpoint.release).first()


@contextmanager
def in_place(release, at):
    """Inside, things are as they will be at that moment, which is the release's own where it has none yet. Gives
    [(draft, reason)] of drafts that could not be applied. What was applied or rolled back is as it is."""
    moment = release.moment or at
    if not (release.is_open or release.is_scheduled) or moment > at:
        yield []
        return
    with rolled_back():
        hold_catalogue()
        items = release.items.select_related("content_type")
        if release.is_open:
            set_all(items, moment)
        yield apply_all(drafts_of(items).values())
