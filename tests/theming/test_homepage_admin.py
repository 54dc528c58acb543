"""Slides and rows in the admin: in order, on and off, what they show now, the form of each kind, the calendar page."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import Group, User
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
    make_slide,
    make_tag,
    make_theme,
)
from theming.models import HomepageRow, RowTitle, Slide, Theme

pytestmark = pytest.mark.django_db
SLIDES, ROWS = "/admin/theming/slide/", "/admin/theming/homepagerow/"
CALENDAR = f"{ROWS}calendar/"
NO_WINDOW = {f"{name}_{part}": "" for name in ("publish_at", "unpublish_at") for part in (0, 1)}


def log_in(client, role):
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return client


@pytest.fixture
def editor(client):
    return log_in(client, "Publisher")


def pictured(name="", **fields):
    return make_movie(name, backdrop=make_image("backdrop"), poster=make_image(), **fields)


def form_of(**fields):
    """What a browser posts."""
    translations = {f"translations-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {"state": "published", "count": 6, "card_size": "normal"} | NO_WINDOW | translations | fields


def headings():
    return [row.heading for row in HomepageRow.objects.in_order()]


def shown_now(text):
    """The words of the column, from top to bottom, with the number of its pictures."""
    cells = re.findall(r'class="shown-now" data-state="(\w+)">(.*?)</div>', text, re.DOTALL)
    return [(state, cell.count("<img"), re.sub("<[^>]*>", "", cell)) for state, cell in cells]


# Order


@pytest.mark.parametrize(
    ("moved", "move", "expected"),
    [
        (2, "up", "ACB"),
        (0, "down", "BAC"),
        (2, "top", "CAB"),
        (0, "after C", "BCA"),
        (2, "before A", "CAB"),
        (0, "before C", "BAC"),
        (0, "up", "ABC"),
    ],
)
def test_rows_are_moved_by_buttons_and_dropped_anywhere(editor, moved, move, expected):
    rows = {name: make_homepage_row("top_rated", heading=name, position=1) for name in "ABC"}
    for position, row in enumerate(rows.values(), 1):
        HomepageRow.objects.filter(pk=row.pk).update(position=position)
    words = re.sub("[ABC]$", lambda found: str(rows[found[0]].pk), move)

    response = editor.post(f"{ROWS}{rows['ABC'[moved]].pk}/move/", {"move": words})

    assert response["Location"] == ROWS
    assert "".join(headings()) == expected


@pytest.mark.parametrize("move", ["", "left", "before", "before x", "after 0", "before ²"])
def test_a_move_to_nowhere_is_no_page(editor, move):
    row = make_homepage_row("top_rated")

    assert editor.post(f"{ROWS}{row.pk}/move/", {"move": move}).status_code == 404


def test_moving_goes_back_to_the_list_as_it_was_filtered(editor):
    row = make_homepage_row("top_rated")

    for address, where in ((f"{ROWS}?state__exact=published", f"{ROWS}?state__exact=published"), ("/x/?a=b", ROWS)):
        response = editor.post(
            f"{ROWS}{row.pk}/move/", {"move": "up"}, headers={"Referer": f"http://testserver{address}"}
        )
        assert response["Location"] == where


def test_themes_are_ordered_by_the_same_buttons(client):
    designer = log_in(client, "Designer")
    before = list(Theme.objects.in_order())

    response = designer.post(f"/admin/theming/theme/{before[2].pk}/move/", {"move": "up"})

    assert response["Location"] == "/admin/theming/theme/"
    assert list(Theme.objects.in_order()) == [before[0], before[2], before[1], *before[3:]]
    assert designer.get("/admin/theming/theme/").text.count('value="down"') == len(before)


# On and off


@pytest.mark.parametrize(
    ("before", "switch", "after"),
    [
        ("published", "off", "archived"),
        ("archived", "on", "published"),
        ("draft", "on", "published"),
        ("draft", "off", "archived"),
        ("published", "on", "published"),
    ],
)
def test_a_switch_publishes_and_archives(editor, before, switch, after):
    slide = make_slide(state=before)
    expected = after if before != "draft" or switch == "on" else "draft"

    response = editor.post(f"{SLIDES}{slide.pk}/switch/", {"switch": switch})

    slide.refresh_from_db()
    assert (response["Location"], slide.state) == (SLIDES, expected)
    assert slide.version == (1 if before == expected else 2)


def test_a_slide_that_could_show_nothing_stays_off_and_says_why(editor):
    slide = make_slide(make_movie("Plain"), state="draft")

    response = editor.post(f"{SLIDES}{slide.pk}/switch/", {"switch": "on"}, follow=True)

    slide.refresh_from_db()
    assert slide.state == "draft"
    assert "“Plain (2001)” stays off. “Plain (2001)” has no backdrop" in response.text


def test_the_switch_of_a_line_says_how_it_stands(editor):
    make_slide()
    make_slide(state="archived")

    text = editor.get(SLIDES).text

    assert re.findall(r'role="switch" aria-checked="(\w+)".*?value="(\w+)"', text) == [("true", "off"), ("false", "on")]


# What is shown now


def test_rows_say_what_they_show_now(editor):
    drama = make_genre("Drama")
    films = [pictured(f"Film {n}", genres=[drama], released=f"200{n}") for n in range(5)]
    make_slide(films[4])
    later = timezone.now() + dt.timedelta(days=1)
    make_homepage_row("latest_movies")
    make_homepage_row("titles", films[0], pictured(state="draft"), heading="Ours", count=2)
    make_homepage_row("genre", genre=drama, count=3)
    make_homepage_row("genre", genre=drama, state="archived")
    make_homepage_row("genre", genre=drama, publish_at=later)
    make_homepage_row("coming_soon")
    make_homepage_row("my_list")
    make_homepage_row("person", person=make_person(state="draft"))
    make_episode(make_season(films[0]), still=make_image("still"))
    make_homepage_row("latest_episodes")

    assert shown_now(editor.get(ROWS).text) == [
        ("on", 4, "4 of 20"),
        ("on", 1, "1 of 2"),
        ("on", 3, "3 of 3"),
        ("off", 4, "5 of 20"),
        ("off", 4, "5 of 20"),
        ("empty", 0, "nothing: left out"),
        ("on", 0, "what the viewer marked"),
        ("empty", 0, "nothing: left out"),
        ("on", 1, "1 of 20"),
    ]


def test_slides_say_what_they_show_now(editor):
    make_slide(pictured("Heat"))
    make_slide(pictured("Gone", state="archived"))
    make_slide(kind="newest", count=3)
    make_slide(pictured("Draft"), state="draft")

    assert shown_now(editor.get(SLIDES).text) == [
        ("on", 1, ""),
        ("empty", 0, "nothing: left out"),
        ("on", 1, "1 of 3"),
        ("off", 1, "not on now"),
    ]


def test_lists_take_the_same_queries_at_few_and_many_of_every_kind(editor):
    drama, tag, star = make_genre(), make_tag(), make_person()

    def fill():
        for _ in range(3):
            film = pictured(genres=[drama])
            film.tags.add(tag)
            make_credit(film, star)
            make_slide(film)
            make_homepage_row("titles", film, heading="Ours")
        make_slide(kind="newest", title_kind="movie")
        for kind in HomepageRow.Kind.values:
            if kind != "titles":
                make_homepage_row(kind, genre=drama, tag=tag, person=star, collection=make_collection(titles=[film]))

    def queries():
        found = []
        for address in (ROWS, SLIDES, CALENDAR):
            with CaptureQueriesContext(connection) as captured:
                assert editor.get(address).status_code == 200
            found.append(len(captured))
        return found

    fill()
    queries()
    few = queries()
    for _ in range(2):
        fill()
        HomepageRow.objects.filter(kind="latest_episodes").last().delete()  # the calendar asks for each

    assert queries() == few


# Forms


def test_a_new_row_comes_last_and_one_chosen_by_hand_goes_on_to_its_titles(editor):
    make_homepage_row("top_rated", heading="First", position=7)

    response = editor.post(f"{ROWS}add/", form_of(kind="titles", heading="Ours"))

    row = HomepageRow.objects.get(heading="Ours")
    assert headings() == ["First", "Ours"]
    assert response["Location"] == f"{ROWS}{row.pk}/titles/"


def test_fields_of_another_kind_are_forgotten(editor):
    drama, title = make_genre(), pictured("Heat")

    editor.post(f"{ROWS}add/", form_of(kind="top_rated", genre=drama.pk, order="name", title_kind="show"))
    editor.post(f"{ROWS}add/", form_of(kind="my_list", count="many"))
    editor.post(f"{SLIDES}add/", form_of(kind="newest", title=title.pk, headline="Back", title_kind="movie"))

    top, own = HomepageRow.objects.in_order()
    slide = Slide.objects.get()
    assert (top.genre, top.order, top.title_kind, top.count) == (None, "", "show", 6)
    assert own.count == 20
    assert (slide.title, slide.headline, slide.title_kind, slide.count) == (None, "", "movie", 6)


@pytest.mark.parametrize(
    ("address", "fields", "words"),
    [
        (ROWS, {"kind": "genre"}, "Choose whose titles this row shows."),
        (ROWS, {"kind": "titles"}, "A row of titles chosen by hand needs a heading."),
        (ROWS, {"kind": "top_rated", "count": 99}, "less than or equal to 50"),
        (SLIDES, {"kind": "title"}, "Choose the title that this slide shows."),
    ],
)
def test_what_a_kind_needs_is_asked_for(editor, address, fields, words):
    response = editor.post(f"{address}add/", form_of(**fields))

    assert response.status_code == 200
    assert words in response.text


def test_titles_of_a_row_are_chosen_and_ordered_on_a_page_of_their_own(editor):
    first, second, row = make_movie("First"), make_movie("Second"), make_homepage_row("titles", heading="Ours")
    counts = {"rows-TOTAL_FORMS": 2, "rows-INITIAL_FORMS": 0}
    address = f"{ROWS}{row.pk}/titles/"

    editor.post(address, counts | {"rows-0-title": first.pk, "rows-1-title": second.pk})
    places = list(RowTitle.objects.filter(row=row))
    counts["rows-INITIAL_FORMS"] = 2
    kept = {
        f"rows-{n}-{name}": value for n, p in enumerate(places) for name, value in (("id", p.pk), ("title", p.title_id))
    }
    editor.post(address, counts | kept | {"move": f"up {places[1].pk}"})

    assert [place.title.name for place in RowTitle.objects.filter(row=row)] == ["Second", "First"]
    assert f'href="{address}"' in editor.get(f"{ROWS}{row.pk}/change/").text
    other = make_homepage_row("top_rated")
    assert "/titles/" not in editor.get(f"{ROWS}{other.pk}/change/").text


def test_a_form_links_to_the_homepage_as_its_window_opens(editor):
    opens = dt.datetime(2031, 5, 1, 18, 0, tzinfo=dt.UTC)
    slides = [
        make_slide(),
        make_slide(publish_at=opens),
        make_slide(publish_at=opens, state="draft"),
        make_slide(state="archived"),
    ]

    pages = [
        editor.get(f"{SLIDES}{slide.pk}/change/").text.partition('<ul class="object-tools">')[2] for slide in slides
    ]
    links = [re.findall(r'href="(/admin/preview/[^"]+)"', page) for page in pages]

    assert links == [
        ["/admin/preview/now/"],
        ["/admin/preview/20310501T1801Z/"],
        ["/admin/preview/20310501T1801Z~drafts/"],
        [],
    ]


# Roles


@pytest.mark.parametrize(
    ("role", "may", "may_switch"),
    [
        ("Viewer", False, False),
        ("Editor", True, False),
        ("Publisher", True, True),
        ("Designer", True, True),
        ("Administrator", True, True),
    ],
)
def test_who_programmes_the_homepage_and_who_switches_it(client, role, may, may_switch):
    client = log_in(client, role)
    slide, row = make_slide(), make_homepage_row("titles", make_movie(), heading="Ours")
    writes = {
        f"{SLIDES}{slide.pk}/move/": {"move": "up"},
        f"{SLIDES}{slide.pk}/switch/": {"switch": "on"},
        f"{ROWS}{row.pk}/move/": {"move": "up"},
        f"{ROWS}{row.pk}/switch/": {"switch": "on"},
        f"{ROWS}{row.pk}/titles/": {"rows-TOTAL_FORMS": 0, "rows-INITIAL_FORMS": 0},
    }

    lists = [client.get(address) for address in (SLIDES, ROWS, CALENDAR)]
    statuses = {address: client.post(address, data).status_code for address, data in writes.items()}

    assert [page.status_code for page in lists] == [200, 200, 200]
    allowed = {address: may_switch if "switch" in address else may for address in writes}
    assert statuses == {address: 302 if is_allowed else 403 for address, is_allowed in allowed.items()}
    assert ("order-button" in lists[1].text, 'role="switch"' in lists[1].text) == (may, may_switch)
    assert {client.get(address).status_code for address in writes if "titles" not in address} == {405}


def test_somebody_without_rights_sees_no_calendar(client):
    client.force_login(User.objects.create_user("nobody", is_staff=True))

    assert client.get(CALENDAR).status_code == 403
    assert CALENDAR not in client.get("/admin/").text


# The calendar page


def test_the_calendar_is_linked_from_the_lists_and_the_first_page(editor):
    for address in ("/admin/", SLIDES, ROWS):
        assert f'href="{CALENDAR}"' in editor.get(address).text


def test_the_calendar_shows_bars_with_dates_and_links(editor):
    opens, closes = (timezone.make_aware(dt.datetime(2031, 3, day)) for day in (5, 12))
    slide = make_slide(pictured("Heat"), publish_at=opens, unpublish_at=closes)
    make_slide(pictured("Draft"), state="draft")
    make_theme("Night", is_default=True)

    page = editor.get(f"{CALENDAR}?from=2031-03-03")

    assert f'<a class="calendar-slot__name" href="{SLIDES}{slide.pk}/change/">Heat (2001)</a>' in page.text
    assert "5 Mar – 12 Mar, 00:00" in page.text
    assert 'data-kind="on" data-from="3" data-to="10"' in page.text
    assert 'data-kind="draft" data-from="1" data-to="57"' in page.text
    assert 'data-kind="gap" data-from="1" data-to="3"' in page.text
    assert 'data-kind="gap" data-from="10" data-to="57"' in page.text
    assert re.findall(r'href="\?from=([^"]*)"', page.text) == ["2031-01-06", "2031-04-28"]
    assert page.text.count('href="/admin/preview/20310303T') == 3 + 1 + 1  # lanes, day, gap of rows
    assert " style=" not in page.text


def test_a_problem_stands_in_the_list_on_its_bar_and_on_its_days(editor):
    opens, closes, leaves = (timezone.make_aware(dt.datetime(2031, 3, day)) for day in (5, 12, 10))
    make_slide(pictured("Heat", unpublish_at=leaves), publish_at=opens, unpublish_at=closes)
    make_homepage_row("my_list")

    text = editor.get(f"{CALENDAR}?from=2031-03-03").text

    number = re.search(
        r'id="problem-(\d+)" data-level="serious">\s*<span class="calendar-problems__kind">hidden', text
    )[1]
    assert "“Heat (2001)”: no longer visible before “Heat (2001)” ends." in text
    assert f'<a class="calendar-mark" data-level="serious" href="#problem-{number}">hidden</a>' in text
    assert 'data-kind="serious" data-from="8" data-to="10"' in text
    assert text.count('data-worst="serious"') == 56  # there is no row but the viewer's own


@pytest.mark.parametrize("asked", ["", "x", "2031-02-30", "9999-12-31", "0001-01-01"])
def test_a_day_that_is_none_is_today(editor, asked):
    page = editor.get(f"{CALENDAR}?from={asked}")

    assert page.context["calendar"].first_day == timezone.localdate()


def test_the_calendar_is_only_read(editor):
    assert editor.post(CALENDAR).status_code == 405
