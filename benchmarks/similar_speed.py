"""The exact 20 nearest of every title, beside scikit-learn and sparse_dot_topn, and one title after an edit.

    python -m benchmarks.similar_speed [--sizes 5000 50000] [--large] [--alone]

Synthetic titles of about 37 features, Zipf-distributed. "Features alone" is what the other two do
(benchmarks/requirements.txt; left out where they are not installed): the same values, no closeness, no threshold. Lists
on pages also weigh closeness. Memory is the most that all processes hold at once, what they share counted once.
--alone leaves the others out; --large adds 500,000.
"""

import argparse
import multiprocessing
import os
import re
import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from catalog.similarity import files
from catalog.similarity.blocks import nearest_of_all
from catalog.similarity.changed import ChangedCatalogue
from catalog.similarity.facts import DEFAULT_CLOSENESS, DEFAULT_WEIGHTS, FULL, Facts
from catalog.similarity.features import make_features
from catalog.similarity.scores import Scorer, Weights

# group: (features a title, how many there are for each title or in all, flattening of the head, exponent). The heads
# are those of 4,803 films of TMDB, where the busiest actor plays in 1.4 % and the commonest tag stands at 7 %.
_GROUPS = {
    "cast": (12, 6.0, 150, 1.0),
    "director": (1, 0.5, 40, 1.0),
    "writer": (2, 0.8, 60, 1.0),
    "producer": (2, 0.8, 60, 1.0),
    "genre": (3, 20, 1, 1.0),
    "tag": (10, 2.0, 25, 1.0),
    "company": (3, 1.0, 8, 1.0),
    "country": (1, 60, 0, 2.0),
    "language": (1, 40, 0, 2.5),
    "word": (2, 0.6, 20, 1.0),
}
_HOW_MANY = 20


def synthetic(count, seed=1):
    random = np.random.default_rng(seed)
    drawn = {}
    for group, (each, size, flat, exponent) in _GROUPS.items():
        size = size if isinstance(size, int) else max(50, int(count * size))
        chances = (np.arange(1, size + 1) + flat) ** -exponent
        drawn[group] = random.choice(size, (count, each), p=chances / chances.sum())
    years = np.maximum(1920, 2025 - random.exponential(18, count)).astype(int)
    minutes, ratings = random.normal(105, 18, count), random.normal(63, 10, count).clip(10, 95)
    votes = 2 ** random.uniform(3, 15, count)
    for key in range(count):
        features = {(group, int(own)): FULL for group, rows in drawn.items() for own in rows[key]}
        numbers = years[key], max(1, minutes[key]), ratings[key], votes[key]
        yield Facts(key, f"title-{key}", features, *map(int, numbers))


def timed(work):
    start, used = time.perf_counter(), _used()
    result = work()
    return (time.perf_counter() - start, _used() - used), result


def _used():
    """Seconds of processor, of ended children too."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def measure(count, alone):
    seconds, features = timed(lambda: make_features(synthetic(count)))
    print(f"{count:,} titles, {len(features.columns) / count:.1f} features each, made in {seconds[0]:.1f} s")
    flat = Scorer(features, Weights(DEFAULT_WEIGHTS, dict.fromkeys(DEFAULT_CLOSENESS, 0)))
    for name, scorer in (("features alone", flat), ("with closeness", Scorer(features))):
        seconds, (found, memory) = timed(lambda scorer=scorer: _lists(scorer))
        print(f"  {name:17} {seconds[0]:8.2f} s, {seconds[1]:8.2f} s of processor   {memory:,.0f} MB", flush=True)
        _check(scorer, found)
    _edit(features, scorer, found)
    if not alone:  # in a process of their own, that what they load is not counted as ours
        others = multiprocessing.get_context("fork").Process(target=_others, args=(features, scorer, count))
        others.start()
        others.join()


def _lists(scorer):
    found, most = [], 0
    for row, pair in enumerate(nearest_of_all(scorer, _HOW_MANY)):
        found.append(pair)
        if row % max(1, len(scorer.features) // 20) == 0:
            most = max(most, _megabytes())
    return found, most


def _megabytes():
    """What this process and those that it started hold, shared pages by their share; 0 where no system tells."""
    total = 0
    for pid in (os.getpid(), *(process.pid for process in multiprocessing.active_children())):
        try:
            told = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(re.search(r"^Pss: +(\d+)", told, re.MULTILINE)[1])
    return total / 1024


def _check(scorer, found, samples=25):
    """Beside scores of every pair, no bound: the same lists."""
    for row in range(0, len(found), max(1, len(found) // samples)):
        scores = scorer.scores(*scorer.features.of(row), scorer.features.numbers[:, row])
        scores[row] = 0
        order = np.lexsort((np.arange(len(scores)), -scores))[:_HOW_MANY]
        order = order[scores[order] > 0]
        assert found[row][0].tolist() == order.tolist(), row
    print("                    exact: checked against all pairs")


def _edit(features, scorer, found, samples=7):
    worst = np.array([scores[-1] if len(scores) == _HOW_MANY else 0 for _, scores in found])
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        files.save(Path(folder), features, worst)
        mapped, _, worst = files.load(Path(folder))
        for facts in list(synthetic(samples, seed=2)):
            start = time.perf_counter()
            catalogue = ChangedCatalogue(Scorer(mapped), {facts.key: facts})
            scored = catalogue.scores(facts.key)
            catalogue.nearest(facts.key, _HOW_MANY, scored)
            entered = np.flatnonzero((scored[0] > 0) & (scored[0] >= worst))
            taken.append((time.perf_counter() - start, len(entered)))
    middle = sorted(taken)[len(taken) // 2]
    print(f"  one edited title  {middle[0] * 1000:8.1f} ms  its own list and the {middle[1]} that it enters, named")


def _others(features, scorer, count):
    try:
        from scipy.sparse import csr_matrix
    except ImportError:
        print("  (scipy, scikit-learn and sparse_dot_topn are not installed)")
        return
    weights = np.sqrt(scorer.feature_weights)[features.columns]
    matrix = csr_matrix((features.values * weights, features.columns, features.starts), (count, len(features.ids)))
    try:
        from sparse_dot_topn import sp_matmul_topn

        seconds, _ = timed(
            lambda: sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=_HOW_MANY + 1, sort=True, n_threads=2)
        )
        print(f"  sparse_dot_topn   {seconds[0]:8.2f} s, {seconds[1]:8.2f} s of processor   (two threads)")
    except ImportError:
        print("  (sparse_dot_topn is not installed)")
    try:
        from sklearn.neighbors import NearestNeighbors

        model = NearestNeighbors(n_neighbors=_HOW_MANY + 1, metric="cosine", algorithm="brute").fit(matrix)
        seconds, _ = timed(lambda: model.kneighbors(matrix))
        print(
            f"  scikit-learn      {seconds[0]:8.2f} s, {seconds[1]:8.2f} s of processor   (cosine, without closeness)"
        )
    except ImportError:
        print("  (scikit-learn is not installed)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[5_000, 50_000])
    parser.add_argument("--large", action="store_true", help="500,000 titles too: minutes")
    parser.add_argument("--alone", action="store_true", help="without the other two")
    options = parser.parse_args()
    for size in [*options.sizes, *([500_000] if options.large else [])]:
        measure(size, options.alone)
