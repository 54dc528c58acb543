"""Backdrops of heading pages: whose posters hang in them, when they are shown, when they are made anew."""

import datetime as dt
import re

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalog.models import Certification, Title
from streamcms.publishing.revision import read_revision
from streamcms.publishing.viewpoint import Viewpoint
from tests.factories import make_collection, make_genre, make_image, make_movie, make_page, make_show
from tests.theming.poster_files import hues, make_poster
from theming import derived
from theming.age_ratings import age_of
from theming.derived import NoSuchPage, rebuild_backdrops
from theming.models import Backdrop, BackdropSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(own_files, settings, monkeypatch):
    """Six movies and two shows with posters, of one genre, and a page; pictures are drawn small."""
    settings.DATA_ROOT = own_files
    monkeypatch.setattr(derived, "SIZE", (768, 432))
    monkeypatch.setattr(Backdrop, "widths", (768,))
    genre = make_genre("War")
    for number, colour in enumerate(hues(8)):
        make = make_movie if number < 6 else make_show
        make(f"title {number}", genres=[genre], poster=make_poster(own_files, colour), imdb_votes=100 - number)
    make_page("About", slug="about")
    return own_files


def shown(client, address):
    """Keys of the backdrops that a page shows."""
    html = client.get(address).content.decode()
    return set(re.findall(r"/media/backdrops/([0-9a-f]{12})/", html))


def held(**of_page):
    return Backdrop.objects.get(**of_page)


def hanging(found):
    return set(found.inputs.values_list("title__name", flat=True))


def files_of(found):
    """The bytes of both, while they are there."""
    contents = []
    for extension in ("avif", "jpg"):
        with default_storage.open(found.file_name(768, extension)) as file:
            contents.append(file.read())
    return contents


def test_each_heading_page_shows_its_own(catalogue, client):
    made = rebuild_backdrops()

    keys = {address: shown(client, address) for address in ("/movies/", "/shows/", "/genres/war/", "/about/")}
    everything = [*keys.values(), {held(place="library").key}]
    assert made == 5
    assert all(len(found) == 1 for found in everything)
    assert len(set.union(*everything)) == 5
    assert shown(client, "/library/") == {held(place=place).key for place in ("library", "movies", "shows")}
    assert hanging(held(place="shows")) == {"title 6", "title 7"}
    assert shown(client, "/") == set()


def test_its_files_are_served_for_good(catalogue, client):
    rebuild_backdrops(["about"])
    found = held(place="page")

    for extension, kind in (("avif", "image/avif"), ("jpg", "image/jpeg")):
        reply = client.get(found.url(768, extension))

        reply.close()
        assert (reply.status_code, reply["Content-Type"]) == (200, kind)
        assert "immutable" in reply["Cache-Control"]


def test_nothing_is_made_again_without_a_change(catalogue):
    rebuild_backdrops()
    before, revision = set(Backdrop.objects.values_list("key", "made_at")), read_revision()

    assert rebuild_backdrops() == 0
    assert set(Backdrop.objects.values_list("key", "made_at")) == before
    assert read_revision() == revision


def test_forced_it_is_made_again_with_the_same_bytes(catalogue):
    rebuild_backdrops(["library"])
    first = held(place="library")
    data = files_of(first)

    assert rebuild_backdrops(["library"], force=True) == 1

    second = held(place="library")
    assert second.key != first.key
    assert files_of(second) == data
    assert default_storage.listdir("backdrops")[0] == [second.key]


def test_a_hidden_title_is_shown_nowhere_and_leaves_at_the_next_rebuild(catalogue, client):
    rebuild_backdrops()
    old = set(Backdrop.objects.values_list("key", flat=True))
    Title.objects.filter(name="title 2").update(state="archived")

    meanwhile = {address: shown(client, address) for address in ("/library/", "/movies/", "/genres/war/", "/about/")}
    rebuild_backdrops()

    # The shows have nothing to do with it, but the library's page shows none of its kinds without its own.
    assert meanwhile == {address: set() for address in meanwhile}
    assert "title 2" not in {name for found in Backdrop.objects.all() for name in hanging(found)}
    assert len(shown(client, "/movies/")) == 1
    kept = set(default_storage.listdir("backdrops")[0])
    assert kept & old == {held(place="shows").key}


@pytest.mark.parametrize(
    "leave",
    [
        lambda title: title.delete(),
        lambda title: title.poster.delete(),
        lambda title: Title.objects.filter(pk=title.pk).update(poster=make_image("poster")),
        lambda title: Title.objects.filter(pk=title.pk).update(unpublish_at=timezone.now()),
        lambda title: type(title.poster).objects.filter(pk=title.poster_id).update(source="tmdb:/a.jpg"),
    ],
    ids=["deleted", "without its poster", "with another poster", "past its window", "not ours to use"],
)
def test_it_is_not_shown_once_a_poster_in_it_may_not_be(catalogue, client, leave):
    rebuild_backdrops()

    leave(Title.objects.get(name="title 0"))

    assert shown(client, "/movies/") == set()


def test_a_window_that_closes_later_counts_from_then_on(catalogue):
    rebuild_backdrops()
    closes = timezone.now() + dt.timedelta(days=1)
    Title.objects.filter(name="title 0").update(unpublish_at=closes)

    now, then = (Backdrop.objects.shown(Viewpoint(at), place="movies") for at in (timezone.now(), closes))

    assert (len(now), then) == (1, [])


def rate(number, code, country="US"):
    Certification.objects.update_or_create(
        title=Title.objects.get(name=f"title {number}"), country=country, defaults={"system": "MPA", "code": code}
    )


@pytest.mark.parametrize("unrated", ["R", "NR", None], ids=["rated higher", "rated as nothing", "not rated"])
def test_a_certification_that_changes_later_hides_the_wall_at_once(catalogue, client, unrated):
    BackdropSettings.objects.create(place="movies", source="movies", highest_age=13)
    for number in range(6):
        rate(number, "PG-13")
    rebuild_backdrops()
    before = shown(client, "/movies/")

    if unrated:
        rate(0, unrated)
    else:
        Certification.objects.filter(title__name="title 0").delete()

    assert (before, shown(client, "/movies/")) == ({held(place="movies").key}, set())


def test_an_age_rating_that_is_lowered_hides_the_wall_of_its_page_alone(catalogue, django_assert_num_queries):
    for number in range(8):
        rate(number, "PG-13")
    for place in ("movies", "shows"):
        BackdropSettings.objects.create(place=place, source=place, highest_age=13)
    rebuild_backdrops()
    BackdropSettings.objects.filter(place="movies").update(highest_age=12)

    with django_assert_num_queries(3):
        found = Backdrop.objects.shown(Viewpoint.public(), place__in=["library", "movies", "shows"])
    with django_assert_num_queries(1):
        Backdrop.objects.shown(Viewpoint.public(), place="library")

    assert [each.place for each in found] == ["library", "shows"]


def test_posters_of_tmdb_are_left_out_unless_agreed(catalogue, settings):
    first = Title.objects.get(name="title 1")
    type(first.poster).objects.filter(pk=first.poster_id).update(source="tmdb:/poster.jpg")
    rebuild_backdrops(["movies"])
    without = hanging(held(place="movies"))

    settings.BACKDROPS_FROM_TMDB = True
    rebuild_backdrops(["movies"])

    assert without == {f"title {number}" for number in (0, 2, 3, 4, 5)}
    assert hanging(held(place="movies")) == without | {"title 1"}


def test_titles_above_the_age_rating_and_those_without_never_hang(catalogue):
    for number, code in enumerate(("G", "PG-13", "R", "TV-14", "NR")):
        title = Title.objects.get(name=f"title {number}")
        Certification.objects.create(title=title, country="US", system="MPA", code=code)
        if code != "NR":
            Certification.objects.create(title=title, country="DE", system="FSK", code="FSK 0")
    BackdropSettings.objects.create(place="movies", source="movies", highest_age=13)

    rebuild_backdrops(["movies"])

    assert hanging(held(place="movies")) == {"title 0", "title 1"}


@pytest.mark.parametrize(
    ("code", "age"),
    [("FSK 16", 16), ("12A", 12), ("PG-13", 13), ("R", 17), ("U", 0), ("TV-MA", 17), ("18+", 18), ("NR", None)],
)
def test_a_certification_says_its_age(code, age):
    assert age_of(code) == age


def test_an_editor_chooses_the_posters(catalogue):
    chosen = BackdropSettings.objects.create(**held_key("about"), source="list")
    chosen.titles.set(Title.objects.filter(name__in=["title 3", "title 7"]))

    rebuild_backdrops(["about"])

    assert hanging(held(place="page")) == {"title 3", "title 7"}


def held_key(slug):
    return {"place": "page", "page": type(make_page()).objects.get(slug=slug)}


def test_switched_off_it_goes(catalogue, client):
    rebuild_backdrops(["about"])
    BackdropSettings.objects.create(**held_key("about"), is_shown=False)

    assert rebuild_backdrops(["about"]) == 1
    assert shown(client, "/about/") == set()
    assert default_storage.listdir("backdrops")[0] == []


def test_a_tint_is_the_pages_and_draws_nothing(catalogue, client):
    rebuild_backdrops(["about"])
    key = held(place="page").key
    chosen = BackdropSettings.for_page(held(place="page"))
    chosen.tint = 42
    chosen.save()

    assert rebuild_backdrops(["about"]) == 0
    assert held(place="page").key == key
    assert b'data-tint="40"' in client.get("/about/").content


def test_a_poster_that_cannot_be_read_is_skipped_and_named(catalogue):
    titles = {name: Title.objects.get(name=name) for name in ("title 0", "title 1")}
    (catalogue / "media" / titles["title 0"].poster.key / "360.jpg").write_bytes(b"\xff\xd8 no picture")
    (catalogue / "media" / titles["title 1"].poster.key / "360.jpg").unlink()

    rebuild_backdrops(["movies"])

    found = held(place="movies")
    assert hanging(found) == {f"title {number}" for number in (2, 3, 4, 5)}
    assert {name: bool(reason) for name, reason in found.skipped} == {"title 0": True, "title 1": True}


def test_a_collection_has_one_unless_it_has_a_picture_of_its_own(catalogue, client):
    titles = list(Title.objects.all()[:4])
    make_collection("Firsts", titles, slug="firsts")
    make_collection("Pictured", titles, slug="pictured", backdrop=make_image("backdrop"))
    make_collection("Pair", titles[:2], slug="pair")

    rebuild_backdrops()

    assert len(shown(client, "/collections/firsts/")) == 1
    assert shown(client, "/collections/pair/") == set()
    assert not Backdrop.objects.filter(collection__slug="pictured").exists()


def test_files_of_a_page_that_is_gone_are_swept(catalogue):
    rebuild_backdrops()
    key = held(place="page").key
    held(place="page").page.delete()

    rebuild_backdrops(["movies"])

    assert key not in default_storage.listdir("backdrops")[0]


@pytest.mark.parametrize("address", ["/library/", "/movies/", "/genres/war/", "/about/"])
def test_a_page_asks_once_for_its_backdrop_however_many_posters_hang_in_it(catalogue, client, address):
    rebuild_backdrops()

    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    of_backdrops = [query["sql"] for query in queries if "theming_backdrop" in query["sql"]]
    assert len(of_backdrops) == 1


def test_the_command_makes_one_page_and_names_those_there_are(catalogue, capsys):
    call_command("rebuild", "backdrops", "--page", "about")
    said = capsys.readouterr().out

    assert said == "backdrops: 1 backdrops whose posters changed\n"
    assert [found.name for found in Backdrop.objects.all()] == ["about"]
    with pytest.raises(NoSuchPage, match=r"'abuot'.*library, movies, shows, genres/war, about"):
        rebuild_backdrops(["abuot"])
    with pytest.raises(CommandError, match="rebuild backdrops"):
        call_command("rebuild", "similar", "--force")


def test_the_admin_makes_them_too(catalogue, admin_client):
    admin_client.post(reverse("admin:backdrop_make"))
    before = {found.name: found.key for found in Backdrop.objects.all()}
    shows = held(place="shows")

    chosen = {"action": "make_anew", "_selected_action": [shows.pk]}
    page = admin_client.post(reverse("admin:theming_backdrop_changelist"), chosen, follow=True)

    after = {found.name: found.key for found in Backdrop.objects.all()}
    assert "1 backdrop was made." in page.content.decode()
    assert {name for name in after if after[name] != before[name]} == {"shows"}


LOOK = {
    "is_shown": "on",
    "source": "shows",
    "columns": 8,
    "angle": 0,
    "gap": 10,
    "radius": 4,
    "blur": 0,
    "tint": 0,
    "fade": "oval",
    "focal_point": 40,
    "seed": 3,
}


def test_the_preview_draws_and_stores_nothing(catalogue, admin_client):
    rebuild_backdrops()
    about, revision = held(place="page"), read_revision()

    form = admin_client.get(reverse("admin:backdrop_look", args=[about.pk]))
    preview = admin_client.get(reverse("admin:backdrop_preview", args=[about.pk]), LOOK)
    refused = admin_client.get(reverse("admin:backdrop_preview", args=[about.pk]), LOOK | {"columns": 99})

    assert b"<script>" not in form.content
    assert b"style=" not in form.content
    assert (preview.status_code, preview["Content-Type"]) == (200, "image/avif")
    assert "private" in preview["Cache-Control"]
    assert refused.status_code == 400
    assert (read_revision(), BackdropSettings.objects.count()) == (revision, 0)


def test_what_is_chosen_is_made_at_once(catalogue, admin_client):
    rebuild_backdrops()
    about = held(place="page")

    admin_client.post(reverse("admin:backdrop_look", args=[about.pk]), LOOK)

    assert hanging(held(place="page")) == {"title 6", "title 7"}
    assert held(place="page").key != about.key


@pytest.mark.parametrize("name", ["backdrop_look", "backdrop_preview", "backdrop_make"])
def test_only_who_may_change_backdrops_gets_there(catalogue, client, django_user_model, name):
    rebuild_backdrops(["about"])
    client.force_login(django_user_model.objects.create_user("viewer", is_staff=True))
    arguments = [] if name == "backdrop_make" else [held(place="page").pk]
    ask = client.post if name == "backdrop_make" else client.get

    assert ask(reverse(f"admin:{name}", args=arguments)).status_code == 403
