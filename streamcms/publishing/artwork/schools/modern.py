"""The Swiss grid, the long-playing record's sleeve, and two-ink risography."""

import math

from streamcms.publishing.artwork.lettering import Box
from streamcms.publishing.artwork.motifs import curves
from streamcms.publishing.artwork.palettes import readable
from streamcms.publishing.artwork.schools.brief import HEIGHT, MARGIN, WIDTH, letter, sign


def swiss(canvas, brief):
    """One idea from geometry, cropped hard; the name small caps never, large and ranged left."""
    random, p = brief.random, brief.palette
    ink = readable(p.ground, p.ink, p.light)
    random.choice((_growing_discs, _swept_lines, _great_circle, _steps))(canvas, brief)
    box = Box(MARGIN, 780, WIDTH - MARGIN, HEIGHT - 98)
    letter(
        canvas, brief, box, "grotesk", ink, capitals=False, stand="bottom", tracking=-0.03, leading=0.86, largest=190
    )
    sign(canvas, brief, MARGIN, HEIGHT - 48, ink, size=26, face="grotesk", tracking=0)


def _growing_discs(canvas, brief):
    random, p = brief.random, brief.palette
    columns = random.choice((5, 6, 7))
    cell = (WIDTH - 2 * MARGIN) / columns
    focus = random.randrange(columns), random.randrange(columns)
    for colour, picked in ((p.first if p.first != p.ground else p.second, False), (p.second, True)):
        with canvas.paint(colour) as pen:
            for row in range(6 if columns == 7 else columns):
                for column in range(columns):
                    far = math.hypot(column - focus[0], row - focus[1])
                    if (far == 0) is picked:
                        pen.disc(
                            MARGIN + (column + 0.5) * cell,
                            140 + (row + 0.5) * cell * 0.86,
                            cell * max(0.05, 0.45 - far * 0.062),
                        )


def _swept_lines(canvas, brief):
    random, p = brief.random, brief.palette
    pivot = random.choice((0, WIDTH)), random.choice((40, 730))
    with canvas.paint(p.first) as pen:
        for number in range(26):
            angle = number * 3.6
            far = curves.polar(*pivot, 900, angle if pivot[0] == 0 else 180 - angle)
            points = [pivot, far]
            shifted = [(x, 2 * pivot[1] - y if pivot[1] > 500 else y) for x, y in points]
            pen.line(shifted, 2 + number * 0.85)
        pen.box(0, -400, WIDTH, 40, hole=True)
        pen.box(0, 730, WIDTH, HEIGHT, hole=True)
    with canvas.paint(p.third if p.third != p.first else p.second) as pen:
        pen.disc(WIDTH - pivot[0] + (-160 if pivot[0] == 0 else 160), 560 if pivot[1] < 500 else 210, 92)


def _great_circle(canvas, brief):
    random, p = brief.random, brief.palette
    x, radius = random.choice((120, 600)), random.randint(270, 320)
    with canvas.paint(p.first) as pen:
        pen.disc(x, 440, radius)
    with canvas.paint(p.second, overprint=True) as pen:
        pen.disc(WIDTH - x - 40, 330, radius * 0.52)
    with canvas.paint(p.third, overprint=True) as pen:
        pen.box(0, 440, WIDTH, 466)


def _steps(canvas, brief):
    random, p = brief.random, brief.palette
    flip = random.random() < 0.5
    colours = [p.first, p.second, p.third]
    for number in range(7):
        left = MARGIN + number * 89.2
        left = WIDTH - left - 76 if flip else left
        top = 190 + number * 62
        with canvas.paint(colours[number % 2] if number != 4 else colours[2]) as pen:
            pen.box(left, top, left + 76, 730)


def sleeve(canvas, brief):
    """A long-playing record's cover: the letters are the picture, a colour lies over half of it."""
    random, p = brief.random, brief.palette
    ink = readable(p.ground, p.second, p.light, p.ink)
    up = random.random() < 0.5
    top, foot = (70, 560) if up else (470, HEIGHT - 110)
    band = (foot + 40, HEIGHT) if up else (0, top - 40)
    dots = canvas.towards((0, band[0]), (WIDTH * 0.4, band[1]))
    with canvas.paint(p.first) as pen:
        pen.box(0, band[0], WIDTH, band[1])
    with canvas.paint(p.ink) as pen:
        for row in range(int(band[0]) // 15, int(band[1]) // 15 + 1):
            for column in range(0, 50):
                x, y = column * 15 + (row % 2) * 7.5, row * 15
                if band[0] + 4 < y < band[1] - 4:
                    size = float(dots[min(int(y), HEIGHT - 1), min(int(x), WIDTH - 1)])
                    pen.disc(x, y, 8.6 * math.sqrt(size) if size > 0.02 else 0)
    middle = (band[0] + band[1]) / 2
    disc_x, radius = random.choice((180, 360, 540)), min(200, (band[1] - band[0]) * 0.4)
    with canvas.paint(p.third) as pen:
        pen.disc(disc_x, middle, radius)
    with canvas.paint(p.ink) as pen:
        pen.disc(disc_x, middle, radius * 0.56)
    with canvas.paint(p.light) as pen:
        pen.disc(disc_x, middle, radius * 0.09)
    box = Box(40, top, WIDTH - 40, foot)
    letter(
        canvas, brief, box, "gothic", ink, justified=True, leading=0.86, stand="top" if up else "bottom", largest=520
    )
    sign(canvas, brief, 42, 48 if up else HEIGHT - 50, ink, size=27, face="grotesk", tracking=0.02)


def riso(canvas, brief):
    """Two or three inks overprinted, large soft-shaded shapes, the name set quite small for once."""
    random, p = brief.random, brief.palette
    shapes = random.sample(range(5), 3)
    inks = [p.first, p.second, p.third]
    for number, (kind, ink) in enumerate(zip(shapes, inks, strict=True)):
        x, y = random.randint(220, 500), 300 + number * 150 + random.randint(-50, 50)
        shade = canvas.towards((x - 200, y - 260), (x + 220, y + 260))
        with canvas.paint(ink, airbrush=(1.15 - shade if number % 2 else 0.15 + shade), overprint=not p.is_dark) as pen:
            _riso_shape(pen, random, kind, x, y)
    ink = readable(p.ground, p.ink, p.light)
    with canvas.paint(p.ground) as pen:
        pen.box(0, 806, WIDTH, HEIGHT)
    letter(
        canvas,
        brief,
        Box(MARGIN, 848, WIDTH - MARGIN, HEIGHT - 96),
        "wide",
        ink,
        capitals=False,
        leading=0.85,
        tracking=-0.02,
        largest=130,
        stand="top",
    )
    sign(canvas, brief, MARGIN, HEIGHT - 48, ink, size=26, face="plain", tracking=0.02)


def _riso_shape(pen, random, kind, x, y):
    if kind == 0:
        pen.disc(x, y, random.randint(190, 250))
    elif kind == 1:
        for number in range(5):
            pen.slice(x, y + 160, 340 - number * 62, 180, 360, hole=number % 2 == 1)
    elif kind == 2:
        wave = [(WIDTH * share / 40, y + math.sin(share * 0.32 + x) * 90) for share in range(-1, 42)]
        pen.polygon(curves.down_to(wave, y + 320))
    elif kind == 3:
        pen.box(x - 90, 0, x + 90, 806)
    else:
        pen.polygon([(x, y - 270), (x + 250, y + 190), (x - 250, y + 190)])
