"""A thousand titles in random states and windows, at random moments: what is hidden stands nowhere."""

import datetime as dt
import random
import re

import pytest
from django.db.models import F
from django.utils import timezone

from catalog.derived import rebuild_library_index, rebuild_search_index
from catalog.library_index.packing import unpack
from catalog.models import Title
from streamcms.publishing.viewpoint import Viewpoint
from tests.factories import make_collection, make_credit, make_genre, make_person, make_tag

TITLES, MOMENTS = 1000, 5
SECRET = re.compile(r"qzx\d{4}x", re.IGNORECASE)  # a word in every name, slug and synopsis


@pytest.fixture
def catalogue(db, settings, tmp_path):
    settings.DATA_ROOT = tmp_path
    chance = random.Random(4)
    now = timezone.now()

    def moment():
        return now + dt.timedelta(minutes=chance.randint(-3000, 3000))

    titles = []
    for number in range(TITLES):
        opens, closes = sorted((moment(), moment() + dt.timedelta(minutes=1)))
        word = f"qzx{number:04}x"
        titles.append(
            Title(
                kind=chance.choice(["movie", "show"]),
                name=f"{word.title()} night",
                slug=word,
                synopsis=f"About {word}.",
                state=chance.choice(["published", "published", "draft", "in_review", "archived"]),
                publish_at=chance.choice([None, opens]),
                unpublish_at=chance.choice([None, closes]),
                released_on=dt.date(2000, 1, 1) + dt.timedelta(days=number * 10),
                release_precision="day",
            )
        )
    titles = Title.objects.bulk_create(titles)
    genre, tag, person = make_genre("Drama"), make_tag("sea"), make_person("Somebody")
    make_collection("Cycle", titles[::20])
    for title in titles:
        title.genres.add(genre)
        if title.pk % 9 == 0:
            make_credit(title, person)
            title.tags.add(tag)
    return chance


def told_words(client):
    """Every secret word that the public is told anywhere, lower case: {surface: words}."""
    pages = ["/", "/library/", "/movies/", "/shows/", "/genres/drama/", "/collections/cycle/", "/people/somebody/"]
    pages += ["/feeds/latest.xml", "/sitemap.xml", "/sitemap-titles-1.xml", "/search/?q=night", "/suggest?q=night"]
    pages += [
        "/no-such-page/",
        "/library/?person=somebody",
        "/library/?tag=sea",
        "/library/?q=night&sort=shuffle&seed=7",
    ]
    pages += [f"/library/members/{name}.json" for name in ("person/somebody", "tag/sea", "collection/cycle")]
    pages += [f"/library/page/{number}/" for number in range(2, 7)]
    told = {address: client.get(address).text for address in pages}
    said = client.get("/library/").context["library"]
    for address in filter(None, (said["index_url"], said["delta_url"], said["answer_url"])):
        texts = unpack(client.get(address).content).texts
        told[address] = "\n".join(line for name in ("names", "folded", "slugs") for line in texts[name].texts())
    return {address: {word.lower() for word in SECRET.findall(text)} for address, text in told.items()}


def test_no_surface_tells_of_a_hidden_title_at_any_moment(client, catalogue):
    rebuild_search_index()
    for moment in range(MOMENTS):
        if moment in (0, 3):
            rebuild_library_index()
        # As if so much time had passed, or run back: every window moves.
        passed = dt.timedelta(minutes=catalogue.randint(-1500, 1500))
        Title.objects.update(publish_at=F("publish_at") - passed, unpublish_at=F("unpublish_at") - passed)
        some = [f"qzx{number:04}x" for number in catalogue.sample(range(TITLES), 50)]
        Title.objects.filter(slug__in=some).update(state=catalogue.choice(["archived", "published"]))

        told = told_words(client)

        visible = set(Title.objects.visible(Viewpoint.public()).values_list("slug", flat=True))
        assert {address: words - visible for address, words in told.items() if words - visible} == {}
        assert told["/sitemap-titles-1.xml"] == visible
        assert 100 < len(visible) < TITLES


def test_hidden_titles_pages_are_not_found(client, catalogue):
    hidden = Title.objects.exclude(pk__in=Title.objects.visible(Viewpoint.public()))

    for title in hidden.order_by("-pk")[:60]:
        assert client.get(title.get_absolute_url()).status_code == 404


def test_index_of_a_moment_has_exactly_what_is_visible(client, catalogue):
    rebuild_library_index()
    index = unpack(client.get(client.get("/library/").context["library"]["index_url"]).content)

    assert set(index.texts["slugs"].texts()) == set(
        Title.objects.visible(Viewpoint.public()).values_list("slug", flat=True)
    )
