"""Derived data: what can be deleted and made again. One function a kind, and each the only writer of it."""

from catalog.search import index
from catalog.similar_titles import rebuild_similar_titles
from streamcms.publishing.image_files import write_missing_renditions
from streamcms.publishing.models import Image

__all__ = ["rebuild_artwork", "rebuild_search_index", "rebuild_similar_titles"]


def rebuild_artwork(progress=lambda images: images):
    """Make the renditions that are missing from their originals; return how many."""
    return sum(write_missing_renditions(image) for image in progress(Image.objects.order_by("key").iterator()))


def rebuild_search_index():
    """Make the index of names anew; return how many things can be found."""
    return index.rebuild()


def refresh_search_index():
    """Fold what changed since into the index of names; return how many things had. Searches find it before that."""
    return index.refresh()
