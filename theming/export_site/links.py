"""Addresses in what was drawn -> addresses in the export: relative, below a prefix, or with scheme and host.

Pages are drawn for the root of ORIGIN. In markup, addresses of ours begin with a slash in an attribute that holds
addresses; full ones begin with ORIGIN wherever they stand.
"""

import json
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings

ORIGIN = "https://streamcms.invalid"  # RFC 2606: nobody's
RELATIVE = "relative"

_TAG = re.compile(r'<[a-zA-Z][^<>]*?(?:="/|srcset=)[^<>]*>')
_ONE = re.compile(
    r'(\s(href|src|action|poster|data-(?:[a-z]+-)?(?:url|path|suggest|worker|poster|movie|show))=")'
    r'(/(?!/)[^"]*)"'
)
_SEVERAL = re.compile(r'(\s(?:image)?srcset=")([^"]*)"')
_FULL = re.compile(re.escape(ORIGIN) + r"(/[^\s\"'<>&\\]*|(?=[\s\"'<>&\\]|$))")
_FOLLOWED = ("href", "src", "poster", "data-poster", "data-index-url", "data-delta-url")
_OF_ANY_LANGUAGE = {"data-members-url": "/library/members/"}
_SCRIPTED = re.compile(r'(const PAGE = ")(/[^"]*)"')


@dataclass(frozen=True)
class Base:
    """Where the export will stand. `prefix` begins and ends with a slash; "" makes links relative. `address` is the
    public address, ending with a slash; "" when nobody knows it."""

    prefix: str
    address: str

    @classmethod
    def parse(cls, text, site_url=""):
        """`relative`, `/prefix/` or `https://host/prefix/`; `site_url` is SITE_URL. ValueError for anything else."""
        known = f"{site_url.rstrip('/')}/" if site_url else ""
        if text == RELATIVE:
            return cls("", known)
        if text.startswith("/") and not text.startswith("//"):
            prefix = f"/{text.strip('/')}/".replace("//", "/")
            return cls(prefix, f"{_root(site_url)}{prefix}" if site_url else "")
        if re.match(r"https?://[^/]+", text):
            address = f"{text.rstrip('/')}/"
            return cls(urlsplit(address).path, address)
        raise ValueError(f"--base is {RELATIVE}, /a/path/ or https://a.host/, not {text!r}")

    def link(self, path, here):
        """A path of ours as a page at `here` spells it."""
        if self.prefix:
            return self.prefix + path[1:]
        depth = here.count("/") - 1
        return ("../" * depth or "./") + path[1:]

    def full(self, path, here):
        return self.address + path[1:] if self.address else self.link(path, here)

    def placeless(self):
        """For a page that a server shows at any address: links that do not depend on where it stands."""
        return Base(self.prefix or (urlsplit(self.address).path if self.address else "/"), self.address)


def _root(url):
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


class Rewriting:
    """Rewrites one file; `referred` collects the paths that it refers to, without query and fragment."""

    def __init__(self, base, here):
        self.base, self.here, self.referred = base, here, set()

    def html(self, text):
        return self.full_addresses(_TAG.sub(lambda tag: self._tag(tag[0]), text))

    def full_addresses(self, text):
        return _FULL.sub(self._full, text)

    def _full(self, found):
        path = found[1] or "/"
        if path.startswith((settings.MEDIA_URL, settings.STATIC_URL)):
            self._refer(path)
        return self.base.full(path, self.here)

    def script(self, text):
        return _SCRIPTED.sub(lambda found: f'{found[1]}{self.base.link(found[2], self.here)}"', text)

    def json(self, text):
        return json.dumps(self._json(json.loads(text)), ensure_ascii=False)

    def _json(self, value):
        if isinstance(value, dict):
            return {key: self._json(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self._json(each) for each in value]
        if isinstance(value, str) and value.startswith("/"):
            self._refer(value)
            return self.base.link(value, self.here)
        return self.full_addresses(value) if isinstance(value, str) else value

    def _tag(self, tag):
        tag = _ONE.sub(self._one, tag)
        return _SEVERAL.sub(self._several, tag) if "srcset=" in tag else tag

    def _one(self, found):
        start, name, path = found.groups()
        path = _OF_ANY_LANGUAGE.get(name, path)
        if name in _FOLLOWED:
            self._refer(path)
        if name == "data-path" and not self.base.prefix:
            return f'{start}./"'  # what the library's script puts into the address bar must not lead out of the folder
        return f'{start}{self.base.link(path, self.here)}"'

    def _several(self, found):
        candidates = [candidate.strip().split(" ", 1) for candidate in found[2].split(",")]
        for candidate in candidates:
            if candidate[0].startswith("/") and not candidate[0].startswith("//"):
                self._refer(candidate[0])
                candidate[0] = self.base.link(candidate[0], self.here)
        return f'{found[1]}{", ".join(" ".join(candidate) for candidate in candidates)}"'

    def _refer(self, path):
        self.referred.add(unquote(path.partition("#")[0].partition("?")[0]))


def rewritten(drawn_text, content_type, base, here):
    """(text as the export holds it, paths that it refers to) of a page, feed, sitemap, manifest or script."""
    rewriting = Rewriting(base, here)
    kind = content_type.partition(";")[0]
    if kind == "text/html":
        text = rewriting.html(drawn_text)
    elif kind.endswith("json"):
        text = rewriting.json(drawn_text)
    elif kind == "text/javascript":
        text = rewriting.script(drawn_text)
    else:
        text = rewriting.full_addresses(drawn_text)
    return text, rewriting.referred
