"""Similar titles as rows and on pages: rebuilt, refreshed, steered; nothing hidden shows, exact jobs only."""

import hashlib
import json

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalog import similar_titles
from catalog.models import Genre, SimilarChoice, SimilarityWeights, SimilarTitle, Tag, Title
from catalog.similar_pages import more_rows, reason_in_words
from catalog.similar_pages import similar_titles as shown_similar
from catalog.similarity.facts import GROUPS, NUMBERS
from people.models import Person
from streamcms.publishing.viewpoint import Viewpoint
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_data(settings, tmp_path):
    settings.DATA_ROOT = tmp_path


@pytest.fixture
def now():
    return Viewpoint(timezone.now())


def heists(count=4):
    """Movies that share a tag, and as many that share another."""
    tags = make.make_tag("heist"), make.make_tag("farm")
    movies = [make.make_movie(f"{tag.name} {n}", synopsis="") for tag in tags for n in range(count)]
    for n, movie in enumerate(movies):
        movie.tags.add(tags[n // count])
    return movies


def listed(title):
    return list(SimilarTitle.objects.filter(source=title).order_by("rank").values_list("target__slug", flat=True))


def everything():
    rows = SimilarTitle.objects.order_by("source__slug", "rank")
    return list(rows.values_list("source__slug", "target__slug", "rank", "score"))


def directed(*movies, by, job="Director", department="directing"):
    for movie in movies:
        make.make_credit(movie, by, department=department, job=job)


def test_a_rebuild_lists_what_shares_something_and_says_how_many_have_a_list():
    movies = heists(3)
    make.make_movie("Alone 1", synopsis="")

    count = similar_titles.rebuild_similar_titles()

    assert count == 6
    assert set(listed(movies[0])) == {"heist-1", "heist-2"}
    assert listed(Title.objects.get(slug="alone-1")) == []


def test_two_rebuilds_give_the_same_rows():
    heists()

    call_command("rebuild", "similar", verbosity=0)
    first = everything()
    call_command("rebuild", "similar", verbosity=0)

    assert first
    assert everything() == first


def varied(count=60):
    """Movies that share tags, genres, people and years, the same at every call."""
    tags = [make.make_tag(f"tag {n}") for n in range(12)]
    people = [make.make_person(f"Person {n}") for n in range(15)]
    for n in range(count):
        movie = make.make_movie(f"Film {n}", released=f"{1950 + n * n % 70}", synopsis=f"The {n % 7}th heist in Paris")
        movie.tags.set(tags[n * k % 12] for k in (1, 2, 5))
        directed(movie, by=people[n * n % 15])
        make.make_credit(movie, people[n % 15], department="acting", character="Self", billing_order=n % 5)
        Title.objects.filter(pk=movie.pk).update(imdb_votes=n * n * 50, imdb_rating=n % 40 / 10 + 5, runtime=80 + n)


def in_bytes():
    """All lists with their scores and reasons, told by slugs: no key of this database's."""
    names = {"tag": dict(Tag.objects.values_list("pk", "slug")), "genre": dict(Genre.objects.values_list("pk", "slug"))}
    people = dict(Person.objects.values_list("pk", "slug"))
    rows = SimilarTitle.objects.order_by("source__slug", "rank").values_list(
        "source__slug", "target__slug", "score", "reasons"
    )
    return json.dumps(
        [
            [*row, [[group, [names.get(group, people)[key] for key in keys], count] for group, keys, count in reasons]]
            for *row, reasons in rows
        ]
    ).encode()


def test_lists_are_these_bytes_from_every_run_and_in_every_database():
    varied()
    weights = dict.fromkeys(GROUPS, 100), dict.fromkeys(NUMBERS, 100)
    SimilarityWeights.objects.create(groups=weights[0], closeness=weights[1])
    digests = []

    for _ in range(2):
        similar_titles.rebuild_similar_titles()
        digests.append(hashlib.sha256(in_bytes()).hexdigest()[:11])

    assert digests == ["897bc0fdae8", "897bc0fdae8"]


def test_a_rebuild_that_dies_leaves_the_previous_lists(monkeypatch):
    heists()
    similar_titles.rebuild_similar_titles()
    before = everything()
    make.make_movie("heist 9").tags.add(*Title.objects.get(slug="heist-1").tags.all())

    def die(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(similar_titles, "_links", die)
    with pytest.raises(KeyboardInterrupt):
        similar_titles.rebuild_similar_titles()

    assert everything() == before


def test_a_pin_stands_first_and_a_block_never_through_rebuilds():
    movies = heists()
    SimilarChoice.objects.create(source=movies[0], target=movies[7], verdict="pin")
    SimilarChoice.objects.create(source=movies[0], target=movies[1], verdict="block", both_ways=True)

    for _ in range(2):
        similar_titles.rebuild_similar_titles()

        assert listed(movies[0])[0] == movies[7].slug
        assert movies[1].slug not in listed(movies[0])
        assert movies[0].slug not in listed(movies[1])
        assert movies[0].slug not in listed(movies[7])


def test_pins_stand_in_the_editors_order():
    movies = heists()
    for position, target in enumerate([movies[6], movies[4], movies[5]]):
        SimilarChoice.objects.create(source=movies[0], target=target, position=position)

    similar_titles.rebuild_similar_titles()

    assert listed(movies[0])[:3] == [movies[6].slug, movies[4].slug, movies[5].slug]


def test_a_refresh_updates_a_title_and_whoever_it_affects():
    movies = heists()
    similar_titles.rebuild_similar_titles()
    moved = movies[0]
    moved.tags.set(movies[7].tags.all())
    Title.objects.filter(pk=moved.pk).update(name="Elsewhere")

    similar_titles.refresh_similar_titles([moved.pk])

    assert set(listed(moved)) == {"farm-0", "farm-1", "farm-2", "farm-3"}
    assert moved.slug not in listed(movies[1])
    assert moved.slug in listed(movies[7])


def test_a_refresh_takes_in_what_is_new():
    movies = heists()
    similar_titles.rebuild_similar_titles()
    new = make.make_movie("heist new", synopsis="")
    new.tags.set(movies[0].tags.all())

    similar_titles.refresh_similar_titles([new.pk])

    assert new.slug in listed(movies[0])
    assert set(listed(new)) == {"heist-0", "heist-1", "heist-2", "heist-3"}


def test_a_refresh_of_what_did_not_change_changes_nothing():
    movies = heists()
    similar_titles.rebuild_similar_titles()
    before = everything()

    changed = similar_titles.refresh_similar_titles([movies[0].pk, movies[5].pk])

    assert (changed, everything()) == (0, before)


def test_refreshes_one_by_one_leave_no_list_that_one_of_all_would_change():
    movies = heists(similar_titles.KEPT + 8)  # lists are full
    similar_titles.rebuild_similar_titles()
    heist, farm = movies[0].tags.get(), movies[-1].tags.get()
    names = ["alpha", "heist 00", "omega", "heist 999"]  # slugs decide between equals: before and after the others
    changed = movies[:6] + [make.make_movie(name, synopsis="") for name in names]
    for movie, tags in zip(changed, [[farm], [heist], [heist, farm]] * 4, strict=False):
        movie.tags.set(tags)
        similar_titles.refresh_similar_titles([movie.pk])

    assert similar_titles.refresh_similar_titles([movie.pk for movie in Title.objects.all()]) == 0


def test_hidden_titles_are_scored_and_never_shown(now):
    movies = heists()
    Title.objects.filter(pk=movies[1].pk).update(state="draft")

    similar_titles.rebuild_similar_titles()

    assert movies[1].slug in listed(movies[0])
    assert {title.slug for title in shown_similar(movies[0], now)} == {"heist-2", "heist-3"}
    assert "heist-1" in {title.slug for title in shown_similar(movies[0], Viewpoint(now.at, drafts=True))}


def test_a_reason_never_names_a_hidden_person(now):
    movies = heists(2)
    hidden = make.make_person("Hidden Person", state="draft")
    directed(movies[0], movies[1], by=hidden)

    similar_titles.rebuild_similar_titles()

    assert [title.reason for title in shown_similar(movies[0], now)] == ["heist"]


def test_the_reason_names_the_director(now):
    movies = heists(2)
    directed(movies[0], movies[1], by=make.make_person("Michael Mann"))

    similar_titles.rebuild_similar_titles()

    words = {part for title in shown_similar(movies[0], now) for part in title.reason.split(" · ")}
    assert words == {"Same director: Michael Mann", "heist"}


def test_reasons_are_a_few_words():
    names = {"person": {1: "A", 2: "B"}, "tag": {3: "heist", 4: "Los Angeles"}, "collection": {}}

    assert reason_in_words([["cast", [1, 2], 3]], names) == "3 shared cast"
    assert reason_in_words([["tag", [3, 4], 2]], names) == "heist, Los Angeles"
    assert reason_in_words([["genre", [9], 1], ["cast", [1], 1]], names) == "Both with A"
    assert reason_in_words([["genre", [9], 2]], names) == "Same genres"


def test_two_people_of_one_name_stay_two():
    movies = [make.make_movie(f"Film {n}", synopsis="", released="") for n in range(2)]
    Title.objects.filter(pk=movies[1].pk).update(name="Other")
    for n, movie in enumerate(movies):
        directed(movie, by=make.make_person("Same Name", slug=f"same-name-{n}"))

    similar_titles.rebuild_similar_titles()

    assert everything() == []


def test_an_assistant_director_directs_nothing(now):
    person = make.make_person("Helper")
    movies = [make.make_movie() for _ in range(6)]
    directed(*movies[:3], by=person)
    directed(*movies[3:], by=person, job="Assistant Director")
    credit = movies[0].credits.get()

    rows = more_rows(movies[0], [], [credit], [], [], now)

    assert rows == []


def test_more_rows_repeat_nothing_and_hide_what_is_hidden(now):
    person, tag = make.make_person("Director"), make.make_tag("train")
    movies = [make.make_movie() for _ in range(9)]
    directed(*movies, by=person)
    for movie in movies:
        movie.tags.add(tag)
    Title.objects.filter(pk=movies[8].pk).update(state="draft")

    rows = more_rows(movies[0], [], [movies[0].credits.get()], [tag], [movies[1].pk], now)

    assert [row["heading"] for row in rows] == ["More directed by Director"]
    assert {title.pk for title in rows[0]["titles"]} == {movie.pk for movie in movies[2:8]}


def test_a_page_costs_the_same_however_many_are_similar(client):
    person, counts, shown = make.make_person(), [], []
    for number in (4, 12):
        movies = heists(number) if not counts else [make.make_movie(f"heist x{n}", synopsis="") for n in range(9)]
        directed(*movies, by=person)
        similar_titles.rebuild_similar_titles()
        with CaptureQueriesContext(connection) as queries:
            page = client.get(movies[0].get_absolute_url())
        counts.append(len(queries))
        shown.append(len(page.context["similar"]))

    assert shown[0] < shown[1]
    assert counts[0] == counts[1]


@pytest.fixture
def editor(client):
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def weights_payload(page, **changes):
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields} | changes


def test_the_weights_page_changes_nothing_until_saved(editor):
    heists()
    similar_titles.rebuild_similar_titles()
    before = everything()
    page = editor.get(reverse("admin:similar_weights"))

    editor.post(reverse("admin:similar_samples"), weights_payload(page, tag=0))

    assert (everything(), SimilarityWeights.objects.count()) == (before, 0)


def test_saved_weights_count(editor):
    heists()
    similar_titles.rebuild_similar_titles()
    page = editor.get(reverse("admin:similar_weights"))

    editor.post(reverse("admin:similar_weights"), weights_payload(page, tag=0, name_word=0))

    assert (everything(), SimilarityWeights.objects.get().groups["tag"]) == ([], 0)


def test_samples_show_before_and_after(editor):
    movies = heists()
    Title.objects.filter(pk=movies[0].pk).update(imdb_votes=9)
    similar_titles.rebuild_similar_titles()
    page = editor.get(reverse("admin:similar_weights"))

    reply = editor.post(reverse("admin:similar_samples"), weights_payload(page, tag=0, name_word=0))

    [(title, before, after)] = reply.context["samples"]
    assert (title, len(before), after) == (movies[0], 3, [])


def test_the_report_says_what_would_help(editor):
    make.make_movie("Bare", synopsis="", released="")

    page = editor.get(reverse("admin:similar_weak"))

    assert [(str(title), advice) for title, advice in page.context["rows"]] == [
        ("Bare", ["cast", "director", "genres", "tags", "synopsis", "release date", "IMDb rating"])
    ]


def test_an_editors_pin_shows_at_once(editor, django_capture_on_commit_callbacks):
    movies = heists()
    similar_titles.rebuild_similar_titles()
    address = reverse("admin:catalog_movie_similar", args=[movies[0].pk])
    rows = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0, "rows-0-target": movies[7].pk, "rows-0-verdict": "pin"}

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(address, rows | {"rows-0-both_ways": "on"})

    assert listed(movies[0])[0] == movies[7].slug
    assert listed(movies[7])[0] == movies[0].slug
