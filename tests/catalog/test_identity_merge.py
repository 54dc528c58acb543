"""Merging titles and people: what moves, what is folded, what stays chosen; and undoing, to the last column."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import transaction

from catalog.identity.merging import CannotMerge, merge, plan_merge
from catalog.identity.undoing import later_change, plan_undo, undo_change
from catalog.models import AlternativeName, Caption, Credit, IdentityChange, SimilarChoice, SimilarTitle, Title, Video
from people.models import Person
from streamcms.publishing.models import ExternalId, PublicSlug
from streamcms.publishing.viewpoint import Viewpoint
from tests import factories as make
from theming.export_site.addresses import public_addresses
from theming.models import HomepageRow, RowTitle, Slide

pytestmark = pytest.mark.django_db

# Not the catalogue's content: what tells of changes, what is made anew, the record of the merge itself.
TOLD_APART = {
    *("publishing_revision", "publishing_historynote", "catalog_searchchange", "catalog_librarychange"),
    *("catalog_identitychange", "catalog_similartitle", "catalog_healthchange"),
}


def tables():
    """{table: its rows, every column}."""
    found = {}
    for label in ("publishing", "people", "catalog", "theming"):
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if not model._meta.proxy and model._meta.db_table not in TOLD_APART:
                found[model._meta.db_table] = sorted(map(repr, model._base_manager.values_list()))
    return found


def merged(kept, gone, chosen=None):
    with transaction.atomic():
        return merge(kept, gone, plan_merge(kept, gone, chosen), None)


def undone(change):
    with transaction.atomic():
        undo = plan_undo(change)
        undo_change(change, undo, None)
    return undo.complaints


def number(thing, provider, kind, value):
    return ExternalId.objects.create(provider=provider, kind=kind, value=value, subject=thing, payload_hash="h")


def numbers(thing):
    return {each.value: "alias" if hasattr(each, "alias") else "its own" for each in thing.external_ids.all()}


def two_shows():
    """Two records of one show, with everything that can hang on a title on both."""
    genre, tag = make.make_genre(), make.make_tag()
    one = make.make_show("Dark Water", genres=[genre], synopsis="Short.", slug="dark-water")
    two = make.make_show("Dark  Water", genres=[genre, make.make_genre()], synopsis="A much longer text.", slug="dw")
    two.tags.add(tag)
    ada, bert = make.make_person("Ada"), make.make_person("Bert")
    for title, people in ((one, [ada]), (two, [ada, bert])):
        for person in people:
            make.make_credit(title, person, character="Self")
        for season_number in (1, 2) if title is two else (1,):
            season = make.make_season(title, season_number)
            for episode_number in (1, 2) if title is two else (1,):
                episode = make.make_episode(season, episode_number, synopsis="" if title is one else "What happens.")
                make.make_credit(title, bert, department="directing", job="Director", episode=episode)
        video = make.make_video(title, reference="same")
        make.make_caption(video, language="de" if title is two else "en")
        make.make_video(title)
        make.make_collection(titles=[title])
        number(title, "tmdb", "show", f"{title.pk}")
        AlternativeName.objects.create(title=title, name="Dunkles Wasser", country="DE")
        make.make_slide(title, picture=make.make_image("backdrop"))
    make.make_homepage_row("titles", one, two, heading="A row")
    make.make_homepage_row("titles", two, heading="Another")
    other = make.make_movie()
    SimilarChoice.objects.create(source=two, target=one, verdict="pin")
    SimilarChoice.objects.create(source=other, target=two, verdict="block")
    SimilarTitle.objects.create(source=other, target=two, rank=1, score=5)
    return one, two


def test_everything_of_the_one_is_the_others_and_what_both_had_is_there_once():
    one, two = two_shows()

    merged(one, two)

    one = Title.objects.get(pk=one.pk)
    assert not Title.objects.filter(pk=two.pk).exists()
    assert one.credits.of_title().count() == 2
    assert [(s.number, s.episodes.count()) for s in one.seasons.order_by("number")] == [(1, 2), (2, 2)]
    assert one.seasons.get(number=1).episodes.get(number=1).synopsis == "What happens."
    assert Credit.objects.exclude(episode=None).count() == 4
    assert one.videos.count() == 3
    assert sorted(Caption.objects.values_list("language", "video__title")) == [("de", one.pk), ("en", one.pk)]
    assert (one.genres.count(), one.tags.count(), one.collections.count()) == (2, 1, 2)
    assert one.alternative_names.count() == 1
    assert Slide.objects.filter(title=one).count() == 2
    assert list(RowTitle.objects.values_list("title", flat=True)) == [one.pk, one.pk]
    assert list(SimilarChoice.objects.values_list("target", "verdict")) == [(one.pk, "block")]
    assert numbers(one) == {str(one.pk): "its own", str(two.pk): "alias"}
    assert not SimilarTitle.objects.exists()


@pytest.mark.parametrize("kind", ["shows", "people"])
def test_an_undo_puts_back_every_column_of_every_table(kind):
    one, two = two_shows() if kind == "shows" else two_people()
    before = tables()

    change = merged(one, two)
    between = tables()
    complaints = undone(change)

    assert complaints == []
    assert between != before
    assert tables() == before


def two_people():
    one = make.make_person("Al Pacino", biography="Short.", slug="al")
    two = make.make_person("Al  Pacino", biography="A longer life.", slug="al-2", birthplace="New York")
    film = make.make_movie()
    make.make_credit(film, one, character="Hanna")
    make.make_credit(film, two, character="Hanna")
    make.make_credit(make.make_movie(), two, character="Tony")
    number(one, "tmdb", "person", "1158")
    number(two, "tmdb", "person", "9999")
    number(two, "imdb", "name", "nm1")
    make.make_homepage_row("person", heading="His films", person=two)
    return one, two


def test_people_keep_credits_numbers_rows_and_the_fuller_texts():
    one, two = two_people()

    merged(one, two)

    one = Person.objects.get(pk=one.pk)
    assert sorted(one.credits.values_list("character", flat=True)) == ["Hanna", "Tony"]
    assert (one.biography, one.birthplace) == ("A longer life.", "New York")
    assert one.also_known_as == ["Al  Pacino"]
    assert numbers(one) == {"1158": "its own", "9999": "alias", "nm1": "its own"}
    assert HomepageRow.objects.get().person == one
    assert one.locked_fields == {"biography", "birthplace", "also_known_as"}


def test_the_old_address_leads_to_what_stays_and_so_does_one_before_it(client):
    one, two = two_people()
    Person.objects.filter(pk=two.pk).update(slug="pacino")

    merged(one, two)

    for slug in ("al-2", "pacino"):
        response = client.get(f"/people/{slug}/")
        assert (response.status_code, response.url) == (301, "/people/al/")
    written = {each.path for each in public_addresses(Viewpoint.public()) if each.is_former}
    assert {"/people/al-2/", "/people/pacino/"} <= written  # in an export, as pages that lead on
    assert set(PublicSlug.objects.filter(space="people_person").values_list("object_id", flat=True)) == {one.pk}


def test_what_an_editor_locked_stays_and_what_is_chosen_wins():
    one = make.make_movie("Heat", tagline="Old", runtime=100, provenance={"synopsis": ["editor", "", True]})
    two = make.make_movie("Heat 2", tagline="New", runtime=170, synopsis="Much, much longer than the other one." * 3)

    merged(one, two, {"tagline": "gone", "runtime": "kept"})

    one.refresh_from_db()
    assert (one.tagline, one.runtime, one.synopsis) == ("New", 100, "What happens in Heat.")
    assert one.provenance["tagline"] == ["editor", "", True]


def test_sets_that_grew_are_locked_and_others_are_not():
    one, two = make.make_movie(), make.make_movie()
    make.make_credit(two)

    merged(one, two)

    assert Title.objects.get(pk=one.pk).locked_fields == {"credits"}


def test_a_movie_and_a_show_are_never_one():
    with pytest.raises(CannotMerge):
        plan_merge(make.make_movie(), make.make_show())


def test_an_undo_names_what_was_changed_since_and_leaves_it():
    one, two = two_people()
    change = merged(one, two)
    Person.objects.filter(pk=one.pk).update(biography="Written since.")

    complaints = undone(change)

    one.refresh_from_db()
    assert complaints == [f"person {one.pk}: biography was changed since and stays."]
    assert (one.biography, one.birthplace) == ("Written since.", "")
    assert Person.objects.get(pk=two.pk).credits.count() == 2


def test_an_undo_does_without_what_is_gone_by_then():
    one, two = two_people()
    change = merged(one, two)
    Credit.objects.get(character="Tony").title.delete()
    taken = make.make_person("Thief", slug="al-2")

    complaints = undone(change)

    two = Person.objects.get(pk=two.pk)
    assert len(complaints) == 2
    assert "is gone by now" in complaints[0]
    assert (taken.slug, two.slug.startswith("al-pacino")) == ("al-2", True)
    assert two.credits.get().character == "Hanna"


def test_a_later_change_of_the_same_thing_is_named_first():
    one, two = two_people()
    third = make.make_person("Al Pacino", slug="al-3")
    first, second = merged(one, two), merged(third, one)

    assert later_change(first) == second
    assert later_change(second) is None


def test_a_merge_says_who_made_it_and_what_moved():
    one, two = two_people()
    user = User.objects.create_user("ada")
    with transaction.atomic():
        change = merge(one, two, plan_merge(one, two), user)

    change = IdentityChange.objects.get(pk=change.pk)
    assert (change.made_by, change.kept_name, change.other_slug) == (user, "Al Pacino", "al-2")
    assert ["Credits", 1, 1, 0] in change.counts
    assert Video.objects.count() == 0
