"""Shadows of a theme as CSS: a lighter edge in dark themes, tinted and layered low ones in light themes."""

from theming.palette.colours import Colour

NAMES = ("card", "lift", "panel")
_BLACK, _WHITE = Colour(0), Colour(1)


def shadows(recipe):
    """Name -> value of box-shadow: `card` at rest, `lift` under the pointer, `panel` for what lies over the page."""
    return _dark(recipe) if recipe.is_dark else _light(recipe)


def _dark(recipe):
    much = 3 if recipe.is_high_contrast else 1
    tinted = Colour(0.9, min(recipe.base.chroma * 1.5, 0.03), recipe.base.hue)
    return {
        "card": _edge(_WHITE, 0.07 * much),
        "lift": f"{_edge(_WHITE, 0.2 * much)}, 0 20px 42px -13px {_hex(_BLACK, 0.7)}",
        "panel": f"{_edge(tinted, 0.14 * much)}, 0 34px 68px -18px {_hex(_BLACK, 0.7)}",
    }


def _light(recipe):
    much = 3 if recipe.is_high_contrast else 1
    chroma = min(recipe.base.chroma * 12, 0.07)
    near, far = Colour(0.35, chroma * 0.85, recipe.base.hue), Colour(0.35, chroma, recipe.base.hue)
    return {
        "card": f"{_edge(near, 0.1 * much)}, 0 1px 2px {_hex(near, 0.1)}, 0 6px 16px -6px {_hex(near, 0.16)}",
        "lift": f"{_edge(near, 0.14 * much)}, 0 4px 8px {_hex(near, 0.1)}, 0 20px 42px -13px {_hex(far, 0.3)}",
        "panel": f"{_edge(near, 0.12 * much)}, 0 8px 20px {_hex(near, 0.08)}, 0 34px 68px -18px {_hex(far, 0.3)}",
    }


def _edge(colour, alpha):
    return f"0 0 0 1px {_hex(colour, alpha)}"


def _hex(colour, alpha):
    return colour.but(alpha=alpha).hex
