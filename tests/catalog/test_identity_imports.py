"""After a merge and after a split the same sources are imported again: nobody comes back, nothing moves back."""

import pytest
from django.db import transaction
from django.utils import timezone

from catalog.identity.merging import merge, plan_merge
from catalog.identity.splitting import plan_split, split
from catalog.ingest.parts import ingest_seasons
from catalog.ingest.people import ingest_people
from catalog.ingest.rows import Origin
from catalog.ingest.titles import ingest_titles
from catalog.models import AliasId, Credit, CreditCorrection, DisputedId, PeopleAreTwo, PersonSuspicion, Title
from catalog.sources.records import CreditRecord, ExternalIdRecord, PersonRecord, SeasonRecord, TitleRecord
from people.models import Person
from tests import factories as make
from tests.catalog.test_identity_merge import tables, undone
from theming.interchange import export_catalogue, import_catalogue

pytestmark = pytest.mark.django_db


def origin(source="tmdb"):
    return Origin(source, timezone.now(), state="published")


def number(kind, value):
    return ExternalIdRecord("tmdb", kind, str(value))


def person(value, name="Al Pacino", **fields):
    known = frozenset({"name", *fields})
    return PersonRecord(f"person {value}", name, external_ids=(number("person", value),), known=known, **fields)


def film(value, *credits, name="Heat", **fields):
    records = tuple(CreditRecord(person(who), "acting", "Actor", character) for who, character in credits)
    return TitleRecord(
        f"movie {value}",
        "movie",
        name,
        external_ids=(number("movie", value),),
        credits=records,
        known=frozenset({"name", "credits", *fields}),
        **fields,
    )


FILMS = [
    film(1, (10, "Hanna"), name="Heat"),
    film(2, (20, "Tony"), name="Scarface"),
    film(3, (10, "Slade"), (20, "Bickle"), name="Both"),
]
PEOPLE = [person(10, biography="One."), person(20, biography="The other.")]


def imported():
    """What another run of the same sources writes; hashes are not given, so every record is read again."""
    report = ingest_titles(FILMS, origin())
    with transaction.atomic():
        _keys, of_people = ingest_people(PEOPLE, origin())
    return report, of_people


def whose():
    """{character: the person's key}."""
    return dict(Credit.objects.values_list("character", "person"))


def both():
    imported()
    return [Person.objects.get(external_ids__value=value) for value in ("10", "20")]


def test_people_who_were_merged_stay_one():
    one, two = both()
    with transaction.atomic():
        merge(one, two, plan_merge(one, two, {"biography": "kept"}), None)
    before = whose()

    report, of_people = imported()

    assert (report.created, report.failures, of_people.created) == (0, [], 0)
    assert Person.objects.count() == 1
    assert whose() == before == dict.fromkeys(before, one.pk)
    assert Person.objects.get().biography == "One."  # what the alias's source says describes him no more
    assert of_people.notices == ["person 20: was merged into another person, and stays so"]


def test_a_new_film_credits_a_merged_person_by_either_number():
    one, two = both()
    with transaction.atomic():
        merge(one, two, plan_merge(one, two, {"biography": "kept"}), None)

    ingest_titles([film(4, (20, "New"), name="New")], origin())

    assert whose()["New"] == one.pk


def test_titles_that_were_merged_stay_one_and_the_same_payload_writes_nothing():
    imported()
    one, two = Title.objects.get(name="Heat"), Title.objects.get(name="Scarface")
    with transaction.atomic():
        merge(one, two, plan_merge(one, two, {"name": "kept"}), None)
    imported()
    before = tables()

    report = ingest_titles(FILMS, origin())

    assert (report.created, report.failures) == (0, [])
    assert report.notices == ["movie 2: was merged into another title, and stays so"]
    assert Title.objects.filter(name__in=["Heat", "Scarface"]).get() == one
    assert set(one.credits.values_list("character", flat=True)) == {"Hanna", "Tony"}
    assert differing(before, tables()) == {"publishing_externalid"}  # when it was seen


def differing(before, after):
    return {table for table in before if before[table] != after[table]}


def test_an_old_file_of_ours_brings_nobody_back():
    one, two = both()
    with transaction.atomic():
        merge(one, two, plan_merge(one, two, {"biography": "kept"}), None)
    old = [PersonRecord("line 1", two.name, slug=two.slug, biography="Old.", known=frozenset({"name", "biography"}))]

    with transaction.atomic():
        _keys, report = ingest_people(old, origin(""))

    assert (report.created, Person.objects.count()) == (0, 1)
    assert Person.objects.get().biography == "One."


def test_seasons_of_an_old_file_of_ours_do_not_come_back_either():
    one, two = make.make_show("Dark", slug="dark"), make.make_show("Dark", slug="dark-2")
    with transaction.atomic():
        merge(one, two, plan_merge(one, two), None)

    report = ingest_seasons([("dark-2", SeasonRecord("line 1", 1)), ("dark", SeasonRecord("line 2", 2))], origin(""))

    assert report.notices == ["dark-2 was merged into another title, and stays so"]
    assert list(one.seasons.values_list("number", flat=True)) == [2]


def split_off(thing, other, characters, numbers):
    credits = thing.credits.filter(character__in=characters).values_list("pk", flat=True)
    keys = thing.external_ids.filter(value__in=numbers).values_list("pk", flat=True)
    with transaction.atomic():
        return split(thing, other, plan_split(thing, other, "", list(credits), list(keys)), None)


def test_a_person_is_split_with_a_number_and_the_next_import_knows_who_is_who():
    one, two = both()
    with transaction.atomic():
        merge(one, two, plan_merge(one, two, {"biography": "kept"}), None)

    split_off(one, None, ["Tony", "Bickle"], ["20"])
    before = whose()
    report, of_people = imported()

    other = Person.objects.get(external_ids__value="20")
    assert (report.created, of_people.created, Person.objects.count()) == (0, 0, 2)
    assert whose() == before == {"Hanna": one.pk, "Slade": one.pk, "Tony": other.pk, "Bickle": other.pk}
    assert other.biography == "The other."


def test_two_whom_a_source_takes_for_one_stay_two_without_a_number():
    ingest_titles([film(1, (10, "Hanna")), film(2, (10, "Tony"), (10, "Twin"), name="Two")], origin())
    one = Person.objects.get()

    split_off(one, None, ["Hanna", "Twin"], [])
    before = whose()
    ingest_titles([film(1, (10, "Lt. Hanna")), film(2, (10, "Tony"), (10, "Twin"), name="Two")], origin())

    other = Person.objects.exclude(pk=one.pk).get()
    assert before == {"Hanna": other.pk, "Twin": other.pk, "Tony": one.pk}
    # Of a film that is all the other's, even a part that the source has renamed is.
    assert whose() == {"Lt. Hanna": other.pk, "Twin": other.pk, "Tony": one.pk}


def test_who_keeps_credits_but_not_the_number_keeps_them_at_the_next_import():
    ingest_titles([film(1, (10, "Hanna")), film(2, (10, "Tony"), name="Two")], origin())
    one = Person.objects.get()

    split_off(one, None, ["Tony"], ["10"])
    before = whose()
    ingest_titles([film(1, (10, "Hanna")), film(2, (10, "Tony"), name="Two")], origin())

    assert whose() == before
    assert before["Hanna"] == one.pk != before["Tony"]


def test_a_split_is_undone_to_the_last_column_but_for_an_address_that_was_public():
    one, two = both()
    with transaction.atomic():
        merge(one, two, plan_merge(one, two, {"biography": "kept"}), None)
    before = tables()

    change = split_off(one, None, ["Tony", "Bickle"], ["20"])
    complaints = undone(change)

    assert complaints == []
    assert differing(before, tables()) == {"publishing_publicslug"}
    assert not CreditCorrection.objects.exists()


def test_a_split_off_person_who_was_edited_since_stays_and_is_named():
    one, _two = both()
    change = split_off(one, None, ["Hanna"], [])
    Person.objects.filter(pk=change.other_id).update(birthplace="Rome")

    complaints = undone(change)

    assert complaints == [f"person {change.other_id} was edited since, and stays."]
    assert whose()["Hanna"] == one.pk


def test_what_was_decided_goes_through_our_own_file(tmp_path, own_files):
    one, two = both()
    with transaction.atomic():
        merge(one, two, plan_merge(one, two), None)
    other = Person.objects.get(pk=split_off(one, None, ["Tony"], []).other_id)
    Person.objects.filter(pk=other.pk).update(birthplace="Rome")
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    export_catalogue(first)
    for model in (Title, Person):
        model.objects.all().delete()

    report = import_catalogue(first)
    export_catalogue(second)
    again = import_catalogue(first)

    assert (report.failures, again.failures, again.written) == ([], [], 0)
    assert second.read_bytes() == first.read_bytes()
    assert AliasId.objects.get().external_id.value == "20"
    assert CreditCorrection.objects.get().instead.slug == PeopleAreTwo.objects.get().second.slug == other.slug


def test_a_split_to_somebody_who_is_there_folds_what_he_has():
    one, two = both()
    Credit.objects.create(
        title=Title.objects.get(name="Heat"), person=two, department="acting", job="Actor", character="Hanna"
    )

    split_off(one, two, ["Hanna", "Slade"], [])

    assert sorted(two.credits.values_list("character", flat=True)) == ["Bickle", "Hanna", "Slade", "Tony"]
    assert not one.credits.exists()


def test_titles_are_split_as_a_draft_and_both_casts_are_locked():
    imported()
    title = Title.objects.get(name="Both")

    change = split_off(title, None, ["Bickle"], [])
    imported()

    other = Title.objects.get(pk=change.other_id)
    assert (other.state, other.name, other.kind) == ("draft", "Both", "movie")
    assert [list(each.credits.values_list("character", flat=True)) for each in (title, other)] == [
        ["Slade"],
        ["Bickle"],
    ]


def test_a_number_that_two_claim_is_remembered_once():
    claimed = ExternalIdRecord("imdb", "title", "tt1")
    records = [film(1), film(2, name="Scarface")]
    for record in records:
        record.external_ids = (*record.external_ids, claimed)

    for _ in range(2):
        ingest_titles(records, origin())

    dispute = DisputedId.objects.get()
    assert (dispute.title.name, str(dispute.external_id)) == ("Heat", "imdb:title:tt1")
    assert not PersonSuspicion.objects.exists()
