"""From posters to a backdrop: read, choose, arrange, draw, fade."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageChops

from theming.backdrop_image import arrangement, encoding, fading, geometry, posters, wall
from theming.backdrop_image.look import RANGES

WIDTH, HEIGHT = 2560, 1440
LEAST_COLUMNS = RANGES["columns"][0]
_FEW = 5
_MOST_OFTEN = 2
_NEAREST = 0.9  # of the width of a column: a poster is narrower by the gap, and at the nearest somewhat larger


class Backdrop(NamedTuple):
    """`canvas`: RGBA, shape (height, width, 4); `names` of the posters in it."""

    canvas: np.ndarray
    names: tuple[str, ...]

    def renditions(self):
        return encoding.renditions(self.canvas)


def make(sources, look, width=WIDTH, height=HEIGHT):
    """A Backdrop of `sources`, [(name, bytes)] with the most wanted first; None in its place when none can be read."""
    found, skipped = _read(sources, look, width)
    if not found:
        return None, skipped
    look, places = hanging_places(look, len(found), width, height)
    chosen = [found[place] for place in arrangement.choose([poster.colour for poster in found], len(places), look.seed)]
    colours = [poster.colour for poster in chosen]
    apart, touching = geometry.distances(places, look), geometry.touching(places, look)
    hung = arrangement.arrange(colours, touching, apart, look.seed)
    canvas = wall.draw([(cell, chosen[place]) for cell, place in zip(places, hung, strict=True)], look, width, height)
    if len(chosen) <= _FEW:  # they leave most of the picture bare
        wall.glow(canvas)
    _fade(canvas, look)
    return Backdrop(canvas, tuple(poster.name for poster in chosen)), skipped


def hanging_places(look, count, width=WIDTH, height=HEIGHT):
    """The look and the cells for so many posters. The fewer, the larger they hang, so that none is seen too often, and
    a handful hang once each in a row."""
    if count <= _FEW:
        shift = (count - 1) % 2 / 2  # an even number has no middle one
        zoom = min(1.35, 5.2 / count)
        look = replace(look, columns=LEAST_COLUMNS, is_staggered=False, shift=shift, zoom=zoom)
        places = geometry.cells(look, width, height)
        return look, geometry.about_the_focus(places, look, width, height)[:count]
    places = geometry.cells(look, width, height)
    while len(places) > count * _MOST_OFTEN and look.columns > LEAST_COLUMNS:
        look = replace(look, columns=look.columns - 1)
        places = geometry.cells(look, width, height)
    return look, geometry.about_the_focus(places, look, width, height)[: count * _MOST_OFTEN]


def _read(sources, look, width):
    columns = LEAST_COLUMNS if len(sources) <= _FEW else look.columns
    wanted = round(width / columns * _NEAREST)
    with ThreadPoolExecutor(wall.THREADS, thread_name_prefix="posters") as pool:
        results = list(pool.map(lambda source: posters.read(*source, wanted), sources))
    skipped = tuple(result for result in results if isinstance(result, posters.Skipped))
    return [result for result in results if isinstance(result, posters.Poster)], skipped


def _fade(canvas, look):
    """In place. What is gone is neutral, so that it costs no bytes."""
    height, width = canvas.shape[:2]
    cover = Image.fromarray(np.ascontiguousarray(canvas[..., 3]))
    faded = np.asarray(ImageChops.multiply(cover, Image.fromarray(fading.field(look, width, height))))
    canvas[..., 3] = faded
    nothing = np.array((*wall.NEUTRAL, 0), dtype=np.uint8).view(np.uint32)[0]
    np.copyto(canvas.view(np.uint32)[..., 0], nothing, where=faded == 0)
