"""JSON-LD: what search engines read on each kind of page, and that it never ends its element."""

import datetime as dt
import json
import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from streamcms.publishing.linked_data import script
from streamcms.publishing.models import ExternalId
from tests.factories import (
    make_collection,
    make_credit,
    make_episode,
    make_genre,
    make_image,
    make_movie,
    make_page,
    make_person,
    make_season,
    make_show,
    make_video,
)

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


def nodes(client, address):
    """{type: node} of a page's graph; a type that stands twice fails."""
    html = client.get(address).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert len(blocks) == 1
    data = json.loads(blocks[0])
    assert data["@context"] == "https://schema.org"
    types = [node["@type"] for node in data["@graph"]]
    assert len(types) == len(set(types))
    return dict(zip(types, data["@graph"], strict=True))


def identify(row, *identifiers):
    kind = ContentType.objects.get_for_model(row)
    for provider, of, value in identifiers:
        ExternalId.objects.create(provider=provider, kind=of, value=value, content_type=kind, object_id=row.pk)


def trail(node):
    return [(item["position"], item["name"], item["item"]) for item in node["itemListElement"]]


def test_movie_says_what_it_is(client):
    movie = make_movie(
        "Nosferatu",
        released="1922-03",
        runtime=94,
        synopsis="A count travels.",
        imdb_rating="7.8",
        imdb_votes=9,
        genres=[make_genre("Horror")],
        poster=make_image(),
        backdrop=make_image("backdrop", width=1600, height=900),
    )
    identify(movie, ("imdb", "title", "tt0013442"), ("tmdb", "movie", "653"), ("ofdb", "film", "1"))
    star = make_person("Max Schreck")
    make_credit(movie, star, character="Orlok")
    make_credit(movie, star, character="Somebody else")
    make_credit(movie, make_person("F. W. Murnau"), department="directing", job="Director")

    found = nodes(client, "/movies/nosferatu/")

    assert found["Movie"] == {
        "@type": "Movie",
        "name": "Nosferatu",
        "url": f"{HOST}/movies/nosferatu/",
        "description": "A count travels.",
        "image": [
            {"@type": "ImageObject", "url": HOST + movie.poster.url(), "width": 400, "height": 600},
            {"@type": "ImageObject", "url": HOST + movie.backdrop.url(), "width": 1600, "height": 900},
        ],
        "genre": ["Horror"],
        "actor": [{"@type": "Person", "name": "Max Schreck", "url": f"{HOST}/people/max-schreck/"}],
        "director": [{"@type": "Person", "name": "F. W. Murnau", "url": f"{HOST}/people/f-w-murnau/"}],
        "sameAs": ["https://www.imdb.com/title/tt0013442/", "https://www.themoviedb.org/movie/653"],
        "datePublished": "1922-03",
        "duration": "PT94M",
    }
    assert trail(found["BreadcrumbList"]) == [
        (1, "Home", f"{HOST}/"),
        (2, "Movies", f"{HOST}/movies/"),
        (3, "Nosferatu", f"{HOST}/movies/nosferatu/"),
    ]
    assert found.keys() == {"Movie", "BreadcrumbList"}


def test_trailer_is_a_video_only_with_all_that_search_engines_require(client):
    movie = make_movie("Heat", synopsis="Two men.", poster=make_image())
    make_video(movie, reference="undated", name="Undated")
    make_video(movie, reference="abc", name="Trailer", released_at=dt.datetime(2001, 2, 3, tzinfo=dt.UTC))

    found = nodes(client, "/movies/heat/")

    assert found["VideoObject"] == found["Movie"]["trailer"]
    assert found["VideoObject"] == {
        "@type": "VideoObject",
        "name": "Trailer",
        "description": "Two men.",
        "thumbnailUrl": HOST + movie.poster.url(),
        "uploadDate": "2001-02-03T00:00:00+00:00",
        "embedUrl": "https://www.youtube-nocookie.com/embed/abc",
    }


def test_show_has_its_visible_seasons_and_episodes(client):
    show = make_show("Fleet", released="1954", production_status="ended", last_aired_on="1957-01-02", synopsis="")
    season = make_season(show, 1, aired="1954-09")
    make_episode(season, 1, "Pilot", aired="1954-09-01", runtime=25)
    make_episode(season, 2, "Secret", state="draft")
    make_season(show, 2, aired="", state="draft")

    found = nodes(client, "/shows/fleet/")["TVSeries"]

    assert found == {
        "@type": "TVSeries",
        "name": "Fleet",
        "url": f"{HOST}/shows/fleet/",
        "startDate": "1954",
        "endDate": "1957-01-02",
        "numberOfSeasons": 1,
        "containsSeason": [
            {
                "@type": "TVSeason",
                "name": "Season 1",
                "seasonNumber": 1,
                "url": f"{HOST}/shows/fleet/#season-1",
                "datePublished": "1954-09",
                "numberOfEpisodes": 1,
                "episode": [
                    {
                        "@type": "TVEpisode",
                        "name": "Pilot",
                        "episodeNumber": 1,
                        "url": f"{HOST}/shows/fleet/#season-1-episode-1",
                        "datePublished": "1954-09-01",
                        "duration": "PT25M",
                    }
                ],
            }
        ],
    }


def test_person_is_the_same_as_elsewhere(client):
    person = make_person("Lil Dagover", born_on="1887-01-01", born_precision="year", birthplace="Madiun")
    identify(person, ("imdb", "name", "nm0196853"), ("tmdb", "person", "3001"), ("wikidata", "item", "Q62664"))

    found = nodes(client, "/people/lil-dagover/")

    assert found["Person"] == {
        "@type": "Person",
        "name": "Lil Dagover",
        "url": f"{HOST}/people/lil-dagover/",
        "birthDate": "1887",
        "birthPlace": {"@type": "Place", "name": "Madiun"},
        "sameAs": [
            "https://www.imdb.com/name/nm0196853/",
            "https://www.themoviedb.org/person/3001",
            "https://www.wikidata.org/wiki/Q62664",
        ],
    }
    assert found.keys() == {"Person", "BreadcrumbList"}


@pytest.mark.parametrize(
    ("address", "types"),
    [
        ("/", {"WebSite"}),
        ("/library/", {"CollectionPage", "BreadcrumbList"}),
        ("/shows/", {"CollectionPage", "BreadcrumbList"}),
        ("/genres/war/", {"CollectionPage", "BreadcrumbList"}),
        ("/collections/firsts/", {"CollectionPage", "BreadcrumbList"}),
        ("/about/", {"WebPage", "BreadcrumbList"}),
    ],
)
def test_each_page_says_what_kind_it_is(client, address, types):
    make_page("About", slug="about")
    make_collection("Firsts", slug="firsts", titles=[make_movie(genres=[make_genre("War")])])

    assert nodes(client, address).keys() == types


def test_lists_name_their_titles_in_order_and_no_hidden_one(client):
    movies = [make_movie(name, released=released) for name, released in (("Old", "1920"), ("New", "1999"))]
    hidden = make_movie("Hidden", state="draft")
    make_collection("Firsts", slug="firsts", titles=[*movies, hidden])

    library, collection = (
        nodes(client, address)["CollectionPage"] for address in ("/library/", "/collections/firsts/")
    )

    for page, urls in ((library, ["new", "old"]), (collection, ["old", "new"])):
        assert page["mainEntity"]["numberOfItems"] == 2
        assert [item["url"] for item in page["mainEntity"]["itemListElement"]] == [f"{HOST}/movies/{u}/" for u in urls]


def test_site_says_how_it_is_searched(client):
    action = nodes(client, "/")["WebSite"]["potentialAction"]

    path, _, query = action["target"]["urlTemplate"].removeprefix(HOST).partition("?")
    assert (action["@type"], action["query-input"]) == ("SearchAction", "required name=search_term_string")
    assert query == "q={search_term_string}"
    assert client.get(path, {"q": "heat"}).status_code == 200


def test_a_rating_of_somebody_else_is_never_given_as_ours(client):
    make_movie("Heat", imdb_rating="8.3", imdb_votes=100, metascore=76)

    assert "Rating" not in str(nodes(client, "/movies/heat/"))


def test_nothing_ends_the_element_before_its_time(client):
    hostile = "</script><script>alert(1)</script><!-- & \u2028 \u2029 “"
    make_movie("Heat", synopsis=hostile)

    assert nodes(client, "/movies/heat/")["Movie"]["description"] == hostile
    assert (
        re.findall(r"[<>&\u2028\u2029]", script([{"name": hostile}])[len('<script type="application/ld+json">') : -9])
        == []
    )


def test_addresses_are_public_ones_in_previews_too(admin_client, settings):
    settings.SITE_URL = "https://films.example"
    make_movie("Heat", synopsis="")

    found = nodes(admin_client, "/admin/preview/now~drafts/movies/heat/")

    assert found["Movie"]["url"] == "https://films.example/movies/heat/"
    assert "preview" not in str(found)


def test_seasons_and_cast_add_no_query(client):
    show = make_show("Fleet")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/shows/fleet/")
        return len(captured)

    def enlarge(number):
        season = make_season(show, number)
        make_episode(season, still=make_image("still"))
        make_credit(show, make_person(), character="Somebody")
        make_video(show, released_at=dt.datetime(2001, 2, 3, tzinfo=dt.UTC))

    enlarge(1)
    queries()
    few = queries()
    for number in range(2, 6):
        enlarge(number)

    assert queries() == few
