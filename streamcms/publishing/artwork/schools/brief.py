"""What a school is asked to draw, and the two lines of lettering that every poster carries."""

from random import Random
from typing import NamedTuple

from streamcms.publishing.artwork import lettering
from streamcms.publishing.artwork.canvas import Canvas
from streamcms.publishing.artwork.fonts import face_that_can_letter
from streamcms.publishing.artwork.lettering import Box
from streamcms.publishing.artwork.palettes import Colour, Palette

WIDTH, HEIGHT = 720, 1080
MARGIN = 48


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
    """Set the headline in the box; returns the box of its ink. Options are those of set_name and of draw."""
    how = {key: options.pop(key) for key in ("capitals", "leading", "tracking", "largest", "justified") if key in options}
    return lettering.draw(canvas, lettering.set_name(brief.headline, box, face, **how), box, colour, **options)


def sign(canvas: Canvas, brief: Brief, x, y, colour: Colour, **options) -> Box:
    """The small line: the year."""
    return lettering.note(canvas, brief.small_line, x, y, colour, **options)
