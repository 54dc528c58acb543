"""Pictures on disk: an original is kept apart, its renditions are made when it arrives, never during a request."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import transaction

from streamcms.publishing.artwork import ladder
from streamcms.publishing.images import Image, new_key

_EXTENSIONS = {"jpeg": "jpg"}


def store_image(data, role, *, source="", alternative_text="", fetched_at=None, key=""):
    """Check an original (bytes), write it and its renditions, and add its row. Raises ladder.ImageRejected.

    Files are written at once under an unguessable name; what no row names is swept.
    """
    facts = ladder.inspect(data)
    image = Image(
        key=key or new_key(),
        role=role,
        width=facts.width,
        height=facts.height,
        format=facts.format,
        content_hash=facts.sha256,
        tone=facts.tone,
        source=source[:300],
        alternative_text=alternative_text[:300],
        fetched_at=fetched_at,
    )
    storages["originals"].save(image.original_name, ContentFile(data))
    write_renditions(image, data)
    with transaction.atomic():
        image.save(force_insert=True)
    return image


def write_renditions(image, data=None):
    """Write the renditions that are missing (bytes of the original: read when not given); return how many."""
    missing = missing_renditions(image)
    if not missing:
        return 0
    if data is None:
        with storages["originals"].open(image.original_name) as original:
            data = original.read()
    for rendition in ladder.renditions(data, image.role):
        name = image.rendition_name(rendition.width, _EXTENSIONS.get(rendition.format, rendition.format))
        if name in missing:
            default_storage.save(name, ContentFile(rendition.data))
    return len(missing)


def missing_renditions(image):
    """Names of the renditions that the ladder wants and the storage lacks."""
    names = {
        image.rendition_name(width, extension)
        for width in image.widths
        for extension in ("avif", image.fallback_format)
    }
    return {name for name in names if not default_storage.exists(name)}
