"""Sitemaps (sitemaps.org, protocol 0.9): sections of addresses, in pages, with their pictures."""

import math
from xml.sax.saxutils import escape

from django.db.models import Count, Max

PAGE_SIZE = 50_000  # as many as the protocol allows
_NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


class Section:
    """One kind of row with an address: `rows(viewpoint)` is a queryset, `fields` what get_absolute_url reads of one,
    `pictures` its foreign keys to pictures; `is_dated` says whether the rows know when they changed."""

    def __init__(self, name, rows, fields=("slug",), pictures=(), is_dated=True):
        self.name, self.rows, self.fields = name, rows, fields
        self.pictures, self.is_dated = pictures, is_dated

    def extent(self, viewpoint):
        """(pages, last change or None): one query."""
        moments = {"changed": Max("updated_at"), "opened": Max("publish_at")} if self.is_dated else {}
        found = self.rows(viewpoint).aggregate(count=Count("pk", distinct=True), **moments)
        return math.ceil(found["count"] / PAGE_SIZE), latest(found.get("changed"), found.get("opened"))

    def entries(self, viewpoint, page):
        """One query: (path, last change or None, paths of pictures) of each row of that page."""
        moments = ("updated_at", "publish_at") if self.is_dated else ()
        of_pictures = [f"{name}__{field}" for name in self.pictures for field in ("key", "role", "width")]
        rows = self.rows(viewpoint).order_by("slug").only(*self.fields, *moments, *of_pictures)
        if self.pictures:
            rows = rows.select_related(*self.pictures)
        for row in rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]:
            pictures = [getattr(row, name) for name in self.pictures]
            yield row.get_absolute_url(), changed(row) if moments else None, [each.url() for each in pictures if each]


def latest(*moments):
    return max(filter(None, moments), default=None)


def changed(row):
    """When what is seen there changed: edited, or shown for the first time."""
    return latest(row.updated_at, row.publish_at)


def index(addresses):
    """The index from [(full address, last change or None)]."""
    items = "".join(f"<sitemap><loc>{escape(url)}</loc>{_lastmod(at)}</sitemap>\n" for url, at in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_NAMESPACES.split()[0]}>\n{items}</sitemapindex>\n'


def page(entries, url):
    """One page of a section; `url` makes a full address of a path."""
    items = "".join(
        f"<url><loc>{escape(url(path))}</loc>{_lastmod(at)}"
        + "".join(f"<image:image><image:loc>{escape(url(each))}</image:loc></image:image>" for each in pictures)
        + "</url>\n"
        for path, at, pictures in entries
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_NAMESPACES}>\n{items}</urlset>\n'


def _lastmod(at):
    return f"<lastmod>{at.isoformat(timespec='seconds')}</lastmod>" if at else ""
