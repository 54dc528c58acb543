"""Search in names by SQL: the same levels as catalog/library_index/names.py, for where there is no index."""

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import translation

from catalog.library_index.names import is_found_inside, is_misspellable, near_words
from catalog.models import SearchChange, SearchEntry, SearchSpelling, Title, TitleTranslation
from catalog.search.words import spelling_keys
from streamcms.publishing import languages
from streamcms.publishing.search_texts import fold

LONGEST_QUERY = 200  # characters; the rest is not read
_MOST_WORDS = 8


def words_of(text):
    """What is looked for: the first folded words of what was typed."""
    return tuple(fold(text[:LONGEST_QUERY]).split()[:_MOST_WORDS])


def answering(titles, words, viewpoint):
    """Those of the titles that answer every word, with `level`, less is better; three queries at most beforehand."""
    starts, inside = Q(), Q()
    for word in words:
        starts &= _has(f" {word}")
        inside &= _has(word) if is_found_inside(word) else _has(f" {word}")
    if Title.objects.visible(viewpoint).filter(inside).exists():
        return titles.filter(inside).annotate(level=Case(When(starts, then=Value(0)), default=Value(1)))
    meant = Q()
    for word in words:
        either = _has(word) if is_found_inside(word) else _has(f" {word}")
        for near in _near(word) if is_misspellable(word) else ():
            either |= _has(f" {near} ")
        meant &= either
    return titles.filter(meant).annotate(level=Value(2))


def _has(text):
    """The search text in the default language, or that of the page's, has it."""
    condition = Q(search_text__contains=text)
    if languages.is_default():
        return condition
    translated = TitleTranslation.objects.filter(
        title=OuterRef("pk"), language=translation.get_language(), search_text__contains=text
    )
    return condition | Q(Exists(translated))


def _near(word):
    """Words one edit away, of the search index and of titles that changed since it was made."""
    held = SearchSpelling.objects.filter(key__in=spelling_keys(word)).values_list("word", flat=True)
    known = {bytes(each).decode(errors="ignore") for each in held}
    changed = SearchChange.objects.filter(kind=SearchEntry.Kind.TITLE).values("object_id")
    for model, key in ((Title, "pk"), (TitleTranslation, "title")):
        for text in model.objects.filter(**{f"{key}__in": changed}).values_list("search_text", flat=True):
            known.update(text.split())
    return near_words(word, sorted(known))
