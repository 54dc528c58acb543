"""Shows, seasons and episodes of TMDB as records."""

import pytest

from catalog.sources import tmdb
from catalog.sources.records import BadRecord, EpisodeRecord, ExternalIdRecord, ImageRecord, SeasonRecord, VideoRecord
from tests.catalog.tmdb_payloads import SEASON, SHOW, person_in_credits, videos


def show(**fields):
    return tmdb.show({"id": 9, "name": "Harbour"} | fields)


def test_a_whole_show():
    record = tmdb.show(SHOW)

    assert (record.place, record.kind, record.name, record.original_name) == ("show 7", "show", "Harbour", "Havnen")
    assert (record.released, record.last_aired, record.runtime) == ("1990-01-02", "1991-03-04", 45)
    assert record.production_status == "ended"
    assert record.certifications == (("US", "TV Parental Guidelines", "TV-PG"),)
    assert record.alternative_names == (("The Harbour", "GB", ""),)
    assert [tag.name for tag in record.tags] == ["harbour"]
    assert record.external_ids == (
        ExternalIdRecord("tmdb", "show", "7"),
        ExternalIdRecord("imdb", "title", "tt0123456"),
        ExternalIdRecord("wikidata", "item", "Q42"),
        ExternalIdRecord("tvdb", "show", "77"),
    )
    assert [(c.person.name, c.job, c.character, c.episode_count) for c in record.credits] == [
        ("Person 1", "Actor", "Skipper", 9),
        ("Person 3", "Creator", "", None),
        ("Person 2", "Director", "", 4),
    ]
    assert record.notices == []


def test_seasons_are_whole_where_fetched_and_else_summaries():
    record = tmdb.show(SHOW)

    specials, first = record.seasons
    assert specials == SeasonRecord(
        "show 7 season 0",
        0,
        external_ids=(ExternalIdRecord("tmdb", "season", "30"),),
        known=frozenset({"name", "synopsis", "aired", "poster", "external_ids"}),
    )
    assert (first.place, first.number, first.name, first.synopsis) == ("show 7 season 1", 1, "The first winter", "Ice.")
    assert first.aired == "1990-01-02"
    assert first.poster == ImageRecord("poster", "/s1.jpg")
    assert first.videos == (
        VideoRecord("trailer", "youtube", "def", "Trailer", "en", True, "2020-01-02T03:04:05+00:00"),
    )
    assert first.translations == ({"language": "de", "name": "Der erste Winter", "synopsis": "Eis."},)
    assert first.external_ids == (
        ExternalIdRecord("tmdb", "season", "31"),
        ExternalIdRecord("wikidata", "item", "Q43"),
        ExternalIdRecord("tvdb", "season", "78"),
    )
    (episode,) = first.episodes
    assert [(c.person.name, c.department, c.job, c.character) for c in episode.credits] == [
        ("Person 4", "acting", "Guest Star", "Customs officer"),
        ("Person 2", "directing", "Director", ""),
    ]
    assert episode == EpisodeRecord(
        "show 7 season 1 episode 1",
        1,
        "Frost",
        "It freezes.",
        "1990-01-02",
        44,
        ImageRecord("still", "/e1.jpg"),
        (ExternalIdRecord("tmdb", "episode", "310"),),
        episode.credits,
        known=frozenset({"name", "synopsis", "aired", "runtime", "still", "external_ids", "credits"}),
    )


def test_a_season_can_be_handed_over_beside_the_show():
    apart = {key: value for key, value in SHOW.items() if key != "season/1"}

    assert tmdb.show(apart, [SEASON]) == tmdb.show(SHOW)
    assert tmdb.season(SEASON, 7) == tmdb.show(SHOW).seasons[1]


def test_a_show_without_a_word_on_seasons_leaves_them_alone():
    assert show().known == {"name", "external_ids"}
    assert show(seasons=None).known == {"name", "external_ids"}
    assert show(seasons=[]).known == {"name", "external_ids", "seasons"}


@pytest.mark.parametrize(
    ("number", "name", "expected"),
    [(1, "Season 1", ""), (0, "Specials", ""), (2, "Season 1", "Season 1"), (1, "Winter", "Winter"), (1, None, "")],
)
def test_a_name_that_is_only_the_number_is_none(number, name, expected):
    assert tmdb.season({"season_number": number, "name": name}, 9).name == expected


def test_numbers_in_other_languages_are_no_names_either():
    listed = [
        {"iso_639_1": "de", "iso_3166_1": "DE", "data": {"name": "Staffel 2", "overview": ""}},
        {"iso_639_1": "hu", "iso_3166_1": "HU", "data": {"name": "2. évad", "overview": "Jég."}},
        {"iso_639_1": "fr", "iso_3166_1": "FR", "data": {"name": "L'hiver de 1912", "overview": ""}},
    ]

    season = tmdb.season({"season_number": 2, "name": "Season 2", "translations": {"translations": listed}}, 9)

    assert season.translations == (
        {"language": "fr", "name": "L'hiver de 1912", "synopsis": ""},
        {"language": "hu", "name": "", "synopsis": "Jég."},
    )


@pytest.mark.parametrize(
    ("seasons", "numbers", "notices"),
    [
        ([{"season_number": 2}, {"season_number": 1}, {"season_number": "0"}], [0, 1, 2], []),
        ([{"season_number": 1, "name": "A"}, {"season_number": 1, "name": "B"}], [1], []),
        (
            [{"season_number": None}, {"season_number": 1}],
            [1],
            ["show 9 season: season_number: it has none; left out"],
        ),
        (["x", {"season_number": 1}], [1], ['show 9 season: payload: "x" is not an object; left out']),
    ],
)
def test_odd_lists_of_seasons(seasons, numbers, notices):
    record = show(seasons=seasons)

    assert [season.number for season in record.seasons] == numbers
    assert record.notices == notices


def test_what_was_odd_in_an_episode_is_said_with_its_place():
    episodes = [
        {"episode_number": 2, "runtime": 0, "air_date": ""},
        {"episode_number": 2, "name": "Again"},
        {"episode_number": None},
        {"episode_number": 1, "runtime": -7, "crew": [person_in_credits(None, job="Director")], "guest_stars": []},
    ]

    record = show(**{"season/3": {"season_number": 3, "episodes": episodes}})

    assert [(e.number, e.runtime) for e in record.seasons[0].episodes] == [(1, None), (2, None)]
    assert record.notices == [
        "show 9 season 3: episodes[1].episode_number: a second episode 2; left out",
        "show 9 season 3: episodes[2].episode_number: it has none; left out",
        'show 9 season 3 episode 1: runtime: "-7" is not between 1 and 32767; left out',
        'show 9 season 3 episode 1: crew[0].department: "" is not a department that we know; kept under crew',
        'show 9 season 3 episode 1: crew[0].id: the person credited ("Person None") has none; left out',
    ]


def test_a_season_without_a_number_is_refused():
    with pytest.raises(BadRecord) as raised:
        tmdb.season({"name": "Season 1"}, 9)

    assert str(raised.value) == "show 9 season: season_number: it has none"


def test_a_video_of_the_show_is_not_the_seasons_too():
    record = show(
        videos=videos("abc"),
        **{
            "season/1": {
                "season_number": 1,
                "videos": {"results": videos("abc")["results"] + videos("def")["results"]},
            },
            "season/2": {"season_number": 2, "videos": videos("def")},
        },
    )

    assert [video.reference for video in record.videos] == ["abc"]
    assert [[video.reference for video in season.videos] for season in record.seasons] == [["def"], []]


@pytest.mark.parametrize(
    ("given", "runtimes", "expected"),
    [
        ([45, 50], [], 45),
        ([0, "x", 50], [], 50),
        ([], [40, 45, 90, None], 45),
        ([], [], None),
        (None, [40], 40),
    ],
)
def test_the_runtime_is_that_of_an_episode(given, runtimes, expected):
    episodes = [{"episode_number": number, "runtime": runtime} for number, runtime in enumerate(runtimes, 1)]
    special = {"season_number": 0, "episodes": [{"episode_number": 1, "runtime": 5}]}

    record = tmdb.show(
        {"id": 9, "name": "Harbour", "episode_run_time": given}, [special, {"season_number": 1, "episodes": episodes}]
    )

    assert record.runtime == expected


@pytest.mark.parametrize(
    ("status", "expected", "notices"),
    [
        ("Returning Series", "returning", []),
        ("Canceled", "cancelled", []),
        ("Pilot", "in_production", []),
        ("", "", []),
        (None, "", []),
        ("On ice", "", ['show 9: status: "On ice" is not a status that we know; left out']),
    ],
)
def test_production_status(status, expected, notices):
    record = show(status=status)

    assert record.production_status == expected
    assert record.notices == notices


def test_a_show_without_a_name_is_refused():
    with pytest.raises(BadRecord) as raised:
        tmdb.show({"id": 1396, "name": ""})

    assert str(raised.value) == "show 1396: name: it has none"
