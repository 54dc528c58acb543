"""The faces that posters are lettered in, found in installed packages; each is under the SIL Open Font License."""

import importlib.metadata
from functools import lru_cache
from typing import NamedTuple

from PIL import ImageFont


class Face(NamedTuple):
    """A file in a package from PyPI; axes are those of a variable font, in its own order."""

    package: str
    file: str
    axes: tuple[int, ...] = ()
    kin: str = "narrow"  # the face to try when this one lacks a letter
    stroke: float = 0.0  # in ems, added around letters too thin for a poster


FACES = {
    "gothic": Face("fontpkg-anton", "Anton-Regular.ttf"),
    "narrow": Face("fontpkg-oswald", "Oswald[wght].ttf", (600,), kin="arabic"),
    "narrow-light": Face("fontpkg-oswald", "Oswald[wght].ttf", (300,), kin="arabic"),
    "serif": Face("fontpkg-dm-serif-display", "DMSerifDisplay-Regular.ttf", kin="fine-serif"),
    "serif-italic": Face("fontpkg-dm-serif-display", "DMSerifDisplay-Italic.ttf", kin="fine-serif"),
    "fine-serif": Face("fontpkg-playfair-display", "PlayfairDisplay[wght].ttf", (600,)),
    "fat-serif": Face("fontpkg-playfair-display", "PlayfairDisplay[wght].ttf", (900,)),
    "fat-italic": Face("fontpkg-playfair-display", "PlayfairDisplay-Italic[wght].ttf", (900,)),
    "deco": Face("fontpkg-josefin-sans", "JosefinSans[wght].ttf", (700,)),
    "deco-light": Face("fontpkg-josefin-sans", "JosefinSans[wght].ttf", (300,), kin="narrow-light"),
    "slab": Face("fontpkg-alfa-slab-one", "AlfaSlabOne-Regular.ttf"),
    "grotesk": Face("fontpkg-archivo", "Archivo[wdth,wght].ttf", (700, 100)),
    "wide": Face("fontpkg-archivo", "Archivo[wdth,wght].ttf", (850, 125)),
    "plain": Face("fontpkg-archivo", "Archivo[wdth,wght].ttf", (500, 100)),
    "round": Face("font-fredoka-one", "FredokaOne-Regular.ttf"),
    "hand": Face("font-amatic-sc", "AmaticSC-Bold.ttf", stroke=0.011),
    "arabic": Face("fontpkg-cairo", "Cairo[slnt,wght].ttf", (800, 0), kin=""),
}


def face_that_can_letter(text: str, preferred: str) -> str | None:
    """The preferred face or the nearest of kin that has every letter; None when no face has them."""
    name = preferred
    while name:
        if all(_has_letter(name, letter) for letter in set(text) if not letter.isspace()):
            return name
        name = FACES[name].kin
    return None


@lru_cache(maxsize=256)
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels, or Pillow's own where its package is not installed."""
    path = _path(FACES[face])
    if path is None:
        return ImageFont.load_default(size)
    loaded = ImageFont.truetype(path, size)
    if FACES[face].axes:
        loaded.set_variation_by_axes(list(FACES[face].axes))
    return loaded


@lru_cache(maxsize=64)
def _path(face):
    try:
        distribution = importlib.metadata.distribution(face.package)
    except importlib.metadata.PackageNotFoundError:
        return None
    found = next((file for file in distribution.files or () if file.name == face.file), None)
    return str(distribution.locate_file(found)) if found else None


@lru_cache(maxsize=4096)
def _has_letter(face, letter):
    """A missing letter is drawn as the same box as a code point that no font has."""
    return bytes(font(face, 24).getmask(letter)) != _missing(face)


@lru_cache(maxsize=64)
def _missing(face):
    return bytes(font(face, 24).getmask("\U0010fffe"))
