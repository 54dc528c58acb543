"""Overhead: space by airbrush, and the night sky over a war."""

from streamcms.publishing.artwork.lettering import Box
from streamcms.publishing.artwork.motifs import curves, land, sky
from streamcms.publishing.artwork.palettes import mix, readable
from streamcms.publishing.artwork.schools.brief import HEIGHT, MARGIN, WIDTH, letter, sign


def orbs(canvas, brief):
    """Planets shaded in grain, a ring, stars, and a saucer or a rocket on its way."""
    random, p = brief.random, brief.palette
    deep = p.ground if p.is_dark else p.second
    canvas.flood(
        canvas.wash(canvas.towards((0, 0), (200, HEIGHT)), mix(deep, p.ink, 0.55), deep, mix(deep, p.first, 0.35))
    )
    with canvas.paint(p.light) as pen:
        sky.stars(pen, random, 0, -20, WIDTH, 780, 90, 1.8)
        sky.sparkle(pen, random.randint(80, 640), random.randint(70, 180), 26, 0.1)
    x, y, radius = random.choice((200, 360, 520)), random.randint(360, 430), random.randint(185, 245)
    tilt = random.uniform(-24, 24) if random.random() < 0.6 else None
    _rings(canvas, brief, x, y, radius, tilt, behind=True)
    _planet(canvas, brief, x, y, radius, p.first, p.second if p.is_dark else p.third)
    _rings(canvas, brief, x, y, radius, tilt, behind=False)
    _planet(
        canvas,
        brief,
        WIDTH - x + random.randint(-60, 60),
        y + radius + 60,
        random.randint(46, 74),
        p.third if p.is_dark else p.first,
        p.ink,
    )
    if random.random() < 0.5:
        _saucer(canvas, brief, WIDTH * 0.5 + random.randint(-110, 110), random.randint(560, 620))
    else:
        _rocket(canvas, brief, random.randint(250, 480), random.randint(430, 520))
    ground = mix(p.ink, deep, 0.3)
    with canvas.paint(ground) as pen:
        pen.polygon(curves.down_to(curves.ridge(random, WIDTH, 800, 44, 0.52), HEIGHT))
    with canvas.paint(p.ink) as pen:
        pen.polygon(curves.down_to(curves.dunes(random, WIDTH, 850, 30), HEIGHT))
    box = Box(MARGIN, 818, WIDTH - MARGIN, HEIGHT - 92)
    letter(
        canvas,
        brief,
        box,
        random.choice(("slab", "wide")),
        p.light,
        align="centre",
        stand="middle",
        leading=1.2,
        largest=190,
    )
    sign(canvas, brief, WIDTH / 2, HEIGHT - 44, p.first, size=28, face="grotesk", align="centre", tracking=0.3)


def _planet(canvas, brief, x, y, radius, colour, shade):
    p = brief.palette
    with canvas.paint(colour) as pen:
        pen.disc(x, y, radius)
    with canvas.paint(
        mix(shade, p.ink, 0.3),
        airbrush=1.12 - canvas.around(x - radius * 0.5, y - radius * 0.55, radius * 0.2, radius * 1.8),
    ) as pen:
        pen.disc(x, y, radius)
    with canvas.paint(
        p.light, airbrush=canvas.around(x - radius * 0.45, y - radius * 0.5, 0, radius * 0.8) * 0.8
    ) as pen:
        pen.disc(x, y, radius)


def _rings(canvas, brief, x, y, radius, tilt, behind):
    """Half of each ring: the far half is painted before its planet."""
    if tilt is None:
        return
    p = brief.palette
    half = [curves.polar(0, 0, 1, degrees) for degrees in (range(178, 363, 4) if behind else range(-2, 183, 4))]
    for reach, width, colour in ((1.75, 12, p.light), (1.6, 5, p.third), (1.47, 17, p.light)):
        band = [(px * radius * reach, py * radius * reach * 0.2) for px, py in half]
        with canvas.paint(colour) as pen:
            pen.line(curves.turned(band, x, y, tilt), width)


def _saucer(canvas, brief, x, y):
    p = brief.palette
    beam = canvas.wash(canvas.towards((0, y), (0, 860)), p.light, p.first)
    with canvas.paint(beam, airbrush=0.95 - canvas.towards((0, y), (0, 900))) as pen:
        pen.polygon([(x - 40, y + 20), (x + 40, y + 20), (x + 150, 880), (x - 150, 880)])
    with canvas.paint(p.first) as pen:
        sky.saucer_dome(pen, x, y, 290)
    with canvas.paint(p.light) as pen:
        sky.saucer(pen, x, y, 290)
    with canvas.paint(p.ink, airbrush=canvas.towards((x - 60, y - 40), (x + 60, y + 52)) * 0.95) as pen:
        sky.saucer(pen, x, y, 290)
    with canvas.paint(p.second) as pen:
        for number in range(-2, 3):
            pen.disc(x + number * 48, y + 4, 7)


def _rocket(canvas, brief, x, y):
    p, degrees = brief.palette, brief.random.choice((-1, 1)) * brief.random.uniform(18, 40)
    with canvas.paint(
        canvas.wash(canvas.towards((x, y), curves.polar(x, y, 520, degrees + 90)), p.light, p.first, p.second),
        airbrush=1 - canvas.around(x, y, 500, 100) * 0.9,
    ) as pen:
        pen.polygon(curves.turned([(-10, 100), (10, 100), (70, 620), (-70, 620)], x, y, degrees))
    with canvas.paint(p.first) as pen:
        sky.flame(pen, x, y, 300, degrees)
    with canvas.paint(p.light) as pen:
        sky.rocket(pen, x, y, 300, degrees)
    away = curves.polar(x, y, 50, degrees)
    with canvas.paint(p.ink, airbrush=canvas.towards((x, y), away) * 0.9) as pen:
        sky.rocket(pen, x, y, 300, degrees)
    with canvas.paint(p.second) as pen:
        pen.disc(*curves.polar(x, y, 60, degrees - 90), 19)


def searchlights(canvas, brief):
    """Beams cross over a city of rubble; aeroplanes pass through them."""
    random, p = brief.random, brief.palette
    dark = p.ground if p.is_dark else mix(p.second, p.ink, 0.45)
    canvas.flood(canvas.wash(canvas.towards((0, 0), (0, 860)), mix(dark, p.ink, 0.55), dark, mix(dark, p.first, 0.4)))
    count = random.randint(4, 6)
    for number in range(count):
        foot = 40 + 640 * number / (count - 1) + random.randint(-30, 30)
        angle = -90 + random.uniform(-34, 34)
        beam = 0.85 - canvas.towards((foot, 860), curves.polar(foot, 860, 900, angle)) * 0.72
        with canvas.paint(mix(p.light, p.first, 0.3), airbrush=beam, opacity=0.75, soft=1) as pen:
            sky.beam(pen, foot, 860, angle, random.uniform(7, 11), 1100)
    planes = random.randint(3, 6)
    with canvas.paint(p.ink) as pen:
        heading = random.uniform(-50, 50)
        for number in range(planes):
            size = 150 - number * 16
            sky.aeroplane(
                pen,
                200 + (number % 3) * 170 + random.randint(-26, 26),
                250 + (number // 3) * 180 + (number % 3) * 64 + random.randint(-20, 20),
                size,
                heading,
            )
    with canvas.paint(mix(dark, p.ink, 0.5)) as pen:
        land.skyline(pen, random, -20, WIDTH + 20, 880, 40, 180, setbacks=False)
    with canvas.paint(
        p.third if p.third != p.ground else p.first,
        airbrush=canvas.around(random.randint(200, 520), 860, 0, 330, 1.6),
        soft=2,
    ) as pen:
        pen.box(0, 560, WIDTH, 880)
    with canvas.paint(p.ink) as pen:
        pen.polygon(curves.down_to(curves.ridge(random, WIDTH, 822, 40, 0.66), HEIGHT))
    box = Box(MARGIN, 850, WIDTH - MARGIN, HEIGHT - 88)
    letter(canvas, brief, box, "gothic", p.light, align="left", stand="middle", leading=1.12, largest=190)
    sign(canvas, brief, MARGIN, HEIGHT - 42, readable(p.ink, p.first, p.light), size=28, face="narrow", tracking=0.2)
