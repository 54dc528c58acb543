"""The first four decades: Art Deco, the agitation poster, and the crooked sets of expressionism."""

from streamcms.publishing.artwork.lettering import Box, note, roman
from streamcms.publishing.artwork.motifs import curves, sky
from streamcms.publishing.artwork.palettes import mix, readable
from streamcms.publishing.artwork.schools.brief import HEIGHT, MARGIN, WIDTH, letter, sign


def deco(canvas, brief):
    """Rays from behind a stepped tower, or nested arches; everything on the axis and in a ruled frame."""
    random, p = brief.random, brief.palette
    gold = p.first
    canvas.flood(canvas.wash(canvas.towards((0, 0), (0, HEIGHT)), mix(p.ground, p.ink, 0.35), p.ground, mix(p.ground, p.second, 0.25)))
    middle, foot = WIDTH / 2, 700
    if random.random() < 0.5:
        _tower(canvas, brief, middle, foot)
    else:
        _arches(canvas, brief, middle, foot)
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
        line = note(canvas, roman(brief.year), middle, HEIGHT - 66, gold, size=25, face="deco", align="centre", tracking=0.3)
        with canvas.paint(gold) as pen:
            for x, side in ((line.left - 18, -1), (line.right + 18, 1)):
                pen.line([(x, HEIGHT - 75), (x + side * 80, HEIGHT - 75)], 2)
                pen.disc(x + side * 92, HEIGHT - 75, 3.5)


def _tower(canvas, brief, middle, foot):
    random, p = brief.random, brief.palette
    summit = random.randint(150, 210)
    with canvas.paint(p.first, opacity=0.9, airbrush=canvas.around(middle, foot - 170, 60, 620)) as pen:
        sky.rays(pen, middle, foot - 170, 40, 1000, random.choice((36, 44, 52)), phase=2, share=0.5)
    steps = random.randint(4, 6)
    dark, lit = p.ink, mix(p.ink, p.third, 0.75)
    for side in (-1, 1):
        with canvas.paint(lit if side < 0 else dark) as pen:
            for step in range(steps):
                share = step / (steps - 1)
                half, top = 215 - 172 * share**0.8, foot - (foot - summit - 70) * (0.22 + 0.78 * share)
                pen.box(*sorted((middle, middle + side * half))[:1], top, max(middle, middle + side * half), foot)
    with canvas.paint(p.first) as pen:
        pen.polygon([(middle - 9, summit + 72), (middle, summit - 62), (middle + 9, summit + 72)])
        for offset in (-150, -118, -86, -54, -22, 22, 54, 86, 118, 150):
            share = 1 - abs(offset) / 215
            pen.box(middle + offset - 2, foot - (foot - summit) * share**1.1 * 0.74, middle + offset + 2, foot)
    with canvas.paint(p.light) as pen:
        sky.sparkle(pen, middle, summit - 62, 46, 0.07)


def _arches(canvas, brief, middle, foot):
    random, p = brief.random, brief.palette
    tones = [p.third, p.first, p.second, p.ink, p.first, p.third, p.light]
    for number, colour in enumerate(tones):
        radius = 330 - number * 44
        with canvas.paint(colour) as pen:
            pen.slice(middle, foot, radius, 180, 360)
        with canvas.paint(p.ink, opacity=0.55, airbrush=1 - canvas.around(middle, foot, radius - 60, radius + 30)) as pen:
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


def agitation(canvas, brief):
    """A wedge, a disc and bars on one diagonal; the name runs along it."""
    random, p = brief.random, brief.palette
    lean = random.choice((-1, 1)) * random.uniform(13, 24)
    strong, other = p.first, p.second
    cx, cy = random.randint(330, 430), random.randint(330, 400)
    radius = random.randint(215, 265)
    with canvas.paint(other) as pen:
        pen.disc(cx, cy, radius)
    with canvas.paint(p.third, airbrush=canvas.towards((cx - radius, cy - radius), (cx + radius, cy + radius)) * 0.8) as pen:
        pen.disc(cx, cy, radius)
    with canvas.paint(strong) as pen:
        tip = curves.polar(cx, cy, radius * random.uniform(-0.1, 0.25), -lean)
        wedge = [(0, 0), (-760, -130), (-760, 130)]
        pen.polygon(curves.turned(wedge, *tip, -lean if lean > 0 else 180 - lean))
    bar = p.light if strong != p.light else p.ink
    with canvas.paint(bar) as pen:
        for offset, thick in ((0, 26), (44, 10), (66, 5)):
            pen.polygon(curves.turned([(-900, -thick / 2 + offset), (900, -thick / 2 + offset), (900, thick / 2 + offset), (-900, thick / 2 + offset)], cx, cy + 190, -lean))
    with canvas.paint(p.ink) as pen:
        for number in range(random.randint(3, 5)):
            x = cx + radius * 0.9 - number * 46
            pen.polygon(curves.turned([(-9, -210), (9, -210), (9, 210), (-9, 210)], x, 130 + number * 20, 90 - lean))
        pen.ring(cx, cy, radius * 0.5, 20)
        pen.disc(cx, cy, radius * 0.2)
    block = mix(p.ground, p.ink, 0.0)
    with canvas.paint(block) as pen:
        pen.polygon(curves.turned([(-900, 0), (900, 0), (900, 900), (-900, 900)], WIDTH / 2, 690, -lean))
    with canvas.paint(strong) as pen:
        pen.polygon(curves.turned([(-900, 0), (900, 0), (900, 16), (-900, 16)], WIDTH / 2, 690, -lean))
    ink = readable(p.ground, p.ink, p.light)
    letter(canvas, brief, Box(70, 745, WIDTH - 70, 965), "gothic", ink, align="centre", stand="middle", tilt=lean, leading=1.12, largest=210)
    low = WIDTH - MARGIN if lean > 0 else MARGIN
    sign(canvas, brief, low, HEIGHT - 44, ink, size=34, face="gothic", align="right" if lean > 0 else "left", tracking=0.1)


def crooked(canvas, brief):
    """A street that leans: painted houses, a stairway of light, a moon with teeth."""
    random, p = brief.random, brief.palette
    moon_x, moon_y = random.randint(200, 520), random.randint(230, 330)
    glow = canvas.around(moon_x, moon_y, 40, 560)
    canvas.flood(canvas.wash(glow, mix(p.ground, p.ink, 0.4), p.ground, mix(p.ground, p.first, 0.55)))
    with canvas.paint(p.first, airbrush=canvas.around(moon_x, moon_y, 90, 420) * 0.55) as pen:
        sky.rays(pen, moon_x, moon_y, 130, 620, 13, phase=random.uniform(0, 20), share=0.45)
    with canvas.paint(p.light) as pen:
        pen.disc(moon_x, moon_y, random.randint(86, 118))
    for side in (0, 1):
        depth = 3
        for number in range(depth):
            colour = mix(p.second, p.ink, 0.25 + 0.37 * number)
            reach = 330 - number * 88 + random.randint(-20, 20)
            lean = random.randint(60, 150)
            roof = 250 + number * 95 + random.randint(-40, 60)

            def at(x, side=side):
                return WIDTH - x if side else x

            with canvas.paint(colour) as pen:
                pen.polygon([(at(-20), roof + 60), (at(reach * 0.3), roof - 110), (at(reach + lean * 0.4), roof + 40), (at(reach - lean * 0.3), 900), (at(-20), 960)])
            with canvas.paint(p.first if (number + side) % 2 else p.light) as pen:
                for row in range(2):
                    x, y = reach * (0.36 + 0.1 * row), roof + 110 + row * 150
                    w, h = random.randint(30, 44), random.randint(60, 86)
                    tip = random.randint(-16, 22)
                    pen.polygon([(at(x), y), (at(x + w), y - tip), (at(x + w - 8), y + h), (at(x - 6), y + h + tip * 0.4)])
                    pen.line([(at(x + w / 2), y - 8), (at(x + w / 2 - 6), y + h + 8)], 5, hole=True)
                    pen.line([(at(x - 6), y + h * 0.5), (at(x + w), y + h * 0.42)], 5, hole=True)
    with canvas.paint(p.ink) as pen:
        pen.polygon([(0, 800), (WIDTH * 0.38, 740), (WIDTH * 0.62, 752), (WIDTH, 790), (WIDTH, HEIGHT), (0, HEIGHT)])
    with canvas.paint(p.light, airbrush=1 - canvas.towards((0, 640), (0, 890))) as pen:
        pen.polygon([(moon_x - 6, 744), (moon_x + 10, 744), (WIDTH * 0.72, 900), (WIDTH * 0.3, 900)])
    box = Box(MARGIN, 800, WIDTH - MARGIN, HEIGHT - 96)
    tilt = random.choice((-3, 3))
    letter(canvas, brief, box, "hand", p.light, align="centre", stand="middle", tilt=tilt, leading=1.05, largest=290)
    sign(canvas, brief, WIDTH / 2, HEIGHT - 40, p.first if p.first != p.ink else p.light, size=44, face="hand", align="centre", tracking=0.12)
