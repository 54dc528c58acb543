"""How the wall fades into nothing: a field of 0..255 over the picture."""

import numpy as np
from PIL import Image

_COARSE = 8  # the field is smooth, so it is worked out at an eighth


def field(look, width, height):
    """uint8, shape (height, width): 255 where the wall stands in full."""
    small = -(-width // _COARSE), -(-height // _COARSE)
    x = (np.arange(small[0], dtype=np.float32)[None] + 0.5) / small[0]
    y = (np.arange(small[1], dtype=np.float32)[:, None] + 0.5) / small[1]
    found = np.broadcast_to(_SHAPES[look.fade](x, y, *look.focus), (small[1], small[0]))
    coarse = Image.fromarray(np.round(np.clip(found, 0, 1) * 255).astype(np.uint8))
    return np.asarray(coarse.resize((width, height), Image.Resampling.BILINEAR))


def _step(low, high, value):
    t = np.clip((value - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def _edges(x, y, focus_x, focus_y):
    """Full about the focus, gone at the sides and below; the top stays lighter."""
    across = np.where(x < focus_x, x / max(focus_x, 0.05), (1 - x) / max(1 - focus_x, 0.05))
    down = np.where(y < focus_y, y / max(focus_y, 0.05), (1 - y) / max(1 - focus_y, 0.05))
    above = 0.35 + 0.65 * _step(0, 0.6, down)
    return _step(0, 0.55, across) * np.where(y < focus_y, above, _step(0.02, 0.75, down))


def _oval(x, y, focus_x, focus_y):
    return 1 - _step(0.3, 1, np.hypot((x - focus_x) / 0.62, (y - focus_y) / 0.62))


def _down(x, y, focus_x, focus_y):
    return 1 - _step(min(focus_y, 0.9), 1, y + 0 * x)


def _none(x, y, focus_x, focus_y):
    return np.ones_like(x + y)


_SHAPES = {"edges": _edges, "oval": _oval, "down": _down, "none": _none}
