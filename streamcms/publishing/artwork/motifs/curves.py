"""Lines that other motifs are made of."""

import itertools
import math
from random import Random

import numpy as np


def smooth(points, closed=True, steps=10):
    """A Catmull-Rom curve through the points."""
    count = len(points)
    take = (lambda i: points[i % count]) if closed else (lambda i: points[min(max(i, 0), count - 1)])
    curve = []
    for i in range(count if closed else count - 1):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = take(i - 1), take(i), take(i + 1), take(i + 2)
        for step in range(steps):
            t = step / steps
            curve.append((_spline(x0, x1, x2, x3, t), _spline(y0, y1, y2, y3, t)))
    return curve if closed else [*curve, points[-1]]


def _spline(a, b, c, d, t):
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))


def polar(x, y, radius, degrees):
    angle = math.radians(degrees)
    return x + radius * math.cos(angle), y + radius * math.sin(angle)


def ridge(random: Random, width, base, height, roughness=0.5, detail=7):
    """A mountain line from left to right, by midpoint displacement about the base."""
    line = [random.uniform(-0.4, 0.4), random.uniform(-0.4, 0.4)]
    swing = 1.0
    for _ in range(detail):
        between = [(a + b) / 2 + random.uniform(-swing, swing) for a, b in itertools.pairwise(line)]
        line = [point for pair in zip(line, between, strict=False) for point in pair] + [line[-1]]
        swing *= roughness
    last = len(line) - 1
    return [(width * (1.04 * i / last - 0.02), base + height * value) for i, value in enumerate(line)]


def dunes(random: Random, width, base, height, waves=2.2):
    """A calm line of a few long waves."""
    phases = [random.uniform(0, math.tau) for _ in range(3)]
    xs = np.linspace(-0.02, 1.02, 90)
    ys = sum(np.sin(xs * waves * (1 + 0.7 * n) * math.pi + phase) / (1 + n) for n, phase in enumerate(phases))
    return [(float(x * width), float(base + height * y * 0.6)) for x, y in zip(xs, ys, strict=True)]


def down_to(line, bottom):
    """Close a line from left to right into a shape that reaches the bottom."""
    return [*line, (line[-1][0], bottom), (line[0][0], bottom)]


def turned(points, x, y, degrees, scale=1.0):
    """Points about the origin, scaled, turned clockwise and moved."""
    cosine, sine = math.cos(math.radians(degrees)) * scale, math.sin(math.radians(degrees)) * scale
    return [(x + px * cosine - py * sine, y + px * sine + py * cosine) for px, py in points]


def jagged(random: Random, left, top, right, bottom, give=10):
    """A rectangle as scissors cut it: the corners off true, an extra nick on each long side."""

    def off(x, y):
        return x + random.uniform(-give, give), y + random.uniform(-give, give)

    middle_x, middle_y = random.uniform(0.3, 0.7), random.uniform(0.3, 0.7)
    return [
        off(left, top),
        off(left + (right - left) * middle_x, top),
        off(right, top),
        off(right, top + (bottom - top) * middle_y),
        off(right, bottom),
        off(left + (right - left) * (1 - middle_x), bottom),
        off(left, bottom),
    ]
