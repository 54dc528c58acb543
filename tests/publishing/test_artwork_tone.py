from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from streamcms.publishing.artwork import tone

STYLESHEET = Path(__file__).parents[2] / "theming" / "static" / "css" / "tones.css"


def test_there_are_sixty_four_different_tones():
    assert len(set(tone.TONES)) == 64


def test_the_stylesheet_is_the_one_that_is_served():
    assert STYLESHEET.read_text(encoding="utf-8") == tone.stylesheet()


@pytest.mark.parametrize("number", range(64))
def test_a_sheet_of_a_tone_has_that_tone(number):
    lightness, chroma, hue = tone.TONES[number]
    angle = np.radians(hue)
    colour = tone.srgb(np.array([[lightness, chroma * np.cos(angle), chroma * np.sin(angle)]]))[0]

    assert tone.tone_of(Image.new("RGB", (40, 60), tuple(round(value * 255) for value in colour))) == number


@pytest.mark.parametrize(
    ("colour", "hue"), [("#d01f1f", 25), ("#e08a1e", 55), ("#2f9e44", 145), ("#1c4fd6", 265), ("#a02ab8", 325)]
)
def test_strong_colours_keep_their_hue(colour, hue):
    assert tone.TONES[tone.tone_of(Image.new("RGB", (64, 96), colour))][2] == hue


def test_the_dominant_colour_wins_over_the_mean():
    picture = Image.new("RGB", (300, 300), "#101010")
    picture.paste("#c02020", (60, 60, 240, 240))
    picture.paste("#2040c0", (0, 0, 70, 70))

    assert tone.TONES[tone.tone_of(picture)][2] == 25


def test_what_is_transparent_has_no_vote():
    picture = Image.new("RGBA", (100, 100), (0, 60, 220, 0))
    picture.paste((200, 30, 30, 255), (30, 30, 70, 70))

    assert tone.TONES[tone.tone_of(picture)][2] == 25
