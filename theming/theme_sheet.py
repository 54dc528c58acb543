"""Themes as CSS: what a theme looks like -> its custom properties, and all themes of a site -> one style sheet."""

import hashlib
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from theming.palette import Recipe, derive, parse, shadows

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
    """What an editor chose, as text; `overrides` are pairs of token and colour. Colours that cannot be read raise
    ValueError where they are used."""

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
        return Recipe(
            is_dark=self.is_dark,
            base=parse(self.base),
            accent=parse(self.accent),
            overrides=MappingProxyType({token: parse(colour) for token, colour in self.overrides}),
            is_high_contrast=self.is_high_contrast,
        )


@lru_cache(maxsize=200)
def declarations(look):
    """The body of the rule that puts a theme on."""
    recipe = look.recipe()
    properties = {f"color-{token}": colour.hex for token, colour in derive(recipe).items()}
    properties |= {f"shadow-{name}": value for name, value in shadows(recipe).items()}
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


def style_sheet(looks, light, dark):
    """`looks`: slug -> Look, those that a viewer may choose; `light` and `dark` are worn where nobody chose."""
    rules = [f":root {{ {declarations(light)} }}"]
    if dark != light:
        rules.append(f"@media (prefers-color-scheme: dark) {{ :root {{ {declarations(dark)} }} }}")
    rules += [f':root[data-theme="{slug}"] {{ {declarations(look)} }}' for slug, look in looks.items()]
    return "@layer themes {\n" + "\n".join(rules) + "\n}\n"


def digest(text):
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
