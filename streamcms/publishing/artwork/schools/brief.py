"""What a school is asked to draw, and the two lines of lettering that every poster carries."""

from random import Random
from typing import NamedTuple

from streamcms.publishing.artwork import lettering
from streamcms.publishing.artwork.canvas import Canvas
from streamcms.publishing.artwork.fonts import face_that_can_letter
from streamcms.publishing.artwork.lettering import Box
from streamcms.publishing.artwork.palettes import Colour, Palette, readable

WIDTH, HEIGHT = 720, 1080
MARGIN = 48
_SETTING_OPTIONS = ("capitals", "leading", "tracking", "largest", "justified")
_SMALL = 58  # below this size of type a wide face gives way to a narrow one


class Brief(NamedTuple):
    name: str
    year: int | None
    random: Random
    palette: Palette

    @property
    def headline(self) -> str:
        """The name, or the year where no face has the name's letters: never empty boxes."""
        letters = "".join(self.name.split())
        return self.name if letters and face_that_can_letter(letters, "narrow") else self._year

    @property
    def small_line(self) -> str:
        return self._year if self.headline != self._year else ""

    @property
    def _year(self):
        return str(self.year) if self.year else ""


def letter(canvas: Canvas, brief: Brief, box: Box, face: str, colour: Colour, **options) -> Box:
    """Set the headline in the box, or above a lowered picture; returns the box of its ink.

    The colour gives way to light or ink where it would not be read. Options are those of set_name and of draw.
    """
    how = {key: options.pop(key) for key in _SETTING_OPTIONS if key in options}
    if canvas.drop:
        box = Box(box.left, 86, box.right, 86 + min(box.height, canvas.drop - 112))
        options["stand"] = "top"
    setting = lettering.set_name(brief.headline, box, face, **how)
    if setting and min(line.size for line in setting.lines) < _SMALL:
        narrow = lettering.set_name(brief.headline, box, "narrow", **how | {"tracking": 0.0, "leading": 1.2})
        setting = max(setting, narrow, key=lambda each: min(line.size for line in each.lines))
    p = brief.palette
    return lettering.draw(canvas, setting, box, readable(canvas.mean(*box), colour, p.light, p.ink), **options)


def sign(canvas: Canvas, brief: Brief, x, y, colour: Colour, **options) -> Box:
    """The small line, the year: at the foot, or over the name where that stands above the picture."""
    y = 58 if canvas.drop else y
    p = brief.palette
    below = canvas.mean(x - 40, y - 24, x + 40, y + 4)
    return lettering.note(canvas, brief.small_line, x, y, readable(below, colour, p.light, p.ink), **options)
