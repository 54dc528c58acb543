"""Sitemap, robots.txt, feed, OpenSearch description and web app manifest: complete, public, few queries."""

import datetime as dt
import json
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image as Picture
from PIL import ImageChops

from streamcms.publishing import sitemaps
from tests.factories import make_collection, make_genre, make_image, make_movie, make_page, make_person, make_show
from theming.app_icons import FOLDER, icons
from theming.models import Site

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
    "a": "http://www.w3.org/2005/Atom",
    "o": "http://a9.com/-/spec/opensearch/1.1/",
}


def tree(client, address):
    return ElementTree.fromstring(client.get(address).content)


def texts(node, path):
    return [found.text for found in node.findall(path, NAMES)]


def locations(client, address):
    return [text.removeprefix(HOST) for text in texts(tree(client, address), ".//s:loc")]


def kept(path):
    with Picture.open(path) as file:
        return file.convert("RGBA")


def all_locations(client):
    return [path for page in locations(client, "/sitemap.xml") for path in locations(client, page)]


def test_sitemap_names_every_public_page_once(client):
    make_collection("Firsts", titles=[make_movie("Heat", genres=[make_genre("Crime")]), make_show("Fleet")])
    make_person("Star")
    make_page("About")
    make_genre("Empty")

    assert sorted(all_locations(client)) == [
        "/",
        "/about/",
        "/collections/firsts/",
        "/genres/crime/",
        "/library/",
        "/movies/",
        "/movies/heat/",
        "/people/star/",
        "/shows/",
        "/shows/fleet/",
    ]
    assert [path for path in all_locations(client) if client.get(path).status_code != 200] == []


def test_hidden_things_are_in_no_machine_readable_list(client):
    hour = dt.timedelta(hours=1)
    now = timezone.now()
    make_movie("Zzyzx draft", state="draft", genres=[make_genre("Zzyzx genre")])
    make_movie("Zzyzx later", publish_at=now + hour)
    make_movie("Zzyzx over", unpublish_at=now - hour)
    make_collection("Zzyzx collection", state="draft")
    make_person("Zzyzx person", state="archived")
    make_page("Zzyzx page", state="draft")
    make_movie("Seen")

    found = "".join(
        client.get(path).content.decode() for path in ("/feeds/latest.xml", *locations(client, "/sitemap.xml"))
    )

    assert "zzyzx" not in found.lower()
    assert found.count("/movies/seen/") == 3  # once in the sitemap, as link and id in the feed


def test_sitemap_has_pictures_and_the_last_change(client):
    opened = timezone.now() - dt.timedelta(days=1)
    poster, backdrop = make_image(), make_image("backdrop")
    movie = make_movie("Heat", poster=poster, backdrop=backdrop, publish_at=opened)
    type(movie).objects.filter(pk=movie.pk).update(updated_at=opened - dt.timedelta(days=9))

    page = tree(client, "/sitemap-titles-1.xml")

    assert texts(page, ".//i:image/i:loc") == [HOST + poster.url(), HOST + backdrop.url()]
    assert texts(page, ".//s:lastmod") == [opened.isoformat(timespec="seconds")]
    assert texts(tree(client, "/sitemap.xml"), ".//s:lastmod") == [opened.isoformat(timespec="seconds")]


def test_sitemap_goes_on_in_pages(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PAGE_SIZE", 2)
    for name in "abcde":
        make_movie(f"Movie {name}")

    pages = [path for path in locations(client, "/sitemap.xml") if "titles" in path]

    assert pages == ["/sitemap-titles-1.xml", "/sitemap-titles-2.xml", "/sitemap-titles-3.xml"]
    assert [locations(client, page) for page in pages] == [
        ["/movies/movie-a/", "/movies/movie-b/"],
        ["/movies/movie-c/", "/movies/movie-d/"],
        ["/movies/movie-e/"],
    ]
    assert [client.get(f"/sitemap-titles-{page}.xml").status_code for page in (0, 4)] == [404, 404]
    assert client.get("/sitemap-nothing-1.xml").status_code == 404


@pytest.mark.parametrize("section", ["titles", "people", "collections", "genres", "pages"])
def test_sitemap_page_takes_one_query_whatever_its_size(client, section):
    for _ in range(5):
        make_movie(genres=[make_genre()], poster=make_image())
        make_person(portrait=make_image("portrait"))
        make_collection(backdrop=make_image("backdrop"))
        make_page()

    with CaptureQueriesContext(connection) as captured:
        found = locations(client, f"/sitemap-{section}-1.xml")

    assert (len(found), len(captured)) == (5, 1)


def test_sitemap_index_and_feed_take_as_many_queries_for_five_as_for_one(client):
    def queries(address):
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    make_movie(genres=[make_genre()])
    few = [queries("/sitemap.xml"), queries("/feeds/latest.xml")]
    for _ in range(4):
        make_movie(genres=[make_genre()])

    assert [queries("/sitemap.xml"), queries("/feeds/latest.xml")] == few == [5, 3]


def test_robots_names_what_is_not_crawled_and_the_sitemaps(client, settings):
    settings.SITE_URL = "https://films.example"
    settings.LANGUAGES = [("en", "English"), ("ar", "Arabic")]

    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /preview/\nDisallow: /suggest\n\n"
        "Sitemap: https://films.example/sitemap.xml\nSitemap: https://films.example/ar/sitemap.xml\n"
    )


def test_sitemap_of_another_language_stays_in_it(client):
    make_movie("Heat")

    assert locations(client, "/ar/sitemap-titles-1.xml") == ["/ar/movies/heat/"]


def test_feed_has_the_latest_titles_that_are_out(client):
    Site.objects.create(name="Lamp")
    for name, released in (("Old", "1920"), ("New", "1999"), ("Coming", "2999")):
        make_movie(name, released=released, synopsis=f"{name} & <b>", genres=[make_genre(name)])

    feed = tree(client, "/feeds/latest.xml")

    assert feed.find("a:title", NAMES).text == "Lamp"
    assert texts(feed, "a:entry/a:title") == ["New (1999)", "Old (1920)"]
    assert texts(feed, "a:entry/a:summary") == ["New & <b>", "Old & <b>"]
    assert texts(feed, "a:entry/a:id") == [f"{HOST}/movies/new/", f"{HOST}/movies/old/"]
    assert [node.get("term") for node in feed.findall("a:entry/a:category", NAMES)] == ["New", "Old"]


def test_opensearch_leads_to_the_search(client):
    Site.objects.create(name="Lamp & Co")

    description = tree(client, "/opensearch.xml")

    address = description.find("o:Url", NAMES).get("template")
    assert description.find("o:ShortName", NAMES).text == "Lamp & Co"
    assert address.startswith(HOST)
    assert address.endswith("?q={searchTerms}")
    assert client.get(address.removeprefix(HOST).partition("?")[0], {"q": "x"}).status_code == 200


def test_manifest_names_icons_of_the_size_that_they_are(client):
    Site.objects.create(name="A name that is rather long")

    response = client.get("/manifest.webmanifest")

    manifest = json.loads(response.content)
    assert response["Content-Type"] == "application/manifest+json"
    assert (manifest["name"], manifest["start_url"], manifest["dir"]) == ("A name that is rather long", "/", "ltr")
    sizes = ["{}x{}".format(*kept(finders.find(icon["src"][8:])).size) for icon in manifest["icons"]]
    assert sizes == [icon["sizes"] for icon in manifest["icons"]] == ["192x192", "512x512", "512x512"]


@pytest.mark.parametrize("name", icons())
def test_icons_in_the_tree_are_what_the_code_draws(name):
    drawn, in_the_tree = icons()[name].convert("RGBA"), kept(FOLDER / name)

    assert drawn.size == in_the_tree.size
    assert max(high for _low, high in ImageChops.difference(drawn, in_the_tree).getextrema()) <= 2


@pytest.mark.parametrize(
    "address", ["/sitemap.xml", "/sitemap-titles-1.xml", "/robots.txt", "/feeds/latest.xml", "/manifest.webmanifest"]
)
def test_what_machines_read_sets_no_cookie_and_is_the_same_for_everyone(client, admin_client, address):
    make_movie()

    first, second = client.get(address), admin_client.get(address)

    assert first.content == second.content
    assert not first.cookies
    assert "cookie" not in first.get("Vary", "").lower()
