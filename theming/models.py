"""What the site says of itself: its name and contact, and the pages that an editor writes."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import get_resolver, reverse
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.publishable import Publishable, PublishableQuerySet
from streamcms.publishing.slugs import SlugField
from theming.backdrops import BackdropSettings
from theming.drawn_backdrops import Backdrop, BackdropInput
from theming.programme import HomepageRow, HomepageRowTranslation, RowTitle, Slide, SlideTranslation
from theming.theme import Theme

__all__ = [
    "Backdrop",
    "BackdropInput",
    "BackdropSettings",
    "HomepageRow",
    "HomepageRowTranslation",
    "Page",
    "RowTitle",
    "Site",
    "Slide",
    "SlideTranslation",
    "Theme",
    "reserved_slugs",
]


class Site(models.Model):
    """One row: what the header, the footer and the feeds call this service."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=80, default="streamcms")
    description = models.CharField(max_length=300, blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)

    class Meta:
        verbose_name_plural = _("site")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="site_is_one_row")]

    def __str__(self):
        return self.name


class PageQuerySet(PublishableQuerySet):
    def in_footer(self):
        return self.filter(is_in_footer=True).order_by("position", "name")


class Page(Publishable):
    name = models.CharField(max_length=120)
    slug = SlugField()
    body = models.TextField(blank=True, help_text=_("Markdown."))
    description = models.CharField(max_length=300, blank=True, help_text=_("For search engines."))
    is_in_footer = models.BooleanField(_("in the footer"), default=True)
    position = models.PositiveIntegerField(default=0)

    objects = PageQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("page", args=[self.slug])

    def clean(self):
        super().clean()
        if self.slug and self.slug in reserved_slugs():
            raise ValidationError({"slug": _("“%s” is an address that the site itself uses.") % self.slug})


def reserved_slugs():
    """First path segments that are taken: those of every route but the pages' own."""
    routes = {segment for segment in _first_segments(get_resolver().url_patterns) if "<" not in segment}
    return routes | {code for code, _name in settings.LANGUAGES} | {"static", "media", "preview"}


def _first_segments(patterns):
    for entry in patterns:
        segment = str(entry.pattern).lstrip("^").partition("/")[0]
        if segment:
            yield segment
        else:
            yield from _first_segments(getattr(entry, "url_patterns", []))
