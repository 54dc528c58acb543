"""A person without a portrait: somebody standing in light behind reeded glass, and nobody in particular."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from streamcms.publishing.artwork.motifs.curves import smooth
from streamcms.publishing.artwork.palettes import mix, rgb
from streamcms.publishing.artwork.posters import seeded

WIDTH, HEIGHT = 500, 600
_DRAWN = 2  # times finer than the picture

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
    body, head, crown = _figure(random)
    lamp_x, lamp_y = WIDTH / 2 + side * random.uniform(90, 170), HEIGHT * random.uniform(0.16, 0.32)
    glow = np.exp(-((np.hypot(x - lamp_x, (y - lamp_y) * 0.8) / random.uniform(230, 310)) ** 2))
    scene = _between(glow, mix(wall, shadow, 0.62), wall, light)
    # Lit from the lamp's side: each part runs from its lit colour into its own shade.
    turn = np.clip((x - WIDTH / 2) * side / 300 + 0.5 - (y - 330) / 1500, 0, 1)
    coat = random.choice((mix(wall, shadow, 0.55), mix(shadow, wall, 0.25), mix(rim, wall, 0.55)))
    for part, shade, lit in (
        (body, mix(coat, shadow, 0.6), mix(coat, light, 0.25)),
        (head, mix(wall, shadow, 0.3), mix(light, rim, 0.45)),
        (crown, mix(shadow, wall, 0.05), mix(shadow, wall, 0.5)),
    ):
        mask = np.asarray(part.filter(ImageFilter.GaussianBlur(7)), dtype=np.float32)[..., None] / 255
        scene = scene * (1 - mask) + _between(turn, shade, lit) * mask
    everything = ImageChops.lighter(ImageChops.lighter(body, head), crown)
    edge = np.clip(_rim(everything, side) * (0.15 + 0.8 * glow), 0, 1)[..., None]
    scene = scene * (1 - edge) + np.array(rim, dtype=np.float32) * edge
    picture = _behind_reeds(scene, x, random.choice((25, 31, 41)), random.uniform(0.75, 1.05))
    picture += np.random.default_rng(random.getrandbits(32)).normal(0, 3.2, (HEIGHT, WIDTH, 1))
    return Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))


def _figure(random):
    """Three masks: shoulders, head, and hair or hat; none of them anyone's."""
    masks = [Image.new("L", (WIDTH * _DRAWN, HEIGHT * _DRAWN)) for _ in range(3)]
    pens = [_pen(mask) for mask in masks]
    x, top = WIDTH / 2 + random.uniform(-26, 26), random.uniform(128, 158)
    wide, tall = random.uniform(68, 78), random.uniform(94, 104)
    middle, chin = top + tall, top + 2 * tall
    turn = random.uniform(-14, 14)
    neck = wide * random.uniform(0.48, 0.6)
    reach, drop = random.uniform(160, 205), random.uniform(60, 90)
    pens[1][1](x + turn * 0.4, middle - 4, wide, tall)
    pens[1][0]([(x - neck, middle + 30), (x + neck, middle + 30), (x + neck * 1.15, chin + 66), (x - neck * 1.15, chin + 66)])
    pens[0][0]([(x - neck * 1.1, chin + 34), (x, chin + 62), (x + neck * 1.1, chin + 34), (x + reach * 0.66, chin + drop * 0.8), (x + reach, chin + drop * 1.6), (x + reach * 1.12, HEIGHT + 90), (x - reach * 1.12, HEIGHT + 90), (x - reach, chin + drop * 1.6), (x - reach * 0.66, chin + drop * 0.8)])
    _crown(random, x, top, middle, chin, wide, *pens[2])
    return [mask.reduce(_DRAWN) for mask in masks]


def _pen(mask):
    draw = ImageDraw.Draw(mask)

    def shape(points):
        draw.polygon([(px * _DRAWN, py * _DRAWN) for px, py in smooth(points, steps=12)], fill=255)

    def oval(cx, cy, rx, ry, fill=255):
        draw.ellipse([(cx - rx) * _DRAWN, (cy - ry) * _DRAWN, (cx + rx) * _DRAWN, (cy + ry) * _DRAWN], fill=fill)

    return shape, oval


def _crown(random, x, top, middle, chin, wide, shape, oval):
    """Hair or a hat: eight kinds, so that a cast is not a row of one person. The face is left open."""
    kind = random.randrange(8)
    way = random.choice((-1, 1))
    if kind == 0:  # a bob
        shape([(x - wide * 1.22, middle + 74), (x - wide * 1.3, middle - 10), (x - wide * 0.9, top - 6), (x, top - 30), (x + wide * 0.9, top - 6), (x + wide * 1.3, middle - 10), (x + wide * 1.22, middle + 74), (x, middle + 60)])
        oval(x + way * 6, middle + 34, wide * 0.8, 86, fill=0)
    elif kind == 1:  # long hair
        shape([(x - wide * 1.4, chin + 96), (x - wide * 1.28, middle), (x - wide * 0.86, top - 6), (x, top - 28), (x + wide * 0.86, top - 6), (x + wide * 1.28, middle), (x + wide * 1.4, chin + 96), (x, chin + 60)])
        oval(x + way * 8, middle + 30, wide * 0.78, 92, fill=0)
        oval(x, chin + 40, wide * 0.62, 70, fill=0)
    elif kind == 2:  # put up
        oval(x, top + 30, wide * 1.04, 62)
        oval(x + way * wide * 0.3, top - 34, wide * 0.5, 40)
        oval(x - way * 10, middle + 18, wide * 0.84, 92, fill=0)
    elif kind == 3:  # a brimmed hat
        shape([(x - wide * 1.0, top + 36), (x - wide * 0.86, top - 36), (x - 24, top - 54), (x, top - 44), (x + 24, top - 54), (x + wide * 0.86, top - 36), (x + wide * 1.0, top + 36)])
        oval(x, top + 36, wide * 1.75, 20)
    elif kind == 4:  # curls
        for _ in range(26):
            angle = random.uniform(np.pi * 0.95, np.pi * 2.05)
            oval(x + np.cos(angle) * wide * 1.04, middle - 18 + np.sin(angle) * 92, *[random.uniform(24, 36)] * 2)
        oval(x, middle + 26, wide * 0.78, 84, fill=0)
    elif kind == 5:  # short, brushed to one side
        oval(x, top + 42, wide * 1.1, 72)
        oval(x - way * 16, middle + 16, wide * 0.96, 82, fill=0)
    elif kind == 6:  # a beard and short hair
        oval(x, chin - 34, wide * 0.84, 62)
        oval(x, chin - 74, wide * 0.72, 50, fill=0)
        shape([(x - wide * 1.04, middle - 20), (x - wide * 0.8, top + 4), (x, top - 14), (x + wide * 0.8, top + 4), (x + wide * 1.04, middle - 20), (x, top + 52)])
    else:  # close-cropped
        shape([(x - wide * 1.03, middle - 26), (x - wide * 0.74, top + 8), (x, top - 9), (x + wide * 0.74, top + 8), (x + wide * 1.03, middle - 26), (x, top + 40)])


def _rim(figure, side):
    """Light that catches the edge on the lamp's side, and a little along the top."""
    sharp = figure.filter(ImageFilter.GaussianBlur(2.5))
    shifted = ImageChops.offset(figure.filter(ImageFilter.GaussianBlur(9)), -side * 12, 9)
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
    return np.stack([np.interp(field, stops, channel) for channel in zip(*colours, strict=True)], axis=-1).astype(np.float32)
