"""Posters become a wall: which hang where, what is cut and what is not, files that cannot be read, equal bytes."""

import os
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.theming.poster_files import hues, poster, posters
from theming.backdrop_image import arrangement, encoding, geometry
from theming.backdrop_image.backdrop import hanging_places, make
from theming.backdrop_image.look import FADES, RANGES, Look
from theming.backdrop_image.posters import read

SMALL = 640, 360
COLUMNS = range(RANGES["columns"][0], RANGES["columns"][1] + 1)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 6, 12, 90])
def test_a_wall_hangs_however_many_posters_there_are(count):
    made, skipped = make(posters(count), Look(), *SMALL)

    assert skipped == ()
    assert len(set(made.names)) == len(made.names) > 0
    assert len(made.names) == min(count, len(hanging_places(Look(), count, *SMALL)[1]))
    assert made.canvas.shape == (360, 640, 4)
    assert made.canvas[..., 3].max() > 200


def test_thousands_of_posters_hang_as_many_as_there_are_places():
    sources = posters(60) * 40

    made, _skipped = make([(number, data) for number, (_name, data) in enumerate(sources)], Look(), *SMALL)

    assert len(made.names) == len(geometry.cells(Look(), *SMALL))


def test_no_posters_make_no_backdrop():
    assert make([], Look(), *SMALL) == (None, ())


def test_what_cannot_be_read_is_skipped_and_named():
    whole = poster("red", (900, 1350))
    broken = [("no picture", b"GIF89a nonsense"), ("half", whole[: len(whole) // 2]), ("empty", b"")]

    made, skipped = make([*posters(8), *broken], Look(), *SMALL)

    assert [name for name, _reason in skipped] == ["no picture", "half", "empty"]
    assert all(reason.endswith(".") for _name, reason in skipped)
    assert set(made.names) == {f"poster {number}" for number in range(8)}


def test_a_bomb_is_skipped_by_its_header():
    stream = BytesIO()
    Image.new("1", (9000, 9000)).save(stream, "PNG")

    made, skipped = make([("bomb", stream.getvalue())], Look(), *SMALL)

    assert (made, skipped) == (None, (("bomb", "9000 x 9000 pixels is no size for a poster."),))


@pytest.mark.parametrize("size", [(270, 180), (200, 200), (100, 400)])
@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_posters_of_odd_shapes_hang_whole(size, image_format):
    made, skipped = make([("odd", poster("red", size, image_format))], Look(fade="none", angle=0), *SMALL)

    covered = np.argwhere(made.canvas[..., 3] > 250)
    height, width = covered.max(axis=0) - covered.min(axis=0)
    assert skipped == ()
    # Tilted back, a shape loses about a fifth of its height.
    assert 0.7 < (height / width) / (size[1] / size[0]) < 1


@pytest.mark.parametrize("fade", FADES)
@pytest.mark.parametrize("seed", [1, 77])
def test_the_same_posters_and_look_give_the_same_bytes(fade, seed):
    look = Look(fade=fade, seed=seed, blur=3)

    def files():
        return [encoding.avif_of(make(posters(30), look, *SMALL)[0].canvas) for _ in range(2)]

    first, second = files()

    assert first == second


def test_another_seed_hangs_the_posters_otherwise():
    canvases = [make(posters(30), Look(seed=seed), *SMALL)[0].canvas for seed in (1, 2)]

    assert (canvases[0] != canvases[1]).any()


def test_every_width_comes_in_both_formats_without_what_is_not_covered():
    made, _skipped = make(posters(12), Look())

    renditions = list(made.renditions())

    assert [(one.width, one.extension) for one in renditions] == [
        (width, extension) for width in (768, 1280, 1920, 2560) for extension in ("avif", "jpg")
    ]
    for one in renditions:
        image = Image.open(BytesIO(one.data))
        assert image.size == (one.width, one.width * 9 // 16)
        assert image.mode == {"avif": "RGBA", "jpg": "RGB"}[one.extension]
        assert not image.getexif()
    assert Image.open(BytesIO(renditions[0].data)).getpixel((2, 430))[3] < 8


@pytest.mark.parametrize("look", [Look(), Look(seed=5), Look(columns=14, angle=20), Look(columns=7, angle=0)])
def test_like_posters_do_not_touch(look):
    random = np.random.default_rng(3)
    colours = random.normal((0.42, 0.02, 0.02), (0.17, 0.05, 0.06), (300, 3))  # spread as those of 800 real posters

    assert gain_over_chance(colours, look) >= 1.3


@pytest.mark.real_data
@pytest.mark.parametrize("count", [90, 800])
@pytest.mark.parametrize("columns", [8, 9, 12])
def test_like_ones_of_real_posters_do_not_touch(count, columns):
    if not os.environ.get("REAL_DATA"):
        pytest.skip("REAL_DATA names no folder of recorded data")
    files = sorted(Path(os.environ["REAL_DATA"], "posters").glob("*.jpg"))[:count]
    colours = np.array([read(file.name, file.read_bytes(), 100).colour for file in files])

    assert gain_over_chance(colours, Look(columns=columns)) >= 1.3


def gain_over_chance(colours, look):
    """How much farther neighbours are from each other than if the same posters hung at random."""
    random = np.random.default_rng(4)
    places = geometry.cells(look, *SMALL)
    touching, apart = geometry.touching(places, look), geometry.distances(places, look)
    chosen = colours[arrangement.choose(colours, len(places))]

    hung = arrangement.arrange(chosen, touching, apart, look.seed)

    at_random = [arrangement.mean_distance(chosen, random.permutation(hung), touching) for _ in range(30)]
    assert len(set(hung)) == min(len(places), len(chosen))
    return arrangement.mean_distance(chosen, hung, touching) / np.mean(at_random)


def test_a_poster_that_hangs_twice_hangs_far_from_itself():
    look, places = hanging_places(Look(), 8, *SMALL)
    touching, apart = geometry.touching(places, look), geometry.distances(places, look)
    colours = [[sum(rgb) / 765, rgb[0] / 765, rgb[2] / 765] for rgb in hues(8)]

    hung = np.array(arrangement.arrange(colours, touching, apart, 1))

    assert len(places) == 16
    assert not (touching * (hung[:, None] == hung[None])).any()


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("angle", [-30, -14, 0, 14, 30])
def test_no_poster_that_shows_in_the_safe_area_is_cut(columns, angle):
    width, height = 1920, 1080

    cells = geometry.cells(Look(columns=columns, angle=angle), width, height)

    shown = [cell for cell in cells if geometry.touches_safe_area(cell.quad, width, height)]
    assert len(shown) >= 4
    assert [cell for cell in shown if geometry.is_cut(cell.quad, width, height)] == []


@pytest.mark.parametrize("angle", [-30, 0, 17])
def test_posters_never_overlap(angle):
    cells = geometry.cells(Look(angle=angle, gap=2), 1920, 1080)
    counted = np.zeros((1080, 1920), dtype=np.uint8)

    for cell in cells:
        mask = Image.new("L", (1920, 1080))
        middle = cell.quad.mean(axis=0)
        inner = middle + (cell.quad - middle) * 0.99
        ImageDraw.Draw(mask).polygon([tuple(point) for point in inner], fill=255)
        counted += np.asarray(mask) > 0

    assert counted.max() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("columns", 6), ("angle", 31), ("gap", 1), ("blur", 41), ("fade", "away"), ("seed", -1)]
)
def test_a_look_out_of_range_is_refused(field, value):
    with pytest.raises(ValueError, match=field):
        Look(**{field: value})


def test_the_picture_fades_about_its_focus():
    left = make(posters(40), Look(focus=(0.25, 0.5), fade="oval"), *SMALL)[0].canvas[..., 3].astype(int)
    right = make(posters(40), Look(focus=(0.75, 0.5), fade="oval"), *SMALL)[0].canvas[..., 3].astype(int)

    assert left[:, :320].sum() > 2 * left[:, 320:].sum()
    assert right[:, 320:].sum() > 2 * right[:, :320].sum()
