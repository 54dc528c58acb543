"""Reading posters: just large enough, and without trusting them."""

from io import BytesIO
from typing import NamedTuple

import numpy as np
from PIL import Image

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
_MAX_PIXELS = 50_000_000
_GROUND = (38, 38, 40)  # behind what is transparent

# Linear sRGB to cone response and on to OKLab: Björn Ottosson, "A perceptual color space", 2020.
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


class Poster(NamedTuple):
    """`image` is RGB; `colour` the mean of its pixels in OKLab."""

    name: str
    image: Image.Image
    colour: np.ndarray


class Skipped(NamedTuple):
    """A poster that cannot hang, and why: a sentence for whoever looks after it."""

    name: str
    reason: str


def read(name, data, width):
    """A Poster at least `width` pixels wide where it is so wide, and not much wider; or Skipped."""
    try:
        image = Image.open(BytesIO(data), formats=_FORMATS)
    except Exception:  # decoders fail in many ways on hostile bytes, and all of them mean the same here
        return Skipped(name, "This is no picture that we can read.")
    if image.width * image.height > _MAX_PIXELS or min(image.size) < 8:
        return Skipped(name, f"{image.width} x {image.height} pixels is no size for a poster.")
    try:
        image.draft("RGB", (width, width * image.height // image.width))
        image.load()
        image = _opaque(image)
        shrink = image.width // width
        image = image.reduce(shrink) if shrink > 1 else image
        return Poster(name, image, _mean_colour(image))
    except Exception:
        return Skipped(name, "The picture is damaged or incomplete and cannot be read to its end.")


def _opaque(image):
    if not image.has_transparency_data:
        return image if image.mode == "RGB" else image.convert("RGB")
    ground = Image.new("RGB", image.size, _GROUND)
    ground.paste(image.convert("RGBA"), mask=image.convert("RGBA").getchannel("A"))
    return ground


def _mean_colour(image):
    small = image.resize((24, 36), Image.Resampling.NEAREST)
    rgb = np.asarray(small, dtype=np.float64).reshape(-1, 3) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return (np.cbrt(linear @ _TO_CONES.T) @ _TO_LAB.T).mean(axis=0)
