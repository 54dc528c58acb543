"""What the homepage shows, until it is programmed: the newest of each kind, each title once."""

from collections import Counter
from itertools import chain, zip_longest

from catalog.models import Episode, Title

EPISODES_PER_SHOW = 2
_LOOKED_THROUGH = 20  # episodes for each that is shown


def slides(viewpoint, count):
    """The newest movies and shows that have a picture, one of each in turn, the newest first: four queries at most."""
    pictured = _released(viewpoint).exclude(backdrop=None).with_slide_data()
    movies, shows = list(pictured.movies()[:count]), list(pictured.shows()[:count])
    if movies and shows and _age(shows[0]) > _age(movies[0]):
        movies, shows = shows, movies
    # Where one kind runs out, the other fills its places.
    return [title for title in chain.from_iterable(zip_longest(movies, shows)) if title][:count]


def _age(title):
    return title.released_on.isoformat() if title.released_on else ""


def latest_movies(viewpoint, count, without=()):
    """The newest movies but those in `without`, as cards: two queries."""
    return _others(viewpoint, without).movies()[:count]


def latest_shows(viewpoint, count, without=()):
    """The newest shows but those in `without`, as cards: two queries."""
    return _others(viewpoint, without).shows()[:count]


def latest_episodes(viewpoint, count):
    """The episodes that aired last, no show more than twice: two queries.

    Only the newest are looked through: a window function ranks every episode, 30 times slower among 50,000.
    """
    newest = Episode.objects.visible(viewpoint).aired(viewpoint).newest_first()
    chosen, of_show = [], Counter()
    for pk, show in newest.values_list("pk", "season__show")[: count * _LOOKED_THROUGH]:
        of_show[show] += 1
        if of_show[show] <= EPISODES_PER_SHOW:
            chosen.append(pk)
    return Episode.objects.filter(pk__in=chosen[:count]).newest_first().with_card_data()


def coming(viewpoint, count):
    """What comes next, soonest first: two queries."""
    upcoming = Title.objects.visible(viewpoint).upcoming(viewpoint)
    return upcoming.order_by("released_on", "sort_key", "slug").with_card_data()[:count]


def best_known(viewpoint, count):
    """The released titles that most viewers have rated: two queries."""
    return _released(viewpoint).exclude(imdb_votes=None).order_by("-imdb_votes", "slug").with_card_data()[:count]


def _released(viewpoint):
    return Title.objects.visible(viewpoint).released(viewpoint).newest_first()


def _others(viewpoint, without):
    return _released(viewpoint).exclude(pk__in=[title.pk for title in without]).with_card_data()
