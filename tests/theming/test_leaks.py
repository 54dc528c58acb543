"""The leak test: a word hidden in every text of every draft, future, expired and archived thing is told nowhere.

The same crawl finds every one of these words once all is published: it would see a leak.
"""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver, reverse

from catalog.derived import rebuild_library_index, rebuild_search_index
from catalog.models import Title
from catalog.similar_titles import rebuild_similar_titles
from streamcms.publishing.models import Draft
from streamcms.publishing.viewpoint import Viewpoint
from tests.browser_forms import form_of
from tests.theming.hidden_world import DAY, NOW, WAYS, build
from tests.theming.public_crawl import crawl, text_in, text_of
from theming import derived
from theming.derived import rebuild_backdrops
from theming.export_site.export import export_site
from theming.export_site.links import Base
from theming.export_site.shelf import files_below
from theming.models import Backdrop

pytestmark = pytest.mark.django_db

NOWHERE = "qzx9999x"  # a word that is hidden in nothing
_PEOPLE = ("movie", "show", "what is seen, of person")
# What no page shows of anything, hidden or not.
NEVER_TOLD = {
    *(f"acting credit in {where}: job" for where in _PEOPLE),
    *(f"{department} credit in {where}: credited_as" for department in ("directing", "crew") for where in _PEOPLE),
    *(f"credit in episode of what is seen: {name}" for name in ("job", "credited_as")),
    *(f"{kind}: source of its {role}" for kind in ("movie", "show") for role in ("poster", "backdrop", "logo")),
    *(f"{kind}: {what} of its logo" for kind in ("movie", "show") for what in ("words", "key")),
    *(f"{kind}: words of its poster" for kind in ("movie", "show", "collection", "season of what is seen")),
    *(f"{kind}: source of its poster" for kind in ("collection", "season of what is seen")),
    *("collection: source of its backdrop", "slide: source of its backdrop", "slide: words of its backdrop"),
    *("episode of what is seen: source of its still", "person: source of its portrait"),
    *(f"company of {kind} alone: slug" for kind in ("movie", "show")),
    *(f"other name of {kind}: {name}" for kind in ("movie", "show") for name in ("name", "note")),
    *("feature of movie: name", "episode of episode of what is seen: name"),
}


@pytest.fixture
def world(own_files, settings, monkeypatch):
    """Everything is visible at first, and all that is derived is made from it."""
    settings.DATA_ROOT = own_files
    monkeypatch.setattr(derived, "SIZE", (768, 432))
    monkeypatch.setattr(Backdrop, "widths", (768,))
    world, world.site = build(own_files)
    rebuild()
    world.walls = set(Backdrop.objects.exclude(key="").values_list("key", flat=True))
    return world


def rebuild():
    rebuild_similar_titles()
    rebuild_search_index()
    rebuild_library_index()
    rebuild_backdrops()


def told_in(world, told):
    """{what a word was hidden in: pages that tell it}"""
    found = {}
    for address, text in told.items():
        for word in world.told(text):
            found.setdefault(world.words[word], set()).add(address)
    return found


def walls_in(world, told):
    """Keys of the backdrops that were drawn while everything was visible, as far as pages show them."""
    return {key for key in world.walls if any(key in text for text in told.values())}


def kind_of(place):
    """What a word was hidden in, whatever the way: "movie: tagline"."""
    for way in WAYS:
        place = place.replace(f", {way}", "")
    return place


def places(world, *ways):
    """Where words are hidden that pages tell while what is hidden in these ways is seen."""
    in_ways = [place for place in world.words.values() if any(f", {way}" in place for way in ways)]
    return {place for place in in_ways if kind_of(place) not in NEVER_TOLD}


def public_names():
    """Names of all addresses of the public site."""
    names, waiting = set(), [each for each in get_resolver().url_patterns if not str(each.pattern).startswith("admin/")]
    while waiting:
        entry = waiting.pop()
        waiting += getattr(entry, "url_patterns", [])
        names.add(getattr(entry, "name", None))
    return names - {None}


def edit_what_is_seen(world):
    """A change since the library's index was made: browsers fetch a second file."""
    Title.objects.filter(pk=world.site.movie.pk).update(imdb_rating=7)


def test_once_all_is_published_the_crawl_finds_every_word(world):
    edit_what_is_seen(world)

    told, names = crawl(Client())

    assert names == public_names()
    assert told_in(world, told).keys() == places(world, *WAYS)
    assert len(walls_in(world, told)) > 3
    assert {kind_of(place) for place in world.words.values()} >= NEVER_TOLD


def keep_drafts(client, world):
    """A draft of one thing of each kind that is seen, saved with its form."""
    for thing, field in world.site.things().items():
        word = world.word(f"change of a {kind(thing)}, draft: {field}")
        form = form_of(client.get(form_address(thing)), **{field: word, "_save_draft": "1"})
        client.post(form_address(thing), form)
    assert Draft.objects.count() == len(world.site.things())


def preview_everything(client, world):
    """Every page from where each thing is seen, and unsaved edits of one thing of each kind."""
    for at, drafts, ways in (
        (None, True, ("draft", "in review")),
        (NOW + 60 * DAY, False, ("future",)),
        (NOW - 60 * DAY, False, ("expired",)),
    ):
        seen, _names = crawl(client, f"/admin/preview/{Viewpoint.spell(at, drafts)}")
        assert told_in(world, seen).keys() == places(world, *ways)
    for thing, field in world.site.things().items():
        if kind(thing) != "theme":
            word = world.word(f"unsaved {kind(thing)}")
            form = form_of(client.get(form_address(thing)), **{field: word})
            page = client.post(form_address(thing).replace("/change/", "/preview/"), form)
            assert word in world.told(text_of(page))


def kind(thing):
    return thing.kind if isinstance(thing, Title) else thing._meta.model_name


def form_address(thing):
    return reverse(f"admin:{thing._meta.app_label}_{kind(thing)}_change", args=[thing.pk])


def test_no_page_tells_a_hidden_word_after_an_editor_has_previewed_everything(world):
    world.close()
    edit_what_is_seen(world)
    office = Client()
    office.force_login(User.objects.create_superuser("ada"))
    keep_drafts(office, world)

    preview_everything(office, world)

    told, names = crawl(Client())
    assert told_in(world, told) == {}
    assert walls_in(world, told) == set()  # a poster of something hidden hangs in each
    assert names == public_names()
    rebuild()
    assert told_in(world, crawl(Client())[0]) == {}


def test_whoever_asks_for_a_hidden_word_is_answered_as_if_it_were_nowhere(world):
    world.close()
    client, wrong = Client(), []
    asked = {
        "name": ["/search/?q={}", "/suggest?q={}", "/library/?q={}", "/library/answer?q={}", "/ar/suggest?q={}"],
        "slug": [
            *("/movies/{}/", "/movies/{}/watch/", "/shows/{}/", "/shows/{}/watch/s1e1/", "/people/{}/", "/{}/"),
            *("/collections/{}/", "/library/members/person/{}.json", "/library/members/collection/{}.json"),
            *("/library/?person={}", "/library/?collection={}"),
        ],
    }

    def answer(address, word):
        response = client.get(address.format(word))
        return response.status_code, text_of(response).replace(word, "")

    nowhere = {address: answer(address, NOWHERE) for addresses in asked.values() for address in addresses}
    for word, place in world.words.items():
        what = place.rpartition(": ")[2]
        if " alone" not in place:  # a term is no secret; what only hidden titles have is merely not offered
            wrong += [place for each in asked.get(what, ()) if answer(each, word) != nowhere[each]]

    assert wrong == []


def test_what_is_written_as_files_tells_no_hidden_word(world, own_files):
    folder = own_files / "site"

    def told():
        export_site(folder, Base.parse("relative"))
        return told_in(
            world,
            {
                path: text_in((folder / path).read_bytes())
                for path in files_below(folder)
                if not path.endswith((".avif", ".jpg", ".png"))
            },
        )

    while_seen = told()
    world.close()
    while_hidden = told()

    assert while_hidden == {}
    assert while_seen.keys() >= places(world, *WAYS)
