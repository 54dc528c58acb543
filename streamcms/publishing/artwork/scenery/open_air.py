"""Outdoors: mountains, sea, woods, badlands, hills, a road."""

import numpy as np

from streamcms.publishing.artwork.motifs import curves, land, people, sky
from streamcms.publishing.artwork.palettes import mix


def mountains(canvas, brief):
    """Ridge behind ridge in haze, a low sun or moon."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    x, y = w * random.uniform(0.25, 0.8), h * random.uniform(0.26, 0.46)
    haze = mix(p.ground, p.first, 0.6)
    canvas.flood(
        canvas.wash(
            canvas.towards((0, 0), (0, h * 0.72)), mix(p.ground, p.ink, 0.45), p.ground, haze, mix(haze, p.light, 0.45)
        )
    )
    _wisps(canvas, brief, p.light, 0.30)
    disc = h * random.uniform(0.045, 0.1)
    canvas.shine(mix(p.light, p.first, 0.3), canvas.around(x, y, disc, h * 0.75) ** 2.4 * 0.7)
    with canvas.paint(p.light, soft=1) as pen:
        pen.disc(x, y, disc)
    layers = random.randint(5, 6)
    for layer in range(layers):
        share = layer / (layers - 1)
        base = h * (0.48 + 0.46 * share**1.2)
        line = curves.ridge(random, w, base, h * (0.14 - 0.05 * share), random.uniform(0.46, 0.54), 8)
        colour = mix(mix(haze, p.second, 0.35), p.ink, 0.12 + 0.84 * share**0.8)
        foot = mix(colour, haze, 0.5 * (1 - share))
        with canvas.paint(canvas.wash(canvas.towards((0, base - h * 0.12), (0, base + h * 0.2)), colour, foot)) as pen:
            pen.polygon(curves.down_to(line, h))


def sea(canvas, brief):
    """Moon or sun over water, its road of light, sometimes a sail."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    horizon, x = h * random.uniform(0.5, 0.6), w * random.uniform(0.3, 0.75)
    glow = mix(p.ground, p.first, 0.65)
    canvas.flood(canvas.wash(canvas.towards((0, 0), (0, horizon)), mix(p.ground, p.ink, 0.55), p.ground, glow))
    _wisps(canvas, brief, mix(p.light, p.first, 0.3), 0.5)
    y, radius = horizon - h * random.uniform(0.1, 0.34), h * random.uniform(0.03, 0.075)
    canvas.shine(p.light, canvas.around(x, y, radius, h * 0.6) ** 2.6 * 0.6)
    with canvas.paint(mix(p.light, p.first, 0.1), soft=0.8) as pen:
        pen.disc(x, y, radius)
    water = canvas.wash(canvas.towards((0, horizon), (0, h)), mix(glow, p.ink, 0.3), mix(p.ground, p.ink, 0.5), p.ink)
    with canvas.paint(water) as pen:
        pen.box(0, horizon, w, h)
    depth = np.clip((canvas.y - horizon) / (h - horizon), 0, 1)
    road = np.exp(-(((canvas.x - x) / (w * (0.02 + 0.16 * depth))) ** 2)) * (depth > 0)
    ripple = canvas.clouds(random, h * 0.028, 6)
    canvas.shine(mix(p.light, p.first, 0.2), road * np.clip((ripple - 0.47) * 9, 0, 1) * (1 - 0.6 * depth))
    canvas.shine(glow, np.clip((ripple - 0.55) * 5, 0, 1) * (depth > 0) * 0.16)
    if random.random() < 0.7:
        ship_x = x + random.choice((-1, 1)) * w * random.uniform(0.07, 0.2)
        with canvas.paint(p.ink, soft=0.6) as pen:
            land.sail_ship(pen, ship_x, horizon + h * 0.012, h * random.uniform(0.1, 0.24))


def woods(canvas, brief):
    """Trunks and fog, with light between them."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    x = w * random.uniform(0.35, 0.7)
    fog = mix(p.first, p.ground, 0.35)
    canvas.flood(
        canvas.wash(
            canvas.around(x, h * 0.5, 0, w * 0.6, 1.1),
            mix(p.ground, p.ink, 0.6),
            p.ground,
            mix(p.ground, fog, 0.8),
            mix(fog, p.light, 0.65),
        )
    )
    if random.random() < 0.5:
        with canvas.paint(p.ink, soft=1) as pen:
            people.man_in_hat(pen, x, h * 0.8, h * 0.24)
    drift = canvas.clouds(random, h * 0.5, 2.4) * canvas.towards((0, h * 0.3), (0, h)) * 1.3
    for layer in range(5):
        share = layer / 4
        colour = mix(mix(p.ground, fog, 0.55), p.ink, 0.15 + 0.85 * share)
        with canvas.paint(colour, soft=1.4 if layer == 0 else 0) as pen:
            for _ in range(22 - layer * 4):
                trunk, thick = random.uniform(-0.03, 1.03) * w, h * (0.006 + 0.034 * share) * random.uniform(0.7, 1.4)
                if abs(trunk - x) < w * (0.03 + 0.05 * share):
                    continue
                lean = random.uniform(-0.03, 0.03) * w
                pen.polygon(
                    [
                        (trunk - thick * 0.6 + lean, -9),
                        (trunk + thick * 0.6 + lean, -9),
                        (trunk + thick, h),
                        (trunk - thick, h),
                    ]
                )
                for _ in range(2):
                    start, side, reach = (
                        random.uniform(0.05, 0.5),
                        random.choice((-1, 1)),
                        h * random.uniform(0.06, 0.16),
                    )
                    root = trunk + lean * (1 - start)
                    pen.line(
                        [
                            (root, start * h),
                            (root + side * reach * 0.6, start * h - reach * 0.3),
                            (root + side * reach, start * h - reach),
                        ],
                        1 + thick * 0.16,
                    )
        if layer < 4:
            canvas.flood(fog, airbrush=drift, opacity=0.4 * (1 - share))
    with canvas.paint(p.ink) as pen:
        pen.polygon(curves.down_to(curves.ridge(random, w, h * 0.93, h * 0.03, 0.6), h))


def badlands(canvas, brief):
    """Buttes in evening light."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    warm = mix(p.ground, p.first, 0.7)
    canvas.flood(
        canvas.wash(
            canvas.towards((0, 0), (0, h * 0.75)),
            mix(p.ground, p.ink, 0.5),
            mix(p.ground, p.second, 0.3),
            warm,
            mix(warm, p.light, 0.5),
        )
    )
    x, y, radius = w * random.uniform(0.3, 0.75), h * random.uniform(0.5, 0.62), h * random.uniform(0.12, 0.24)
    canvas.shine(p.light, canvas.around(x, y, radius, h) ** 2.6 * 0.55)
    with canvas.paint(
        canvas.wash(canvas.towards((0, y - radius), (0, y + radius)), p.light, mix(p.light, p.first, 0.6))
    ) as pen:
        pen.disc(x, y, radius)
    for layer in range(4):
        share = layer / 3
        base = h * (0.68 + 0.2 * share)
        colour = mix(mix(warm, p.second, 0.5), p.ink, 0.1 + 0.85 * share)
        with canvas.paint(
            canvas.wash(
                canvas.towards((0, base - h * 0.2), (0, base + h * 0.1)), colour, mix(colour, warm, 0.35 * (1 - share))
            )
        ) as pen:
            for _ in range(3 if layer < 3 else 0):
                left, wide = random.uniform(-0.08, 0.9) * w, w * random.uniform(0.09, 0.2) * (1 + share)
                pen.polygon(
                    land.mesa(random, left, left + wide, base + 4, h * random.uniform(0.1, 0.22) * (1 + 0.5 * share))
                )
            pen.polygon(curves.down_to(curves.dunes(random, w, base, h * 0.012), h))
    if random.random() < 0.6:
        with canvas.paint(p.ink) as pen:
            people.rider(pen, w * random.uniform(0.2, 0.8), h * 0.893, h * 0.11)


def hills(canvas, brief):
    """Rounded country under slow clouds."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    canvas.flood(
        canvas.wash(
            canvas.towards((0, 0), (0, h * 0.7)), mix(p.ground, p.second, 0.2), p.ground, mix(p.ground, p.light, 0.6)
        )
    )
    x, y = w * random.uniform(0.15, 0.85), h * random.uniform(0.16, 0.34)
    canvas.shine(p.third, canvas.around(x, y, h * 0.09, h * 0.6) ** 2 * 0.5)
    with canvas.paint(p.third) as pen:
        pen.disc(x, y, h * 0.09)
    drift = np.clip((canvas.clouds(random, h * 0.4, 2.6) - 0.47) * 3, 0, 1)
    canvas.shine(p.light, drift * (0.22 if p.is_dark else 0.6))
    for layer in range(5):
        share = layer / 4
        base = h * (0.52 + 0.36 * share)
        colour = mix(mix(p.second, p.light, 0.5), mix(p.second, p.ink, 0.65), share)
        shape = curves.down_to(curves.dunes(random, w, base, h * 0.07, 2 + share), h)
        with canvas.paint(mix(colour, p.ink, 0.35)) as pen:
            for _ in range(9 - layer):
                land.round_tree(
                    pen, random.uniform(0, w), base + h * 0.04, h * random.uniform(0.06, 0.12) * (0.7 + share)
                )
        with canvas.paint(colour) as pen:
            pen.polygon(shape)
        with canvas.paint(p.ink, opacity=0.6, airbrush=canvas.towards((0, base), (0, base + h * 0.45)) * 0.7) as pen:
            pen.polygon(shape)
    with canvas.paint(p.first) as pen:
        for _ in range(random.randint(1, 3)):
            sky.balloon(pen, random.uniform(0.2, 0.8) * w, random.uniform(0.2, 0.42) * h, h * random.uniform(0.1, 0.24))


def road(canvas, brief):
    """A straight road at dusk, telegraph poles, two lights coming."""
    random, p = brief.random, brief.palette
    w, h = canvas.width, canvas.height
    horizon, vanish = h * random.uniform(0.5, 0.58), w * random.uniform(0.4, 0.62)
    band = mix(p.ground, p.first, 0.8)
    canvas.flood(canvas.wash(canvas.towards((0, 0), (0, horizon)), p.ink, p.ground, mix(p.ground, p.third, 0.5), band))
    _wisps(canvas, brief, band, 0.45)
    with canvas.paint(mix(p.ground, p.ink, 0.7)) as pen:
        pen.polygon(curves.down_to(curves.ridge(random, w, horizon - h * 0.01, h * 0.04, 0.5), h))
    with canvas.paint(p.ink) as pen:
        pen.polygon([(vanish - 3, horizon + 4), (vanish + 3, horizon + 4), (w * 0.98, h), (w * 0.02, h)])
    with canvas.paint(mix(p.ground, p.ink, 0.35), airbrush=0.8 - canvas.around(vanish, horizon, h * 0.5, 0)) as pen:
        pen.polygon([(vanish - 3, horizon + 4), (vanish + 3, horizon + 4), (w * 0.98, h), (w * 0.02, h)])
    side = random.choice((-1, 1))
    with canvas.paint(p.ink) as pen:
        for number in range(9):
            depth = 0.03 + 1.2 * (number / 8) ** 2.4
            x, y, tall = vanish + side * w * 0.52 * depth, horizon + h * 0.25 * depth, h * (0.03 + 0.62 * depth)
            pen.box(x - 1 - h * 0.006 * depth, y - tall, x + 1 + h * 0.006 * depth, y)
            pen.box(
                x - h * 0.08 * depth - 2,
                y - tall * 0.93,
                x + h * 0.08 * depth + 2,
                y - tall * 0.93 + 1 + h * 0.008 * depth,
            )
    with canvas.paint(mix(p.light, p.first, 0.4)) as pen:
        for number in range(8):
            near, end = 0.02 + 0.98 * (number / 8) ** 2.2, 0.02 + 0.98 * ((number + 0.45) / 8) ** 2.2
            y0, y1 = horizon + 6 + (h - horizon) * near, horizon + 6 + (h - horizon) * end
            pen.polygon(
                [
                    (vanish - h * 0.011 * near, y0),
                    (vanish + h * 0.011 * near, y0),
                    (vanish + h * 0.011 * end, y1),
                    (vanish - h * 0.011 * end, y1),
                ]
            )
    for dx in (-0.012, 0.006):
        canvas.shine(p.light, canvas.around(vanish - side * w * 0.02 + w * dx, horizon + h * 0.022, 2, h * 0.09) ** 3)


def _wisps(canvas, brief, colour, strength):
    """Long thin clouds."""
    h = canvas.height
    density = np.clip((canvas.clouds(brief.random, h * 0.22, 5) - 0.5) * 4, 0, 1) * strength
    canvas.shine(colour, density * (1 - canvas.towards((0, h * 0.1), (0, h * 0.75)) * 0.6))
