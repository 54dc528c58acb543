"""Tones: 64 fixed colours, one of which stands in for a picture until it arrives."""

from zlib import crc32

import numpy as np
from PIL import Image

# (lightness, chroma) of each step; the chroma fits sRGB at every hue of that lightness, or nearly.
_NEUTRALS = (0.16, 0.36, 0.62, 0.90)
_STEPS = ((0.24, 0.050), (0.37, 0.080), (0.52, 0.105), (0.68, 0.115), (0.83, 0.085))
_HUES = tuple(range(25, 385, 30))

# (lightness, chroma, hue in degrees) of tone 0 to 63: four neutrals, then twelve hues in five steps.
TONES = tuple((lightness, 0.0, 0) for lightness in _NEUTRALS) + tuple(
    (lightness, chroma, hue) for hue in _HUES for lightness, chroma in _STEPS
)

# Dark ochres and olives look like a fault in the picture, so what has no picture never gets one.
_LIT_TONES = [
    number
    for number, (lightness, chroma, hue) in enumerate(TONES)
    if chroma and 0.3 < lightness < 0.45 and not 60 < hue < 150
]

# Linear sRGB to cone response and cone response to OKLab: Björn Ottosson, "A perceptual color space", 2020.
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def tone_of(image: Image.Image) -> int:
    """The tone that a viewer would name: colour outvotes grey, and the middle outvotes the edges."""
    small = image.convert("RGBA").resize((32, 32), Image.Resampling.BOX)
    pixels = np.asarray(small, dtype=np.float64).reshape(-1, 4) / 255
    lab = oklab(pixels[:, :3])
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    # Black bars and blown whites say little about a picture; neither does what is transparent.
    presence = np.clip(np.minimum(lab[:, 0], 1.04 - lab[:, 0]) * 4, 0.12, 1)
    votes = (0.25 + chroma * 6) * presence * _centred() * (pixels[:, 3] + 1e-6)
    distances = ((lab[:, None, :] - _TONES_LAB[None]) ** 2 * (1.0, 3.5, 3.5)).sum(axis=2)
    # Each pixel also votes for its neighbours, so that a gradient's votes are not split to nothing.
    ballots = np.exp(-distances / 0.006)
    ballots /= ballots.sum(axis=1, keepdims=True) + 1e-12
    return int(np.argmax(votes @ ballots))


def lit_tone(text: str) -> int:
    """The tone of what has no picture: the same for the same text, never a grey."""
    return _LIT_TONES[crc32(text.encode()) % len(_LIT_TONES)]


def stylesheet() -> str:
    """The whole of tones.css: one custom property for each value of data-tone."""
    rules = [
        f'  [data-tone="{number}"] {{ --tone: oklch({lightness:g} {chroma:g} {hue}); }}'
        for number, (lightness, chroma, hue) in enumerate(TONES)
    ]
    first = "/* tones.css: the colour that holds a picture's place; made by streamcms/publishing/artwork/tone.py */"
    return "\n".join([first, "@layer components {", *rules, "}", ""])


def oklab(rgb: np.ndarray) -> np.ndarray:
    """sRGB in 0..1, shape (n, 3), to OKLab."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.cbrt(linear @ _TO_CONES.T) @ _TO_LAB.T


def srgb(lab: np.ndarray) -> np.ndarray:
    """OKLab to sRGB in 0..1, shape (n, 3), clipped to what a screen can show."""
    linear = (lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_CONES).T
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def _centred():
    y, x = np.mgrid[-1:1:32j, -1:1:32j]
    return (1 - 0.45 * np.clip(np.hypot(x, y), 0, 1)).ravel()


def _tones_lab():
    lightness, chroma, hue = np.array(TONES, dtype=np.float64).T
    angle = np.radians(hue)
    return np.stack([lightness, chroma * np.cos(angle), chroma * np.sin(angle)], axis=1)


_TONES_LAB = _tones_lab()
