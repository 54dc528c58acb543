"""Cast and crew of TMDB as credits: who, as what, in which order, each once."""

import pytest

from catalog.sources import tmdb
from catalog.sources.records import ExternalIdRecord, ImageRecord, PersonRecord


def actor(number, character, order=0, **fields):
    return {"id": number, "name": f"P{number}", "character": character, "order": order} | fields


def worker(number, department, job, **fields):
    return {"id": number, "name": f"P{number}", "department": department, "job": job} | fields


def movie_with(cast=(), crew=()):
    return tmdb.movie({"id": 7, "title": "The Lantern", "credits": {"cast": list(cast), "crew": list(crew)}})


def told(record):
    """(person's number, department, job, character) of each credit."""
    return [(c.person.external_ids[0].value, c.department, c.job, c.character) for c in record.credits]


def test_cast_by_order_then_as_listed():
    record = movie_with([actor(1, "C", 2), actor(2, "A", 0), actor(3, "D", None), actor(4, "B", 2), actor(5, "E", "1")])

    assert told(record) == [
        ("2", "acting", "Actor", "A"),
        ("5", "acting", "Actor", "E"),
        ("1", "acting", "Actor", "C"),
        ("4", "acting", "Actor", "B"),
        ("3", "acting", "Actor", "D"),
    ]


def test_crew_after_cast_by_department_and_leading_job():
    record = movie_with(
        [actor(1, "Anna")],
        [
            worker(2, "Costume & Make-Up", "Costume Design"),
            worker(3, "Directing", "Script Supervisor"),
            worker(4, "Sound", "Boom Operator"),
            worker(5, "Directing", "Director"),
            worker(6, "Directing", "First Assistant Director"),
            worker(7, "Writing", "Novel"),
            worker(8, "Writing", "Screenplay"),
        ],
    )

    assert [(number, department, job) for number, department, job, _character in told(record)] == [
        ("1", "acting", "Actor"),
        ("5", "directing", "Director"),
        ("3", "directing", "Script Supervisor"),
        ("6", "directing", "First Assistant Director"),
        ("8", "writing", "Screenplay"),
        ("7", "writing", "Novel"),
        ("4", "sound", "Boom Operator"),
        ("2", "costume", "Costume Design"),
    ]


@pytest.mark.parametrize(
    ("cast", "expected", "notices"),
    [
        ([actor(1, "Twin A"), actor(1, "Twin B", 1)], ["Twin A", "Twin B"], []),
        (
            [actor(1, "Anna"), actor(1, " Anna ", 5)],
            ["Anna"],
            ['movie 7: credits.acting: P1 is listed twice as "Anna"; kept once'],
        ),
        ([actor(1, "  ")], [""], []),
        ([actor(1, None)], [""], []),
        ([actor(1, "\u200b")], [""], []),
        ([actor(1, "x" * 287)], ["x" * 287], []),
        (
            [actor(1, "word " * 120)],
            [" ".join(["word"] * 99) + "…"],
            [
                f'movie 7: credits.cast[0].character: "{("word " * 12)}…" has 599 characters; cut at 500',
            ],
        ),
        (
            [actor(None, "Anna"), actor(2, "Berta")],
            ["Berta"],
            ['movie 7: credits.cast[0].id: the person credited ("PNone") has none; left out'],
        ),
        (
            [actor(1, "Anna", name=" "), actor(2, "Berta")],
            ["Berta"],
            ['movie 7: credits.cast[0].name: the person credited ("1") has none; left out'],
        ),
        (["Anna", actor(2, "Berta")], ["Berta"], ['movie 7: credits.cast[0]: "Anna" is not an object; left out']),
        (
            [actor(1, "Late", -4), actor(2, "Early", 0)],
            ["Early", "Late"],
            ['movie 7: credits.cast[0].order: "-4" is not between 0 and 1000000; left out'],
        ),
    ],
)
def test_odd_casts(cast, expected, notices):
    record = movie_with(cast)

    assert [credit.character for credit in record.credits] == expected
    assert record.notices == notices


@pytest.mark.parametrize(
    ("crew", "expected", "notices"),
    [
        ([worker(1, "Actors", "Stunt Double")], [("1", "acting", "Stunt Double", "")], []),
        (
            [worker(1, "Catering", "Cook")],
            [("1", "crew", "Cook", "")],
            ['movie 7: credits.crew[0].department: "Catering" is not a department that we know; kept under crew'],
        ),
        (
            [worker(1, None, "Cook")],
            [("1", "crew", "Cook", "")],
            ['movie 7: credits.crew[0].department: "" is not a department that we know; kept under crew'],
        ),
        (
            [worker(1, "Sound", "Mixer"), worker(1, "Sound", "Mixer ")],
            [("1", "sound", "Mixer", "")],
            ['movie 7: credits.sound: P1 is listed twice as "Mixer"; kept once'],
        ),
        ([worker(1, "Sound", "")], [], ["movie 7: credits.crew[0].job: no job; left out"]),
        (
            [worker(1, "Writing", "Story"), worker(1, "Directing", "Director")],
            [("1", "directing", "Director", ""), ("1", "writing", "Story", "")],
            [],
        ),
    ],
)
def test_odd_crews(crew, expected, notices):
    record = movie_with(crew=crew)

    assert told(record) == expected
    assert record.notices == notices


@pytest.mark.parametrize("part", [None, [], {}, {"cast": []}, {"cast": [], "crew": None}, "none"])
def test_half_a_list_of_credits_is_unknown_rather_than_empty(part):
    record = tmdb.movie({"id": 7, "title": "The Lantern", "credits": part})

    assert record.credits == ()
    assert record.known == {"name", "external_ids"}


def test_a_mention_knows_no_more_of_the_person_than_it_says():
    record = movie_with(
        [
            actor(1, "Anna", name=" Ida  Lund ", gender=1, known_for_department="Acting", profile_path="/ida.jpg"),
            actor(2, "Bert", gender=0, known_for_department=[], profile_path=None),
        ]
    )

    assert [credit.person for credit in record.credits] == [
        PersonRecord(
            "person 1",
            "Ida Lund",
            external_ids=(ExternalIdRecord("tmdb", "person", "1"),),
            gender="female",
            known_for_department="acting",
            portrait=ImageRecord("portrait", "/ida.jpg"),
            known=frozenset({"name", "gender", "known_for_department", "portrait"}),
        ),
        PersonRecord("person 2", "P2", external_ids=(ExternalIdRecord("tmdb", "person", "2"),)),
    ]


def test_credits_of_a_show_are_aggregated_over_its_episodes():
    show = {
        "id": 9,
        "name": "Harbour",
        "created_by": [{"id": 1, "name": "P1"}],
        "credits": {"cast": [actor(8, "Only in the short list")], "crew": []},
        "aggregate_credits": {
            "cast": [
                {
                    "id": 2,
                    "name": "P2",
                    "order": 1,
                    "roles": [
                        {"credit_id": "a", "character": "Anna", "episode_count": 7},
                        {"credit_id": "b", "character": "Anna's double", "episode_count": 1},
                        {"credit_id": "c", "character": "Anna", "episode_count": 2},
                        {"credit_id": "a", "character": "Anna", "episode_count": 7},
                    ],
                },
                {"id": 3, "name": "P3", "order": 0, "roles": [{"character": "Bert", "episode_count": -1}]},
            ],
            "crew": [
                {
                    "id": 1,
                    "name": "P1",
                    "department": "Writing",
                    "jobs": [{"job": "Writer", "episode_count": 5}, {"job": "Story", "episode_count": 0}],
                }
            ],
        },
    }

    record = tmdb.show(show)

    told = [(c.person.name, c.department, c.job, c.character, c.episode_count) for c in record.credits]
    assert told == [
        ("P3", "acting", "Actor", "Bert", None),
        ("P2", "acting", "Actor", "Anna", 9),
        ("P2", "acting", "Actor", "Anna's double", 1),
        ("P1", "creator", "Creator", "", None),
        ("P1", "writing", "Writer", "", 5),
        ("P1", "writing", "Story", "", None),
    ]


def test_creators_alone_do_not_make_the_credits_known():
    record = tmdb.show({"id": 9, "name": "Harbour", "created_by": [{"id": 1, "name": "P1"}]})

    assert record.known == {"name", "external_ids"}
