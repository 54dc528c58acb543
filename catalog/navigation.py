"""What one can browse by: genres and languages that titles have, the commonest first. Every page asks for them, so the
library's index answers where there is one: a database counts hundreds of thousands of rows for it."""

from catalog.library import current_library
from catalog.models import Genre, Language, Title


def commonest_genres(viewpoint, most):
    """With `title_count`; two queries at most, besides what the library takes when something changed."""
    if library := current_library(viewpoint):
        return _counted(Genre.objects.with_translations(), "slug", library.usage["genre"])[:most]
    return list(Genre.objects.used_in(Title.objects.visible(viewpoint))[:most])


def commonest_languages(viewpoint, most):
    """With `title_count`; one query at most, besides what the library takes when something changed."""
    if library := current_library(viewpoint):
        return _counted(Language.objects.all(), "code", library.usage["language"])[:most]
    return list(Language.objects.used_in(Title.objects.visible(viewpoint))[:most])


def _counted(rows, key, counts):
    found = list(rows.filter(**{f"{key}__in": [word for word, count in counts.items() if word and count]}))
    for row in found:
        row.title_count = counts[getattr(row, key)]
    return sorted(found, key=lambda row: (-row.title_count, row.name))
