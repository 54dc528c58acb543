"""The admin of the site's own words and looks."""

from theming.admin import pages, site, themes

__all__ = ["pages", "site", "themes"]
