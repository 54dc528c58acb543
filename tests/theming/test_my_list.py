"""What the server gives to a memory that it never sees."""

import re

import pytest

from tests.factories import make_episode, make_genre, make_image, make_movie, make_season, make_show

pytestmark = pytest.mark.django_db


def remembered(html, tag="list-button"):
    return [dict(re.findall(r'data-(\w+)="([^"]*)"', found)) for found in re.findall(rf"<{tag} ([^>]+)>", html)]


def test_card_says_what_a_browser_keeps_of_it(client):
    poster = make_image(tone=7)
    make_movie("Fish & <Chips>", slug="fish", released="1999", genres=[make_genre("War")], poster=poster, imdb_rating=7)

    html = client.get("/library/").content.decode()

    assert remembered(html) == [
        {
            "slug": "fish",
            "kind": "movie",
            "name": "Fish &amp; &lt;Chips&gt;",
            "year": "1999",
            "rating": "7.0",
            "genres": "War",
            "poster": poster.url(360),
            "tone": "7",
        }
    ]


def test_title_page_has_both_buttons_and_an_episode_its_own(client):
    show = make_show("Quorum", slug="quorum")
    make_episode(make_season(show), 2, "Second")

    html = client.get("/shows/quorum/").content.decode()

    assert [(found["slug"], found["plain"]) for found in remembered(html)] == [("quorum", "yes")]
    assert [(found["slug"], found.get("episode"), found["name"]) for found in remembered(html, "seen-button")] == [
        ("quorum", None, "Quorum"),
        ("quorum", "season-1-episode-2", "Second"),
    ]


def test_my_list_is_the_same_for_everyone_and_says_so_without_script(client, admin_client):
    before = client.get("/my-list/")
    make_movie("Heat")

    after, staff = client.get("/my-list/"), admin_client.get("/my-list/")

    assert before.content == after.content == staff.content
    assert not after.cookies
    assert "switched off in this browser" in after.content.decode()
    assert "Heat" not in after.content.decode()


def test_links_of_remembered_cards_stay_in_a_preview_which_registers_no_worker(admin_client):
    public = admin_client.get("/my-list/").content.decode()
    preview = admin_client.get("/admin/preview/now/my-list/").content.decode()

    assert re.findall(r'data-(?:movie|show)="([^"]+)"', public) == ["/movies/-slug-/", "/shows/-slug-/"]
    assert re.findall(r'data-movie="([^"]+)"', preview) == ["/admin/preview/now/movies/-slug-/"]
    assert 'data-worker="/sw.js"' in public
    assert "data-worker" not in preview
