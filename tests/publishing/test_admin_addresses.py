"""Every address of the admin, with who may read and who may write there. A new address without a row fails."""

from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import get_resolver, reverse
from django.utils import timezone

from catalog import models as catalog
from streamcms.publishing.history.snapshots import snapshot, store
from streamcms.publishing.models import HistoryNote, Release
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.roles import ROLES
from tests import factories as make
from tests.publishing.test_admin_pages import BUILDERS
from theming.models import Backdrop, Site

pytestmark = pytest.mark.django_db

PROGRAMME = ("theming.slide", "theming.homepagerow")
# role -> app, or a model that stands apart from its app -> what it may: View, Add, Change, Delete, Publish.
MAY = {
    "Viewer": {"publishing": "V", "people": "V", "catalog": "V", "theming": "V"},
    "Editor": {"publishing": "VAC", "people": "VAC", "catalog": "VACD", "catalog.healthrule": "V", "theming": "V"}
    | dict.fromkeys(PROGRAMME, "VACD"),
    "Publisher": {"publishing": "VACD", "people": "VACDP", "catalog": "VACDP", "theming": "VACP"}
    | dict.fromkeys(PROGRAMME, "VACDP"),
    "Designer": {"publishing": "VAC", "people": "V", "catalog": "V", "theming": "VACDP"},
    "Administrator": {
        "publishing": "VACD",
        "people": "VACDP",
        "catalog": "VACDP",
        "theming": "VACDP",
        "auth": "VACD",
    },
    "": {},  # staff without a role
}
ANY, NOBODY, NO = "any staff", "nobody", "not allowed"  # NO: the method is refused, whoever asks

# What each page of a model needs: (to be read, to be posted to). Letters are of the model's own app.
PAGES = {
    "changelist": ("V", "V"),
    "add": ("A", "A"),
    "change": ("V", "C"),
    "delete": ("D", "D"),
    "history": ("V", "V"),
    "compare": ("V", "V"),
    "restore": (NO, "C"),
    "deleted": ("V", "V"),
    "recover": (NO, "A"),
    "preview": (NO, "C"),
    "add_preview": (NO, "A"),
}
# The same of what is Publishable: a version is restored at once, and these are live.
LIVE_PAGES = {"publish_draft": ("C", "CP"), "discard_draft": ("C", "C"), "restore": (NO, "CP")}
# Of what is publishable; a post without a choice leads back to the list.
PAGES_OF_PUBLISHABLE = {"publishing": (NO, "C"), "editing": (NO, "C")}
# What a model's admin forbids to everyone, or shows to all who see it.
EXCEPTIONS = {
    "catalog_title_add": (NOBODY, NOBODY),
    "catalog_title_delete": (NOBODY, NOBODY),
    "catalog_title_recover": (NO, NOBODY),
    "catalog_title_change": ("V", "V"),  # leads to the form of a movie or show
    "catalog_similartitle_add": (NOBODY, NOBODY),
    "catalog_similartitle_change": ("V", NOBODY),
    "publishing_jobrun_add": (NOBODY, NOBODY),
    "publishing_jobrun_change": ("V", NOBODY),
    "publishing_jobrun_delete": (NOBODY, NOBODY),
    "catalog_identitychange_add": (NOBODY, NOBODY),
    "catalog_identitychange_change": ("V", "V"),  # a page to look at
    "catalog_identitychange_delete": (NOBODY, NOBODY),
    "publishing_publicslug_add": (NOBODY, NOBODY),
    "publishing_publicslug_change": ("V", NOBODY),
    "publishing_publicslug_delete": (NOBODY, NOBODY),
    "theming_site_add": (NOBODY, NOBODY),  # there is one
    "theming_site_delete": (NOBODY, NOBODY),
    "theming_site_recover": (NO, NOBODY),
    "theming_backdrop_add": (NOBODY, NOBODY),
    "theming_backdrop_delete": (NOBODY, NOBODY),
    "theming_backdrop_change": ("C", "C"),  # leads to its look
}
# Pages of rows: the model of their rows is the catalogue's too, so letters of the app decide.
ROWS = ("V", "C")
ROWS_PAGES = {
    "catalog_movie_credits", "catalog_movie_videos", "catalog_movie_captions", "catalog_movie_similar",
    "catalog_movie_alternative-names", "catalog_movie_translations", "catalog_show_seasons", "catalog_show_credits",
    "catalog_show_videos", "catalog_show_similar", "catalog_show_alternative-names", "catalog_show_translations",
    "catalog_season_episodes", "catalog_episode_credits", "catalog_episode_videos", "catalog_episode_captions",
    "catalog_collection_titles",
}  # fmt: skip
# Addresses of their own: name -> (app, to be read, to be posted to).
OTHERS = {
    "similar_weights": ("catalog", "C", "C"),
    "similar_samples": ("catalog", NO, "C"),
    "similar_weak": ("catalog", "V", "V"),
    # People are made public, so that merging and splitting them is publishing; so is a merge of published titles.
    "identity_merge": ("people", "CDP", "CDP"),
    "identity_split": ("people", "CAP", "CAP"),
    "identity_undo": ("people", NO, "CDP"),
    "identity_thing": ("people", "V", NO),
    "identity_two": ("people", NO, "C"),
    "backdrop_make": ("theming", NO, "C"),
    "backdrop_look": ("theming", "C", "C"),
    "backdrop_preview": ("theming", "C", NO),
    "theming_page_move": ("theming", NO, "C"),
    "theming_theme_move": ("theming", NO, "C"),
    "theming_slide_move": ("theming.slide", NO, "C"),
    "theming_slide_switch": ("theming.slide", NO, "CP"),
    "theming_homepagerow_move": ("theming.homepagerow", NO, "C"),
    "theming_homepagerow_switch": ("theming.homepagerow", NO, "CP"),
    "theming_homepagerow_titles": ("theming.homepagerow", "V", "C"),
    "homepage_calendar": ("theming", "V", NO),
    "theming_theme_check": ("theming", NO, "C"),
    "theming_theme_import": ("theming", "A", "A"),
    "theming_theme_export": ("theming", "V", "V"),
    "auth_user_password_change": ("auth", "C", "C"),
    **{f"catalog_{kind}_credits_paste": ("catalog", "AC", "AC") for kind in ("movie", "show", "episode")},
    "publishing_release_add_things": ("catalog", "C", "C"),  # of a movie
    "publishing_release_remove": ("publishing", NO, "C"),
    # Of an empty release; of one with things, who may publish each of them: test_release_pages.py.
    **dict.fromkeys(
        [f"publishing_release_{act}" for act in ("schedule", "apply", "unschedule", "roll-back", "reopen")],
        ("publishing", "C", "C"),
    ),
    "office_search": ("", ANY, NO),  # finds what its reader may look at
    "office_suggest": ("", ANY, NO),
    "health": ("catalog", "V", "C"),
    "health_rules": ("catalog.healthrule", "V", "C"),
    "presence": ("catalog", NO, "V"),
    "time_zone": ("", ANY, ANY),
    "preview_moment": ("publishing", "V", NO),
    "autocomplete": ("catalog", "V", NO),
    "index": ("", ANY, ANY),
    "login": ("", ANY, ANY),
    "password_change": ("", ANY, ANY),
    "password_change_done": ("", ANY, NO),
    "jsi18n": ("", ANY, NO),
    "view_on_site": ("", ANY, ANY),
    "app_list": ("catalog", "V", "V"),
    "preview": ("catalog", "V", NO),
}
# Ends the session, or is no page: tried elsewhere or not at all.
UNTRIED = {"logout", "signed_out", ""}


def patterns(entries, prefix="", names=""):
    """(route, name) of every address below some URL patterns."""
    for entry in entries:
        if hasattr(entry, "url_patterns"):
            yield from patterns(entry.url_patterns, prefix + str(entry.pattern), names)
        else:
            yield prefix + str(entry.pattern), entry.name or ""


def addresses():
    return {name for route, name in patterns(get_resolver().url_patterns) if route.startswith("admin/")}


def models():
    """{app_model: model} of what is registered."""
    return {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}


def table():
    """{name: (app, what reading needs, what posting needs)}."""
    rows = dict(OTHERS)
    for key, model in models().items():
        for page, needs in (PAGES | (LIVE_PAGES if issubclass(model, Publishable) else {})).items():
            rows[f"{key}_{page}"] = (model._meta.label_lower, *EXCEPTIONS.get(f"{key}_{page}", needs))
            if page == "delete" and issubclass(model, Publishable):
                rows[f"{key}_{page}"] = tuple(
                    need + "P" if need == "D" else need for need in rows[f"{key}_{page}"]
                )  # these are published
        if issubclass(model, Publishable):
            edited = admin.site._registry[model].bulk_fields
            pages = {page: needs for page, needs in PAGES_OF_PUBLISHABLE.items() if page != "editing" or edited}
            rows |= {f"{key}_{page}": (model._meta.label_lower, *needs) for page, needs in pages.items()}
    return rows | dict.fromkeys(ROWS_PAGES, ("catalog", *ROWS))


def test_every_address_has_a_row():
    unknown = addresses() - table().keys() - UNTRIED

    assert unknown == set(), "Say in this file who may read and who may post there."


def test_every_role_and_every_row_is_of_something():
    keeping = {key for key, model in models().items() if getattr(admin.site._registry[model], "keeps_history", False)}
    pages = ("compare", "restore", "deleted", "recover")
    optional = {f"{key}_{page}" for key in models().keys() - keeping for page in pages}
    previewed = {key for key, model in models().items() if issubclass(model, Publishable)}
    previewed -= {"theming_theme", "catalog_title"}
    optional |= {f"{key}_{page}" for key in models().keys() - previewed for page in ("preview", "add_preview")}

    assert MAY.keys() - {""} == ROLES.keys()
    assert table().keys() - addresses() - optional == {"preview"}  # which middleware answers


@pytest.fixture
def world(own_files):
    """{app_model: a row} of everything registered, each with an entry of history and a deleted twin."""
    make.make_genre()
    rows = {}
    for label, build in BUILDERS.items():
        rows[label.replace(".", "_")] = build()
    rows["theming_site"] = Site.objects.create(name="Lantern")
    rows["theming_backdrop"] = Backdrop.objects.create(place="library", made_at=timezone.now())
    for row in rows.values():
        if isinstance(row, Publishable):
            make.make_draft(row)
    rows["auth_user"] = User.objects.create_user("somebody")
    rows["auth_group"] = Group.objects.get(name="Viewer")
    return rows


def note_of(row, kind):
    return store(snapshot([row]), row, kind).pk


def deleted_note(model, build):
    row = build()
    row = model._base_manager.get(pk=row.pk)
    note = note_of(row, HistoryNote.Kind.DELETION)
    row.delete()
    return note


def parameters(name, world):
    """(arguments of the address, query, what is posted)."""
    key, page = next(((key, name[len(key) + 1 :]) for key in world if name.startswith(f"{key}_")), ("", ""))
    if name == "app_list":
        return {"app_label": "catalog"}, {}, {}
    if name == "autocomplete":
        return {}, {"app_label": "catalog", "model_name": "credit", "field_name": "person", "term": "a"}, {}
    if name == "presence":
        return {}, {}, {"thing": f"catalog.movie:{world['catalog_movie'].pk}"}
    if name == "view_on_site":
        return {"content_type_id": 1, "object_id": 1}, {}, {}
    if name.startswith("backdrop_") and name != "backdrop_make":
        return {"pk": world["theming_backdrop"].pk}, {}, {}
    if name == "auth_user_password_change":
        return {"id": world["auth_user"].pk}, {}, {}
    if name == "publishing_release_add_things":
        asked = {"of": "catalog.movie", "keys": world["catalog_movie"].pk}
        return {}, asked, asked
    if key == "publishing_release" and page in ("remove", "schedule", "apply", "unschedule", "roll-back", "reopen"):
        return {"pk": Release.objects.create(name="Empty").pk}, {}, {}
    if name.startswith("identity_"):
        return identity_arguments(name, world), {}, {}
    if page in ("move", "switch"):
        return {"pk": world[key].pk}, {}, {"move": "up", "switch": "off"}
    if name in ("similar_weights", "similar_samples", "similar_weak", "backdrop_make") or not key:
        return {}, {}, {}
    row = world[key]
    if page in ("changelist", "add", "add_preview", "deleted", "check", "import", *PAGES_OF_PUBLISHABLE):
        return {}, {}, {}
    if page == "restore":
        return {"object_id": row.pk, "note": note_of(row, HistoryNote.Kind.CHANGE)}, {}, {}
    if page == "recover":
        model = models()[key]
        build = BUILDERS.get(model._meta.label_lower)
        note = deleted_note(model, build) if build else 1
        return {"note": note}, {}, {}
    if name in ROWS_PAGES or page in ("export", "titles", "credits_paste"):
        return {"pk": row.pk}, {}, {f"rows-{part}_FORMS": "0" for part in ("TOTAL", "INITIAL")}
    return {"object_id": row.pk}, {}, {}


def identity_arguments(name, world):
    if name == "identity_undo":
        return {"pk": world["catalog_identitychange"].pk}
    one, two = world["people_person"].pk, make.make_person().pk
    pairs = {"merge": {"kept": one, "gone": two}, "two": {"first": one, "second": two}}
    return {"kind": "person"} | pairs.get(name.removeprefix("identity_"), {"pk": one})


def may(role, app, needs):
    if needs == ANY:
        return True
    rights = MAY[role].get(app, MAY[role].get(app.partition(".")[0], ""))
    return needs != NOBODY and set(needs) <= set(rights)


def url_of(name, arguments):
    if name == "preview":
        return "/admin/preview/now~drafts/"
    is_ours = name in (
        "presence",
        "preview_moment",
        "office_search",
        "office_suggest",
        "health",
        "health_rules",
        "time_zone",
    )  # beside Django's admin, not in it
    return reverse(name if is_ours else f"admin:{name}", kwargs=arguments)


@pytest.mark.parametrize("role", MAY)
def test_each_address_answers_whom_it_should(client, world, role):
    user = User.objects.create_user("someone", is_staff=True)
    if role:
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    wrong = []

    for name, (app, to_read, to_post) in sorted(table().items()):
        if name not in addresses() | {"preview"}:
            continue
        arguments, query, data = parameters(name, world)
        url = url_of(name, arguments)
        asked = (("get", to_read, f"{url}?{urlencode(query)}", {}), ("post", to_post, url, data))
        for method, needs, address, body in asked:
            status = getattr(client, method)(address, body).status_code
            if needs == NO:
                is_right = status in (405, 403)
            elif may(role, app, needs):
                is_right = status in (200, 204, 302, 400, 409) or (name in LEADING_NOWHERE and status == 404)
            else:
                is_right = status == 403 or (name == "app_list" and status == 404)
            if not is_right:
                wrong.append(f"{name}: {method} needs {needs}, answers {status}")

    assert "\n".join(wrong) == ""


# Nothing stands there for this test: what matters is that they are not refused.
LEADING_NOWHERE = {"view_on_site", "backdrop_look", "backdrop_preview", "theming_site_recover", "catalog_title_recover"}


@pytest.mark.parametrize("name", sorted(OTHERS.keys() - {"login", "jsi18n", "preview"}))
def test_a_stranger_is_sent_to_the_login(client, world, name):
    response = client.get(url_of(name, parameters(name, world)[0]))

    assert (response.status_code, response.url.startswith("/admin/login/")) == (302, True)


def as_role(client, role):
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", ROLES)
def test_the_action_that_deletes_obeys_the_same_rule(client, role):
    shown, draft = make.make_movie(), make.make_movie(state="draft")
    client = as_role(client, role)
    action = {"action": "delete_selected", "post": "yes"}

    client.post("/admin/catalog/movie/", action | {"_selected_action": [shown.pk, draft.pk]})
    both = set(catalog.Movie.objects.values_list("pk", flat=True))
    client.post("/admin/catalog/movie/", action | {"_selected_action": [draft.pk]})

    rights = MAY[role]["catalog"]
    assert both == (set() if "P" in rights else {shown.pk, draft.pk})
    assert catalog.Movie.objects.filter(pk=draft.pk).exists() is ("D" not in rights)


@pytest.mark.parametrize("role", ROLES)
def test_the_actions_of_links_and_backdrops_obey_it_too(client, role, own_files):
    link = BUILDERS["publishing.previewlink"]()
    client = as_role(client, role)

    client.post("/admin/publishing/previewlink/", {"action": "revoke", "_selected_action": [link.pk]})

    link.refresh_from_db()
    assert (link.revoked_at is not None) is ("C" in MAY[role]["publishing"])
