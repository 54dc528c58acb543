"""PURE  Colours: names and spellings -> OKLCH, a theme's tokens from two of them, what reads on what."""

from theming.palette.colours import Colour
from theming.palette.contrast import ratio
from theming.palette.derive import TOKENS, Recipe, derive
from theming.palette.pairs import PAIRS, Failure, check, failures, nearest_passing
from theming.palette.parsing import parse
from theming.palette.shadows import LONGEST_SHADOW, SHADOWS, parse_shadow, shadows

__all__ = [
    "LONGEST_SHADOW",
    "PAIRS",
    "SHADOWS",
    "TOKENS",
    "Colour",
    "Failure",
    "Recipe",
    "check",
    "derive",
    "failures",
    "nearest_passing",
    "parse",
    "parse_shadow",
    "ratio",
    "shadows",
]
