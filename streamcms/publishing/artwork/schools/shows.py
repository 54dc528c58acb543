"""Entertainment: a marquee, a juggler, an express train."""

import math

from streamcms.publishing.artwork.lettering import Box
from streamcms.publishing.artwork.motifs import curves, sky
from streamcms.publishing.artwork.palettes import mix, readable
from streamcms.publishing.artwork.schools.brief import HEIGHT, MARGIN, WIDTH, letter, sign


def marquee(canvas, brief):
    """The name in the board over a picture palace, with bulbs around it and rays behind."""
    random, p = brief.random, brief.palette
    x, y = WIDTH / 2, random.choice((520, 560))
    ray = next(c for c in (p.third, p.first, p.second) if c != p.ground)
    with canvas.paint(mix(p.ground, ray, 0.55)) as pen:
        sky.rays(pen, x, y, 0, 1200, random.choice((18, 22, 26)), phase=random.uniform(0, 12), share=0.5)
    board, frame = p.light, p.ink
    left, top, right, bottom = 62, 330, WIDTH - 62, 756
    crest = readable(p.ground, p.first, p.second, p.ink)
    with canvas.paint(crest) as pen:
        pen.slice(x, top + 8, 236, 180, 360)
        pen.polygon([(left - 18, bottom), (right + 18, bottom), (right - 60, bottom + 96), (left + 60, bottom + 96)])
    with canvas.paint(p.ink, airbrush=canvas.towards((x - 200, top - 200), (x + 260, top + 60)) * 0.7) as pen:
        pen.slice(x, top + 8, 236, 180, 360)
    with canvas.paint(p.light) as pen:
        sky.rays(pen, x, top + 8, 90, 206, 11, share=0.34, start=184, sweep=178)
        pen.slice(x, top + 8, 64, 180, 360)
    with canvas.paint(frame) as pen:
        pen.box(left - 24, top - 24, right + 24, bottom + 24)
    with canvas.paint(board) as pen:
        pen.box(left + 14, top + 14, right - 14, bottom - 14)
    _bulbs(canvas, brief, left - 5, top - 5, right + 5, bottom + 5)
    with canvas.paint(mix(board, p.ink, 0.18)) as pen:
        for number in range(1, 4):
            line = top + 14 + (bottom - top - 28) * number / 4
            pen.box(left + 14, line - 1, right - 14, line + 1)
    letter(
        canvas,
        brief,
        Box(left + 44, top + 44, right - 44, bottom - 44),
        "gothic",
        readable(board, p.ink),
        align="centre",
        stand="middle",
        leading=1.2,
        largest=200,
        tracking=0.02,
    )
    with canvas.paint(p.ink) as pen:
        pen.box(0, HEIGHT - 150, WIDTH, HEIGHT)
        for dx in (-190, 190):
            pen.box(x + dx - 26, bottom + 90, x + dx + 26, HEIGHT)
    with canvas.paint(crest, airbrush=canvas.around(x, HEIGHT - 150, 20, 330, 2.2)) as pen:
        pen.box(0, HEIGHT - 150, WIDTH, HEIGHT)
    sign(canvas, brief, x, HEIGHT - 52, p.light, size=46, face="gothic", align="centre", tracking=0.2)


def _bulbs(canvas, brief, left, top, right, bottom):
    p = brief.palette
    bulb = next(c for c in (p.third, p.first, p.light) if c not in (p.ink,))
    across, down = 17, 12
    places = [(left + (right - left) * n / across, y) for n in range(across + 1) for y in (top, bottom)]
    places += [(x, top + (bottom - top) * n / down) for n in range(1, down) for x in (left, right)]
    for colour, radius in ((mix(bulb, p.ink, 0.35), 10.5), (bulb, 8.5), (p.light, 4)):
        with canvas.paint(colour) as pen:
            for x, y in places:
                pen.disc(x, y, radius)


def juggler(canvas, brief):
    """Someone small keeps far too much in the air."""
    random, p = brief.random, brief.palette
    x, floor = random.choice((250, 360, 470)), 770
    canvas.flood(p.light, airbrush=canvas.around(x, 300, 0, 720) * 0.35)
    ink = readable(p.ground, p.ink, p.light)
    with canvas.paint(mix(p.ground, p.second, 0.85)) as pen:
        pen.oval(WIDTH / 2, floor + 330, 760, 350)
    with canvas.paint(p.ink, airbrush=canvas.towards((0, floor - 20), (0, floor + 150)) * 0.6) as pen:
        pen.oval(WIDTH / 2, floor + 330, 760, 350)
    count = random.randint(7, 11)
    inks = [c for c in (p.first, p.second, p.third, p.light) if c != p.ground]
    for number in range(count):
        share = number / (count - 1)
        angle = math.pi * (1.08 - 1.16 * share)
        cx, cy = x + math.cos(angle) * 245, 440 - math.sin(angle) * 350 + 90
        cx = min(max(cx, 60), WIDTH - 60)
        _thing(canvas, brief, cx, cy, random.uniform(30, 58), inks[number % len(inks)], random.randrange(5))
    _performer(canvas, x, floor, ink, p.first if p.first != p.ground else p.second)
    letter(
        canvas,
        brief,
        Box(MARGIN, 838, WIDTH - MARGIN, HEIGHT - 92),
        random.choice(("round", "slab")),
        p.light,
        capitals=False,
        align="centre",
        stand="middle",
        largest=180,
    )
    sign(canvas, brief, WIDTH / 2, HEIGHT - 44, p.light, size=28, face="round", align="centre", tracking=0.14)


def _thing(canvas, brief, x, y, size, colour, kind):
    p, turn = brief.palette, brief.random.uniform(0, 90)
    shade = canvas.towards((x - size * 0.6, y - size), (x + size, y + size)) * 0.9

    def draw(pen):
        if kind < 2:
            pen.disc(x, y, size)
        elif kind == 2:
            pen.polygon(curves.turned([(-1, -1), (1, -1), (1, 1), (-1, 1)], x, y, turn, size * 0.8))
        elif kind == 3:
            sky.sparkle(pen, x, y, size * 1.25, 0.5)
        else:
            pen.polygon([curves.polar(x, y, size * 1.15, turn + corner * 120) for corner in range(3)])

    with canvas.paint(colour) as pen:
        draw(pen)
    with canvas.paint(p.ink, airbrush=shade, opacity=0.75) as pen:
        draw(pen)


def _performer(canvas, x, floor, ink, hat):
    with canvas.paint(ink) as pen:
        pen.polygon([(x - 24, floor - 118), (x + 24, floor - 118), (x + 30, floor - 52), (x - 30, floor - 52)])
        for side in (-1, 1):
            pen.line(
                [(x + side * 14, floor - 56), (x + side * 20, floor - 26), (x + side * 22, floor + 4)],
                17,
                round_ends=True,
            )
            pen.line(
                [(x + side * 20, floor - 110), (x + side * 52, floor - 128), (x + side * 66, floor - 172)],
                13,
                round_ends=True,
            )
            pen.line([(x + side * 16, floor + 6), (x + side * 36, floor + 8)], 12, round_ends=True)
        pen.disc(x, floor - 142, 21)
    with canvas.paint(hat) as pen:
        pen.box(x - 32, floor - 164, x + 32, floor - 157)
        pen.box(x - 19, floor - 198, x + 19, floor - 160)


def express(canvas, brief):
    """A locomotive head on: the lamp, the boiler, two rails, smoke."""
    random, p = brief.random, brief.palette
    x, y, radius = WIDTH / 2, 410, 178
    canvas.flood(
        canvas.wash(
            canvas.towards((0, 0), (0, 820)),
            mix(p.ground, p.ink, 0.3 if p.is_dark else 0.0),
            p.ground,
            mix(p.ground, p.light, 0.4),
        )
    )
    smoke = p.light
    way = random.choice((-1, 1))
    with canvas.paint(smoke) as pen:
        for number in range(9):
            share = number / 8
            pen.disc(x + way * (share**1.4 * 330 + 6), 196 - share * 150 + random.randint(-16, 16), 34 + 62 * share)
    with canvas.paint(mix(p.second, p.ink, 0.2), airbrush=canvas.towards((x, 60), (x + way * 130, 300)) * 0.7) as pen:
        for number in range(9):
            share = number / 8
            pen.disc(x + way * (share**1.4 * 330 + 22), 214 - share * 150, 26 + 56 * share)
    with canvas.paint(mix(p.ink, p.second, 0.25)) as pen:
        pen.polygon([(x - 36, 640), (x + 36, 640), (WIDTH + 260, HEIGHT), (-260, HEIGHT)])
    with canvas.paint(mix(p.light, p.ground, 0.2)) as pen:
        for side in (-1, 1):
            pen.polygon(
                [(x + side * 96, 690), (x + side * 108, 690), (x + side * 470, HEIGHT), (x + side * 410, HEIGHT)]
            )
    body = readable(p.ground, p.second, p.ink) if not p.is_dark else mix(p.second, p.ink, 0.2)
    with canvas.paint(p.ink) as pen:
        pen.box(x - 190, 560, x + 190, 650)
        pen.polygon([(x - 150, 640), (x + 150, 640), (x + 214, 762), (x - 214, 762)])
        pen.polygon([(x - 40, 250), (x - 54, 150), (x + 54, 150), (x + 40, 250)])
        pen.disc(x, y, radius + 14)
    with canvas.paint(body) as pen:
        pen.disc(x, y, radius)
    with canvas.paint(p.ink, airbrush=canvas.towards((x - radius * 0.5, y - radius), (x + radius, y + radius))) as pen:
        pen.disc(x, y, radius)
    metal = p.first if p.first not in (body, p.ground) else p.light
    with canvas.paint(metal) as pen:
        pen.ring(x, y, radius - 16, 7)
        pen.box(x - 58, 150, x + 58, 164)
        pen.box(x - 198, 586, x + 198, 600)
        for number in range(-4, 5):
            pen.polygon(
                [
                    (x + number * 33 - 3, 650),
                    (x + number * 33 + 3, 650),
                    (x + number * 45 + 4, 758),
                    (x + number * 45 - 4, 758),
                ]
            )
        for side in (-1, 1):
            pen.disc(x + side * 148, 618, 27)
    with canvas.paint(p.light) as pen:
        pen.disc(x, y - 20, 62)
    with canvas.paint(metal, airbrush=canvas.towards((x - 20, y - 60), (x + 50, y + 40)) * 0.9) as pen:
        pen.disc(x, y - 20, 50)
    canvas.shine(p.light, canvas.around(x, y - 20, 20, 330) ** 3 * 0.75)
    with canvas.paint(p.ink) as pen:
        pen.box(0, 806, WIDTH, HEIGHT)
    with canvas.paint(metal) as pen:
        pen.box(0, 806, WIDTH, 814)
    letter(
        canvas,
        brief,
        Box(MARGIN, 846, WIDTH - MARGIN, HEIGHT - 88),
        "gothic",
        p.light,
        align="centre",
        stand="middle",
        leading=1.12,
        largest=190,
        tracking=0.02,
    )
    sign(canvas, brief, WIDTH / 2, HEIGHT - 42, metal, size=28, face="narrow", align="centre", tracking=0.3)
