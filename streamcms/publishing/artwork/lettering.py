"""Lettering: a name broken into lines, sized to its box, and drawn with even space between letters."""

import itertools
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw

from streamcms.publishing.artwork.canvas import Canvas
from streamcms.publishing.artwork.fonts import FACES, face_that_can_letter, font
from streamcms.publishing.artwork.palettes import Colour

_TRIAL_SIZE = 200
_LONGEST_WORD = 22
_LONGEST_NAME = 160
_MAX_LINES = 9
_JOINING_SCRIPTS = ("arabic",)


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self):
        return self.right - self.left

    @property
    def height(self):
        return self.bottom - self.top


class Line(NamedTuple):
    text: str
    size: float
    baseline: float  # below the top of the first line's capitals


class Setting(NamedTuple):
    """A name set in lines: its width and height are those of the ink of its capitals."""

    face: str
    lines: tuple[Line, ...]
    width: float
    height: float
    tracking: float  # in ems


def set_name(
    text: str,
    box: Box,
    face: str,
    capitals: bool = True,
    leading: float = 1.0,
    tracking: float = 0.0,
    largest: float = 400,
    justified: bool = False,
) -> Setting | None:
    """Break the name where its lines are most alike, as large as the box allows; None if no face can letter it.

    Leading is the room between lines, in heights of a capital over one. Justified lines each fill the width.
    """
    words = _words(text.upper() if capitals else text)
    found = face_that_can_letter("".join(words), face)
    if not words or found is None:
        return None
    tracking = 0.0 if found in _JOINING_SCRIPTS else tracking
    gap = (leading - 1) + (0.28 if capitals else 0.62)  # lower case needs room for its descenders
    settings = [
        _sized(list(broken), box, found, gap, tracking, largest, justified)
        for count in range(1, min(_MAX_LINES, len(words)) + 1)
        if (broken := _broken(tuple(words), count, found, tracking))
    ]
    return max(settings, key=lambda setting: _presence(setting, justified))


def draw(canvas: Canvas, setting: Setting | None, at: Box, colour: Colour, **options) -> Box:
    """Draw the setting in its box and return the box of its ink: empty, at the top, when there is nothing to set.

    Options: align (left, centre, right), stand (top, middle, bottom), tilt in degrees, and those of Canvas.paint.
    """
    align, stand, tilt = options.pop("align", "left"), options.pop("stand", "top"), options.pop("tilt", 0)
    if setting is None:
        return Box(at.left, at.top, at.left, at.top)
    left = at.left + (at.width - setting.width) * {"left": 0, "centre": 0.5, "right": 1}[align]
    top = at.top + (at.height - setting.height) * {"top": 0, "middle": 0.5, "bottom": 1}[stand]
    fineness, pad = canvas.fineness, max(line.size for line in setting.lines)
    shape = _shape(setting, align, fineness, pad)
    middle_x, middle_y = left + setting.width / 2, top + setting.height / 2
    if tilt:
        shape = shape.rotate(tilt, Image.Resampling.BICUBIC, expand=True)
    with canvas.paint(colour, **options) as pen:
        pen.stamp(shape, middle_x - shape.width / fineness / 2, middle_y - shape.height / fineness / 2)
    return Box(left, top, left + setting.width, top + setting.height)


def note(canvas: Canvas, text: str, x, y, colour: Colour, size=26, face="plain", align="left", tracking=0.08) -> Box:
    """A small line of text, x being its left, middle or right end and y its baseline."""
    found = face_that_can_letter(text, face)
    if not text or found is None:
        return Box(x, y, x, y)
    width = _width(text, found, tracking) * size
    cap = _cap_height(found) * size
    setting = Setting(found, (Line(text, size, cap),), width, cap, tracking)
    left = x - width * {"left": 0, "centre": 0.5, "right": 1}[align]
    return draw(canvas, setting, Box(left, y - cap, left + width, y), colour)


def _words(text):
    """Words short enough to set; a name without spaces is cut, and an endless one ends in an ellipsis."""
    text = " ".join(text.split())
    if len(text) > _LONGEST_NAME:
        text = text[:_LONGEST_NAME].rsplit(" ", 1)[0].rstrip(" ,.;:-") + "…"
    return [
        word[start : start + _LONGEST_WORD] for word in text.split() for start in range(0, len(word), _LONGEST_WORD)
    ]


def _sized(lines, box, face, gap, tracking, largest, justified):
    widths = [max(_width(line, face, tracking), 0.05) for line in lines]
    cap = _cap_height(face)
    if justified:
        sizes = [min(box.width / width, largest) for width in widths]
    else:
        sizes = [min(box.width / max(widths), largest)] * len(lines)
    room = gap * cap
    height = sum(size * cap for size in sizes) + sum(size * room for size in sizes[1:])
    shrink = min(1.0, box.height / height)
    sizes = [size * shrink for size in sizes]
    baselines, y = [], 0.0
    for number, size in enumerate(sizes):
        y += size * cap + (size * room if number else 0)
        baselines.append(y)
    width = max(w * size for w, size in zip(widths, sizes, strict=True))
    made = tuple(Line(*parts) for parts in zip(lines, sizes, baselines, strict=True))
    return Setting(face, made, width, y, tracking)


def _presence(setting, justified):
    """How large it reads: the area of a justified block, or else the size, fewer lines winning near ties."""
    smallest = min(line.size for line in setting.lines)
    if justified:
        return setting.width * setting.height * min(1, smallest / 40)
    return smallest * 0.965 ** len(setting.lines)


@lru_cache(maxsize=2048)
def _broken(words, count, face, tracking):
    """The words in so many lines, the longest as short as can be; a line should not end in an article."""
    if count == 1:
        return (" ".join(words),)
    best = None
    for last in range(count - 1, len(words)):
        head = _broken(words[:last], count - 1, face, tracking)
        lines = (*head, " ".join(words[last:]))
        cost = max(_ragged(line, face, tracking, line is lines[-1]) for line in lines)
        if best is None or cost < best[0]:
            best = cost, lines
    return best[1]


def _ragged(line, face, tracking, is_last):
    tail = line.rsplit(" ", 1)[-1]
    return _width(line, face, tracking) * (1 if is_last or len(tail) > 3 else 1.12)


@lru_cache(maxsize=8192)
def _width(text, face, tracking):
    """In ems; the last letter's tracking does not count."""
    return font(face, _TRIAL_SIZE).getlength(text) / _TRIAL_SIZE + tracking * (len(text) - 1)


@lru_cache(maxsize=64)
def _cap_height(face):
    """In ems. A script without capitals is measured by its own tall letter."""
    _, top, _, bottom = font(face, _TRIAL_SIZE).getbbox("H", anchor="ls")
    return (bottom - top) / _TRIAL_SIZE


def _shape(setting, align, fineness, pad):
    """The lettering as a mask, padded evenly so that its middle is the setting's middle."""
    size = round((setting.width + 2 * pad) * fineness), round((setting.height + 2 * pad) * fineness)
    shape = Image.new("L", size)
    draw_on = ImageDraw.Draw(shape)
    for line in setting.lines:
        slack = setting.width - _width(line.text, setting.face, setting.tracking) * line.size
        x = (pad + slack * {"left": 0, "centre": 0.5, "right": 1}[align]) * fineness
        y = (pad + line.baseline) * fineness
        drawn = font(setting.face, max(4, round(line.size * fineness)))
        stroke = round(FACES[setting.face].stroke * line.size * fineness)
        if not setting.tracking:
            draw_on.text((x, y), line.text, fill=255, font=drawn, anchor="ls", stroke_width=stroke)
            continue
        for letter, following in itertools.zip_longest(line.text, line.text[1:], fillvalue=""):
            draw_on.text((x, y), letter, fill=255, font=drawn, anchor="ls", stroke_width=stroke)
            advance = drawn.getlength(letter + following) - drawn.getlength(following)
            x += advance + setting.tracking * line.size * fineness
    return shape


def roman(year: int) -> str:
    """A year as the early studios wrote it."""
    steps = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    text, left = "", year
    for value, letters in (*steps, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text, left = text + letters * (left // value), left % value
    return text
