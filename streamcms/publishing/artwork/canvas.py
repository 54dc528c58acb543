"""A sheet to draw on: smooth shapes, airbrushed shade, light, and at last the grain of print."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from random import Random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from streamcms.publishing.artwork.palettes import Colour

Point = tuple[float, float]
Field = np.ndarray  # float32, shape (height, width), meant for 0..1


class Pen:
    """Draws a mask, in the sheet's own units, several times finer than its pixels."""

    def __init__(self, size, fineness, drop=0):
        self.fineness, self._drop = fineness, drop
        self.mask = Image.new("L", (size[0] * fineness, size[1] * fineness))
        self._draw = ImageDraw.Draw(self.mask)
        self._bounds = None

    def polygon(self, points: list[Point], hole: bool = False) -> None:
        self._reach(points)
        self._draw.polygon(self._fine(points), fill=0 if hole else 255)

    def oval(self, x, y, width, height, hole: bool = False) -> None:
        """Width and height are radii."""
        corners = [(x - width, y - height), (x + width, y + height)]
        self._reach(corners)
        self._draw.ellipse(self._fine(corners), fill=0 if hole else 255)

    def disc(self, x, y, radius, hole: bool = False) -> None:
        self.oval(x, y, radius, radius, hole)

    def ring(self, x, y, radius, width) -> None:
        """The width lies inside the radius."""
        corners = [(x - radius, y - radius), (x + radius, y + radius)]
        self._reach(corners)
        self._draw.ellipse(self._fine(corners), outline=255, width=round(width * self.fineness))

    def box(self, left, top, right, bottom, hole: bool = False) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], hole)

    def frame(self, left, top, right, bottom, width) -> None:
        self.box(left, top, right, bottom)
        self.box(left + width, top + width, right - width, bottom - width, hole=True)

    def slice(self, x, y, radius, start, end, hole: bool = False) -> None:
        """A slice of a disc, in degrees clockwise from three o'clock."""
        corners = [(x - radius, y - radius), (x + radius, y + radius)]
        self._reach(corners)
        self._draw.pieslice(self._fine(corners), start, end, fill=0 if hole else 255)

    def line(self, points: list[Point], width, round_ends: bool = False, hole: bool = False) -> None:
        self._reach(points, width)
        fill = 0 if hole else 255
        self._draw.line(self._fine(points), fill=fill, width=max(1, round(width * self.fineness)), joint="curve")
        if round_ends:
            for x, y in (points[0], points[-1]):
                self.disc(x, y, width / 2, hole)

    def stamp(self, shape: Image.Image, left, top) -> None:
        """Lay a finer-scaled mask (lettering) on this one."""
        at = round(left * self.fineness), round(top * self.fineness)
        self.mask.paste(255, at, shape)
        right, bottom = left + shape.width / self.fineness, top + shape.height / self.fineness
        self._reach([(left, top - self._drop), (right, bottom - self._drop)])

    def bounds(self, margin=0):
        """The whole pixels touched, or None."""
        if self._bounds is None:
            return None
        left, top, right, bottom = self._bounds
        width, height = (side // self.fineness for side in self.mask.size)
        box = (
            max(0, math.floor(left - margin)),
            max(0, math.floor(top - margin)),
            min(width, math.ceil(right + margin)),
            min(height, math.ceil(bottom + margin)),
        )
        return box if box[0] < box[2] and box[1] < box[3] else None

    def _fine(self, points):
        return [(x * self.fineness, (y + self._drop) * self.fineness) for x, y in points]

    def _reach(self, points, margin=0):
        xs, ys = [x for x, _ in points], [y + self._drop for _, y in points]
        box = (min(xs) - margin - 1, min(ys) - margin - 1, max(xs) + margin + 1, max(ys) + margin + 1)
        old = self._bounds or box
        self._bounds = (min(old[0], box[0]), min(old[1], box[1]), max(old[2], box[2]), max(old[3], box[3]))


class Canvas:
    """An RGB sheet. Everything random about its surface comes from the Random it is given.

    Set drop to draw everything but lettering so many pixels lower: the same picture leaves room above it.
    """

    def __init__(self, width: int, height: int, ground: Colour, random: Random, fineness: int = 3):
        self.width, self.height, self.fineness = width, height, fineness
        self.image = Image.new("RGB", (width, height), ground)
        self.drop = 0
        self._shift = random.randrange(256), random.randrange(256)
        # Coordinates to build fields from: a column and a row, which NumPy broadcasts against each other.
        self.x = np.arange(width, dtype=np.float32)[None, :]
        self.y = np.arange(height, dtype=np.float32)[:, None]

    @contextmanager
    def paint(
        self,
        colour: Colour | Image.Image,
        opacity: float = 1.0,
        airbrush: Field | None = None,
        soft: float = 0,
        overprint: bool = False,
    ) -> Iterator[Pen]:
        """Fill what the pen draws: with a colour or a wash, sprayed as densely as the airbrush field says,
        with edges softened by so many pixels, or printed over what is there as translucent ink."""
        pen = Pen((self.width, self.height), self.fineness, self.drop)
        yield pen
        box = pen.bounds(soft * 3)
        if box is None:
            return
        mask = pen.mask.crop(tuple(side * self.fineness for side in box)).reduce(self.fineness)
        if soft:
            mask = mask.filter(ImageFilter.GaussianBlur(soft))
        if airbrush is not None:
            mask = ImageChops.multiply(mask, self._spray(airbrush, box))
        if opacity < 1:
            mask = mask.point(lambda value: round(value * opacity))
        fill = colour.crop(box) if isinstance(colour, Image.Image) else colour
        if overprint:
            ink = fill if isinstance(fill, Image.Image) else Image.new("RGB", mask.size, fill)
            fill = ImageChops.multiply(self.image.crop(box), ink)
        self.image.paste(fill, box, mask)

    def wash(self, field: Field, *colours: Colour) -> Image.Image:
        """A gradient through the colours as the field goes from 0 to 1: something to paint with."""
        stops = np.linspace(0, 255, len(colours))
        steps = np.stack([np.interp(np.arange(256), stops, channel) for channel in zip(*colours, strict=True)], axis=1)
        index = np.clip(np.broadcast_to(field, (self.height, self.width)) * 255, 0, 255).astype(np.uint8)
        return Image.fromarray(np.round(steps).astype(np.uint8)[index])

    def flood(self, colour: Colour | Image.Image, airbrush: Field | None = None, opacity: float = 1.0) -> None:
        """Paint the whole sheet."""
        box = (0, 0, self.width, self.height)
        mask = Image.new("L", box[2:], round(255 * opacity))
        if airbrush is not None:
            mask = ImageChops.multiply(mask, self._spray(airbrush, box))
        self.image.paste(colour, box, mask)

    def shine(self, colour: Colour, field: Field) -> None:
        """Add light: where the field is 1, the colour is added to what is there as on film."""
        down, across = self._shift
        grains = _grains(self.width, self.height)[down : down + self.height, across : across + self.width]
        field = np.broadcast_to(field, (self.height, self.width))
        # The noise is below one step of 255: without it, faint light falls in visible rings.
        level = Image.fromarray(np.clip(field * 255 + grains * (field > 0.001), 0, 255).astype(np.uint8))
        light = Image.merge("RGB", [level.point(lambda value, c=c: round(value * c / 255)) for c in colour])
        self.image = ImageChops.screen(self.image, light)

    def mean(self, left, top, right, bottom) -> Colour:
        """The average colour of a part of the sheet."""
        box = (max(0, int(left)), max(0, int(top)), min(self.width, int(right)), min(self.height, int(bottom)))
        if box[0] >= box[2] or box[1] >= box[3]:
            return self.image.getpixel((0, 0))
        return self.image.crop(box).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))

    def towards(self, start: Point, end: Point) -> Field:
        """0 at the start, 1 at the end, in straight bands between them."""
        dx, dy = end[0] - start[0], end[1] - start[1]
        along = (self.x - start[0]) * dx + (self.y - self.drop - start[1]) * dy
        return np.clip(along / (dx * dx + dy * dy), 0, 1)

    def around(self, x, y, inner, outer, flatten: float = 1.0) -> Field:
        """1 within the inner radius, 0 beyond the outer."""
        distance = np.hypot(self.x - x, (self.y - self.drop - y) * flatten)
        return np.clip((outer - distance) / (outer - inner), 0, 1)

    def clouds(self, random: Random, size: float, stretch: float = 1.0) -> Field:
        """Soft noise about 0.5; size in pixels of its largest shapes, stretched sideways."""
        half = self.width // 2, self.height // 2
        total = np.zeros(half[::-1], dtype=np.float32)
        noise = np.random.default_rng(random.getrandbits(64))
        for octave in range(4):
            cell = max(size / 2 ** (octave + 1), 2)
            shape = (int(half[1] / cell) + 3, int(half[0] / (cell * stretch)) + 3)
            coarse = Image.fromarray((noise.random(shape) * 255).astype(np.uint8))
            total += np.asarray(coarse.resize(half, Image.Resampling.BICUBIC), dtype=np.float32) * (0.5**octave / 478)
        return np.asarray(Image.fromarray(total).resize((self.width, self.height), Image.Resampling.BILINEAR))

    def printed(self, grain: float = 1.0, wear: float = 1.0) -> Image.Image:
        """The sheet as it comes off the press: matt blacks, paper fibre, grain, and specks that took no ink."""
        sheet = np.asarray(self.image, dtype=np.float32) * 0.965 + 5
        fibre, speck = _paper(self.width, self.height)
        fibre = np.roll(fibre, self._shift, axis=(0, 1))
        sheet *= (1 + fibre * grain)[..., None]
        if wear:
            sheet += (np.roll(speck, self._shift, axis=(0, 1)) * (46 * wear))[..., None]
        return Image.fromarray(np.clip(sheet, 0, 255).astype(np.uint8))

    def _spray(self, field, box):
        """Grains that lie as densely as the field says: a mask the size of the box."""
        left, top, right, bottom = box
        down, across = self._shift
        grains = _grains(self.width, self.height)[top + down : bottom + down, left + across : right + across]
        field = np.broadcast_to(field, (self.height, self.width))[top:bottom, left:right]
        # Stretched a little, so that 0 is bare and 1 is full in spite of the softness of each grain.
        return Image.fromarray((np.clip((field * 1.3 - 0.15 - grains) * 3.2 + 0.5, 0, 1) * 255).astype(np.uint8))


@lru_cache(maxsize=6)
def _grains(width, height):
    """Even noise 0..1, a little larger than the sheet, so that each sheet can take its own part."""
    return np.random.default_rng(1895).random((height + 256, width + 256), dtype=np.float32)


@lru_cache(maxsize=6)
def _paper(width, height):
    """Two tiles: fibre and grain as a share of brightness, about 0; and rare soft specks, 0..1."""
    noise = np.random.default_rng(1927)
    fine = noise.normal(0, 0.030, (height, width)).astype(np.float32)
    broad = Image.fromarray((noise.random((height // 90 + 2, width // 90 + 2)) * 255).astype(np.uint8))
    broad = np.asarray(broad.resize((width, height), Image.Resampling.BICUBIC), dtype=np.float32) / 255 - 0.5
    dust = Image.fromarray(((noise.random((height, width)) > 0.9994) * 255).astype(np.uint8))
    dust = np.asarray(dust.filter(ImageFilter.GaussianBlur(0.8)), dtype=np.float32) / 255
    return fine + broad * 0.035, np.clip(dust * 2.2, 0, 1)
