"""A colour in OKLCH and its way to and from sRGB, with the gamut mapping of CSS Color 4.

Matrices: Björn Ottosson, "A perceptual color space for image processing" (2020), as CSS Color 4 section 18 has them.
"""

import math
from dataclasses import dataclass, replace
from functools import cached_property

_JND, _EPSILON = 0.02, 0.0001  # of CSS Color 4, section 13.2: what nobody sees, and where the search ends


@dataclass(frozen=True)
class Colour:
    """`lightness` 0 to 1, `chroma` 0 to some 0.4, `hue` in degrees, `alpha` 0 to 1."""

    lightness: float
    chroma: float = 0.0
    hue: float = 0.0
    alpha: float = 1.0

    @classmethod
    def from_rgb(cls, red, green, blue, alpha=1.0):
        """From sRGB, each 0 to 1."""
        colour = cls.from_oklab(*_oklab(*map(_to_linear, (red, green, blue))), alpha)
        colour.__dict__["rgb"] = tuple(_byte(channel) for channel in (red, green, blue))  # what the way back would blur
        return colour

    @classmethod
    def from_oklab(cls, lightness, a, b, alpha=1.0):
        chroma = math.hypot(a, b)
        hue = math.degrees(math.atan2(b, a)) % 360 if chroma > 1e-5 else 0.0
        return cls(lightness, chroma, hue, alpha)

    @cached_property
    def oklab(self):
        angle = math.radians(self.hue)
        return self.lightness, self.chroma * math.cos(angle), self.chroma * math.sin(angle)

    @cached_property
    def rgb(self):
        """Red, green and blue as a screen shows them, 0 to 255: mapped into sRGB, then rounded."""
        return tuple(_byte(_to_gamma(channel)) for channel in _mapped(self))

    @property
    def hex(self):
        """#rrggbb, or #rrggbbaa where it is not opaque."""
        channels = self.rgb if self.alpha >= 1 else (*self.rgb, _byte(self.alpha))
        return "#" + "".join(f"{channel:02x}" for channel in channels)

    @property
    def is_in_gamut(self):
        return _is_in_gamut(_linear(*self.oklab))

    def but(self, **changes):
        """The same colour with other figures; lightness is held between 0 and 1."""
        changed = replace(self, **changes)
        return replace(changed, lightness=min(1.0, max(0.0, changed.lightness)))

    def distance(self, other):
        """Euclidean in OKLab: 0.02 is the least that one sees."""
        return math.dist(self.oklab, other.oklab)

    def over(self, ground):
        """What is seen where this one lies on an opaque one: mixed in sRGB by alpha, as browsers do."""
        if self.alpha >= 1:
            return self
        mixed = (
            (top * self.alpha + below * (1 - self.alpha)) / 255 for top, below in zip(self.rgb, ground.rgb, strict=True)
        )
        return Colour.from_rgb(*mixed)


def _byte(share):
    return int(255 * share + 0.5 + 1e-9)


def _to_linear(channel):
    sign, channel = math.copysign(1, channel), abs(channel)
    return sign * (channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)


def _to_gamma(channel):
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _oklab(red, green, blue):
    l, m, s = (  # noqa: E741  names of the cones
        math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue),
        math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue),
        math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue),
    )
    return (
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    )


def _linear(lightness, a, b):
    l, m, s = (  # noqa: E741
        (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
        (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
        (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3,
    )
    return (
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
    )


def _is_in_gamut(linear):
    return all(-_EPSILON <= channel <= 1 + _EPSILON for channel in linear)


def _clipped(linear):
    return tuple(min(1.0, max(0.0, channel)) for channel in linear)


def _mapped(colour):
    """Linear sRGB: chroma is taken away at one lightness and hue until what clipping still changes cannot be seen."""
    if colour.lightness >= 1:
        return 1.0, 1.0, 1.0
    if colour.lightness <= 0:
        return 0.0, 0.0, 0.0
    linear = _linear(*colour.oklab)
    if _is_in_gamut(linear) or math.dist(_oklab(*_clipped(linear)), colour.oklab) < _JND:
        return _clipped(linear)
    low, high, low_is_inside = 0.0, colour.chroma, True
    while high - low > _EPSILON:
        chroma = (low + high) / 2
        current = replace(colour, chroma=chroma)
        linear = _linear(*current.oklab)
        if low_is_inside and _is_in_gamut(linear):
            low = chroma
            continue
        seen = math.dist(_oklab(*_clipped(linear)), current.oklab)
        if seen >= _JND:
            high = chroma
        elif _JND - seen < _EPSILON:
            break
        else:
            low, low_is_inside = chroma, False
    return _clipped(linear)
