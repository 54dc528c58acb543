"""Which titles and episodes the rows and slides of the homepage may show, in order: one function a kind of row."""

from collections import Counter
from itertools import chain, zip_longest

from django.db.models import F

from catalog.models import Credit, Episode, Title

EPISODES_PER_SHOW = 2
_LOOKED_THROUGH = 20  # episodes for each that is shown
_FEWEST_VOTES = 50  # a rating by fewer says little, where votes are known

_NAMES = ["sort_key", "slug"]
_ORDERS = {
    "newest": [F("released_on").desc(nulls_last=True), *_NAMES],
    "rating": [F("imdb_rating").desc(nulls_last=True), F("imdb_votes").desc(nulls_last=True), *_NAMES],
    "votes": [F("imdb_votes").desc(nulls_last=True), *_NAMES],
    "name": _NAMES,
}


def titles_of(row, viewpoint):
    """The titles that a row may show from a viewpoint, in its order, however many; None of what shows no titles."""
    choose = _TITLES.get(row.kind)
    titles = choose and choose(row, viewpoint)
    if titles is not None and row.title_kind:
        titles = titles.filter(kind=row.title_kind)
    return titles


def newest(viewpoint):
    return Title.objects.visible(viewpoint).released(viewpoint).newest_first()


def best_known(viewpoint, count):
    """The released titles that most viewers have rated: two queries."""
    known = newest(viewpoint).exclude(imdb_votes=None)
    return known.order_by("-imdb_votes", "slug").with_card_data()[:count]


def newest_with_picture(viewpoint, count, title_kind=""):
    """The newest that have a backdrop; of both kinds, one of each in turn, the newest first: four queries at most."""
    pictured = newest(viewpoint).exclude(backdrop=None).with_slide_data()
    if title_kind:
        return list(pictured.filter(kind=title_kind)[:count])
    movies, shows = list(pictured.movies()[:count]), list(pictured.shows()[:count])
    if movies and shows and _age(shows[0]) > _age(movies[0]):
        movies, shows = shows, movies
    # Where one kind runs out, the other fills its places.
    return [title for title in chain.from_iterable(zip_longest(movies, shows)) if title][:count]


def latest_episodes(viewpoint, count):
    """The episodes that aired last, no show more than twice: two queries.

    Only the newest are looked through: a window function ranks every episode, 30 times slower among 50,000.
    """
    newest_episodes = Episode.objects.visible(viewpoint).aired(viewpoint).newest_first()
    chosen, of_show = [], Counter()
    for pk, show in newest_episodes.values_list("pk", "season__show")[: count * _LOOKED_THROUGH]:
        of_show[show] += 1
        if of_show[show] <= EPISODES_PER_SHOW:
            chosen.append(pk)
    return Episode.objects.filter(pk__in=chosen[:count]).newest_first().with_card_data()


def _age(title):
    return title.released_on.isoformat() if title.released_on else ""


def _top_rated(row, viewpoint):
    return (
        newest(viewpoint).exclude(imdb_rating=None).exclude(imdb_votes__lt=_FEWEST_VOTES).order_by(*_ORDERS["rating"])
    )


def _of_collection(row, viewpoint):
    titles = Title.objects.visible(viewpoint)
    if not row.collection.is_visible(viewpoint):
        return titles.none()
    memberships = titles.filter(collection_memberships__collection=row.collection_id)
    return memberships.order_by("collection_memberships__position", *_NAMES)


def _of_person(row, viewpoint):
    if not row.person.is_visible(viewpoint):
        return Title.objects.none()
    credits = Credit.objects.visible(viewpoint).filter(person=row.person_id)
    return _ordered(newest(viewpoint).filter(pk__in=credits.values("title")), row)


def _by_hand(row, viewpoint):
    return Title.objects.visible(viewpoint).filter(row_places__row=row.pk).order_by("row_places__position", *_NAMES)


def _coming_soon(row, viewpoint):
    return Title.objects.visible(viewpoint).upcoming(viewpoint).order_by("released_on", *_NAMES)


def _leaving_soon(row, viewpoint):
    return Title.objects.visible(viewpoint).leaving_soon(viewpoint).order_by("unpublish_at", *_NAMES)


def _ordered(titles, row):
    return titles.order_by(*_ORDERS[row.order or "newest"])


_TITLES = {
    "latest_movies": lambda row, viewpoint: newest(viewpoint).movies(),
    "latest_shows": lambda row, viewpoint: newest(viewpoint).shows(),
    "top_rated": _top_rated,
    "genre": lambda row, viewpoint: _ordered(newest(viewpoint).filter(genres=row.genre_id), row),
    "tag": lambda row, viewpoint: _ordered(newest(viewpoint).filter(tags=row.tag_id), row),
    "collection": _of_collection,
    "person": _of_person,
    "coming_soon": _coming_soon,
    "leaving_soon": _leaving_soon,
    "titles": _by_hand,
}
