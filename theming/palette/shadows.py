"""Shadows of a theme as CSS: a lighter edge in dark themes, tinted and layered low ones in light themes; or by hand."""

import re

from theming.palette.colours import Colour
from theming.palette.parsing import parse

NAMES = ("card", "lift", "panel")
SHADOWS = tuple(f"shadow-{name}" for name in NAMES)  # as tokens
LONGEST_SHADOW = 300
_COMMA, _SPACE = re.compile(r",(?![^(]*\))"), re.compile(r"\s+(?![^(]*\))")  # outside of brackets
_LENGTH = re.compile(r"[-+]?(?:\d{1,4}(?:\.\d{1,4})?|\.\d{1,4})(?:px|rem|em)|[-+]?0(?:\.0+)?")
_BLACK, _WHITE = Colour(0), Colour(1)


def shadows(recipe):
    """Name -> value of box-shadow: `card` at rest, `lift` under the pointer, `panel` for what lies over the page."""
    return _dark(recipe) if recipe.is_dark else _light(recipe)


def parse_shadow(text):
    """A box-shadow written anew, so that nothing but one comes out: "none", or layers of two to four lengths, a colour
    that parse() knows, and `inset` where it is wanted. ValueError says what is wrong."""
    word = text.strip().lower()
    if len(word) > LONGEST_SHADOW:
        raise ValueError(f"“{text[:20]}…” is too long for a shadow")
    return "none" if word == "none" else ", ".join(_layer(each.strip(), text) for each in _COMMA.split(word))


def _layer(text, whole):
    words = _SPACE.split(text)
    inset = [word for word in words if word == "inset"]
    lengths = [word for word in words if _LENGTH.fullmatch(word)]
    colours = [word for word in words if word not in inset and word not in lengths]
    blur = lengths[2] if len(lengths) > 2 else "0"
    if len(inset) > 1 or not 2 <= len(lengths) <= 4 or len(colours) != 1 or blur.startswith("-"):
        raise ValueError(
            f"“{whole}” is no shadow: write none, or layers such as 0 6px 16px -6px slate-900/30, parted by commas"
        )
    return " ".join([*inset, *lengths, parse(colours[0]).hex])


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
