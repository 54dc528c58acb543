"""The admin of the site's own words."""

from theming.admin import pages, site

__all__ = ["pages", "site"]
