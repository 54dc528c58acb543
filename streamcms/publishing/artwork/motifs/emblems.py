"""Painted signs, each about the size given: (pen, x, y, size). Second parts take the accent colour."""

from streamcms.publishing.artwork.motifs.curves import polar, smooth, turned


def place(pen, points, x, y, size, curved=6, hole=False):
    """Draw points given in shares of the size, through a curve unless curved is 0."""
    pen.polygon(turned(smooth(points, steps=curved) if curved else points, x, y, 0, size), hole)


def eye(pen, x, y, size):
    place(
        pen,
        [(-0.5, 0.02), (-0.25, -0.2), (0.05, -0.26), (0.32, -0.15), (0.5, 0.04), (0.25, 0.2), (0, 0.25), (-0.28, 0.17)],
        x,
        y,
        size,
    )
    pen.disc(x, y - size * 0.01, size * 0.19, hole=True)
    pen.disc(x, y - size * 0.01, size * 0.115)


def eye_part(pen, x, y, size):
    pen.disc(x, y - size * 0.01, size * 0.165)
    for number in range(7):
        angle = -150 + number * 20
        start, end = (
            polar(x, y + size * 0.06, size * 0.36, angle),
            polar(x, y + size * 0.06, size * (0.52 if number % 2 else 0.58), angle),
        )
        pen.line([start, end], size * 0.022, round_ends=True)
    pen.disc(x, y - size * 0.01, size * 0.09, hole=True)


def bird(pen, x, y, size):
    body = [
        (-0.5, 0.2),
        (-0.3, 0.02),
        (-0.1, -0.12),
        (0.12, -0.2),
        (0.24, -0.32),
        (0.38, -0.32),
        (0.46, -0.24),
        (0.4, -0.06),
        (0.26, 0.12),
        (0.02, 0.24),
        (-0.2, 0.2),
    ]
    place(pen, body, x, y, size)
    place(pen, [(0.42, -0.3), (0.62, -0.22), (0.44, -0.2)], x, y, size, 0)
    pen.disc(x + size * 0.36, y - size * 0.24, size * 0.026, hole=True)


def bird_part(pen, x, y, size):
    place(
        pen,
        [
            (0.16, -0.1),
            (-0.05, -0.34),
            (-0.34, -0.52),
            (-0.3, -0.3),
            (-0.36, -0.16),
            (-0.22, -0.04),
            (-0.02, 0.06),
            (0.12, 0.02),
        ],
        x,
        y,
        size,
    )


def rose(pen, x, y, size):
    for radius, shift, angle in ((0.3, 0.0, 0), (0.24, 0.1, 20), (0.24, 0.1, 140), (0.24, 0.1, 260)):
        cx, cy = polar(x, y - size * 0.14, size * shift, angle)
        pen.disc(cx, cy, size * radius * 0.86)
    for radius, start, end in ((0.2, 20, 200), (0.14, 180, 350), (0.08, 40, 250)):
        arc = [polar(x, y - size * 0.14, size * radius, angle) for angle in range(start, end, 12)]
        pen.line(arc, size * 0.02, hole=True)


def rose_part(pen, x, y, size):
    pen.line(
        smooth(
            [(x, y + size * 0.08), (x + size * 0.03, y + size * 0.32), (x - size * 0.02, y + size * 0.56)], closed=False
        ),
        size * 0.035,
        round_ends=True,
    )
    for side, low in ((1, 0.26), (-1, 0.38)):
        leaf = [(0.0, 0.0), (0.1 * side, -0.1), (0.27 * side, -0.1), (0.16 * side, 0.02)]
        pen.polygon(turned(smooth(leaf), x + size * 0.01, y + size * low, 0, size))


def moth(pen, x, y, size):
    for side in (-1, 1):
        upper = [(0.03, -0.06), (0.16, -0.3), (0.44, -0.36), (0.5, -0.2), (0.4, -0.02), (0.16, 0.06)]
        lower = [(0.03, 0.04), (0.24, 0.04), (0.36, 0.16), (0.27, 0.34), (0.12, 0.3)]
        for wing in (upper, lower):
            place(pen, [(px * side, py) for px, py in wing], x, y, size)
    pen.oval(x, y + size * 0.04, size * 0.045, size * 0.2)


def moth_part(pen, x, y, size):
    for side in (-1, 1):
        pen.disc(x + side * size * 0.33, y - size * 0.2, size * 0.07)
        pen.disc(x + side * size * 0.33, y - size * 0.2, size * 0.03, hole=True)
        pen.disc(x + side * size * 0.22, y + size * 0.18, size * 0.04)
        pen.line(
            smooth(
                [
                    (x + side * size * 0.015, y - size * 0.12),
                    (x + side * size * 0.06, y - size * 0.28),
                    (x + side * size * 0.15, y - size * 0.33),
                ],
                closed=False,
            ),
            size * 0.012,
        )


def heart(pen, x, y, size):
    place(
        pen,
        [
            (0, 0.42),
            (-0.26, 0.16),
            (-0.42, -0.1),
            (-0.36, -0.3),
            (-0.18, -0.35),
            (0, -0.2),
            (0.18, -0.35),
            (0.36, -0.3),
            (0.42, -0.1),
            (0.26, 0.16),
        ],
        x,
        y,
        size,
    )


def heart_part(pen, x, y, size):
    pen.disc(x, y - size * 0.06, size * 0.085)
    pen.polygon(
        [
            (x - size * 0.03, y - size * 0.02),
            (x + size * 0.03, y - size * 0.02),
            (x + size * 0.075, y + size * 0.19),
            (x - size * 0.075, y + size * 0.19),
        ]
    )


def fish(pen, x, y, size):
    place(
        pen,
        [
            (0.48, 0),
            (0.3, -0.16),
            (0, -0.21),
            (-0.26, -0.1),
            (-0.36, -0.02),
            (-0.52, -0.2),
            (-0.47, 0),
            (-0.52, 0.2),
            (-0.36, 0.03),
            (-0.26, 0.1),
            (0, 0.2),
            (0.3, 0.14),
        ],
        x,
        y,
        size,
    )
    pen.disc(x + size * 0.32, y - size * 0.045, size * 0.032, hole=True)


def fish_part(pen, x, y, size):
    for column in range(4):
        for row in range(-1, 2):
            cx, cy = x + size * (0.13 - column * 0.1), y + size * (row * 0.085 + (column % 2) * 0.04 - 0.02)
            pen.slice(cx, cy, size * 0.042, 90, 270)


# The whole thing, and the part in another colour.
EMBLEMS = (
    (eye, eye_part),
    (bird, bird_part),
    (rose, rose_part),
    (moth, moth_part),
    (heart, heart_part),
    (fish, fish_part),
)
