import hashlib
import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms

from streamcms.publishing.artwork.ladder import LADDERS, ImageRejected, inspect, renditions


def make_picture(width=900, height=1350, mode="RGB", **saving):
    """A gradient with a bright top-left corner, encoded (as JPEG unless told otherwise)."""
    across = np.linspace(40, 200, width, dtype=np.uint8)[None, :].repeat(height, axis=0)
    picture = Image.fromarray(np.stack([across, across // 2, 255 - across], axis=2))
    picture.paste("white", (0, 0, width // 4, height // 4))
    return encoded(picture.convert(mode), **saving)


def encoded(picture, **saving):
    stream = BytesIO()
    picture.save(stream, **{"format": "JPEG", **saving})
    return stream.getvalue()


def opened(rendition):
    return Image.open(BytesIO(rendition.data))


def png_claiming(width, height):
    """A tiny PNG whose header promises a huge picture."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def test_inspect_tells_size_format_and_hash():
    data = make_picture()

    facts = inspect(data)

    assert facts[:4] == (900, 1350, "jpeg", hashlib.sha256(data).hexdigest())
    assert 0 <= facts.tone < 64


def test_renditions_follow_the_ladder_in_two_formats():
    made = list(renditions(make_picture(), "poster"))

    assert [(each.width, each.format) for each in made] == [
        (width, name) for width in LADDERS["poster"] for name in ("avif", "jpeg")
    ]
    assert [opened(each).size for each in made] == [(each.width, each.height) for each in made]
    assert {each.height / each.width for each in made} == {1.5}


@pytest.mark.parametrize(("width", "widths"), [(300, [160, 240, 300]), (240, [160, 240]), (100, [100])])
def test_renditions_never_enlarge(width, widths):
    made = renditions(make_picture(width, width * 3 // 2), "poster")

    assert [each.width for each in made if each.format == "avif"] == widths


def test_renditions_keep_an_unusual_shape():
    made = list(renditions(make_picture(1000, 400), "still"))

    assert [(each.width, each.height) for each in made][::2] == [(240, 96), (400, 160), (640, 256), (960, 384)]


def test_a_turned_photograph_is_seen_upright_and_without_its_metadata():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera lay on its side: turn clockwise
    data = make_picture(600, 400, exif=exif)

    facts, smallest = inspect(data), next(renditions(data, "portrait"))

    assert (facts.width, facts.height) == (400, 600)
    upright = opened(smallest).convert("RGB")
    assert min(upright.getpixel((upright.width - 4, 4))) > 200  # the white corner went from left to right
    assert [dict(opened(each).getexif()) for each in renditions(data, "portrait")] == [{}] * 8
    assert not any("icc_profile" in opened(each).info for each in renditions(data, "portrait"))


@pytest.mark.parametrize(
    ("mode", "saving"),
    [
        ("CMYK", {}),
        ("L", {}),
        ("P", {"format": "PNG"}),
        ("LA", {"format": "PNG"}),
        ("1", {"format": "PNG"}),
        ("RGBA", {"format": "WEBP"}),
        ("RGB", {"format": "AVIF"}),
        ("P", {"format": "GIF"}),
        ("RGB", {"format": "TIFF"}),
    ],
)
def test_every_kind_of_pixel_becomes_plain_colour(mode, saving):
    made = list(renditions(make_picture(200, 300, mode, **saving), "poster"))

    assert [opened(each).mode for each in made] == ["RGB"] * 4


def test_sixteen_bit_grey_is_scaled_and_not_clipped():
    grey = Image.fromarray(np.full((300, 200), 32768, dtype=np.uint16))

    smallest = list(renditions(encoded(grey, format="PNG"), "poster"))[1]

    assert opened(smallest).getpixel((50, 50)) == pytest.approx((128, 128, 128), abs=2)


def test_a_broken_colour_profile_is_ignored():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    assert inspect(make_picture(icc_profile=profile)).tone == inspect(make_picture(icc_profile=b"nonsense")).tone


def test_logos_keep_their_transparency():
    logo = Image.new("RGBA", (600, 200), (200, 30, 30, 0))
    logo.paste((200, 30, 30, 255), (100, 50, 500, 150))

    made = list(renditions(encoded(logo, format="PNG"), "logo"))

    assert [(each.width, each.format) for each in made] == [
        (width, name) for width in (240, 480, 600) for name in ("avif", "png")
    ]
    assert [opened(each).convert("RGBA").getpixel((3, 3))[3] for each in made] == [0] * 6
    assert [opened(each).convert("RGBA").getpixel((each.width // 2, each.height // 2))[3] for each in made] == [255] * 6


def test_renditions_are_the_same_bytes_each_time():
    data = make_picture(500, 600)

    assert list(renditions(data, "portrait")) == list(renditions(data, "portrait"))


@pytest.mark.parametrize(
    "data", [b"", b"This is a text.", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff"]
)
def test_what_is_no_image_is_refused(data):
    with pytest.raises(ImageRejected, match="not an image that we can read"):
        inspect(data)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_image_is_refused(image_format):
    data = make_picture(format=image_format)

    with pytest.raises(ImageRejected, match=r"damaged or incomplete|not an image"):
        inspect(data[: len(data) // 2])


@pytest.mark.parametrize("size", [(8000, 7000), (12000, 12000), (60000, 60000)])
def test_a_bomb_is_refused_by_its_header(size):
    with pytest.raises(ImageRejected, match="too large"):
        inspect(png_claiming(*size))


def test_a_speck_is_refused():
    with pytest.raises(ImageRejected, match="too small: 200 x 40"):
        inspect(make_picture(200, 40))
