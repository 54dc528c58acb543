"""The exact 20 nearest of every title, beside scikit-learn and sparse_dot_topn, and one title after an edit.

    python -m benchmarks.similar_speed [--sizes 5000 50000] [--large]

Synthetic titles of about 37 features, Zipf-distributed. The other two (benchmarks/requirements.txt) are left out where
they are not installed; they get the same values, without closeness, and a threshold of nothing. --large adds 500,000.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from catalog.similarity import files
from catalog.similarity.blocks import nearest_of_all
from catalog.similarity.changed import ChangedCatalogue
from catalog.similarity.facts import FULL, Facts
from catalog.similarity.features import make_features
from catalog.similarity.scores import Scorer

# group: (features a title, how many there are for each title, exponent)
_GROUPS = {
    "cast": (12, 2.0, 0.7),
    "director": (1, 0.5, 0.6),
    "writer": (2, 0.6, 0.6),
    "producer": (2, 0.5, 0.7),
    "genre": (3, 0, 0.6),
    "tag": (10, 0.5, 0.9),
    "company": (3, 0.3, 0.9),
    "country": (1, 0, 1.2),
    "language": (1, 0, 1.5),
    "word": (2, 0.3, 0.9),
}
_FIXED = {"genre": 20, "country": 60, "language": 40}
_HOW_MANY = 20


def synthetic(count, seed=1):
    random = np.random.default_rng(seed)
    drawn = {}
    for group, (each, share, exponent) in _GROUPS.items():
        size = _FIXED.get(group) or max(50, int(count * share))
        chances = np.arange(1, size + 1) ** -exponent
        drawn[group] = random.choice(size, (count, each), p=chances / chances.sum())
    years, minutes = random.integers(1950, 2025, count), random.integers(70, 180, count)
    for key in range(count):
        features = {(group, int(own)): FULL for group, rows in drawn.items() for own in rows[key]}
        yield Facts(key, f"title-{key}", features, int(years[key]), int(minutes[key]), 50 + key % 40, 100 + key)


def timed(work):
    start, used = time.perf_counter(), time.process_time()
    result = work()
    return (time.perf_counter() - start, time.process_time() - used), result


def measure(count):
    features = make_features(synthetic(count))
    scorer = Scorer(features)
    seconds, found = timed(lambda: list(nearest_of_all(scorer, _HOW_MANY)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} titles, {len(features.columns) / count:.1f} features each")
    print(f"  ours              {seconds[0]:8.2f} s, {seconds[1]:8.2f} s  of processor   {memory:,.0f} MB")
    _check(scorer, found)
    _edit(features, scorer, found)
    _others(features, scorer, count)


def _check(scorer, found, samples=25):
    """Beside scores of every pair, no bound: the same lists."""
    for row in range(0, len(found), max(1, len(found) // samples)):
        scores = scorer.scores(*scorer.features.of(row), scorer.features.numbers[:, row])
        scores[row] = 0
        order = np.lexsort((np.arange(len(scores)), -scores))[:_HOW_MANY]
        order = order[scores[order] > 0]
        assert found[row][0].tolist() == order.tolist(), row
    print("  exact             checked against all pairs")


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
    options = parser.parse_args()
    for size in [*options.sizes, *([500_000] if options.large else [])]:
        measure(size)
