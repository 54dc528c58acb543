"""A wall of 80 posters as a picture of 1920 x 1080, from JPEG files in memory to AVIF, beside other libraries.

    REAL_DATA=... python -m benchmarks.backdrops [--sizes 300 1000] [--runs 7]

The posters are those of REAL_DATA/posters, brought to each width first. All draw the same cells with the same
homographies and rounded corners, fade by the same field and encode at the same quality; each in a process of its own.
OpenCV and pyvips (benchmarks/requirements.txt) and ImageMagick (`magick` or `convert`) are left out where they are not
installed, and that is said.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from benchmarks.backdrop_peers import METHODS, Missing
from theming.backdrop_image import arrangement, backdrop, encoding, geometry, wall
from theming.backdrop_image.look import Look

WIDTH, HEIGHT = 1920, 1080
_POSTERS = 80


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[300, 1000], help="widths of the posters' files")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--only", choices=["ours", *METHODS], help=argparse.SUPPRESS)
    parser.add_argument("--posters", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        return print(json.dumps(_measure(options.only, Path(options.posters), options.runs)))
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="streamcms-benchmark-") as folder:
            _write_posters(Path(folder), size)
            print(f"{_POSTERS} posters of {size} x {size * 3 // 2} pixels to {WIDTH} x {HEIGHT}, AVIF")
            for method in ("ours", *METHODS):
                _report(method, folder, options.runs)
    return None


def _write_posters(folder, width):
    files = sorted(Path(os.environ.get("REAL_DATA", "."), "posters").glob("*.jpg"))[:_POSTERS]
    if len(files) < _POSTERS:
        sys.exit("REAL_DATA names the folder in which posters/ holds at least 80 JPEG files.")
    for number, file in enumerate(files):
        picture = Image.open(file).convert("RGB").resize((width, width * 3 // 2), Image.Resampling.LANCZOS)
        picture.save(folder / f"{number:03}.jpg", quality=88)


def _report(method, folder, runs):
    command = [sys.executable, "-m", "benchmarks.backdrops", "--only", method, "--posters", folder, "--runs", str(runs)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return print(f"  {method:12} failed: {done.stderr[-400:]}")
    said = json.loads(done.stdout)
    if "missing" in said:
        return print(f"  {method:12} not measured: {said['missing']}")
    print(
        f"  {method:12} {said['median']:6.0f} ms (best {said['best']:.0f}), {said['cpu']:6.0f} ms of processor, "
        f"{said['memory']:.0f} MB, {said['bytes'] // 1024} KB"
    )
    for part, (seconds, cpu) in said.get("parts", {}).items():
        print(f"      {part:22} {seconds:6.0f} ms, {cpu:6.0f} ms of processor")
    return None


def _measure(method, folder, runs):
    sources = [(file.name, file.read_bytes()) for file in sorted(folder.glob("*.jpg"))]
    look = _look()
    times, parts, data = [], [], b""
    try:
        for _ in range(runs + 1):  # the first warms up
            clock = Clock()
            data = (_ours if method == "ours" else METHODS[method](folder, look))(sources, look, clock)
            times.append(clock.total())
            parts.append(clock.laps)
    except Missing as error:
        return {"missing": str(error)}
    median = statistics.median(wall_time for wall_time, _cpu in times[1:])
    found = {
        "median": median,
        "best": min(wall_time for wall_time, _cpu in times[1:]),
        "cpu": statistics.median(cpu for _wall_time, cpu in times[1:]),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "bytes": len(data),
    }
    if parts[0]:
        found["parts"] = {
            name: [statistics.median(laps[name][each] for laps in parts[1:]) for each in (0, 1)] for name in parts[0]
        }
    return found


def _look():
    """The one with the fewest columns that has a place for each of 80 posters."""
    for columns in range(7, 17):
        look = Look(columns=columns)
        if len(geometry.cells(look, WIDTH, HEIGHT)) >= _POSTERS:
            return look
    raise AssertionError


def _ours(sources, look, clock):
    found, _skipped = backdrop._read(sources, look, WIDTH)
    clock.lap("read and decode")
    places = geometry.cells(look, WIDTH, HEIGHT)[:_POSTERS]
    touching, apart = geometry.touching(places, look), geometry.distances(places, look)
    hung = arrangement.arrange([poster.colour for poster in found], touching, apart, look.seed)
    clock.lap("arrange")
    canvas = wall.draw([(cell, found[place]) for cell, place in zip(places, hung, strict=True)], look, WIDTH, HEIGHT)
    clock.lap("warp")
    backdrop._fade(canvas, look)
    clock.lap("fade")
    data = encoding.avif_of(canvas)
    clock.lap("encode, with its alpha")
    return data


class Clock:
    """Wall and processor time in milliseconds since it was made, and of the laps in between."""

    def __init__(self):
        self.started = self._last = self._now()
        self.laps = {}

    def _now(self):
        return time.perf_counter() * 1000, time.process_time() * 1000

    def lap(self, name):
        now = self._now()
        self.laps[name] = tuple(after - before for after, before in zip(now, self._last, strict=True))
        self._last = now

    def total(self):
        return tuple(after - before for after, before in zip(self._now(), self.started, strict=True))


if __name__ == "__main__":
    main()
