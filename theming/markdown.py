"""Editors' Markdown as HTML that is safe under our policy: no script, no style, no foreign frame."""

import nh3
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["table", "replacements"])
_HIGHEST = 2  # the page's name is its one h1


def to_html(text):
    """A page's body. Its headings begin at h2, however the editor began, and keep their distances."""
    tokens = _markdown.parse(text)
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    down = _HIGHEST - min((int(token.tag[1]) for token in headings), default=_HIGHEST)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) + down, 6)}"
    return mark_safe(nh3.clean(_markdown.renderer.render(tokens, _markdown.options, {}), link_rel="noopener"))
