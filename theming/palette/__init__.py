"""PURE  Colours: names and spellings -> OKLCH, a theme's tokens from two of them, what reads on what."""

from theming.palette.colours import Colour
from theming.palette.contrast import ratio
from theming.palette.derive import TOKENS, Recipe, derive
from theming.palette.pairs import PAIRS, Failure, check, failures, nearest_passing
from theming.palette.parsing import parse
from theming.palette.shadows import shadows

__all__ = [
    "PAIRS",
    "TOKENS",
    "Colour",
    "Failure",
    "Recipe",
    "check",
    "derive",
    "failures",
    "nearest_passing",
    "parse",
    "ratio",
    "shadows",
]
