"""Posters to hang: plain colours with a mark, as files."""

import colorsys
from io import BytesIO

from PIL import Image, ImageDraw

from tests.factories import make_image


def poster(colour, size=(180, 270), image_format="JPEG"):
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).ellipse((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill="white")
    stream = BytesIO()
    image.save(stream, image_format)
    return stream.getvalue()


def hues(count):
    """So many colours that differ, in no order of their own."""
    for number in range(count):
        hue, lightness = number * 0.381966 % 1, 0.15 + 0.7 * (number * 0.618 % 1)
        yield tuple(round(255 * part) for part in colorsys.hls_to_rgb(hue, lightness, 0.8))


def posters(count, **options):
    return [(f"poster {number}", poster(colour, **options)) for number, colour in enumerate(hues(count))]


def make_poster(media, colour="navy", **fields):
    """A row with the one file that is read of it."""
    image = make_image("poster", width=360, height=540, **fields)
    folder = media / "media" / image.key
    folder.mkdir(parents=True)
    (folder / "360.jpg").write_bytes(poster(colour))
    return image
