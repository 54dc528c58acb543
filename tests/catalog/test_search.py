"""Search: what is found, in which order, how soon, and what never is."""

import datetime as dt
import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.derived import rebuild_search_index, refresh_search_index
from catalog.models import AlternativeName, SearchChange, SearchEntry, SearchSpelling, SearchToken, Title
from catalog.search import find as finding
from catalog.search import index, places, words
from catalog.search.find import find, instead
from catalog.search.index import install_triggers, triggers
from people.models import Person
from streamcms.publishing.viewpoint import Viewpoint
from tests.factories import (
    make_collection,
    make_credit,
    make_episode,
    make_image,
    make_movie,
    make_person,
    make_season,
    make_show,
)

pytestmark = pytest.mark.django_db

EVERY_KIND = {"title": 9, "person": 9, "episode": 9, "collection": 9}
NASTY = [
    "",
    " ",
    "%",
    "_",
    "'; DROP TABLE catalog_title; --",
    '"><script>alert(1)</script>',
    "{{ 7 }}{% now %}",
    "\\",
    "\x00",
    "\ud83d",
    "\U0001f468\u200d\U0001f469",
    "\u202e\u0627\u0644",
    "='",
    "=",
    "Z\u0351\u036b\u0343" * 40,
    "a" * 1_000_000,
    "a b " * 250_000,
    "()*&^~\"'",
    "NEAR(a b) OR c*",
    "ﷺ",
    "İ",
]


def names(text, **viewpoint):
    answer = find(text, Viewpoint(timezone.now(), **viewpoint), EVERY_KIND)
    return [match.thing.name for group in answer.groups for match in group.matches]


@pytest.fixture(params=["indexed", "changed since"])
def freshness(request):
    """A test runs twice: on the index, and on what the triggers noted."""
    return rebuild_search_index if request.param == "indexed" else lambda: None


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("WALL·E", "wall-e"),
        ("WALL·E", "walle"),
        ("WALL·E", "wall e"),
        ("Amélie", "amelie"),
        ("Amelie", "amélie"),
        ("The Matrix", "the matrx"),
        ("The Matrix", "matrix"),
        ("Matrix", "the matrix"),
        ("Nosferatu", "nosfaratu"),
        ("Nosferatu", "nosf"),
        ("L'Avventura", "avventura"),
        ("L'Avventura", "l’avventura"),
        ("Romeo & Juliet", "romeo and juliet"),
        ("Spider-Man", "spiderman"),
        ("Spiderman", "spider man"),
        ("Star Wars", "starwars"),
        ("Der Müde Tod", "mude tod"),
        ("Straße", "strasse"),
        ("Kød", "kod"),
        ("The Cabinet of Dr. Caligari", "calligari"),
        ("The Cabinet of Dr. Caligari", "caligari cabinet"),
        ("Arnold Schwarzenegger", "shwarzeneger"),
        ("Jaws", "jwas"),
        ("七人の侍", "七人"),
        ("七人の侍", "侍"),
        ("القاهرة", "القاهره"),
        ("القاهرة", "قاهرة"),
        ("أحمد", "احمد"),
        ("The Who", "the"),
        ("M", "m"),
        ("!!!", "!!!"),
    ],
)
def test_search_forgives_how_a_name_is_typed(freshness, name, typed):
    make_movie(name, slug="wanted")
    make_movie("Zebra Crossing")
    freshness()

    assert names(typed) == [name]


@pytest.mark.parametrize("typed", ["matrox revenge", "mat rix x", "zzz", "ix", "maatriixx"])
def test_search_does_not_forgive_everything(freshness, typed):
    make_movie("Matrix")
    freshness()

    assert names(typed) == []


def test_search_finds_by_every_name_that_a_thing_has(freshness):
    movie = make_movie("Bicycle Thieves", original_name="Ladri di biciclette")
    AlternativeName.objects.create(title=movie, name="The Bicycle Thief")
    movie.translations.create(language="de", name="Fahrraddiebe")
    person = make_person("Charlie Chaplin", also_known_as=["Sir Charles Spencer", "卓别林"])
    person.translations.create(language="ar", name="تشارلي شابلن")
    episode = make_episode(make_season(make_show("Serial")), name="The Long Night")
    episode.translations.create(language="fr", name="La nuit interminable")
    collection = make_collection("Neorealism")
    collection.translations.create(language="it", name="Neorealismo")
    freshness()

    assert names("ladri di biciclette") == names("bicycle thief") == names("fahrraddiebe") == ["Bicycle Thieves"]
    assert names("charles spencer") == names("卓别林") == names("شابلن") == ["Charlie Chaplin"]
    assert names("long night") == names("interminable") == ["The Long Night"]
    assert names("neorealismo") == ["Neorealism"]


def test_search_ranks_exact_then_whole_words_then_beginnings_by_popularity(freshness):
    make_movie("Star", slug="exact", imdb_votes=1)
    make_movie("A Star Is Born", imdb_votes=500)
    make_movie("Evening Star", imdb_votes=900)
    make_movie("Deep Starlight", imdb_votes=9_000)
    make_movie("Stir", imdb_votes=99_000)
    make_movie("Stark", imdb_votes=700)
    freshness()

    assert names("star") == ["Star", "Evening Star", "Stark", "A Star Is Born", "Deep Starlight"]
    assert names("the star")[0] == "Star"


def test_search_breaks_ties_on_the_slug(freshness):
    for slug in ("nosferatu-1979", "nosferatu", "nosferatu-2024"):
        make_movie("Nosferatu", slug=slug)
    freshness()

    answer = find("nosferatu", Viewpoint.public(), EVERY_KIND)

    assert [match.thing.slug for match in answer.groups[0].matches] == [
        "nosferatu",
        "nosferatu-1979",
        "nosferatu-2024",
    ]


def test_people_rank_by_their_credits(freshness):
    make_person("Lang Unknown")
    known = make_person("Fritz Lang")
    make_credit(person=known)
    freshness()

    assert names("lang") == ["Fritz Lang", "Lang Unknown"]


def test_the_group_with_the_best_match_comes_first(freshness):
    make_movie("Langoliers", imdb_votes=10_000)
    make_person("Lang")
    freshness()

    assert names("lang") == ["Lang", "Langoliers"]


def test_the_first_n_are_the_right_n_among_many(freshness):
    for number in range(30):
        make_movie(f"Northern Line {number:02}", imdb_votes=number)
    make_movie("North", imdb_votes=0)
    freshness()

    answer = find("north", Viewpoint.public(), {"title": 3})

    assert [match.thing.name for match in answer.groups[0].matches] == ["North", "Northern Line 29", "Northern Line 28"]


def test_what_an_editor_saves_is_found_at_once_and_under_its_old_name_no_more(freshness):
    movie, person = make_movie("Before"), make_person("Someone Before")
    freshness()

    movie.name = "Yesterday"
    movie.save()
    Person.objects.filter(pk=person.pk).update(name="Tomorrow Person")
    AlternativeName.objects.bulk_create([AlternativeName(title=movie, name="Hier soir")])
    make_movie("Brand New")

    assert names("yesterday") == names("hier") == ["Yesterday"]
    assert names("tomorrow") == ["Tomorrow Person"]
    assert names("brand new") == ["Brand New"]
    assert names("before") == []


def test_sql_by_hand_and_deletions_count(freshness):
    movie, gone = make_movie("Handmade"), make_movie("Doomed")
    other = AlternativeName.objects.create(title=movie, name="Second Name")
    freshness()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalog_title SET name = 'Rewritten' WHERE id = %s", [movie.pk])
    other.delete()
    gone.delete()

    assert names("rewritten") == ["Rewritten"]
    assert names("handmade") == names("second name") == names("doomed") == []


def test_a_save_that_changes_no_name_notes_nothing():
    movie = make_movie("Same")
    rebuild_search_index()

    movie.synopsis = "Other words."
    movie.save()

    assert SearchChange.objects.count() == 0


def test_what_is_hidden_is_never_found(freshness):
    now = timezone.now()
    make_movie("Zzyzx draft", state="draft")
    make_movie("Zzyzx archived", state="archived")
    make_movie("Zzyzx later", publish_at=now + dt.timedelta(days=1))
    make_movie("Zzyzx over", unpublish_at=now - dt.timedelta(seconds=1))
    make_person("Zzyzx Person", state="draft")
    make_collection("Zzyzx Collection", state="draft")
    show = make_show("Zzyzx Show", state="draft")
    make_episode(make_season(show), name="Zzyzx of a hidden show")
    make_episode(make_season(make_show("Seen"), state="draft"), name="Zzyzx of a hidden season")
    make_movie("Shown")
    freshness()

    assert names("zzyzx") == names("zzyzz") == []
    assert instead("zzyzx nowhere", Viewpoint.public()) == []
    assert set(names("zzyzx", drafts=True)) >= {"Zzyzx draft", "Zzyzx Person", "Zzyzx Collection"}
    assert "Zzyzx later" not in names("zzyzx", drafts=True)


def test_hiding_and_showing_need_no_new_index(freshness):
    movie = make_movie("Curtain")
    freshness()

    Title.objects.filter(pk=movie.pk).update(state="draft")
    hidden = names("curtain")
    Title.objects.filter(pk=movie.pk).update(state="published")

    assert hidden == []
    assert names("curtain") == ["Curtain"]


def test_hidden_things_leave_no_gap_in_what_is_found(freshness):
    for number in range(40):
        make_movie(f"Northern Line {number:02}", imdb_votes=100 + number, state="draft")
    make_movie("Northern Lights", imdb_votes=2)
    make_movie("Go North", imdb_votes=1)
    freshness()

    for typed in ("n", "nor", "north", "northern", "northren", "no li"):
        answer = find(typed, Viewpoint.public(), {"title": 1})
        assert [match.thing.name for match in answer.groups[0].matches] == ["Northern Lights"], typed


@pytest.mark.parametrize("typed", ["a", "al", "alp", "alpha", "the", "alpha beta", "al be"])
def test_what_thousands_begin_with_is_read_in_order_and_not_sorted(typed):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite says in its plan what it sorts")
    make_movie("The Alpha Beta")
    rebuild_search_index()
    with CaptureQueriesContext(connection) as captured:
        names(typed)
    asked = [query["sql"] for query in captured if "UNION ALL" in query["sql"]]

    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + asked[0])
        plan = [row[3] for row in cursor.fetchall()]

    sorted_parts = [step for step in plan if "TEMP B-TREE" in step]
    whole_name_is_long = len(typed.replace(" ", "")) > words.SHORT
    # Longer beginnings of whole names are ranges, sorted once for each of the four kinds.
    assert len(sorted_parts) == (4 if whole_name_is_long else 0), plan


def index_as_it_is():
    """Entries in the order of their keys, and tokens."""
    columns = ("pk", "kind", "object_id", "slug", "weight", "folded")
    entries = {
        pk: (kind, object_id, bytes(slug), weight, folded)
        for pk, kind, object_id, slug, weight, folded in SearchEntry.objects.order_by("pk").values_list(*columns)
    }
    tokens = sorted((entries[pk], bytes(text)) for pk, text in SearchToken.objects.values_list("entry", "text"))
    return list(entries.values()), tokens


def change_some():
    """Four things: a movie with other names and votes, an episode and its show, and what is gone."""
    movie = Title.objects.get(slug="first-name")
    Title.objects.filter(pk=movie.pk).update(name="Second Name", imdb_votes=7)
    make_episode(name="An Episode")
    make_movie("Gone").delete()


@pytest.fixture
def indexed():
    for slug, votes in [("a", 5), ("b", 5), ("y", 5), ("z", None), ("first-name", 9)]:
        make_movie(slug, slug=slug, imdb_votes=votes)
    make_credit(Title.objects.get(slug="a"), make_person("A Person"))
    rebuild_search_index()


@pytest.mark.parametrize("most", [5_000, 3])
def test_the_index_is_the_same_refreshed_as_rebuilt(indexed, monkeypatch, most):
    monkeypatch.setattr(index, "_FOLDED_IN", most)
    change_some()

    assert refresh_search_index() == 4
    refreshed = index_as_it_is()

    assert SearchChange.objects.count() == 0
    assert rebuild_search_index() == 8
    assert index_as_it_is() == refreshed
    assert [weight for *_, weight, _ in refreshed[0]] == [7, 5, 5, 5, 1, 0, 0, 0]


def test_entries_keep_their_order_when_a_gap_between_keys_is_full(indexed, monkeypatch):
    monkeypatch.setattr(places, "_LAST", 64)
    rebuild_search_index()
    spread, calls = places.spread, []
    monkeypatch.setattr(places, "spread", lambda things: calls.append(1) or spread(things))

    for number in range(12):
        make_movie(f"c{number:02}", imdb_votes=5)
        refresh_search_index()

    order = [bytes(slug).decode() for slug in SearchEntry.objects.order_by("pk").values_list("slug", flat=True)]
    assert order == ["first-name", "a", "b", *(f"c{number:02}" for number in range(12)), "y", "a-person", "z"]
    assert len(calls) > 0


def test_of_more_changes_than_are_read_the_oldest_keep_their_former_names(monkeypatch):
    old, new = make_movie("Formerly"), make_movie("Previously")
    rebuild_search_index()
    monkeypatch.setattr(finding, "_CHANGES_READ", 1)
    Title.objects.filter(pk=old.pk).update(name="Renamed First")
    Title.objects.filter(pk=new.pk).update(name="Renamed Second")
    before = names("renamed"), names("formerly"), names("previously")

    refresh_search_index()

    assert before == (["Renamed Second"], ["Renamed First"], [])
    assert sorted(names("renamed")) == ["Renamed First", "Renamed Second"]
    assert names("formerly") == []


def test_the_index_can_be_deleted_and_made_again(capsys):
    make_movie("Nosferatu")
    rebuild_search_index()
    for model in (SearchToken, SearchSpelling, SearchEntry):
        model.objects.all().delete()
    lost = names("nosferatu")

    call_command("rebuild", "search")

    assert lost == []
    assert names("nosferatu") == ["Nosferatu"]
    assert capsys.readouterr().out == "search: 1 titles, people, episodes and collections that can be found\n"


def test_migrating_puts_a_lost_trigger_back_and_reads_its_table_again():
    make_movie("Kept")
    rebuild_search_index()
    name, (_statements, (table, *_)) = next(iter(triggers(connection.vendor).items()))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    make_movie("Unnoticed")
    unnoticed = names("unnoticed")

    install_triggers()

    assert unnoticed == []
    assert names("unnoticed") == ["Unnoticed"]


@pytest.mark.parametrize(
    ("one", "other", "most", "expected"),
    [
        ("", "", 1, 0),
        ("abcd", "abcd", 1, 0),
        ("abcd", "abdc", 1, 1),
        ("abcd", "acd", 1, 1),
        ("abcd", "abxcd", 1, 1),
        ("abcd", "wxyz", 1, 2),
        ("abcdefgh", "badcefgh", 2, 2),
        ("abc", "abcdef", 2, 3),
        ("ca", "abc", 3, 3),
    ],
)
def test_distance_counts_letters_and_swaps(one, other, most, expected):
    assert words.distance(one, other, most) == words.distance(other, one, most) == expected


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("Amélie", "ame", [("Amé", True), ("lie", False)]),
        ("The Matrix", "the matrx", [("The", True), (" ", False), ("Matrix", True)]),
        ("Romeo & Juliet", "jul", [("Romeo & ", False), ("Jul", True), ("iet", False)]),
        ("<b>", "zzz", [("<b>", False)]),
    ],
)
def test_marked_pieces_make_up_the_name(name, typed, expected):
    assert words.marked(name, words.Query(typed)) == expected


def pages(client, text):
    return [client.get(address, {"q": text}) for address in ("/search/", "/suggest", "/library/")]


class Markup(HTMLParser):
    """What of a page could run something that is not ours."""

    def __init__(self):
        super().__init__()
        self.foreign = []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        foreign = tag == "script" and not (attributes.get("src") or "").startswith("/static/")
        foreign |= tag in ("iframe", "object", "embed", "base", "style")
        foreign |= any(name.startswith("on") or name in ("style", "srcdoc") for name in attributes)
        foreign |= any(
            (attributes.get(name) or "").strip().lower().startswith("javascript:") for name in ("href", "src")
        )
        if foreign:
            self.foreign.append(self.get_starttag_text())


def foreign_markup(html):
    markup = Markup()
    markup.feed(html)
    return markup.foreign


@pytest.mark.parametrize(
    "html",
    ["<script>x</script>", "<img src=x onerror=x>", '<a href=" JavaScript:x">', "<script src=//x.y/z.js></script>"],
)
def test_foreign_markup_is_seen(html):
    assert len(foreign_markup(html)) == 1


def check_is_harmless(client, text):
    page, suggestions, library = pages(client, text)

    assert [response.status_code for response in (page, suggestions, library)] == [200, 200, 200], text
    html = page.content.decode()
    assert foreign_markup(html) == [], text
    assert html.count("<h1") == 1, text
    assert len(html) < 60_000
    answer = json.loads(suggestions.content)
    assert sorted(answer) == ["count", "html", "says"]
    assert foreign_markup(answer["html"]) == [], text


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_nasty_strings_are_answered_and_escaped(client, text):
    make_movie('<script>alert("name")</script> a')
    make_person("%_ Person")

    check_is_harmless(client, text.encode("utf-8", "replace").decode())


@pytest.mark.real_data
@pytest.mark.skipif(not os.environ.get("REAL_DATA"), reason="REAL_DATA is unset")
def test_strings_of_attackers_are_answered_and_escaped(client):
    folder = Path(os.environ["REAL_DATA"]) / "attack"
    strings = json.loads((folder / "blns" / "blns.json").read_text(encoding="utf-8"))
    strings += (folder / "xss" / "payloadbox-xss.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    make_movie('<script>alert("name")</script> alert')

    assert len(strings) > 5_000
    for text in strings[::23]:  # all of them take ten minutes; none is special
        check_is_harmless(client, text)


def test_pages_of_search_set_no_cookie_and_keep_a_previews_prefix(client, admin_client):
    make_movie("Nosferatu")
    make_movie("Nosferatu Draft", state="draft")
    prefix = "/admin/preview/now~drafts"

    for address in ("/search/", "/suggest"):
        public = client.get(address, {"q": "nosf"})
        preview = admin_client.get(prefix + address, {"q": "nosf"})

        assert public.cookies == {}
        assert "movies/nosferatu/" in public.content.decode()
        assert "draft" not in public.content.decode()
        assert f"{prefix}/movies/nosferatu-draft/" in preview.content.decode()
        assert preview["Cache-Control"] == "private, no-store"
        assert "ETag" not in preview


@pytest.mark.django_db(transaction=True)
def test_suggestions_are_not_sent_again_until_something_changes(client, settings, tmp_path):
    settings.DATA_ROOT = tmp_path
    make_movie("Nosferatu")
    first = client.get("/suggest", {"q": "nosf"})

    same = client.get("/suggest", {"q": "nosf"}, headers={"if-none-match": first["ETag"]})
    Title.objects.update(state="draft")
    after = client.get("/suggest", {"q": "nosf"}, headers={"if-none-match": first["ETag"]})

    assert first["Cache-Control"].startswith("public, max-age=0, ")
    assert (same.status_code, same.content) == (304, b"")
    assert (after.status_code, json.loads(after.content)["count"]) == (200, 0)


def test_search_page_says_what_it_found(client):
    make_movie("Nosferatu", imdb_votes=10)

    asked = client.get("/search/").content.decode()
    found = client.get("/search/?q=nosferatu").content.decode()
    misspelled = client.get("/search/?q=nosfaratu").content.decode()
    partly = client.get("/search/?q=nosferatu+qqqq").content.decode()
    nothing = client.get("/search/?q=qqqq").content.decode()

    assert "What are you looking for?" in asked
    assert "1 result" in found
    assert "Did you mean" not in found
    assert 'Did you mean <a href="/search/?q=Nosferatu">' in misspelled
    assert "Nothing is called" in partly
    assert '<a class="chip" href="/search/?q=Nosferatu">' in partly
    assert "Nothing is called" in nothing
    assert "Did you mean" not in nothing


def enlarge(numbers):
    for number in numbers:
        movie = make_movie(f"Alpha {number}", poster=make_image())
        person = make_person(f"Alpha Person {number}", portrait=make_image("portrait"))
        make_credit(movie, person)
        make_episode(make_season(make_show()), name=f"Alpha Episode {number}", still=make_image("still"))
        make_collection(f"Alpha Collection {number}", [movie])


@pytest.mark.parametrize("address", ["/search/?q=alpha", "/suggest?q=alpha"])
def test_search_takes_as_many_queries_for_nine_of_everything_as_for_three(client, freshness, address):
    def count():
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    enlarge(range(3))
    freshness()
    at_three = count()
    enlarge(range(3, 9))
    freshness()

    assert count() <= at_three
