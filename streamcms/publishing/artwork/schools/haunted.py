"""What waits: the house on the hill, the woods, the door ajar."""

from streamcms.publishing.artwork.lettering import Box
from streamcms.publishing.artwork.motifs import curves, land, people, sky
from streamcms.publishing.artwork.palettes import mix, readable
from streamcms.publishing.artwork.schools.brief import HEIGHT, MARGIN, WIDTH, letter, sign


def manor(canvas, brief):
    """The house on the hill before a moon too large; one window is lit."""
    random, p = brief.random, brief.palette
    moon = (random.randint(300, 430), random.randint(300, 350), random.randint(190, 230))
    disc = p.first if p.first != p.ink else p.light
    canvas.flood(
        canvas.wash(
            canvas.around(*moon[:2], 120, 760), p.ink, mix(p.ground, p.ink, 0.3), p.ground, mix(p.ground, disc, 0.35)
        )
    )
    with canvas.paint(
        canvas.wash(canvas.towards((0, moon[1] - 200), (0, moon[1] + 220)), mix(disc, p.light, 0.75), disc)
    ) as pen:
        pen.disc(*moon)
    with canvas.paint(mix(disc, p.ground, 0.6), airbrush=canvas.clouds(random, 150) * 1.1 - 0.35) as pen:
        pen.disc(*moon)
    house_x = moon[0] + random.randint(-50, 50)
    hill = curves.smooth(
        [(-40, 800), (120, 770), (house_x - 170, 640), (house_x, 596), (house_x + 170, 650), (620, 760), (760, 790)],
        closed=False,
    )
    with canvas.paint(p.ink) as pen:
        pen.polygon(curves.down_to(hill, HEIGHT))
        land.manor(pen, house_x, 604, 270)
        land.bare_tree(pen, random, 84, 860, random.randint(560, 700), lean=8)
        land.bare_tree(pen, random, WIDTH - 70, 850, random.randint(380, 520), lean=-10)
        for _ in range(9):
            sky.gull(
                pen, moon[0] + random.randint(-180, 180), moon[1] + random.randint(-170, 40), random.randint(14, 34)
            )
    with canvas.paint(p.third if p.third != disc else p.light) as pen:
        land.manor_windows(pen, house_x, 604, 270, random.sample(range(5), 2))
    with canvas.paint(p.second, airbrush=0.5 - abs(canvas.towards((0, 650), (0, 860)) - 0.5), opacity=0.9) as pen:
        pen.box(0, 640, WIDTH, 870)
    box = Box(MARGIN, 812, WIDTH - MARGIN, HEIGHT - 92)
    letter(canvas, brief, box, "fat-serif", p.light, align="centre", stand="middle", leading=1.2, largest=190)
    sign(canvas, brief, WIDTH / 2, HEIGHT - 42, disc, size=28, face="fine-serif", align="centre", tracking=0.3)


def woods(canvas, brief):
    """Trunks one behind another, and far between them a light that should not be there."""
    random, p = brief.random, brief.palette
    x, y = random.randint(250, 470), random.randint(520, 600)
    fog = p.first if p.first != p.ink else p.light
    canvas.flood(
        canvas.wash(
            canvas.around(x, y, 20, 700, 0.8),
            mix(p.ground, p.ink, 0.5),
            p.ground,
            mix(p.ground, fog, 0.6),
            mix(fog, p.light, 0.6),
        )
    )
    with canvas.paint(p.ink) as pen:
        people.man_in_hat(pen, x, y + 120, 180)
    for layer in range(4):
        share = layer / 3
        colour = mix(mix(p.ground, fog, 0.32), p.ink, 0.25 + 0.75 * share)
        with canvas.paint(colour) as pen:
            for _ in range(11 - layer * 2):
                trunk = random.uniform(-40, WIDTH + 40)
                if abs(trunk - x) < 46 + 34 * layer:
                    continue
                wide, lean = 8 + 32 * share * random.uniform(0.7, 1.2) + random.uniform(0, 5), random.uniform(-26, 26)
                pen.polygon(
                    [
                        (trunk - wide * 0.42 + lean, -280),
                        (trunk + wide * 0.42 + lean, -280),
                        (trunk + wide * 0.6, 800),
                        (trunk + wide * 1.3, 880),
                        (trunk - wide * 1.3, 880),
                        (trunk - wide * 0.6, 800),
                    ]
                )
                for _ in range(3):
                    start, side = random.uniform(60, 520), random.choice((-1, 1))
                    root = trunk + lean * (1 - start / 800)
                    reach = random.uniform(50, 130) * (0.5 + share)
                    pen.line(
                        [
                            (root, start),
                            (root + side * reach * 0.6, start - reach * 0.35),
                            (root + side * reach, start - reach * 0.9),
                        ],
                        2 + wide * 0.13,
                    )
        with canvas.paint(
            mix(fog, p.ground, 0.35), opacity=0.5, airbrush=canvas.towards((0, 520), (0, 800)) * (0.5 - 0.12 * layer)
        ) as pen:
            pen.box(0, 500, WIDTH, HEIGHT)
    with canvas.paint(p.ink) as pen:
        pen.polygon(curves.down_to(curves.ridge(random, WIDTH, 800, 22, 0.55), HEIGHT))
    box = Box(MARGIN, 836, WIDTH - MARGIN, HEIGHT - 92)
    letter(
        canvas,
        brief,
        box,
        "gothic",
        readable(p.ink, p.light),
        align="centre",
        stand="middle",
        leading=1.12,
        tracking=0.04,
        largest=180,
    )
    sign(
        canvas,
        brief,
        WIDTH / 2,
        HEIGHT - 42,
        readable(p.ink, fog, p.light),
        size=28,
        face="narrow",
        align="centre",
        tracking=0.3,
    )


def threshold(canvas, brief):
    """A dark room, a door ajar, and the shadow of who stands behind it."""
    random, p = brief.random, brief.palette
    lamp = p.first if p.first != p.ink else p.third
    left = random.randint(250, 330)
    right, top, foot = left + 150, 220, 690
    canvas.flood(
        canvas.wash(canvas.around((left + right) / 2, foot, 40, 760), p.ink, mix(p.ground, p.ink, 0.45), p.ground)
    )
    floor = [(left, foot), (right, foot), (right + 210, HEIGHT), (left - 210, HEIGHT)]
    blaze = canvas.wash(
        canvas.towards((0, top), (0, HEIGHT)),
        mix(lamp, p.light, 0.7),
        mix(lamp, p.light, 0.25),
        lamp,
        mix(lamp, p.ink, 0.55),
    )
    with canvas.paint(blaze, soft=1) as pen:
        pen.box(left, top, right, foot)
        pen.polygon(floor)
    with canvas.paint(p.ink, soft=1.5) as pen:
        people.man_in_hat(pen, (left + right) / 2 + 8, foot - 6, 350)
        pen.polygon(
            [
                ((left + right) / 2 - 38, foot - 4),
                ((left + right) / 2 + 46, foot - 4),
                ((left + right) / 2 + 150, HEIGHT),
                ((left + right) / 2 - 120, HEIGHT),
            ]
        )
    door = [(left, top), (left - 120, top - 70), (left - 120, foot + 110), (left, foot)]
    with canvas.paint(mix(p.ground, p.ink, 0.7)) as pen:
        pen.polygon(door)
    with canvas.paint(mix(p.ground, lamp, 0.35)) as pen:
        for low, high in ((0.08, 0.42), (0.52, 0.9)):
            panel = []
            for x, share in ((0.2, low), (0.8, low), (0.8, high), (0.2, high)):
                edge_top, edge_foot = top - 70 * x, foot + 110 * x
                panel.append((left - 120 * x, edge_top + (edge_foot - edge_top) * share))
            pen.line([*panel, panel[0]], 3)
    with canvas.paint(p.light) as pen:
        pen.disc(left - 16, (top + foot) / 2 + 24, 6)
    with canvas.paint(p.ink, airbrush=canvas.towards((0, foot + 30), (0, 850)) * 1.2) as pen:
        pen.box(0, foot, WIDTH, HEIGHT)
    box = Box(MARGIN, 836, WIDTH - MARGIN, HEIGHT - 88)
    letter(canvas, brief, box, "serif", p.light, capitals=False, stand="bottom", largest=190)
    sign(canvas, brief, MARGIN, 90, readable(p.ink, p.light), size=28, face="serif", tracking=0.12)
