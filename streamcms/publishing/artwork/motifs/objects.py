"""Everyday things, for posters with one object on an empty sheet: (pen, x, y, size), parts as in emblems."""

from streamcms.publishing.artwork.motifs.curves import polar, smooth
from streamcms.publishing.artwork.motifs.emblems import moth, moth_part, place, rose, rose_part


def key(pen, x, y, size):
    pen.ring(x, y - size * 0.32, size * 0.17, size * 0.055)
    pen.box(x - size * 0.03, y - size * 0.17, x + size * 0.03, y + size * 0.48)
    for low, reach in ((0.28, 0.13), (0.38, 0.1), (0.44, 0.15)):
        pen.box(x, y + size * low, x + size * reach, y + size * (low + 0.045))


def umbrella(pen, x, y, size):
    pen.slice(x, y, size * 0.46, 180, 360)
    for number in range(4):
        pen.oval(x + size * (-0.345 + 0.23 * number), y + size * 0.005, size * 0.115, size * 0.055, hole=True)
    pen.box(x - size * 0.012, y - size * 0.52, x + size * 0.012, y + size * 0.42)
    pen.line(
        [polar(x + size * 0.06, y + size * 0.42, size * 0.06, angle) for angle in range(0, 181, 15)],
        size * 0.026,
        round_ends=True,
    )


def match(pen, x, y, size):
    pen.polygon(
        [
            (x - size * 0.018, y - size * 0.1),
            (x + size * 0.018, y - size * 0.1),
            (x + size * 0.024, y + size * 0.5),
            (x - size * 0.024, y + size * 0.5),
        ]
    )
    pen.oval(x, y - size * 0.1, size * 0.036, size * 0.055)


def match_part(pen, x, y, size):
    place(
        pen,
        [
            (0, -0.52),
            (0.05, -0.34),
            (0.11, -0.2),
            (0.07, -0.07),
            (0, -0.04),
            (-0.07, -0.07),
            (-0.1, -0.2),
            (-0.03, -0.32),
        ],
        x,
        y,
        size,
    )


def toy_balloon(pen, x, y, size):
    place(
        pen,
        [(0, -0.5), (0.2, -0.42), (0.27, -0.2), (0.16, 0.02), (0, 0.1), (-0.16, 0.02), (-0.27, -0.2), (-0.2, -0.42)],
        x,
        y,
        size,
    )
    place(pen, [(0, 0.08), (0.03, 0.13), (-0.03, 0.13)], x, y, size, 0)


def toy_balloon_part(pen, x, y, size):
    string = smooth(
        [
            (x, y + size * 0.13),
            (x + size * 0.03, y + size * 0.24),
            (x - size * 0.02, y + size * 0.36),
            (x + size * 0.015, y + size * 0.5),
        ],
        closed=False,
    )
    pen.line(string, size * 0.008)


def chair(pen, x, y, size):
    for dx in (-0.18, 0.16):
        pen.box(x + size * dx, y, x + size * (dx + 0.028), y + size * 0.42)
    pen.box(x - size * 0.18, y - size * 0.5, x - size * 0.15, y + size * 0.1)
    pen.box(x - size * 0.2, y - size * 0.02, x + size * 0.21, y + size * 0.03)
    for row in range(3):
        pen.box(x - size * 0.18, y - size * (0.48 - row * 0.13), x - size * 0.02, y - size * (0.43 - row * 0.13))
    pen.box(x - size * 0.03, y - size * 0.5, x, y)


def bottle(pen, x, y, size):
    place(
        pen,
        [
            (-0.045, -0.5),
            (0.045, -0.5),
            (0.045, -0.26),
            (0.06, -0.18),
            (0.13, -0.08),
            (0.14, 0.0),
            (0.14, 0.46),
            (0.11, 0.5),
            (-0.11, 0.5),
            (-0.14, 0.46),
            (-0.14, 0.0),
            (-0.13, -0.08),
            (-0.06, -0.18),
            (-0.045, -0.26),
        ],
        x,
        y,
        size,
        0,
    )


def bottle_part(pen, x, y, size):
    pen.box(x - size * 0.14, y + size * 0.06, x + size * 0.14, y + size * 0.34)
    pen.box(x - size * 0.05, y - size * 0.52, x + size * 0.05, y - size * 0.43)


def ladder(pen, x, y, size):
    for side in (-1, 1):
        pen.polygon(
            [
                (x + side * size * 0.1 - 4, y - size * 0.5),
                (x + side * size * 0.1 + 4, y - size * 0.5),
                (x + side * size * 0.15 + 5, y + size * 0.5),
                (x + side * size * 0.15 - 5, y + size * 0.5),
            ]
        )
    for rung in range(8):
        share = rung / 8
        half, top = size * (0.104 + 0.045 * share), y - size * 0.44 + size * 0.92 * share
        pen.box(x - half, top, x + half, top + size * 0.018)


OBJECTS = (
    (key, None),
    (umbrella, None),
    (match, match_part),
    (toy_balloon, toy_balloon_part),
    (chair, None),
    (bottle, bottle_part),
    (ladder, None),
    (moth, moth_part),
    (rose, rose_part),
)
