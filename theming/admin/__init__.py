"""The admin of the site's own words and looks."""

from theming.admin import backdrops, pages, site, themes

__all__ = ["backdrops", "pages", "site", "themes"]
