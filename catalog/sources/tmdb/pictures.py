"""Which picture stands for a thing: the one that TMDB chose, else the first that TMDB ranks and that suits. PURE."""

import re

from catalog.sources.records import ImageRecord
from catalog.sources.tmdb.codes import lettering
from catalog.sources.tmdb.fields import quoted

# What Pillow opens, under a name that is safe in an address; TMDB also has logos as .svg.
IMAGE_PATH = re.compile(r"/[A-Za-z0-9_-]{1,100}\.(?:jpe?g|png|webp)")
_PREFERRED_LANGUAGES = ("en", "")


def picture(reader, key, role):
    """The picture whose path stands under that key, or None."""
    path = reader.text(key)
    if path and not IMAGE_PATH.fullmatch(path):
        reader.note(key, f"{quoted(path)} is not the path of a picture; left out")
        path = ""
    return ImageRecord(role, path) if path else None


def title_pictures(reader):
    """{"poster": ImageRecord or None, ...} of those roles that the payload speaks about."""
    found = {}
    offered = reader.part("images")
    for role, key, list_key in (
        ("poster", "poster_path", "posters"),
        ("backdrop", "backdrop_path", "backdrops"),
        ("logo", None, "logos"),
    ):
        listed = isinstance(offered.data.get(list_key), list) if offered else False
        if key not in reader and not listed:
            continue
        candidates = _candidates(offered, list_key, role) if listed else []
        chosen = picture(reader, key, role) if key else None
        if chosen:
            found[role] = next((image for image in candidates if image.path == chosen.path), chosen)
        else:
            found[role] = _best(candidates)
    return found


def _candidates(offered, key, role):
    """Every usable picture of the list, in TMDB's order; unusable ones are passed over, there are enough."""
    return [
        ImageRecord(role, path, language=lettering(item.text("iso_639_1")))
        for item in offered.objects(key)
        if IMAGE_PATH.fullmatch(path := item.text("file_path"))
    ]


def _best(candidates):
    """The first in English, else the first without words; none in a language that our readers may not read."""
    for language in _PREFERRED_LANGUAGES:
        for image in candidates:
            if image.language == language:
                return image
    return None
