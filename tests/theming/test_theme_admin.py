"""The admin of themes: what is refused and mended, looked at while it is typed, exported and imported."""

import json

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.sources.records import BadRecord
from tests.factories import make_movie, make_theme
from theming.models import Theme
from theming.palette import TOKENS, parse_shadow
from theming.theme_records import import_theme, theme_file
from theming.theme_sheet import declarations

pytestmark = pytest.mark.django_db


@pytest.fixture
def designer(client):
    user = User.objects.create_user("designer", is_staff=True)
    user.groups.add(Group.objects.get(name="Designer"))
    client.force_login(user)
    return client


def address(theme):
    return f"/admin/theming/theme/{theme.pk}/change/"


def form_of(theme, **changes):
    """What a browser posts."""
    fields = ("name", "slug", "base", "accent", "scheme", "type_scale", "radius", "density", "card_style", "state")
    moments = {f"{name}_{part}": "" for name in ("publish_at", "unpublish_at") for part in (0, 1)}
    tokens = {f"token-{token}": theme.overrides.get(token, "") for token in TOKENS}
    return {name: getattr(theme, name) for name in fields} | moments | tokens | changes


def test_a_designer_changes_a_theme(designer):
    theme = make_theme("Dusk")

    response = designer.post(address(theme), form_of(theme, accent="lime-300", **{"token-text-muted": "zinc-300"}))

    assert response.status_code == 302
    theme.refresh_from_db()
    assert (theme.accent, theme.overrides, theme.version) == ("lime-300", {"text-muted": "zinc-300"}, 2)


def test_one_shadow_is_set_by_hand_and_the_others_stay_derived(designer, client):
    theme = make_theme("Dusk")
    derived = theme.look.shadows()

    designer.post(address(theme), form_of(theme, **{"token-shadow-card": "0 2px 4px slate-950/40"}))

    theme.refresh_from_db()
    by_hand = parse_shadow("0 2px 4px slate-950/40")
    assert theme.overrides == {"shadow-card": "0 2px 4px slate-950/40"}
    assert theme.look.shadows() == derived | {"shadow-card": by_hand}
    assert f"--shadow-card: {by_hand};" in declarations(theme.look)


def test_what_is_no_shadow_is_refused_beside_its_field(designer):
    theme = make_theme("Dusk")

    response = designer.post(address(theme), form_of(theme, **{"token-shadow-lift": "0 0 red; } * { color: red"}))

    (message,) = response.context["adminform"].form.errors["token-shadow-lift"]
    assert "is no shadow: write none, or layers such as 0 6px 16px -6px slate-900/30" in message
    assert Theme.objects.get(pk=theme.pk).overrides == {}


def test_a_shadow_travels_in_the_file_of_a_theme_and_a_bad_one_is_refused():
    theme = make_theme("Dusk", overrides={"shadow-panel": "none"})
    text = theme_file(theme)
    theme.delete()

    made, is_new = import_theme(text)

    assert (made.overrides, is_new) == ({"shadow-panel": "none"}, True)
    with pytest.raises(BadRecord, match="shadow-panel"):
        import_theme(text.replace('"none"', '"0 0 url(x)"'))


def test_a_new_theme_gets_an_address_and_the_last_place(designer):
    theme = Theme(name="Dusk", base="zinc-900", accent="lime-300")

    response = designer.post("/admin/theming/theme/add/", form_of(theme))

    assert response.status_code == 302
    made = Theme.objects.get(name="Dusk")
    assert (made.slug, made.position, made.state) == ("dusk", 11, "draft")


def test_a_theme_that_cannot_be_read_is_not_saved_and_one_button_mends_it(designer):
    theme = make_theme("Dusk")

    refused = designer.post(address(theme), form_of(theme, accent="rose-700"))
    button = refused.text.partition('name="take" value="')[2].partition('"')[0]
    theme.refresh_from_db()
    assert theme.accent == "amber-300"
    assert f"The nearest accent that passes is {button.removeprefix('accent=')}." in refused.text

    mended = designer.post(address(theme), form_of(theme, accent="rose-700", take=button))
    assert mended["Location"] == address(theme)
    theme.refresh_from_db()
    assert theme.accent == button.removeprefix("accent=")


def test_what_is_no_colour_is_refused_at_its_token(designer):
    theme = make_theme("Dusk")

    response = designer.post(address(theme), form_of(theme, **{"token-surface": "blurple"}))

    form = response.context["adminform"].form
    assert list(form.errors) == ["token-surface"]


def test_what_is_typed_is_checked_and_worn_without_being_saved(designer):
    theme = make_theme("Dusk")

    good = designer.post("/admin/theming/theme/check/", form_of(theme, accent="lime-300")).json()
    bad = designer.post("/admin/theming/theme/check/", form_of(theme, accent="rose-700")).json()
    half = designer.post("/admin/theming/theme/check/", form_of(theme, accent="rose-7")).json()

    assert good["css"].startswith(":root:root { color-scheme: dark; --color-page: #0b0e17;")
    assert 'data-state="passes">All ' in good["html"]
    assert 'name="take" value="accent=#' in bad["html"]
    assert half["css"] == ""
    theme.refresh_from_db()
    assert theme.accent == "amber-300"


def test_the_form_shows_real_pages_in_frames(designer):
    make_movie("Heat")

    text = designer.get(address(make_theme())).text

    assert '<option value="/admin/preview/now~drafts/library/">' in text
    assert text.count("<iframe") == 2
    assert designer.get("/admin/preview/now~drafts/")["X-Frame-Options"] == "SAMEORIGIN"
    assert " style=" not in text


def test_a_viewer_sees_a_theme_and_may_not_change_it(client):
    user = User.objects.create_user("viewer", is_staff=True)
    user.groups.add(Group.objects.get(name="Viewer"))
    client.force_login(user)
    theme = make_theme("Dusk")

    assert "pairs can be read" in client.get(address(theme)).text
    assert client.post(address(theme), form_of(theme)).status_code == 403
    assert client.post("/admin/theming/theme/check/", form_of(theme)).status_code == 403
    assert client.get("/admin/theming/theme/import/").status_code == 403


def test_a_theme_is_exported_and_imported_again(designer):
    theme = make_theme("Gift", base="teal-950")

    exported = designer.get(f"/admin/theming/theme/{theme.pk}/export/")
    theme.delete()
    file = SimpleUploadedFile("gift.json", exported.content)
    response = designer.post("/admin/theming/theme/import/", {"file": file})

    arrived = Theme.objects.get(slug="gift")
    assert json.loads(exported.content)["base"] == "teal-950"
    assert response["Location"] == address(arrived)
    assert (arrived.look, arrived.state) == (theme.look, "draft")


def test_a_bad_theme_file_is_refused_in_words(designer):
    text = theme_file(Theme(name="Dim", slug="dim", base="black", accent="rose-950"))

    response = designer.post("/admin/theming/theme/import/", {"file": SimpleUploadedFile("dim.json", text.encode())})

    assert "The nearest accent that passes is" in response.text
    assert not Theme.objects.filter(slug="dim").exists()


def test_the_list_shows_each_theme_by_its_colours(designer):
    text = designer.get("/admin/theming/theme/").text

    assert text.count("theme-swatch") == Theme.objects.count()
    assert 'fill="#f6bc63"' in text
