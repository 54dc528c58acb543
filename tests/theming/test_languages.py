"""The other languages: chosen by the path alone, in public and in previews."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalog.models import Country, EpisodeTranslation, GenreTranslation, SeasonTranslation, TitleTranslation
from people.models import PersonTranslation
from streamcms.publishing import languages
from streamcms.publishing.partial_dates import PartialDate
from tests.factories import (
    make_credit,
    make_episode,
    make_genre,
    make_language,
    make_movie,
    make_page,
    make_person,
    make_season,
    make_show,
)
from theming.models import Page
from theming.templatetags.wording import duration, years

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/library/",
    "/movies/",
    "/genres/war/",
    "/movies/heat/",
    "/shows/signal/",
    "/people/star/",
    "/about/",
]


@pytest.fixture
def catalogue():
    war = make_genre("War")
    heat = make_movie(
        "Heat", slug="heat", tagline="Hot.", genres=[war], original_language=make_language("de", "German")
    )
    heat.countries.add(Country.objects.create(code="DE", name="Germany"))
    signal = make_show("Signal", slug="signal", genres=[war])
    season = make_season(signal, 1)
    make_episode(season, 1, "Pilot")
    star = make_person("Star", slug="star")
    for title in (heat, signal):
        make_credit(title, star, character="Herself")
        make_credit(title, star, department="directing", job="Director")
    make_page("About", slug="about")


def html_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_in_arabic_is_arabic_and_the_same_for_everyone(client, catalogue, address):
    german = client.get("/ar" + address, headers={"accept-language": "de"})
    cookie = client.get("/ar" + address, headers={"cookie": "django_language=en"})
    html = german.content.decode()

    assert german.content == cookie.content
    assert '<html lang="ar" dir="rtl">' in html
    assert "تخطَّ إلى المحتوى" in html
    assert not german.cookies
    assert not {"cookie", "accept-language"} & set(german.get("Vary", "").lower().split(", "))
    assert html.count("<h1") == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_without_prefix_is_english_whatever_the_browser_prefers(client, catalogue, address):
    response = client.get(address, headers={"accept-language": "ar", "cookie": "django_language=ar"})

    assert '<html lang="en" dir="ltr">' in response.content.decode()
    assert not {"cookie", "accept-language"} & set(response.get("Vary", "").lower().split(", "))


@pytest.mark.parametrize("address", ADDRESSES)
def test_links_stay_in_the_language(client, catalogue, address):
    html = html_of(client, "/ar" + address)
    body = html[html.index("<body>") :]
    links = set(re.findall(r'(?:href|action)="(/[^"#?]*)', body))

    outside = {link for link in links if not link.startswith(("/ar/", "/static/", "/media/"))}
    assert outside == {address}  # the switch to English


def test_pages_name_each_other_as_alternates(client, catalogue):
    for address in ("/movies/heat/", "/ar/movies/heat/"):
        html = html_of(client, address)
        assert '<link rel="alternate" hreflang="en" href="http://testserver/movies/heat/">' in html
        assert '<link rel="alternate" hreflang="ar" href="http://testserver/ar/movies/heat/">' in html
        assert f'<link rel="canonical" href="http://testserver{address}">' in html


def test_switch_keeps_the_query_and_marks_the_current_language(client, catalogue):
    html = html_of(client, "/ar/library/?genre=war")

    assert '<a href="/library/?genre=war" lang="en" hreflang="en">English</a>' in html
    assert '<a href="/ar/library/?genre=war" lang="ar" hreflang="ar" aria-current="true">العربية</a>' in html


def test_preview_keeps_its_prefix_before_the_language(admin_client, catalogue):
    make_movie("Secret", slug="secret", state="draft")

    html = html_of(admin_client, "/admin/preview/now~drafts/ar/movies/secret/")

    assert '<html lang="ar" dir="rtl">' in html
    assert 'href="/admin/preview/now~drafts/ar/library/"' in html
    assert '<a href="/admin/preview/now~drafts/movies/secret/" lang="en"' in html
    assert '<a href="/ar/movies/secret/">Leave the preview</a>' in html  # the office speaks one language


def test_missing_page_says_so_in_arabic(client, catalogue):
    html = html_of(client, "/ar/movies/nothing-here/", 404)

    assert '<html lang="ar" dir="rtl">' in html
    assert "هذه البكرة مفقودة" in html


@pytest.mark.parametrize("address", ["/fr/", "/en/", "/en/movies/", "/ar-eg/movies/", "/AR/", "/ar/ar/", "/ar/admin/"])
def test_other_prefixes_lead_nowhere(client, catalogue, address):
    assert '<html lang="' + ("ar" if address.startswith("/ar/") else "en") in html_of(client, address, 404)


def test_language_without_a_slash_is_led_to_its_homepage(client):
    response = client.get("/ar")

    assert (response.status_code, response["Location"]) == (301, "/ar/")


def test_files_and_probes_have_no_language(client):
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/ar/healthz/").status_code == 404


def test_redirect_to_the_right_kind_stays_in_the_language(client, catalogue):
    assert client.get("/ar/shows/heat/")["Location"] == "/ar/movies/heat/"


def test_admin_stays_english(admin_client):
    assert 'lang="en' in html_of(admin_client, "/admin/")


def test_nothing_of_one_request_is_left_for_the_next(client, catalogue):
    html_of(client, "/ar/")

    assert translation.get_language() == "en"


@pytest.mark.parametrize("slug", ["ar", "en", "library", "movies", "people", "admin", "healthz"])
def test_page_may_not_take_the_address_of_a_language_or_of_the_site(slug):
    with pytest.raises(ValidationError, match="address that the site itself uses"):
        Page(name="Mine", slug=slug).clean()


def test_genres_jobs_languages_and_countries_have_arabic_names(client, catalogue):
    html = html_of(client, "/ar/movies/heat/")

    assert ">حرب<" in html
    assert ">إخراج<" in html
    assert ">الألمانية<" in html
    assert ">ألمانيا<" in html


def test_dates_years_and_lengths_are_spelled_in_arabic():
    with translation.override("ar"):
        assert str(PartialDate.parse("1922-03-04")) == "4 مارس 1922"
        assert str(PartialDate.parse("1922-03")) == "مارس 1922"
        assert str(PartialDate.parse("1922")) == "1922"
        assert duration(94) == "1 س 34 د"
        assert years(make_show(released="2024", production_status="returning")) == "2024 – الآن"
        assert make_episode(make_season(number=2), 3).code == "م2 ح3"


def test_numbers_have_western_digits_and_separators(client, catalogue):
    make_movie("Known", slug="known", imdb_rating="7.5", imdb_votes=1234567)

    html = html_of(client, "/ar/movies/known/")

    assert "1,234,567 صوت" in html
    assert "</span>7.5</span>" in html


@pytest.fixture
def translations(catalogue):
    texts = {"language": "ar", "synopsis": "ما يحدث."}
    heat, signal = make_movie("Alpha", slug="alpha"), make_show("Beta", slug="beta")
    season = make_season(signal, 1)
    episode = make_episode(season, 1, "Start")
    person, genre = make_person("Somebody", slug="somebody"), make_genre("Heist")
    make_credit(heat, person)
    heat.genres.add(genre)
    TitleTranslation.objects.create(title=heat, name="ألفا", tagline="حار.", **texts)
    TitleTranslation.objects.create(title=heat, name="Alpha auf Deutsch", language="de")
    TitleTranslation.objects.create(title=signal, synopsis="بلا اسم.", language="ar")
    SeasonTranslation.objects.create(season=season, name="البداية", language="ar")
    EpisodeTranslation.objects.create(episode=episode, name="الأولى", **texts)
    PersonTranslation.objects.create(person=person, name="فلان", biography="حياته.", language="ar")
    GenreTranslation.objects.create(genre=genre, name="سطو", language="ar")


def test_texts_of_a_title_are_shown_in_the_language_that_they_were_translated_to(client, translations):
    arabic, english = html_of(client, "/ar/movies/alpha/"), html_of(client, "/movies/alpha/")

    assert "<title>ألفا (2001) ·" in arabic
    assert re.search(r'<h1 lang="ar"[^>]*><bdi>ألفا</bdi></h1>', arabic)
    for words in ("حار.", "ما يحدث.", "فلان", "سطو"):
        assert words in arabic
        assert words not in english
    assert "auf Deutsch" not in arabic
    assert "What happens in Alpha." not in arabic


def test_what_is_not_translated_keeps_its_own_words(client, translations):
    html = html_of(client, "/ar/shows/beta/")

    assert re.search(r'<h1 lang="en"[^>]*><bdi>Beta</bdi></h1>', html)
    assert "بلا اسم." in html
    assert "البداية" in html
    assert "الأولى" in html


@pytest.mark.parametrize(
    ("address", "words"),
    [("/", "ألفا"), ("/library/", "ألفا"), ("/people/somebody/", "حياته."), ("/library/", ">سطو<")],
)
def test_translations_reach_every_kind_of_page(client, translations, address, words):
    assert words in html_of(client, "/ar" + address)
    assert words not in html_of(client, address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_arabic_page_takes_as_many_queries_for_sixteen_titles_as_for_eight(client, catalogue, address):
    def enlarge(numbers):
        for number in numbers:
            movie = make_movie(genres=[make_genre(), *make_movie().genres.model.objects.filter(slug="war")])
            TitleTranslation.objects.create(title=movie, language="ar", name=f"فيلم {number}")
            star = type(make_person()).objects.get(slug="star")
            make_credit(movie, star)
            for slug in ("heat", "signal"):
                title = type(movie).objects.get(slug=slug)
                person = make_person()
                PersonTranslation.objects.create(person=person, language="ar", name=f"شخص {number}")
                make_credit(title, person)
            make_episode(make_season(title, number + 2), 1)

    def count():
        with CaptureQueriesContext(connection) as captured:
            html_of(client, "/ar" + address)
        return len(captured)

    enlarge(range(8))
    few = count()
    enlarge(range(8, 16))

    assert count() == few


def test_default_language_asks_for_no_translation(client, translations):
    with CaptureQueriesContext(connection) as captured:
        html_of(client, "/movies/alpha/")

    assert [query["sql"] for query in captured if "translation" in query["sql"]] == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/ar/movies/", ("ar", "/movies/")),
        ("/ar/", ("ar", "/")),
        ("/ar", ("ar", "/")),
        ("/arts/", ("en", "/arts/")),
        ("/en/", ("en", "/en/")),
        ("/", ("en", "/")),
    ],
)
def test_language_is_the_first_segment_of_the_path(path, expected):
    assert languages.split(path) == expected
