"""Crime films of the forties: light and its absence."""

from streamcms.publishing.artwork.lettering import Box
from streamcms.publishing.artwork.motifs import curves, land, people
from streamcms.publishing.artwork.palettes import mix
from streamcms.publishing.artwork.schools.brief import HEIGHT, MARGIN, WIDTH, letter, sign


def blinds(canvas, brief):
    """Light through a venetian blind falls across a wall and someone in a hat."""
    random, p = brief.random, brief.palette
    flip = random.choice((-1, 1))
    slant = flip * random.uniform(0.16, 0.3)
    lit = canvas.around(WIDTH / 2 - flip * 90, 400, 60, 640)
    canvas.flood(canvas.wash(lit, p.ink, p.ground))
    glow = canvas.wash(lit, mix(p.ground, p.first, 0.25), p.first, mix(p.first, p.light, 0.55))
    count = random.randint(11, 14)
    with canvas.paint(glow, airbrush=0.25 + lit, soft=1.2) as pen:
        for number in range(count):
            y, thick = 60 + number * 860 / count, 860 / count * 0.52
            x0, x1 = 96, WIDTH - 96
            pen.polygon(
                [
                    (x0, y + slant * 260),
                    (x1, y - slant * 260),
                    (x1, y - slant * 260 + thick),
                    (x0, y + slant * 260 + thick),
                ]
            )
        pen.box(WIDTH / 2 - flip * 40 - 7, 0, WIDTH / 2 - flip * 40 + 7, HEIGHT, hole=True)
    with canvas.paint(p.ink, soft=1) as pen:
        people.hat_profile(pen, WIDTH / 2 + flip * 70, 500, 250, -flip)
    edge = p.third if random.random() < 0.5 else p.first
    with canvas.paint(edge) as pen:
        pen.box(0, 806, WIDTH, 812)
    with canvas.paint(p.ink) as pen:
        pen.box(0, 812, WIDTH, HEIGHT)
    box = Box(MARGIN, 846, WIDTH - MARGIN, HEIGHT - 92)
    letter(canvas, brief, box, "gothic", p.light, leading=1.1, largest=230, stand="middle")
    sign(canvas, brief, MARGIN, HEIGHT - 44, edge, size=30, face="narrow", tracking=0.14)


def streetlamp(canvas, brief):
    """A lamp, its cone, one figure, and a shadow longer than the street."""
    random, p = brief.random, brief.palette
    x, foot = random.randint(130, 500), 770
    far = random.uniform(-90, 100)
    beside, height = random.choice((-110, -40, 30, 90)), random.randint(200, 300)
    canvas.flood(canvas.wash(canvas.towards((0, 0), (0, 800)), p.ink, p.ground, mix(p.ground, p.second, 0.5)))
    with canvas.paint(mix(p.ground, p.second, 0.35)) as pen:
        land.skyline(pen, random, -30, WIDTH + 30, foot, 180, 400)
    with canvas.paint(mix(p.ground, p.ink, 0.4)) as pen:
        towers = land.skyline(pen, random, -30, WIDTH + 30, foot, 90, 270, setbacks=False)
    with canvas.paint(p.first, opacity=0.8) as pen:
        for tower in towers:
            land.windows(pen, random, tower, foot - 20, cell=15, lit=0.12)
    with canvas.paint(p.ink) as pen:
        pen.box(0, foot - 4, WIDTH, HEIGHT)
    light_x, light_y = land.lamp_light(x, foot, 560)
    cone = canvas.wash(canvas.towards((0, light_y), (0, foot + 60)), mix(p.first, p.light, 0.7), p.first)
    with canvas.paint(cone, airbrush=0.62 - canvas.towards((0, light_y), (0, foot + 90)) * 0.5, soft=2) as pen:
        pen.polygon(
            [(light_x - 8, light_y), (light_x + 8, light_y), (light_x + 190, foot + 30), (light_x - 190, foot + 30)]
        )
    with canvas.paint(mix(p.first, p.light, 0.3), soft=2) as pen:
        pen.oval(light_x, foot + 26, 196, 34)
    with canvas.paint(p.ink) as pen:
        land.lamp(pen, x, foot + 26, 560)
        people.man_in_hat(pen, light_x + beside, foot + 30, height)
        pen.polygon(
            [
                (light_x + beside - 18, foot + 26),
                (light_x + beside + 18, foot + 26),
                (light_x + beside + 44 + far * 3, foot + 130),
                (light_x + beside - 46 + far * 3, foot + 130),
            ]
        )
    with canvas.paint(p.light) as pen:
        pen.slice(light_x, light_y, 22, 0, 180)
    box = Box(MARGIN, foot + 84, WIDTH - MARGIN, HEIGHT - 86)
    letter(canvas, brief, box, "narrow", p.light, leading=1.16, largest=190, stand="middle", tracking=0.02)
    sign(canvas, brief, MARGIN, HEIGHT - 42, p.first, size=28, face="narrow", tracking=0.16)


def night_road(canvas, brief):
    """A road to nowhere in headlights, under a hard sky."""
    random, p = brief.random, brief.palette
    horizon = random.randint(430, 500)
    vanish = random.randint(280, 440)
    canvas.flood(
        canvas.wash(canvas.towards((0, 40), (0, horizon)), p.ink, p.ground, mix(p.ground, p.third, 0.75), p.first)
    )
    line = curves.ridge(random, WIDTH, horizon - 20, 46, 0.5)
    with canvas.paint(mix(p.ground, p.ink, 0.5)) as pen:
        pen.polygon(curves.down_to(line, HEIGHT))
    with canvas.paint(p.ink) as pen:
        pen.polygon([(vanish - 5, horizon + 6), (vanish + 5, horizon + 6), (WIDTH + 240, HEIGHT), (-240, HEIGHT)])
        for number in range(7):
            depth = 0.06 + 0.94 * (number / 6) ** 2.2
            x, y, h = vanish + 330 * depth, horizon + 8 + 100 * depth, 250 * depth + 16
            pen.box(x - 4 * depth - 1, y - h * 1.6, x + 4 * depth + 1, y)
            pen.box(x - 46 * depth, y - h * 1.5, x + 46 * depth, y - h * 1.5 + 7 * depth + 1)
    with canvas.paint(p.first) as pen:
        for number in range(9):
            near, end = 0.03 + 0.97 * (number / 9) ** 2.1, 0.03 + 0.97 * ((number + 0.5) / 9) ** 2.1
            y0, y1 = horizon + 8 + (HEIGHT - horizon) * near, horizon + 8 + (HEIGHT - horizon) * end
            pen.polygon(
                [
                    (vanish - 1 - 15 * near, y0),
                    (vanish + 1 + 15 * near, y0),
                    (vanish + 1 + 15 * end, y1),
                    (vanish - 1 - 15 * end, y1),
                ]
            )
    shade = canvas.towards((0, horizon + 160), (0, 860))
    with canvas.paint(p.ink, airbrush=shade) as pen:
        pen.box(0, horizon, WIDTH, HEIGHT)
    with canvas.paint(p.light, soft=1) as pen:
        for side in (-1, 1):
            pen.disc(vanish - 26 + side * 7, horizon + 20, 4)
    canvas.shine(p.light, canvas.around(vanish - 26, horizon + 20, 0, 120, 2) ** 2 * 0.8)
    box = Box(MARGIN, 700, WIDTH - MARGIN, HEIGHT - 92)
    letter(
        canvas,
        brief,
        box,
        "serif-italic",
        p.light,
        capitals=False,
        stand="bottom",
        align="left",
        largest=250,
        leading=0.95,
    )
    sign(canvas, brief, WIDTH - MARGIN, 84, p.light, size=28, face="narrow", align="right", tracking=0.2)
