"""Scores the lists of similar films on real data against what people who liked a film also liked: nDCG@10.

    REAL_DATA=/folder python -m benchmarks.similar_quality [--lists FILE] [--show NAME ...]

REAL_DATA holds tmdb5000/ and similar_dev.json; without it nothing is measured. The films go through the same code as a
catalogue's titles. --show prints the lists of films by name, on all 4,803.
"""

import argparse
import csv
import gzip
import json
import math
import os
import sys
from pathlib import Path

from catalog.similarity.facts import FULL, GROUP_OF_JOB, LONGEST_CAST, UNKNOWN, Facts, add_words, cast_strength
from catalog.similarity.features import make_features
from catalog.similarity.reasons import reasons_for
from catalog.similarity.scores import Scorer

MEASURES = ("liked_alike", "liked_together")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lists", help="write the lists there as JSON")
    parser.add_argument("--truth", help="a file like similar_dev.json")
    parser.add_argument("--show", nargs="+", help="print the lists of films of that name")
    options = parser.parse_args()
    if not os.environ.get("REAL_DATA"):
        print("Skipped: REAL_DATA is not set.")
        return
    folder = Path(os.environ["REAL_DATA"])
    if options.show:
        show(folder, options.show)
        return
    truth = json.loads(Path(options.truth or folder / "similar_dev.json").read_text())
    lists = nearest_films(facts_of(folder, set(truth["films"])))
    if options.lists:
        Path(options.lists).write_text(json.dumps(lists))
    scores = {measure: mean_ndcg(lists, truth, measure) for measure in MEASURES}
    for measure, score in scores.items():
        print(f"nDCG@10 {measure}: {score:.4f}")
    print(f"nDCG@10 mean: {sum(scores.values()) / 2:.4f}")


def read_rows(path):
    csv.field_size_limit(sys.maxsize)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def facts_of(folder, wanted=None):
    """Facts of the films with those numbers, or of all."""
    credits = {int(row["movie_id"]): row for row in read_rows(folder / "tmdb5000/tmdb_5000_credits.csv.gz")}
    for row in read_rows(folder / "tmdb5000/tmdb_5000_movies.csv.gz"):
        if wanted is None or int(row["id"]) in wanted:
            yield film_facts(row, credits[int(row["id"])])


def film_facts(film, credits):
    features = {}
    for member in sorted(json.loads(credits["cast"]), key=lambda m: m["order"])[:LONGEST_CAST]:
        features.setdefault(("cast", member["id"]), cast_strength(member["order"]))
    for member in json.loads(credits["crew"]):
        if group := GROUP_OF_JOB.get(member["job"]):
            features[group, member["id"]] = FULL
    for group, column in (("genre", "genres"), ("tag", "keywords"), ("company", "production_companies")):
        features |= {(group, term["id"]): FULL for term in json.loads(film[column])}
    for country in json.loads(film["production_countries"]):
        features["country", int.from_bytes(country["iso_3166_1"].encode(), "big")] = FULL
    features["language", int.from_bytes(film["original_language"].encode(), "big")] = FULL
    add_words(features, "name_word", film["title"])
    add_words(features, "word", film["overview"])
    runtime = int(float(film["runtime"] or 0))
    votes = int(film["vote_count"])
    return Facts(
        key=int(film["id"]),
        slug=film["id"],
        features=features,
        year=int(film["release_date"][:4]) if film["release_date"] else UNKNOWN,
        runtime=runtime or UNKNOWN,
        rating=round(float(film["vote_average"]) * 10) if votes else UNKNOWN,
        votes=votes,
    )


def nearest_films(facts, how_many=20):
    features = make_features(facts)
    scorer = Scorer(features)
    return {
        str(features.keys[row]): features.keys[scorer.nearest(row, how_many)[0]].tolist()
        for row in range(len(features))
    }


def mean_ndcg(lists, truth, measure, length=10):
    scores = []
    for film, gains in truth["queries"].items():
        gains = gains[measure]
        ideal = discounted(sorted(gains.values(), reverse=True)[:length])
        if ideal:
            scores.append(discounted([gains.get(str(other), 0.0) for other in lists.get(film, [])[:length]]) / ideal)
    return sum(scores) / len(scores)


def discounted(gains):
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def show(folder, names):
    facts = list(facts_of(folder))
    films = {int(row["id"]): row for row in read_rows(folder / "tmdb5000/tmdb_5000_movies.csv.gz")}
    features = make_features(facts)
    scorer = Scorer(features)
    for row in (row for row in range(len(features)) if films[int(features.keys[row])]["title"] in names):
        film = films[int(features.keys[row])]
        print(f"\n{film['title']} ({film['release_date'][:4]})")
        rows, scores = scorer.nearest(row, 12)
        said = reasons_for(scorer, features.told_of(row), [features.told_of(other) for other in rows])
        for other, score, reasons in zip(rows, scores, said, strict=True):
            other = films[int(features.keys[other])]
            words = ", ".join(f"{count} {group}" for group, _, count in reasons)
            print(f"  {score:>9,} {other['title']} ({other['release_date'][:4]}): {words}")


if __name__ == "__main__":
    main()
