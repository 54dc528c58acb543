"""The picture that other sites show beside a link to us: 1200 x 630, the shape that Open Graph readers expect."""

from io import BytesIO

import numpy as np
from PIL import Image

from streamcms.publishing.artwork import ladder
from streamcms.publishing.artwork.tone import TONES, srgb

SIZE = WIDTH, HEIGHT = 1200, 630
_WIDE = 1.3  # from this ratio on a picture fills the card, and loses less than a third of its height or width
_JPEG = ladder.JPEG | {"quality": 80}


def share_card(data, tone, focus=(0.5, 0.5)):
    """JPEG bytes: a wide picture cropped around its focus (x, y in 0..1), another whole on a ground of its tone."""
    image = ladder.decode(data)[0].convert("RGB")
    is_wide = image.width / image.height >= _WIDE and image.width >= WIDTH // 2
    card = _cropped(image, focus) if is_wide else _on_ground(image, tone)
    stream = BytesIO()
    card.save(stream, **_JPEG)
    return stream.getvalue()


def _cropped(image, focus):
    ratio = min(image.width / WIDTH, image.height / HEIGHT)
    width, height = WIDTH * ratio, HEIGHT * ratio
    left = min(max(focus[0] * image.width - width / 2, 0), image.width - width)
    top = min(max(focus[1] * image.height - height / 2, 0), image.height - height)
    return image.resize(SIZE, Image.Resampling.LANCZOS, box=(left, top, left + width, top + height))


def _on_ground(image, tone):
    """Nothing is enlarged."""
    scale = min(WIDTH / image.width, HEIGHT / image.height, 1)
    whole = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)
    card = Image.new("RGB", SIZE, _colour(tone))
    card.paste(whole, ((WIDTH - whole.width) // 2, (HEIGHT - whole.height) // 2))
    return card


def _colour(tone):
    lightness, chroma, hue = TONES[tone]
    angle = np.radians(hue)
    lab = np.array([[lightness, chroma * np.cos(angle), chroma * np.sin(angle)]])
    return tuple(round(value * 255) for value in srgb(lab)[0])
