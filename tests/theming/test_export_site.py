"""The exported site: the same pages as the live one, nothing hidden, only what changed, and never half of it."""

import json
import os
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.core.management import CommandError, call_command

from catalog.derived import rebuild_library_index
from catalog.models import Title
from people.models import Person
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.viewpoint import Viewpoint
from tests.factories import (
    make_collection,
    make_credit,
    make_episode,
    make_genre,
    make_language,
    make_movie,
    make_page,
    make_person,
    make_season,
    make_show,
    make_tag,
    make_video,
)
from theming.export_site.addresses import public_addresses
from theming.export_site.export import CouldNotStartError, export_site
from theming.export_site.links import Base
from theming.export_site.shelf import MANIFEST, files_below
from theming.export_site.workers import Artist, Task
from theming.models import Theme

DRAFT = Publishable.State.DRAFT
RELATIVE = Base.parse("relative")
FILMS = Base.parse("https://films.example/sub/")

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(settings, tmp_path):
    """Two movies, a show, people, a page, a renamed film and what is hidden beside all of them."""
    settings.DATA_ROOT = tmp_path / "data"
    drama, tag, english = make_genre("Drama"), make_tag("Heist"), make_language("en", "English")
    heat = make_movie("Heat", genres=[drama], original_language=english)
    heat.tags.add(tag)
    ronin = make_movie("Ronin", genres=[drama], released="1998-09-25")
    make_video(heat, kind="feature", host="file", reference="https://cdn.example/heat.mp4")
    show = make_show("Luck")
    episode = make_episode(make_season(show), name="Pilot")
    make_video(show, kind="episode", host="file", reference="https://cdn.example/1.mp4", episode=episode)
    actor, hidden_actor = make_person("Robert De Niro"), make_person("Secretive Actor", state=DRAFT)
    for title in (heat, ronin):
        make_credit(title, actor, character="A man")
        make_credit(title, hidden_actor)
    make_credit(heat, make_person("Michael Mann"), department="directing", job="Director")
    hidden = make_movie("Secretive Film", state=DRAFT, genres=[drama])
    make_credit(hidden, actor)
    make_collection("Thieves", [heat, ronin, hidden])
    make_collection("Secretive Set", [heat], state=DRAFT)
    make_episode(episode.season, 2, "Secretive Episode", state=DRAFT)
    make_page("About", slug="about", is_in_footer=True)
    ronin.slug = "ronin-1998"
    ronin.save()
    return tmp_path


def contents(folder):
    """Path -> bytes of an export, less its manifest."""
    return {path: (folder / path).read_bytes() for path in files_below(folder) if path != MANIFEST}


def export(folder, base=RELATIVE, **options):
    return export_site(folder, base, **options)


def pages_of(folder):
    return {path for path in contents(folder) if path.endswith("index.html")}


def test_every_public_page_is_a_file(catalogue):
    outcome = export(catalogue / "site")

    default = {path for path in pages_of(catalogue / "site") if not path.startswith("ar/")}
    assert default == {
        f"{path}index.html"
        for path in (
            "",
            "about/",
            "collections/thieves/",
            "genres/drama/",
            "library/",
            "movies/",
            "movies/heat/",
            "movies/heat/watch/",
            "movies/ronin/",
            "movies/ronin-1998/",
            "my-list/",
            "offline/",
            "people/michael-mann/",
            "people/robert-de-niro/",
            "search/",
            "shows/",
            "shows/luck/",
            "shows/luck/watch/s1e1/",
        )
    }
    assert pages_of(catalogue / "site") - default == {f"ar/{path}" for path in default}
    assert outcome.failures == []


@pytest.mark.parametrize(
    "path",
    ["sitemap.xml", "sitemap-titles-1.xml", "robots.txt", "feeds/latest.xml", "opensearch.xml", "ar/sitemap.xml"],
)
def test_what_machines_read_is_as_the_live_site_says_it(catalogue, client, settings, path):
    export(catalogue / "site", Base.parse("https://films.example/"))

    settings.SITE_URL = "https://films.example"
    assert (catalogue / "site" / path).read_bytes() == client.get(f"/{path}").content


@pytest.mark.parametrize("path", ["", "movies/heat/", "ar/people/robert-de-niro/", "library/", "about/", "shows/luck/"])
def test_a_page_is_the_live_one_but_for_what_searches_without_a_server(catalogue, client, settings, path):
    export(catalogue / "site", Base.parse("https://films.example/"))

    settings.SITE_URL = "https://films.example"
    exported = (catalogue / "site" / path / "index.html").read_text(encoding="utf-8")
    exported, searched = re.subn(r' data-shards-url="[^>]*>', ">", exported, count=1)
    assert searched == 1
    exported = re.sub(r'\n<template id="static-suggestions".*?</template>\n', "", exported, flags=re.DOTALL)
    live = client.get(f"/{path}").content.decode()
    assert re.sub(r"\s+", " ", exported) == re.sub(r"\s+", " ", live).replace(
        "/ar/library/members/", "/library/members/"
    )


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src", "action", "poster", "data-index-url", "data-suggest", "data-worker"):
                self.found.append(value)
            elif name in ("srcset", "imagesrcset"):
                self.found += [candidate.split()[0] for candidate in value.split(",")]


def test_no_link_of_an_export_is_dead_wherever_it_lies(catalogue):
    export(catalogue / "site")

    dead = set()
    for path in pages_of(catalogue / "site"):
        here = f"http://host/deep/down/{path.removesuffix('index.html')}"
        for link in Links((catalogue / "site" / path).read_text(encoding="utf-8")).found:
            parts = urlsplit(urljoin(here, link))
            if parts.netloc != "host" or parts.path.endswith("/suggest"):
                continue
            assert parts.path.startswith("/deep/down/"), (path, link)
            file = unquote(parts.path.removeprefix("/deep/down/"))
            if not (catalogue / "site" / (f"{file}index.html" if file.endswith("/") or not file else file)).is_file():
                dead.add((path, link))
    assert dead == set()


def test_below_a_prefix_every_address_begins_with_it(catalogue):
    export(catalogue / "site", FILMS)

    page = (catalogue / "site/movies/heat/index.html").read_text(encoding="utf-8")
    ours = [link for link in Links(page).found if link.startswith("/") or "films.example" in link]
    assert len(ours) > 20
    assert {link for link in ours if not link.startswith(("/sub/", "https://films.example/sub/"))} == set()
    assert '<link rel="canonical" href="https://films.example/sub/movies/heat/">' in page
    assert "streamcms.invalid" not in page


def test_nothing_hidden_is_in_any_file(catalogue):
    export(catalogue / "site")

    assert [
        path
        for path, body in contents(catalogue / "site").items()
        if b"ecretive" in body or b"ecretive" in path.encode()
    ] == []


def test_a_former_address_leads_to_the_present_one(catalogue):
    export(catalogue / "site")

    page = (catalogue / "site/movies/ronin/index.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../../movies/ronin-1998/">' in page


def test_an_export_of_the_same_writes_nothing(catalogue):
    export(catalogue / "site")
    before = {path: os.stat(catalogue / "site" / path).st_mtime_ns for path in files_below(catalogue / "site")}

    outcome = export(catalogue / "site")

    assert (outcome.drawn, outcome.written, outcome.removed) == (0, 0, 0)
    assert {path: os.stat(catalogue / "site" / path).st_mtime_ns for path in files_below(catalogue / "site")} == before


def edit(**fields):
    def change(name):
        title = Title.objects.get(name=name)
        for field, value in fields.items():
            setattr(title, field, value)
        title.save()

    return change


def rename_person(_):
    Person.objects.filter(name="Michael Mann").update(name="Mikhail Mann")


def give_credit(name):
    make_credit(Title.objects.get(name=name), make_person("Val Kilmer"))


def take_credits(name):
    Title.objects.get(name=name).credits.all().delete()


EDITS = {
    "synopsis": edit(synopsis="Other words."),
    "name": edit(name="Cold"),
    "sort key": edit(name="The Zebra"),
    "date": edit(released_on="2030-01-01"),
    "hidden": edit(state=DRAFT),
    "votes": edit(imdb_votes=12),
    "slug": edit(slug="heat-1995"),
    "new": lambda _: make_movie("Collateral", genres=list(Title.objects.get(name="Heat").genres.all())),
    "published": lambda _: Title.objects.filter(name="Secretive Film").update(state="published"),
    "deleted": lambda _: Title.objects.get(name="Ronin").delete(),
    "person": rename_person,
    "credit": give_credit,
    "credits": take_credits,
    "genre": lambda name: Title.objects.get(name=name).genres.update(name="Tragedy"),
    "page": lambda _: make_page("Privacy", slug="privacy", is_in_footer=True),
    "tag": lambda name: Title.objects.get(name=name).tags.clear(),
    "collection": lambda name: Title.objects.get(name=name).collection_memberships.all().delete(),
    "trailer": lambda name: make_video(Title.objects.get(name=name)),
    "nothing": lambda _: None,
}


@pytest.mark.parametrize("change", EDITS.values(), ids=EDITS)
def test_after_an_edit_an_export_is_as_one_made_afresh(catalogue, change):
    export(catalogue / "site")
    before = contents(catalogue / "site")
    times = {path: os.stat(catalogue / "site" / path).st_mtime_ns for path in before}

    change("Heat")
    outcome = export(catalogue / "site")
    export(catalogue / "other", afresh=True)

    after = contents(catalogue / "site")
    assert after == contents(catalogue / "other")
    unchanged = {path for path in after if before.get(path) == after[path]}
    assert {path for path in after if os.stat(catalogue / "site" / path).st_mtime_ns == times.get(path)} == unchanged
    assert outcome.written == len(after) - len(unchanged)
    assert outcome.removed == len(before.keys() - after.keys())


def test_an_edit_of_words_draws_few_pages(catalogue):
    for number in range(10):
        make_movie(f"Film {number}")
    export(catalogue / "site")

    edit(synopsis="Other words.")("Film 3")
    drawn = export(catalogue / "site").drawn

    assert 0 < drawn < len(public_addresses(Viewpoint.public())) / 2


def test_what_is_hidden_is_removed_with_its_folder(catalogue):
    export(catalogue / "site")

    edit(state=DRAFT)("Heat")
    export(catalogue / "site")

    assert not (catalogue / "site/movies/heat").exists()


def test_a_page_that_cannot_be_drawn_keeps_its_file_and_is_named(catalogue, settings, capsys):
    export(catalogue / "site")
    before = contents(catalogue / "site")
    edit(synopsis="Other words.")("Heat")

    settings.ROOT_URLCONF = "tests.theming.failing_urls"
    with pytest.raises(SystemExit) as ended:
        call_command("export_site", str(catalogue / "site"), "--processes", "1")

    assert ended.value.code == 1
    assert "/people/robert-de-niro/: ValueError: this page fails" in capsys.readouterr().err
    after = contents(catalogue / "site")
    path = "people/robert-de-niro/index.html"
    assert after[path] == before[path]
    assert b"Other words." in after["movies/heat/index.html"]


def test_a_folder_with_files_of_others_is_refused(catalogue):
    export(catalogue / "site")
    (catalogue / "site" / "notes.txt").write_text("mine")

    with pytest.raises(CommandError, match=r"holds files that no export wrote: notes\.txt") as refused:
        call_command("export_site", str(catalogue / "site"))

    assert refused.value.returncode == 3
    assert (catalogue / "site" / "notes.txt").read_text() == "mine"


def test_a_folder_that_is_none_of_an_export_is_refused(catalogue):
    (catalogue / "site").mkdir()
    (catalogue / "site" / "index.html").write_text("mine")

    with pytest.raises(CouldNotStartError, match=r"holds files that no export wrote: index\.html"):
        export(catalogue / "site")


def test_a_base_that_is_none_is_wrong_usage(catalogue):
    with pytest.raises(CommandError) as refused:
        call_command("export_site", str(catalogue / "site"), "--base", "films.example")

    assert refused.value.returncode == 2


def test_a_file_that_was_damaged_is_written_again(catalogue):
    export(catalogue / "site")
    (catalogue / "site/movies/heat/index.html").write_text("damaged")

    export(catalogue / "site")

    assert "Heat" in (catalogue / "site/movies/heat/index.html").read_text(encoding="utf-8")


def test_members_are_as_the_live_site_answers(catalogue, client):
    export(catalogue / "site")

    folder = catalogue / "site/library/members"
    found = {path: json.loads((folder / path).read_bytes()) for path in files_below(folder)}
    assert found == {path: client.get(f"/library/members/{path}").json() for path in found}
    assert set(found) == {
        "person/robert-de-niro.json",
        "person/michael-mann.json",
        "tag/heist.json",
        "collection/thieves.json",
    }


def test_drawing_a_page_again_asks_the_same(catalogue):
    """What a process remembers beside the database would make a page look independent of an edit."""

    class NoShelf:
        def write(self, path, body):
            return []

    rebuild_library_index()
    viewpoint = Viewpoint.public()
    addresses = public_addresses(viewpoint)
    with Artist(Task(viewpoint, RELATIVE, NoShelf(), False)) as artist:
        for address in addresses[::-1]:
            artist.draw(address, "")  # the library is read once a process; its files' names stand for it
        asked = [{address.path: set(artist.draw(address, "").asked) for address in addresses} for _ in range(2)]

    assert asked[0] == asked[1]


def test_the_sheet_of_themes_comes_along_and_an_edit_of_one_replaces_it(catalogue):
    folder = catalogue / "site"
    export_site(folder, RELATIVE)
    (before,) = [path for path in contents(folder) if path.startswith("themes/")]

    Theme.objects.filter(slug="noir").update(accent="lime-300")
    export_site(folder, RELATIVE)

    (after,) = [path for path in contents(folder) if path.startswith("themes/")]
    assert after != before
    assert contents(folder)[after].decode().startswith("@layer themes {")
    assert f'href="../../{after}"'.encode() in contents(folder)["movies/heat/index.html"]
