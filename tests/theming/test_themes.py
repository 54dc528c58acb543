"""Themes on the site: which are offered and worn, how their sheet is served, what is refused."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from streamcms.publishing.viewpoint import Viewpoint
from tests.factories import make_theme
from theming.models import Theme
from theming.palette import failures
from theming.shipped_themes import SHIPPED_THEMES, ship_themes
from theming.theme_records import import_theme, theme_file
from theming.themes import offered_themes

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def at(days=0, drafts=False):
    return Viewpoint(NOW + dt.timedelta(days=days), drafts)


def sheet_address(client, page="/"):
    return client.get(page).text.partition('href="/themes/')[2].partition('"')[0]


def test_a_new_site_has_the_shipped_themes_and_each_can_be_read():
    themes = list(Theme.objects.in_order())

    assert [theme.slug for theme in themes] == [fields["slug"] for fields in SHIPPED_THEMES]
    assert len(themes) >= 8
    assert {theme.slug: failures(theme.look.recipe()) for theme in themes} == {theme.slug: [] for theme in themes}
    assert {theme.scheme for theme in themes if theme.is_high_contrast} == {"dark", "light"}


def test_shipping_again_brings_nothing_back():
    Theme.objects.exclude(slug="noir").delete()

    ship_themes()

    assert [theme.slug for theme in Theme.objects.all()] == ["noir"]


def test_the_sheet_holds_every_offered_theme_and_its_name_is_its_content(client):
    name = sheet_address(client)
    response = client.get(f"/themes/{name}")

    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert [theme.slug for theme in Theme.objects.all() if f'data-theme="{theme.slug}"' not in response.text] == []
    Theme.objects.filter(slug="noir").update(accent="lime-300")
    assert sheet_address(client) != name


@pytest.mark.parametrize(
    ("left", "light", "dark"),
    [
        ({"paper", "noir", "contrast-light", "contrast-dark"}, "contrast-light", "contrast-dark"),
        ({"paper", "noir", "contrast-dark"}, None, "contrast-dark"),
        ({"noir", "contrast-dark"}, "contrast-dark", "contrast-dark"),
        ({"paper", "noir"}, None, None),
    ],
)
def test_who_asks_for_more_contrast_gets_the_theme_of_the_pair_that_has_it(left, light, dark):
    slugs = {theme.slug: f"contrast-{theme.scheme}" for theme in Theme.objects.filter(is_high_contrast=True)}
    for slug, name in slugs.items():
        Theme.objects.filter(slug=slug).update(slug=name)
    Theme.objects.exclude(slug__in=left).delete()

    themes = offered_themes(at())

    assert [theme and theme.slug for theme in (themes.more_light, themes.more_dark)] == [light, dark]
    asked = [f"(prefers-contrast: more) and (prefers-color-scheme: {scheme})" for scheme in ("light", "dark")]
    assert [query in themes.style_sheet for query in asked] == [bool(light), bool(dark)]


def test_a_sheet_of_another_hour_is_answered_with_what_is_right_now_and_kept_by_nobody(client):
    response = client.get("/themes/0123456789abcdef.css")

    assert 'data-theme="noir"' in response.text
    assert response["Cache-Control"] == "no-cache"


def test_an_edit_shows_at_the_next_request_of_a_page(client):
    before = client.get("/").text
    theme = Theme.objects.get(slug="midnight")
    theme.base = "slate-900"
    theme.save()

    after = client.get("/").text

    assert 'content="#0b0e17" media="(prefers-color-scheme: dark)"' in before
    assert 'content="#0f172b" media="(prefers-color-scheme: dark)"' in after


def test_the_picker_lists_what_is_offered_in_order_and_nothing_else(client):
    Theme.objects.exclude(slug__in=["paper", "noir"]).delete()
    make_theme("Hidden", state="draft")
    make_theme("<Loud>", position=0)

    text = client.get("/").text

    values = [part.partition('"')[0] for part in text.split('name="theme" value="')[1:]]
    assert values == ["", "loud", "paper", "noir"]
    assert "&lt;Loud&gt;" in text


def test_names_of_shipped_themes_are_translated(client):
    assert ">Paper</label>" in client.get("/").text
    assert ">Paper</label>" not in client.get("/ar/").text


def test_drafts_are_offered_in_a_staff_preview_alone(admin_client):
    make_theme("Secret", state="draft")

    preview = admin_client.get("/admin/preview/now~drafts/").text
    address = preview.partition('rel="stylesheet" href="/admin/preview/now~drafts/themes/')[2].partition('"')[0]

    assert 'value="secret"' in preview
    assert 'data-theme="secret"' in admin_client.get(f"/admin/preview/now~drafts/themes/{address}").text
    assert "secret" not in admin_client.get("/").text
    assert "secret" not in admin_client.get(f"/themes/{address}").text


def test_a_default_is_worn_from_its_moment_until_it_ends():
    week = dt.timedelta(days=7)
    make_theme("Advent", is_default=True, publish_at=NOW + week, unpublish_at=NOW + 2 * week)

    worn = [offered_themes(at(days)).dark.slug for days in (0, 6, 8, 13, 15)]

    assert worn == ["midnight", "midnight", "advent", "advent", "midnight"]
    assert offered_themes(at(8)).light.slug == "paper"


def test_of_two_scheduled_defaults_the_one_that_opened_last_is_worn():
    make_theme("Winter", is_default=True, publish_at=NOW - dt.timedelta(days=30))
    make_theme("Advent", is_default=True, publish_at=NOW - dt.timedelta(days=2))

    assert offered_themes(at()).dark.slug == "advent"


def test_one_kind_of_theme_is_worn_by_day_and_by_night_where_there_is_no_other():
    Theme.objects.filter(scheme="light").delete()

    offered = offered_themes(at())

    assert (offered.light.slug, offered.dark.slug) == ("midnight", "midnight")


def test_a_site_without_themes_has_pages_without_their_sheet(client):
    Theme.objects.all().delete()

    text = client.get("/").text

    assert "/themes/" not in text
    assert 'content="#0b0e17"' in text


def test_what_is_offered_costs_one_query(django_assert_num_queries):
    for number in (0, 10):
        for _ in range(number):
            make_theme()
        with django_assert_num_queries(1):
            offered = offered_themes(at())
            assert len(offered.address) == len("/themes/0123456789abcdef.css")
            assert offered.light.colour == "#f5f7f9"


def test_a_theme_that_cannot_be_read_is_refused_with_pair_ratio_and_nearest_colour():
    theme = make_theme("Dim", accent="rose-700")

    with pytest.raises(ValidationError) as refusal:
        theme.full_clean()

    (message,) = refusal.value.messages
    assert message == (
        "accent (#c70036) on surface-hover (#1f2430) has a contrast of 2.57:1 and needs 4.5:1. "
        f"The nearest accent that passes is {nearest(refusal)}."
    )
    theme.accent = nearest(refusal)
    theme.full_clean()


def nearest(refusal):
    return refusal.value.error_dict["__all__"][0].params["nearest"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"base": "midnightish"}, "base"),
        ({"accent": "rose-300/50"}, "accent"),
        ({"overrides": {"colour": "red"}}, "overrides"),
        ({"overrides": {"surface": "red; } * { color: red"}}, "overrides"),
        ({"base": ""}, "base"),
    ],
)
def test_what_is_no_colour_is_refused_at_its_field(fields, field):
    with pytest.raises(ValidationError) as refusal:
        make_theme(**fields).full_clean()

    assert list(refusal.value.message_dict) == [field]


def test_a_theme_travels_as_a_file_and_arrives_as_a_draft(tmp_path, capsys):
    theme = make_theme("Gift", overrides={"text-muted": "slate-300"}, radius="round", is_default=True)
    file = tmp_path / "gift.json"
    call_command("export_theme", "gift", str(file))
    theme.delete()

    call_command("import_theme", str(file))

    arrived = Theme.objects.get(slug="gift")
    assert arrived.look == theme.look
    assert (arrived.state, arrived.is_default) == ("draft", False)
    assert capsys.readouterr().out == "Gift: new, a draft\n"


def test_importing_over_a_theme_changes_its_look_and_not_when_it_is_shown():
    theme = make_theme("Gift")
    text = theme_file(theme).replace("amber-300", "lime-300")

    changed, is_new = import_theme(text)

    assert (is_new, changed.pk, changed.accent, changed.state) == (False, theme.pk, "lime-300", "published")
    assert changed.version == 2


@pytest.mark.parametrize(
    ("change", "failure"),
    [
        (("amber-300", "rose-700"), "contrast: accent (#c70036) on"),
        (('"dark"', '"dusk"'), "scheme: 'dusk' is none of dark, light"),
        (('"plain"', '"flat"'), "card_style: Value 'flat' is not a valid choice."),
        (('"streamcms": 1', '"streamcms": 2'), "version 2 is not 1"),
        (('"theme"', '"page"'), "page has no such field"),
        (("{", "["), "json: "),
    ],
)
def test_a_theme_file_that_cannot_be_read_is_refused(tmp_path, change, failure):
    file = tmp_path / "bad.json"
    theme = make_theme("Gift")
    file.write_text(theme_file(theme).replace(*change, 1))
    theme.delete()

    with pytest.raises(CommandError, match=r"(theme file|line 1): ") as refusal:
        call_command("import_theme", str(file))

    assert failure in str(refusal.value)
    assert not Theme.objects.filter(slug="gift").exists()
