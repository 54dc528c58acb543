"""PURE. What a picture of each role should be, how it is cut where it stands, and what one falls short of."""

from typing import NamedTuple


class Use(NamedTuple):
    """A place on the site. `shape` is the frame that a picture fills there, cut around its focal point."""

    name: str
    shape: tuple[int, int]


class Wanted(NamedTuple):
    """`least`: pixels, fewer look soft. `shape` is the best, `ratios` the span of width / height that will do.

    What has no uses is shown whole."""

    least: tuple[int, int]
    shape: tuple[int, int]
    ratios: tuple[float, float]
    uses: tuple[Use, ...]


class Cut(NamedTuple):
    """The part that is seen, in shares of the picture."""

    left: float
    top: float
    width: float
    height: float


class Flaw(NamedTuple):
    """`kind` is "small" or "shape"; `lost` is the share of the picture that its best shape cuts away."""

    kind: str
    lost: float = 0.0


# Shapes are those of the site's style sheets; the two of a slideshow are those of a 1440 x 900 screen and of a phone.
_SHARED = Use("link", (40, 21))
WANTED = {
    "poster": Wanted((540, 810), (2, 3), (0.63, 0.71), (Use("card", (2, 3)),)),
    "backdrop": Wanted(
        (1280, 720),
        (16, 9),
        (1.6, 1.95),
        (Use("wide", (9, 4)), Use("phone", (8, 9)), Use("video", (16, 9)), _SHARED),
    ),
    "still": Wanted((640, 360), (16, 9), (1.6, 1.95), (Use("episode", (16, 9)), _SHARED)),
    "portrait": Wanted((320, 384), (5, 6), (0.62, 0.9), (Use("person", (5, 6)),)),
    "logo": Wanted((480, 120), (4, 1), (1.0, 12.0), ()),
}


def cut(width, height, shape, focus=(0.5, 0.5)):
    """The Cut that fills a frame of that shape, held at the focus as CSS's object-position holds it."""
    ratio = (shape[0] / shape[1]) / (width / height)
    wide, high = min(1.0, ratio), min(1.0, 1 / ratio)
    return Cut(focus[0] * (1 - wide), focus[1] * (1 - high), wide, high)


def flaws(role, width, height):
    """What a picture falls short of, the graver first; none of it forbids its use."""
    wanted, found = WANTED[role], []
    least, most = wanted.ratios
    if not least <= width / height <= most:
        seen = cut(width, height, wanted.shape)
        found.append(Flaw("shape", 1 - seen.width * seen.height))
    if width < wanted.least[0] or (height < wanted.least[1] and role != "logo"):
        found.append(Flaw("small"))
    return found
