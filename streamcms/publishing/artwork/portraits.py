"""A person without a portrait: somebody standing in light behind reeded glass, and nobody in particular."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from streamcms.publishing.artwork.motifs.curves import smooth
from streamcms.publishing.artwork.palettes import mix, rgb
from streamcms.publishing.artwork.posters import seeded

WIDTH, HEIGHT = 500, 600

# shadow, wall, light, rim: two related hues and a warm or cool edge.
LIGHTS = tuple(
    tuple(map(rgb, line.split()))
    for line in """
        14181f 35506b a9c4d4 f4e6c8
        1c1410 7a4a2c e0a866 fff0d0
        10201e 2c6a62 9cc9b4 f6edd2
        1f1220 6a3a5c d59aa8 fbe6d8
        15161c 54566a b9b6bd f3ead8
        1d1511 8a3f2e e59a72 ffe7c4
        0f1a24 28577a 7fb4cf fdeccb
        1a1a10 6b6a34 cfc680 fdf5d4
        1a1018 5b2f4f c77d8c f7d9b8
        101c16 3d6b4a b5cf9a f8f0cf
        17151f 4c4680 aaa2d6 f6e3d5
        201410 9a6a35 ebc486 fff3d8
        131b20 46707a bcd3cf fbe2c0
        1c1414 77484a d7aaa0 fbeeda""".strip().splitlines()
)


def portrait(name: str, seed: str) -> Image.Image:
    """Draw 500 x 600 pixels; the same inputs give the same picture."""
    random = seeded("portrait", name, seed)
    shadow, wall, light, rim = random.choice(LIGHTS)
    side = random.choice((-1, 1))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    body, head = _figure(random)
    lamp_x, lamp_y = WIDTH / 2 + side * random.uniform(90, 190), HEIGHT * random.uniform(0.14, 0.34)
    glow = np.exp(-((np.hypot(x - lamp_x, (y - lamp_y) * 0.8) / random.uniform(230, 330)) ** 2))
    scene = _between(glow, mix(wall, shadow, 0.62), wall, light)
    # Each part runs from what the lamp reaches into its own shade.
    reached = np.clip((x - WIDTH / 2) * side / 260 + 0.46 - (y - 300) / 1100, 0, 1)
    coat = random.choice((mix(wall, shadow, 0.6), mix(shadow, wall, 0.2), mix(rim, wall, 0.5)))
    for part, shade, lit in (
        (body, mix(coat, shadow, 0.7), mix(coat, light, 0.3)),
        (head, mix(shadow, wall, 0.35), mix(light, rim, 0.6)),
    ):
        mask = np.asarray(part, dtype=np.float32)[..., None] / 255
        scene = scene * (1 - mask) + _between(reached, shade, mix(shade, lit, 0.4), lit) * mask
    edge = np.clip(_rim(ImageChops.lighter(body, head), side) * (0.1 + 0.75 * glow), 0, 1)[..., None]
    scene = scene * (1 - edge) + np.array(rim, dtype=np.float32) * edge
    picture = _behind_reeds(scene, x, random.choice((25, 31, 41, 50)), random.uniform(0.9, 1.5))
    picture += np.random.default_rng(random.getrandbits(32)).normal(0, 3.2, (HEIGHT, WIDTH, 1))
    return Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))


def _figure(random):
    """Two soft masks, shoulders and head: a presence of no age or sex, and nobody's likeness."""
    shoulders, head = (Image.new("L", (WIDTH, HEIGHT)) for _ in range(2))
    x, lean = WIDTH / 2 + random.uniform(-34, 34), random.uniform(-26, 26)
    size = random.uniform(0.94, 1.12)
    top = 600 - 452 * size
    wide, tall = 84 * size, 112 * size
    chin = top + 2 * tall
    ImageDraw.Draw(head).ellipse([x + lean - wide, top, x + lean + wide, chin], fill=255)
    reach, tilt = random.uniform(190, 228) * size, random.uniform(-22, 22)
    back = [
        (x - 58, chin - 46),
        (x + 58, chin - 46),
        (x + 72, chin + 34),
        (x + reach * 0.72, chin + 78 - tilt),
        (x + reach, chin + 170 - tilt),
    ]
    front = [
        (x + reach * 1.1, HEIGHT + 120),
        (x - reach * 1.1, HEIGHT + 120),
        (x - reach, chin + 170 + tilt),
        (x - reach * 0.72, chin + 78 + tilt),
        (x - 72, chin + 34),
    ]
    ImageDraw.Draw(shoulders).polygon(smooth([*back, *front], steps=12), fill=255)
    return shoulders.filter(ImageFilter.GaussianBlur(11)), head.filter(ImageFilter.GaussianBlur(12))


def _rim(figure, side):
    """Light that catches the edge on the lamp's side, and a little along the top."""
    sharp = figure
    shifted = ImageChops.offset(figure.filter(ImageFilter.GaussianBlur(6)), -side * 12, 9)
    return np.clip(np.asarray(sharp, dtype=np.float32) - np.asarray(shifted, dtype=np.float32), 0, 255) / 255


def _behind_reeds(scene, x, flute, strength):
    """Each flute is a lens that squeezes what is behind it, bright on one flank and dark in the joint."""
    across = (x[0] % flute) / flute - 0.5
    source = x[0] + across * flute * strength
    columns = np.clip(source, 0, WIDTH - 1)
    left = columns.astype(int)
    share = (columns - left)[None, :, None]
    seen = scene[:, left] * (1 - share) + scene[:, np.minimum(left + 1, WIDTH - 1)] * share
    lens = 1.06 + 0.1 * np.cos(across * np.pi * 2) - 0.24 * np.exp(-(((np.abs(across) - 0.5) / 0.06) ** 2))
    gleam = np.exp(-(((across + 0.26) / 0.075) ** 2)) * 15
    return seen * lens[None, :, None] + gleam[None, :, None]


def _between(field, *colours):
    stops = np.linspace(0, 1, len(colours))
    return np.stack([np.interp(field, stops, channel) for channel in zip(*colours, strict=True)], axis=-1).astype(
        np.float32
    )
