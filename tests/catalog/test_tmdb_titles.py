"""Movies of TMDB as records, from payloads made up here."""

import pytest

from catalog.sources import tmdb
from catalog.sources.records import BadRecord, CollectionRecord, ExternalIdRecord, ImageRecord, TermRecord, VideoRecord
from catalog.sources.tmdb import codes, limits


def tmdb_id(kind, number):
    return (ExternalIdRecord("tmdb", kind, str(number)),)


def movie(**fields):
    return tmdb.movie({"id": 7, "title": "The Lantern"} | fields)


def test_a_whole_movie():
    record = tmdb.movie(
        {
            "id": 7,
            "title": " The Lantern ",
            "original_title": "La lanterne",
            "tagline": "It sees.",
            "overview": "A lamp.\r\nA night.",
            "release_date": "1931-03-04",
            "runtime": 88,
            "original_language": "fr",
            "adult": False,
            "video": False,
            "vote_average": 7.9,
            "vote_count": 12,
            "popularity": 3.5,
            "imdb_id": "tt0021234",
            "external_ids": {"imdb_id": "tt0021234", "wikidata_id": "Q42", "tvdb_id": 9},
            "genres": [{"id": 18, "name": "Drama"}],
            "production_companies": [{"id": 3, "name": "Studio Sud", "origin_country": "FR"}],
            "production_countries": [{"iso_3166_1": "FR", "name": "France"}, {"iso_3166_1": "BE"}],
            "keywords": {"keywords": [{"id": 90, "name": "lighthouse"}]},
            "belongs_to_collection": {"id": 5, "name": "Lantern Collection", "poster_path": "/c.jpg"},
            "poster_path": "/p.jpg",
            "backdrop_path": None,
            "images": {"posters": [{"file_path": "/p.jpg", "iso_639_1": "en"}], "backdrops": [], "logos": []},
        }
    )

    assert record.place == "movie 7"
    assert (record.kind, record.name, record.original_name) == ("movie", "The Lantern", "La lanterne")
    assert (record.tagline, record.synopsis) == ("It sees.", "A lamp.\nA night.")
    assert (record.released, record.runtime, record.language) == ("1931-03-04", 88, "fr")
    assert record.external_ids == (
        ExternalIdRecord("tmdb", "movie", "7"),
        ExternalIdRecord("imdb", "title", "tt0021234"),
        ExternalIdRecord("wikidata", "item", "Q42"),
    )
    assert record.genres == (TermRecord("Drama", external_ids=tmdb_id("genre", 18)),)
    assert record.companies == (TermRecord("Studio Sud", country="FR", external_ids=tmdb_id("company", 3)),)
    assert record.countries == ("FR", "BE")
    assert record.tags == (TermRecord("lighthouse", external_ids=tmdb_id("keyword", 90)),)
    assert record.collections == (
        CollectionRecord(
            "Lantern Collection", poster=ImageRecord("poster", "/c.jpg"), external_ids=tmdb_id("collection", 5)
        ),
    )
    assert (record.poster, record.backdrop, record.logo) == (ImageRecord("poster", "/p.jpg", language="en"), None, None)
    assert (record.imdb_rating, record.imdb_votes, record.metascore) == ("", None, None)
    assert record.notices == []


def test_only_what_the_payload_speaks_about_is_known():
    assert tmdb.movie({"id": 7, "title": "The Lantern"}).known == {"name", "external_ids"}
    assert movie(runtime=0, release_date="", belongs_to_collection=None, genres=[]).known == {
        "name",
        "external_ids",
        "runtime",
        "released",
        "collections",
        "genres",
    }
    assert movie(genres=None, keywords=None, credits=None, videos={}).known == {"name", "external_ids"}


@pytest.mark.parametrize(
    ("field", "given", "attribute", "expected", "notices"),
    [
        ("runtime", 0, "runtime", None, []),
        ("runtime", None, "runtime", None, []),
        ("runtime", "88", "runtime", 88, []),
        ("runtime", -3, "runtime", None, ['movie 7: runtime: "-3" is not between 1 and 32767; left out']),
        ("release_date", "", "released", "", []),
        ("release_date", "1931", "released", "1931", []),
        ("release_date", "0031-01-01", "released", "", ['movie 7: release_date: "0031-01-01" is not a date; left out']),
        ("original_title", "The Lantern", "original_name", "", []),
        ("original_language", "cn", "language", "yue", []),
        ("original_language", "xx", "language", "zxx", []),
        ("original_language", "EN", "language", "en", []),
        ("original_language", "english", "language", "", []),
        ("tagline", None, "tagline", "", []),
        ("imdb_id", "", "external_ids", tmdb_id("movie", 7), []),
        (
            "imdb_id",
            "nm0000001",
            "external_ids",
            tmdb_id("movie", 7),
            ['movie 7: imdb_id: "nm0000001" is not an IMDb title; left out'],
        ),
        ("genres", "Drama", "genres", (), ['movie 7: genres: "Drama" is not a list; left out']),
        (
            "genres",
            [{"id": 1, "name": "Noir"}, {"id": 1, "name": "Noir"}, {"id": 2, "name": " "}, {"name": "Lost"}, "Odd"],
            "genres",
            (TermRecord("Noir", external_ids=tmdb_id("genre", 1)),),
            [
                'movie 7: genres[4]: "Odd" is not an object; left out',
                'movie 7: genres[2].name: a genre ("2") has none; left out',
                'movie 7: genres[3].id: a genre ("Lost") has none; left out',
            ],
        ),
        (
            "production_companies",
            [{"id": "3", "name": "Studio", "origin_country": "France"}],
            "companies",
            (TermRecord("Studio", external_ids=tmdb_id("company", 3)),),
            ['movie 7: production_companies[0].origin_country: "France" is not a country; left out'],
        ),
        ("origin_country", ["US", 3, "us", "US"], "countries", ("US",), []),
        ("belongs_to_collection", None, "collections", (), []),
        (
            "belongs_to_collection",
            [],
            "collections",
            (),
            ['movie 7: belongs_to_collection: "[]" is not an object; left out'],
        ),
        (
            "belongs_to_collection",
            {"id": None, "name": "Lost"},
            "collections",
            (),
            ["movie 7: belongs_to_collection.id: the collection has none; left out"],
        ),
        (
            "poster_path",
            "/../../etc/passwd",
            "poster",
            None,
            ['movie 7: poster_path: "/../../etc/passwd" is not the path of a picture; left out'],
        ),
        (
            "poster_path",
            "/a.svg",
            "poster",
            None,
            ['movie 7: poster_path: "/a.svg" is not the path of a picture; left out'],
        ),
    ],
)
def test_odd_values(field, given, attribute, expected, notices):
    record = movie(**{field: given})

    assert getattr(record, attribute) == expected
    assert record.notices == notices


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        (None, 'movie (no id): payload: "None" is not an object'),
        ([], 'movie (no id): payload: "[]" is not an object'),
        ({"success": False}, 'movie (no id): id: "None" is not a TMDB id'),
        ({"id": -1, "title": "X"}, 'movie (no id): id: "-1" is not a TMDB id'),
        ({"id": True, "title": "X"}, 'movie (no id): id: "True" is not a TMDB id'),
        ({"id": 550, "title": " "}, "movie 550: title: it has none"),
        ({"id": 550, "title": {"en": "X"}}, "movie 550: title: it has none"),
    ],
)
def test_a_movie_that_cannot_be_stored_is_refused_by_place_and_field(payload, message):
    with pytest.raises(BadRecord) as raised:
        tmdb.movie(payload)

    assert str(raised.value) == message


def test_a_movie_without_a_title_is_named_after_its_original():
    record = tmdb.movie({"id": 7, "title": None, "original_title": "La lanterne"})

    assert (record.name, record.original_name) == ("La lanterne", "")
    assert record.notices == ['movie 7: title: it has none; named "La lanterne" after the original']


def test_certifications_are_those_of_the_cinema_release():
    releases = [
        {"iso_3166_1": "US", "release_dates": [release("", 1), release("NR", 3), release("PG-13", 4), release("R", 3)]},
        {"iso_3166_1": "DE", "release_dates": [release("18", 5), release("16", "3")]},
        {"iso_3166_1": "GB", "release_dates": [release("", 3)]},
        {"iso_3166_1": "FR", "release_dates": None},
        {"iso_3166_1": "XX1", "release_dates": [release("12", 3)]},
        {"iso_3166_1": "LT", "release_dates": [release("a" * 41, 3), release("N-13", None)]},
    ]

    record = movie(release_dates={"results": releases})

    assert record.certifications == (("DE", "FSK", "16"), ("LT", "", "N-13"), ("US", "MPA", "R"))
    assert record.notices == [
        'movie 7: release_dates.results[4].iso_3166_1: "XX1" is not a country; left out',
        "movie 7: release_dates.results[5].release_dates[0].certification: "
        f'"{"a" * 41}" is too long for a certification; left out',
    ]


def release(certification, kind):
    return {"certification": certification, "type": kind, "release_date": "2001-01-01T00:00:00.000Z"}


def test_not_rated_stands_for_want_of_better():
    releases = [{"iso_3166_1": "US", "release_dates": [release("NR", 3)]}]

    assert movie(release_dates={"results": releases}).certifications == (("US", "MPA", "NR"),)


def test_names_of_systems_fit_their_column():
    names = {name for pair in codes._SYSTEMS.values() for name in pair}

    assert max(map(len, names)) <= limits.CERTIFICATION_SYSTEM


def test_videos_that_can_be_embedded_official_ones_first():
    videos = [
        {"site": "YouTube", "key": "fan-cut_1", "type": "Trailer", "official": False, "name": "Fan", "iso_639_1": "fr"},
        {
            "site": "YouTube",
            "key": "abc",
            "type": "Teaser",
            "official": True,
            "name": " Watch  it ",
            "iso_639_1": "xx",
            "published_at": "2013-03-25T16:28:54.000Z",
        },
        {"site": "YouTube", "key": "abc", "type": "Trailer"},
        {"site": "Vimeo", "key": "12345", "type": "Behind the Scenes", "published_at": "2013-03-25 16:28:54 UTC"},
        {"site": "YouTube", "key": '"><script>', "type": "Clip"},
        {"site": "Elsewhere", "key": "abc", "type": "Clip"},
        {"site": "YouTube", "key": "odd", "type": ["?"], "published_at": "yesterday"},
    ]

    record = movie(videos={"results": videos})

    assert record.videos == (
        VideoRecord("teaser", "youtube", "abc", "Watch it", "", True, "2013-03-25T16:28:54+00:00"),
        VideoRecord("featurette", "vimeo", "12345", released_at="2013-03-25T16:28:54+00:00"),
        VideoRecord("clip", "youtube", "odd"),
        VideoRecord("trailer", "youtube", "fan-cut_1", "Fan", "fr", False),
    )
    assert [notice.split(": ", 1)[1] for notice in record.notices] == [
        'videos.results[4].key: ""><script>" is not one that can be shown; left out',
        'videos.results[5].site: "Elsewhere" is not one that can be shown; left out',
        """videos.results[6].type: "['?']" is not a text; left out""",
        'videos.results[6].published_at: "yesterday" is not a moment; left out',
    ]


@pytest.mark.parametrize(
    ("logos", "expected"),
    [
        ([("/fr.png", "fr"), ("/bare.png", None), ("/en.png", "en")], ImageRecord("logo", "/en.png", language="en")),
        ([("/fr.png", "fr"), ("/bare.png", None)], ImageRecord("logo", "/bare.png")),
        ([("/en.svg", "en"), ("/x.png", "xx")], ImageRecord("logo", "/x.png")),
        ([("/fr.png", "fr")], None),
        ([], None),
    ],
)
def test_the_logo_is_in_english_else_without_words(logos, expected):
    listed = [{"file_path": path, "iso_639_1": language} for path, language in logos]

    record = movie(images={"logos": listed})

    assert record.logo == expected
    assert record.known == {"name", "external_ids", "logo"}


def test_a_missing_poster_is_taken_from_the_pictures():
    record = movie(poster_path=None, images={"posters": [{"file_path": "/one.jpg", "iso_639_1": None}]})

    assert record.poster == ImageRecord("poster", "/one.jpg")


def test_translations_by_language_and_where_it_is_not_home_by_country():
    translations = [
        translation("es", "MX", title="La linterna", overview="Una lámpara."),
        translation("es", "ES", title="El farol"),
        translation("de", "DE", title="", overview="Eine Lampe.\r\nEine Nacht."),
        translation("en", "US", title="The Lantern"),
        translation("it", "IT", title=" ", overview=None, tagline=""),
        translation("12", "IT", title="Numeri"),
        {"iso_639_1": "pl", "iso_3166_1": "PL", "data": "Latarnia"},
    ]

    record = movie(translations={"translations": translations})

    assert record.translations == (
        {"language": "de", "name": "", "tagline": "", "synopsis": "Eine Lampe.\nEine Nacht."},
        {"language": "es", "name": "El farol", "tagline": "", "synopsis": ""},
        {"language": "es-MX", "name": "La linterna", "tagline": "", "synopsis": "Una lámpara."},
    )


def translation(language, country, **data):
    return {"iso_639_1": language, "iso_3166_1": country, "data": data}


def test_alternative_names_once_a_country_and_not_the_name_again():
    listed = [
        {"iso_3166_1": "US", "title": "The Lantern", "type": ""},
        {"iso_3166_1": "GB", "title": "Lamp", "type": "working title"},
        {"iso_3166_1": "GB", "title": " Lamp ", "type": ""},
        {"iso_3166_1": "", "title": "Lamp", "type": None},
        {"iso_3166_1": "RU", "title": "", "type": ""},
    ]

    record = movie(alternative_titles={"titles": listed})

    assert record.alternative_names == (("Lamp", "GB", "working title"), ("Lamp", "", ""))
