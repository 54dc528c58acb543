"""Under a night sky: the city, searchlights over a war, the edge of a planet."""

import numpy as np

from streamcms.publishing.artwork.motifs import curves, land, sky
from streamcms.publishing.artwork.palettes import mix


def city(canvas, brief):
    """Towers in three depths of haze, windows lit here and there."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    glow = mix(p.ground, p.first, 0.45)
    canvas.flood(canvas.wash(canvas.towards((0, 0), (0, h)), p.ink, p.ground, mix(p.ground, glow, 0.8), glow))
    if random.random() < 0.6:
        x, y, radius = w * random.uniform(0.2, 0.8), h * random.uniform(0.16, 0.34), h * random.uniform(0.05, 0.12)
        canvas.shine(p.light, canvas.around(x, y, radius, h * 0.5) ** 3 * 0.4)
        with canvas.paint(mix(p.light, p.ground, 0.12), soft=0.8) as pen:
            pen.disc(x, y, radius)
    for layer, (low, high) in enumerate(((0.3, 0.62), (0.2, 0.5), (0.08, 0.3))):
        colour = mix(mix(glow, p.ground, 0.4), p.ink, (0.25, 0.62, 0.97)[layer])
        with canvas.paint(
            canvas.wash(canvas.towards((0, h * 0.3), (0, h)), colour, mix(colour, glow, (0.4, 0.25, 0.0)[layer]))
        ) as pen:
            towers = []
            for part in range(2):
                towers += land.skyline(
                    pen, random, w * (part * 0.5 - 0.02), w * (part * 0.5 + 0.52), h, h * low, h * high
                )
        with canvas.paint(mix(p.first, p.light, 0.35), opacity=0.95) as pen:
            for tower in towers:
                land.windows(pen, random, tower, h, cell=h * (0.011 + 0.006 * layer), lit=(0.16, 0.2, 0.1)[layer])
    canvas.shine(glow, canvas.towards((0, h * 0.55), (0, h * 1.05)) ** 2 * 0.4)


def searchlights(canvas, brief):
    """Beams over a broken town."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    canvas.flood(
        canvas.wash(canvas.towards((0, 0), (0, h)), p.ink, mix(p.ground, p.ink, 0.35), mix(p.ground, p.first, 0.4))
    )
    for number in range(random.randint(5, 7)):
        foot = w * (0.06 + 0.15 * number + random.uniform(-0.03, 0.03))
        fade = 0.8 - canvas.around(foot, h, h * 1.1, 0) * 0.7
        with canvas.paint(mix(p.light, p.first, 0.25), opacity=0.6, airbrush=fade, soft=2) as pen:
            sky.beam(pen, foot, h * 0.92, -90 + random.uniform(-38, 38), random.uniform(5, 9), w)
    with canvas.paint(p.ink) as pen:
        heading = random.uniform(-60, 60)
        x, y = w * random.uniform(0.3, 0.6), h * random.uniform(0.2, 0.35)
        for row, column in ((0, 0), (1, -1), (1, 1), (2, -2), (2, 2)):
            place = curves.turned([(column * 0.1 * w, row * 0.09 * h)], x, y, heading)[0]
            sky.aeroplane(pen, *place, h * 0.09, heading)
    canvas.shine(p.third, canvas.around(w * random.uniform(0.3, 0.7), h * 0.95, 0, h * 0.6, 1.6) ** 2 * 0.7)
    with canvas.paint(mix(p.ground, p.ink, 0.75)) as pen:
        land.skyline(pen, random, -20, w + 20, h, h * 0.08, h * 0.26, setbacks=False)
    with canvas.paint(p.ink) as pen:
        pen.polygon(curves.down_to(curves.ridge(random, w, h * 0.9, h * 0.05, 0.7), h))


def planet(canvas, brief):
    """The lit edge of a world, and the star behind it."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    side = random.choice((-1, 1))
    cx, cy, radius = (
        w * (0.5 + side * random.uniform(0.1, 0.3)),
        h * random.uniform(1.7, 2.1),
        h * random.uniform(1.25, 1.45),
    )
    star_x = cx - side * w * random.uniform(0.12, 0.3)
    star_y = cy - (max(radius**2 - (star_x - cx) ** 2, 0)) ** 0.5
    canvas.flood(
        canvas.wash(canvas.clouds(random, h * 0.8), p.ink, mix(p.ink, p.ground, 0.5), mix(p.ground, p.third, 0.25))
    )
    with canvas.paint(p.light) as pen:
        sky.stars(pen, random, 0, 0, w, h, 260, h * 0.0013)
    far = np.hypot(canvas.x - cx, canvas.y - cy) - radius
    lit = np.exp(-((np.hypot(canvas.x - star_x, canvas.y - star_y) / (w * 0.42)) ** 2))
    with canvas.paint(
        canvas.wash(np.clip(-far / (h * 0.5), 0, 1), mix(p.ground, p.second, 0.5), mix(p.ground, p.ink, 0.6), p.ink)
    ) as pen:
        pen.disc(cx, cy, radius)
    texture = np.clip((canvas.clouds(random, h * 0.3, 2) - 0.42) * 4, 0, 1)
    canvas.shine(
        mix(p.second, p.light, 0.4), (far < 0) * np.exp(np.minimum(far, 0) / (h * 0.1)) * lit * (0.35 + texture * 0.6)
    )
    canvas.shine(
        p.first,
        np.exp(-np.maximum(far, 0) / (h * 0.05)) * np.exp(np.minimum(far, 0) / (h * 0.012)) * (lit * 0.95 + 0.05),
    )
    canvas.shine(p.light, canvas.around(star_x, star_y, h * 0.008, h * 0.16) ** 4)
    canvas.shine(mix(p.first, p.light, 0.5), canvas.around(star_x, star_y, 0, h * 0.9) ** 4 * 0.5)
    if random.random() < 0.5:
        moon_x, moon_y, size = w * (0.5 + side * 0.26), h * random.uniform(0.18, 0.34), h * random.uniform(0.04, 0.1)
        with canvas.paint(
            canvas.wash(
                canvas.around(moon_x - side * size * 0.8, moon_y + size * 0.6, 0, size * 1.9), p.ink, p.second, p.light
            ),
            soft=0.6,
        ) as pen:
            pen.disc(moon_x, moon_y, size)
