"""The message catalogues: complete, true to their placeholders, and compiled as they are written."""

import re

import pytest
from django.utils import translation
from django.utils.translation import ngettext

from scripts import messages

PO_FILES = sorted(messages.LOCALE_DIR.glob("*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w+\}|</?\w+>")


def spelled(catalogue):
    """What a catalogue says, as pairs of singular and translations; Babel gives lists here and tuples there."""
    return sorted(
        (
            message.id if isinstance(message.id, str) else message.id[0],
            message.string if isinstance(message.string, str) else "|".join(message.string),
        )
        for message in catalogue
        if message.id and messages.is_translated(message)
    )


@pytest.fixture(scope="module")
def found():
    return messages.messages()


def test_messages_are_found_in_templates_and_code(found):
    assert found["Skip to the content"] == ["templates/base.html"]
    assert "templates/catalog/collection.html" in found["%(count)s title", "%(count)s titles"]
    assert found["%(count)d episode", "%(count)d episodes"] == ["theming/templatetags/wording.py"]
    assert found["returning"] == ["catalog/models/titles.py"]
    assert "Shown from this moment. Empty: at once." not in found
    assert "release date" not in found


@pytest.mark.parametrize("path", PO_FILES, ids=lambda path: path.parts[-3])
def test_every_message_is_translated(path, found):
    translated = {message.id for message in messages.read_catalogue(path) if messages.is_translated(message)}

    assert sorted(map(str, found.keys() - translated)) == []


def test_counts_are_named_since_languages_say_one_and_two_without_a_figure(found):
    unnamed = [message for message in found if isinstance(message, tuple) and re.search(r"%[ds]", message[1])]

    assert unnamed == []


@pytest.mark.parametrize("path", PO_FILES, ids=lambda path: path.parts[-3])
def test_translations_keep_the_placeholders(path):
    for message in messages.read_catalogue(path):
        if isinstance(message.id, tuple):
            wanted = set(PLACEHOLDER.findall(message.id[1]))
            forms = [set(PLACEHOLDER.findall(form)) for form in message.string]
            assert all(form <= wanted for form in forms), message.id  # "one" and "two" may be words
            assert wanted in forms, message.id
        elif message.id:
            assert sorted(PLACEHOLDER.findall(message.string)) == sorted(PLACEHOLDER.findall(message.id)), message.id


@pytest.mark.parametrize("path", PO_FILES, ids=lambda path: path.parts[-3])
def test_compiled_catalogue_says_what_the_written_one_says(path):
    written, compiled = messages.read_catalogue(path), messages.read_catalogue(path.with_suffix(".mo"))

    assert spelled(compiled) == spelled(written)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "حلقة واحدة"),
        (2, "حلقتان"),
        (3, "3 حلقات"),
        (10, "10 حلقات"),
        (11, "11 حلقة"),
        (99, "99 حلقة"),
        (100, "100 حلقة"),
    ],
)
def test_arabic_has_six_plural_forms(number, words):
    with translation.override("ar"):
        assert ngettext("%(count)s episode", "%(count)s episodes", number) % {"count": number} == words
