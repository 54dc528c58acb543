"""The image ladder: what may be uploaded, and the sizes and formats that it is served in."""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageCms, ImageOps

from streamcms.publishing.artwork.tone import tone_of

# Widths in CSS pixels at 1x and 2x of where a picture stands: cards, the title's head, full-width heroes.
LADDERS = {
    "poster": (160, 240, 360, 540, 780),
    "backdrop": (480, 800, 1280, 1920),
    "still": (240, 400, 640, 960),
    "portrait": (120, 200, 320, 500),
    "logo": (240, 480, 800),
}
ACCEPTED_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
MAX_PIXELS = 50_000_000
MIN_SIDE = 64

# Speed 9 takes a quarter of the time of speed 7 for about 5 % more bytes; threads are fixed, as they may change bytes.
AVIF = {"format": "AVIF", "quality": 58, "speed": 9, "max_threads": 2, "subsampling": "4:2:0", "autotiling": False}
JPEG = {"format": "JPEG", "quality": 78, "progressive": True, "optimize": True, "subsampling": "4:2:0"}
PNG = {"format": "PNG", "compress_level": 9}


class ImageRejected(ValueError):
    """The upload cannot be used; the message is a sentence for the person who uploaded it."""


class Facts(NamedTuple):
    """Width and height are those seen, after the camera's rotation; tone is an index into tone.TONES."""

    width: int
    height: int
    format: str
    sha256: str
    tone: int


class Rendition(NamedTuple):
    width: int
    height: int
    format: str
    data: bytes


def inspect(data: bytes) -> Facts:
    """Decode an upload whole, so that what passes can be shown. Raises ImageRejected."""
    image, image_format = decode(data)
    if min(image.size) < MIN_SIDE:
        raise ImageRejected(
            f"The image is too small: {image.width} x {image.height} pixels; each side needs at least {MIN_SIDE}."
        )
    return Facts(*image.size, image_format, hashlib.sha256(data).hexdigest(), tone_of(image))


def renditions(data: bytes, role: str) -> Iterator[Rendition]:
    """Yield each step of the role's ladder in two formats, smallest first. Raises ImageRejected.

    Nothing is enlarged or cropped: the page crops, around the focal point. No metadata survives.
    """
    image, _ = decode(data)
    image = image.convert("RGBA") if role == "logo" else _flattened(image)
    sizes = [(width, max(1, round(image.height * width / image.width))) for width in widths(role, image.width)]
    largest = _resized(image, sizes[-1])
    for size in sizes:
        step = _resized(largest, size)
        for name, options in (("avif", AVIF), ("png", PNG) if role == "logo" else ("jpeg", JPEG)):
            yield Rendition(*size, name, _encoded(step, options))


def widths(role, original_width):
    """The ladder up to the original; its first step beyond becomes the original's own width."""
    ladder = LADDERS[role]
    below = [width for width in ladder if width < original_width]
    return below if len(below) == len(ladder) else [*below, original_width]


def decode(data):
    """An RGB or RGBA image in sRGB, upright and without metadata, and the name of its format."""
    image = _opened(data)
    image_format = "jpeg" if image.format == "MPO" else image.format.lower()
    if image.width * image.height > MAX_PIXELS:
        raise _too_large(f"{image.width} x {image.height} pixels")
    try:
        image.load()
        upright = ImageOps.exif_transpose(image)
    except Exception as error:  # decoders fail in many ways on hostile bytes, and all of them mean the same here
        raise ImageRejected("The image is damaged or incomplete and cannot be read to its end.") from error
    plain = _in_srgb(upright)
    plain.info = {}
    return plain, image_format


def _opened(data):
    """Read the header only: nothing is decoded yet."""
    try:
        return Image.open(BytesIO(data), formats=ACCEPTED_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large("far beyond the limit") from error
    except Exception as error:
        raise ImageRejected("This is not an image that we can read. Use JPEG, PNG, WebP, AVIF, GIF or TIFF.") from error


def _too_large(size):
    return ImageRejected(f"The image is too large: {size}; the limit is {MAX_PIXELS // 1_000_000} megapixels.")


def _in_srgb(image):
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode.startswith("I") or image.mode == "F":
        image = _eight_bit(image)
    if image.mode in ("P", "PA", "LA", "La", "1", "RGBa"):
        image = image.convert(mode)
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            output_mode = "RGBA" if image.mode == "RGBA" else "RGB"
            return ImageCms.profileToProfile(image, source, target, outputMode=output_mode).convert(mode)
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken or mismatched profile: show the numbers as they are
    return image.convert(mode)


def _eight_bit(image):
    """Sixteen-bit and floating grey, scaled: Pillow's own conversion clips instead."""
    values = np.asarray(image, dtype=np.float32)
    brightest = 65535 if image.mode != "F" else max(float(np.nan_to_num(values).max()), 1e-6)
    return Image.fromarray(np.clip(np.nan_to_num(values) * (255 / brightest), 0, 255).astype(np.uint8))


def _flattened(image):
    if image.mode == "RGB":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _resized(image, size):
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(image, options):
    stream = BytesIO()
    try:
        image.save(stream, **options)
    except OSError:
        # Pillow gives an optimised JPEG one byte a pixel of room, and pure noise needs more.
        stream = BytesIO()
        image.save(stream, **options | {"progressive": False, "optimize": False})
    return stream.getvalue()
