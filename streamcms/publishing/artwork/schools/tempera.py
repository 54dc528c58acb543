"""Painted and quiet: the emblems of the Polish school, and one object on an empty sheet."""

from streamcms.publishing.artwork.lettering import Box
from streamcms.publishing.artwork.motifs import curves, emblems, objects, sky
from streamcms.publishing.artwork.palettes import mix, readable
from streamcms.publishing.artwork.schools.brief import HEIGHT, MARGIN, WIDTH, letter, sign


def emblem(canvas, brief):
    """One strange painted thing, dry brush at its edges, hand lettering beneath."""
    random, p = brief.random, brief.palette
    canvas.flood(mix(p.ground, p.ink, 0.5), airbrush=canvas.clouds(random, 420) * 0.9 - 0.36)
    whole, part = random.choice(emblems.EMBLEMS)
    x, y, size = WIDTH / 2, random.randint(385, 415), random.randint(490, 560)
    halo = random.randrange(3)
    with canvas.paint(p.second, opacity=0.95) as pen:
        if halo == 0:
            pen.polygon(
                curves.smooth([curves.polar(x, y, random.uniform(285, 330), angle) for angle in range(0, 360, 30)])
            )
        elif halo == 1:
            sky.rays(pen, x, y, 0, 350, random.choice((16, 20, 24)), share=0.5, phase=random.uniform(0, 20))
        else:
            pen.polygon(
                curves.smooth(
                    [(x - 240, 728), (x - 270, 330), (x - 120, 110), (x + 120, 110), (x + 270, 330), (x + 240, 728)],
                    steps=8,
                )
            )
    body = readable(p.second, p.light, p.first, p.ink)
    accent = p.first if body != p.first else p.third
    with canvas.paint(body) as pen:
        whole(pen, x, y, size)
    with canvas.paint(
        p.ink, airbrush=canvas.towards((x - size * 0.25, y - size * 0.3), (x + size * 0.5, y + size * 0.45)) * 0.85
    ) as pen:
        whole(pen, x, y, size)
    with canvas.paint(accent) as pen:
        part(pen, x, y, size)
    with canvas.paint(
        p.ink, airbrush=canvas.towards((x, y - size * 0.3), (x + size * 0.1, y + size * 0.4)) * 0.6
    ) as pen:
        part(pen, x, y, size)
    ink = readable(p.ground, p.light if p.is_dark else p.ink, p.light, p.ink)
    letter(
        canvas,
        brief,
        Box(MARGIN, 818, WIDTH - MARGIN, HEIGHT - 100),
        "hand",
        ink,
        align="centre",
        stand="middle",
        leading=1.02,
        largest=300,
        tilt=random.choice((-2, 0, 2)),
    )
    sign(
        canvas,
        brief,
        WIDTH / 2,
        HEIGHT - 42,
        readable(p.ground, p.first, ink),
        size=42,
        face="hand",
        align="centre",
        tracking=0.14,
    )


def quiet(canvas, brief):
    """One object, its shadow, and a good deal of nothing."""
    random, p = brief.random, brief.palette
    ink = readable(p.ground, p.ink, p.light) if not p.is_dark else p.light
    whole, part = random.choice(objects.OBJECTS)
    x, y, size = random.choice((WIDTH / 2, WIDTH / 2, 470)), random.randint(560, 620), random.randint(330, 420)
    canvas.flood(p.light, airbrush=canvas.around(x - 100, y - 160, 0, 640) * 0.32)
    with canvas.paint(
        p.ink, airbrush=0.55 - canvas.towards((x, y + size * 0.5), (x + 250, y + size * 0.6)) * 0.55
    ) as pen:
        pen.polygon(
            [
                (x - 20, y + size * 0.5 - 4),
                (x + 24, y + size * 0.5 - 4),
                (x + 330, y + size * 0.5 + 84),
                (x + 180, y + size * 0.5 + 92),
            ]
        )
    body = readable(p.ground, p.second, p.first, p.ink)
    with canvas.paint(body) as pen:
        whole(pen, x, y, size)
    with canvas.paint(
        mix(body, p.light, 0.6), airbrush=canvas.towards((x + size * 0.2, y), (x - size * 0.35, y - size * 0.1)) * 0.5
    ) as pen:
        whole(pen, x, y, size)
    if part:
        with canvas.paint(p.first if body != p.first else p.third) as pen:
            part(pen, x, y, size)
    face = random.choice(("serif", "fine-serif", "grotesk"))
    letter(
        canvas,
        brief,
        Box(MARGIN + 8, 92, WIDTH - MARGIN, 310),
        face,
        ink,
        capitals=False,
        leading=0.92,
        tracking=-0.015,
        largest=150,
    )
    with canvas.paint(ink) as pen:
        pen.box(MARGIN + 8, HEIGHT - 96, WIDTH - MARGIN - 8, HEIGHT - 94)
    sign(canvas, brief, MARGIN + 8, HEIGHT - 50, ink, size=27, face=face, tracking=0.06)
