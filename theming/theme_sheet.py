"""Themes as CSS: what a theme looks like -> its custom properties, and all themes of a site -> one style sheet."""

import hashlib
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from theming.palette import SHADOWS, Recipe, derive, parse, parse_shadow, shadows

TYPE_SCALES = {"calm": "0.86", "normal": "1", "grand": "1.14"}
RADII = {"sharp": "0", "soft": "1", "round": "2"}
DENSITIES = {"compact": "0.8", "normal": "1", "airy": "1.25"}
_PILLS = {"sharp": "0.125rem", "soft": "999px", "round": "999px"}
# style -> face, padding, shadow of the card itself, shadow of the picture on it
CARDS = {
    "plain": ("transparent", "0px", "none", "var(--shadow-card)"),
    "framed": ("var(--color-surface)", "var(--space-2)", "var(--shadow-card)", "none"),
    "raised": ("transparent", "0px", "none", "var(--shadow-lift)"),
}
_CARD_KNOBS = ("face", "padding", "shadow", "picture-shadow")


class Look(NamedTuple):
    """What an editor chose, as text; `overrides` are pairs of token and colour, or shadow. What cannot be read raises
    ValueError where it is used."""

    is_dark: bool
    base: str
    accent: str
    overrides: tuple = ()
    is_high_contrast: bool = False
    type_scale: str = "normal"
    radius: str = "soft"
    density: str = "normal"
    card_style: str = "plain"

    def recipe(self):
        colours = {token: parse(colour) for token, colour in self.overrides if token not in SHADOWS}
        return Recipe(
            is_dark=self.is_dark,
            base=parse(self.base),
            accent=parse(self.accent),
            overrides=MappingProxyType(colours),
            is_high_contrast=self.is_high_contrast,
        )

    def shadows(self):
        """{token: box-shadow}, those by hand included."""
        by_hand = {token: parse_shadow(text) for token, text in self.overrides if token in SHADOWS}
        return {f"shadow-{name}": value for name, value in shadows(self.recipe()).items()} | by_hand


@lru_cache(maxsize=200)
def declarations(look):
    """The body of the rule that puts a theme on."""
    properties = {f"color-{token}": colour.hex for token, colour in derive(look.recipe()).items()}
    properties |= look.shadows()
    properties |= {
        "type-scale": TYPE_SCALES[look.type_scale],
        "radius-scale": RADII[look.radius],
        "radius-full": _PILLS[look.radius],
        "density": DENSITIES[look.density],
    }
    properties |= {f"card-{knob}": value for knob, value in zip(_CARD_KNOBS, CARDS[look.card_style], strict=True)}
    scheme = "dark" if look.is_dark else "light"
    return f"color-scheme: {scheme}; " + " ".join(f"--{name}: {value};" for name, value in properties.items())


@lru_cache(maxsize=200)
def page_colour(look):
    """The colour of the page as #rrggbb, for what surrounds it."""
    return derive(look.recipe())["page"].hex


def style_sheet(looks, light, dark, more_light=None, more_dark=None):
    """`looks`: slug -> Look, those that a viewer may choose; `light` and `dark` are worn where nobody chose, the other
    two where the system also asks for more contrast."""
    rules = [f":root {{ {declarations(light)} }}"]
    if dark != light:
        rules.append(f"@media (prefers-color-scheme: dark) {{ :root {{ {declarations(dark)} }} }}")
    for scheme, look in (("light", more_light), ("dark", more_dark)):
        if look:
            asked = f"(prefers-contrast: more) and (prefers-color-scheme: {scheme})"
            rules.append(f"@media {asked} {{ :root {{ {declarations(look)} }} }}")
    rules += [f':root[data-theme="{slug}"] {{ {declarations(look)} }}' for slug, look in looks.items()]
    return "@layer themes {\n" + "\n".join(rules) + "\n}\n"


def digest(text):
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
