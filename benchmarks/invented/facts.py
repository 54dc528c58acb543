"""Facts of invented titles, a chunk at a time, with the distributions of real catalogues. No Django."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from benchmarks.invented.words import Names, listed

CHUNK = 5_000  # a smaller catalogue is the beginning of a larger one
TONES, FOCAL_CELLS, CENTRE = 64, 81, 40
TAGS = 4_000

GENRES = (
    "Drama", "Comedy", "Thriller", "Action", "Romance", "Documentary", "Horror", "Crime", "Adventure", "Family",
    "Animation", "Science fiction", "Fantasy", "Mystery", "Music", "History", "War", "Sport", "Western",
)  # fmt: skip
# fmt: off
# Genres that keep company, by place in GENRES.
_COMPANY = (
    (0, 4), (0, 15), (0, 7), (1, 4), (1, 9), (2, 3), (2, 6), (2, 7), (2, 13), (3, 8), (3, 11), (3, 7), (8, 12), (9, 10),
    (10, 12), (8, 9), (15, 16), (16, 3), (5, 14), (5, 15), (18, 3), (5, 17), (6, 13), (11, 8),
)
# fmt: on
LANGUAGES = listed(
    "en fr es de ja zh ko it pt hi ru ar tr sv da nl no fi pl cs th id ta te ml fa he el hu ro uk vi cn bn ca sr hr bg "
    "sk is et lv lt sl mk sq ka hy az kk ur mr pa kn gu ne si tl eu gl"
)
COUNTRIES = listed(
    "US GB FR DE JP CN IN CA IT ES KR BR MX RU AU SE DK NL NO FI PL CZ TR EG IR TH ID AR BE AT CH IE PT GR HU RO UA IL "
    "HK TW PH VN MY SG NZ ZA NG KE MA TN DZ LB SY JO SA AE QA KW IQ PK BD LK NP KZ GE AM AZ EE LV LT BG RS HR SI SK BA "
    "MK AL ME IS LU MT CY CL CO PE UY VE CU BO EC CR DO GT SN GH CI CM ET TZ"
)
# The country that a language's films come from most; English ones from the first few.
_HOME = dict(zip(
    listed("fr es de ja zh ko it pt hi ru ar tr sv da nl no fi pl cs th id fa he el hu ro uk vi cn bg sr hr sk is et"),
    listed("FR ES DE JP CN KR IT BR IN RU EG TR SE DK NL NO FI PL CZ TH ID IR IL GR HU RO UA VN HK BG RS HR SK IS EE"),
    strict=True,
))  # fmt: skip
THIS_YEAR = 2026
_NEWEST, _OLDEST = dt.date(2028, 12, 28), dt.date(1895, 3, 22)


@dataclass(slots=True)
class TitleFacts:
    number: int
    kind: str
    name: str
    original_name: str
    language: int  # place in LANGUAGES, -1 none
    countries: list
    genres: list
    released_on: dt.date | None
    precision: str
    last_aired_on: dt.date | None
    runtime: int | None
    rating: int | None  # tenths
    votes: int | None
    metascore: int | None
    tags: list
    collection: int  # number of a collection, -1 none
    poster: tuple | None  # key, width, tone, focal cell
    state: str
    window: str  # "", "open", "future" or "past"


def chunk_of_titles(seed, chunk):
    """The titles number CHUNK * chunk and on."""
    random = np.random.default_rng([seed, chunk])
    names = Names(random)
    columns = {name: draw(random) for name, draw in _COLUMNS.items()}
    columns |= _numbers(random, columns["is_show"])
    earlier = []
    for place in range(CHUNK):
        row = {name: values[place] for name, values in columns.items()}
        yield _title(chunk * CHUNK + place, row, names, earlier)


def zipf(size, exponent):
    weights = np.arange(1, size + 1) ** -exponent
    return weights / weights.sum()


def _draw(size, exponent, count=CHUNK):
    return lambda random: random.choice(size, count, p=zipf(size, exponent)).tolist()


def _states(random):
    kinds = [("published", ""), ("draft", ""), ("archived", ""), ("in_review", "")]
    kinds += [("published", "future"), ("published", "past"), ("published", "open")]
    drawn = random.choice(len(kinds), CHUNK, p=[0.933, 0.025, 0.012, 0.005, 0.01, 0.008, 0.007])
    return [kinds[kind] for kind in drawn]


def _languages(random):
    """English for three in five, then Zipf; unknown for one in a hundred."""
    drawn = random.choice(len(LANGUAGES) - 1, CHUNK, p=zipf(len(LANGUAGES) - 1, 1.15)) + 1
    drawn[random.random(CHUNK) < 0.6] = 0
    drawn[random.random(CHUNK) < 0.01] = -1
    return drawn.tolist()


def _genres(random):
    """Sets of up to four: the first by Zipf, the others by what keeps company with it (Gumbel's way of drawing)."""
    fitness = np.log(zipf(len(GENRES), 0.9))
    company = np.zeros((len(GENRES), len(GENRES)))
    for one, other in _COMPANY:
        company[one, other] = company[other, one] = 2.0
    first = random.choice(len(GENRES), CHUNK, p=zipf(len(GENRES), 0.9))
    scores = fitness + company[first] + random.gumbel(size=(CHUNK, len(GENRES)))
    scores[np.arange(CHUNK), first] = np.inf
    order = np.argsort(-scores, axis=1)
    sizes = random.choice([0, 1, 2, 3, 4], CHUNK, p=[0.02, 0.3, 0.38, 0.22, 0.08])
    return [order[place, :size].tolist() for place, size in enumerate(sizes)]


def _dates(random):
    """(date, precision): most of them recent, a few to come, some known by their year alone."""
    ages = np.where(random.random(CHUNK) < 0.75, random.exponential(11, CHUNK), random.exponential(38, CHUNK))
    ages = np.where(random.random(CHUNK) < 0.015, -random.random(CHUNK) * 2.1, ages)
    days = (ages * 365.25).astype(int).tolist()
    kinds = random.choice(["day", "month", "year", ""], CHUNK, p=[0.925, 0.015, 0.045, 0.015]).tolist()
    return [_partial(day, kind) for day, kind in zip(days, kinds, strict=True)]


def _partial(days_ago, precision):
    if not precision:
        return None, ""
    day = max(_OLDEST, min(_NEWEST, dt.date(THIS_YEAR, 11, 20) - dt.timedelta(days=days_ago)))
    return day.replace(
        day=1 if precision != "day" else day.day, month=1 if precision == "year" else day.month
    ), precision


def _posters(random):
    """(key, width, tone, focal cell): few tones are common, most originals are wider than any rendition, and an
    editor has moved the focal point of one in fifty."""
    keys = [bytes(row).hex() for row in random.integers(0, 256, (CHUNK, 6), dtype=np.uint8)]
    sizes = random.choice([2000, 1000, 780, 675, 600, 500], CHUNK, p=[0.6, 0.26, 0.06, 0.02, 0.03, 0.03])
    order = np.random.default_rng(64).permutation(TONES)
    tones = order[random.choice(TONES, CHUNK, p=zipf(TONES, 0.8))]
    cells = np.where(random.random(CHUNK) < 0.98, CENTRE, random.integers(0, FOCAL_CELLS, CHUNK))
    rows = zip(keys, sizes.tolist(), tones.tolist(), cells.tolist(), strict=True)
    return [row if has else None for row, has in zip(rows, random.random(CHUNK) < 0.9, strict=True)]


def _numbers(random, is_show):
    """Ratings, votes, Metascores and runtimes, each missing as often as in real catalogues."""
    is_show = np.array(is_show)
    rating = np.clip(np.round(random.normal(64, 11.5, CHUNK)), 10, 98)
    votes = np.clip(random.lognormal(6.5, 2.1, CHUNK), 5, 3_000_000)
    metascore = np.clip(np.round(rating * 0.9 + random.normal(0, 10, CHUNK)), 4, 100)
    film = np.where(random.random(CHUNK) < 0.72, random.normal(98, 11, CHUNK), random.normal(122, 22, CHUNK))
    film = np.where(random.random(CHUNK) < 0.08, random.uniform(2, 44, CHUNK), film)
    episode = random.choice([22, 24, 25, 30, 42, 45, 50, 60], CHUNK) + random.integers(-1, 2, CHUNK)
    runtime = np.maximum(1, np.where(is_show, episode, film))
    unrated = random.random(CHUNK) < 0.12
    return {
        "rating": _with_gaps(rating, unrated),
        "votes": _with_gaps(votes, unrated),
        "metascore": _with_gaps(metascore, unrated | (random.random(CHUNK) < 0.72)),
        "runtime": _with_gaps(runtime, random.random(CHUNK) < 0.06),
    }


def _with_gaps(values, missing):
    return [None if gap else int(value) for value, gap in zip(values.tolist(), missing.tolist(), strict=True)]


_COLUMNS = {
    "is_show": lambda random: (random.random(CHUNK) < 0.15).tolist(),
    "state": _states,
    "language": _languages,
    "genres": _genres,
    "date": _dates,
    "poster": _posters,
    "other_countries": _draw(len(COUNTRIES), 1.1, (CHUNK, 2)),
    "country_count": lambda random: random.choice([0, 1, 2, 3], CHUNK, p=[0.03, 0.8, 0.12, 0.05]).tolist(),
    "tags": _draw(TAGS, 0.9, (CHUNK, 6)),
    "tag_count": lambda random: np.minimum(6, random.geometric(0.34, CHUNK) - 1).tolist(),
    "years_on_air": lambda random: (random.geometric(0.3, CHUNK) - 1).tolist(),
}


def _title(number, row, names, earlier):
    language = LANGUAGES[row["language"]] if row["language"] >= 0 else "en"
    released_on, precision = row["date"]
    collection = -1
    if earlier and names.dice() < 0.05:
        series = earlier[int(names.dice() * len(earlier))]
        series[2] += 1
        name, original_name, collection = names.sequel(series[0], series[2]), "", series[1]
    else:
        name, original_name = _named(names, language)
        if names.dice() < 0.03:
            collection = number
            earlier.append([name, collection, 1])
    return TitleFacts(
        number=number,
        kind="show" if row["is_show"] else "movie",
        name=name,
        original_name=original_name,
        language=row["language"],
        countries=_countries(language, row["other_countries"], row["country_count"], names),
        genres=row["genres"],
        released_on=released_on,
        precision=precision,
        last_aired_on=_last_aired(row, released_on),
        runtime=row["runtime"],
        rating=row["rating"],
        votes=row["votes"],
        metascore=row["metascore"],
        tags=list(dict.fromkeys(row["tags"][: row["tag_count"]])),
        collection=collection,
        poster=row["poster"],
        state=row["state"][0],
        window=row["state"][1],
    )


def _named(names, language):
    """(name, original name): two in three of the names from abroad are translated."""
    if language == "en":
        return names.make("en"), ""
    original = names.make(language)
    if names.dice() < 0.66 or not original[:1].isascii():
        return names.make("en"), original
    return original, ""


def _countries(language, others, count, names):
    home = _HOME.get(language) or COUNTRIES[int(names.dice() ** 4 * 12)]
    chosen = [COUNTRIES.index(home), *others]
    return list(dict.fromkeys(chosen))[:count]


def _last_aired(row, released_on):
    if not row["is_show"] or not released_on:
        return None
    return min(released_on + dt.timedelta(days=365 * row["years_on_air"] + 60), _NEWEST)
