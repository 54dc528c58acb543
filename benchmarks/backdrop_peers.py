"""The same wall by OpenCV, pyvips, ImageMagick and plain Pillow: benchmarks/backdrops.py measures them."""

import shutil
import subprocess
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw

from theming.backdrop_image import encoding, fading, geometry

WIDTH, HEIGHT = 1920, 1080
_POSTERS = 80


class Missing(Exception):
    """The other library is not installed."""


def _quads(look):
    return [cell.quad for cell in geometry.cells(look, WIDTH, HEIGHT)[:_POSTERS]]


def _corners(size):
    return np.array([(0, 0), (size[0], 0), (size[0], size[1]), (0, size[1])], dtype=np.float32)


def _cover(size, look):
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).rounded_rectangle((2, 2, size[0] - 3, size[1] - 3), look.radius * size[0] / 100, fill=255)
    return np.asarray(mask)


def _homography(source, target):
    """Eight numbers that take `target` to `source`, as Pillow wants them."""
    rows, values = [], []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return np.linalg.solve(np.array(rows), np.array(values))


def _faded(canvas, look):
    field = fading.field(look, WIDTH, HEIGHT)
    canvas[..., 3] = (canvas[..., 3].astype(np.uint16) * field // 255).astype(np.uint8)
    return canvas


def opencv(folder, look):
    """Reduced decoding where it is enough, warpPerspective into each poster's box, imencode."""
    try:
        import cv2
    except ImportError:
        raise Missing("opencv-python-headless is not installed") from None
    cv2.setNumThreads(2)

    def draw(sources, look, clock):
        canvas = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        for (_name, data), quad in zip(sources, _quads(look), strict=True):
            wanted = WIDTH / look.columns
            raw = np.frombuffer(data, np.uint8)
            width = Image.open(BytesIO(data)).width
            flag = cv2.IMREAD_REDUCED_COLOR_4 if width >= 4 * wanted else cv2.IMREAD_COLOR
            flag = cv2.IMREAD_REDUCED_COLOR_2 if 2 * wanted <= width < 4 * wanted else flag
            picture = cv2.imdecode(raw, flag)
            size = picture.shape[1], picture.shape[0]
            card = np.dstack([picture, _cover(size, look)])
            left, top = np.maximum(np.floor(quad.min(axis=0)).astype(int), 0)
            right, bottom = np.minimum(np.ceil(quad.max(axis=0)).astype(int), (WIDTH, HEIGHT))
            matrix = cv2.getPerspectiveTransform(_corners(size), (quad - (left, top)).astype(np.float32))
            warped = cv2.warpPerspective(card, matrix, (int(right - left), int(bottom - top)), flags=cv2.INTER_LINEAR)
            there = canvas[top:bottom, left:right]
            np.copyto(there, warped, where=(warped[..., 3] > there[..., 3])[..., None])
        clock.lap("decode and warp")
        canvas = _faded(canvas, look)
        try:
            quality = [cv2.IMWRITE_AVIF_QUALITY, encoding.AVIF["quality"], cv2.IMWRITE_AVIF_SPEED, 9]
            data = cv2.imencode(".avif", canvas, quality)[1].tobytes()
            clock.lap("encode by OpenCV")
        except (cv2.error, AttributeError):
            data = encoding.avif_of(canvas[..., [2, 1, 0, 3]])
            clock.lap("encode by Pillow (no AVIF in this OpenCV)")
        return data

    return draw


def pyvips(folder, look):
    """Shrink on load, a map of coordinates for each poster, bilinear; composed, and saved by libvips."""
    try:
        import pyvips as vips
    except (ImportError, OSError):
        raise Missing("pyvips or libvips is not installed") from None

    def draw(sources, look, clock):
        pieces, xs, ys = [], [], []
        for (_name, data), quad in zip(sources, _quads(look), strict=True):
            picture = vips.Image.thumbnail_buffer(data, round(WIDTH / look.columns * 1.2), height=10_000)
            cover = vips.Image.new_from_array(_cover((picture.width, picture.height), look))
            card = picture.bandjoin(cover.cast("uchar"))
            left, top = np.maximum(np.floor(quad.min(axis=0)).astype(int), 0)
            right, bottom = np.minimum(np.ceil(quad.max(axis=0)).astype(int), (WIDTH, HEIGHT))
            a, b, c, d, e, f, g, h = _homography(_corners((picture.width, picture.height)), quad - (left, top)).tolist()
            index = vips.Image.xyz(int(right - left), int(bottom - top))
            x, y = index[0], index[1]
            depth = x * g + y * h + 1
            where = ((x * a + y * b + c) / depth).bandjoin((x * d + y * e + f) / depth)
            warped = card.mapim(where, interpolate=vips.Interpolate.new("bilinear"))
            pieces.append(warped.copy(interpretation="srgb"))
            xs.append(int(left))
            ys.append(int(top))
        ground = vips.Image.black(WIDTH, HEIGHT, bands=4).copy(interpretation="srgb")
        whole = ground.composite(pieces, "over", x=xs, y=ys).cast("uchar")
        field = vips.Image.new_from_array(fading.field(look, WIDTH, HEIGHT)).cast("uchar")
        whole = whole[:3].bandjoin((whole[3] * field / 255).cast("uchar"))
        data = whole.heifsave_buffer(Q=encoding.AVIF["quality"], compression="av1", effort=0)
        clock.lap("all, lazily")
        return data

    return draw


def imagemagick(folder, look):
    """One command: each poster read with a size hint, distorted in perspective into the picture, written as AVIF."""
    program = shutil.which("magick") or shutil.which("convert")
    version = program and subprocess.run([program, "-version"], capture_output=True, text=True).stdout
    if not version or "ImageMagick" not in version:
        raise Missing("ImageMagick is not installed")
    suffix = "avif" if "heic" in version or "HEIC" in version else "png"

    def draw(sources, look, clock):
        command = [program, "-size", f"{WIDTH}x{HEIGHT}", "xc:none", "-virtual-pixel", "transparent"]
        hint = round(WIDTH / look.columns * 1.2)
        for (name, data), quad in zip(sources, _quads(look), strict=True):
            width, height = Image.open(BytesIO(data)).size
            pairs = " ".join(
                f"{x},{y} {u:.2f},{v:.2f}" for (x, y), (u, v) in zip(_corners((width, height)), quad, strict=True)
            )
            one = ["-define", f"jpeg:size={hint}x{hint * 3 // 2}", f"{folder}/{name}", "-resize", f"{width}x{height}!"]
            viewport = ["-set", "option:distort:viewport", f"{WIDTH}x{HEIGHT}+0+0", "-interpolate", "bilinear"]
            command += [
                "(",
                *one,
                "-alpha",
                "set",
                *viewport,
                "-filter",
                "point",
                "-distort",
                "Perspective",
                pairs,
                ")",
            ]
            command += ["-composite"]
        target = f"{folder}/out.{suffix}"
        subprocess.run([*command, "-quality", str(encoding.AVIF["quality"]), target], check=True, capture_output=True)
        clock.lap(f"one command, {suffix}")
        with open(target, "rb") as file:
            return file.read()

    return draw


def plain_pillow(folder, look):
    """As one would first write it: whole pictures, a transform of the whole canvas for each, alpha_composite."""

    def draw(sources, look, clock):
        canvas = Image.new("RGBA", (WIDTH, HEIGHT))
        for (_name, data), quad in zip(sources, _quads(look), strict=True):
            picture = Image.open(BytesIO(data)).convert("RGBA")
            picture.putalpha(Image.fromarray(_cover(picture.size, look)))
            numbers = _homography(_corners(picture.size), quad).tolist()
            method, filtered = Image.Transform.PERSPECTIVE, Image.Resampling.BILINEAR
            canvas.alpha_composite(picture.transform((WIDTH, HEIGHT), method, numbers, filtered))
        clock.lap("decode and warp")
        data = encoding.avif_of(_faded(np.array(canvas), look))
        clock.lap("encode")
        return data

    return draw


METHODS = {"opencv": opencv, "pyvips": pyvips, "imagemagick": imagemagick, "plain pillow": plain_pillow}
