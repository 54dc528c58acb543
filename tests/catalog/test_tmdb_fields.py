"""Reading values of any type: what they mean, and what is said of the odd ones."""

import unicodedata

import pytest

from catalog import models
from catalog.sources.tmdb import limits
from catalog.sources.tmdb.fields import Reader, clean, cut_at_word
from people.models import Person


def read(value, method, *arguments, **options):
    """(what a Reader makes of that value, what it notes)."""
    reader = Reader({"field": value}, "movie 1", [])
    return getattr(reader, method)("field", *arguments, **options), reader.notices


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Heat", "Heat"),
        ("  Heat\t", "Heat"),
        ("The  Third   Man", "The Third Man"),
        ("Two\r\nlines", "Two lines"),
        ("\u00a0No\u00a0break\u00a0", "No break"),
        ("Ame\u0301lie", "Amélie"),
        ("nul\x00 and bell\x07", "nul and bell"),
        ("half a \ud83d pair", "half a pair"),
        ("\ufeffmark", "mark"),
        ("\u200b\u200d \u2060", ""),
        ("   ", ""),
        ("می‌خواهم", "می‌خواهم"),  # the zero-width non-joiner is part of the spelling
        ("👩‍🚀", "👩‍🚀"),
    ],
)
def test_a_line_of_text_is_normalised(text, expected):
    assert clean(text) == expected
    assert unicodedata.is_normalized("NFC", clean(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" One.\r\n\r\nTwo. ", "One.\n\nTwo."),
        ("One.\n\n\n\n\nTwo.", "One.\n\nTwo."),
        ("One.\u2028Two.\x0bThree.", "One.\nTwo. Three."),
        ("a\t b  \n  c", "a b\nc"),
        ("\n\u200b\n", ""),
    ],
)
def test_running_text_keeps_its_lines(text, expected):
    assert clean(text, lines=True) == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 5, "short"),
        ("one two three", 10, "one two…"),
        ("one, two, three", 10, "one, two…"),
        ("one two, three", 10, "one two…"),
        ("unbreakablelongword", 10, "unbreakab…"),
    ],
)
def test_a_long_text_is_cut_at_a_word(text, limit, expected):
    assert cut_at_word(text, limit) == expected
    assert len(cut_at_word(text, limit)) <= limit


@pytest.mark.parametrize(
    ("value", "expected", "notices"),
    [
        (None, "", []),
        ("", "", []),
        (300, "300", []),
        ([1], "", ['movie 1: field: "[1]" is not a text; left out']),
        (True, "", ['movie 1: field: "True" is not a text; left out']),
        ("one two three", "one two…", ['movie 1: field: "one two three" has 13 characters; cut at 10']),
    ],
)
def test_texts(value, expected, notices):
    assert read(value, "text", 10) == (expected, notices)


@pytest.mark.parametrize(
    ("value", "expected", "notices"),
    [
        (None, None, []),
        ("", None, []),
        (0, None, []),
        ("0", None, []),
        (97, 97, []),
        (97.0, 97, []),
        (" 97 ", 97, []),
        (True, None, ['movie 1: field: "True" is not a whole number; left out']),
        ("long", None, ['movie 1: field: "long" is not a whole number; left out']),
        (97.5, None, ['movie 1: field: "97.5" is not a whole number; left out']),
        (float("nan"), None, ['movie 1: field: "nan" is not a whole number; left out']),
        (float("inf"), None, ['movie 1: field: "inf" is not a whole number; left out']),
        ("٩٧", None, ['movie 1: field: "٩٧" is not a whole number; left out']),
        ("9" * 5000, None, [f'movie 1: field: "{"9" * 60}…" is not a whole number; left out']),
        (-5, None, ['movie 1: field: "-5" is not between 1 and 32767; left out']),
        (10**9, None, ['movie 1: field: "1000000000" is not between 1 and 32767; left out']),
        ([], None, ['movie 1: field: "[]" is not a whole number; left out']),
    ],
)
def test_numbers(value, expected, notices):
    assert read(value, "number") == (expected, notices)


@pytest.mark.parametrize(
    ("value", "expected", "notices"),
    [
        ("", "", []),
        (None, "", []),
        ("1999-10-15", "1999-10-15", []),
        ("1999-1-5", "1999-01-05", []),
        ("1999-10", "1999-10", []),
        ("1999", "1999", []),
        (1999, "1999", []),
        ("1999-00-00", "1999", []),
        ("1999-10-00", "1999-10", []),
        ("1999-10-15T00:00:00.000Z", "1999-10-15", []),
        ("0000-00-00", "", ['movie 1: field: "0000-00-00" is not a date; left out']),
        ("1999-02-30", "", ['movie 1: field: "1999-02-30" is not a day of the calendar; left out']),
        ("1999-13-01", "", ['movie 1: field: "1999-13-01" is not a day of the calendar; left out']),
        ("15.10.1999", "", ['movie 1: field: "15.10.1999" is not a date; left out']),
        ("soon", "", ['movie 1: field: "soon" is not a date; left out']),
        ("9999-01-01", "", ['movie 1: field: "9999-01-01" is not a date; left out']),
    ],
)
def test_dates(value, expected, notices):
    assert read(value, "date") == (expected, notices)


def test_a_date_without_its_day_can_be_refused():
    assert read("1999-10", "date", whole=True) == ("", ['movie 1: field: "1999-10" is not a date; left out'])


@pytest.mark.parametrize(
    ("limit", "model", "field"),
    [
        (limits.TITLE_NAME, models.Title, "name"),
        (limits.TITLE_NAME, models.Title, "original_name"),
        (limits.TITLE_NAME, models.TitleTranslation, "name"),
        (limits.TAGLINE, models.Title, "tagline"),
        (limits.TAGLINE, models.TitleTranslation, "tagline"),
        (limits.TERM_NAME, models.Genre, "name"),
        (limits.TERM_NAME, models.Tag, "name"),
        (limits.TERM_NAME, models.Company, "name"),
        (limits.COLLECTION_NAME, models.Collection, "name"),
        (limits.ALTERNATIVE_NAME, models.AlternativeName, "name"),
        (limits.ALTERNATIVE_NAME_NOTE, models.AlternativeName, "note"),
        (limits.CERTIFICATION_SYSTEM, models.Certification, "system"),
        (limits.CERTIFICATION_CODE, models.Certification, "code"),
        (limits.VIDEO_NAME, models.Video, "name"),
        (limits.PART_NAME, models.Season, "name"),
        (limits.PART_NAME, models.Episode, "name"),
        (limits.PERSON_NAME, Person, "name"),
        (limits.BIRTHPLACE, Person, "birthplace"),
        (limits.JOB, models.Credit, "job"),
        (limits.CHARACTER, models.Credit, "character"),
    ],
)
def test_limits_are_those_of_the_columns(limit, model, field):
    assert model._meta.get_field(field).max_length == limit
