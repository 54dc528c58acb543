from pathlib import Path

import pytest
from django.template import Context, Template

from streamcms.publishing.artwork.tone import TONES
from tests.factories import make_image
from theming.templatetags.artwork import focus_stylesheet, lit_tone

CSS = Path(__file__).parents[2] / "theming" / "static" / "css"


def rendered(tag, **context):
    return Template("{% load artwork %}" + tag).render(Context(context))


def test_focus_stylesheet_in_the_tree_is_what_the_code_writes():
    assert (CSS / "focus.css").read_text() == focus_stylesheet()


def test_focus_stylesheet_holds_corners_and_centre():
    rules = focus_stylesheet()

    assert '[data-focus="0"] { object-position: 0.0% 0.0%; }' in rules
    assert '[data-focus="40"] { object-position: 50.0% 50.0%; }' in rules
    assert '[data-focus="80"] { object-position: 100.0% 100.0%; }' in rules
    assert rules.count("object-position") == 81


@pytest.mark.django_db
def test_artwork_holds_its_place_and_names_every_width():
    image = make_image(tone=12, focal_point=3, alternative_text="A lamp & a hand")

    html = rendered('{% artwork image sizes="50vw" %}', image=image)

    assert html == (
        '<picture class="artwork" data-tone="12">'
        f'<source type="image/avif" srcset="{image.srcset("avif")}" sizes="50vw">'
        f'<img src="{image.url(360)}" srcset="{image.srcset("jpg")}" sizes="50vw" width="400" height="600" '
        'alt="A lamp &amp; a hand" data-focus="3" loading="lazy" decoding="async"></picture>'
    )


@pytest.mark.django_db
def test_artwork_of_the_first_screen_is_not_lazy_and_may_be_mute():
    html = rendered('{% artwork image alt="" priority=True %}', image=make_image(alternative_text="A lamp"))

    assert 'fetchpriority="high"' in html
    assert "loading=" not in html
    assert 'alt=""' in html


@pytest.mark.django_db
def test_logo_falls_back_to_png():
    html = rendered("{% artwork image %}", image=make_image(role="logo", width=800, height=200))

    assert ".png" in html
    assert ".jpg" not in html


def test_lit_tone_is_steady_coloured_and_varied():
    tones = [lit_tone(f"title-{number}") for number in range(200)]

    assert tones == [lit_tone(f"title-{number}") for number in range(200)]
    assert all(TONES[tone][1] > 0 for tone in tones)
    assert len(set(tones)) > 6
