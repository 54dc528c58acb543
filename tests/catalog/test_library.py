"""The library's index: it answers as the database does, is right after any change, and holds nothing hidden."""

import datetime as dt

import brotli
import pytest
from django.test import RequestFactory
from django.utils import timezone, translation

from catalog import library, library_files
from catalog.derived import rebuild_library_index
from catalog.library_answers import LibraryAnswer
from catalog.library_index.packing import read_header, unpack
from catalog.models import Genre, LibraryChange, Title
from catalog.navigation import commonest_genres, commonest_languages
from streamcms.publishing.models import Image
from streamcms.publishing.viewpoint import Viewpoint
from tests.catalog.library_states import change_something, make_random_catalogue, random_query
from tests.factories import make_genre, make_image, make_movie, make_show

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_ROOT = tmp_path


def request_for(query="", at=None):
    request = RequestFactory().get(f"/library/?{query}")
    request.viewpoint = Viewpoint(at or timezone.now())
    return request


def answered(query, at=None, scope=None, *, with_index):
    """(slugs in order, counts by facet) of the library, from the index or without it."""
    answer = LibraryAnswer(request_for(query, at), scope or {})
    assert (answer.library is not None) == with_index
    return [title.slug for title in answer[:200]]


def without_index(query, at=None, scope=None):
    answer = LibraryAnswer(request_for(query, at), scope or {})
    answer.library = None
    return [title.slug for title in answer[:200]]


def served_files(client):
    """The files that the library's page names, unpacked as a browser does: (index, delta or None)."""
    said = client.get("/library/").context["library"]
    files = [client.get(said[name]).content if said[name] else None for name in ("index_url", "delta_url")]
    return said, files


def as_a_browser(base, delta):
    """The index that a browser makes of what it fetched."""
    index = unpack(base)
    if delta:
        header = read_header(delta)
        index = index.changed(header["replaced"], unpack(delta), header["places"])
    return index


def shown(index):
    return [index.texts["slugs"](row) for row in index.order.tolist()]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("language", ["en", "ar"])
def test_index_and_database_answer_alike_on_random_states(seed, language):
    chance = make_random_catalogue(seed)
    rebuild_library_index()

    with translation.override(language):
        for place in range(30):
            query = random_query(chance)
            scope = chance.choice([{}, {}, {"kind": "movie"}, {"genre": "drama"}])

            assert answered(query, scope=scope, with_index=True) == without_index(query, scope=scope), (query, scope)
            if place % 5 == 4:
                change_something(chance)


@pytest.mark.parametrize("seed", range(3))
def test_counts_are_what_each_option_would_leave(seed):
    chance = make_random_catalogue(seed, titles=40)
    rebuild_library_index()

    for _ in range(6):
        query = random_query(chance)
        options = LibraryAnswer(request_for(query), {}).options()
        request = request_for(query)
        for facet, several in options.items():
            for option in several:
                data = request.GET.copy()
                if facet == "genre":
                    data.setlist("genre", list(dict.fromkeys([*data.getlist("genre"), option.value])))
                else:
                    data[facet] = option.value

                assert option.count == len(without_index(data.urlencode())), (query, facet, option)


def test_answers_go_on_after_a_title_alike_with_and_without_the_index():
    make_random_catalogue(7)
    rebuild_library_index()

    for sort in ("newest", "rating", "name", "runtime", "shuffle"):
        request = request_for(f"sort={sort}&seed=2000000000&q=h")
        every = answered(f"sort={sort}&seed=2000000000&q=h", with_index=True)
        for slug in every:
            with_index = LibraryAnswer(request, {})
            rest = with_index.packed(slug, 500)
            with_index.library = None
            with_index.__dict__.pop("_indexed", None)

            assert shown(unpack(rest)) == shown(unpack(with_index.packed(slug, 500))) == every[every.index(slug) + 1 :]


def test_a_title_that_is_gone_has_nothing_after_it(client):
    make_movie("Heat")
    rebuild_library_index()

    assert client.get("/library/answer?after=no-such").status_code == 404


@pytest.mark.parametrize("seed", range(3))
def test_what_a_browser_puts_together_is_what_can_be_seen(client, seed):
    chance = make_random_catalogue(seed)
    rebuild_library_index()

    for _ in range(12):
        change_something(chance)
        _said, files = served_files(client)

        visible = Title.objects.visible(Viewpoint.public()).by_name()
        assert shown(as_a_browser(*files)) == [title.slug for title in visible]


@pytest.mark.parametrize(
    "hide",
    [
        lambda title: Title.objects.filter(pk=title.pk).update(state="archived"),
        lambda title: Title.objects.filter(pk=title.pk).update(unpublish_at=timezone.now()),
        lambda title: Title.objects.filter(pk=title.pk).delete(),
    ],
    ids=["archived", "expired", "deleted"],
)
def test_no_file_names_what_was_hidden(client, hide):
    secret = make_movie("Xyzzyplugh", original_name="Frotz")
    make_movie("Heat")
    rebuild_library_index()
    before, _ = served_files(client)
    hide(secret)

    said, files = served_files(client)

    assert not any(word in data for data in files if data for word in (b"yzzyplugh", b"rotz"))
    assert said["index_url"] != before["index_url"]
    assert client.get(before["index_url"]).status_code == 404


def test_a_window_that_opens_or_closes_counts_without_anybody_writing():
    now = timezone.now()
    make_movie("Closing", unpublish_at=now + dt.timedelta(hours=1))
    make_movie("Opening", publish_at=now + dt.timedelta(hours=2))
    rebuild_library_index()

    seen = [answered("sort=name", now + dt.timedelta(hours=hours), with_index=True) for hours in (0, 1, 2)]

    assert seen == [["closing"], [], ["opening"]]


def test_a_draft_never_enters_the_file(client):
    make_movie("Heat")
    make_movie("Xyzzyplugh", state="draft")
    rebuild_library_index()

    said, (base, delta) = served_files(client)

    assert shown(unpack(base)) == ["heat"]
    assert said["delta_url"] == ""
    assert delta is None


def test_a_changed_picture_changes_the_card(client):
    poster = make_image(tone=3)
    make_movie("Heat", poster=poster)
    rebuild_library_index()
    Image.objects.update(tone=9)

    index = as_a_browser(*served_files(client)[1])

    assert index.numbers["tone"][index.order].tolist() == [9]


def test_a_renamed_genre_makes_the_index_useless_until_it_is_rebuilt(client):
    genre = make_genre("War")
    make_movie("Heat", genres=[genre])
    rebuild_library_index()
    Genre.objects.update(slug="battle")

    assert client.get("/library/").context["library"]["index_url"] == ""
    rebuild_library_index()
    assert client.get("/library/").context["library"]["index_url"] != ""


def test_too_many_changes_make_the_index_useless(monkeypatch, client):
    rebuild_library_index()
    monkeypatch.setattr(library, "_MOST_CHANGES", 2)
    for name in ("A", "B", "C"):
        make_movie(name)

    assert client.get("/library/").context["library"]["index_url"] == ""


def test_above_the_limit_the_page_asks_the_server(client, settings):
    make_movie("Heat")
    make_movie("M")
    rebuild_library_index()
    settings.LIBRARY_CLIENT_LIMIT = 1

    response = client.get("/library/")
    answer = client.get(response.context["library"]["answer_url"] + "&q=heat").content

    assert response.context["library"]["index_url"] == ""
    assert read_header(answer)["answer"]["total"] == 1
    assert read_header(answer)["answer"]["counts"]["kind"] == {"": 1, "movie": 1, "show": 0}
    assert shown(unpack(answer)) == ["heat"]


def test_a_preview_never_reads_the_index(admin_client):
    make_movie("Heat")
    make_movie("Secret", state="draft")
    rebuild_library_index()

    page = admin_client.get("/admin/preview/now~drafts/library/")

    assert page.context["library"]["index_url"] == ""
    assert [title.slug for title in page.context["page"]] == ["heat", "secret"]


@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_the_base_is_sent_compressed_and_for_ever(client, coding):
    make_movie("Heat")
    rebuild_library_index()
    address = client.get("/library/").context["library"]["index_url"]

    response = client.get(address, headers={"accept-encoding": coding})

    assert response.get("Content-Encoding", "") == coding
    assert "immutable" in response["Cache-Control"]
    assert response["Vary"] == "Accept-Encoding"
    if coding == "br":
        assert shown(unpack(brotli.decompress(response.content))) == ["heat"]


def test_the_same_catalogue_makes_the_same_bytes():
    make_random_catalogue(1)
    rebuild_library_index()
    first = library_files.current().files
    rebuild_library_index()

    assert library_files.current().files == first


def test_a_rebuild_that_ends_early_leaves_the_base_before(monkeypatch):
    make_movie("Heat")
    rebuild_library_index()
    before = library_files.current()
    monkeypatch.setattr(library_files, "_write_lines", lambda *_: 1 / 0)
    make_show("M")

    with pytest.raises(ZeroDivisionError):
        rebuild_library_index()

    assert library_files.current() == before
    assert answered("sort=name", with_index=True) == ["heat", "m"]


def test_a_rebuild_keeps_the_notes_of_the_base_before_and_no_older_ones():
    make_movie("Heat")
    rebuild_library_index()
    first = library_files.current().noted
    make_movie("M")
    rebuild_library_index()

    assert min(LibraryChange.objects.values_list("pk", flat=True)) > first


@pytest.mark.parametrize(
    ("kind", "slug", "expected"), [("person", "somebody", 20), ("tag", "sea", 20), ("collection", "cycle", 16)]
)
def test_members_are_the_visible_titles(client, kind, slug, expected):
    make_random_catalogue(3)
    Title.objects.update(state="published", publish_at=None, unpublish_at=None)

    assert len(client.get(f"/library/members/{kind}/{slug}.json").json()) == expected


@pytest.mark.parametrize("address", ["person/nobody", "tag/no-such", "genre/drama", "collection/x"])
def test_members_of_nothing_are_not_found(client, address):
    assert client.get(f"/library/members/{address}.json").status_code == 404


@pytest.mark.parametrize("titles", [5, 50])
def test_queries_do_not_grow(client, django_assert_max_num_queries, titles):
    for number in range(titles):
        make_movie(f"M {number}")
    rebuild_library_index()
    make_movie("Since")
    client.get("/library/")

    with django_assert_max_num_queries(14):
        client.get("/library/?sort=name")


def test_what_one_browses_by_is_counted_alike_with_and_without_the_index():
    make_random_catalogue(9)
    viewpoint = Viewpoint.public()

    def counted():
        found = (*commonest_genres(viewpoint, 3), *commonest_languages(viewpoint, 2))
        return [(str(row), row.title_count) for row in found]

    before = counted()
    rebuild_library_index()

    assert counted() == before
    assert len(before) == 5
