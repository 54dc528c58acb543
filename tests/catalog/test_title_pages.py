"""Title pages and the pages on which titles play."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.models import Certification
from tests.factories import (
    make_caption,
    make_collection,
    make_credit,
    make_episode,
    make_genre,
    make_image,
    make_movie,
    make_person,
    make_season,
    make_show,
    make_video,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LATER = (TODAY + dt.timedelta(days=30)).isoformat()
SOON = (TODAY + dt.timedelta(days=3)).isoformat()


def html_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def text_of(html):
    """The words of the page's own part."""
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") :]).split())


def make_playable(thing, **fields):
    """A video of its own for a movie or an episode."""
    if hasattr(thing, "season"):
        show = thing.season.show
        return make_video(show, kind="episode", host="file", season=thing.season, episode=thing, **fields)
    return make_video(thing, kind="feature", host="file", **fields)


def test_what_one_decides_by_stands_before_the_synopsis(client):
    heat = make_movie(
        "Heat",
        released="1995-12",
        runtime=170,
        imdb_rating="8.3",
        metascore=76,
        synopsis="A thief and a detective.",
        genres=[make_genre("Crime")],
        poster=make_image(),
    )
    Certification.objects.create(title=heat, country="US", code="R")

    text = text_of(html_of(client, "/movies/heat/"))

    assert text.startswith("Heat 1995 2 h 50 min Certificate R IMDb 8.3 Metascore 76 Crime A thief and a detective.")
    assert "Released December 1995" in text


@pytest.mark.parametrize(
    ("country", "shown"), [("US", "R"), ("GB", "18"), ("FR", "16")], ids=["own", "other", "first where it has none"]
)
def test_certificate_is_that_of_the_sites_country(client, settings, country, shown):
    settings.CERTIFICATION_COUNTRY = country
    heat = make_movie("Heat")
    for each, code in (("DE", "16"), ("GB", "18"), ("US", "R")):
        Certification.objects.create(title=heat, country=each, code=code)

    html = html_of(client, "/movies/heat/")

    assert re.findall(r'facts-line__mark"><span[^>]*>Certificate </span>([^<]*)<', html) == [shown]


def test_show_counts_numbered_seasons_only(client):
    show = make_show("Show", runtime=45)
    for number in (0, 1, 2):
        make_episode(make_season(show, number))

    text = text_of(html_of(client, "/shows/show/"))

    assert "2 seasons 45 min an episode" in text
    assert "Seasons 2 " in text
    assert text.index("Season 2 2001") < text.index("Specials 2001")


def test_credits_lead_to_the_person_and_to_the_library_of_that_person(client):
    heat = make_movie("Heat")
    make_credit(heat, make_person("Al Pacino"), character="Vincent")
    make_credit(heat, make_person("Michael Mann"), department="directing", job="Director")

    html = html_of(client, "/movies/heat/")

    for slug, name in (("al-pacino", "Al Pacino"), ("michael-mann", "Michael Mann")):
        assert f'href="/people/{slug}/"' in html
        assert f'href="/library/?person={slug}" aria-label="Titles with {name} in the library"' in html


def test_collections_show_their_titles_in_their_own_order(client):
    first, second, third = make_movie("First"), make_movie("Second"), make_movie("Third")
    make_collection("Upwards", [first, second, third])
    make_collection("Downwards", [third, second, first])

    html = html_of(client, "/movies/second/")
    rows = re.findall(r'<ul class="title-row__shelf">(.*?)</ul>', html, re.S)

    assert [re.findall(r"<h3[^>]*><a [^>]*><bdi>([^<]*)", row) for row in rows] == [
        ["Third", "Second", "First"],
        ["First", "Second", "Third"],
    ]


def test_trailers_are_plain_links_that_say_what_a_dialog_needs(client):
    heat = make_movie("Heat")
    make_video(heat, reference="abc", name="Official trailer")
    make_video(heat, kind="clip", host="vimeo", reference="42")
    make_video(heat, kind="featurette", host="file", reference="/films/making.mp4")

    html = html_of(client, "/movies/heat/")

    assert (
        'href="https://www.youtube.com/watch?v=abc" rel="noopener" '
        'data-frame="https://www.youtube-nocookie.com/embed/abc?autoplay=1&amp;rel=0" data-name="Official trailer"'
    ) in html
    assert 'data-frame="https://player.vimeo.com/video/42?autoplay=1&amp;dnt=1"' in html
    assert 'data-media="/films/making.mp4" data-type="video/mp4"' in html
    assert "<iframe" not in html


def test_videos_of_a_hidden_season_are_not_shown(client):
    show = make_show("Show")
    make_episode(make_season(show))
    make_video(show, season=make_season(show, 2, state="draft"), name="Secret teaser")
    make_video(show, season=show.seasons.get(number=1), name="Known teaser")

    html = html_of(client, "/shows/show/")

    assert "Known teaser" in html
    assert "Secret teaser" not in html


# What airs next


@pytest.mark.parametrize(
    ("aired", "words"),
    [
        ("2999-03-04", "Season 2 starts 4 March 2999"),
        ("2999-03", "Season 2 starts in March 2999"),
        ("2999", "Season 2 starts in 2999"),
    ],
)
def test_show_says_when_its_next_season_starts_as_far_as_known(client, aired, words):
    show = make_show("Show")
    make_episode(make_season(show))
    make_season(show, 2, aired=aired)

    html = html_of(client, "/shows/show/")

    assert re.findall(r'<p class="notice"><svg.*?</svg>(.*?)</p>', html) == [words]


def test_show_says_when_the_next_episode_comes_and_how_many_are_out(client):
    season = make_season(make_show("Show"))
    make_episode(season, 1)
    make_episode(season, 2, aired=SOON)
    make_episode(season, 3, aired=LATER)

    html = html_of(client, "/shows/show/")
    day = (TODAY + dt.timedelta(days=3)).strftime("%-d %B %Y")

    assert f"New episode on {day}" in html
    assert "1 of 3 episodes so far" in html


def test_hidden_seasons_and_episodes_announce_nothing(client):
    show = make_show("Show")
    season = make_season(show)
    make_episode(season, 1)
    make_episode(season, 2, aired=SOON, state="draft")
    make_season(show, 2, aired=LATER, state="draft")

    html = html_of(client, "/shows/show/")

    assert "New episode" not in html
    assert "starts" not in html


def test_forty_seasons_have_a_row_of_jumps_and_one_has_none(client):
    many, one = make_show("Many"), make_show("One")
    for number in range(1, 41):
        make_season(many, number)
    make_season(one)

    jumps = re.findall(r'<a class="chip" href="#season-(\d+)"', html_of(client, "/shows/many/"))

    assert jumps == [str(number) for number in range(1, 41)]
    assert "season-list__jumps" not in html_of(client, "/shows/one/")


def test_title_without_anything_says_no_more_than_its_name(client):
    make_movie("Bare", released="", synopsis="")

    html = html_of(client, "/movies/bare/")

    assert re.findall(r"<h2[^>]*>([^<]*)", html) == []
    assert "<video-dialog" not in html
    assert "/watch/" not in html


# Watching


def test_movie_with_a_film_of_its_own_can_be_watched(client):
    heat = make_movie("Heat", synopsis="A thief.")
    video = make_playable(heat, reference="/films/heat.mp4")
    make_video(heat, kind="feature", host="hls", reference="/films/heat.m3u8", position=1)
    make_caption(video, language="de", label="Deutsch", reference="/films/de.vtt")

    assert 'href="/movies/heat/watch/"' in html_of(client, "/movies/heat/")
    html = html_of(client, "/movies/heat/watch/")

    assert '<video controls preload="none" playsinline>' in html
    assert re.findall(r"<source [^>]*>", html) == [
        '<source src="/films/heat.mp4" type="video/mp4">',
        '<source src="/films/heat.m3u8" type="application/vnd.apple.mpegurl">',
    ]
    assert '<track kind="captions" src="/films/de.vtt" srclang="de" label="Deutsch">' in html
    assert 'data-key="movie/heat"' in html
    assert "playback.js" not in html


def test_captions_of_another_host_are_asked_for_as_such(client):
    make_caption(make_playable(make_movie("Heat")), reference="https://films.example/de.vtt")

    assert '<video controls preload="none" playsinline crossorigin="anonymous">' in html_of(
        client, "/movies/heat/watch/"
    )


@pytest.mark.parametrize("host", ["youtube", "vimeo"])
def test_film_on_another_host_is_not_played_here(client, host):
    heat = make_movie("Heat")
    make_video(heat, kind="feature", host=host)
    make_video(heat, kind="trailer", host="file", reference="/films/trailer.mp4")

    assert "/watch/" not in html_of(client, "/movies/heat/")
    assert client.get("/movies/heat/watch/").status_code == 404


def test_nothing_hidden_or_yet_to_come_can_be_watched(client, admin_client):
    make_playable(make_movie("Draft", state="draft"))
    make_playable(make_movie("Later", released=LATER))
    show = make_show("Show")
    season = make_season(show)
    make_playable(make_episode(season, 1))
    make_playable(make_episode(season, 2, state="draft"))
    make_playable(make_episode(season, 3, aired=LATER))
    make_playable(make_episode(make_season(show, 2, state="draft"), 1))
    make_playable(make_episode(make_season(make_show("Unaired", released=LATER)), 1))

    addresses = {
        "/movies/draft/watch/": 404,
        "/movies/later/watch/": 404,
        "/shows/show/watch/s1e1/": 200,
        "/shows/show/watch/s1e2/": 404,
        "/shows/show/watch/s1e3/": 404,
        "/shows/show/watch/s1e9/": 404,
        "/shows/show/watch/s2e1/": 404,
        "/shows/unaired/watch/s1e1/": 404,
    }
    assert {address: client.get(address).status_code for address in addresses} == addresses
    assert "/watch/" not in html_of(client, "/movies/later/")
    assert re.findall(r'episode__watch" href="([^"]*)"', html_of(client, "/shows/show/")) == ["/shows/show/watch/s1e1/"]
    assert admin_client.get("/admin/preview/now~drafts/shows/show/watch/s1e2/").status_code == 200


def test_episodes_follow_each_other_across_seasons_with_specials_last(client):
    show = make_show("Show")
    for season, numbers in ((0, [1]), (1, [1, 2]), (2, [1])):
        row = make_season(show, season)
        for number in numbers:
            make_playable(make_episode(row, number, f"Part {season}.{number}"))
    make_episode(show.seasons.get(number=1), 3, "Without a film")

    def following(code):
        return re.findall(r'href="(/shows/show/watch/[^"]*)#play"', html_of(client, f"/shows/show/watch/{code}/"))

    assert following("s1e1") == ["/shows/show/watch/s1e2/"]
    assert following("s1e2") == ["/shows/show/watch/s2e1/"]
    assert following("s2e1") == ["/shows/show/watch/s0e1/"]
    assert following("s0e1") == []
    assert "Watch S1 E1" in text_of(html_of(client, "/shows/show/"))


def test_address_of_the_wrong_kind_leads_to_the_title(client):
    make_movie("Heat")
    make_show("Show")

    assert client.get("/shows/heat/watch/s1e1/").headers["Location"] == "/movies/heat/"
    assert client.get("/movies/show/watch/").headers["Location"] == "/shows/show/"


def test_preview_keeps_its_prefix_on_the_way_to_the_film(client, admin_client):
    make_playable(make_movie("Heat"))

    html = admin_client.get("/admin/preview/now/movies/heat/").content.decode()

    assert 'href="/admin/preview/now/movies/heat/watch/"' in html


def test_watch_page_takes_as_many_queries_for_twelve_episodes_as_for_two(client):
    season = make_season(make_show("Show"))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            html_of(client, "/shows/show/watch/s1e1/")
        return len(captured)

    for number in (1, 2):
        make_caption(make_playable(make_episode(season, number)))
    few = queries()
    for number in range(3, 13):
        make_caption(make_playable(make_episode(season, number)))
    make_caption(make_playable(season.episodes.get(number=1), position=1), label="Deutsch")

    assert queries() == few


def test_captions_have_a_page_in_the_admin(admin_client):
    movie = make_movie()
    video = make_playable(movie)
    address = f"/admin/catalog/movie/{movie.pk}/captions/"
    fields = {"video": video.pk, "language": "en", "label": "English", "reference": "/films/en.vtt"}
    data = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0, **{f"rows-0-{name}": fields[name] for name in fields}}

    assert admin_client.post(address, data).status_code == 302

    caption = video.captions.get()
    assert {name: getattr(caption, name) for name in ("language", "label", "reference")} == {
        name: fields[name] for name in ("language", "label", "reference")
    }
