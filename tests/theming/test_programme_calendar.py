"""The programme of eight weeks: what is on when, and each flaw of it, with its dates; and none where there is none."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    make_collection,
    make_credit,
    make_episode,
    make_genre,
    make_homepage_row,
    make_image,
    make_movie,
    make_person,
    make_season,
    make_show,
    make_slide,
    make_theme,
)
from theming.models import Theme
from theming.programme_calendar.spans import day_start, joined, left_between, shared, stretches
from theming.programme_calendar.weeks import programme_calendar

pytestmark = pytest.mark.django_db
FIRST = dt.date(2031, 3, 3)
NOW = day_start(FIRST)
END = day_start(FIRST + dt.timedelta(days=56))


def day(number):
    """The start of a day of the calendar; the first is 0, the end 56."""
    return day_start(FIRST + dt.timedelta(days=number))


def window(first, last):
    return {"publish_at": day(first), "unpublish_at": day(last)}


def found(kind, level=None, **options):
    """[(lane, first day, last day, text)] of the problems of a kind."""
    calendar = programme_calendar(FIRST, NOW, **options)
    return [
        (problem.lane, (problem.start - NOW).days, (problem.end - NOW).days, problem.text)
        for problem in calendar.problems
        if problem.kind == kind and level in (None, problem.level)
    ]


def pictured(name, **fields):
    return make_movie(name, backdrop=make_image("backdrop"), **fields)


@pytest.fixture
def sound():
    """A programme without a flaw: one slide, one row, the themes that ship."""
    Theme.objects.all().delete()
    make_theme("Night", is_default=True)
    make_slide(pictured("Heat"))
    return make_homepage_row("latest_movies", count=1)


def test_a_sound_programme_has_no_problems(sound):
    calendar = programme_calendar(FIRST, NOW)

    assert calendar.problems == []
    assert [(slot.start, slot.end) for slot in (*calendar.slides, *calendar.rows, *calendar.themes)] == [(NOW, END)] * 3
    assert (len(calendar.weeks), {len(week) for week in calendar.weeks}) == (8, {7})
    assert {(each.slides, each.rows) for week in calendar.weeks for each in week} == {(1, 1)}


def test_slots_are_cut_to_the_eight_weeks_and_those_outside_left_out(sound):
    make_slide(pictured("Long"), **window(-20, 80))
    make_slide(pictured("Past"), **window(-20, 0))
    make_slide(pictured("Later"), **window(56, 80))
    make_slide(pictured("Off"), state="archived")
    make_slide(pictured("Within"), **window(3, 4))

    slots = programme_calendar(FIRST, NOW).slides

    assert [(slot.thing.title.name, slot.start, slot.end) for slot in slots] == [
        ("Heat", NOW, END),
        ("Long", NOW, END),
        ("Within", day(3), day(4)),
    ]


# Gaps


def test_stretches_without_a_slide_and_without_a_row_are_gaps():
    make_slide(pictured("First"), **window(0, 7))
    make_slide(pictured("Second"), **window(10, 56))
    make_homepage_row("top_rated", **window(0, 50))

    assert found("gap") == [
        ("slides", 7, 10, "No slide is on: the newest titles stand in."),
        (
            "rows",
            *(50, 56),
            "No row is on: the usual ones stand in "
            "(latest movies, the viewer's own list, latest episodes, latest shows, coming soon).",
        ),
    ]


def test_drafts_and_slides_of_hidden_titles_fill_no_gap():
    make_slide(pictured("Draft"), state="draft", **window(0, 30))
    make_slide(pictured("Gone", unpublish_at=day(40)), **window(30, 56))
    make_slide(make_movie("Without a picture"))
    make_homepage_row("my_list")
    make_homepage_row("top_rated", state="in_review")

    assert [gap[:3] for gap in found("gap")] == [("slides", 0, 30), ("rows", 0, 56), ("slides", 40, 56)]


def test_drafts_are_slots_of_their_own(sound):
    make_slide(pictured("Draft"), state="draft")

    calendar = programme_calendar(FIRST, NOW)

    assert [slot.is_draft for slot in calendar.slides] == [False, True]
    assert {each.slides for week in calendar.weeks for each in week} == {1}


# Clashes


def test_rows_of_the_same_kind_and_source_clash_while_both_are_on(sound):
    drama, war = make_genre("Drama"), make_genre("War")
    make_homepage_row("genre", genre=drama, **window(0, 10))
    make_homepage_row("genre", genre=drama, **window(5, 20))
    make_homepage_row("genre", genre=war)
    make_homepage_row("genre", genre=drama, title_kind="show")
    make_homepage_row("genre", genre=drama, state="draft")

    assert found("clash") == [("rows", 5, 10, "“Drama” and “Drama” show the same titles.")]


def test_of_two_own_lists_the_first_is_shown(sound):
    make_homepage_row("my_list")
    make_homepage_row("my_list", heading="Mine", **window(1, 2))

    assert found("clash") == [
        ("rows", 1, 2, "“The viewer's own list” and “Mine” are both the viewer's own list: only the first is shown.")
    ]


def test_more_slides_than_are_shown_clash(sound):
    make_slide(kind="newest", count=11)
    make_slide(pictured("Too much"), **window(8, 9))

    assert found("clash") == [("slides", 8, 9, "13 slides are on: only the first 12 are shown.")]


def test_default_themes_of_one_scheme_clash_and_the_last_to_open_wins(sound):
    make_theme("Winter", is_default=True, **window(0, 30))
    make_theme("Gala", is_default=True, **window(20, 22))
    make_theme("Paper", scheme="light", base="white", accent="black", is_default=True)
    make_theme("Offered only")

    assert found("clash", level="notice") == [("themes", 20, 22, "“Gala” is the dark default, not “Night”, “Winter”.")]
    assert found("clash", level="note") == [
        ("themes", 0, 20, "“Winter” is the dark default, not “Night”."),
        ("themes", 22, 30, "“Winter” is the dark default, not “Night”."),
    ]
    assert found("clash", with_themes=False) == []


# Titles that are hidden


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"unpublish_at": day(4)}, (4, 10, "no longer visible before “Heat 2 (2001)” ends.")),
        ({"publish_at": day(4)}, (2, 4, "not visible yet when “Heat 2 (2001)” begins.")),
        ({"state": "draft"}, (2, 10, "not visible while “Heat 2 (2001)” is on.")),
    ],
)
def test_a_title_that_is_hidden_during_its_slide(sound, fields, expected):
    make_slide(pictured("Heat 2", **fields), **window(2, 10))

    first, last, words = expected
    assert found("hidden") == [("slides", first, last, f"“Heat 2 (2001)”: {words}")]


def test_a_title_is_not_hidden_when_it_leaves_with_its_slide(sound):
    make_slide(pictured("Heat 2", **window(2, 10)), **window(2, 10))

    assert found("hidden") == []


def test_a_slide_without_a_picture_is_left_out(sound):
    make_slide(make_movie("Plain"))

    assert found("hidden") == [("slides", 0, 56, "“Plain (2001)” has no backdrop, so its slide is left out.")]


def test_titles_of_a_row_chosen_by_hand_that_are_hidden_are_named_together(sound):
    leaving = [make_movie(f"Film {n}", unpublish_at=day(9)) for n in range(5)]
    make_homepage_row("titles", make_movie("Stays"), *leaving, heading="Ours", **window(0, 20))

    assert found("hidden") == [
        (
            "rows",
            *(9, 20),
            "“Film 0 (2001)”, “Film 1 (2001)”, “Film 2 (2001)” and 2 more: no longer visible before “Ours” ends.",
        )
    ]


def test_a_hidden_collection_or_person_hides_its_row(sound):
    titles = [make_movie(), make_movie()]
    star = make_person("Star", state="draft")
    make_credit(titles[0], star)
    make_homepage_row("person", person=star, count=1, heading="With a star", **window(0, 5))
    collection = make_collection("Noir", titles, unpublish_at=day(9))
    make_homepage_row("collection", collection=collection, count=2)

    assert found("hidden") == [
        ("rows", 0, 5, "“Star”: not visible while “With a star” is on."),
        ("rows", 9, 56, "“Noir”: no longer visible before “Noir” ends."),
    ]


# The same title twice


def test_a_title_in_two_slides_at_once(sound):
    heat = pictured("Heat 2")
    make_slide(heat, **window(0, 10))
    make_slide(heat, headline="Again", **window(9, 20))
    make_slide(heat, headline="Later", **window(20, 30))

    assert found("twice") == [
        ("slides", 9, 10, "“Heat 2 (2001)” twice at once: slide “Heat 2 (2001)” / slide “Again”.")
    ]


def test_a_title_in_two_rows_chosen_by_hand_and_in_a_slide(sound):
    heat, alien, other = pictured("Heat 2"), make_movie("Alien"), make_movie("Other")
    make_slide(heat, **window(10, 20))
    make_homepage_row("titles", heat, alien, heading="One", **window(0, 15))
    make_homepage_row("titles", alien, other, heading="Two", **window(5, 30))
    make_homepage_row("titles", alien, heading="Draft", state="draft")

    assert found("twice") == [
        ("rows", 5, 15, "“Alien (2001)” twice at once: homepage row “One” / homepage row “Two”."),
        ("rows", 10, 15, "“Heat 2 (2001)” twice at once: slide “Heat 2 (2001)” / homepage row “One”."),
    ]


def test_a_hidden_title_is_not_there_twice(sound):
    gone = make_movie("Gone", unpublish_at=day(5))
    make_homepage_row("titles", gone, heading="One", **window(3, 20))
    make_homepage_row("titles", gone, heading="Two", **window(4, 30))

    assert [each[:3] for each in found("twice")] == [("rows", 4, 5)]


# Fewer titles than wanted


def test_a_row_with_fewer_titles_than_it_wants_says_when_and_the_least(sound):
    drama = make_genre("Drama")
    for name, fields in (("A", {}), ("B", {"unpublish_at": day(20)}), ("C", window(5, 30)), ("D", {})):
        make_movie(name, genres=[drama], **fields)
    make_homepage_row("genre", genre=drama, count=3, **window(0, 40))

    assert found("few") == [("rows", 30, 40, "“Drama” shows 2 titles at least; it wants 3.")]


def test_a_row_that_regains_its_titles_is_short_in_between_only(sound):
    drama = make_genre("Drama")
    for fields in (window(0, 10), window(12, 56)):
        make_movie(genres=[drama], **fields)
    make_homepage_row("genre", genre=drama, count=1, **window(0, 56))

    assert found("few", level="serious") == [("rows", 10, 12, "“Drama” shows nothing and is left out.")]


def test_titles_that_relieve_one_another_keep_a_row_full(sound):
    drama = make_genre("Drama")
    for fields in (window(0, 10), window(10, 56)):
        make_movie(genres=[drama], **fields)
    make_homepage_row("genre", genre=drama, count=1)

    assert found("few") == []


def test_a_row_chosen_by_hand_wants_what_was_chosen(sound):
    make_homepage_row("titles", make_movie(), make_movie(), heading="Two", count=20)
    make_homepage_row("titles", heading="Empty")

    assert found("few") == [("rows", 0, 56, "“Empty” shows nothing and is left out.")]


def test_a_row_of_episodes_may_be_short(sound):
    make_episode(make_season(make_show()))
    make_homepage_row("latest_episodes", count=2)
    make_homepage_row("latest_episodes", count=1, title_kind="show")

    assert found("few") == [("rows", 0, 56, "“Latest episodes” shows 1 title at least; it wants 2.")]


# Cost


def test_queries_do_not_grow_with_titles_nor_with_a_few_slots(sound):
    drama = make_genre("Drama")

    def fill(count):
        for _ in range(count):
            title = pictured("", genres=[drama], **window(1, 3))
            make_slide(title, **window(0, 4))
            make_homepage_row("titles", title, heading="Ours", **window(0, 4))
            make_homepage_row("genre", genre=drama, count=3, **window(0, 2))
        with CaptureQueriesContext(connection) as queries:
            programme_calendar(FIRST, NOW)
        return len(queries)

    assert (fill(1), fill(5)) == (9, 9)


def test_days_say_what_is_on_as_they_begin_and_today_what_is_on_now():
    make_slide(pictured("Evening"), publish_at=day(0) + dt.timedelta(hours=20), unpublish_at=day(2))

    weeks = programme_calendar(FIRST, NOW + dt.timedelta(hours=21)).weeks

    assert [each.slides for each in weeks[0]] == [1, 1, 0, 0, 0, 0, 0]
    assert weeks[0][0].moment == NOW + dt.timedelta(hours=21)
    assert {problem.kind for problem in weeks[0][1].problems} == {"gap"}  # there is no row


# Spans


def test_spans_are_joined_parted_and_compared():
    assert joined([(5, 7), (1, 3), (3, 4), (6, 6)]) == [(1, 4), (5, 7)]
    assert left_between([(2, 4), (8, 12)], 0, 10) == [(0, 2), (4, 8)]
    assert left_between([], 0, 10) == [(0, 10)]
    assert shared([(0, 5), (8, 9)], [(4, 10)]) == [(4, 5), (8, 9)]
    assert stretches([(2, 4), (3, 20)], 0, 10) == [(0, 2), (2, 3), (3, 4), (4, 10)]


def test_calendar_begins_at_the_sites_midnight():
    assert timezone.localtime(programme_calendar(FIRST, NOW).start).hour == 0
