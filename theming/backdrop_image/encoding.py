"""The picture as files: AVIF with its transparency, JPEG on a neutral ground."""

from io import BytesIO
from typing import NamedTuple

import numpy as np
from PIL import Image

from theming.backdrop_image.wall import NEUTRAL

WIDTHS = (768, 1280, 1920, 2560)
# Threads and speed are fixed, as they may change bytes.
AVIF = {"format": "AVIF", "quality": 40, "speed": 9, "max_threads": 2, "subsampling": "4:2:0", "autotiling": False}
JPEG = {"format": "JPEG", "quality": 72, "progressive": True, "optimize": True, "subsampling": "4:2:0"}


class Rendition(NamedTuple):
    width: int
    extension: str
    data: bytes


def renditions(canvas):
    """Each of WIDTHS up to the canvas's own, in both formats."""
    whole = Image.fromarray(canvas, "RGBA")
    for width in (width for width in WIDTHS if width <= whole.width):
        size = width, round(whole.height * width / whole.width)
        step = whole if size == whole.size else whole.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)
        yield Rendition(width, "avif", encoded(step, AVIF))
        yield Rendition(width, "jpg", encoded(_flattened(step), JPEG))


def encoded(image, options):
    stream = BytesIO()
    image.save(stream, **options)
    return stream.getvalue()


def _flattened(image):
    ground = Image.new("RGB", image.size, NEUTRAL)
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def avif_of(canvas):
    return encoded(Image.fromarray(np.ascontiguousarray(canvas), "RGBA"), AVIF)
