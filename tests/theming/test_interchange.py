"""Our own file: a whole round trip byte for byte, bad records named by line and field, edits kept."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image as Picture

from catalog.models import Episode, SimilarChoice, SimilarityWeights, Title
from people.models import Person
from streamcms.publishing.image_files import store_image
from streamcms.publishing.models import Image
from streamcms.publishing.revision import read_revision
from tests.factories import (
    make_collection,
    make_credit,
    make_episode,
    make_genre,
    make_homepage_row,
    make_language,
    make_movie,
    make_page,
    make_person,
    make_season,
    make_show,
    make_slide,
    make_tag,
    make_video,
)
from theming.demo.load import CATALOGUE, OtherTitles, load_demo
from theming.interchange import export_catalogue, import_catalogue
from theming.models import BackdropSettings, HomepageRow, Page, Site, Slide, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def picture(role="poster"):
    stream = io.BytesIO()
    Picture.new("RGB", (120, 180), (90, 30, 60)).save(stream, "PNG")
    return store_image(stream.getvalue(), role, source="made", alternative_text="A square of wine")


@pytest.fixture
def catalogue():
    """One of everything, with the awkward cases: partial dates, other scripts, quotes, an episode's own credits."""
    crime = make_genre("Crime")
    heat = make_movie(
        "Heat \"'\\ \u2028 七人",
        slug="heat",
        released="1995-12",
        genres=[crime],
        original_language=make_language(),
        imdb_rating="8.3",
        metascore=76,
        poster=picture(),
        provenance={"runtime": ["tmdb", "2026-01-01T00:00:00+00:00", True]},
    )
    heat.tags.add(make_tag("heist"))
    heat.certifications.create(country="US", system="MPA", code="R")
    heat.alternative_names.create(name="Žár", country="CZ")
    heat.translations.create(language="de", name="Heat", synopsis="Hitze.")
    heat.external_ids.create(provider="tmdb", kind="movie", value="949")
    pacino = make_person("Al Pacino", born_on="1940-04-25", born_precision="day", also_known_as=["Alfredo"])
    make_credit(heat, pacino, character="Hanna", billing_order=0)
    make_credit(heat, pacino, department="production", job="Producer", billing_order=1)
    make_video(heat)
    show = make_show("Show", last_aired_on="2003-01-01", production_status="ended")
    episode = make_episode(make_season(show, poster=picture()), runtime=25)
    make_credit(show, pacino, episode=episode, character="Self")
    own = make_video(show, kind="episode", host="file", reference="/films/1.mp4", episode=episode)
    own.captions.create(language="de", label="Deutsch", reference="/films/1.de.vtt")
    SimilarChoice.objects.create(source=heat, target=show, verdict="pin", both_ways=True, position=2)
    SimilarityWeights.objects.create(groups={"cast": 5}, closeness={"year": 3})
    make_collection("Crime scenes", [heat, show])
    make_page("about", body="# Hello\n\n*World*")
    Site.objects.create(name="Cinema", contact_email="hello@cinema.example")
    Theme.objects.exclude(slug="noir").delete()
    Theme.objects.update(overrides={"text-muted": "zinc-300"})
    slide = make_slide(heat, picture=picture("backdrop"), headline="Again", text="In a new print.")
    slide.translations.create(language="ar", headline="من جديد")
    make_slide(kind="newest", count=3, title_kind="show", state="draft")
    row = make_homepage_row("titles", show, heat, heading="Two of us", publish_at=timezone.now())
    row.translations.create(language="ar", heading="نحن")
    make_homepage_row("genre", genre=crime, order="rating", card_size="large")
    backdrop = BackdropSettings.objects.create(place="genre", genre=crime, source="list", columns=9, tint=30)
    backdrop.titles.set([heat, show])


def test_a_whole_catalogue_comes_back_byte_for_byte(catalogue, tmp_path):
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    export_catalogue(first)
    for model in (Title, SimilarityWeights, Page, Site, Person, Image, Theme, Slide, HomepageRow, BackdropSettings):
        model.objects.all().delete()

    report = import_catalogue(first)
    export_catalogue(second)

    assert report.failures == []
    assert second.read_bytes() == first.read_bytes()
    assert len(first.read_text().split("\n")) == 23


def test_importing_what_is_there_already_writes_nothing(catalogue, tmp_path):
    export_catalogue(tmp_path / "all.jsonl")
    before = read_revision()

    report = import_catalogue(tmp_path / "all.jsonl")

    assert (report.created, report.updated, report.failures) == (0, 0, [])
    assert read_revision() == before


LINES = [
    {"streamcms": 1},
    {"type": "genre", "slug": "crime", "name": "Crime"},
    {"type": "person", "slug": "al-pacino", "name": "Al Pacino"},
    {"type": "title", "slug": "heat", "kind": "movie", "name": "Heat", "genres": ["crime"], "state": "published"},
]


def written(path, *lines):
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in (*LINES, *lines)))
    return path


@pytest.mark.parametrize(
    ("line", "failure"),
    [
        ("{", "line 5: json: Expecting property name"),
        ("[]", "line 5: json: a record is an object"),
        ({"type": "film"}, "line 5: type: 'film' is none of"),
        ({"type": "title", "slug": "x", "kind": "movie"}, "line 5: name: a title needs it"),
        ({"type": "title", "slug": "x", "kind": "film", "name": "X"}, "line 5: kind: 'film' is none of movie, show"),
        ({"type": "title", "slug": "x y", "kind": "movie", "name": "X"}, "line 5: slug: 'x y' is not a slug"),
        (
            {"type": "title", "slug": "x", "kind": "movie", "name": "X", "runtime": "90"},
            "line 5: runtime: '90' is not a whole number",
        ),
        (
            {"type": "title", "slug": "x", "kind": "movie", "name": "X", "released": "2001-02-30"},
            "line 5: released: day is out of range for month",
        ),
        (
            {"type": "title", "slug": "x", "kind": "movie", "name": "X", "colour": "red"},
            "line 5: colour: a title has no such field",
        ),
        (
            {"type": "title", "slug": "x", "kind": "movie", "name": "X", "genres": ["noir"]},
            "line 5: genres: there is no 'noir'",
        ),
        (
            {"type": "title", "slug": "x", "kind": "movie", "name": "N" * 301},
            "line 5: name: Ensure this value has at most 300 characters",
        ),
        (
            {
                "type": "title",
                "slug": "x",
                "kind": "movie",
                "name": "X",
                "credits": [{"person": "nobody", "department": "acting", "job": "Actor"}],
            },
            "line 5: credits: there is no person 'nobody'",
        ),
        (
            {"type": "title", "slug": "x", "kind": "movie", "name": "X", "credits": [{"person": 5}]},
            "line 5: credits: entry 1: person: 5 is not a text",
        ),
        (
            {"type": "title", "slug": "heat", "kind": "show", "name": "Heat"},
            "line 5: kind: is a show here and a movie in the catalogue",
        ),
        (
            {"type": "title", "slug": "x", "kind": "movie", "name": "X", "poster": "abcdefabcdef"},
            "line 5: poster: there is no picture 'abcdefabcdef'",
        ),
        (
            {"type": "theme", "slug": "dim", "name": "Dim", "scheme": "dark", "base": "black", "accent": "rose-950"},
            "line 5: contrast: accent (#4d0218) on",
        ),
        ({"type": "slide", "key": "x", "kind": "title"}, "line 5: title: Choose the title that this slide shows."),
        (
            {"type": "slide", "key": "x", "kind": "title", "title": "heat"},
            "line 5: picture: “Heat” has no backdrop",
        ),
        (
            {"type": "homepage_row", "key": "x", "kind": "titles", "heading": "Ours", "titles": ["heat", "nosferatu"]},
            "line 5: titles: there is no title 'nosferatu'",
        ),
        (
            {"type": "homepage_row", "key": "x", "kind": "tag", "tag": "heist"},
            "line 5: tag: there is no tag 'heist'",
        ),
        (
            {"type": "homepage_row", "key": "x", "kind": "lottery"},
            "line 5: kind: Value 'lottery' is not a valid choice.",
        ),
        ({"type": "backdrop_settings", "page": "genres/noir"}, "line 5: page: there is no heading page 'genres/noir'"),
        (
            {"type": "backdrop_settings", "page": "library", "columns": 99},
            "line 5: columns: Ensure this value is less than or equal to 16.",
        ),
        ({"type": "season", "show": "heat", "number": 1}, "line 5: show: there is no show 'heat'"),
        ({"type": "episode", "show": "heat", "season": 1, "number": 1}, "line 5: season: there is no season 1"),
        (
            {"type": "image", "key": "abcdefabcdef", "role": "poster", "format": "png"},
            "line 5: key: its file abcdefabcdef.png is not beside the catalogue file",
        ),
    ],
)
def test_a_bad_record_is_named_by_line_and_field_and_costs_no_other(tmp_path, line, failure):
    last = {"type": "title", "slug": "ronin", "kind": "movie", "name": "Ronin"}

    report = import_catalogue(written(tmp_path / "bad.jsonl", line, last))

    assert [message[: len(failure)] for message in report.failures] == [failure]
    assert sorted(Title.objects.values_list("slug", flat=True)) == ["heat", "ronin"]


@pytest.mark.parametrize("header", ['{"streamcms": 2}', '{"streamcms": "1"}', "{}", "", "PK\x03\x04"])
def test_another_version_or_another_file_is_refused(tmp_path, header):
    path = tmp_path / "other.jsonl"
    path.write_text(f'{header}\n{{"type": "genre", "slug": "a", "name": "A"}}\n')

    with pytest.raises(CommandError) as refusal:
        call_command("import_catalogue", str(path))

    assert refusal.value.returncode == 3


def test_a_dry_run_writes_nothing(tmp_path, capsys):
    call_command("import_catalogue", str(written(tmp_path / "some.jsonl")), "--dry-run")

    assert Title.objects.count() == 0
    assert "would be created 3" in capsys.readouterr().out


def test_a_failure_ends_the_command_with_code_1(tmp_path):
    with pytest.raises(SystemExit) as end:
        call_command("import_catalogue", str(written(tmp_path / "some.jsonl", "{")))

    assert end.value.code == 1


def test_what_an_editor_locked_stays_unless_it_is_overwritten(tmp_path):
    path = written(tmp_path / "some.jsonl")
    import_catalogue(path)
    heat = Title.objects.get()
    heat.name = "Heat (1995)"
    heat.lock(["name"])
    heat.save()

    import_catalogue(path)
    assert Title.objects.get().name == "Heat (1995)"

    import_catalogue(path, overwrite=True)
    assert Title.objects.get().name == "Heat"


def test_an_import_never_publishes_or_hides_what_is_there_unless_it_overwrites(tmp_path):
    path = written(tmp_path / "some.jsonl", {"type": "page", "slug": "about", "name": "About", "state": "published"})
    import_catalogue(path)
    Title.objects.update(state="archived", provenance={"name": ["editor", "", True]})
    Page.objects.update(state="draft")

    import_catalogue(path)
    assert (Title.objects.get().state, Page.objects.get().state) == ("archived", "draft")
    assert Title.objects.get().locked_fields == {"name"}

    import_catalogue(path, overwrite=True)
    assert (Title.objects.get().state, Page.objects.get().state) == ("published", "published")


def test_the_demo_loads_once_and_again_without_change():
    report = load_demo(draw=False)
    before = read_revision()
    again = load_demo(draw=False)

    assert report.failures == []
    assert (again.created, again.updated) == (0, 0)
    assert read_revision() == before


def test_the_demo_holds_what_it_promises():
    load_demo(draw=False)

    movies, shows = Title.objects.movies(), Title.objects.shows()
    assert movies.count() >= 120
    assert shows.count() >= 10
    assert Episode.objects.count() >= 150
    assert shows.filter(production_status__in=["planned", "in_production"], seasons=None).exists()
    assert not Title.objects.filter(synopsis="").exists()
    assert not Title.objects.exclude(state="published").exists()


def test_the_demo_refuses_a_database_with_other_titles():
    make_movie("Ours")

    with pytest.raises(OtherTitles, match="Ours"):
        load_demo(draw=False)


def test_every_line_of_the_demo_can_be_read():
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()

    assert json.loads(lines[0]) == {"streamcms": 1}
    assert len(lines) > 1_900
