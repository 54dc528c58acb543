"""Invented people with credits, and seasons with episodes, of invented titles. Needs Django set up."""

import datetime as dt

import numpy as np

from benchmarks.invented.inserting import insert
from benchmarks.invented.words import Names
from catalog.models import Credit, Episode, Season
from people.models import Person
from streamcms.publishing.slugs import slug_of

_ROLES = (("acting", "Actor"), ("directing", "Director"), ("writing", "Screenplay"), ("production", "Producer"))
_MOST_SEASONS = 5


class CreditWriter:
    """People are made at once; a few of them are in many titles (Zipf)."""

    def __init__(self, people, seed):
        self.seed = seed
        names = Names(np.random.default_rng([seed, 1_000_000]))
        insert(Person, (_person(names.person(), number) for number in range(1, people + 1)))
        weights = (np.arange(people) + 20.0) ** -0.7
        self.chances = np.cumsum(weights)

    def write(self, titles, each, chunk):
        """About so many credits for each of these titles, by key."""
        random = np.random.default_rng([self.seed, 2_000_000, chunk])
        counts = random.poisson(each, len(titles)).tolist()
        drawn = np.searchsorted(self.chances, random.random(sum(counts)) * self.chances[-1], side="right")
        people = iter((np.minimum(drawn, len(self.chances) - 1) + 1).tolist())
        pairs = zip(titles, counts, strict=True)
        insert(Credit, [_credit(title, next(people), place) for title, count in pairs for place in range(count)])


def _person(name, number):
    return {"id": number, "name": name, "slug": f"{slug_of(name)}-{number}"}


def _credit(title, person, place):
    department, job = _ROLES[0] if place % 4 else _ROLES[1 + place // 4 % 3]
    return {
        "title_id": title,
        "person_id": person,
        "department": department,
        "job": job if place < 13 else f"{job} {place}",  # nobody has one job twice in a title
        "character": f"Role {place}" if department == "acting" else "",
        "billing_order": place,
    }


def write_episodes(shows, seed, chunk):
    """One to five seasons of six to twelve episodes for each of these shows; the key of a season tells its show."""
    random = np.random.default_rng([seed, 3_000_000, chunk])
    names = Names(random)
    counts = np.minimum(_MOST_SEASONS, random.geometric(0.5, len(shows))).tolist()
    seasons = [(show, number) for show, count in zip(shows, counts, strict=True) for number in range(1, count + 1)]
    insert(Season, [_season(show, number) for show, number in seasons])
    lengths = random.integers(6, 13, len(seasons)).tolist()
    insert(
        Episode,
        [
            _episode(show, number, episode, names.make("en"))
            for (show, number), length in zip(seasons, lengths, strict=True)
            for episode in range(1, length + 1)
        ],
    )


def _season_key(show, number):
    return show.number * _MOST_SEASONS + number


def _season(show, number):
    return {"id": _season_key(show, number), "show_id": show.number + 1, "number": number, "state": "published"}


def _episode(show, season, number, name):
    weeks = dt.timedelta(days=365 * (season - 1) + 7 * (number - 1))
    return {
        "season_id": _season_key(show, season),
        "number": number,
        "name": name,
        "aired_on": show.released_on and show.released_on + weeks,
        "air_precision": "day" if show.released_on else "",
        "runtime": 45,
        "state": "published",
    }
