"""The feed of the latest titles (Atom, RFC 4287)."""

import datetime as dt

from django.utils.feedgenerator import Atom1Feed

from catalog.models import Title
from streamcms.publishing.sitemaps import changed

_LATEST = 50


def latest_titles(viewpoint, url, **about):
    """Those that are out, newest first: two queries. `url` makes a full address of a path; `about`: title, link ..."""
    feed = Atom1Feed(**about)
    titles = Title.objects.visible(viewpoint).released(viewpoint).newest_first().with_card_data()[:_LATEST]
    for title in titles:
        address = url(title.get_absolute_url())
        feed.add_item(
            title=str(title),
            link=address,
            unique_id=address,
            description=title.localised.synopsis,
            pubdate=_appeared(title, viewpoint),
            updateddate=changed(title),
            categories=[str(genre) for genre in title.genres.all()],
        )
    return feed


def _appeared(title, viewpoint):
    """When it was first seen here; an entry's date may not be its release, which is often a century ago."""
    return min(title.publish_at or title.created_at, viewpoint.at.astimezone(dt.UTC))
