"""The site as served, but that any picture of an invented catalogue, which has no files, is one tiny picture.

For granian: benchmarks.browsing.measured_site:application
"""

from io import BytesIO

from PIL import Image

from streamcms.wsgi import application as site

_FORMATS = {"avif": ("AVIF", "image/avif"), "jpg": ("JPEG", "image/jpeg")}


def _tiny(name):
    stream = BytesIO()
    Image.new("RGB", (8, 12), "#345").save(stream, name)
    return stream.getvalue()


_PICTURES = {ending: (_tiny(name), media_type) for ending, (name, media_type) in _FORMATS.items()}


def application(environ, start_response):
    path = environ["PATH_INFO"]
    picture = _PICTURES.get(path.rpartition(".")[2]) if path.startswith("/media/") else None
    if not picture:
        return site(environ, start_response)
    data, media_type = picture
    headers = [("Content-Type", media_type), ("Content-Length", str(len(data)))]
    start_response("200 OK", [*headers, ("Cache-Control", "max-age=31536000, immutable")])
    return [data]
