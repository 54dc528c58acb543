"""What is seen above: suns, moons, stars, rays, craft that fly."""

from streamcms.publishing.artwork.motifs.curves import polar, smooth, turned


def rays(pen, x, y, inner, outer, count, phase=0.0, share=0.5, start=0, sweep=360):
    """Wedges about a centre; share is how much of each turn is ray."""
    step = sweep / count
    for number in range(count):
        angle = start + phase + number * step
        corners = ((inner, angle), (outer, angle), (outer, angle + step * share), (inner, angle + step * share))
        pen.polygon([polar(x, y, radius, degrees) for radius, degrees in corners])


def stars(pen, random, left, top, right, bottom, count, size=1.6):
    for _ in range(count):
        radius = size * (0.4 + random.random() ** 4 * 1.6)
        pen.disc(random.uniform(left, right), random.uniform(top, bottom), radius)


def sparkle(pen, x, y, radius, waist=0.12):
    """A star of four points."""
    points = [polar(x, y, radius if i % 2 == 0 else radius * waist, i * 45) for i in range(8)]
    pen.polygon(points)


def crescent(pen, x, y, radius, turn=0.45):
    pen.disc(x, y, radius)
    pen.disc(x + radius * turn, y - radius * turn * 0.4, radius * 0.88, hole=True)


def beam(pen, x, y, degrees, spread, length, start=0):
    """A searchlight from a point."""
    near = [polar(x, y, start, degrees + spread / 2), polar(x, y, start, degrees - spread / 2)]
    pen.polygon([*near, polar(x, y, length, degrees - spread / 2), polar(x, y, length, degrees + spread / 2)])


def rocket(pen, x, y, length, degrees):
    """The body with its fins; it points up at 0 degrees."""
    body = smooth(
        [(0, -0.5), (0.11, -0.28), (0.14, 0.0), (0.09, 0.32), (0, 0.36), (-0.09, 0.32), (-0.14, 0), (-0.11, -0.28)]
    )
    pen.polygon(turned(body, x, y, degrees, length))
    for side in (-1, 1):
        fin = [(0.11 * side, 0.08), (0.3 * side, 0.34), (0.29 * side, 0.52), (0.07 * side, 0.32)]
        pen.polygon(turned(fin, x, y, degrees, length))
    pen.polygon(turned([(-0.022, 0.1), (0.022, 0.1), (0.022, 0.5), (-0.022, 0.5)], x, y, degrees, length))


def flame(pen, x, y, length, degrees):
    """The fire below a rocket drawn at the same place."""
    shape = smooth([(-0.07, 0.34), (0.07, 0.34), (0.1, 0.52), (0.035, 0.68), (0, 0.95), (-0.035, 0.7), (-0.1, 0.52)])
    pen.polygon(turned(shape, x, y, degrees, length))


def saucer(pen, x, y, width):
    pen.oval(x, y, width / 2, width * 0.105)
    pen.polygon(
        [
            (x - width * 0.3, y + width * 0.07),
            (x + width * 0.3, y + width * 0.07),
            (x + width * 0.16, y + width * 0.15),
            (x - width * 0.16, y + width * 0.15),
        ]
    )


def saucer_dome(pen, x, y, width):
    pen.slice(x, y - width * 0.055, width * 0.2, 180, 360)


def aeroplane(pen, x, y, span, degrees):
    """Seen from below, nose up at 0 degrees."""
    body = smooth([(0, -0.42), (0.05, -0.2), (0.045, 0.1), (0.02, 0.4), (-0.02, 0.4), (-0.045, 0.1), (-0.05, -0.2)])
    wing = smooth([(-0.5, -0.03), (0, -0.2), (0.5, -0.03), (0.47, 0.05), (0, 0.06), (-0.47, 0.05)])
    tail = smooth([(-0.17, 0.36), (0, 0.28), (0.17, 0.36), (0.15, 0.41), (0, 0.4), (-0.15, 0.41)])
    for part in (body, wing, tail):
        pen.polygon(turned(part, x, y, degrees, span))


def gull(pen, x, y, span):
    wing = [
        (-0.5, -0.1),
        (-0.27, -0.19),
        (-0.05, 0),
        (0, 0.05),
        (0.05, 0),
        (0.27, -0.19),
        (0.5, -0.1),
        (0.26, -0.09),
        (0, 0.13),
        (-0.26, -0.09),
    ]
    pen.polygon(turned(smooth(wing, steps=6), x, y, 0, span))


def balloon(pen, x, y, height):
    """A hot-air balloon: the envelope and its basket."""
    r = height * 0.36
    pen.polygon(
        smooth(
            [
                (x, y - r),
                (x + r * 0.76, y - r * 0.66),
                (x + r, y),
                (x + r * 0.62, y + r * 0.8),
                (x + r * 0.2, y + r * 1.22),
                (x - r * 0.2, y + r * 1.22),
                (x - r * 0.62, y + r * 0.8),
                (x - r, y),
                (x - r * 0.76, y - r * 0.66),
            ]
        )
    )
    for side in (-1, 1):
        pen.line([(x + side * r * 0.2, y + r * 1.2), (x + side * r * 0.13, y + r * 1.6)], height * 0.008)
    pen.box(x - r * 0.16, y + r * 1.58, x + r * 0.16, y + r * 1.85)
