"""The site's mark as PNG files: for home screens, tabs and links to us. The files lie in static/img; PURE but for that.

`python -m theming.app_icons` writes them anew after a change of the mark (static/img/mark.svg, in the same units).
"""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parent / "static" / "img"
_UNITS = 16  # the mark is drawn in a square of so many
_GROUND, _LIGHT = (13, 16, 23), (233, 181, 104)
_BEAM = tuple(round(0.55 * light + 0.45 * ground) for light, ground in zip(_LIGHT, _GROUND, strict=True))
_OVERSAMPLING = 4


def mark(size, *, rounded=False, scale=1.0):
    """A lamp and its beam on a ground of `size` pixels; `scale` shrinks the mark for icons that a system may crop."""
    large = size * _OVERSAMPLING
    icon = Image.new("RGBA", (large, large), (*_GROUND, 0))
    draw = ImageDraw.Draw(icon)
    unit = large / _UNITS
    draw.rounded_rectangle((0, 0, large - 1, large - 1), 3.5 * unit if rounded else 0, fill=_GROUND)
    _draw_lamp(draw, unit * scale, (large * (1 - scale) / 2,) * 2)
    return icon.resize((size, size), Image.Resampling.LANCZOS)


def share_card():
    """What links to pages without a picture of their own show: 1200 x 630."""
    card = Image.new("RGB", (1200, 630), _GROUND)
    card.paste(mark(400).convert("RGB"), (400, 115))
    return card


def _draw_lamp(draw, unit, origin):
    def at(x, y):
        return origin[0] + x * unit, origin[1] + y * unit

    draw.polygon([at(14, 3.2), at(14, 12.8), at(6.6, 9.4), at(6.6, 6.6)], fill=_BEAM)
    draw.ellipse([*at(2.2, 5.6), *at(7, 10.4)], fill=_LIGHT)


def icons():
    """File name -> picture."""
    return {
        "icon-48.png": mark(48, rounded=True),
        "icon-192.png": mark(192, rounded=True),
        "icon-512.png": mark(512, rounded=True),
        "icon-maskable-512.png": mark(512, scale=0.72).convert("RGB"),
        "apple-touch-icon.png": mark(180, scale=0.8).convert("RGB"),
        "share.png": share_card(),
    }


def write():
    for name, picture in icons().items():
        picture.save(FOLDER / name, optimize=True)


if __name__ == "__main__":
    write()
