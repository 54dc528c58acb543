"""JSON-LD of each kind of page, from what its view has put into the context. One query for the numbers elsewhere."""

from functools import partial

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.linked_data import title_node, video_node
from people.linked_data import person_node
from streamcms.publishing.addresses import full_address
from streamcms.publishing.linked_data import breadcrumbs, identifiers_of, item_list, picture, script, thing

register = template.Library()


@register.simple_tag(takes_context=True)
def title_linked_data(context):
    """Reads what catalog/movie.html and catalog/show.html are given."""
    url, title = _addresses(context), context["title"]
    relations = {name: context.get(name) or [] for name in ("cast", "directors", "creators", "seasons", "videos")}
    videos = [video_node(video, title, url) for video in relations["videos"]]
    node = title_node(title, url, identifiers=identifiers_of(title), **relations)
    return script([node, *filter(None, videos), _trail(url, *_above(title), _step(title))])


@register.simple_tag(takes_context=True)
def watch_linked_data(context):
    """Reads what catalog/watch.html is given: the film or episode itself, as a video."""
    url, title, episode = _addresses(context), context["title"], context.get("episode")
    still, words = (episode.still, episode.localised.synopsis) if episode else (None, "")
    videos = [video_node(video, title, url, still, words) for video in context.get("videos") or []]
    here = (_("Watch"), context["request"].path)
    return script([*filter(None, videos), _trail(url, *_above(title), _step(title), here)])


@register.simple_tag(takes_context=True)
def person_linked_data(context):
    url, person = _addresses(context), context["person"]
    return script([person_node(person, url, identifiers_of(person)), _trail(url, _step(person))])


@register.simple_tag(takes_context=True)
def library_linked_data(context):
    """Reads `heading` and `page` of catalog/library.html."""
    url = _addresses(context)
    node = _collection_page(context["heading"], context["request"].path, context["page"].object_list, url)
    return script([node, _trail(url, (context["heading"], context["first_page_url"]))])


@register.simple_tag(takes_context=True)
def collection_linked_data(context):
    url, collection = _addresses(context), context["collection"]
    node = _collection_page(collection.localised.name, collection.get_absolute_url(), context["titles"], url)
    node |= {"image": picture(collection.backdrop, url)} if collection.backdrop else {}
    return script([node, _trail(url, _step(collection))])


@register.simple_tag(takes_context=True)
def page_linked_data(context):
    url, page = _addresses(context), context["page"]
    node = thing("WebPage", name=page.name, url=url(page.get_absolute_url()), description=page.description)
    return script([node, _trail(url, (page.name, page.get_absolute_url()))])


@register.simple_tag(takes_context=True)
def site_linked_data(context):
    """The site itself, and how it is searched."""
    url, site = _addresses(context), context["site"]
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{url(reverse('search'))}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    home = url(reverse("home"))
    return script([thing("WebSite", name=site.name, url=home, description=site.description, potentialAction=action)])


def _addresses(context):
    return partial(full_address, context["request"])


def _collection_page(name, path, titles, url):
    listed = item_list([url(title.get_absolute_url()) for title in titles])
    return thing("CollectionPage", name=str(name), url=url(path), mainEntity=listed)


def _trail(url, *steps):
    return breadcrumbs([(str(name), url(path)) for name, path in ((_("Home"), reverse("home")), *steps)])


def _above(title):
    return [(_("Shows"), reverse("shows")) if title.is_show else (_("Movies"), reverse("movies"))]


def _step(row):
    return row.localised.name, row.get_absolute_url()
