"""What an editor may write -> Colour: names of Tailwind's and of CSS's, hex, rgb(), hsl(), hwb(), oklab(), oklch().

Grammar: CSS Color 4, old spelling with commas included; `rose-500/40` is Tailwind's spelling of an alpha in per cent.
"""

import colorsys
import re

from PIL import ImageColor

from theming.palette.colours import Colour
from theming.palette.tailwind import TAILWIND

_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = re.compile(r"(rgba?|hsla?|hwb|oklab|oklch)\(([^()]*)\)")
_TAILWIND = re.compile(r"([a-z]+(?:-\d+)?)(?:/(\d{1,3}))?")
_NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(%|deg|turn|rad|grad)?")
_DEGREES = {None: 1, "deg": 1, "turn": 360, "rad": 57.29577951308232, "grad": 0.9}
_LONGEST = 80


def parse(text):
    """The Colour that a text spells; ValueError says what is wrong with it."""
    word = text.strip().lower()
    if len(word) > _LONGEST:
        raise ValueError(f"“{text[:20]}…” is too long for a colour")
    if _HEX.fullmatch(word):
        return _from_hex(word[1:])
    if function := _FUNCTION.fullmatch(word):
        return _from_function(function[1].removesuffix("a"), function[2], text)
    if named := _TAILWIND.fullmatch(word):
        alpha = int(named[2]) / 100 if named[2] else 1.0
        if named[1] in TAILWIND and alpha <= 1:
            return Colour(*TAILWIND[named[1]], alpha)
        if named[1] in ImageColor.colormap and not named[2]:
            return _from_hex(ImageColor.colormap[named[1]][1:])
    raise ValueError(
        f"“{text}” is no colour: write a Tailwind name such as slate-950, a hex colour or any colour of CSS"
    )


def _from_hex(digits):
    if len(digits) < 6:
        digits = "".join(2 * digit for digit in digits)
    return Colour.from_rgb(*(int(digits[at : at + 2], 16) / 255 for at in range(0, len(digits), 2)))


def _from_function(name, inside, text):
    before, slash, after = inside.partition("/")
    words = before.replace(",", " ").split()
    if slash:
        words += after.split()
    if len(words) != (4 if slash else 3) and not ("," in before and not slash and len(words) == 4):
        raise ValueError(f"“{text}”: {name}() takes three numbers and an alpha at most")
    try:
        alpha = _between(_amount(words[3], 1), 0, 1) if len(words) == 4 else 1.0
        return _MAKERS[name](*words[:3], alpha)
    except ValueError:
        raise ValueError(f"“{text}”: {name}() takes numbers, percentages and one angle") from None


def _amount(word, whole):
    """A number, or a percentage of `whole`."""
    if word == "none":
        return 0.0
    match = _NUMBER.fullmatch(word)
    if not match or match[2] not in (None, "%"):
        raise ValueError(word)
    return float(match[1]) * (whole / 100 if match[2] else 1)


def _angle(word):
    if word == "none":
        return 0.0
    match = _NUMBER.fullmatch(word)
    if not match or match[2] not in _DEGREES:
        raise ValueError(word)
    return float(match[1]) * _DEGREES[match[2]] % 360


def _between(value, low, high):
    return min(high, max(low, value))


def _rgb(red, green, blue, alpha):
    return Colour.from_rgb(*(_between(_amount(word, 255) / 255, 0, 1) for word in (red, green, blue)), alpha)


def _hsl(hue, saturation, lightness, alpha):
    saturation, lightness = (_between(_amount(word, 100) / 100, 0, 1) for word in (saturation, lightness))
    return Colour.from_rgb(*colorsys.hls_to_rgb(_angle(hue) / 360, lightness, saturation), alpha)


def _hwb(hue, white, black, alpha):
    white, black = (_between(_amount(word, 100) / 100, 0, 1) for word in (white, black))
    if white + black >= 1:
        return Colour.from_rgb(*[white / (white + black)] * 3, alpha)
    pure = colorsys.hls_to_rgb(_angle(hue) / 360, 0.5, 1)
    return Colour.from_rgb(*(channel * (1 - white - black) + white for channel in pure), alpha)


def _oklab(lightness, a, b, alpha):
    return Colour.from_oklab(_between(_amount(lightness, 1), 0, 1), _amount(a, 0.4), _amount(b, 0.4), alpha)


def _oklch(lightness, chroma, hue, alpha):
    return Colour(_between(_amount(lightness, 1), 0, 1), max(0.0, _amount(chroma, 0.4)), _angle(hue), alpha)


_MAKERS = {"rgb": _rgb, "hsl": _hsl, "hwb": _hwb, "oklab": _oklab, "oklch": _oklch}
