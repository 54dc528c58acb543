"""Records -> rows: idempotent, batched, respecting locks; one bad record costs no other."""

from dataclasses import replace

import pytest
from django.utils import timezone

from catalog.ingest.rows import Origin
from catalog.ingest.titles import ingest_titles
from catalog.models import Collection, Credit, Episode, Genre, Season, Title, Video
from catalog.sources.records import (
    CollectionRecord,
    CreditRecord,
    EpisodeRecord,
    ExternalIdRecord,
    PersonRecord,
    SeasonRecord,
    TermRecord,
    TitleRecord,
    VideoRecord,
)
from people.models import Person
from streamcms.publishing.models import ExternalId
from streamcms.publishing.revision import read_revision

pytestmark = pytest.mark.django_db


def origin(**changes):
    return Origin("tmdb", timezone.now(), **changes)


def number(kind, value):
    return (ExternalIdRecord("tmdb", kind, str(value)),)


def person(name, value):
    return PersonRecord(place=f"person {value}", name=name, external_ids=number("person", value))


def movie(value, name="Heat", **fields):
    known = frozenset({"name", *fields})
    return TitleRecord(
        place=f"movie {value}", kind="movie", name=name, external_ids=number("movie", value), known=known, **fields
    )


def heat(value=949, **fields):
    """A record that speaks about everything."""
    everything = {
        "released": "1995-12-15",
        "runtime": 170,
        "language": "en",
        "countries": ("US",),
        "genres": (TermRecord("Crime", external_ids=number("genre", 80)),),
        "tags": (TermRecord("heist", external_ids=number("keyword", 10051)),),
        "collections": (CollectionRecord("Heat Collection", external_ids=number("collection", 5)),),
        "certifications": (("US", "MPA", "R"),),
        "credits": (
            CreditRecord(person("Al Pacino", 1158), "acting", "Actor", "Hanna"),
            CreditRecord(person("Robert De Niro", 380), "acting", "Actor", "McCauley"),
            CreditRecord(person("Michael Mann", 638), "directing", "Director"),
        ),
        "videos": (VideoRecord("trailer", "youtube", "abc"),),
    }
    return movie(value, **(everything | fields))


def test_a_title_is_stored_with_all_that_hangs_on_it():
    ingest_titles([heat()], origin())

    title = Title.objects.get()
    assert (title.slug, title.state, title.runtime, str(title.released)) == ("heat", "draft", 170, "15 December 1995")
    assert [str(credit) for credit in title.credits.all()] == [
        "Al Pacino: Hanna",
        "Robert De Niro: McCauley",
        "Michael Mann: Director",
    ]
    assert [genre.slug for genre in title.genres.all()] == ["crime"]
    assert [collection.slug for collection in title.collections.all()] == ["heat-collection"]
    assert title.provenance["runtime"][0] == "tmdb"
    assert title.provenance["runtime"][2] is False


def test_the_same_again_writes_nothing():
    moment = origin()
    ingest_titles([heat()], moment)
    before = read_revision()

    report = ingest_titles([heat()], moment)

    assert (report.unchanged, report.written) == (1, 0)
    assert read_revision() == before


def test_what_the_source_does_not_speak_about_stays():
    ingest_titles([heat()], origin())

    ingest_titles([movie(949, runtime=171)], origin())

    title = Title.objects.get()
    assert (title.runtime, str(title.released), title.credits.count()) == (171, "15 December 1995", 3)


def test_what_the_source_empties_is_emptied():
    ingest_titles([heat()], origin())

    ingest_titles([movie(949, genres=(), credits=(), runtime=None)], origin())

    title = Title.objects.get()
    assert (title.runtime, title.genres.count(), title.credits.count()) == (None, 0, 0)


@pytest.mark.parametrize(
    ("locked", "changed", "kept"),
    [
        ("runtime", {"runtime": 99}, lambda title: title.runtime == 170),
        ("released_on", {"released": "1999"}, lambda title: title.released.isoformat() == "1995-12-15"),
        ("genres", {"genres": ()}, lambda title: title.genres.count() == 1),
        ("credits", {"credits": ()}, lambda title: title.credits.count() == 3),
        ("certifications", {"certifications": ()}, lambda title: title.certifications.count() == 1),
        ("videos", {"videos": ()}, lambda title: title.videos.count() == 1),
        ("collection_memberships", {"collections": ()}, lambda title: title.collections.count() == 1),
        ("original_language", {"language": "fr"}, lambda title: title.original_language.code == "en"),
    ],
)
def test_a_refresh_never_overwrites_a_locked_field(locked, changed, kept):
    ingest_titles([heat()], origin())
    title = Title.objects.get()
    title.lock([locked])
    title.save()

    ingest_titles([heat(**changed)], origin())

    assert kept(Title.objects.get())


def test_a_lock_that_is_opened_lets_the_refresh_in():
    ingest_titles([heat()], origin())
    title = Title.objects.get()
    title.lock(["runtime"])
    title.unlock(["runtime"])
    title.save()

    ingest_titles([heat(runtime=99)], origin())

    assert Title.objects.get().runtime == 99


def test_people_are_told_apart_by_number_not_by_name():
    credits = (
        CreditRecord(person("Michelle Williams", 1812), "acting", "Actor", "A"),
        CreditRecord(person("Michelle Williams", 1), "acting", "Actor", "B"),
    )

    ingest_titles([movie(1, credits=credits)], origin())

    assert list(Person.objects.order_by("pk").values_list("slug", flat=True)) == [
        "michelle-williams",
        "michelle-williams-1",
    ]


def test_one_person_may_be_in_one_cast_twice():
    twice = tuple(CreditRecord(person("Eddie Murphy", 776), "acting", "Actor", role) for role in ("Akeem", "Clarence"))

    ingest_titles([movie(1, credits=twice)], origin())

    assert list(Credit.objects.values_list("character", flat=True)) == ["Akeem", "Clarence"]


def test_slugs_tell_namesakes_apart_by_year_then_by_number():
    records = [movie(n, "Solaris", released=year) for n, year in ((1, "1972"), (2, "2002"), (3, "2002"))]

    ingest_titles(records, origin())

    assert list(Title.objects.order_by("pk").values_list("slug", flat=True)) == [
        "solaris",
        "solaris-2002",
        "solaris-2002-3",
    ]


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Amélie", "amelie"), ("七人の侍", "七人の侍"), ("Œuvre", "oeuvre"), ("???", "movie"), ("WALL·E", "walle")],
)
def test_a_name_in_any_script_has_an_address(name, slug):
    ingest_titles([movie(1, name)], origin())

    assert Title.objects.get().slug == slug


def test_a_movie_and_a_show_may_share_a_number():
    show = TitleRecord(place="show 1", kind="show", name="Heat", external_ids=number("show", 1))

    ingest_titles([movie(1), show], origin())

    assert Title.objects.count() == 2


def test_a_bad_record_is_named_and_costs_no_other():
    records = [movie(1, "A"), movie(2, "B", released="1995-13"), movie(3, "C", metascore=300), movie(4, "D")]

    report = ingest_titles(records, origin())

    assert report.failures == [
        "movie 2: released_on: '1995-13' is not a day of the calendar",
        "movie 3: metascore: Ensure this value is less than or equal to 100.",
    ]
    assert sorted(Title.objects.values_list("name", flat=True)) == ["A", "D"]


def test_an_external_id_is_never_taken_from_another_thing():
    shared = ExternalIdRecord("imdb", "title", "tt0113277")
    ingest_titles([replace(movie(1, "A"), external_ids=(*number("movie", 1), shared))], origin())

    report = ingest_titles([replace(movie(2, "B"), external_ids=(*number("movie", 2), shared))], origin())

    assert ExternalId.objects.get(provider="imdb").subject.name == "A"
    assert sorted(Title.objects.values_list("name", flat=True)) == ["A", "B"]
    assert report.notices == ["imdb:title:tt0113277 belongs to another title and stays there"]


def test_a_title_that_another_source_numbered_is_the_same_title():
    imdb = ExternalIdRecord("imdb", "title", "tt0113277")
    ingest_titles([replace(movie(1, "A"), external_ids=(imdb,))], origin())

    ingest_titles([replace(movie(2, "B"), external_ids=(*number("movie", 2), imdb))], origin())

    assert Title.objects.get().name == "B"


def show(*, episodes=2, **fields):
    record = SeasonRecord(
        place="show 7",
        number=1,
        name="One",
        aired="2001",
        external_ids=number("season", 70),
        episodes=tuple(
            EpisodeRecord(
                place="show 7",
                number=n,
                name=f"Part {n}",
                aired=f"2001-01-0{n}",
                credits=(CreditRecord(person("A Guest", 9), "acting", "Actor", "Self"),),
                known=frozenset({"name", "aired", "credits"}),
            )
            for n in range(1, episodes + 1)
        ),
        known=frozenset({"name", "aired"}),
    )
    return TitleRecord(
        place="show 7",
        kind="show",
        name="Show",
        external_ids=number("show", 7),
        seasons=(record,),
        known=frozenset({"name", "seasons"}),
        **fields,
    )


def test_seasons_and_episodes_are_stored_and_credited():
    ingest_titles([show()], origin(state="published"))

    assert [(s.number, s.name, s.state) for s in Season.objects.all()] == [(1, "One", "published")]
    assert [str(episode) for episode in Episode.objects.all()] == ["S1 E1 Part 1", "S1 E2 Part 2"]
    assert Credit.objects.filter(episode__isnull=False, title__name="Show").count() == 2


def test_episodes_that_an_editor_added_stay():
    ingest_titles([show(episodes=2)], origin())
    Episode.objects.create(season=Season.objects.get(), number=9, name="Ours")

    ingest_titles([show(episodes=1)], origin())

    assert Episode.objects.count() == 3


def test_a_batch_takes_a_fixed_number_of_queries(django_assert_max_num_queries):
    def batch(start, size):
        return [replace(heat(start + n), name=f"Title {start + n}") for n in range(size)]

    ingest_titles(batch(0, 1), origin())  # terms and people are there now

    with django_assert_max_num_queries(60):
        ingest_titles(batch(100, 2), origin())
    with django_assert_max_num_queries(60):
        ingest_titles(batch(200, 40), origin())


def test_a_video_stands_once():
    ingest_titles(
        [movie(1, videos=(VideoRecord("clip", "vimeo", "1"), VideoRecord("trailer", "vimeo", "1")))], origin()
    )

    assert [(video.kind, video.reference) for video in Video.objects.all()] == [("clip", "1")]


def test_collections_and_genres_are_shared():
    ingest_titles([replace(heat(1), name="A"), replace(heat(2), name="B")], origin())

    assert (Collection.objects.count(), Genre.objects.count()) == (1, 1)
