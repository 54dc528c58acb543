"""Derived data: what can be deleted and made again. One function a kind, and each the only writer of it."""

from streamcms.publishing.image_files import write_missing_renditions
from streamcms.publishing.models import Image


def rebuild_artwork(progress=lambda images: images):
    """Make the renditions that are missing from their originals; return how many."""
    return sum(write_missing_renditions(image) for image in progress(Image.objects.order_by("key").iterator()))
