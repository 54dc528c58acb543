"""Love, toys and fairy tales."""

import math

from streamcms.publishing.artwork.lettering import Box
from streamcms.publishing.artwork.motifs import curves, emblems, land, sky
from streamcms.publishing.artwork.palettes import mix, readable
from streamcms.publishing.artwork.schools.brief import HEIGHT, MARGIN, WIDTH, letter, sign


def tender(canvas, brief):
    """Two of something that meet: moons, glasses of light, birds over one horizon."""
    random, p = brief.random, brief.palette
    canvas.flood(
        canvas.wash(
            canvas.towards((0, 0), (120, HEIGHT)),
            mix(p.ground, p.light if not p.is_dark else p.ink, 0.3),
            p.ground,
            mix(p.ground, p.third, 0.55),
        )
    )
    kind = random.choice((0, 2) if canvas.drop else (0, 1, 2))
    y = random.randint(350, 410)
    if kind == 0:
        _two_moons(canvas, brief, y)
    elif kind == 1:
        _two_curves(canvas, brief)
    else:
        _two_birds(canvas, brief, y)
    below = mix(p.ground, p.third, 0.45)
    ink = readable(below, p.ink, p.light) if not p.is_dark else p.light
    face = random.choice(("serif-italic", "fat-italic"))
    letter(
        canvas,
        brief,
        Box(MARGIN, 790, WIDTH - MARGIN, HEIGHT - 96),
        face,
        ink,
        capitals=False,
        align="centre",
        stand="middle",
        leading=0.92,
        largest=210,
        tracking=-0.01,
    )
    sign(canvas, brief, WIDTH / 2, HEIGHT - 44, ink, size=28, face="serif", align="centre", tracking=0.25)


def _two_moons(canvas, brief, y):
    random, p = brief.random, brief.palette
    radius, gap = random.randint(180, 215), random.randint(86, 130)
    for side, colour in ((-1, p.first), (1, p.second)):
        with canvas.paint(colour, overprint=not p.is_dark, opacity=0.96 if not p.is_dark else 0.9) as pen:
            pen.disc(WIDTH / 2 + side * gap, y + side * 26, radius)
        with canvas.paint(
            p.light, airbrush=canvas.around(WIDTH / 2 + side * (gap + 60), y - 120, 0, radius * 1.3) * 0.6
        ) as pen:
            pen.disc(WIDTH / 2 + side * gap, y + side * 26, radius)
    with canvas.paint(p.light) as pen:
        sky.stars(pen, random, 40, 40, WIDTH - 40, 760, 26, 2.2)
    with canvas.paint(p.ink, opacity=0.85) as pen:
        for number in range(3):
            pen.box(110 + number * 34, 700 + number * 18, WIDTH - 110 - number * 34, 702 + number * 18)


def _two_curves(canvas, brief):
    """Two ribbons that rise side by side and all but touch."""
    random, p = brief.random, brief.palette
    sway = random.randint(90, 140)
    for side, colours in ((-1, (p.first, p.second)), (1, (p.second, p.third))):
        left, right = [], []
        for step in range(50):
            share = step / 49
            y = -20 + 770 * share
            middle = (
                WIDTH / 2
                + side * (34 + 150 * abs(math.cos(share * math.pi * 1.02)) ** 1.4)
                + math.sin(share * 5) * sway * 0.4
            )
            wide = 24 + 95 * abs(math.sin(share * math.pi)) ** 0.8
            left.append((middle - wide, y))
            right.append((middle + wide, y))
        shape = [*left, *reversed(right)]
        with canvas.paint(canvas.wash(canvas.towards((0, 0), (0, 780)), *colours, colours[0])) as pen:
            pen.polygon(shape)
        with canvas.paint(
            p.ink, airbrush=canvas.towards((WIDTH / 2 - side * 40, 0), (WIDTH / 2 + side * 330, 0)) * 0.8
        ) as pen:
            pen.polygon(shape)
        with canvas.paint(p.light, airbrush=canvas.towards((WIDTH / 2 + side * 150, 0), (WIDTH / 2, 0)) * 0.55) as pen:
            pen.polygon(shape)


def _two_birds(canvas, brief, y):
    random, p = brief.random, brief.palette
    with canvas.paint(canvas.wash(canvas.towards((0, y - 230), (0, y + 230)), p.first, p.third)) as pen:
        pen.disc(WIDTH / 2, y, 235)
    with canvas.paint(p.ink) as pen:
        branch = curves.smooth([(-30, y + 190), (180, y + 150), (380, y + 168), (760, y + 110)], closed=False)
        pen.line(branch, 11)
    for side in (-1, 1):
        for colour, shape in ((p.ink if side < 0 else p.light, emblems.bird), (p.second, emblems.bird_part)):
            with canvas.paint(colour) as pen:
                _mirrored(pen, shape, WIDTH / 2 - side * 108, y + 96, 210, side)
    with canvas.paint(p.second) as pen:
        for _ in range(16):
            share = random.random()
            pen.oval(
                share * WIDTH,
                y + 180 - share * 60 + random.choice((-26, 26)),
                random.uniform(9, 16),
                random.uniform(16, 26),
            )


def _mirrored(pen, shape, x, y, size, side):
    if side > 0:
        shape(pen, x, y, size)
        return
    polygon, disc = pen.polygon, pen.disc
    pen.polygon = lambda points, hole=False: polygon([(2 * x - px, py) for px, py in points], hole)
    pen.disc = lambda cx, cy, radius, hole=False: disc(2 * x - cx, cy, radius, hole)
    shape(pen, x, y, size)


def toybox(canvas, brief):
    """Soft hills, round trees, clouds one would like to hold."""
    random, p = brief.random, brief.palette
    canvas.flood(canvas.wash(canvas.towards((0, 0), (0, 720)), p.ground, mix(p.ground, p.light, 0.65)))
    x, y = random.choice((180, 540)), random.randint(190, 250)
    with canvas.paint(p.third) as pen:
        pen.disc(x, y, 100)
    with canvas.paint(p.first, airbrush=canvas.towards((x - 60, y - 80), (x + 80, y + 110)) * 0.8) as pen:
        pen.disc(x, y, 100)
    with canvas.paint(p.light) as pen:
        for _ in range(4):
            cx, cy, size = random.uniform(40, 680), random.uniform(90, 420), random.uniform(34, 60)
            for dx, dy, share in ((-1.1, 0.1, 0.7), (0, -0.25, 1), (1.05, 0.1, 0.75), (0.2, 0.25, 0.8)):
                pen.disc(cx + dx * size, cy + dy * size, size * share)
            pen.line(
                [(cx - size * 1.4, cy + size * 0.6), (cx + size * 1.4, cy + size * 0.6)], size * 0.7, round_ends=True
            )
    for layer in range(4):
        base = 480 + layer * 92
        colour = mix(p.second, p.light, 0.45 - 0.15 * layer) if layer < 3 else mix(p.second, p.ink, 0.3)
        hill = curves.down_to(curves.dunes(random, WIDTH, base, 46, 1.5 + 0.3 * layer), HEIGHT)
        with canvas.paint(mix(colour, p.ink, 0.3)) as pen:
            for _ in range(4 if layer < 3 else 0):
                land.round_tree(pen, random.uniform(20, 700), base + 26, random.uniform(66, 120) * (0.7 + 0.28 * layer))
        with canvas.paint(colour) as pen:
            pen.polygon(hill)
        with canvas.paint(p.ink, airbrush=canvas.towards((0, base), (0, base + 330)) * 0.6, opacity=0.7) as pen:
            pen.polygon(hill)
    with canvas.paint(p.first) as pen:
        sky.balloon(pen, WIDTH - x + random.randint(-40, 40), random.randint(330, 380), 230)
    with canvas.paint(p.ink) as pen:
        pen.polygon(curves.down_to(curves.dunes(random, WIDTH, 810, 14, 1.2), HEIGHT))
    letter(
        canvas,
        brief,
        Box(MARGIN, 848, WIDTH - MARGIN, HEIGHT - 90),
        "round",
        p.light,
        capitals=False,
        align="centre",
        stand="middle",
        largest=200,
        leading=0.95,
    )
    sign(canvas, brief, WIDTH / 2, HEIGHT - 44, p.third, size=28, face="round", align="centre", tracking=0.12)


def wonder(canvas, brief):
    """A path of stars from a small door or tower to something large in the sky."""
    random, p = brief.random, brief.palette
    canvas.flood(
        canvas.wash(
            canvas.towards((0, 0), (0, 860)), p.ink, p.ground, mix(p.ground, p.third, 0.8), mix(p.third, p.first, 0.6)
        )
    )
    x, y, radius = random.randint(280, 440), random.randint(270, 330), random.randint(140, 190)
    with canvas.paint(p.first, opacity=0.5) as pen:
        for number in range(4):
            pen.ring(x, y, radius + 40 + number * 46, 2.5)
    with canvas.paint(p.light) as pen:
        if random.random() < 0.5:
            sky.crescent(pen, x, y, radius)
        else:
            pen.disc(x, y, radius)
            pen.disc(x, y, radius * 0.8, hole=True)
            sky.rays(pen, x, y, radius * 0.34, radius * 0.74, 12, share=0.35)
            pen.disc(x, y, radius * 0.26)
        sky.stars(pen, random, 0, 0, WIDTH, 700, 110, 1.9)
        for _ in range(5):
            sky.sparkle(pen, random.uniform(40, 680), random.uniform(50, 560), random.uniform(10, 26), 0.1)
    for layer in range(3):
        with canvas.paint(mix(mix(p.ground, p.third, 0.55), p.ink, 0.2 + 0.33 * layer)) as pen:
            pen.polygon(curves.down_to(curves.ridge(random, WIDTH, 640 + layer * 66, 90 - 24 * layer, 0.5), HEIGHT))
    foot = random.randint(270, 450)
    with canvas.paint(p.ink) as pen:
        for dx, wide, high in ((-70, 40, 150), (-26, 56, 250), (34, 44, 190), (78, 30, 110)):
            pen.box(foot + dx - wide / 2, 800 - high, foot + dx + wide / 2, 820)
            pen.polygon(
                [
                    (foot + dx - wide * 0.7, 802 - high),
                    (foot + dx, 800 - high - wide * 1.9),
                    (foot + dx + wide * 0.7, 802 - high),
                ]
            )
        pen.polygon(curves.down_to(curves.dunes(random, WIDTH, 800, 20, 1.4), HEIGHT))
    with canvas.paint(p.first) as pen:
        for dx, dy in ((-26, 190), (34, 130), (-26, 120), (-70, 100)):
            pen.box(foot + dx - 6, 800 - dy, foot + dx + 6, 800 - dy + 22)
            pen.slice(foot + dx, 800 - dy, 6, 180, 360)
    letter(
        canvas,
        brief,
        Box(MARGIN, 846, WIDTH - MARGIN, HEIGHT - 92),
        "fine-serif",
        p.light,
        align="centre",
        stand="middle",
        tracking=0.02,
        leading=1.25,
        largest=170,
    )
    sign(canvas, brief, WIDTH / 2, HEIGHT - 44, p.first, size=28, face="fine-serif", align="centre", tracking=0.3)
