"""How a name becomes an address and a place in the order; dates as far as they are known."""

import datetime as dt

import pytest

from people.models import Person
from streamcms.publishing import slugs
from streamcms.publishing.partial_dates import PartialDate
from streamcms.publishing.slugs import slug_of
from streamcms.publishing.sort_keys import MAX_BYTES, sort_key
from tests.factories import make_movie, make_person


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("His Girl Friday", "his-girl-friday"),
        ("D.O.A.", "doa"),
        ("Smith & Sons", "smith-and-sons"),
        ("The Passion of Joan's Arc", "the-passion-of-joans-arc"),
        ("Señorita Æon Ørsted", "senorita-aeon-orsted"),
        ("Человек с киноаппаратом", "человек-с-киноаппаратом"),
        ("بيت النارنج", "بيت-النارنج"),
        ("夜行船の手紙", "夜行船の手紙"),
        ("  -- ", ""),
        ("a" * 300, "a" * 120),
    ],
)
def test_a_name_becomes_an_address(name, slug):
    assert slug_of(name) == slug


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("The Heat", "en"), ("Heaven", "en")),
        (("A Trip to the Moon", "en"), ("Untitled", "en")),
        (("Die Nibelungen", "de"), ("Oktober", "de")),
        (("L'Atalante", "fr"), ("Bande à part", "fr")),
        (("Élite", "fr"), ("Fantômas", "fr")),
        (("2 Days", "en"), ("10 Days", "en")),
        (("Seven", "en"), ("Seven Chances", "en")),
    ],
)
def test_names_sort_as_a_reader_looks_for_them(first, second):
    assert sort_key(*first) < sort_key(*second)


@pytest.mark.parametrize(
    ("name", "language", "key"),
    [
        ("Die Hard", "en", b"die hard"),
        ("Die Puppe", "de", b"puppe"),
        ("The The", "en", b"the"),
        ("The", "en", b"the"),
        ("!!!", "en", b"!!!"),
    ],
)
def test_an_article_is_dropped_in_the_language_of_the_name_only(name, language, key):
    assert sort_key(name, language) == key


def test_a_sort_key_fits_its_column():
    assert len(sort_key("七" * 300)) <= MAX_BYTES


@pytest.mark.django_db
def test_a_title_sorts_by_its_original_language_unless_its_name_is_translated():
    from catalog.models import Language

    german = Language.objects.create(code="de", name="German")

    native = make_movie("Die Puppe", original_language=german)
    translated = make_movie("The Doll", original_name="Die Puppe", original_language=german)

    assert (bytes(native.sort_key), bytes(translated.sort_key)) == (b"puppe", b"doll")


@pytest.mark.django_db
def test_addresses_are_allocated_in_order_and_never_twice():
    make_person("Sam Wood")

    allocated = slugs.allocate(
        Person, [("Sam Wood", ["77"], "person"), ("Sam Wood", ["77"], "person"), ("?", [], "person")]
    )

    assert allocated == ["sam-wood-77", "sam-wood-77-2", "person"]


@pytest.mark.django_db
def test_an_address_that_was_public_is_not_allocated_again():
    make_person("Sam Wood").delete()

    assert slugs.allocate(Person, [("Sam Wood", ["77"], "person")]) == ["sam-wood-77"]


@pytest.mark.parametrize(
    ("text", "first_day", "shown"),
    [
        ("1922", dt.date(1922, 1, 1), "1922"),
        ("1922-03", dt.date(1922, 3, 1), "March 1922"),
        ("1922-03-04", dt.date(1922, 3, 4), "4 March 1922"),
    ],
)
def test_a_partial_date_is_shown_as_far_as_it_is_known(text, first_day, shown):
    date = PartialDate.parse(text)

    assert (date.first_day, str(date), date.isoformat()) == (first_day, shown, text)


@pytest.mark.parametrize("text", ["", "22", "1922-3", "1922-13", "1922-02-30", "4 March 1922", "1922-03-04T00:00"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match="is not a"):
        PartialDate.parse(text)
