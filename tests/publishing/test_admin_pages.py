"""Every page of the admin: it opens, costs the same number of queries at one row and at five, and obeys the policy."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalog import models as catalog
from streamcms import sqlite_engine
from streamcms.publishing.models import ExternalId, PreviewLink, PublicSlug
from tests import factories as make
from theming.models import Site

pytestmark = pytest.mark.django_db

OURS = ("publishing", "people", "catalog", "theming")
FORBIDDEN = re.compile(rb"<[^>]*\sstyle=|<style|<script(?![^>]*\ssrc=)|<[^>]*\son[a-z]+=|javascript:", re.IGNORECASE)


def _title(kind):
    pictures = {role: make.make_image(role) for role in ("poster", "backdrop", "logo")}
    title = make.make_title(kind, genres=[make.make_genre()], original_language=make.make_language(), **pictures)
    title.tags.add(make.make_tag())
    title.lock(["name"])
    title.save()
    make.make_collection(titles=[title])
    catalog.Certification.objects.create(title=title, country="US", code="R")
    ExternalId.objects.create(provider="tmdb", kind=kind, value=str(title.pk), subject=title)
    make.make_credit(title)
    return title


def _coded(model):
    def build():
        number = model.objects.count()
        return model.objects.create(code=chr(97 + number) + "x", name=f"Name {number}")

    return build


BUILDERS = {
    "publishing.image": make.make_image,
    "publishing.previewlink": lambda: PreviewLink.objects.create(expires_at=timezone.now() + timedelta(days=1)),
    "publishing.publicslug": lambda: PublicSlug.objects.get_or_create(
        space="x", slug=f"x-{PublicSlug.objects.count()}", object_id=1
    )[0],
    "people.person": lambda: make.make_person(
        portrait=make.make_image("portrait"), provenance={"name": ["tmdb", "", True]}
    ),
    "catalog.title": lambda: _title("movie"),
    "catalog.movie": lambda: _title("movie"),
    "catalog.show": lambda: _title("show"),
    "catalog.season": lambda: make.make_season(poster=make.make_image()),
    "catalog.episode": lambda: make.make_episode(still=make.make_image("still")),
    "catalog.collection": lambda: make.make_collection(titles=[make.make_movie(), make.make_movie()]),
    "catalog.genre": make.make_genre,
    "catalog.tag": make.make_tag,
    "catalog.company": lambda: catalog.Company.objects.create(
        name="Company", slug=f"company-{catalog.Company.objects.count()}", country=_coded(catalog.Country)()
    ),
    "catalog.country": _coded(catalog.Country),
    "catalog.language": _coded(catalog.Language),
    "catalog.similartitle": lambda: catalog.SimilarTitle.objects.create(
        source=make.make_movie(), target=make.make_movie(), rank=1, score=5
    ),
    "catalog.identitychange": make.make_merge,
    "theming.page": make.make_page,
    "theming.theme": make.make_theme,
    "theming.slide": make.make_slide,
    "theming.homepagerow": lambda: make.make_homepage_row("titles", make.make_movie(), heading="A row"),
}
REDIRECTS = {"catalog.title"}  # each title is edited as what it is
LOOKED_AT_ONLY = {"publishing.publicslug", "catalog.similartitle", "catalog.title", "catalog.identitychange"}


def registered():
    return {model._meta.label_lower: model for model in admin.site._registry if model._meta.app_label in OURS}


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200, url
    assert not FORBIDDEN.search(response.content), (url, FORBIDDEN.search(response.content))
    return len(queries)


def test_every_model_of_ours_is_registered_and_built_here():
    assert registered().keys() == BUILDERS.keys() | {"theming.site", "theming.backdrop"}


@pytest.mark.parametrize("label", BUILDERS)
def test_a_list_takes_the_same_queries_at_one_row_and_at_five(admin_client, label):
    model, build = registered()[label], BUILDERS[label]
    urls = [address(model, "changelist") + query for query in ("", "?q=a")]
    build()
    for url in urls:
        queries_of(admin_client, url)  # content types are asked once a process
    one = [queries_of(admin_client, url) for url in urls]

    for _ in range(4):
        build()

    assert [queries_of(admin_client, url) for url in urls] == one


@pytest.mark.parametrize("label", sorted(BUILDERS.keys() - REDIRECTS))
def test_a_form_its_parts_history_and_deletion_open(admin_client, label):
    model = registered()[label]
    row = BUILDERS[label]()
    parts = [part.url_name for part in getattr(admin.site._registry[model], "parts", ())]

    for page in ("change", "history"):
        queries_of(admin_client, address(model, page, row.pk))
    for name in parts:
        queries_of(admin_client, reverse(f"admin:{name}", args=[row.pk]))
    if label not in LOOKED_AT_ONLY:
        queries_of(admin_client, address(model, "add"))
        queries_of(admin_client, address(model, "delete", row.pk))


@pytest.mark.parametrize("kind", ["movie", "show"])
def test_the_form_of_a_title_takes_the_same_queries_however_much_belongs_to_it(admin_client, kind):
    title = _title(kind)
    url = reverse(f"admin:catalog_{kind}_change", args=[title.pk])
    queries_of(admin_client, url)
    one = queries_of(admin_client, url)

    for number in range(4):
        make.make_credit(title, department="writing", job=f"Job {number}")
        make.make_video(title)
        make.make_collection(titles=[title])
        title.genres.add(make.make_genre())
        catalog.Certification.objects.create(title=title, country=f"X{number}", code="12")
        ExternalId.objects.create(provider="other", kind=kind, value=str(number), subject=title)

    assert queries_of(admin_client, url) == one


def test_a_title_is_edited_as_what_it_is(admin_client):
    movie, show = make.make_movie(), make.make_show()

    urls = [admin_client.get(address(catalog.Title, "change", each.pk)).url for each in (movie, show)]

    assert urls == [address(catalog.Movie, "change", movie.pk), address(catalog.Show, "change", show.pk)]


@pytest.mark.parametrize(
    ("fields", "state", "words"),
    [
        ({"state": "draft"}, "draft", "draft"),
        ({"state": "in_review"}, "in_review", "in review"),
        ({}, "published", "published"),
        ({"publish_at": 1}, "scheduled", "scheduled"),
        ({"unpublish_at": -1}, "expired", "expired"),
        ({"state": "archived", "publish_at": 1}, "archived", "archived"),
    ],
)
def test_a_badge_says_the_state_in_words(admin_client, fields, state, words):
    moments = {name: timezone.now() + timedelta(days=value) for name, value in fields.items() if name.endswith("_at")}
    make.make_movie(**fields | moments)

    page = admin_client.get("/admin/catalog/movie/").content.decode()

    assert re.findall(r'<span class="badge" data-state="(\w+)">([^<]+)<', page) == [(state, words)]


def test_a_form_links_to_where_the_thing_is_seen(admin_client):
    movies = [make.make_movie(f"Film {state}", state=state) for state in ("published", "draft", "archived")]
    movies.append(make.make_movie("Later", publish_at=datetime(2100, 1, 2, 3, 4, 30, tzinfo=UTC)))

    looks = [
        [url for url, _words in admin_client.get(address(catalog.Movie, "change", each.pk)).context["looks"]]
        for each in movies
    ]

    assert looks == [
        ["/admin/preview/now~drafts/movies/film-published/", "/movies/film-published/"],
        ["/admin/preview/now~drafts/movies/film-draft/"],
        [],
        ["/admin/preview/21000102T0305Z~drafts/movies/later/"],
    ]


def test_the_admin_bears_the_name_of_the_site(admin_client):
    Site.objects.create(name="Lantern")

    page = admin_client.get("/admin/").content.decode()

    assert re.search(r'<a href="/admin/"><svg.*?</svg>Lantern</a>', page)
    assert "<title>Site administration · Lantern</title>" in page


def test_a_banner_says_when_the_database_stands_on_unsound_ground(admin_client, monkeypatch, settings):
    without = admin_client.get("/admin/").content
    monkeypatch.setattr(sqlite_engine, "sound", lambda version: False)
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")

    assert b"engine-warning" not in without
    assert b'<p class="engine-warning" role="status">' in admin_client.get("/admin/").content


def test_a_preview_link_is_shown_for_copying_and_revoked(admin_client):
    soon = timezone.localtime(timezone.now() + timedelta(days=2))
    form = {"note": "For the festival", "drafts": "on", "expires_at_0": soon.date(), "expires_at_1": "12:00:00"}
    admin_client.post("/admin/publishing/previewlink/add/", form)
    link = PreviewLink.objects.get()
    url = address(PreviewLink, "change", link.pk)
    opened = admin_client.get(url).content.decode()

    admin_client.post(url, form | {"_revoke": ""})

    link.refresh_from_db()
    assert f'value="http://testserver{link.get_absolute_url()}" readonly' in opened
    assert link.created_by.username == "admin"
    assert link.revoked_at is not None
    assert b"Revoked: the link opens nothing any more." in admin_client.get(url).content


def test_links_are_revoked_from_their_list(admin_client):
    link = BUILDERS["publishing.previewlink"]()

    admin_client.post("/admin/publishing/previewlink/", {"action": "revoke", "_selected_action": [link.pk]})

    link.refresh_from_db()
    assert link.revoked_at is not None


def test_a_link_that_would_open_nothing_is_refused(admin_client):
    form = {"expires_at_0": "2020-01-01", "expires_at_1": "12:00:00"}

    response = admin_client.post("/admin/publishing/previewlink/add/", form)

    errors = response.context["adminform"].form.errors
    assert errors == {"expires_at": ["This moment has passed: the link would open nothing."]}


def test_a_deletion_says_in_numbers_what_it_takes_along(admin_client):
    movie = make.make_movie("Heat")
    url = address(catalog.Movie, "delete", movie.pk)
    for number in range(30):
        make.make_credit(movie, character=f"Role {number}")
        if number == 0:
            queries_of(admin_client, url)
            one = queries_of(admin_client, url)

    catalog.SimilarTitle.objects.create(source=movie, target=make.make_movie(), rank=1, score=1)

    page = admin_client.get(url)

    assert queries_of(admin_client, url) == one
    assert dict(page.context["model_count"]) == {"movies": 1, "credits": 30, "similar titles": 1}
    assert page.context["perms_lacking"] == set()
    assert page.context["deleted_objects"] == ["Heat (2001)"]
    admin_client.post(url, {"post": "yes"})
    assert not catalog.Title.objects.filter(pk=movie.pk).exists()


def test_a_person_with_credits_is_not_deleted(admin_client):
    credit = make.make_credit(person=make.make_person("Ada"), character="Neil")

    page = admin_client.get(address(type(credit.person), "delete", credit.person.pk))

    assert page.context["protected"] == ["Credit: Ada: Neil"]
