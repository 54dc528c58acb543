"""Which themes are offered from a viewpoint, which are worn where nobody chose, and the sheet that holds them."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from theming.models import Theme
from theming.theme_sheet import digest, style_sheet


@dataclass(frozen=True)
class OfferedThemes:
    """`every` in the picker's order. `light` and `dark` are worn by who chose none; None: there is no theme.

    `more_light` and `more_dark`, where there are such, by those of them whose system asks for more contrast."""

    every: tuple
    light: Theme | None
    dark: Theme | None
    more_light: Theme | None = None
    more_dark: Theme | None = None

    def __str__(self):
        """All that the picker shows, since what is drawn once is told apart by it."""
        return " ".join(f"{theme.slug} {theme.name} {theme.scheme} {theme.colour}" for theme in self.every)

    @cached_property
    def style_sheet(self):
        if not self.every:
            return ""
        worn = (self.light, self.dark, self.more_light, self.more_dark)
        looks = {theme.slug: theme.look for theme in self.every}
        return style_sheet(looks, *(theme and theme.look for theme in worn))

    @cached_property
    def address(self):
        """Of the sheet, which has its content's hash in its name; "" where there is none."""
        return reverse("theme_sheet", args=[digest(self.style_sheet)]) if self.every else ""


def offered_themes(viewpoint):
    """One query."""
    every = tuple(Theme.objects.visible(viewpoint).in_order())
    strong = [theme for theme in every if theme.is_high_contrast]
    (light, more_light), (dark, more_dark) = (
        [default_of([theme for theme in themes if theme.is_dark is is_dark]) for themes in (every, strong)]
        for is_dark in (False, True)
    )
    if not light:
        light, more_light = dark, more_dark
    elif not dark:
        dark, more_dark = light, more_light
    return OfferedThemes(every, light, dark, more_light, more_dark)


def default_of(themes):
    """The default whose window opened last; the first theme where there is none."""
    if not themes:
        return None
    defaults = [theme for theme in themes if theme.is_default]
    opened = [theme for theme in defaults if theme.publish_at]
    if opened:
        return max(opened, key=lambda theme: theme.publish_at)
    return (defaults or themes)[0]
