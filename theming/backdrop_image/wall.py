"""Draws the wall: each poster goes by one warp from its file's pixels to where it stands, on two threads."""

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from theming.backdrop_image.geometry import RATIO, corner, plane_to_picture, project

THREADS = 2
NEUTRAL = (24, 24, 26)  # between the posters: what shows where a format knows no transparency
_COARSE = 16
_USUAL = 1.08  # shapes that differ less from 2:3 are stretched; others keep theirs and leave a part of their place bare


def draw(hung, look, width, height):
    """Hang [(cell, poster)]; an array of shape (height, width, 4): RGB and how far each pixel is covered, 0..255."""
    canvas = np.empty((height, width, 4), dtype=np.uint8)
    canvas[:] = (*NEUTRAL, 0)
    matrix = plane_to_picture(look, width, height)

    def warp(one):
        cell, poster = one
        return _warped(poster.image, look, _place(matrix, look, cell, poster.image), width, height)

    with ThreadPoolExecutor(THREADS, thread_name_prefix="wall") as pool:
        for box, pixels in pool.map(warp, hung):
            if box:
                _lay(canvas, box, pixels)
    return blurred(canvas, look.blur * width / 1920) if look.blur else canvas


def _place(matrix, look, cell, image):
    """The homography from a poster's own pixels to the picture."""
    left, top = corner(look, cell.column, cell.row)
    across, down = 1.0, RATIO
    odd = image.height / image.width / RATIO
    if odd > _USUAL:
        across /= odd
    elif odd < 1 / _USUAL:
        down *= odd
    left, top = left + (1 - across) / 2, top + (RATIO - down) / 2
    scaled = np.diag([across / image.width, down / image.height, 1.0])
    scaled[:2, 2] = left, top
    return matrix @ scaled


def _warped(image, look, place, width, height):
    """The part of the picture that a poster covers: (left, top, right, bottom) and its pixels; (None, None) if none."""
    edge = np.array([(0, 0), (image.width, 0), (image.width, image.height), (0, image.height)], dtype=float)
    quad = project(place, edge)
    left, top = np.maximum(np.floor(quad.min(axis=0)).astype(int) - 1, 0)
    right, bottom = np.minimum(np.ceil(quad.max(axis=0)).astype(int) + 1, (width, height))
    if left >= right or top >= bottom:
        return None, None
    coefficients = np.linalg.inv(place) @ np.array(
        [[1, 0, left], [0, 1, top], [0, 0, 1.0]]
    )  # Pillow adds the half pixel itself
    coefficients = (coefficients / coefficients[2, 2]).ravel()[:8]
    size = int(right - left), int(bottom - top)
    card = _card(image, look.radius)
    warped = card.transform(size, Image.Transform.PERSPECTIVE, coefficients.tolist(), Image.Resampling.BILINEAR)
    return (left, top, right, bottom), np.asarray(warped)


def _card(image, radius):
    """The poster; its fourth band says how far a pixel is covered, and fades over the outermost pixels."""
    pixels = np.array(image.convert("RGBX"))
    pixels[..., 3] = _cover(image.size, radius)
    return Image.fromarray(pixels, "RGBX")  # four bands, none of which Pillow takes for transparency


@lru_cache(maxsize=64)
def _cover(size, radius):
    width, height = size
    fine, soft = 4, 2
    mask = Image.new("L", (width * fine, height * fine))
    corners = (soft * fine, soft * fine, (width - soft) * fine - 1, (height - soft) * fine - 1)
    ImageDraw.Draw(mask).rounded_rectangle(corners, radius * width * fine / 100, fill=255)
    return np.asarray(mask.reduce(fine).filter(ImageFilter.BoxBlur(1)))


def _lay(canvas, box, pixels):
    """Where it covers more than what is there. Four bytes at once: a quarter of the time."""
    left, top, right, bottom = box
    there = canvas[top:bottom, left:right]
    covers = pixels[..., 3] > there[..., 3]
    np.copyto(there.view(np.uint32)[..., 0], pixels.view(np.uint32)[..., 0], where=covers)


def blurred(canvas, radius):
    """What is bare takes no part in the blur of colours, only in that of the edges."""
    soft = Image.fromarray(canvas, "RGBA").convert("RGBa").filter(ImageFilter.GaussianBlur(radius)).convert("RGBA")
    found = np.array(soft)
    found[found[..., 3] == 0, :3] = NEUTRAL
    return found


def glow(canvas, strength=0.4):
    """In place: the posters' own colours, spread wide, light what is bare."""
    height, width = canvas.shape[:2]
    small = Image.fromarray(canvas, "RGBA").convert("RGBa").reduce(_COARSE)
    light = small.filter(ImageFilter.GaussianBlur(small.height / 7)).convert("RGBA")
    light = np.asarray(light.resize((width, height), Image.Resampling.BICUBIC)).astype(np.uint32)
    over = canvas[..., 3:].astype(np.uint32)
    below = np.minimum(light[..., 3:] * round(strength * 512) // 256, 255) * (255 - over) // 255
    cover = over + below
    mixed = (canvas[..., :3] * over + light[..., :3] * below) // np.maximum(cover, 1)
    canvas[..., :3] = np.where(cover > 0, mixed, canvas[..., :3])
    canvas[..., 3:] = cover
