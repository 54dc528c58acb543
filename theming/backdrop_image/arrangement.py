"""Which posters hang, and where: varied in colour, and like ones apart."""

import numpy as np

_LOOKED_AT = 4  # candidates for each place; beyond these, posters are less known and no more varied
_LIKENESS = 0.08  # OKLab: below this distance two posters look alike
_FAR = 3.5  # widths of a poster: so far apart the same one may well hang twice
_TRIES = 2  # from different beginnings, of which the best counts
_SWAPS = 4  # for each place, at most


def choose(colours, count, seed=0):
    """Places in `colours` (OKLab, shape (n, 3), the most wanted first) of `count` posters that differ.

    The seed says where to begin. Each next one is the farthest from those taken, and what is wanted less must be so
    much the farther.
    """
    colours = np.asarray(colours, dtype=float)[: count * _LOOKED_AT]
    if len(colours) <= count:
        return list(range(len(colours)))
    wish = np.linspace(1, 0.6, len(colours))
    nearest = np.full(len(colours), np.inf)
    taken = [int(np.random.default_rng(seed).integers(count))]
    for _ in range(count - 1):
        nearest = np.minimum(nearest, np.linalg.norm(colours - colours[taken[-1]], axis=1))
        worth = (nearest + 0.02) * wish
        worth[taken] = -1
        taken.append(int(np.argmax(worth)))
    return sorted(taken)


def arrange(colours, touching, apart, seed):
    """For each place, which poster hangs there. `touching`: a symmetric matrix of 0 and 1; `apart`: how far from each
    other any two places are. Each poster hangs once before any hangs again; then the best exchange of two is made
    until none helps, from several beginnings."""
    places = len(touching)
    random = np.random.default_rng(seed)
    worth = _worth(np.asarray(colours, dtype=float))
    near = np.exp(-((apart / _FAR) ** 2)) * (1 - np.eye(places)) if places > len(colours) else None
    tries = [_improved(_hung_at_random(random, places, len(colours)), touching, worth, near) for _ in range(_TRIES)]
    return max(tries, key=lambda hung: float((worth[np.ix_(hung, hung)] * touching).sum())).tolist()


def _hung_at_random(random, places, count):
    return np.concatenate([random.permutation(count) for _ in range(-(-places // count))])[:places]


def _improved(hung, touching, worth, near):
    """In place; `near` says how bad the same poster is in two places, None where each hangs once."""
    twice = -2 * np.eye(len(worth))
    for _ in range(len(hung) * _SWAPS):
        gain = _gains(hung, touching, worth)
        if near is not None:
            gain += _gains(hung, near, twice)
        best = int(np.argmax(gain))
        if gain.flat[best] < 1e-9:
            break
        one, other = divmod(best, len(hung))
        hung[one], hung[other] = hung[other], hung[one]
    return hung


def _worth(colours):
    """How well two posters hang side by side: their distance, and much less when they look alike."""
    apart = np.linalg.norm(colours[:, None] - colours[None], axis=2)
    return apart - 0.3 * np.exp(-apart / _LIKENESS)


def _gains(hung, touching, worth):
    """What each exchange of two places adds to the worth of all that touch; shape (places, places)."""
    each = worth[np.ix_(hung, hung)]
    there = touching @ each  # [place, other]: the worth of other's poster among place's neighbours
    own = np.diagonal(there)
    gain = there + there.T - own[:, None] - own[None]
    # Two that touch would otherwise be counted as neighbours of themselves.
    itself = np.diagonal(each)
    return gain - touching * (itself[:, None] + itself[None] - 2 * each)


def mean_distance(colours, hung, touching):
    """The mean OKLab distance between posters that touch."""
    ours = np.asarray(colours, dtype=float)[hung]
    apart = np.linalg.norm(ours[:, None] - ours[None], axis=2)
    return float((apart * touching).sum() / max(touching.sum(), 1))
