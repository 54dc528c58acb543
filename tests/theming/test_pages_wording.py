import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from tests.factories import make_credit, make_episode, make_movie, make_person, make_season, make_show
from theming.templatetags.wording import duration, grouped, roles, years


@pytest.mark.parametrize(("minutes", "words"), [(1, "1 min"), (59, "59 min"), (60, "1 h"), (94, "1 h 34 min")])
def test_duration(minutes, words):
    assert duration(minutes) == words


def test_grouped_figures():
    assert grouped(108400) == "108,400"
    assert grouped(999) == "999"


@pytest.mark.django_db
def test_years_of_a_movie_and_of_shows():
    assert years(make_movie(released="1922-03-04")) == "1922"
    assert years(make_movie(released="")) == ""
    assert years(make_show(released="2024", production_status="returning")) == "2024 to now"


@pytest.mark.django_db
def test_years_of_a_show_that_ended():
    show = make_show(released="1954", last_aired_on="1957-01-02", production_status="ended")
    show.refresh_from_db()

    assert years(show) == "1954 to 1957"


@pytest.mark.django_db
def test_roles_are_said_once_each_with_the_number_of_episodes():
    person, show = make_person(), make_show()
    season = make_season(show)
    credits = [
        make_credit(show, person, character="Holmes"),
        make_credit(show, person, character="Holmes", episode=make_episode(season, 1)),
        make_credit(show, person, department="directing", job="Director", episode=make_episode(season, 2)),
    ]

    assert roles(credits) == "Holmes, Director, 2 episodes"


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "words"), [(1, "حلقة واحدة"), (2, "حلقتان"), (3, "3 حلقات"), (11, "11 حلقة")])
def test_roles_count_episodes_as_the_language_does(count, words):
    show, person = make_show(), make_person()
    season = make_season(show)
    credits = [make_credit(show, person, episode=make_episode(season, number)) for number in range(count)]

    with translation.override("ar"):
        assert roles(credits).endswith(words)


@pytest.mark.parametrize(
    ("tag", "query", "left"),
    [
        ('{% query_without "genre" value="war" %}', "genre=war&genre=crime&sort=name", "?genre=crime&amp;sort=name"),
        ('{% query_without "genre" "sort" %}', "genre=war&genre=crime&sort=name", ""),
        ('{% query_without "page" %}', "q=a+b%26c&page=2&country=", "?q=a+b%26c"),
    ],
)
def test_query_without_drops_what_is_named_and_what_is_empty(tag, query, left):
    request = RequestFactory().get(f"/library/?{query}")

    assert Template("{% load addresses %}" + tag).render(Context({"request": request})) == left


def test_absolute_address_leaves_the_query_out(settings):
    request = RequestFactory().get("/movies/heat/?utm=1")
    template = Template("{% load addresses %}{% absolute %} {% absolute '/media/x.jpg' %}")

    settings.SITE_URL = ""
    assert (
        template.render(Context({"request": request})) == "http://testserver/movies/heat/ http://testserver/media/x.jpg"
    )
    settings.SITE_URL = "https://films.example"
    assert template.render(Context({"request": request})) == (
        "https://films.example/movies/heat/ https://films.example/media/x.jpg"
    )
    assert template.render(Context({})) == "https://films.example https://films.example/media/x.jpg"


def test_icon_is_a_symbol_that_no_reader_speaks():
    html = Template('{% load icons %}{% icon "star" %}').render(Context())

    assert html == (
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><use href="/static/img/icons.svg#star"></use></svg>'
    )
