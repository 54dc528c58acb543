"""The admin of the site's own words and looks."""

from theming.admin import backdrops, homepage, pages, site, themes

__all__ = ["backdrops", "homepage", "pages", "site", "themes"]
