"""People of TMDB as records."""

import pytest

from catalog.sources import tmdb
from catalog.sources.records import BadRecord, ExternalIdRecord, ImageRecord, PersonRecord
from tests.catalog.tmdb_payloads import PERSON

# Fields of the payload that a record calls otherwise or does not have, and what it calls them.
NAMED_ELSEWHERE = {"id", "birthday", "deathday", "place_of_birth", "profile_path", "imdb_id", "popularity"}
OUR_NAMES = {"born", "died", "birthplace", "portrait"}


def test_a_whole_person():
    assert tmdb.person(PERSON) == PersonRecord(
        "person 7",
        "Ida Lund",
        external_ids=(
            ExternalIdRecord("tmdb", "person", "7"),
            ExternalIdRecord("imdb", "name", "nm0000123"),
            ExternalIdRecord("wikidata", "item", "Q44"),
        ),
        also_known_as=("I. Lund", "Ida Holm"),
        gender="female",
        known_for_department="directing",
        born="1931-02",
        died="",
        birthplace="Esbjerg, Denmark",
        biography="Born.\n\nWorked.",
        portrait=ImageRecord("portrait", "/ida.jpg"),
        translations=({"language": "de", "name": "Ida Lund", "biography": "Geboren."},),
        known=frozenset(PERSON.keys() - NAMED_ELSEWHERE) | OUR_NAMES,
    )


def test_only_what_the_payload_speaks_about_is_known():
    assert tmdb.person({"id": 7, "name": "Ida Lund"}).known == {"name", "external_ids"}


@pytest.mark.parametrize(
    ("field", "given", "attribute", "expected", "notices"),
    [
        ("gender", 0, "gender", "", []),
        ("gender", 3, "gender", "non_binary", []),
        ("gender", "2", "gender", "male", []),
        ("gender", [1], "gender", "", []),
        ("known_for_department", "Juggling", "known_for_department", "", []),
        ("birthday", "", "born", "", []),
        ("birthday", "born 1931", "born", "", ['person 7: birthday: "born 1931" is not a date; left out']),
        ("birthday", "1564-04-26", "born", "1564-04-26", []),
        ("also_known_as", [None, 3, " ", "Ida", "Ida ", "x" * 201], "also_known_as", ("Ida",), []),
        ("also_known_as", "Ida", "also_known_as", (), ['person 7: also_known_as: "Ida" is not a list; left out']),
        ("profile_path", "http://evil.example/a.jpg", "portrait", None, [
            'person 7: profile_path: "http://evil.example/a.jpg" is not the path of a picture; left out'
        ]),
        ("biography", "\x00 \u200b", "biography", "", []),
    ],
)  # fmt: skip
def test_odd_values(field, given, attribute, expected, notices):
    record = tmdb.person({"id": 7, "name": "Ida Lund", field: given})

    assert getattr(record, attribute) == expected
    assert record.notices == notices


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({"name": "Nobody"}, 'person (no id): id: "None" is not a TMDB id'),
        ({"id": 62, "name": "\u200b"}, "person 62: name: it has none"),
    ],
)
def test_a_person_without_number_or_name_is_refused(payload, message):
    with pytest.raises(BadRecord) as raised:
        tmdb.person(payload)

    assert str(raised.value) == message
