"""Files of an export that are no pages: names to search, who is in what for the library, what a host may be told."""

import json
from collections import defaultdict

from django.conf import settings

from catalog.models import Collection, CollectionMembership, Credit, Title
from streamcms.publishing.languages import prefix_of
from theming.export_site.search_shards import shards


def extra_files(viewpoint, base):
    """(path, bytes) of each."""
    yield "_headers", _headers(base).encode()
    for language, _words in settings.LANGUAGES:
        for name, body in shards(viewpoint, language):
            yield f"{prefix_of(language)}search/shards/{name}", body
    yield from _members(viewpoint)


def _members(viewpoint):
    """What /library/members/ answers (catalog.library_data.members), the same in every language: three queries."""
    titles = Title.objects.visible(viewpoint)
    memberships = CollectionMembership.objects.filter(
        collection__in=Collection.objects.visible(viewpoint), title__in=titles
    )
    pairs = {
        "person": Credit.objects.visible(viewpoint).values_list("person__slug", "title__slug"),
        "collection": memberships.values_list("collection__slug", "title__slug"),
        "tag": titles.exclude(tags=None).values_list("tags__slug", "slug"),
    }
    for kind, found in pairs.items():
        members = defaultdict(set)
        for slug, title in found.order_by():
            members[slug].add(title)
        for slug, slugs in members.items():
            yield f"library/members/{kind}/{slug}.json", json.dumps(sorted(slugs)).encode()


def _headers(base):
    """What the server sends with each answer, in the form that several hosts of static files read."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
    policy = "; ".join(" ".join([name, *sources]) for name, sources in directives)
    return (
        f"{base.prefix or '/'}*\n"
        f"  Content-Security-Policy: {policy}\n"
        f"  Referrer-Policy: {settings.SECURE_REFERRER_POLICY}\n"
        "  X-Content-Type-Options: nosniff\n"
    )
