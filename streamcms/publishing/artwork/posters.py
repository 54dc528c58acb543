"""Posters for titles that have none: which school suits the genre and the year, and the printing."""

import hashlib
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random
from typing import NamedTuple

from PIL import Image

from streamcms.publishing.artwork.canvas import Canvas
from streamcms.publishing.artwork.genres import understood
from streamcms.publishing.artwork.palettes import PALETTES
from streamcms.publishing.artwork.schools import (
    deco,
    dreams,
    haunted,
    horizons,
    modern,
    paper,
    rooms,
    shadows,
    shows,
    silent,
    skies,
    tempera,
)
from streamcms.publishing.artwork.schools.brief import HEIGHT, WIDTH, Brief


class School(NamedTuple):
    """Years are those that it looks at home in; outside them it is chosen a quarter as often."""

    draw: Callable
    moods: tuple[str, ...]
    genres: dict[str, float]
    years: tuple[int, int] = (0, 9999)
    name_above: bool = True  # the picture can stand lower, with the name over it


SCHOOLS = (
    School(
        deco.deco,
        ("deco",),
        {"drama": 3, "music": 3, "romance": 2, "history": 2, "comedy": 1, "science-fiction": 3, "crime": 1},
        (1915, 1941),
        name_above=False,
    ),
    School(
        silent.agitation,
        ("agitation",),
        {"documentary": 4, "war": 2, "history": 3, "drama": 1.5, "action": 2},
        (1915, 1945),
        name_above=False,
    ),
    School(
        silent.crooked,
        ("dread", "wonder"),
        {"horror": 4, "fantasy": 3, "thriller": 0.7, "mystery": 0.9},
        (1900, 1938),
        name_above=False,
    ),
    School(shadows.blinds, ("noir",), {"film-noir": 4, "crime": 3, "mystery": 3, "thriller": 2}, (1931, 1962)),
    School(shadows.streetlamp, ("noir",), {"film-noir": 4, "crime": 3, "mystery": 2, "drama": 0.6}, (1928, 1962)),
    School(
        shadows.night_road,
        ("noir", "frontier"),
        {"film-noir": 3, "crime": 2, "thriller": 3, "action": 2, "drama": 0.5},
        (1940, 1999),
    ),
    School(haunted.manor, ("dread",), {"horror": 3, "mystery": 1}),
    School(haunted.woods, ("dread",), {"horror": 4, "thriller": 2, "fantasy": 1, "mystery": 1}),
    School(
        haunted.threshold, ("dread", "noir"), {"horror": 3, "thriller": 3, "mystery": 2, "film-noir": 1}, (1935, 9999)
    ),
    School(
        rooms.stairs,
        ("noir", "dread"),
        {"thriller": 3, "mystery": 3, "horror": 2, "crime": 1.5, "film-noir": 2},
        name_above=False,
    ),
    School(
        rooms.facade,
        ("noir", "cut paper", "blue hour"),
        {"mystery": 2, "thriller": 2, "crime": 2, "drama": 2, "romance": 1, "comedy": 1},
        (1928, 9999),
    ),
    School(
        shows.marquee,
        ("merry", "deco"),
        {"comedy": 2.5, "music": 4, "romance": 1},
        (1925, 1965),
        name_above=False,
    ),
    School(shows.juggler, ("merry", "toybox"), {"comedy": 2, "family": 3, "animation": 1}),
    School(
        shows.express,
        ("deco", "noir", "voyage"),
        {"adventure": 2, "action": 4, "thriller": 1.5, "western": 1},
        (1900, 1965),
    ),
    School(skies.orbs, ("pulp",), {"science-fiction": 9, "fantasy": 0.6}),
    School(horizons.frontier, ("frontier",), {"western": 12}),
    School(
        horizons.voyage,
        ("voyage",),
        {"adventure": 6, "family": 2, "fantasy": 0.8},
        name_above=False,
    ),
    School(skies.searchlights, ("iron",), {"war": 7, "history": 1.5, "action": 1.5}),
    School(paper.cut_paper, ("cut paper",), {"thriller": 3, "crime": 3, "drama": 3, "mystery": 2}, (1948, 1975)),
    School(paper.tiles, ("merry",), {"comedy": 4, "family": 2, "animation": 1.5}),
    School(modern.swiss, ("grid",), {"documentary": 4, "drama": 3, "history": 1}, (1955, 9999)),
    School(
        modern.sleeve,
        ("blue hour",),
        {"music": 6, "crime": 1.5, "drama": 2, "comedy": 1.5, "romance": 0.6},
        (1948, 1985),
        name_above=False,
    ),
    School(
        paper.vertigo,
        ("grid", "cut paper"),
        {"mystery": 3, "thriller": 4, "drama": 0.8, "science-fiction": 1},
        (1950, 9999),
    ),
    School(
        tempera.emblem,
        ("gouache",),
        {"drama": 3, "fantasy": 2, "romance": 1.5, "animation": 1, "mystery": 1, "horror": 1},
        (1950, 9999),
    ),
    School(
        tempera.quiet,
        ("quiet",),
        {"drama": 4, "comedy": 2, "mystery": 1, "documentary": 1, "romance": 1},
        name_above=False,
    ),
    School(dreams.tender, ("tender",), {"romance": 7, "drama": 0.8, "music": 1.5}),
    School(dreams.toybox, ("toybox",), {"animation": 6, "family": 3}),
    School(dreams.wonder, ("wonder",), {"fantasy": 5, "animation": 2, "adventure": 1, "family": 1.5}),
    School(
        modern.riso,
        ("riso",),
        {"drama": 3, "comedy": 2, "romance": 1.5, "documentary": 2, "music": 2, "animation": 1},
        (1985, 9999),
    ),
)
NAME_ABOVE = 270  # pixels that a picture stands lower when the name goes over it
_FOR_ANY_GENRE = {tempera.quiet: 1.0, modern.swiss: 1.0, tempera.emblem: 1.0, paper.cut_paper: 0.6, deco.deco: 0.6}


def poster(name: str, year: int | None, genres: Sequence[str], seed: str) -> Image.Image:
    """Draw 720 x 1080 pixels; the same inputs give the same picture. Genres are slugs, the first weighing most."""
    random = seeded("poster", name, year, *genres, seed)
    school = _chosen(random, year, understood(genres))
    palette = random.choice(PALETTES[random.choice(school.moods)])
    canvas = Canvas(WIDTH, HEIGHT, palette.ground, random)
    canvas.drop = NAME_ABOVE if school.name_above and random.random() < 0.42 else 0
    school.draw(canvas, Brief(name, year, random, palette))
    return canvas.printed()


def encode_original(image: Image.Image) -> bytes:
    """JPEG, as the ladder reads it: good enough to make every rendition from."""
    stream = BytesIO()
    image.save(stream, "JPEG", quality=92, subsampling="4:4:4")
    return stream.getvalue()


def seeded(*parts) -> Random:
    """Chance that depends on nothing but the parts: not on the process, nor on the machine."""
    return Random(hashlib.sha256(repr(parts).encode()).digest())


def _chosen(random, year, genres):
    weights = [_fitness(school, year, genres) for school in SCHOOLS]
    return random.choices(SCHOOLS, weights)[0]


def _fitness(school, year, genres):
    weight = _FOR_ANY_GENRE.get(school.draw, 0.0) * (0.04 if genres else 1)
    for rank, genre in enumerate(genres):
        weight += school.genres.get(genre, 0) / (1 + rank) ** 1.5
    first, last = school.years
    return weight if year is None or first <= year <= last else weight / 4
