"""Made places: rooms, stages, corridors, a cinema, rain on glass, and fields of colour."""

import numpy as np

from streamcms.publishing.artwork.motifs import objects, people
from streamcms.publishing.artwork.palettes import mix


def rain(canvas, brief):
    """Street lights out of focus through a wet window."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    canvas.flood(
        canvas.wash(canvas.towards((0, 0), (w * 0.2, h)), p.ink, mix(p.ground, p.ink, 0.45), mix(p.ground, p.ink, 0.2))
    )
    centre = w * random.uniform(0.45, 0.7)
    light = np.zeros((h, w, 3), dtype=np.float32)
    colours = [np.array(colour, dtype=np.float32) / 255 for colour in (p.first, p.first, p.third, p.second, p.light)]
    for _ in range(70):
        x, y = random.gauss(centre, w * 0.26), h * 0.62 - abs(random.gauss(0, h * 0.2))
        radius = h * random.uniform(0.012, 0.062)
        left, right = max(0, int(x - radius - 2)), min(w, int(x + radius + 3))
        top, bottom = max(0, int(y - radius - 2)), min(h, int(y + radius + 3))
        if left >= right or top >= bottom:
            continue
        far = np.hypot(canvas.x[:, left:right] - x, canvas.y[top:bottom] - y)
        disc = np.clip(radius - far, 0, 1) * (0.75 + 0.35 * (far / radius) ** 4)
        light[top:bottom, left:right] += disc[..., None] * random.choice(colours) * random.uniform(0.1, 0.62)
        spread = h * 0.008 + radius * 0.8
        a, b = max(0, int(x - spread * 3)), min(w, int(x + spread * 3))
        below = slice(int(h * 0.66), h)
        streak = np.exp(-(((canvas.x[:, a:b] - x) / spread) ** 2)) * np.exp(-(canvas.y[below] - h * 0.66) / (h * 0.16))
        light[below, a:b] += streak[..., None] * random.choice(colours) * 0.16
    ripple = canvas.clouds(random, h * 0.03, 5)
    light[int(h * 0.66) :] *= (0.35 + 1.3 * ripple[int(h * 0.66) :])[..., None]
    for channel, colour in enumerate(((255, 0, 0), (0, 255, 0), (0, 0, 255))):
        canvas.shine(colour, light[..., channel])
    with canvas.paint(p.light, opacity=0.3) as pen:
        for _ in range(120):
            x, y, size = random.uniform(0, w), random.uniform(0, h), h * random.uniform(0.001, 0.005)
            pen.oval(x, y, size * 0.8, size * 1.2)
    canvas.shine(p.second, canvas.around(centre, h * 0.6, 0, w * 0.5, 1.5) * 0.14)


def blinds(canvas, brief):
    """A bare wall with a window's bars of light across it, and something small in the way."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    x = w * random.uniform(0.45, 0.65)
    lit = canvas.around(x, h * 0.42, 0, w * 0.55, 1.2)
    canvas.flood(canvas.wash(lit, mix(p.ink, p.ground, 0.15), p.ground, mix(p.ground, p.first, 0.2)))
    slant, bars = random.uniform(-0.14, 0.14) * h, random.randint(8, 12)
    glow = canvas.wash(lit, mix(p.ground, p.first, 0.5), p.first, mix(p.first, p.light, 0.6))
    half = w * random.uniform(0.2, 0.27)
    with canvas.paint(glow, soft=h * 0.004, opacity=0.92) as pen:
        for number in range(bars):
            y, thick = h * (0.08 + 0.66 * number / bars), h * 0.66 / bars * 0.55
            pen.polygon(
                [
                    (x - half, y + slant),
                    (x + half, y - slant),
                    (x + half + thick, y - slant + thick),
                    (x - half + thick, y + slant + thick),
                ]
            )
        pen.box(x - h * 0.012, 0, x + h * 0.012, h, hole=True)
    thing = random.randrange(3)
    with canvas.paint(p.ink, soft=1) as pen:
        if thing == 0:
            people.hat_profile(pen, x - half * 0.35, h * 0.66, h * 0.34, random.choice((-1, 1)))
        elif thing == 1:
            people.man_in_hat(pen, x + half * 0.5, h * 0.98, h * 0.72)
        else:
            objects.chair(pen, x - half * 0.5, h * 0.72, h * 0.42)
        pen.box(0, h * 0.9, w, h)
    with canvas.paint(mix(p.first, p.ink, 0.55), airbrush=lit * 0.8) as pen:
        pen.box(0, h * 0.9, w, h * 0.906)


def stage(canvas, brief):
    """Curtains in folds, a spotlight on nothing yet."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    cloth = p.second if max(p.second) > max(p.ground) else p.third
    x = w * random.uniform(0.4, 0.62)
    folds = (
        (canvas.x / w) * random.randint(13, 17)
        + np.sin((canvas.x / w) * 17) * 0.35
        + np.sin((canvas.y / h) * 1.6 + (canvas.x / w) * 6) * 0.22
    )
    drape = 0.5 + 0.5 * np.sin(folds * 2 * np.pi)
    shade = (0.16 + 0.84 * drape**1.3) * (0.28 + 0.72 * canvas.around(x, h * 0.5, 0, w * 0.55) ** 1.3)
    canvas.flood(canvas.wash(shade, p.ink, mix(cloth, p.ink, 0.7), mix(cloth, p.ink, 0.38), mix(cloth, p.light, 0.06)))
    floor = h * 0.82
    with canvas.paint(canvas.wash(canvas.towards((0, floor), (0, h)), mix(p.ink, cloth, 0.35), p.ink)) as pen:
        pen.box(0, floor, w, h)
    beam = np.clip(1 - canvas.towards((0, 0), (0, h)) * 0.45, 0, 1)
    top = x + random.choice((-1, 1)) * w * 0.2
    lamp = mix(p.light, p.first, 0.25)
    with canvas.paint(lamp, opacity=0.36, airbrush=beam, soft=h * 0.012) as pen:
        pen.polygon(
            [
                (top - h * 0.02, -10),
                (top + h * 0.02, -10),
                (x + h * 0.3, floor + h * 0.06),
                (x - h * 0.3, floor + h * 0.06),
            ]
        )
    with canvas.paint(lamp, opacity=0.8, soft=h * 0.006) as pen:
        pen.oval(x, floor + h * 0.06, h * 0.3, h * 0.055)
    if random.random() < 0.6:
        with canvas.paint(p.ink, soft=0.8) as pen:
            objects.chair(pen, x, floor - h * 0.05, h * 0.26)


def corridor(canvas, brief):
    """Doorway within doorway to a light at the end."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    x, y = w * random.uniform(0.4, 0.62), h * random.uniform(0.46, 0.56)
    canvas.flood(p.ink)
    frames = 7
    for number in range(frames):
        share = number / (frames - 1)
        half_w, half_h = w * 0.62 * 0.6**number, h * 0.68 * 0.6**number
        colour = mix(mix(p.ink, p.ground, 0.55), mix(p.first, p.light, 0.35), share**1.6)
        cx, cy = w / 2 + (x - w / 2) * (1 - 0.6**number), h / 2 + (y - h / 2) * (1 - 0.6**number)
        with canvas.paint(colour) as pen:
            pen.box(cx - half_w, cy - half_h, cx + half_w, cy + half_h)
        inner = 0.84
        with canvas.paint(mix(colour, p.ink, 0.66)) as pen:
            pen.box(cx - half_w * inner, cy - half_h * inner, cx + half_w * inner, cy + half_h)
        with canvas.paint(mix(colour, p.light, 0.25), opacity=0.55) as pen:
            pen.polygon(
                [
                    (cx - half_w * inner, cy + half_h),
                    (cx + half_w * inner, cy + half_h),
                    (cx + half_w * 0.6, cy + half_h * 0.72),
                    (cx - half_w * 0.6, cy + half_h * 0.72),
                ]
            )
    with canvas.paint(mix(p.light, p.first, 0.15), soft=2) as pen:
        pen.box(x - w * 0.021, y - h * 0.034, x + w * 0.021, y + h * 0.034)
    canvas.shine(mix(p.first, p.light, 0.4), canvas.around(x, y, 0, h * 0.7) ** 2.6 * 0.75)
    if random.random() < 0.7:
        with canvas.paint(p.ink, soft=0.8) as pen:
            people.man_in_hat(pen, x + w * 0.004, y + h * 0.17, h * 0.27)


def projector(canvas, brief):
    """The beam over the heads of an audience."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    side = random.choice((0, 1))
    x0, y0 = (w * 0.93 if side else w * 0.07), h * random.uniform(0.1, 0.2)
    far, landing = (-w * 0.05 if side else w * 1.05), h * 0.42
    canvas.flood(
        canvas.wash(canvas.around(x0, y0, 0, w * 0.9), mix(p.ink, p.ground, 0.25), mix(p.ink, p.ground, 0.5), p.ground)
    )
    lamp = mix(p.light, p.first, 0.35)
    # Each ray is a narrow wedge; smoke drifts through all of them.
    slope = (canvas.y - y0) / (np.abs(canvas.x - x0) + 1) - (landing - y0) / abs(far - x0)
    ahead = canvas.x < x0 if side else canvas.x > x0
    bands = np.interp(slope, np.linspace(-0.34, 0.34, 60), _flicker(random, 60)).astype(np.float32)
    smoke = 0.35 + np.clip((canvas.clouds(random, h * 0.5, 2.2) - 0.36) * 2.2, 0, 1)
    fade = 1 - np.abs(canvas.x - x0) / (w * 1.25)
    canvas.shine(lamp, bands * ahead * smoke * fade * 0.85)
    canvas.shine(p.light, canvas.around(x0, y0, h * 0.006, h * 0.34) ** 4)
    for row in range(3):
        with canvas.paint(mix(p.ink, p.ground, 0.22 - 0.11 * row)) as pen:
            y, size = h * (0.76 + 0.1 * row), h * (0.036 + 0.016 * row)
            for number in range(int(w / (size * 4.2)) + 2):
                cx = number * size * 4.2 + random.uniform(-size, size) * 0.7
                cy = y + random.uniform(-0.5, 0.5) * size
                pen.oval(cx, cy, size * 0.8, size)
                pen.slice(cx, cy + size * 2.5, size * 1.75, 180, 360)
            pen.box(0, y + size * 2.2, w, h)


def _flicker(random, count):
    """Brightness of neighbouring rays: none at the edges, uneven between."""
    return [0.0, 0.0, *(random.uniform(0.25, 1.0) for _ in range(count - 4)), 0.0, 0.0]


def colour_field(canvas, brief):
    """No place at all: broad arcs of colour in soft grain."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    canvas.flood(canvas.wash(canvas.towards((0, 0), (w, h)), p.ground, mix(p.ground, p.ink, 0.4), p.ink))
    side = random.choice((0, 1))
    cx, cy = w * (0.86 if side else 0.14) + random.uniform(-0.1, 0.1) * w, h * random.choice((0.0, 1.0, 1.05))
    inks = [p.first, p.second, p.third, p.first, p.light]
    for number, ink in enumerate(inks):
        radius = h * (1.25 - 0.25 * number)
        with canvas.paint(mix(ink, p.ground, 0.15)) as pen:
            pen.disc(cx, cy, radius)
        with canvas.paint(
            mix(ink, p.ink, 0.72),
            airbrush=1.1 - canvas.around(cx + (1 - 2 * side) * h * 0.2, cy - h * 0.1, radius * 0.2, radius * 1.15),
        ) as pen:
            pen.disc(cx, cy, radius)
