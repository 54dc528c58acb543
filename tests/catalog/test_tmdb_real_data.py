"""The parser on recorded data, which is not part of the project: REAL_DATA names the folder that holds it."""

import csv
import gzip
import json
import os
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from catalog.sources import tmdb

REAL_DATA = os.environ.get("REAL_DATA", "")
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not REAL_DATA, reason="REAL_DATA is unset: no recorded data to read"),
]


@pytest.fixture(scope="module")
def facts():
    """What was found in one pass over all 4,803 movies; holding them all would take half a gigabyte."""
    counts, hashes, notices, odd_texts, out_of_order = Counter(), set(), [], [], []
    for payload in payloads():
        record = tmdb.movie(payload)
        notices += record.notices
        hashes.add(tmdb.payload_hash(payload))
        texts = {text for credit in record.credits for text in (credit.person.name, credit.character)}
        odd_texts += [text for text in texts if text != unicodedata.normalize("NFC", text.strip())]
        billed = [credit.person.external_ids[0].value for credit in record.credits if credit.job == "Actor"]
        cast = sorted(payload["credits"]["cast"], key=lambda item: item["order"])
        if billed != [str(item["id"]) for item in cast]:
            out_of_order.append(record.place)
        counts["movies"] += 1
        counts["hashes"] = len(hashes)
        counts["credits"] += len(record.credits)
        counts["tags"] += len(record.tags)
        counts["genres"] += len(record.genres)
        counts["companies"] += len(record.companies)
        counts["without a date"] += not record.released
        counts["without a runtime"] += record.runtime is None
        counts["without a cast"] += not billed
        counts["blank characters"] += sum(c.job == "Actor" and not c.character for c in record.credits)
        longest = max((len(c.character) for c in record.credits), default=0)
        counts["longest character"] = max(counts["longest character"], longest)
    return counts, notices, odd_texts, out_of_order


def payloads():
    csv.field_size_limit(10**9)
    folder = Path(REAL_DATA) / "tmdb5000"
    with gzip.open(folder / "tmdb_5000_credits.csv.gz", "rt", encoding="utf-8", newline="") as file:
        credits = {row["movie_id"]: row for row in csv.DictReader(file)}
    with gzip.open(folder / "tmdb_5000_movies.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield payload_of(row, credits[row["id"]])


def payload_of(row, credits):
    return {
        **{key: row[key] for key in ("id", "title", "original_title", "original_language", "tagline", "overview")},
        **{key: json.loads(row[key]) for key in ("genres", "production_companies", "production_countries")},
        "release_date": row["release_date"],
        "runtime": float(row["runtime"] or 0),
        "keywords": {"keywords": json.loads(row["keywords"])},
        "credits": {"cast": json.loads(credits["cast"]), "crew": json.loads(credits["crew"])},
    }


def test_all_movies_are_read_with_every_credit_keyword_and_genre(facts):
    counts, notices, odd_texts, out_of_order = facts

    assert counts == {
        "movies": 4803,
        "hashes": 4803,
        "credits": 106_257 + 129_581,
        "tags": 36_194 - 2,  # one keyword has no name
        "genres": 12_160,
        "companies": 13_677,
        "without a date": 1,
        "without a runtime": 37,
        "without a cast": 43,
        "blank characters": 683,
        "longest character": 287,
    }
    assert sorted(notices) == [
        'movie 10956: keywords.keywords[5].name: a keyword ("13091") has none; left out',
        'movie 338: keywords.keywords[13].name: a keyword ("13091") has none; left out',
    ]
    assert odd_texts == []
    assert out_of_order == []


@pytest.mark.parametrize(
    ("path", "parse"),
    [
        ("movies/details_with_append_to_response.json", tmdb.movie),
        ("tv_series/details_with_append_to_response.json", tmdb.show),
        ("people/details_with_append_to_response.json", tmdb.person),
    ],
)
def test_the_documented_examples_are_read(path, parse):
    """They hold placeholders where TMDB has ids: those are the only thing to be noted."""
    payload = json.loads((Path(REAL_DATA) / "tmdb_api" / "examples" / path).read_text(encoding="utf-8"))

    record = parse(payload)

    assert record.known >= {"name", "external_ids", "translations"}
    assert [notice for notice in record.notices if "is not a Wikidata item" not in notice] == []
