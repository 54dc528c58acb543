"""Pictures on disk: an original is kept apart, its renditions are made when it arrives, never during a request."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from streamcms.publishing.artwork import ladder
from streamcms.publishing.artwork.originals import prepare
from streamcms.publishing.artwork.share import share_card
from streamcms.publishing.images import CENTRE, Image, new_key

_EXTENSIONS = {"jpeg": "jpg"}


def store_image(data, role, **fields):
    """Check an original (bytes), write it and its renditions, and add its row. Raises ladder.ImageRejected."""
    return store_prepared(prepare(data, role), role, **fields)


def store_prepared(prepared, role, *, source="", alternative_text="", fetched_at=None, key="", focal_point=CENTRE):
    """Write what was prepared and add its row; files first, under an unguessable name: what no row names is swept."""
    facts = prepared.facts
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
        focal_point=focal_point,
        fetched_at=fetched_at,
    )
    storages["originals"].save(image.original_name, ContentFile(prepared.data))
    for rendition in prepared.renditions:
        default_storage.save(_name(image, rendition), ContentFile(rendition.data))
    if image.share_name:
        share = prepared.share if focal_point == CENTRE else share_card(prepared.data, image.tone, image.focus)
        default_storage.save(image.share_name, ContentFile(share))
    image.save(force_insert=True)
    return image


def _name(image, rendition):
    return image.rendition_name(rendition.width, _EXTENSIONS.get(rendition.format, rendition.format))


def copy_image(image, *, alternative_text, focal_point):
    """The same picture as a row of its own, with its files, another text and focal point: what others show stays."""
    with storages["originals"].open(image.original_name) as original:
        data = original.read()
    copy = Image.objects.get(pk=image.pk)
    copy.pk, copy.key, copy._state.adding = None, new_key(), True
    copy.alternative_text, copy.focal_point = alternative_text, focal_point
    storages["originals"].save(copy.original_name, ContentFile(data))
    for old, new in zip(_rendition_names(image), _rendition_names(copy), strict=True):
        if default_storage.exists(old):
            with default_storage.open(old) as rendition:
                default_storage.save(new, ContentFile(rendition.read()))
    if copy.share_name:
        default_storage.save(copy.share_name, ContentFile(share_card(data, copy.tone, copy.focus)))
    copy.save(force_insert=True)
    return copy


def write_missing_renditions(image):
    """Make the renditions that are missing anew from the original; return how many."""
    missing = missing_renditions(image)
    if not missing:
        return 0
    with storages["originals"].open(image.original_name) as original:
        data = original.read()
    if image.share_name in missing:
        default_storage.save(image.share_name, ContentFile(share_card(data, image.tone, image.focus)))
    if missing - {image.share_name}:
        for rendition in ladder.renditions(data, image.role):
            name = _name(image, rendition)
            if name in missing:
                default_storage.save(name, ContentFile(rendition.data))
    return len(missing)


def missing_renditions(image):
    """Names of the renditions that the ladder wants and the storage lacks."""
    names = {*_rendition_names(image), image.share_name} - {""}
    return {name for name in names if not default_storage.exists(name)}


def _rendition_names(image):
    extensions = ("avif", image.fallback_format)
    return [image.rendition_name(width, extension) for width in image.widths for extension in extensions]
