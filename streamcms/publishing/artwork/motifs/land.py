"""What grows and stands: trees, cacti, mesas, houses, towers, lamps, roads, ships."""

import math

from streamcms.publishing.artwork.motifs.curves import polar, smooth


def pine(pen, x, base, height):
    for tier in range(4):
        top = base - height * (1 - tier * 0.2)
        reach = height * (0.1 + tier * 0.055)
        pen.polygon([(x, top), (x + reach, top + height * 0.33), (x - reach, top + height * 0.33)])
    pen.box(x - height * 0.02, base - height * 0.12, x + height * 0.02, base)


def bare_tree(pen, random, x, base, height, lean=0.0):
    """Limbs that fork until they are twigs."""

    def limb(x, y, length, degrees, width, depth):
        bend = random.uniform(-16, 16)
        middle = polar(x, y, length * 0.55, degrees)
        end = polar(*middle, length * 0.5, degrees + bend)
        taper = width * 0.66
        pen.line([(x, y), middle], width, round_ends=True)
        pen.line([middle, end], taper, round_ends=True)
        if depth == 0:
            return
        for turn in (random.uniform(18, 42), -random.uniform(18, 42)):
            limb(*end, length * random.uniform(0.62, 0.82), degrees + bend + turn, taper * 0.82, depth - 1)
        if random.random() < 0.5:
            limb(*middle, length * 0.55, degrees + random.choice((-55, 55)), taper * 0.5, max(0, depth - 2))

    limb(x, base, height * 0.32, -90 + lean, height * 0.062, 5)


def cactus(pen, x, base, height):
    w = height * 0.085
    pen.line([(x, base), (x, base - height + w)], w * 2, round_ends=True)
    for side, low, high in ((-1, 0.34, 0.68), (1, 0.48, 0.86)):
        arm = [
            (x, base - height * low),
            (x + side * w * 3, base - height * low),
            (x + side * w * 3, base - height * high),
        ]
        pen.line(arm, w * 1.4, round_ends=True)
        pen.disc(x + side * w * 3, base - height * low, w * 0.7)


def mesa(random, left, right, base, height):
    """One butte: a flat top, a cliff, and a skirt of scree."""
    width = right - left
    steps = ((0, 0), (0.16, 0.38), (0.2, 0.42), (0.23, 0.9), (0.27, 0.96))
    rise = [(left + width * (x + random.uniform(-0.01, 0.01)), base - height * y) for x, y in steps]
    notch = random.uniform(0.42, 0.6)
    top = [
        (left + width * 0.3, base - height),
        (left + width * notch, base - height * 0.985),
        (left + width * (notch + 0.03), base - height * 0.93),
        (left + width * 0.72, base - height * 0.94),
    ]
    fall = [(right - width * (x + random.uniform(-0.01, 0.01)), base - height * y * 0.95) for x, y in reversed(steps)]
    return [*rise, *top, *fall]


def skyline(pen, random, left, right, base, lowest, highest, setbacks=True):
    """Towers shoulder to shoulder; returns their boxes (left, top, right) for windows."""
    towers, x = [], left
    while x < right:
        width = random.uniform(0.07, 0.15) * (right - left)
        top = base - random.uniform(lowest, highest)
        pen.box(x, top, x + width, base)
        towers.append((x, top, x + width))
        if setbacks and random.random() < 0.6:
            for step in range(1, random.randint(2, 4)):
                inset = width * 0.14 * step
                pen.box(x + inset, top - width * 0.26 * step, x + width - inset, top)
            if random.random() < 0.5:
                pen.polygon(
                    [
                        (x + width / 2 - 3, top - width * 0.5),
                        (x + width / 2, top - width * 1.5),
                        (x + width / 2 + 3, top - width * 0.5),
                    ]
                )
        x += width * random.uniform(0.86, 1.02)
    return towers


def windows(pen, random, tower, bottom, cell=18, lit=0.3):
    """Some lit windows in a tower's box."""
    left, top, right = tower
    columns = int((right - left - cell) // cell)
    start = left + ((right - left) - columns * cell) / 2
    for row in range(int((bottom - top - cell) // (cell * 1.5))):
        for column in range(columns):
            if random.random() < lit:
                x, y = start + column * cell, top + cell + row * cell * 1.5
                pen.box(x + cell * 0.25, y, x + cell * 0.75, y + cell * 0.85)


def manor(pen, x, base, height):
    """The house on the hill: gables, a tower, chimneys. Its windows are manor_windows."""
    h = height
    pen.box(x - h * 0.34, base - h * 0.46, x + h * 0.3, base)
    pen.polygon([(x - h * 0.4, base - h * 0.44), (x - h * 0.2, base - h * 0.74), (x, base - h * 0.44)])
    pen.polygon([(x - h * 0.08, base - h * 0.44), (x + h * 0.04, base - h * 0.62), (x + h * 0.36, base - h * 0.44)])
    pen.box(x + h * 0.1, base - h * 0.78, x + h * 0.26, base)
    pen.polygon([(x + h * 0.06, base - h * 0.76), (x + h * 0.18, base - h * 1.08), (x + h * 0.3, base - h * 0.76)])
    pen.box(x - h * 0.33, base - h * 0.78, x - h * 0.28, base - h * 0.5)
    pen.line([(x + h * 0.18, base - h * 1.06), (x + h * 0.18, base - h * 1.18)], h * 0.012)


def manor_windows(pen, x, base, height, lit=(0, 2, 3)):
    h = height
    places = ((-0.2, 0.52, 0.06), (-0.26, 0.28, 0.05), (-0.1, 0.28, 0.05), (0.18, 0.66, 0.05), (0.18, 0.38, 0.05))
    for number in lit:
        dx, dy, size = places[number]
        left, right, top = x + h * (dx - size / 2), x + h * (dx + size / 2), base - h * dy
        pen.box(left, top, right, top + h * size * 1.7)
        pen.slice((left + right) / 2, top, h * size / 2, 180, 360)


def lamp(pen, x, base, height):
    """A street lamp; its light hangs at lamp_light."""
    pen.box(x - height * 0.009, base - height * 0.94, x + height * 0.009, base)
    pen.box(x - height * 0.022, base - height * 0.12, x + height * 0.022, base)
    arm = smooth(
        [(x, base - height * 0.9), (x + height * 0.03, base - height * 0.985), (x + height * 0.12, base - height)],
        closed=False,
    )
    pen.line(arm, height * 0.014)
    pen.slice(x + height * 0.135, base - height * 0.965, height * 0.045, 180, 360)


def lamp_light(x, base, height):
    return x + height * 0.135, base - height * 0.962


def sail_ship(pen, x, water, height):
    """Two masts under sail, going right."""
    h = height
    pen.polygon(
        smooth(
            [
                (x - h * 0.42, water - h * 0.13),
                (x - h * 0.3, water - h * 0.1),
                (x + h * 0.3, water - h * 0.1),
                (x + h * 0.52, water - h * 0.17),
                (x + h * 0.33, water + h * 0.02),
                (x - h * 0.3, water + h * 0.02),
            ],
            steps=6,
        )
    )
    for mast, top in ((-0.14, 0.92), (0.16, 1.0)):
        pen.line([(x + h * mast, water - h * 0.08), (x + h * mast, water - h * top)], h * 0.014)
    for mast, low, high, reach in (
        (-0.14, 0.18, 0.5, 0.2),
        (-0.14, 0.54, 0.84, 0.15),
        (0.16, 0.18, 0.52, 0.21),
        (0.16, 0.56, 0.92, 0.16),
    ):
        foot, head = water - h * low, water - h * high
        pen.polygon(
            smooth(
                [
                    (x + h * (mast - 0.12), foot),
                    (x + h * (mast - 0.1), head),
                    (x + h * (mast + reach * 0.7), head + h * 0.02),
                    (x + h * (mast + reach), (foot + head) / 2),
                    (x + h * (mast + reach * 0.85), foot),
                ],
                steps=5,
            )
        )
    pen.polygon([(x + h * 0.3, water - h * 0.82), (x + h * 0.56, water - h * 0.19), (x + h * 0.36, water - h * 0.2)])


def steamer(pen, x, water, length):
    """A liner seen nearly bow on, from the left."""
    n = length
    pen.polygon(
        [
            (x - n * 0.5, water - n * 0.1),
            (x + n * 0.5, water - n * 0.13),
            (x + n * 0.43, water + n * 0.01),
            (x - n * 0.46, water + n * 0.01),
        ]
    )
    pen.box(x - n * 0.34, water - n * 0.17, x + n * 0.3, water - n * 0.1)
    pen.box(x - n * 0.26, water - n * 0.21, x + n * 0.2, water - n * 0.16)
    for funnel in (-0.18, -0.02, 0.14):
        pen.polygon(
            [
                (x + n * funnel - n * 0.02, water - n * 0.2),
                (x + n * funnel + n * 0.045, water - n * 0.2),
                (x + n * funnel + n * 0.03, water - n * 0.34),
                (x + n * funnel - n * 0.035, water - n * 0.34),
            ]
        )


def waves(pen, y, width, length, height, phase=0.0, bottom=None):
    """A row of scallops that reaches down to the bottom."""
    points = []
    count = int(width / length) + 3
    for number in range(-1, count):
        start = (number + phase) * length
        for step in range(12):
            t = step / 12
            points.append((start + t * length, y - height * abs(math.sin(math.pi * t)) ** 0.7))
    pen.polygon([*points, (width + length, bottom or y + 400), (-length * 2, bottom or y + 400)])


def round_tree(pen, x, base, height):
    pen.oval(x, base - height * 0.62, height * 0.3, height * 0.38)
    pen.box(x - height * 0.025, base - height * 0.4, x + height * 0.025, base)
