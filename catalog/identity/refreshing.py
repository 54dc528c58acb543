"""What is derived of things that were merged, split or put back is made anew once that is stored."""

from catalog.models import Credit, Title
from catalog.similar_titles import refresh_similar_titles_on_commit

_MOST = 200  # titles whose lists are made at once: 14 ms each; the others wait for the next rebuild


def refresh(change):
    """Similar titles of the titles themselves, or of those that the people are credited in."""
    keys = [change.kept_id, change.other_id]
    if change.content_type.model_class() is not Title:
        titles = Credit.objects.filter(person__in=keys).order_by("title").values_list("title", flat=True)
        keys = list(titles.distinct()[:_MOST])
    refresh_similar_titles_on_commit(keys)
