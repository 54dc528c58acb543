"""The homepage as editors programme it: what slides and rows show from a viewpoint, and what stands in for them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalog.models import GenreTranslation
from streamcms.publishing.viewpoint import Viewpoint
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
    make_tag,
)
from theming.homepage import heading_of, shown_rows, shown_slides
from theming.models import HomepageRow, HomepageRowTranslation, RowTitle, Slide, SlideTranslation

pytestmark = pytest.mark.django_db
NOW = Viewpoint.public()
DAY = dt.timedelta(days=1)
DRAFTS = Viewpoint(NOW.at, drafts=True)


def later(days):
    return Viewpoint(NOW.at + days * DAY)


def titles_in(row, viewpoint=NOW):
    """Names of the titles of a row, which the homepage shows alone."""
    return next(([t.name for t in shown.titles] for shown in shown_rows(viewpoint) if shown.row.pk == row.pk), [])


def slide_names(viewpoint=NOW):
    return [slide.title.name for slide in shown_slides(viewpoint)]


def pictured(name, year=2001, **fields):
    return make_movie(name, released=f"{year}", backdrop=make_image("backdrop"), **fields)


# Slides


def test_slides_stand_in_their_order_with_their_own_words_and_picture():
    poster = make_image("backdrop")
    make_slide(pictured("Second", synopsis="Of the second."), position=2)
    make_slide(pictured("First"), position=1, headline="Back in 4K", text="Seen anew.", picture=poster)

    first, second = shown_slides(NOW)

    assert (first.headline, first.text, first.picture) == ("Back in 4K", "Seen anew.", poster)
    assert (second.headline, second.text, second.picture) == ("Second", "Of the second.", second.title.backdrop)


def test_slide_is_shown_within_its_window_and_while_its_title_is_visible():
    make_slide(pictured("Always"))
    make_slide(pictured("Next week"), publish_at=NOW.at + 7 * DAY, unpublish_at=NOW.at + 9 * DAY)
    make_slide(pictured("Leaving", unpublish_at=NOW.at + 8 * DAY))
    make_slide(pictured("Off"), state="archived")
    make_slide(pictured("Draft"), state="draft")
    make_slide(pictured("Draft film", state="draft"))

    assert slide_names() == ["Always", "Leaving"]
    assert slide_names(later(7)) == ["Always", "Next week", "Leaving"]
    assert slide_names(later(8)) == ["Always", "Next week"]
    assert slide_names(DRAFTS) == ["Always", "Leaving", "Draft", "Draft film"]


def test_slide_of_the_newest_repeats_no_title_that_has_a_slide_of_its_own():
    for year in (2001, 2002, 2003):
        pictured(f"Film {year}", year)
    make_slide(kind="newest", count=2)
    make_slide(pictured("Film 2004", 2004))

    assert slide_names() == ["Film 2003", "Film 2002", "Film 2004"]


def test_another_slide_of_the_newest_costs_no_query():
    for number in range(6):
        pictured(f"Film {number}", 2000 + number)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            shown_slides(NOW)
        return len(captured)

    make_slide(kind="newest", count=2, title_kind="movie")
    one = queries()
    make_slide(kind="newest", count=3, title_kind="movie")

    assert queries() == one
    assert slide_names() == [f"Film {number}" for number in (5, 4, 3, 2, 1)]


def test_slides_of_the_newest_may_be_of_one_kind():
    pictured("Film")
    make_show("Show", backdrop=make_image("backdrop"))
    make_slide(kind="newest", title_kind="show")

    assert slide_names() == ["Show"]


def test_newest_titles_stand_in_where_no_slide_can_be_shown():
    pictured("Film")
    make_slide(pictured("Gone", state="archived"))

    assert slide_names() == ["Film"]


def test_slide_says_its_words_in_the_pages_language():
    slide = make_slide(pictured("Film"), headline="Back", text="Again.")
    SlideTranslation.objects.create(slide=slide, language="ar", headline="عاد")

    with translation.override("ar"):
        (shown,) = shown_slides(NOW)

    assert (shown.headline, shown.text) == ("عاد", "Again.")


@pytest.mark.parametrize(
    ("fields", "place"),
    [({"kind": "title"}, "title"), ({"kind": "newest", "title": True}, "title"), ({"title": True}, "picture")],
)
def test_slide_that_could_show_nothing_is_refused_where_it_is_wrong(fields, place):
    fields = fields | ({"title": make_movie("Plain")} if "title" in fields else {})

    with pytest.raises(ValidationError) as error:
        Slide(state="published", **fields).full_clean()

    assert place in error.value.message_dict


def test_database_refuses_a_slide_of_no_title():
    with pytest.raises(IntegrityError), transaction.atomic():
        Slide.objects.create(kind="title")


# Rows


def test_usual_rows_stand_in_where_none_is_programmed():
    make_movie("Film")
    make_episode(make_season(make_show("Show")))
    make_movie("Coming", released="2999")

    assert [(shown.row.kind, shown.heading) for shown in shown_rows(NOW)] == [
        ("latest_movies", "Latest movies"),
        ("my_list", "My list"),
        ("latest_episodes", "Latest TV episodes"),
        ("latest_shows", "Latest shows"),
        ("coming_soon", "Coming"),
    ]


def test_usual_rows_stand_in_where_nothing_programmed_has_anything_to_show():
    make_movie("Film")
    make_homepage_row("genre", genre=make_genre("Western"))
    make_homepage_row("my_list")

    assert [shown.row.kind for shown in shown_rows(NOW)] == ["latest_movies", "my_list"]


def test_row_with_nothing_to_show_is_left_out():
    make_movie("Film")
    make_homepage_row("latest_movies")
    make_homepage_row("latest_shows")

    assert [shown.row.kind for shown in shown_rows(NOW)] == ["latest_movies"]


def test_rows_stand_in_their_order_within_their_windows():
    make_movie("Film")
    first = make_homepage_row("latest_movies", position=2, heading="Two")
    make_homepage_row("latest_movies", position=1, heading="One", unpublish_at=NOW.at + DAY)
    make_homepage_row("latest_movies", position=3, heading="Off", state="archived")
    make_homepage_row("latest_movies", position=4, heading="Soon", publish_at=NOW.at + DAY)

    assert [shown.heading for shown in shown_rows(NOW)] == ["One", "Two"]
    assert [shown.heading for shown in shown_rows(later(1))] == ["Two", "Soon"]
    assert shown_rows(later(1))[0].row == first


def test_latest_rows_leave_out_what_slides_show_and_still_have_their_number():
    for year in range(2000, 2006):
        pictured(f"Film {year}", year)
    row = make_homepage_row("latest_movies", count=3)
    make_slide(kind="newest", count=2)

    (shown,) = shown_rows(NOW, shown_slides(NOW))

    assert shown.row == row
    assert [title.name for title in shown.titles] == ["Film 2003", "Film 2002", "Film 2001"]


def test_row_of_a_genre_or_tag_has_its_released_titles_in_the_order_that_is_asked():
    western, heist = make_genre("Western"), make_tag("Heist")
    make_movie("Beta", genres=[western], released="2001", imdb_rating="9.0", imdb_votes=100).tags.add(heist)
    make_movie("Alpha", genres=[western], released="2002", imdb_rating="5.0", imdb_votes=900).tags.add(heist)
    make_movie("Other", released="2003")
    make_movie("To come", genres=[western], released="2999")
    make_movie("Hidden", genres=[western], state="draft")

    assert titles_in(make_homepage_row("genre", genre=western)) == ["Alpha", "Beta"]
    assert titles_in(make_homepage_row("genre", genre=western, order="rating")) == ["Beta", "Alpha"]
    assert titles_in(make_homepage_row("tag", tag=heist, order="votes")) == ["Alpha", "Beta"]
    assert titles_in(make_homepage_row("tag", tag=heist, order="name", count=1)) == ["Alpha"]


def test_row_of_a_collection_keeps_its_order_and_is_empty_while_it_is_hidden():
    films = [make_movie(name) for name in ("Zulu", "Alpha", "Mike")]
    films.append(make_movie("Hidden", state="draft"))
    row = make_homepage_row("collection", collection=make_collection("Set", films))
    hidden = make_homepage_row("collection", collection=make_collection("Later", films, state="draft"))

    assert titles_in(row) == ["Zulu", "Alpha", "Mike"]
    assert titles_in(hidden) == []


def test_row_of_a_person_has_each_of_their_titles_once():
    person, hidden = make_person("Ryan"), make_person("Secret", state="draft")
    film = make_movie("Film")
    for job in ("Director", "Producer"):
        make_credit(film, person, department="directing", job=job)
    make_credit(film, hidden)
    row = make_homepage_row("person", person=person)

    assert titles_in(row) == ["Film"]
    assert heading_of(row) == "With Ryan"
    assert titles_in(make_homepage_row("person", person=hidden)) == []


def test_top_rated_leaves_out_what_few_have_rated():
    make_movie("Good", imdb_rating="8.0", imdb_votes=1000)
    make_movie("Better", imdb_rating="8.5", imdb_votes=1000)
    make_movie("By five friends", imdb_rating="9.9", imdb_votes=5)
    make_show("Series", imdb_rating="9.0", imdb_votes=1000)
    make_movie("Unrated")

    assert titles_in(make_homepage_row("top_rated")) == ["Series", "Better", "Good"]
    assert titles_in(make_homepage_row("top_rated", title_kind="movie")) == ["Better", "Good"]


def test_leaving_soon_has_what_closes_within_thirty_days_the_first_to_go_first(client):
    make_movie("Stays")
    make_movie("Goes late", unpublish_at=NOW.at + 20 * DAY)
    make_movie("Goes first", unpublish_at=NOW.at + 2 * DAY)
    make_movie("Next year", unpublish_at=NOW.at + 300 * DAY)
    row = make_homepage_row("leaving_soon")

    assert titles_in(row) == ["Goes first", "Goes late"]
    assert titles_in(row, later(3)) == ["Goes late"]


def test_card_of_what_leaves_says_until_which_day(client, settings):
    settings.TIME_ZONE = "UTC"
    tomorrow = (NOW.at + DAY).replace(hour=0, minute=0, second=0, microsecond=0)
    make_movie("Goes", unpublish_at=tomorrow + DAY)
    make_homepage_row("leaving_soon")

    html = client.get("/").content.decode()

    assert f"<span>until {tomorrow.day} {tomorrow:%B}</span>" in html


def test_coming_soon_has_the_nearest_first():
    make_movie("Far", released="2999")
    make_movie("Near", released="2998")
    make_movie("Out", released="2001")

    assert titles_in(make_homepage_row("coming_soon")) == ["Near", "Far"]


def test_row_by_hand_keeps_the_order_that_it_was_given():
    row = make_homepage_row("titles", *[make_movie(name) for name in ("Zulu", "Alpha", "Mike")], heading="Ours")
    RowTitle.objects.filter(row=row, title__name="Mike").update(position=0)

    assert titles_in(row) == ["Mike", "Zulu", "Alpha"]


def test_latest_episodes_are_a_row_of_episodes():
    make_episode(make_season(make_show("Show")), name="Pilot")
    make_homepage_row("latest_episodes")

    (shown,) = shown_rows(NOW)

    assert [episode.name for episode in shown.episodes] == ["Pilot"]
    assert shown.titles == []


def test_headings_are_the_editors_else_the_sources_in_the_pages_language():
    genre = make_genre("Drama")
    GenreTranslation.objects.create(genre=genre, language="ar", name="دراما خاصة")
    make_movie("Film", genres=[genre])
    make_homepage_row("genre", genre=genre)
    named = make_homepage_row("genre", genre=genre, heading="Big feelings")
    HomepageRowTranslation.objects.create(row=named, language="ar", heading="مشاعر")

    with translation.override("ar"):
        headings = [shown.heading for shown in shown_rows(NOW)]

    assert [shown.heading for shown in shown_rows(NOW)] == ["Drama", "Big feelings"]
    assert headings == ["دراما خاصة", "مشاعر"]


@pytest.mark.parametrize("kind", ["genre", "tag", "collection", "person"])
def test_row_without_its_source_is_refused_by_form_and_database(kind):
    with pytest.raises(ValidationError) as error:
        HomepageRow(kind=kind).full_clean()

    assert error.value.message_dict[kind] == ["Choose whose titles this row shows."]
    with pytest.raises(IntegrityError), transaction.atomic():
        HomepageRow.objects.create(kind=kind)


def test_row_by_hand_needs_a_heading():
    with pytest.raises(ValidationError) as error:
        HomepageRow(kind="titles").full_clean()

    assert error.value.message_dict["heading"] == ["A row of titles chosen by hand needs a heading."]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_another_row_costs_one_query_and_its_titles_none(client, language):
    def queries():
        with CaptureQueriesContext(connection) as captured, translation.override(language):
            shown_rows(NOW, shown_slides(NOW))
        return len(captured)

    genre = make_genre("Drama")
    films = [pictured(f"Film {n}", genres=[genre]) for n in range(3)]
    make_slide(films[0])
    make_homepage_row("genre", genre=genre)
    make_homepage_row("titles", *films, heading="Ours")
    few = queries()
    for n in range(3, 9):
        make_slide(pictured(f"Film {n}", genres=[genre]))
    assert queries() == few

    make_homepage_row("genre", genre=genre)

    assert queries() == few + 1


def test_page_shows_sizes_headings_and_where_rows_go_on(client):
    western = make_genre("Western")
    make_movie("Film", genres=[western])
    make_homepage_row("genre", genre=western, card_size="large", heading="Dust & spurs")
    make_homepage_row("my_list", count=7)

    html = client.get("/").content.decode()

    assert '<title-row class="title-row" data-size="large">' in html
    assert "<h2><bdi>Dust &amp; spurs</bdi></h2>" in html
    assert 'href="/genres/western/"' in html
    assert 'data-most="7"' in html
