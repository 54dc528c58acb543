"""The names under which a CDN can be told to forget a page (`Surrogate-Key`): what the page shows, as addresses.

A thing's key is the path of its page with dashes: /movies/heat/ is `movies-heat`, in every language. What a page shows
it links to, so its keys are read from the links of its HTML: nothing that it does not show can stand there, and no
primary key. Every page carries `site`; one with more names than fit a header carries `more` in the place of the rest,
so whoever purges one thing by hand purges `movies-heat more`.
"""

import re

from django.utils.encoding import escape_uri_path

from streamcms.publishing import languages

SITE, MORE = "site", "more"
_LONGEST = 2000  # bytes: nginx takes 4 KB of headers from a server behind it unless told otherwise
_LINK = re.compile(r'\shref="(/[^"?#]+/)["?#]')


def surrogate_keys(path, html):
    """The header's value for the page at `path`."""
    keys = dict.fromkeys([SITE, _key(escape_uri_path(path)), *map(_key, _LINK.findall(html))])
    return _fitting([key for key in keys if key])


def _key(path):
    return languages.split(path)[1].strip("/").replace("/", "-")


def _fitting(keys):
    kept, length = [], len(MORE)
    for key in keys:
        length += len(key) + 1
        if length > _LONGEST:
            return " ".join([*kept, MORE])
        kept.append(key)
    return " ".join(kept)
