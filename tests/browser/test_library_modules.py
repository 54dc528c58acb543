"""What the library's scripts work out without a page, held to what the server works out."""

import random
import zlib

import pytest
from django.templatetags.static import static

from catalog.library_index.names import is_one_edit_away
from catalog.title_words import words_of
from streamcms.publishing.search_texts import fold

NAMES = [
    "",
    "  ",
    "!!!",
    "¿Qué?",
    "Straße",
    "O'Brien’s",
    "ΣΊΣΥΦΟΣ",
    "İstanbul",
    "ﬁnale",
    "Ⅷ ½",
    "Ærø & Łódź",
    "ẞ",
    "ꭰᏸ",
]
NAMES += ["مدينةٌ كبيرة", "ـــ", "รักแห่งสยาม", "千と千尋の神隠し", "が", "नमस्ते", "a\u0345b", "x_y-z", "\ufeff!", "😀 ?!"]


@pytest.fixture
def run(page, transactional_db):
    """Calls a function of a module of the library's with a JSON value: run("library-words", "fold", "Straße")."""
    page.goto("/library/")

    def call(module, function, *values):
        return page.evaluate(
            "async ([address, name, values]) => (await import(address))[name](...values)",
            [static(f"js/{module}.js"), function, list(values)],
        )

    return call


def test_folding_is_the_servers(run, page):
    letters = [chr(code) for code in range(0x20, 0x2FFF) if chr(code).isprintable()]
    texts = NAMES + letters + [f"a{letter}b" for letter in letters]

    folded = page.evaluate(
        "async ([address, texts]) => texts.map((await import(address)).fold)", [static("js/library-words.js"), texts]
    )

    assert folded == [fold(text) for text in texts]


@pytest.mark.parametrize(
    "text", ["", " a  b ", "one two three four five six seven eight nine", "é" * 300, "&", "x " * 150]
)
def test_words_of_a_query_are_the_servers(run, text):
    assert run("library-words", "wordsOf", text) == list(words_of(text))


def test_one_edit_is_the_servers(run, page):
    chance = random.Random(1)
    pairs = [["".join(chance.choices("abc", k=chance.randint(0, 6))) for _ in range(2)] for _ in range(2_000)]

    found = page.evaluate(
        """async ([address, pairs]) => {
          const { isWithinOneEdit } = await import(address)
          return pairs.map(([one, other]) => isWithinOneEdit(one, 0, one.length, other, 0, other.length))
        }""",
        [static("js/library-words.js"), pairs],
    )

    assert found == [is_one_edit_away(one, other) for one, other in pairs]


def test_checksum_is_zlibs(run, page):
    names = ["", "heat", "the-third-man-1949", "مدينة"]

    sums = page.evaluate(
        """async ([address, names]) => {
          const { crc32 } = await import(address)
          return names.map((name) => crc32(new TextEncoder().encode(name)))
        }""",
        [static("js/library-crc.js"), names],
    )

    assert sums == [zlib.crc32(name.encode()) for name in names]


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("", ""),
        ("?sort=newest&genre_mode=any&seed=0&q=", ""),
        ("?sort=name&genre=war&q=a+b&genre=crime&genre=war", "?q=a+b&genre=war&genre=crime&sort=name"),
        ("?seed=7", ""),
        ("?seed=7&sort=shuffle", "?sort=shuffle&seed=7"),
        ("?year_min=abc&rating_min=11&kind=film&released_from=2001-02-30&year_max=1990", "?year_max=1990"),
        ("?rating_min=7.25&nonsense=1&page=3", "?rating_min=7.25"),
    ],
)
def test_address_says_the_state_in_one_spelling(run, page, given, written):
    said = page.evaluate(
        """async ([address, query]) => {
          const { readState, understand, writeState } = await import(address)
          return writeState(understand(readState(new URLSearchParams(query))).state)
        }""",
        [static("js/library-state.js"), given],
    )

    assert said == written


def test_what_makes_no_sense_is_named(run, page):
    named = page.evaluate(
        """async (address) => {
          const { readState, understand } = await import(address)
          const { state, misunderstood } = understand(
            readState(new URLSearchParams("?genre=war&genre=nothing&year_min=-1&seed=4294967296")), { genre: ["war"] })
          return [state.genre, misunderstood]
        }""",
        static("js/library-state.js"),
    )

    assert named == [["war"], ["genre", "year_min", "seed"]]
