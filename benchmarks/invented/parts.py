"""Invented people with credits, and seasons with episodes, of invented titles. Needs Django set up."""

import datetime as dt

import numpy as np

from benchmarks.invented.facts import CHUNK
from benchmarks.invented.words import Names
from catalog.models import Credit, Episode, Season
from people.models import Person
from streamcms.publishing.slugs import slug_of

_ROLES = (("acting", "Actor"), ("directing", "Director"), ("writing", "Screenplay"), ("production", "Producer"))


class CreditWriter:
    """People are made at once; a few of them are in many titles (Zipf)."""

    def __init__(self, people, seed):
        self.seed = seed
        names = Names(np.random.default_rng([seed, 1_000_000]))
        self.people = []
        for start in range(0, people, CHUNK):
            numbers = range(start, min(people, start + CHUNK))
            self.people += _insert(Person, [_person(names.person(), number) for number in numbers])
        weights = (np.arange(people) + 20.0) ** -0.7
        self.chances = np.cumsum(weights / weights.sum())

    def write(self, titles, each, chunk):
        """About so many credits for each of these titles."""
        random = np.random.default_rng([self.seed, 2_000_000, chunk])
        counts = random.poisson(each, len(titles)).tolist()
        drawn = iter(np.searchsorted(self.chances, random.random(sum(counts))).tolist())
        rows = [
            _credit(title, self.people[min(next(drawn), len(self.people) - 1)], place)
            for title, count in zip(titles, counts, strict=True)
            for place in range(count)
        ]
        _insert(Credit, rows)


def _person(name, number):
    return Person(name=name, slug=f"{slug_of(name)}-{number}")


def _credit(title, person, place):
    department, job = _ROLES[0] if place % 4 else _ROLES[1 + place // 4 % 3]
    character = f"Role {place}" if department == "acting" else ""
    job = job if place < 13 else f"{job} {place}"  # nobody has one job twice in a title
    return Credit(
        title=title, person_id=person, department=department, job=job, character=character, billing_order=place
    )


def write_episodes(shows, seed, chunk):
    """One to five seasons of six to twelve episodes for each of these shows."""
    random = np.random.default_rng([seed, 3_000_000, chunk])
    names = Names(random)
    seasons = [
        Season(show=show, number=number, state="published")
        for show, count in zip(shows, np.minimum(5, random.geometric(0.5, len(shows))).tolist(), strict=True)
        for number in range(1, count + 1)
    ]
    keys = _insert(Season, seasons)
    rows = []
    for key, season, count in zip(keys, seasons, random.integers(6, 13, len(seasons)).tolist(), strict=True):
        first = season.show.released_on
        rows += [_episode(key, number, names.make("en"), first, season.number) for number in range(1, count + 1)]
    _insert(Episode, rows)


def _episode(season_id, number, name, first, season):
    aired_on = first and first + dt.timedelta(days=365 * (season - 1) + 7 * (number - 1))
    return Episode(
        season_id=season_id,
        number=number,
        name=name,
        aired_on=aired_on,
        air_precision="day" if aired_on else "",
        runtime=45,
        state="published",
    )


def _insert(model, objects):
    return [row.pk for row in model.objects.bulk_create(objects, batch_size=2_000)]
