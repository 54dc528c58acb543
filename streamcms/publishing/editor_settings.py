"""EditorSettings: what an account sets for itself. Its time zone is that of every time in the office."""

import zoneinfo
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# Those of tzdata's areas that name a place; what else it has are old spellings and single offsets.
_AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def known_zones():
    """Names of the zones that an editor may choose, sorted; the site's own and UTC among them."""
    named = {name for name in zoneinfo.available_timezones() if name.partition("/")[0] in _AREAS}
    return sorted({*named, settings.TIME_ZONE, "UTC"})


def zone_named(name):
    """The zone of that name; None where there is none (any more)."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None


def is_a_known_zone(name):
    if name not in known_zones():
        raise ValidationError(_("“%(name)s” is no time zone that we know."), params={"name": name})


class EditorSettings(models.Model):
    counts_in_revision = False

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="editor_settings"
    )
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[is_a_known_zone])

    class Meta:
        verbose_name_plural = _("editor settings")

    def __str__(self):
        return f"{self.user}: {self.time_zone}"
