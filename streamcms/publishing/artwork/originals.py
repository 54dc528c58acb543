"""From bytes, or from a drawing, to all that is stored of a picture. Pure, and most of the cost: it runs anywhere."""

from dataclasses import dataclass

from streamcms.publishing.artwork import ladder
from streamcms.publishing.artwork.posters import encode_original


@dataclass(frozen=True, slots=True)
class Prepared:
    """An original that was checked, with its renditions."""

    data: bytes
    facts: ladder.Facts
    renditions: tuple[ladder.Rendition, ...]


def prepare(data, role):
    """Check an original (bytes) and make its renditions. Raises ladder.ImageRejected."""
    return Prepared(data, ladder.inspect(data), tuple(ladder.renditions(data, role)))


def draw(function, arguments, role):
    """Draw a picture and prepare it as an original."""
    return prepare(encode_original(function(*arguments)), role)
