"""What an editor is told of a picture: where it is cut, what it falls short of, where its focal point lies."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from streamcms.publishing.artwork.fitness import WANTED, flaws
from streamcms.publishing.images import CENTRE, FOCAL_GRID, Image

USES = {
    "card": gettext_lazy("cards and lists"),
    "wide": gettext_lazy("top of a page, wide screen"),
    "phone": gettext_lazy("top of a page, phone"),
    "video": gettext_lazy("videos"),
    "link": gettext_lazy("links elsewhere"),
    "episode": gettext_lazy("episodes"),
    "person": gettext_lazy("people"),
}
# Numbers are put in here, and likewise in the browser, which knows a file before the server does.
SMALL = gettext_lazy(
    "{width} × {height} pixels are few for a {role}: at least {least_width} × {least_height}, or it looks soft."
)
SHAPE = gettext_lazy("{width} × {height} is not the shape of a {role}, {shape}: {lost} % of it will be cut away.")
UNCUT_SHAPE = gettext_lazy("{width} × {height} is not the shape of a {role}: it should be wider than tall.")


def role_words(role):
    return str(Image.Role(role).label)


def shape_words(shape):
    return f"{shape[0]}:{shape[1]}"


def warnings(role, width, height):
    """Sentences; none of them forbids the picture."""
    wanted = WANTED[role]
    numbers = {
        "width": width,
        "height": height,
        "role": role_words(role),
        "least_width": wanted.least[0],
        "least_height": wanted.least[1],
        "shape": shape_words(wanted.shape),
    }
    texts = {"small": SMALL, "shape": shape_sentence(role)}
    return [str(texts[flaw.kind]).format(**numbers, lost=round(flaw.lost * 100)) for flaw in flaws(role, width, height)]


def shape_sentence(role):
    return SHAPE if WANTED[role].uses else UNCUT_SHAPE


def focal_choices():
    """[(words of a row of the grid, [(cell, words)])] for a select."""
    return [(_row_words(row), [(str(cell), cell_words(cell)) for cell in _cells(row)]) for row in range(FOCAL_GRID)]


def _cells(row):
    return range(row * FOCAL_GRID, (row + 1) * FOCAL_GRID)


def _row_words(row):
    named = {0: _("top edge"), FOCAL_GRID // 2: _("middle"), FOCAL_GRID - 1: _("bottom edge")}
    return named.get(row) or _("row %d") % (row + 1)


def cell_words(cell):
    row, column = divmod(int(cell), FOCAL_GRID)
    words = _("row %(row)d, column %(column)d") % {"row": row + 1, "column": column + 1}
    return _("%s: centre") % capfirst(words) if int(cell) == CENTRE else capfirst(words)
