"""Flat shapes: cut paper, playful tiles, and circles that turn the stomach."""

import math

from streamcms.publishing.artwork.lettering import Box
from streamcms.publishing.artwork.motifs import curves
from streamcms.publishing.artwork.palettes import mix, readable
from streamcms.publishing.artwork.schools.brief import HEIGHT, MARGIN, WIDTH, letter, sign


def cut_paper(canvas, brief):
    """Scissors and two inks: bars that close in, a fall of blocks, or a figure in pieces."""
    random, p = brief.random, brief.palette
    random.choice((_closing_bars, _falling_blocks, _paper_sun))(canvas, brief)
    colour = readable(p.ground, p.light if p.first != p.light else p.ink, p.ink)
    box = Box(MARGIN + 6, 790, WIDTH - MARGIN, HEIGHT - 92)
    letter(
        canvas,
        brief,
        box,
        "gothic",
        colour,
        leading=1.08,
        stand="bottom",
        tilt=random.choice((-1.5, 0, 1.5)),
        largest=220,
    )
    sign(canvas, brief, MARGIN + 6, HEIGHT - 42, colour, size=30, face="narrow", tracking=0.06)


def _closing_bars(canvas, brief):
    random, p = brief.random, brief.palette
    with canvas.paint(p.second) as pen:
        pen.polygon(curves.jagged(random, 210, 250, 510, 690, 26))
    with canvas.paint(p.first) as pen:
        for number in range(5):
            y = 20 + number * 58
            reach = random.randint(240, 520)
            pen.polygon(curves.jagged(random, -30, y, reach, y + 40, 8))
            reach = random.randint(240, 520)
            pen.polygon(curves.jagged(random, WIDTH - reach, 730 - number * 58 - 40, WIDTH + 30, 730 - number * 58, 8))
    with canvas.paint(p.first) as pen:
        pen.disc(360, 396, 62)
        pen.polygon(curves.jagged(random, 296, 470, 424, 690, 14))


def _falling_blocks(canvas, brief):
    random, p = brief.random, brief.palette
    lean = random.choice((-1, 1))
    for number in range(9):
        share = number / 8
        colour = (p.first, p.second, p.third)[number % 3]
        width, height = 250 - 150 * share, 120 - 40 * share
        block = curves.jagged(random, -width / 2, -height / 2, width / 2, height / 2, 11)
        x = 360 + lean * (math.sin(share * 5.2) * 150)
        with canvas.paint(colour) as pen:
            pen.polygon(curves.turned(block, x, 96 + 640 * share, lean * (share * 70 - 12)))


def _paper_sun(canvas, brief):
    random, p = brief.random, brief.palette
    x, y = random.randint(280, 440), random.randint(330, 400)
    for radius, colour in ((310, p.first), (224, p.second), (140, p.third), (60, p.first)):
        points = [curves.polar(x, y, radius * random.uniform(0.86, 1.1), angle) for angle in range(0, 360, 24)]
        with canvas.paint(colour) as pen:
            pen.polygon(points)
    with canvas.paint(p.first if p.first != p.ink else p.light) as pen:
        for _ in range(3):
            start = random.uniform(0, 360)
            far = curves.polar(x, y, 720, start)
            pen.polygon([curves.polar(x, y, 70, start - 8), far, curves.polar(x, y, 80, start + 9)])


def tiles(canvas, brief):
    """A grid of quarter circles, stripes, dots and eyes, each in two of five colours."""
    random, p = brief.random, brief.palette
    columns = random.choice((3, 4, 5))
    cell = WIDTH / columns
    rows = math.floor((800 if len(brief.headline) < 30 else 690) / cell)
    inks = [p.first, p.second, p.third, p.light, p.ink]
    for row in range(rows):
        for column in range(columns):
            back, front = random.sample(inks, 2)
            x, y = column * cell, row * cell
            with canvas.paint(back) as pen:
                pen.box(x, y, x + cell, y + cell)
            with canvas.paint(front) as pen:
                _tile(pen, random, x, y, cell)
    foot = rows * cell
    with canvas.paint(p.ground) as pen:
        pen.box(0, foot, WIDTH, HEIGHT)
    colour = readable(p.ground, p.ink, p.light)
    face = random.choice(("round", "round", "wide"))
    box = Box(MARGIN, foot + 46, WIDTH - MARGIN, HEIGHT - 92)
    letter(canvas, brief, box, face, colour, capitals=face == "wide", stand="middle", largest=210, leading=1.0)
    sign(canvas, brief, MARGIN, HEIGHT - 42, colour, size=28, face=face, tracking=0.08)


def _tile(pen, random, x, y, cell):
    corner_x, corner_y = x + random.choice((0, cell)), y + random.choice((0, cell))
    start = {(0, 0): 0, (1, 0): 90, (1, 1): 180, (0, 1): 270}[(corner_x > x, corner_y > y)]
    kind = random.randrange(7)
    middle = x + cell / 2, y + cell / 2
    if kind == 0:
        pen.slice(corner_x, corner_y, cell, start, start + 90)
    elif kind == 1:
        pen.slice(corner_x, corner_y, cell, start, start + 90)
        pen.slice(corner_x, corner_y, cell * 0.66, start, start + 90, hole=True)
        pen.slice(corner_x, corner_y, cell * 0.33, start, start + 90)
    elif kind == 2:
        turn = random.choice((0, 90, 180, 270))
        pen.slice(*curves.polar(*middle, cell / 2, turn + 180), cell / 2, turn - 90, turn + 90)
        pen.slice(*middle, cell / 2, turn - 90, turn + 90)
    elif kind == 3:
        for number in range(3):
            pen.box(x, y + cell * (number * 2 + 0.5) / 6, x + cell, y + cell * (number * 2 + 1.5) / 6)
    elif kind == 4:
        pen.disc(*middle, cell * 0.42)
        pen.disc(
            middle[0] + cell * random.choice((-0.12, 0.12)),
            middle[1] + cell * random.choice((-0.12, 0.12)),
            cell * 0.17,
            hole=True,
        )
    elif kind == 5:
        for row in range(3):
            for column in range(3):
                pen.disc(x + cell * (column + 0.5) / 3, y + cell * (row + 0.5) / 3, cell * 0.095)
    else:
        pen.polygon([(corner_x, corner_y), (2 * x + cell - corner_x, corner_y), (corner_x, 2 * y + cell - corner_y)])


def vertigo(canvas, brief):
    """Rings that slide off their centre, or a spiral, with something small about to fall in."""
    random, p = brief.random, brief.palette
    x, y = random.randint(310, 410), random.randint(380, 430)
    dark = readable(p.ground, p.first, p.ink) if p.first != p.ground else p.second
    if random.random() < 0.5:
        drift = random.uniform(0, 360)
        for number in range(15):
            radius = 450 - number * 30
            cx, cy = curves.polar(x, y, 10.5 * number, drift)
            with canvas.paint(dark if number % 2 == 0 else p.ground) as pen:
                pen.disc(cx, cy, radius)
        hole = curves.polar(x, y, 10.5 * 14, drift)
    else:
        arms = random.choice((2, 3, 5))
        with canvas.paint(dark) as pen:
            for arm in range(arms):
                out, back = [], []
                for step in range(90):
                    radius, angle = 6 + 6.4 * step, arm * 360 / arms + step * 8
                    out.append(curves.polar(x, y, radius, angle))
                    back.append(curves.polar(x, y, radius, angle + 180 / arms))
                pen.polygon([*out, *reversed(back)])
        hole = x, y
    with canvas.paint(p.third) as pen:
        pen.disc(*hole, 30)
    foot = 800
    with canvas.paint(p.ground) as pen:
        pen.polygon(curves.jagged(random, -20, foot, WIDTH + 20, HEIGHT + 40, 12))
        pen.polygon(curves.jagged(random, -20, -400, WIDTH + 20, -8, 12))
    ink = readable(p.ground, p.ink, p.light)
    letter(
        canvas,
        brief,
        Box(MARGIN, foot + 44, WIDTH - MARGIN, HEIGHT - 92),
        "gothic",
        ink,
        stand="middle",
        largest=200,
        leading=1.1,
    )
    sign(canvas, brief, MARGIN, HEIGHT - 42, mix(ink, p.ground, 0.15), size=28, face="narrow", tracking=0.16)
