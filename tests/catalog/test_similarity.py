"""Similar titles without a database: exact lists, the same bytes anywhere, files, changes under frozen rarity."""

import hashlib
import math
import random

import numpy as np
import pytest

from catalog.similarity import block, blocks, files
from catalog.similarity.blocks import Blocks, nearest_of_all
from catalog.similarity.changed import ChangedCatalogue
from catalog.similarity.chunks import Chunks
from catalog.similarity.facts import FULL, GROUPS, NUMBERS, UNKNOWN, Facts, add_words, cast_strength
from catalog.similarity.features import eras_of, features_of_one, log2_units, make_features
from catalog.similarity.processes import in_processes
from catalog.similarity.reasons import reasons_for
from catalog.similarity.scores import Scorer, Weights


def some_facts(count, seed=1):
    dice = random.Random(seed)
    for key in range(count):
        features = {("cast", int(dice.paretovariate(0.5)) % 400): cast_strength(n) for n in range(8)}
        features |= {("tag", dice.randrange(60)): FULL for _ in range(5)}
        features |= {("genre", dice.randrange(6)): FULL for _ in range(2)}
        features["language", dice.choice([1, 1, 1, 2])] = FULL
        yield Facts(key, f"title-{key}", features, dice.choice([-1, 1990, 2004, 2010]), 100, 70, dice.randrange(9000))


def lists(scorer, how_many):
    keys = scorer.features.keys
    found = {}
    for row in range(len(keys)):
        rows, scores = scorer.nearest(row, how_many)
        found[int(keys[row])] = list(zip(keys[rows].tolist(), scores.tolist(), strict=True))
    return found


def lists_by_hand(scorer, how_many):
    """Every pair, no posting list and no bound."""
    features = scorer.features
    titles = [(*features.told_of(row), features.numbers[:, row]) for row in range(len(features))]
    found = {}
    for row, title in enumerate(titles):
        scored = [(-scorer.pair_score(title, other), n) for n, other in enumerate(titles) if n != row]
        found[int(features.keys[row])] = [
            (int(features.keys[n]), -score) for score, n in sorted(scored)[:how_many] if score
        ]
    return found


@pytest.mark.parametrize("how_many", [1, 7, 40])
def test_lists_are_those_of_every_pair(how_many):
    scorer = Scorer(make_features(some_facts(60)))

    assert lists(scorer, how_many) == lists_by_hand(scorer, how_many)


@pytest.mark.parametrize("chunk_size", [1, 3, 40, 10_000])
@pytest.mark.parametrize("common", [0, 3, 10_000])  # titles from which on a feature goes into the matrix
@pytest.mark.parametrize("how_many", [1, 7, 40])
def test_blocks_are_exact_whatever_is_a_chunk_and_what_is_common(chunk_size, common, how_many, monkeypatch):
    monkeypatch.setattr(blocks, "_SHORTEST_COMMON", common)
    monkeypatch.setattr(blocks, "_COMMON_SHARE", 1_000_000)
    scorer = Scorer(make_features(some_facts(600)))

    lengths, rows, scores = Blocks(scorer, how_many, chunk_size).nearest(500, 560)

    alone = [scorer.nearest(row, how_many) for row in range(500, 560)]
    assert lengths.tolist() == [len(rows) for rows, _ in alone]
    assert rows.tolist() == np.concatenate([rows for rows, _ in alone]).tolist()
    assert scores.tolist() == np.concatenate([scores for _, scores in alone]).tolist()


@pytest.mark.parametrize("count", [1, 2, 60, 900])
@pytest.mark.parametrize("how_many", [1, 20])
@pytest.mark.parametrize("weight", [1, 100, 1000])  # with 1 most scores are a few units, and equal; 1000 needs 64 bits
@pytest.mark.parametrize("long", [0, 20, 10_000])  # postings from which on a list is added alone
def test_blocks_give_the_same_lists(count, how_many, weight, long, monkeypatch):
    monkeypatch.setattr(block, "_LONG", long)
    scorer = Scorer(make_features(some_facts(count)), Weights(dict.fromkeys(GROUPS, weight), {}))

    found = [(rows.tolist(), scores.tolist()) for rows, scores in nearest_of_all(scorer, how_many)]

    alone = [scorer.nearest(row, how_many) for row in range(count)]
    assert found == [(rows.tolist(), scores.tolist()) for rows, scores in alone]


@pytest.mark.parametrize("sharpness", [0, 30, 300])
def test_chunks_bound_the_closeness_of_every_pair(sharpness):
    dice = random.Random(3)
    numbers = [
        (dice.choice([UNKNOWN, dice.randrange(1920, 2030)]), *dice.choices([UNKNOWN, *range(90)], k=3))
        for _ in range(300)
    ]
    facts = [Facts(key, f"t{key}", {("tag", 1): FULL}, *some) for key, some in enumerate(numbers)]
    scorer = Scorer(make_features(facts), Weights(dict.fromkeys(GROUPS, 100), dict.fromkeys(NUMBERS, sharpness)))
    rows = np.arange(300)

    chunks = Chunks(scorer, 7)

    most = chunks.most_near(rows)[:, chunks.cell_of % chunks.count]
    near = np.array([scorer.closeness(scorer.features.numbers[:, row]) for row in rows])
    assert (most * 2**26 >= near).all()


def test_the_order_in_which_titles_come_makes_no_difference():
    facts = list(some_facts(120))

    one = lists(Scorer(make_features(facts)), 10)
    other = lists(Scorer(make_features(reversed(facts))), 10)

    assert one == other


def test_lists_are_these_bytes_on_any_machine():
    found = lists(Scorer(make_features(some_facts(80)), Weights(dict.fromkeys(GROUPS, 100), {})), 5)

    digest = hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()

    assert digest == "1e15ffc88ee60f4fccc9255a58c828a16ffa7edfadc6155a89da27ec4fd73c28"


def test_what_shares_nothing_is_not_listed():
    facts = [Facts(1, "a", {("tag", 1): FULL}), Facts(2, "b", {("tag", 1): FULL}), Facts(3, "c", {("tag", 2): FULL})]

    found = lists(Scorer(make_features(facts)), 5)

    assert {key: [other for other, _ in pairs] for key, pairs in found.items()} == {1: [2], 2: [1], 3: []}


def test_a_rare_shared_tag_weighs_more_than_a_common_one():
    common = [Facts(key, f"t{key}", {("tag", 1): FULL}) for key in range(10, 20)]
    pair = Facts(1, "one", {("tag", 1): FULL, ("tag", 2): FULL}), Facts(2, "two", {("tag", 2): FULL, ("tag", 1): FULL})

    found = lists(Scorer(make_features([*common, *pair])), 3)

    assert found[1][0][0] == 2
    assert found[1][0][1] > found[1][1][1]


def test_people_of_the_same_trade_are_told_apart_by_their_keys():
    facts = [Facts(key, f"t{key}", {("director", key % 2): FULL}) for key in range(4)]

    found = lists(Scorer(make_features(facts)), 5)

    assert {key: [other for other, _ in pairs] for key, pairs in found.items()} == {0: [2], 1: [3], 2: [0], 3: [1]}


def test_a_director_and_an_actor_of_one_key_are_not_the_same_feature():
    facts = [Facts(1, "a", {("director", 7): FULL}), Facts(2, "b", {("cast", 7): FULL})]

    assert lists(Scorer(make_features(facts)), 5) == {1: [], 2: []}


def test_logarithms_are_whole_sixteenths():
    pairs = [(1, 1), (3, 2), (10, 3), (4803, 7), (2**40, 1), (1_000_000, 999_999)]

    assert [log2_units(a, b, 16) for a, b in pairs] == [math.floor(16 * math.log2(a / b) + 1e-12) for a, b in pairs]


def test_files_give_back_what_was_saved(tmp_path):
    features = make_features(some_facts(30))
    changes = [Facts(3, "title-3", {("tag", 5): FULL}, 1999)]

    files.save(tmp_path, features, np.arange(30))
    files.save_changes(tmp_path, changes)
    loaded, loaded_changes, worst = files.load(tmp_path)

    assert lists(Scorer(loaded), 5) == lists(Scorer(features), 5)
    assert (loaded_changes, worst.tolist()) == (changes, list(range(30)))


def test_there_is_nothing_to_load_before_a_build(tmp_path):
    assert files.load(tmp_path) is None


def test_a_changed_title_scores_as_in_a_build_under_frozen_rarity():
    facts = list(some_facts(60))
    features = make_features(facts)
    scorer = Scorer(features)
    same = ChangedCatalogue(scorer, {5: facts[5]})

    found = {key: same.nearest(key, 8) for key in range(60)}

    assert found == lists(scorer, 8)


def test_a_deleted_title_is_near_to_nobody():
    features = make_features(some_facts(40))
    catalogue = ChangedCatalogue(Scorer(features), {5: Facts(5, "title-5", {})})

    found = [other for key in range(40) if key != 5 for other, _ in catalogue.nearest(key, 40)]

    assert 5 not in found
    assert found
    assert catalogue.title(5) is None


def test_what_nobody_had_at_the_build_is_rare():
    features = make_features(some_facts(40))

    _, _, rarities = features_of_one(features, Facts(99, "new", {("tag", 999): FULL}))

    assert rarities.tolist() == [log2_units(40, 2, 16)]


def test_reasons_begin_with_what_weighs_most():
    shared = {("director", 4): FULL, ("tag", 8): FULL, ("language", 1): FULL}
    facts = [Facts(1, "a", shared), Facts(2, "b", shared), *some_facts(20)][:2]
    others = [Facts(10 + n, f"o{n}", {("tag", 8): FULL, ("language", 1): FULL}) for n in range(30)]
    scorer = Scorer(make_features([*facts, *others]))
    rows = scorer.features.row_of()

    found = reasons_for(scorer, scorer.features.told_of(rows[1]), [scorer.features.told_of(rows[2])])

    assert found == [[["director", [4], 1], ["tag", [8], 1]]]


def test_words_are_folded_and_stop_words_left_out():
    features = {}

    add_words(features, "word", "The HEIST and the heist of it")

    assert len(features) == 1


def test_what_was_made_between_two_years_parts_them():
    years = [1930, 1950, *[2000] * 10, 2001]

    eras = eras_of(np.array(years, np.int16))

    assert eras[1950] - eras[1930] < eras[2001] - eras[2000]
    assert (int(eras[2001]), int(eras[2100]), int(eras[-1])) == (492, 512, -1)


def test_several_processes_answer_as_one_does_and_in_order():
    tasks = [(number,) for number in range(40)]

    assert list(in_processes(lambda number: number * number, tasks)) == [number * number for number in range(40)]


def test_a_process_that_fails_is_not_taken_for_one_that_is_done():
    def work(number):
        return 1 // (30 - number)

    with pytest.raises((EOFError, ZeroDivisionError)):
        list(in_processes(work, [(number,) for number in range(40)]))
