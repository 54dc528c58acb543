"""The silent twenties: the agitation poster, and the crooked sets of expressionism."""

from streamcms.publishing.artwork.lettering import Box
from streamcms.publishing.artwork.motifs import curves, sky
from streamcms.publishing.artwork.palettes import mix, readable
from streamcms.publishing.artwork.schools.brief import HEIGHT, MARGIN, WIDTH, letter, sign


def agitation(canvas, brief):
    """A wedge, a disc and bars on one diagonal; the name runs along it."""
    random, p = brief.random, brief.palette
    lean = random.choice((-1, 1)) * random.uniform(13, 24)
    strong, other = p.first, p.second
    cx, cy = random.randint(330, 430), random.randint(330, 400)
    radius = random.randint(215, 265)
    with canvas.paint(other) as pen:
        pen.disc(cx, cy, radius)
    with canvas.paint(
        p.third, airbrush=canvas.towards((cx - radius, cy - radius), (cx + radius, cy + radius)) * 0.8
    ) as pen:
        pen.disc(cx, cy, radius)
    with canvas.paint(strong) as pen:
        tip = curves.polar(cx, cy, radius * random.uniform(-0.1, 0.25), -lean)
        wedge = [(0, 0), (-760, -130), (-760, 130)]
        pen.polygon(curves.turned(wedge, *tip, -lean if lean > 0 else 180 - lean))
    bar = p.light if strong != p.light else p.ink
    with canvas.paint(bar) as pen:
        for offset, thick in ((0, 26), (44, 10), (66, 5)):
            pen.polygon(
                curves.turned(
                    [
                        (-900, -thick / 2 + offset),
                        (900, -thick / 2 + offset),
                        (900, thick / 2 + offset),
                        (-900, thick / 2 + offset),
                    ],
                    cx,
                    cy + 190,
                    -lean,
                )
            )
    with canvas.paint(p.ink) as pen:
        if random.random() < 0.5:
            for number in range(random.randint(4, 6)):
                bar = [(-150 + 26 * number, -8), (150, -8), (150, 8), (-150 + 26 * number, 8)]
                pen.polygon(curves.turned(bar, *curves.polar(640, 70, 32 * number, 90 - lean), -lean))
        else:
            far = curves.polar(cx, cy, radius + 14, -lean - 90)
            pen.polygon(curves.turned([(-14, -420), (14, -420), (14, 0), (-14, 0)], *far, -lean))
            pen.polygon(curves.turned([(-120, -150), (120, -150), (120, -128), (-120, -128)], *far, -lean))
        kind = random.randrange(3)
        if kind == 0:
            pen.ring(cx, cy, radius * 0.5, 20)
            pen.disc(cx, cy, radius * 0.2)
        elif kind == 1:
            sky.rays(pen, cx, cy, radius * 0.3, radius * 0.62, 12, share=0.5)
            pen.disc(cx, cy, radius * 0.4)
            pen.disc(cx, cy, radius * 0.2, hole=True)
        else:
            for number in range(5):
                pen.polygon(
                    curves.turned(
                        [(-radius * 0.5, 0), (radius * 0.5, 0), (radius * 0.5, 14), (-radius * 0.5, 14)],
                        cx,
                        cy - 70 + number * 36,
                        -lean,
                    )
                )
    with canvas.paint(p.ground) as pen:
        pen.polygon(curves.turned([(-900, 0), (900, 0), (900, 900), (-900, 900)], WIDTH / 2, 690, -lean))
    with canvas.paint(strong) as pen:
        pen.polygon(curves.turned([(-900, 0), (900, 0), (900, 16), (-900, 16)], WIDTH / 2, 690, -lean))
    ink = readable(p.ground, p.ink, p.light)
    letter(
        canvas,
        brief,
        Box(70, 745, WIDTH - 70, 965),
        "gothic",
        ink,
        align="centre",
        stand="middle",
        tilt=lean,
        leading=1.12,
        largest=210,
    )
    low = WIDTH - MARGIN if lean > 0 else MARGIN
    sign(
        canvas,
        brief,
        low,
        HEIGHT - 44,
        ink,
        size=34,
        face="gothic",
        align="right" if lean > 0 else "left",
        tracking=0.1,
    )


def crooked(canvas, brief):
    """A street that leans: painted houses on both sides, a stairway of light, a moon."""
    random, p = brief.random, brief.palette
    moon_x, moon_y = random.randint(310, 420), random.randint(210, 270)
    glow = canvas.around(moon_x, moon_y, 40, 620)
    canvas.flood(canvas.wash(glow, mix(p.ground, p.ink, 0.5), p.ground, mix(p.ground, p.first, 0.5)))
    with canvas.paint(p.light) as pen:
        pen.disc(moon_x, moon_y, random.randint(78, 104))
    for row in range(3):
        for side in (1, -1):
            _crooked_house(canvas, brief, side, row)
    with canvas.paint(p.ink) as pen:
        pen.polygon([(0, 850), (WIDTH * 0.3, 770), (WIDTH * 0.7, 782), (WIDTH, 840), (WIDTH, HEIGHT), (0, HEIGHT)])
    steps = mix(p.first if p.first != p.ink else p.light, p.light, 0.4)
    with canvas.paint(steps) as pen:
        for number in range(7):
            y, half = 690 + 24 * number, 16 + 17 * number
            shift = 14 * (number % 2)
            pen.polygon(
                [
                    (360 - half + shift, y),
                    (360 + half + shift, y - 6),
                    (360 + half + shift + 6, y + 9),
                    (360 - half + shift - 6, y + 13),
                ]
            )
    with canvas.paint(p.ink) as pen:
        pen.polygon([(-10, 862), (730, 838), (730, HEIGHT + 5), (-10, HEIGHT + 5)])
    box = Box(MARGIN, 868, WIDTH - MARGIN, HEIGHT - 108)
    letter(
        canvas,
        brief,
        box,
        "gothic",
        p.light,
        align="centre",
        stand="middle",
        tilt=2.2,
        leading=1.1,
        largest=210,
        tracking=0.02,
    )
    colour = readable(p.ink, p.first, p.light)
    sign(canvas, brief, WIDTH / 2, HEIGHT - 36, colour, size=46, face="hand", align="centre", tracking=0.1)


def _crooked_house(canvas, brief, side, row):
    """One wall, one steep roof, windows that no carpenter made; nearer rows are larger and darker."""
    random, p = brief.random, brief.palette
    near = row / 2

    def at(points):
        return [(WIDTH / 2 - side * x, y) for x, y in points]

    inner, outer = 62 + 66 * row + random.randint(0, 24), 190 + 120 * row
    lean, eaves = random.randint(26, 74), 470 - 66 * row + random.randint(-50, 50)
    wall = mix(p.second if p.second != p.ink else p.ground, p.ink, 0.18 + 0.34 * row)
    with canvas.paint(wall) as pen:
        pen.polygon(at([(inner, 900), (inner - lean * 0.5, eaves), (outer - lean, eaves - 24), (outer, 900)]))
    with canvas.paint(p.ink, airbrush=canvas.towards((WIDTH / 2, 0), (WIDTH / 2 - side * 420, 0)) * 0.9) as pen:
        pen.polygon(at([(inner, 900), (inner - lean * 0.5, eaves), (outer - lean, eaves - 24), (outer, 900)]))
    with canvas.paint(mix(p.ink, wall, 0.15)) as pen:
        peak = (inner + outer) / 2 - lean - random.randint(10, 60)
        pen.polygon(
            at(
                [
                    (inner - lean * 0.5 - 26, eaves + 16),
                    (peak, eaves - random.randint(150, 240)),
                    (outer - lean + 30, eaves - 8),
                ]
            )
        )
        pen.polygon(
            at([(peak + 34, eaves - 60), (peak + 22, eaves - 190), (peak + 52, eaves - 194), (peak + 64, eaves - 40)])
        )
    lit = p.light if random.random() < 0.4 else readable(wall, p.first, p.third, p.light)
    with canvas.paint(lit) as pen:
        for number in range(2):
            x, y = inner + (outer - inner) * (0.24 + 0.3 * number), eaves + 56 + number * 74
            w, h, tip = 30 + 14 * near, 64 + 26 * near, random.randint(-14, 18)
            pen.polygon(at([(x, y), (x + w, y - tip), (x + w + 8, y + h), (x + 4, y + h + tip)]))
            pen.line(at([(x + w / 2, y - 20), (x + w / 2 + 6, y + h + 20)]), 5, hole=True)
            pen.line(at([(x - 8, y + h * 0.55), (x + w + 14, y + h * 0.4)]), 5, hole=True)
