"""Far places: the frontier, and a railway company's views of sea and mountain."""

from streamcms.publishing.artwork.lettering import Box
from streamcms.publishing.artwork.motifs import curves, land, people, sky
from streamcms.publishing.artwork.palettes import mix, readable
from streamcms.publishing.artwork.schools.brief import HEIGHT, MARGIN, WIDTH, letter, sign


def frontier(canvas, brief):
    """A sun the size of the country, buttes, and somebody small."""
    random, p = brief.random, brief.palette
    canvas.flood(
        canvas.wash(
            canvas.towards((0, 0), (0, 760)),
            mix(p.ground, p.first, 0.55),
            p.ground,
            p.third if p.third > p.second else p.light,
        )
    )
    x, y, radius = random.randint(240, 480), random.randint(470, 540), random.randint(180, 250)
    if random.random() < 0.45:
        with canvas.paint(mix(p.ground, p.light, 0.5), opacity=0.55) as pen:
            sky.rays(pen, x, y, radius + 18, 1100, 24, share=0.5)
    with canvas.paint(
        canvas.wash(canvas.towards((0, y - radius), (0, y + radius)), p.light, mix(p.light, p.ground, 0.45))
    ) as pen:
        pen.disc(x, y, radius)
        for number in range(4):
            pen.box(0, y + radius * (0.16 + 0.2 * number), WIDTH, y + radius * (0.185 + 0.215 * number), hole=True)
    for layer in range(3):
        colour = mix(mix(p.first, p.ground, 0.45 - 0.22 * layer), p.second, layer * 0.42)
        base = 690 + layer * 62
        with canvas.paint(colour) as pen:
            for _ in range(3 - layer if layer < 2 else 1):
                left = random.uniform(-60, 560) if layer < 2 else random.choice((-140, 430))
                wide = random.uniform(170, 300) * (1 + 0.35 * layer)
                pen.polygon(land.mesa(random, left, left + wide, base, random.uniform(110, 210) * (1 + 0.3 * layer)))
            pen.polygon(curves.down_to(curves.dunes(random, WIDTH, base, 9), HEIGHT))
        with canvas.paint(p.ink, opacity=0.6, airbrush=canvas.towards((0, base - 200), (0, base + 160)) * 0.55) as pen:
            pen.polygon(curves.down_to(curves.dunes(random, WIDTH, base + 14, 6), HEIGHT))
    with canvas.paint(p.ink) as pen:
        pen.polygon(curves.down_to(curves.dunes(random, WIDTH, 830, 16, 1.6), HEIGHT))
        if random.random() < 0.55:
            people.rider(pen, random.randint(200, 520), 832, random.randint(96, 130))
        land.cactus(pen, random.choice((80, 640)), 852, random.randint(190, 300))
    box = Box(MARGIN, 858, WIDTH - MARGIN, HEIGHT - 86)
    letter(
        canvas,
        brief,
        box,
        "slab",
        p.ink if canvas.drop else p.light,
        align="centre",
        stand="middle",
        leading=1.18,
        largest=190,
    )
    sign(
        canvas,
        brief,
        WIDTH / 2,
        HEIGHT - 42,
        readable(p.ink, p.ground, p.light),
        size=27,
        face="slab",
        align="centre",
        tracking=0.24,
    )


def voyage(canvas, brief):
    """A railway-company view: flat planes of sea and mountain, and a vessel."""
    random, p = brief.random, brief.palette
    x, y = random.randint(200, 520), random.randint(330, 420)
    canvas.flood(
        canvas.wash(
            canvas.towards((0, 40), (0, 660)), mix(p.ground, p.second, 0.3), p.ground, mix(p.ground, p.light, 0.6)
        )
    )
    with canvas.paint(p.light) as pen:
        pen.disc(x, y, random.randint(80, 130))
    with canvas.paint(p.light) as pen:
        for _ in range(random.randint(2, 4)):
            cx, cy, wide = random.uniform(60, 660), random.uniform(210, 460), random.uniform(90, 190)
            pen.line([(cx - wide, cy), (cx + wide, cy)], 26, round_ends=True)
            pen.line([(cx - wide * 0.5, cy - 22), (cx + wide * 0.6, cy - 22)], 30, round_ends=True)
    if random.random() < 0.5:
        _sea(canvas, brief)
    else:
        _peaks(canvas, brief)
    band = p.ink
    with canvas.paint(band) as pen:
        pen.box(0, 862, WIDTH, HEIGHT)
    with canvas.paint(p.light) as pen:
        pen.frame(0, 0, WIDTH, HEIGHT, 20)
        pen.box(0, 856, WIDTH, 864)
    box = Box(58, 892, WIDTH - 58, HEIGHT - 46) if not brief.small_line else Box(58, 890, WIDTH - 58, HEIGHT - 92)
    letter(
        canvas, brief, box, "deco", p.light, align="centre", stand="middle", leading=1.22, tracking=0.03, largest=150
    )
    sign(canvas, brief, WIDTH / 2, HEIGHT - 44, p.first, size=28, face="deco", align="centre", tracking=0.35)


def _sea(canvas, brief):
    random, p = brief.random, brief.palette
    with canvas.paint(mix(p.second, p.ground, 0.45)) as pen:
        pen.polygon(curves.down_to(curves.ridge(random, WIDTH, 600, 46, 0.5), 700))
    ship_x = random.randint(280, 440)
    draw_ship = random.choice((land.sail_ship, land.sail_ship, land.steamer))
    rows = 6
    for row in range(rows):
        share = row / (rows - 1)
        colour = mix(mix(p.second, p.light, 0.3), p.third if p.third < p.second else p.ink, share)
        y = 640 + 205 * share**1.2
        if row == 1:
            with canvas.paint(p.first if draw_ship is land.steamer else p.light) as pen:
                draw_ship(pen, ship_x, y - 6, 400)
            with canvas.paint(p.ink, airbrush=canvas.towards((ship_x - 60, 0), (ship_x + 330, 0)) * 0.8) as pen:
                draw_ship(pen, ship_x, y - 6, 400)
        with canvas.paint(colour) as pen:
            land.waves(pen, y, WIDTH, 70 + 60 * share, 14 + 14 * share, random.random())
        with canvas.paint(p.light, airbrush=1 - canvas.towards((0, y - 24), (0, y + 26)), opacity=0.7) as pen:
            land.waves(pen, y, WIDTH, 70 + 60 * share, 14 + 14 * share, random.random())


def _peaks(canvas, brief):
    random, p = brief.random, brief.palette
    summit = random.randint(250, 470), random.randint(300, 380)
    peak = [
        (-60, 760),
        (summit[0] * 0.4, 590),
        (summit[0] - 70, summit[1] + 86),
        summit,
        (summit[0] + 96, summit[1] + 110),
        (summit[0] + 190, 560),
        (800, 720),
    ]
    for points, colour in ((peak, mix(p.second, p.ground, 0.25)),):
        with canvas.paint(colour) as pen:
            pen.polygon(curves.down_to(points, 900))
        with canvas.paint(p.third) as pen:
            pen.polygon(
                [
                    summit,
                    (summit[0] + 96, summit[1] + 110),
                    (summit[0] + 190, 560),
                    (800, 720),
                    (800, 900),
                    (summit[0] - 30, 900),
                    (summit[0] + 24, 600),
                    (summit[0] - 22, 500),
                ]
            )
        with canvas.paint(p.light) as pen:
            snow = [
                summit,
                (summit[0] + 72, summit[1] + 82),
                (summit[0] + 40, summit[1] + 76),
                (summit[0] + 26, summit[1] + 130),
                (summit[0] - 8, summit[1] + 84),
                (summit[0] - 34, summit[1] + 120),
                (summit[0] - 64, summit[1] + 80),
            ]
            pen.polygon(snow)
    for layer in range(3):
        base = 680 + layer * 60
        colour = mix(p.second, p.ink, 0.15 + 0.36 * layer)
        with canvas.paint(colour) as pen:
            pen.polygon(curves.down_to(curves.dunes(random, WIDTH, base, 20), HEIGHT))
            for _ in range(26 - 7 * layer):
                land.pine(pen, random.uniform(0, WIDTH), base + 34, random.uniform(44, 80) * (1 + 0.75 * layer))
    with canvas.paint(p.first) as pen:
        sky.balloon(pen, random.choice((140, 570)), random.randint(190, 260), 200)
