"""From rows of the database to the library's index, in every language of the site."""

from dataclasses import dataclass, replace

import numpy as np
from django.conf import settings

from catalog.library_index.building import Entry, build
from catalog.library_index.lines import Lines
from catalog.models import Genre, Title, TitleTranslation
from streamcms.publishing.artwork import ladder
from streamcms.publishing.artwork.tone import lit_tone
from streamcms.publishing.images import CENTRE
from streamcms.publishing.languages import default_language
from streamcms.publishing.search_texts import search_text

_POSTER = ladder.LADDERS["poster"]
_AT_ONCE = 4_000
_COLUMNS = (
    *("pk", "sort_key", "slug", "name", "original_name", "search_text", "kind", "released_on", "release_precision"),
    *("last_aired_on", "production_status", "original_language__code", "imdb_rating", "metascore", "runtime"),
    *("poster__key", "poster__width", "poster__tone", "poster__focal_point"),
)


@dataclass
class LibraryRows:
    """`keys` are the primary keys of the rows, `sort_keys` Lines of hexadecimal sort keys and slugs: what they are
    ordered by; `by_language` has an index for each language of the site, which is the same object where nothing is
    translated."""

    keys: np.ndarray
    sort_keys: Lines
    by_language: dict


def read_library(titles, progress=lambda rows: rows, genres=None):
    """Titles as LibraryRows in the order of (sort key, slug); 4 queries for each 4,000, and one for genres.

    They name the genres that they have, or those of a queryset, which may be more: what is added to a file says in
    which order cards name the genres of both.
    """
    return read_in_order(titles.order_by("sort_key", "slug"), progress, genres)


def read_in_order(titles, progress=lambda rows: rows, genres=None):
    """Titles as LibraryRows in the order of the queryset."""
    every = Genre.objects.all() if genres is None else genres
    named = list(every.order_by("name", "slug").values_list("slug", flat=True))
    keys, order, translated = [], [], {code: {} for code, _ in settings.LANGUAGES if code != default_language()}

    def entries():
        rows = titles.values_list(*_COLUMNS).iterator(_AT_ONCE)
        for some in _batches(progress(rows)):
            pks = [row[0] for row in some]
            of_genre = _linked(Title.genres.through, "genre__slug", pks)
            of_country = _linked(Title.countries.through, "country__code", pks)
            for language, names in translated.items():
                texts = TitleTranslation.objects.filter(title__in=pks, language=language).exclude(name="")
                told = dict(texts.values_list("title", "name"))
                names |= {len(keys) + place: told[pk] for place, pk in enumerate(pks) if pk in told}
            keys.extend(pks)
            order.extend(f"{bytes(row[1]).hex()} {row[2]}" for row in some)
            for row in some:
                yield _entry(row, of_genre.get(row[0], ()), of_country.get(row[0], ()))

    index = build(entries(), named, _POSTER)
    index = index.trimmed() if genres is None else index
    by_language = {default_language(): index}
    for language, names in translated.items():
        by_language[language] = _renamed(index, names) if names else index
    return LibraryRows(np.array(keys, np.int64), Lines.of(order), by_language)


def _batches(rows):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _linked(through, column, pks):
    linked = {}
    for pk, word in through.objects.filter(title__in=pks).order_by("pk").values_list("title", column):
        linked.setdefault(pk, []).append(word)
    return linked


def _entry(row, genres, countries):
    facts = dict(zip(_COLUMNS, row, strict=True))
    width, last = facts["poster__width"], facts["last_aired_on"]
    is_running = facts["production_status"] == Title.ProductionStatus.RETURNING
    return Entry(
        name=facts["name"],
        folded=facts["search_text"],
        slug=facts["slug"],
        is_show=facts["kind"] == Title.Kind.SHOW,
        released=facts["released_on"],
        precision=facts["release_precision"] or "",
        ended=-1 if is_running else last.year if last else 0,
        genres=tuple(genres),
        language=facts["original_language__code"] or "",
        countries=tuple(countries),
        rating=int(facts["imdb_rating"] * 10) if facts["imdb_rating"] is not None else 0,
        metascore=facts["metascore"],
        runtime=facts["runtime"] or 0,
        poster=facts["poster__key"] or "",
        poster_width=width if width and width < _POSTER[-1] else 0,
        tone=lit_tone(facts["slug"]) if facts["poster__key"] is None else facts["poster__tone"],
        focus=CENTRE if facts["poster__focal_point"] is None else facts["poster__focal_point"],
    )


def _renamed(index, names):
    """The index with other names in some rows, which are found by both. `names`: row -> name."""
    shown, folded = index.texts["names"].texts(), index.texts["folded"].texts()
    for row, name in names.items():
        theirs, ours = search_text(name), folded[row]
        shown[row] = name
        folded[row] = search_text_of_forms([*_forms(theirs), *_forms(ours)])
    return replace(index, texts=index.texts | {"names": Lines.of(shown), "folded": Lines.of(folded)})


def _forms(text):
    return text.strip(" ").split(" \n ") if text else []


def search_text_of_forms(forms):
    every = list(dict.fromkeys(forms))
    return " " + " \n ".join(every) + " " if every else ""
