"""Colours: spellings, the way to sRGB, published figures of contrast, themes that can be read whatever is chosen."""

import random

import pytest

from theming.palette import (
    PAIRS,
    TOKENS,
    Colour,
    Recipe,
    check,
    derive,
    failures,
    parse,
    parse_shadow,
    ratio,
    shadows,
)
from theming.palette.pairs import with_colour
from theming.palette.tailwind import TAILWIND


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("slate-950", "#020618"),
        ("rose-500", "#ff2056"),
        ("ROSE-500/50", "#ff205680"),
        ("black", "#000000"),
        ("#fa0", "#ffaa00"),
        ("#12345678", "#12345678"),
        ("rebeccapurple", "#663399"),
        ("rgb(255 0 0 / 50%)", "#ff000080"),
        ("rgba(1, 2, 3, 1)", "#010203"),
        ("rgb(100% 0% 50%)", "#ff0080"),
        ("hsl(120deg 100% 25%)", "#008000"),
        ("hsl(0.5turn, 100%, 50%)", "#00ffff"),
        ("hwb(194 0% 0%)", "#00c4ff"),
        ("hwb(0 60% 60%)", "#808080"),
        # From the tests of CSS Color 4: oklch-001 and -002, oklab-001.
        ("oklch(51.975% 0.17686 142.495)", "#008000"),
        ("oklch(0% 0 0)", "#000000"),
        ("oklab(51.975% -0.1403 0.10768)", "#008000"),
        ("oklch(1 0 none)", "#ffffff"),
    ],
)
def test_a_colour_is_read_from_any_spelling(text, shown):
    assert parse(text).hex == shown


@pytest.mark.parametrize(
    "text",
    [
        *("", "slate", "slate-955", "mauve-", "rose-500/101", "#12345", "red;", "a" * 99, "url(x)", "var(--x)"),
        *("rgb(1 2)", "rgb(1 2 3 / 4 5)", "hsl(x 1% 1%)", "oklch(0.5 0.1 20deg 30)", "color(display-p3 1 0 0)"),
    ],
)
def test_what_is_no_colour_is_refused_in_words(text):
    with pytest.raises(ValueError, match=r"“.*"):
        parse(text)


def test_the_whole_palette_of_tailwind_is_there_and_gets_darker_with_each_step():
    families = {name.rpartition("-")[0] for name in TAILWIND if "-" in name}

    assert len(families) == 26
    assert len(TAILWIND) == 26 * 11 + 2
    for family in families:
        lightness = [TAILWIND[f"{family}-{step}"][0] for step in (50, *range(100, 1000, 100), 950)]
        assert lightness == sorted(lightness, reverse=True)


def test_eight_bits_come_back_from_oklch():
    chance = random.Random(5)
    for _ in range(500):
        rgb = tuple(chance.randrange(256) for _ in range(3))
        there = Colour.from_rgb(*(channel / 255 for channel in rgb))
        assert Colour(there.lightness, there.chroma, there.hue).rgb == rgb


def test_a_colour_outside_of_srgb_keeps_its_hue_and_lightness():
    for hue in range(0, 360, 15):
        for lightness in (0.3, 0.5, 0.7, 0.9):
            wanted = Colour(lightness, 0.4, hue)
            shown = Colour.from_rgb(*(channel / 255 for channel in wanted.rgb))
            assert shown.distance(wanted.but(chroma=shown.chroma)) < 0.03


# The test cases that W3C publishes for its ACT rule "Text has minimum contrast" (afw4f7), and WCAG's own extremes.
@pytest.mark.parametrize(
    ("front", "ground", "published"),
    [
        ("#000", "#fff", 21.0),
        ("#fff", "#fff", 1.0),
        ("#333", "#fff", 12.6),
        ("#000", "#666", 3.6),
        ("#0000ee", "#fff", 9.39),
        ("#aaa", "#fff", 2.3),
        ("rgba(0, 0, 0, .3)", "#fff", 2.1),
        ("#777", "#eee", 3.85),
    ],
)
def test_contrast_is_what_wcag_publishes(front, ground, published):
    measured = ratio(parse(front), parse(ground))

    assert abs(measured - published) < 10 ** -len(str(published).partition(".")[2])


def test_contrast_does_not_depend_on_which_is_in_front():
    chance = random.Random(7)
    for _ in range(100):
        one, other = (Colour.from_rgb(*(chance.random() for _ in range(3))) for _ in range(2))
        assert ratio(one, other) == pytest.approx(ratio(other, one))
        assert 1 <= ratio(one, other) <= 21


def recipes(number, seed=11):
    """What editors might choose: bases that are dark or light, any accent, some of high contrast."""
    chance = random.Random(seed)
    for _ in range(number):
        is_dark = chance.random() < 0.5
        lightness = chance.uniform(0, 0.3) if is_dark else chance.uniform(0.9, 1)
        base = Colour(lightness, chance.uniform(0, 0.1 if is_dark else 0.02), chance.uniform(0, 360))
        accent = Colour(chance.uniform(0.3, 0.95), chance.uniform(0, 0.25), chance.uniform(0, 360))
        yield Recipe(is_dark, base, accent, is_high_contrast=chance.random() < 0.2)


def test_every_token_is_derived_and_what_was_set_by_hand_stays():
    for recipe in recipes(30):
        assert tuple(derive(recipe)) == TOKENS

        by_hand = {"surface": parse("fuchsia-900"), "text-muted": parse("lime-300")}
        tokens = derive(Recipe(recipe.is_dark, recipe.base, recipe.accent, by_hand))
        assert {name: tokens[name] for name in by_hand} == by_hand


def test_what_is_derived_can_be_read_so_only_a_choice_can_fail():
    for recipe in recipes(120):
        failing = {checked.pair.front for checked in check(recipe) if not checked.passes}
        assert failing <= {"accent", "focus", "on-accent", "text"}  # text: on a wash of an accent that cannot be read


def test_taking_the_nearest_colours_makes_any_theme_readable():
    for recipe in recipes(60):
        mended = recipe
        for failure in failures(recipe):
            assert failure.nearest is not None
            mended = with_colour(mended, failure.place, failure.nearest)
        assert [checked for checked in check(mended) if not checked.passes] == []


def test_the_nearest_colour_keeps_the_hue_and_nothing_nearer_of_it_passes():
    for base, accent in (("slate-950", "rose-700"), ("white", "amber-400"), ("zinc-900", "indigo-700")):
        recipe = Recipe(parse(base).lightness < 0.5, parse(base), parse(accent))
        (failure,) = failures(recipe)

        assert failure.place == "accent"
        moved = failure.nearest.lightness - recipe.accent.lightness
        nearer = recipe.accent.but(lightness=recipe.accent.lightness + moved * 0.9)
        assert failures(with_colour(recipe, "accent", nearer)) != []
        assert abs(failure.nearest.hue - recipe.accent.hue) < 12


def test_a_token_set_by_hand_is_what_has_to_change():
    recipe = Recipe(True, parse("slate-950"), parse("amber-300"), {"text-muted": parse("slate-600")})

    (failure,) = failures(recipe)

    assert failure.place == "text-muted"
    assert failures(with_colour(recipe, "text-muted", failure.nearest)) == []


def test_a_theme_of_high_contrast_asks_for_seven():
    ordinary = Recipe(False, parse("white"), parse("sky-700"))
    high = Recipe(False, parse("white"), parse("sky-700"), is_high_contrast=True)

    assert failures(ordinary) == []
    assert [failure.place for failure in failures(high)] == ["accent"]
    assert {checked.wanted for checked in check(high)} == {7.0, 4.5}
    assert {checked.wanted for checked in check(ordinary)} == {4.5, 3.0}


def test_every_token_that_is_read_stands_in_a_pair():
    unread = {"line", "line-strong", "image-edge"}  # they part things and say nothing

    assert set().union(*(pair.tokens for pair in PAIRS)) == set(TOKENS) - unread


def test_shadows_are_tinted_and_layered_in_light_themes_and_edges_in_dark_ones():
    light = shadows(Recipe(False, parse("oklch(0.96 0.014 232)"), parse("sky-700")))
    dark = shadows(Recipe(True, parse("slate-950"), parse("sky-300")))

    assert light["card"].count("#") == 3
    tint = parse(light["card"].split()[-1])
    assert tint.chroma > 0.03
    assert tint.alpha < 0.2
    assert dark["card"] == "0 0 0 1px #ffffff12"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("none", "none"),
        ("0 1px 2px black", "0 1px 2px #000000"),
        ("inset 0 0 0 1px rgb(255, 255, 255), 0 .5rem 1em #0008", "inset 0 0 0 1px #ffffff, 0 .5rem 1em #00000088"),
        ("#000 0 0", "0 0 #000000"),
    ],
)
def test_a_shadow_by_hand_is_written_anew(text, expected):
    assert parse_shadow(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "soft", "0 black", "1 2px black", "0 0 0 0 0 black", "0 0 -2px black", "0 0 black white"),
        *(
            "0 0 black; color: red",
            "0 0 url(x)",
            "0 0 black } * { color: red",
            "0 0 var(--a)",
            "0 0 black,",
            "0 " * 200,
        ),
    ],
)
def test_what_is_no_shadow_is_refused(text):
    with pytest.raises(ValueError, match=r"shadow|colour"):
        parse_shadow(text)
