"""Where a picture is cut, and what it falls short of. No database."""

import re
from pathlib import Path

import pytest

from streamcms.publishing.admin_site.picture_words import USES, cell_words, focal_choices, warnings
from streamcms.publishing.artwork.fitness import WANTED, cut, flaws
from streamcms.publishing.artwork.ladder import LADDERS

STYLES = Path("theming/static/admin_theme/pictures.css").read_text()


@pytest.mark.parametrize(
    ("size", "shape", "focus", "expected"),
    [
        ((600, 900), (2, 3), (0.5, 0.5), (0, 0, 1, 1)),
        ((1600, 900), (2, 3), (0, 0.5), (0, 0, 0.375, 1)),
        ((1600, 900), (2, 3), (1, 0.5), (0.625, 0, 0.375, 1)),
        ((1000, 1000), (16, 9), (0.5, 0.25), (0, 0.109375, 1, 0.5625)),
    ],
)
def test_a_cut_is_held_at_the_focal_point(size, shape, focus, expected):
    assert cut(*size, shape, focus) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("role", "size", "kinds"),
    [
        ("poster", (1000, 1500), []),
        ("poster", (540, 810), []),
        ("poster", (539, 809), ["small"]),
        ("poster", (1600, 900), ["shape"]),
        ("poster", (300, 300), ["shape", "small"]),
        ("backdrop", (1920, 1080), []),
        ("backdrop", (1280, 1280), ["shape"]),
        ("still", (640, 360), []),
        ("portrait", (500, 750), []),
        ("portrait", (500, 300), ["shape", "small"]),
        ("logo", (800, 100), []),
        ("logo", (300, 500), ["shape", "small"]),
    ],
)
def test_what_is_small_or_of_the_wrong_shape_is_found(role, size, kinds):
    assert [flaw.kind for flaw in flaws(role, *size)] == kinds


def test_warnings_give_the_numbers():
    assert warnings("poster", 300, 300) == [
        "300 × 300 is not the shape of a poster, 2:3: 33 % of it will be cut away.",
        "300 × 300 pixels are few for a poster: at least 540 × 810, or it looks soft.",
    ]
    assert warnings("logo", 500, 600) == ["500 × 600 is not the shape of a logo: it should be wider than tall."]


def test_every_role_has_its_needs_and_every_use_its_words_and_its_frame():
    uses = [use for wanted in WANTED.values() for use in wanted.uses]

    assert WANTED.keys() == LADDERS.keys()
    assert {use.name for use in uses} == USES.keys()
    assert {"{}:{}".format(*use.shape) for use in uses} == set(re.findall(r'__crop\[data-shape="([\d:]+)"\]', STYLES))


def test_the_grid_is_read_row_by_row():
    rows = focal_choices()

    assert [words for words, _cells in rows] == [
        *("top edge", "row 2", "row 3", "row 4", "middle", "row 6", "row 7", "row 8", "bottom edge")
    ]
    assert [cell for _words, cells in rows for cell, _label in cells] == [str(n) for n in range(81)]
    assert (cell_words(40), cell_words("11")) == ("Row 5, column 5: centre", "Row 2, column 3")
