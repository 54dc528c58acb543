"""Art Deco: everything on the axis, in a ruled frame, the year in Roman numerals."""

from streamcms.publishing.artwork.lettering import Box, note, roman
from streamcms.publishing.artwork.motifs import sky
from streamcms.publishing.artwork.palettes import mix, readable
from streamcms.publishing.artwork.schools.brief import HEIGHT, WIDTH, letter


def deco(canvas, brief):
    """Rays from behind a stepped tower, or nested arches; everything on the axis and in a ruled frame."""
    random, p = brief.random, brief.palette
    gold = p.first
    canvas.flood(
        canvas.wash(
            canvas.towards((0, 0), (0, HEIGHT)), mix(p.ground, p.ink, 0.35), p.ground, mix(p.ground, p.second, 0.25)
        )
    )
    middle, foot = WIDTH / 2, 700
    random.choice((_tower, _arches, _liner, _fans))(canvas, brief, middle, foot)
    plinth = mix(p.ground, p.ink, 0.75) if p.is_dark else p.ink
    with canvas.paint(plinth) as pen:
        pen.box(0, foot, WIDTH, HEIGHT)
    with canvas.paint(gold) as pen:
        pen.box(0, foot, WIDTH, foot + 5)
        pen.box(0, foot + 13, WIDTH, foot + 15)
        pen.frame(22, 22, WIDTH - 22, HEIGHT - 22, 3)
        pen.frame(31, 31, WIDTH - 31, HEIGHT - 31, 1)
        for x in (22, WIDTH - 22):
            for y in (22, HEIGHT - 22):
                pen.polygon([(x, y - 15), (x + 15, y), (x, y + 15), (x - 15, y)])
    box = Box(74, foot + 62, WIDTH - 74, HEIGHT - 128)
    paler = readable(plinth, p.light)
    letter(canvas, brief, box, "deco", paler, align="centre", stand="middle", tracking=0.05, leading=1.25, largest=170)
    if brief.small_line:
        line = note(
            canvas, roman(brief.year), middle, HEIGHT - 66, gold, size=25, face="deco", align="centre", tracking=0.3
        )
        with canvas.paint(gold) as pen:
            for x, side in ((line.left - 18, -1), (line.right + 18, 1)):
                pen.line([(x, HEIGHT - 75), (x + side * 80, HEIGHT - 75)], 2)
                pen.disc(x + side * 92, HEIGHT - 75, 3.5)


def _tower(canvas, brief, middle, foot):
    """A stepped tower, lit from the left, before rays or before a disc."""
    random, p = brief.random, brief.palette
    summit = random.randint(140, 250)
    if random.random() < 0.6:
        with canvas.paint(p.first, opacity=0.9, airbrush=canvas.around(middle, foot - 170, 60, 620)) as pen:
            rays = random.choice((24, 32, 44, 60))
            sky.rays(pen, middle, random.choice((foot, foot - 170, summit)), 40, 1100, rays, phase=2, share=0.5)
    else:
        y, radius = random.randint(300, 400), random.randint(215, 290)
        with canvas.paint(p.first, airbrush=1.1 - canvas.towards((0, y - radius), (0, y + radius)) * 0.7) as pen:
            pen.disc(middle, y, radius)
        with canvas.paint(p.second) as pen:
            for number in range(4):
                pen.ring(middle, y, radius + 16 + 14 * number, 3)
    dark, lit = p.ink, mix(p.ink, p.third, 0.75)
    wide, narrow = random.randint(140, 250), random.randint(22, 48)
    steps, curve = random.randint(3, 8), random.uniform(0.55, 1.5)
    if random.random() < 0.4:
        with canvas.paint(mix(dark, p.ground, 0.35)) as pen:
            for side in (-1, 1):
                for offset, height in ((wide + 10, 210), (wide + 62, 130), (wide + 110, 70)):
                    pen.box(middle + side * offset - 32, foot - height, middle + side * offset + 32, foot)
    for side in (-1, 1):
        with canvas.paint(lit if side < 0 else dark) as pen:
            for step in range(steps):
                share = step / (steps - 1)
                half, top = wide - (wide - narrow) * share**curve, foot - (foot - summit - 70) * (0.22 + 0.78 * share)
                pen.box(min(middle, middle + side * half), top, max(middle, middle + side * half), foot)
    with canvas.paint(p.first) as pen:
        pen.polygon([(middle - 9, summit + 72), (middle, summit - 62), (middle + 9, summit + 72)])
        for number in range(-5, 5):
            offset = (number + 0.5) * wide * 0.16
            share = 1 - abs(offset) / wide
            pen.box(middle + offset - 2, foot - (foot - summit) * share**1.2 * 0.66, middle + offset + 2, foot)
    with canvas.paint(p.light) as pen:
        sky.sparkle(pen, middle, summit - 62, 46, 0.07)


def _arches(canvas, brief, middle, foot):
    random, p = brief.random, brief.palette
    tones = [p.third, p.first, p.second, p.ink, p.first, p.third, p.light]
    for number, colour in enumerate(tones):
        radius = 330 - number * 44
        with canvas.paint(colour) as pen:
            pen.slice(middle, foot, radius, 180, 360)
        with canvas.paint(
            p.ink, opacity=0.55, airbrush=1 - canvas.around(middle, foot, radius - 60, radius + 30)
        ) as pen:
            pen.slice(middle, foot, radius, 180, 360)
    with canvas.paint(p.ink) as pen:
        sky.rays(pen, middle, foot, 0, 64, 9, share=0.5, start=180, sweep=180)
    for side in (-1, 1):
        with canvas.paint(p.first) as pen:
            for number in range(5):
                x = middle + side * (96 + number * 54)
                pen.box(x - 2, 78, x + 2, foot - 345 + number * 38 + random.randint(0, 1))
                pen.disc(x, foot - 330 + number * 38, 6)
    with canvas.paint(p.light) as pen:
        sky.sparkle(pen, middle, 190, 84, 0.09)
    with canvas.paint(p.first) as pen:
        pen.ring(middle, 190, 104, 3)


def _liner(canvas, brief, middle, foot):
    """A ship's bow from the waterline, as tall as a house."""
    random, p = brief.random, brief.palette
    with canvas.paint(p.first, airbrush=canvas.around(middle, 330, 60, 520) * 0.9) as pen:
        pen.disc(middle, 330, random.randint(240, 280))
    for side in (-1, 1):
        hull = [(middle, 214), (middle + side * 236, 262), (middle + side * 150, foot), (middle, foot)]
        with canvas.paint(p.ink if side > 0 else mix(p.ink, p.third, 0.5)) as pen:
            pen.polygon(hull)
        with canvas.paint(p.light) as pen:
            pen.polygon([(middle, 250), (middle + side * 229, 292), (middle + side * 226, 304), (middle, 264)])
        with canvas.paint(p.second) as pen:
            pen.polygon(
                [(middle, foot - 74), (middle + side * 168, foot - 60), (middle + side * 150, foot), (middle, foot)]
            )
    with canvas.paint(p.light) as pen:
        pen.polygon([(middle - 96, 222), (middle - 80, 130), (middle + 80, 130), (middle + 96, 222)])
        pen.box(middle - 62, 96, middle + 62, 134)
        pen.polygon([(middle - 3, 214), (middle + 3, 214), (middle + 5, foot), (middle - 5, foot)])
    with canvas.paint(p.second) as pen:
        pen.polygon([(middle - 46, 98), (middle - 40, 44), (middle + 40, 44), (middle + 46, 98)])
    with canvas.paint(p.ink) as pen:
        pen.box(middle - 41, 44, middle + 41, 60)
        for number in range(-3, 4):
            pen.box(middle + number * 22 - 6, 150, middle + number * 22 + 6, 170)
    for side in (-1, 1):
        with canvas.paint(p.light, opacity=0.9) as pen:
            for number in range(4):
                y = foot - 6 - number * 15
                pen.polygon(
                    [
                        (middle + side * (10 + number * 6), y - 26),
                        (middle + side * (330 - number * 54), y),
                        (middle + side * (330 - number * 54), y + 5),
                        (middle + side * 6, y - 8),
                    ]
                )


def _fans(canvas, brief, middle, foot):
    """Scales of fans, each ruled, paling towards a star."""
    random, p = brief.random, brief.palette
    radius = random.choice((90, 120, 144))
    rows = int((foot - 40) / (radius * 0.5)) + 2
    inks = [p.third, p.second, mix(p.ground, p.ink, 0.4)]
    for row in range(rows):
        y = foot - (rows - 1 - row) * radius * 0.5 + radius * 0.5
        for column in range(-1, int(WIDTH / (2 * radius)) + 2):
            x = column * 2 * radius + (radius if row % 2 else 0)
            near = abs(x - middle) < radius and random.random() < 0.5
            with canvas.paint(p.first if near else inks[(row + column) % 3]) as pen:
                pen.disc(x, y, radius - 2)
            with canvas.paint(p.light if near else p.first) as pen:
                for share in (0.98, 0.66, 0.34):
                    pen.ring(x, y, radius * share, 3)
                sky.rays(pen, x, y, radius * 0.4, radius * 0.62, 13, share=0.14, start=180, sweep=180)
    with canvas.paint(p.ink, airbrush=canvas.towards((0, foot - 330), (0, foot + 20)) * 0.8) as pen:
        pen.box(0, 0, WIDTH, foot)
