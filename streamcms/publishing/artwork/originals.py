"""From bytes, or from a drawing, to all that is stored of a picture. Pure, and most of the cost: it runs anywhere."""

from dataclasses import dataclass

from streamcms.publishing.artwork import ladder
from streamcms.publishing.artwork.posters import encode_original
from streamcms.publishing.artwork.share import share_card


@dataclass(frozen=True, slots=True)
class Prepared:
    """An original that was checked, with its renditions and its card for other sites (JPEG; b"" of a logo)."""

    data: bytes
    facts: ladder.Facts
    renditions: tuple[ladder.Rendition, ...]
    share: bytes


def prepare(data, role):
    """Check an original (bytes) and make its renditions. Raises ladder.ImageRejected."""
    facts = ladder.inspect(data)
    share = b"" if role == "logo" else share_card(data, facts.tone)
    return Prepared(data, facts, tuple(ladder.renditions(data, role)), share)


def draw(function, arguments, role):
    """Draw a picture and prepare it as an original."""
    return prepare(encode_original(function(*arguments)), role)
