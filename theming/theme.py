"""Theme: a look of the whole site that editors make and viewers choose."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.publishable import Publishable, PublishableQuerySet
from streamcms.publishing.slugs import SlugField
from theming.palette import SHADOWS, TOKENS, failures, parse, parse_shadow
from theming.theme_sheet import Look, page_colour

_COLOUR_LENGTH = 80
_LOOK_FIELDS = ("base", "accent", "is_high_contrast", "type_scale", "radius", "density", "card_style")


class ThemeQuerySet(PublishableQuerySet):
    def in_order(self):
        return self.order_by("position", "name", "slug")


class Theme(Publishable):
    """While it is visible, viewers may choose it; a default is also worn by those who chose none."""

    class Scheme(models.TextChoices):
        DARK = "dark"
        LIGHT = "light"

    class TypeScale(models.TextChoices):
        CALM = "calm"
        NORMAL = "normal"
        GRAND = "grand"

    class Radius(models.TextChoices):
        SHARP = "sharp"
        SOFT = "soft"
        ROUND = "round"

    class Density(models.TextChoices):
        COMPACT = "compact"
        NORMAL = "normal"
        AIRY = "airy"

    class CardStyle(models.TextChoices):
        PLAIN = "plain", "plain: a picture with words under it"
        FRAMED = "framed", "framed: picture and words on a surface"
        RAISED = "raised", "raised: a picture with a deep shadow"

    name = models.CharField(max_length=60)
    slug = SlugField(max_length=60)
    scheme = models.CharField(max_length=5, choices=Scheme, default=Scheme.DARK)
    base = models.CharField(
        max_length=_COLOUR_LENGTH,
        help_text=_("The page: slate-950, #0b0e15, oklch(0.165 0.02 268) or any colour of CSS."),
    )
    accent = models.CharField(max_length=_COLOUR_LENGTH, help_text=_("Stars, what is on, focus: amber-300, say."))
    overrides = models.JSONField(default=dict, blank=True, editable=False)
    is_high_contrast = models.BooleanField(
        _("high contrast"), default=False, help_text=_("Text must reach 7:1, controls 4.5:1.")
    )
    type_scale = models.CharField(_("headings"), max_length=6, choices=TypeScale, default=TypeScale.NORMAL)
    radius = models.CharField(_("corners"), max_length=5, choices=Radius, default=Radius.SOFT)
    density = models.CharField(max_length=7, choices=Density, default=Density.NORMAL)
    card_style = models.CharField(_("cards"), max_length=6, choices=CardStyle, default=CardStyle.PLAIN)
    is_default = models.BooleanField(
        _("default"),
        default=False,
        help_text=_("Worn by everyone who chose none and whose system asks for its kind, from “publish at” on."),
    )
    position = models.PositiveIntegerField(default=0)

    objects = ThemeQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["position", "name"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(condition=Q(scheme__in=["dark", "light"]), name="theme_scheme_is_known"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_dark(self):
        return self.scheme == self.Scheme.DARK

    @property
    def look(self):
        chosen = {name: getattr(self, name) for name in _LOOK_FIELDS}
        return Look(is_dark=self.is_dark, overrides=tuple(sorted(self.overrides.items())), **chosen)

    @cached_property
    def colour(self):
        """The page's, for browsers to colour what surrounds it."""
        return page_colour(self.look)

    def clean(self):
        """Refuses colours that are none, and those that cannot be read on one another.

        Not Publishable's: a theme has no page, so its slug is no address that must stay with who had it first.
        """
        if not (self.base and self.accent):
            return  # their fields say so
        if errors := _not_colours(self):
            raise ValidationError(errors)
        unreadable = [contrast_error(failure) for failure in failures(self.look.recipe())]
        if unreadable:
            raise ValidationError(unreadable)


def _not_colours(theme):
    errors = {}
    for name in ("base", "accent"):
        try:
            if parse(getattr(theme, name)).alpha < 1:
                errors[name] = f"The {name} lets nothing shine through."
        except ValueError as error:
            errors[name] = str(error)
    for token, colour in theme.overrides.items():
        try:
            read_token(token, colour)
        except ValueError as error:
            errors.setdefault("overrides", []).append(f"{token}: {error}")
    return errors


def read_token(token, text):
    """What a token that was set by hand says: a Colour, or the text of a shadow. ValueError where it says nothing."""
    if token in SHADOWS:
        return parse_shadow(text)
    if token not in TOKENS:
        raise ValueError("a theme has no such token")
    return parse(text)


def contrast_error(failure):
    """A ValidationError; its params name the place to change and the colour that mends it, "" where none does."""
    checked, place = failure.checked, failure.place
    pair, nearest = checked.pair, failure.nearest.hex if failure.nearest else ""
    ground = f"{pair.layer} on {pair.ground}" if pair.layer else pair.ground
    mended = f"The nearest {place} that passes is {nearest}."
    if not nearest:
        mended = f"No {place} of that hue passes: change what it stands on."
    return ValidationError(
        f"{pair.front} ({checked.front.hex}) on {ground} ({checked.ground.hex}) has a contrast of {checked.shown}:1 "
        f"and needs {checked.wanted:g}:1. {mended}",
        code="contrast",
        params={"place": place, "nearest": nearest},
    )
