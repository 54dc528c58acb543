"""Random catalogues and random states of the library, for tests that compare who answers."""

import datetime as dt
import random
from urllib.parse import urlencode

from django.utils import timezone

from catalog.models import Country, Title, TitleTranslation
from streamcms.publishing.partial_dates import Precision
from tests.factories import (
    make_collection,
    make_credit,
    make_genre,
    make_image,
    make_language,
    make_movie,
    make_person,
    make_show,
    make_tag,
)

_WORDS = (
    *(
        "harbor",
        "night",
        "the",
        "of",
        "Ghost",
        "Stone",
        "alien",
        "Heat",
        "O'Brien",
        "Amélie",
        "Straße",
        "Romeo & Juliet",
    ),
    *("7", "Mystère", "night's", "Хлеб", "東京物語", "garden", "gardens", "houses", "house"),
)
_STATES = ("published",) * 8 + ("draft", "archived")
GENRES = ("drama", "war", "comedy", "science-fiction")
LANGUAGES = (("de", "German"), ("ja", "Japanese"), ("en", "English"))
COUNTRIES = (("US", "United States"), ("DE", "Germany"), ("FR", "France"))


def make_random_catalogue(seed, titles=80):
    """Titles of every kind of fact, some hidden, some with windows around now; return the random source."""
    chance = random.Random(seed)
    genres = [make_genre(slug=slug, name=slug.replace("-", " ").title()) for slug in GENRES]
    languages = [make_language(*language) for language in LANGUAGES]
    countries = [Country.objects.get_or_create(code=code, defaults={"name": name})[0] for code, name in COUNTRIES]
    person, tag = make_person("Somebody", slug="somebody"), make_tag(slug="sea", name="sea")
    made = [_random_title(chance, number, genres, languages, countries) for number in range(titles)]
    for title in chance.sample(made, titles // 4):
        make_credit(title, person, character=str(title.pk))
    for title in chance.sample(made, titles // 4):
        title.tags.add(tag)
    make_collection(slug="cycle", name="Cycle", titles=chance.sample(made, titles // 5))
    for title in chance.sample(made, titles // 5):
        TitleTranslation.objects.create(
            title=title, language="ar", name=f"{chance.choice(['ليل', 'الميناء'])} {title.pk}"
        )
    return chance


def random_name(chance):
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(1, 4)))


def _random_title(chance, number, genres, languages, countries):
    now, name = timezone.now(), random_name(chance)
    day = dt.date(chance.randint(1920, now.year + 1), chance.randint(1, 12), chance.randint(1, 28))
    released = {"released": ""} if chance.random() < 0.1 else {"released": day.isoformat()}
    if released["released"] and chance.random() < 0.2:
        released = {"released": f"{day.year}"}
    window = {}
    if chance.random() < 0.15:
        window["publish_at"] = now + dt.timedelta(hours=chance.randint(-48, 48))
    if chance.random() < 0.15:
        window["unpublish_at"] = max(now, window.get("publish_at", now)) + dt.timedelta(hours=chance.randint(1, 48))
    title = (make_movie if chance.random() < 0.7 else make_show)(
        name,
        slug=f"title-{number}"
        if chance.random() < 0.5
        else f"{name.lower().split()[0].strip('&')}-{number}".replace("'", ""),
        original_name=random_name(chance) if chance.random() < 0.3 else "",
        genres=chance.sample(genres, chance.randint(0, 3)),
        state=chance.choice(_STATES),
        original_language=chance.choice([*languages, None]),
        imdb_rating=chance.choice([None, *(tenths / 10 for tenths in range(40, 95, 3))]),
        metascore=chance.choice([None, 0, 40, 75, 100]),
        runtime=chance.choice([None, 1, 90, 95, 180]),
        poster=make_image(tone=chance.randint(0, 63), width=chance.choice([300, 1000]))
        if chance.random() < 0.6
        else None,
        **released,
        **window,
    )
    title.countries.set(chance.sample(countries, chance.randint(0, 2)))
    return title


def random_query(chance):
    """Parameters of an address, as a query string; some make no sense."""
    asked = []

    def maybe(share, name, *values):
        if chance.random() < share:
            asked.append((name, chance.choice(values)))

    if chance.random() < 0.5:
        word = chance.choice(random_name(chance).split() or ["a"])
        maybe(
            1,
            "q",
            word,
            word[:2],
            word[1:],
            word + "x",
            word[::-1],
            f"{word} {random_name(chance)}",
            word.upper(),
            "  ",
        )
    maybe(0.3, "kind", "movie", "show", "film")
    for _ in range(chance.choice([0, 0, 1, 2])):
        maybe(0.9, "genre", *GENRES, "no-such")
    maybe(0.3, "genre_mode", "any", "all")
    maybe(0.15, "language", "de", "ja", "xx")
    maybe(0.15, "country", "US", "DE", "ZZ")
    maybe(0.08, "person", "somebody", "nobody")
    maybe(0.08, "tag", "sea")
    maybe(0.08, "collection", "cycle")
    maybe(0.15, "released_from", "1950-01-01", "tomorrow", "1999-02-30")
    maybe(0.15, "released_to", "2026-12-24", "2000-12-31")
    maybe(0.15, "year_min", "1960", "abc", "0")
    maybe(0.15, "year_max", "1999", "2030")
    maybe(0.2, "rating_min", "5", "6.25", "11", "1e1")
    maybe(0.2, "rating_max", "8.9", "7.05")
    maybe(0.1, "metascore_min", "0", "41", "-3")
    maybe(0.1, "metascore_max", "75", "101")
    maybe(0.1, "runtime_min", "90", "1.5")
    maybe(0.1, "runtime_max", "95", "+100")
    maybe(0.2, "status", "released", "upcoming", "gone")
    maybe(0.8, "sort", "newest", "rating", "name", "runtime", "shuffle", "best")
    maybe(0.3, "seed", "0", str(chance.randrange(2**32)), "4294967296")
    return urlencode(asked)


def change_something(chance):
    """An edit of the kind that editors and commands make, past save() as often as not."""
    title = chance.choice(list(Title.objects.order_by("pk")))
    rows = Title.objects.filter(pk=title.pk)
    now = timezone.now()
    edit = chance.randrange(8)
    if edit == 0:
        rows.update(state=chance.choice(["published", "archived", "draft"]))
    elif edit == 1:
        title.name = random_name(chance)
        title.save()
    elif edit == 2:
        title.delete()
    elif edit == 3:
        rows.update(released_on=dt.date(1999, 1, 1), release_precision=Precision.YEAR, imdb_rating=9)
    elif edit == 4:
        title.genres.clear()
    elif edit == 5:
        rows.update(publish_at=now + dt.timedelta(hours=chance.choice([-1, 1])), unpublish_at=None)
    elif edit == 6:
        TitleTranslation.objects.filter(title=title).update(name="قمر", search_text=" قمر ")
    else:
        make_movie(random_name(chance), slug=f"new-{chance.randrange(10**9)}")
