"""Browser, server with the index and server without it: the same titles in the same order, the same counts."""

import unicodedata

import pytest
from django.test import RequestFactory
from django.utils import timezone, translation

from catalog.derived import rebuild_library_index
from catalog.library_answers import LibraryAnswer
from catalog.models import Title
from streamcms.publishing.search_texts import fold
from streamcms.publishing.viewpoint import Viewpoint
from tests.catalog.library_states import change_something, make_random_catalogue, random_query

STATES = 24

ASK = """
async ([page, queries, known]) => {
  const [{ LibraryIndex }, { LibraryFilter }, { LibraryMembers }, { readState, understand }] = await Promise.all(
    ["index", "filter", "members", "state"].map((name) => import(`/static/js/library-${name}.js`)))
  const files = [page.index_url, page.delta_url].filter(Boolean).map(async (url) => (await fetch(url)).arrayBuffer())
  const index = new LibraryIndex(...await Promise.all(files))
  const prepared = new LibraryFilter(index, page)
  while (!prepared.prepare());
  const members = new LibraryMembers(index, page.members_url)
  const answers = []
  for (const query of queries) {
    const { state } = understand(readState(new URLSearchParams(query)), known)
    await members.load(state)
    const answer = (filter) => {
      const { rows, counts } = filter.answer(state, members.of(state))
      return { slugs: Array.from(rows, (row) => index.slug(row)), counts: counts() }
    }
    answers.push([answer(prepared), answer(new LibraryFilter(index, page))])
  }
  return answers
}
"""

FOLD = "async (texts) => texts.map((await import('/static/js/library-words.js')).fold)"


@pytest.fixture(autouse=True)
def own_folder(transactional_db, settings, tmp_path):
    settings.DATA_ROOT = tmp_path


def answer_of(query, scope):
    request = RequestFactory().get(f"/library/?{query}")
    request.viewpoint = Viewpoint(timezone.now())
    return LibraryAnswer(request, scope)


def counts_of(answer):
    return {facet: {o.value: o.count for o in options} for facet, options in answer.options().items()}


def known_values(answer):
    """What the page's form offers, from which the script knows which values there are."""
    offered = {facet: [o.value for o in options] for facet, options in answer.options().items()}
    return offered | {"person": ["somebody"], "tag": ["sea"], "collection": ["cycle"]}


@pytest.mark.parametrize(
    ("seed", "language", "scope"),
    [(11, "en", {}), (12, "en", {"kind": "movie"}), (13, "ar", {}), (14, "en", {"genre": "drama"})],
)
def test_browser_index_and_database_answer_alike(page, seed, language, scope):
    chance = make_random_catalogue(seed)
    rebuild_library_index()
    for _ in range(6):
        change_something(chance)
    queries = [random_query(chance) for _ in range(STATES)]
    page.goto("/robots.txt")

    with translation.override(language):
        whole = answer_of("", scope)
        answers = page.evaluate(ASK, [whole.for_the_script(), queries, known_values(whole)])
        expected = [answer_of(query, scope) for query in queries]

        assert sum(len(answer["slugs"]) for answer, _ in answers) > STATES
        for query, (answer, at_once), indexed in zip(queries, answers, expected, strict=True):
            assert at_once == answer, query
            bare = answer_of(query, scope)
            bare.library = None
            assert answer["slugs"] == [title.slug for title in indexed[:500]], query
            assert answer["slugs"] == [title.slug for title in bare[:500]], query
            for facet, counts in counts_of(indexed).items():
                assert {value: answer["counts"][facet].get(value, 0) for value in counts} == counts, (query, facet)


def test_browser_folds_what_is_typed_as_the_server_does(page):
    page.goto("/robots.txt")
    letters = [chr(code) for code in range(32, 0x3100) if unicodedata.category(chr(code)) not in ("Cn", "Co", "Cs")]
    texts = [
        *("".join(letters[start : start + 7]) for start in range(0, len(letters), 7)),
        *(
            "ß",
            "Straße",
            "ΣΊΣΥΦΟΣ",
            "O'Brien’s",
            "  a  b ",
            "हिन्दी",
            "ไทย",
            "İstanbul",
            "ﬁlm",
            "...",
            "Æon Ⅷ",
            "x_y",
            "東京",
        ),
    ]

    folded = page.evaluate(
        "async (texts) => { const { fold } = await import('/static/js/library-words.js'); return texts.map(fold) }",
        texts,
    )

    assert [pair for pair in zip(texts, folded, map(fold, texts), strict=True) if pair[1] != pair[2]] == []


def test_derived_forms_are_those_of_the_server(page):
    make_random_catalogue(5, titles=10)
    Title.objects.filter(pk__in=Title.objects.values("pk")[:1]).update(name="Rock 'n' Roll & Co.+", search_text="")
    for title in Title.objects.all():
        title.save()
    Title.objects.update(state="published", publish_at=None, unpublish_at=None)
    rebuild_library_index()
    page.goto("/robots.txt")

    whole = answer_of("", {})
    ((answer, _),) = page.evaluate(ASK, [whole.for_the_script(), ["q=rock+and"], {}])

    assert answer["slugs"] == [title.slug for title in answer_of("q=rock+and", {})[:9]] != []
