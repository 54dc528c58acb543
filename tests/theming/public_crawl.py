"""Reads a whole site as somebody who follows every link: {address: text} of pages, indexes, feeds, style sheets."""

import re
from collections import Counter
from html import unescape

from catalog.library_index.packing import unpack

ENTRANCES = [
    *("/", "/ar/", "/my-list/", "/offline/", "/no-such-page/", "/movies/no-such-movie/", "/ar/no-such-page/"),
    *("/robots.txt", "/sitemap.xml", "/feeds/latest.xml", "/opensearch.xml", "/manifest.webmanifest", "/sw.js"),
    *("/library/", "/library/page/1/", "/movies/page/1/", "/shows/page/1/", "/genres/drama/page/1/"),
    *("/search/?q=qzx", "/ar/search/?q=qzx", "/suggest?q=qzx", "/ar/suggest?q=qzx", "/library/?q=qzx"),
    *("/library/?sort=shuffle&seed=7", "/library/answer?q=qzx", "/library/answer", "/library/?person=somebody"),
    *("/library/members/person/somebody.json", "/library/members/tag/sea.json"),
    "/library/members/collection/cycle.json",
]
_LINK = re.compile(r"""["'(> ](?:https?://testserver)?(/[^"'()<>\s\\]*)""")
_BAR = re.compile(r'<aside class="preview-bar".*?</aside>', re.DOTALL)
_ELSEWHERE = ("/static/", "/media/", "/admin/", "//")
_MOST_QUERIES = 3  # of one page with the same parameters: every filter and order of every page is a world of its own


def crawl(client, prefix=""):
    """({address: text}, names of the addresses that answered). `prefix` is that of a preview, whose bar is left out."""
    waiting, told, names, queries = [prefix + each for each in ENTRANCES], {}, set(), Counter()
    while waiting:
        address = waiting.pop()
        if address in told or not _is_wanted(address, queries):
            continue
        response = client.get(address)
        told[address] = _BAR.sub("", text_of(response))
        if response.status_code == 200:
            names.add(response.wsgi_request.resolver_match.url_name)
        waiting += links_in(told[address], prefix)
        if response.status_code in (301, 302):
            waiting.append(response["Location"])
    return told, names


def links_in(text, prefix):
    for link in _LINK.findall(text):
        link = unescape(link).partition("#")[0]
        inside = link.removeprefix(prefix) if link.startswith(prefix + "/") else ""
        if inside and not inside.startswith(_ELSEWHERE):
            yield link


def _is_wanted(address, queries):
    path, _mark, query = address.partition("?")
    if not query:
        return True
    kind = path, tuple(sorted(part.partition("=")[0] for part in query.split("&")))
    queries[kind] += 1
    return queries[kind] <= _MOST_QUERIES


def text_of(response):
    """All that an answer says, its headers too, and the texts that lie packed in an index."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{dict(response.items())}\n{text_in(data)}"


def text_in(data):
    try:
        return data.decode()
    except UnicodeDecodeError:
        texts = unpack(data).texts
        return data.decode("latin-1") + "\n".join(line for name in texts for line in texts[name].texts())
