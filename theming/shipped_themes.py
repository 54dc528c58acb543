"""The themes that every site begins with. They are rows like any other: editors change them, hide them, delete them."""

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.translation import gettext_noop as _

from streamcms.publishing.publishable import Publishable
from theming.models import Theme

SHIPPED_THEMES = (
    {"name": _("Midnight"), "slug": "midnight", "scheme": "dark", "is_default": True}
    | {"base": "oklch(0.165 0.02 268)", "accent": "oklch(0.83 0.125 76)"},
    {"name": _("Paper"), "slug": "paper", "scheme": "light", "is_default": True}
    | {"base": "oklch(0.975 0.004 255)", "accent": "oklch(0.525 0.135 48)"},
    {"name": _("Noir"), "slug": "noir", "scheme": "dark"}
    | {"base": "black", "accent": "oklch(0.9 0.03 85)", "radius": "sharp", "type_scale": "grand"},
    {"name": _("Velvet"), "slug": "velvet", "scheme": "dark"}
    | {"base": "oklch(0.21 0.07 17)", "accent": "oklch(0.87 0.13 90)"},
    {"name": _("Ember"), "slug": "ember", "scheme": "dark"}
    | {"base": "oklch(0.185 0.018 48)", "accent": "orange-300", "radius": "round", "card_style": "framed"},
    {"name": _("Harbour"), "slug": "harbour", "scheme": "light"}
    | {"base": "oklch(0.962 0.014 232)", "accent": "sky-700", "card_style": "framed"},
    {"name": _("Linen"), "slug": "linen", "scheme": "light"}
    | {"base": "oklch(0.962 0.017 82)", "accent": "oklch(0.48 0.15 28)", "density": "airy"},
    {"name": _("First frost"), "slug": "first-frost", "scheme": "dark"}
    | {"base": "oklch(0.205 0.034 168)", "accent": "oklch(0.79 0.13 22)", "radius": "round"},
    {"name": _("High contrast, dark"), "slug": "high-contrast-dark", "scheme": "dark"}
    | {"base": "black", "accent": "yellow-300", "is_high_contrast": True},
    {"name": _("High contrast, light"), "slug": "high-contrast-light", "scheme": "light"}
    | {"base": "white", "accent": "blue-800", "is_high_contrast": True},
)


def ship_themes(using=DEFAULT_DB_ALIAS, **_kwargs):
    """Where there is no theme at all. Runs after every migrate, as tests that empty the database need it again."""
    if (
        Theme._meta.db_table not in connections[using].introspection.table_names()
        or Theme.objects.using(using).exists()
    ):
        return
    for position, fields in enumerate(SHIPPED_THEMES, 1):
        Theme.objects.using(using).create(state=Publishable.State.PUBLISHED, position=position, **fields)
