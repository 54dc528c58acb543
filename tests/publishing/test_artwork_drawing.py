import itertools
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageChops

from streamcms.publishing.artwork import fonts
from streamcms.publishing.artwork.canvas import Canvas
from streamcms.publishing.artwork.ladder import inspect
from streamcms.publishing.artwork.lettering import Box, roman, set_name
from streamcms.publishing.artwork.palettes import PALETTES, contrast
from streamcms.publishing.artwork.portraits import portrait
from streamcms.publishing.artwork.posters import NAME_ABOVE, SCHOOLS, encode_original, poster, seeded
from streamcms.publishing.artwork.scenes import PLACES, backdrop, still
from streamcms.publishing.artwork.schools.brief import Brief

LONG_NAME = "The Most Extraordinary and Entirely Unlikely Adventures of the Fabulous Baron " * 4


def share_that_differs(one, other):
    return np.mean(np.asarray(ImageChops.difference(one, other)).max(axis=2) > 24)


def drawn_by(school, name="His Girl Friday", drop=0):
    random = seeded(school.draw.__name__, name)
    palette = PALETTES[school.moods[0]][0]
    canvas = Canvas(720, 1080, palette.ground, random, fineness=1)
    canvas.drop = drop
    school.draw(canvas, Brief(name, 1940, random, palette))
    return canvas.printed()


@pytest.mark.parametrize(
    ("draw", "size"),
    [
        (lambda: poster("Detour", 1945, ["film-noir"], "a"), (720, 1080)),
        (lambda: backdrop("Detour", 1945, ["film-noir"], "a"), (1600, 900)),
        (lambda: still("Dragnet", 1, 2, ["crime"], "a"), (960, 540)),
        (lambda: portrait("Ann Savage", "a"), (500, 600)),
    ],
)
def test_the_same_title_is_drawn_the_same(draw, size):
    first = draw()

    assert first.size == size
    assert encode_original(first) == encode_original(draw())


def test_titles_people_and_episodes_look_different():
    assert share_that_differs(poster("D.O.A.", 1950, ["crime"], ""), poster("Detour", 1945, ["crime"], "")) > 0.1
    assert share_that_differs(poster("Detour", 1945, ["crime"], ""), poster("Detour", 1945, ["crime"], "b")) > 0.05
    assert share_that_differs(portrait("Ann Savage", ""), portrait("Tom Neal", "")) > 0.05
    stills = [still("Dragnet", 1, episode, ["crime", "drama"], "") for episode in (1, 2, 3)]
    assert all(share_that_differs(a, b) > 0.1 for a, b in itertools.pairwise(stills))


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.draw.__name__)
def test_every_school_letters_the_name(school):
    drop = NAME_ABOVE if school.name_above else 0

    assert share_that_differs(drawn_by(school, drop=drop), drawn_by(school, "", drop=drop)) > 0.001


@pytest.mark.parametrize(
    "place", {place for places, _ in PLACES.values() for place in places}, ids=lambda p: p.__name__
)
def test_every_place_fills_its_sheet(place):
    palette = PALETTES["noir"][0]
    canvas = Canvas(480, 270, palette.ground, seeded(place.__name__), fineness=1)

    place(canvas, Brief("", None, seeded(place.__name__), palette))

    assert np.asarray(canvas.printed()).std() > 8


@pytest.mark.parametrize(
    "name", ["", " ", LONG_NAME, "x" * 300, "Ω", "羅生門", "باب الحديد", "Человек с киноаппаратом", "\n\t"]
)
def test_no_name_is_too_odd(name):
    assert poster(name, 1950, ["comedy", "a-genre-unheard-of"], "").size == (720, 1080)


def test_a_title_may_have_neither_year_nor_genre():
    assert poster("Untitled", None, [], "").size == (720, 1080)
    assert backdrop("Untitled", None, [], "").size == (1600, 900)


def test_names_without_a_face_give_way_to_the_year():
    palette = PALETTES["noir"][0]

    assert Brief("羅生門", 1950, seeded(), palette).headline == "1950"
    assert Brief("羅生門", None, seeded(), palette).headline == ""
    assert Brief("Метрополис", 1927, seeded(), palette).headline == "Метрополис"
    assert Brief("Метрополис", 1927, seeded(), palette).small_line == "1927"


@pytest.mark.parametrize("face", fonts.FACES)
def test_lettering_stays_in_its_box(face):
    box = Box(0, 0, 600, 180)
    for name in ("Metropolis", "The Cabinet of Dr. Caligari", LONG_NAME):
        setting = set_name(name, box, face)

        assert setting is not None
        assert setting.width <= 600.5
        assert setting.height <= 180.5


def test_lines_do_not_end_in_an_article():
    setting = set_name("The Man with the Golden Arm", Box(0, 0, 600, 200), "narrow", capitals=False)

    assert [line.text for line in setting.lines] == ["The Man with", "the Golden Arm"]


def test_without_its_package_a_face_falls_back(monkeypatch):
    missing = fonts.Face("no-such-package", "None.ttf")
    monkeypatch.setitem(fonts.FACES, "gothic", missing)
    fonts.font.cache_clear()

    try:
        assert fonts.font("gothic", 40).getlength("Detour") > 60
        assert fonts.face_that_can_letter("Detour", "gothic") == "gothic"
    finally:
        fonts.font.cache_clear()
        fonts._has_letter.cache_clear()
        fonts._missing.cache_clear()


def test_every_palette_can_be_read():
    sheets = [palette for palettes in PALETTES.values() for palette in palettes]

    assert [sheet for sheet in sheets if contrast(sheet.lettering, sheet.ground) < 3] == []
    assert [sheet for sheet in sheets if contrast(sheet.light, sheet.ink) < 7] == []


def test_an_original_passes_as_an_upload():
    facts = inspect(encode_original(portrait("Ann Savage", "")))

    assert (facts.width, facts.height, facts.format) == (500, 600, "jpeg")
    assert Image.open(BytesIO(encode_original(Image.new("RGB", (70, 70))))).format == "JPEG"


@pytest.mark.parametrize(("year", "numerals"), [(1922, "MCMXXII"), (1999, "MCMXCIX"), (2024, "MMXXIV")])
def test_years_in_roman_numerals(year, numerals):
    assert roman(year) == numerals
