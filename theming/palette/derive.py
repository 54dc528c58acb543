"""A theme's colours and shadows from what an editor chooses: dark or light, a base, an accent, and any token by hand.

Each step starts from what looks well and is then moved, in lightness alone, until it can be read where it stands. What
an editor chose is never moved: pairs.py says whether it can be read.
"""

from dataclasses import dataclass, field
from types import MappingProxyType

from theming.palette.colours import Colour
from theming.palette.contrast import ratio

TOKENS = (
    *("page", "surface", "surface-raised", "surface-hover", "line", "line-strong", "control", "text", "text-muted"),
    *("accent", "on-accent", "accent-wash", "action", "on-action", "focus"),
    *("on-image", "on-image-muted", "accent-on-image", "scrim", "image-edge"),
)
GROUNDS = ("page", "surface", "surface-raised", "surface-hover")
TEXT, LARGE, ENHANCED = 4.5, 3.0, 7.0  # WCAG 2.2: 1.4.3, 1.4.3 and 1.4.11, 1.4.6
_SLACK = 0.15  # beyond what is asked: a hair is lost where colours are mixed again
_STEP = 0.002  # of lightness
_FAINTEST = 0.02  # alpha of a wash


@dataclass(frozen=True)
class Recipe:
    """What an editor chose; `overrides` are Colours by token."""

    is_dark: bool
    base: Colour
    accent: Colour
    overrides: MappingProxyType = field(default_factory=lambda: MappingProxyType({}))
    is_high_contrast: bool = False

    @property
    def text_ratio(self):
        return ENHANCED if self.is_high_contrast else TEXT

    @property
    def control_ratio(self):
        return TEXT if self.is_high_contrast else LARGE


def derive(recipe):
    """Token -> Colour, every one of TOKENS; what is overridden is what the rest is derived from."""
    tokens = _Tokens(recipe)
    make = _dark if recipe.is_dark else _light
    make(tokens, recipe)
    _on_images(tokens, recipe)
    return {name: tokens[name] for name in TOKENS}


class _Tokens(dict):
    """Assigning a token that the editor set by hand changes nothing."""

    def __init__(self, recipe):
        super().__init__(recipe.overrides)
        self._overrides = recipe.overrides

    def __setitem__(self, name, colour):
        if name not in self._overrides:
            super().__setitem__(name, colour)

    def grounds(self):
        return [self[name] for name in GROUNDS]


def _dark(tokens, recipe):
    base, hue = recipe.base, recipe.base.hue
    tint = min(base.chroma, 0.03)
    tokens["page"] = base
    # From black, the first step that one sees is larger than from a dark grey.
    tokens["surface"] = base.but(lightness=max(base.lightness + 0.043, 0.15), chroma=base.chroma * 1.1)
    tokens["surface-raised"] = base.but(lightness=max(base.lightness + 0.085, 0.19), chroma=base.chroma * 1.2)
    tokens["surface-hover"] = base.but(lightness=max(base.lightness + 0.095, 0.2), chroma=base.chroma * 1.2)
    faint, strong = (0.32, 0.62) if recipe.is_high_contrast else (0.11, 0.26)
    edge = Colour(0.9, tint, hue)
    tokens["line"], tokens["line-strong"] = edge.but(alpha=faint), edge.but(alpha=strong)
    tokens["text"] = Colour(0.985 if recipe.is_high_contrast else 0.965, tint / 4, hue)
    muted = Colour(0.75, min(base.chroma * 0.9, 0.05), hue)
    tokens["text-muted"] = readable(muted, tokens.grounds(), recipe.text_ratio, towards=1)
    tokens["control"] = readable(
        Colour(0.55, min(base.chroma * 1.5, 0.05), hue), _fields(tokens), recipe.control_ratio, 1
    )
    _accents(tokens, recipe, wash=0.14)
    tokens["action"] = tokens["text"]
    tokens["on-action"] = readable(Colour(0.18, tint, hue), [tokens["action"]], recipe.text_ratio, towards=0)


def _light(tokens, recipe):
    base, hue = recipe.base, recipe.base.hue
    tint = min(base.chroma * 6, 0.035)  # what is near white hardly shows its hue; ink of that hue does
    tokens["page"] = base
    tokens["surface"] = base.but(lightness=base.lightness + 0.025, chroma=base.chroma / 3)
    tokens["surface-raised"] = base.but(lightness=base.lightness + 0.025, chroma=base.chroma / 3)
    tokens["surface-hover"] = base.but(lightness=base.lightness - 0.03, chroma=base.chroma * 1.6)
    faint, strong = (0.34, 0.66) if recipe.is_high_contrast else (0.13, 0.32)
    edge = Colour(0.35, tint * 1.5, hue)
    tokens["line"], tokens["line-strong"] = edge.but(alpha=faint), edge.but(alpha=strong)
    tokens["text"] = Colour(0.15 if recipe.is_high_contrast else 0.235, tint, hue)
    tokens["text-muted"] = readable(Colour(0.475, tint, hue), tokens.grounds(), recipe.text_ratio, towards=0)
    tokens["control"] = readable(Colour(0.6, tint, hue), _fields(tokens), recipe.control_ratio, 0)
    _accents(tokens, recipe, wash=0.12)
    tokens["action"] = Colour(0.15 if recipe.is_high_contrast else 0.26, tint, hue)
    tokens["on-action"] = readable(Colour(0.985, 0.003, hue), [tokens["action"]], recipe.text_ratio, towards=1)


def _fields(tokens):
    """Where a field's edge stands."""
    return [tokens["page"], tokens["surface"], tokens["surface-raised"]]


def _accents(tokens, recipe, wash):
    accent = tokens["accent"] = recipe.accent
    accent = tokens["accent"]
    ink, paper = Colour(0.2, min(accent.chroma / 3, 0.04), accent.hue), Colour(0.99, 0.005, accent.hue)
    best = max(ink, paper, key=lambda colour: ratio(colour, accent))
    tokens["on-accent"] = readable(best, [accent], recipe.text_ratio, towards=0 if best is ink else 1)
    tokens["accent-wash"] = _wash(tokens, recipe, accent.but(alpha=wash))
    tokens["focus"] = accent


def _wash(tokens, recipe, wash):
    """As much of the accent as leaves text readable on it."""
    while wash.alpha > _FAINTEST:
        if min(ratio(tokens["text"], wash.over(ground)) for ground in _fields(tokens)) >= recipe.text_ratio + _SLACK:
            break
        wash = wash.but(alpha=wash.alpha - _FAINTEST)
    return wash


def _on_images(tokens, recipe):
    """Over a picture, in every theme: the scrim is dark, so the words are light."""
    hue, accent = recipe.base.hue, tokens["accent"]
    tint = min(recipe.base.chroma if recipe.is_dark else recipe.base.chroma * 4, 0.02)
    tokens["scrim"] = Colour(0.13 if recipe.base.lightness > 0 else 0.1, tint, hue)
    tokens["on-image"] = Colour(0.98, 0.004, hue)
    tokens["on-image-muted"] = Colour(0.93 if recipe.is_high_contrast else 0.88, min(tint, 0.012), hue)
    lit = accent.but(lightness=max(accent.lightness, 0.8), alpha=1)
    tokens["accent-on-image"] = readable(lit, [tokens["scrim"]], recipe.text_ratio, towards=1)
    tokens["image-edge"] = Colour(1, 0, 0, 0.3 if recipe.is_high_contrast else 0.1)


def readable(colour, grounds, wanted, towards):
    """The colour, or the nearest one lighter (`towards` 1) or darker (0) that has the ratio on all of the grounds.

    White or black where none has: then the grounds are what has to change.
    """

    def passes(lightness):
        tried = colour.but(lightness=lightness)
        return min(ratio(tried, ground) for ground in grounds) >= wanted + _SLACK

    if passes(colour.lightness):
        return colour
    fails, enough = colour.lightness, float(towards)
    if not passes(enough):
        return colour.but(lightness=enough)
    while abs(enough - fails) > _STEP:
        middle = (fails + enough) / 2
        fails, enough = (fails, middle) if passes(middle) else (middle, enough)
    return colour.but(lightness=enough)
