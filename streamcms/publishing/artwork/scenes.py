"""Wide pictures without words: backdrops for titles, stills for episodes."""

from collections.abc import Sequence

from PIL import Image

from streamcms.publishing.artwork.canvas import Canvas
from streamcms.publishing.artwork.genres import understood
from streamcms.publishing.artwork.palettes import PALETTES
from streamcms.publishing.artwork.posters import seeded
from streamcms.publishing.artwork.scenery import interiors, night_sky, open_air
from streamcms.publishing.artwork.schools.brief import Brief

# Genre: the places that it is set in, the likeliest first; and the moods of its palettes.
PLACES = {
    "horror": ((open_air.woods, interiors.corridor, open_air.sea, interiors.blinds), ("dread",)),
    "science-fiction": ((night_sky.planet, interiors.corridor, night_sky.city, open_air.badlands), ("pulp", "wonder")),
    "action": ((open_air.road, night_sky.city, open_air.mountains, interiors.corridor), ("noir", "pulp")),
    "western": ((open_air.badlands, open_air.mountains, open_air.road), ("frontier",)),
    "film-noir": ((interiors.blinds, night_sky.city, open_air.road, interiors.rain), ("noir",)),
    "crime": ((night_sky.city, interiors.rain, interiors.blinds, open_air.road), ("noir", "blue hour")),
    "thriller": ((interiors.corridor, interiors.rain, open_air.road, interiors.blinds), ("noir", "dread")),
    "mystery": ((interiors.blinds, open_air.woods, interiors.corridor, open_air.sea), ("noir", "wonder")),
    "war": ((night_sky.searchlights, open_air.mountains, open_air.road), ("iron",)),
    "history": ((open_air.mountains, night_sky.searchlights, open_air.sea), ("iron", "deco")),
    "romance": ((interiors.rain, open_air.sea, open_air.hills, interiors.colour_field), ("tender",)),
    "music": ((interiors.stage, interiors.colour_field, interiors.rain), ("deco", "blue hour")),
    "comedy": ((interiors.stage, night_sky.city, open_air.hills, interiors.colour_field), ("merry", "riso")),
    "animation": ((open_air.hills, open_air.mountains, interiors.colour_field), ("toybox", "wonder")),
    "family": ((open_air.hills, interiors.stage, open_air.sea), ("toybox", "voyage")),
    "fantasy": ((open_air.mountains, open_air.woods, night_sky.planet, open_air.sea), ("wonder",)),
    "adventure": ((open_air.sea, open_air.mountains, open_air.badlands), ("voyage", "frontier")),
    "documentary": (
        (interiors.projector, interiors.colour_field, open_air.mountains, night_sky.city),
        ("agitation", "quiet"),
    ),
    "drama": (
        (interiors.rain, interiors.blinds, open_air.road, open_air.sea, interiors.colour_field),
        ("blue hour", "gouache", "quiet"),
    ),
}
_ANYWHERE = (
    (interiors.projector, interiors.colour_field, open_air.mountains, night_sky.city),
    ("deco", "gouache", "quiet"),
)
_DAYLIGHT = (open_air.hills,)


def backdrop(name: str, year: int | None, genres: Sequence[str], seed: str) -> Image.Image:
    """Draw 1600 x 900 pixels for a title; the same inputs give the same picture. Genres are slugs."""
    random = seeded("backdrop", name, year, *genres, seed)
    places, moods = _setting(random, understood(genres))
    place = random.choices(places, [1 / (1 + rank) for rank in range(len(places))])[0]
    return _drawn(place, 1600, 900, random.choice(PALETTES[random.choice(moods)]), random)


def still(show_name: str, season: int, episode: int, genres: Sequence[str], seed: str) -> Image.Image:
    """Draw 960 x 540 pixels for an episode. A season keeps its palette; neighbours never share a place."""
    season_random = seeded("season", show_name, season, *genres, seed)
    genres = understood(genres)
    palettes = PALETTES[season_random.choice(_setting(season_random, genres)[1])]
    near = dict.fromkeys(place for genre in (*genres, "drama") for place in PLACES.get(genre, _ANYWHERE)[0])
    places = [place for place in near if place is not interiors.colour_field]  # an episode happens somewhere
    season_random.shuffle(places)
    random = seeded("still", show_name, season, episode, *genres, seed)
    palette = palettes[(season + episode // len(places)) % len(palettes)]
    return _drawn(places[episode % len(places)], 960, 540, palette, random)


def _setting(random, genres):
    known = [PLACES[genre] for genre in genres if genre in PLACES] or [_ANYWHERE]
    return random.choices(known, [1 / (1 + rank) ** 1.5 for rank in range(len(known))])[0]


def _drawn(place, width, height, palette, random):
    palette = palette if place in _DAYLIGHT else palette.night
    canvas = Canvas(width, height, palette.ground, random, fineness=2)
    place(canvas, Brief("", None, random, palette))
    return canvas.printed(grain=0.8, wear=0)
