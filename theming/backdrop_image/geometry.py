"""Where each poster of the wall stands in the picture: a plane, turned, tilted back and seen in perspective.

Plane units: a poster is 1 wide and 1.5 high. Picture coordinates are pixels. Between them stands a homography
(Hartley and Zisserman, "Multiple View Geometry", 2003, section 2.3).
"""

import math
from typing import NamedTuple

import numpy as np

RATIO = 1.5  # of a poster's height to its width
SAFE_AREA = (0.3, 0.35, 0.7, 0.65)  # left, top, right, bottom as shares: no poster that shows in it is cut
_TILT = math.radians(36)
_DISTANCE = 1.9  # of the eye from the plane, in widths of the picture


class Cell(NamedTuple):
    """`quad`: the corners in the picture, clockwise from the top left; shape (4, 2)."""

    column: int
    row: int
    quad: np.ndarray


def plane_to_picture(look, width, height):
    """A 3x3 matrix; the plane's origin lands on the focus."""
    angle = math.radians(look.angle)
    scale = look.zoom * width / (look.columns * (1 + look.gap / 100))
    turned = np.array([[math.cos(angle), -math.sin(angle), 0], [math.sin(angle), math.cos(angle), 0], [0, 0, 1]])
    turned[:2] *= scale
    nearness = math.sin(_TILT) / (_DISTANCE * width)
    tilted = np.array([[1, 0, 0], [0, math.cos(_TILT), 0], [0, -nearness, 1]])
    moved = np.array([[1, 0, look.focus[0] * width], [0, 1, look.focus[1] * height], [0, 0, 1]])
    return moved @ tilted @ turned


def project(matrix, points):
    """Points of shape (n, 2) through a homography; those behind the eye become NaN."""
    homogeneous = np.c_[points, np.ones(len(points))] @ matrix.T
    depth = homogeneous[:, 2:]
    return np.where(depth > 0.05, homogeneous[:, :2] / np.where(depth > 0.05, depth, 1), np.nan)


def corner(look, column, row):
    """The top left corner of a cell in the plane."""
    across, down = 1 + look.gap / 100, RATIO + look.gap / 100
    lower = (column % 2) / 2 if look.is_staggered else 0
    return (column + look.shift) * across - 0.5, (row + lower) * down - RATIO / 2


def cells(look, width, height):
    """Every cell of the wall that touches the picture, row by row."""
    matrix = plane_to_picture(look, width, height)
    across, down = _reach(look, matrix, width, height)
    places = [(column, row) for row in range(-down, down + 1) for column in range(-across, across + 1)]
    corners = np.array([corner(look, *place) for place in places])
    corners = corners[:, None] + np.array([(0, 0), (1, 0), (1, RATIO), (0, RATIO)])
    quads = project(matrix, corners.reshape(-1, 2)).reshape(-1, 4, 2)
    near = (quads.max(axis=1) > 0).all(axis=1) & (quads.min(axis=1) < (width, height)).all(axis=1)  # NaN never is
    return [
        Cell(*places[number], quads[number])
        for number in np.flatnonzero(near)
        if not is_cut(quads[number], width, height) or _touches(quads[number], (0, 0, width, height))
    ]


def _reach(look, matrix, width, height):
    """How many columns and rows away from the middle the picture's corners lie."""
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=float)
    plane = np.abs(project(np.linalg.inv(matrix) / np.linalg.inv(matrix)[2, 2], corners))
    plane = np.nan_to_num(plane, nan=60)
    return math.ceil(plane[:, 0].max() / (1 + look.gap / 100)) + 1, math.ceil(plane[:, 1].max() / RATIO) + 2


def _touches(quad, box):
    """Whether a convex quadrilateral and a box overlap: no side of either parts them."""
    rectangle = np.array([(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])], dtype=float)
    sides = np.roll(quad, -1, axis=0) - quad
    for axis in [*np.c_[-sides[:, 1], sides[:, 0]], np.array([1.0, 0]), np.array([0, 1.0])]:
        ours, others = quad @ axis, rectangle @ axis
        if ours.max() <= others.min() or others.max() <= ours.min():
            return False
    return True


def about_the_focus(places, look, width, height):
    """The same cells, the nearest to the focus first; those of one row before those above and below it."""

    def distance(cell):
        x, y = cell.quad.mean(axis=0) - (look.focus[0] * width, look.focus[1] * height)
        return round(float(np.hypot(x, y * 3)), 3), cell.row, cell.column

    return sorted(places, key=distance)


def touches_safe_area(quad, width, height):
    left, top, right, bottom = SAFE_AREA
    return _touches(quad, (left * width, top * height, right * width, bottom * height))


def is_cut(quad, width, height):
    """Whether a part of a poster lies beyond the picture's edge."""
    return bool((quad < 0).any() or (quad[:, 0] > width).any() or (quad[:, 1] > height).any())


def distances(places, look):
    """How far the middles of cells are from each other in the plane; shape (n, n)."""
    corners = np.array([corner(look, cell.column, cell.row) for cell in places]).reshape(-1, 2)
    return np.linalg.norm(corners[:, None] - corners[None], axis=2)


def touching(places, look):
    """Which cells stand side by side or one upon the other: a symmetric matrix of 0 and 1."""
    corners = np.array([corner(look, cell.column, cell.row) for cell in places]).reshape(-1, 2)
    across, down = np.moveaxis(np.abs(corners[:, None] - corners[None]), 2, 0)
    is_column = (across < 0.5) & (down < 1.5 * RATIO)
    is_row = (across > 0.5) & (across < 1.9) & (down < 0.9 * RATIO)
    return ((is_column | is_row) & ~np.eye(len(places), dtype=bool)).astype(float)
