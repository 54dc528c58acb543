"""schema.org in JSON-LD: what every kind of page has. Pure, but for the numbers that identify a row."""

import json

from django.utils.safestring import mark_safe

from streamcms.publishing.models import ExternalId

_ADDRESSES = {
    ("imdb", "title"): "https://www.imdb.com/title/{}/",
    ("imdb", "name"): "https://www.imdb.com/name/{}/",
    ("tmdb", "movie"): "https://www.themoviedb.org/movie/{}",
    ("tmdb", "show"): "https://www.themoviedb.org/tv/{}",
    ("tmdb", "person"): "https://www.themoviedb.org/person/{}",
    ("wikidata", "item"): "https://www.wikidata.org/wiki/{}",
}
# What could end the element, or is a line's end to a script: JSON may spell any character by its number.
_SPELLED_OUT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def thing(kind, **facts):
    """One node; facts that are not known (None, empty) are left out, False and 0 are not."""
    return {"@type": kind} | {name: value for name, value in facts.items() if value not in (None, "", [], {})}


def breadcrumbs(steps):
    """[(name, full address)] from the homepage down."""
    items = [thing("ListItem", position=place, name=name, item=url) for place, (name, url) in enumerate(steps, 1)]
    return thing("BreadcrumbList", itemListElement=items)


def item_list(urls):
    """Full addresses of what a page lists, in order."""
    return thing(
        "ItemList",
        numberOfItems=len(urls),
        itemListElement=[thing("ListItem", position=place, url=url) for place, url in enumerate(urls, 1)],
    )


def picture(image, url):
    """`url` makes a full address of a path; None without a picture."""
    if not image:
        return None
    width, height = image.widths[-1], round(image.height * image.widths[-1] / image.width)
    return thing("ImageObject", url=url(image.url()), width=width, height=height)


def same_as(identifiers):
    """Addresses of the same thing elsewhere, from (provider, kind, value); providers that we do not know have none."""
    known = ((_ADDRESSES.get((provider, kind)), value) for provider, kind, value in identifiers)
    return [address.format(value) for address, value in known if address]


def identifiers_of(row):
    """(provider, kind, value) of a row in other databases: one query, which does not need the content type's key."""
    model = row._meta.concrete_model._meta
    return list(
        ExternalId.objects.filter(
            content_type__app_label=model.app_label, content_type__model=model.model_name, object_id=row.pk
        ).values_list("provider", "kind", "value")
    )


def script(nodes):
    """The data block of a page: not executed, so the content security policy has no say in it."""
    data = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_SPELLED_OUT)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
