"""Made-up payloads in TMDB's form that hold every part the parser reads."""

import copy


def person_in_credits(number, **fields):
    return {
        "id": number,
        "credit_id": f"c{number}",
        "name": f"Person {number}",
        "gender": 2,
        "known_for_department": "Acting",
        "profile_path": f"/face{number}.jpg",
        "popularity": 1.5,
        **fields,
    }


def videos(key="abc"):
    video = {"site": "YouTube", "key": key, "type": "Trailer", "official": True, "name": "Trailer", "iso_639_1": "en"}
    return {"results": [video | {"published_at": "2020-01-02T03:04:05.000Z"}]}


def translations(**data):
    return {"translations": [{"iso_639_1": "de", "iso_3166_1": "DE", "name": "Deutsch", "data": data}]}


def _title(number):
    return {
        "id": number,
        "popularity": 9.9,
        "vote_average": 8.1,
        "vote_count": 1234,
        "original_language": "da",
        "overview": "Ferries come and go.",
        "tagline": "All aboard.",
        "origin_country": ["DK"],
        "production_countries": [{"iso_3166_1": "DK", "name": "Denmark"}],
        "production_companies": [{"id": 3, "name": "Fjordfilm", "origin_country": "DK", "logo_path": None}],
        "genres": [{"id": 18, "name": "Drama"}],
        "poster_path": "/poster.jpg",
        "backdrop_path": "/backdrop.jpg",
        "images": {
            "posters": [{"file_path": "/poster.jpg", "iso_639_1": "en", "vote_count": 3}],
            "backdrops": [{"file_path": "/backdrop.jpg", "iso_639_1": None, "vote_count": 3}],
            "logos": [{"file_path": "/logo.png", "iso_639_1": "en", "vote_count": 3}],
        },
        "videos": videos(),
        "external_ids": {"imdb_id": "tt0123456", "wikidata_id": "Q42", "tvdb_id": 77, "facebook_id": "x"},
    }


MOVIE = _title(7) | {
    "imdb_id": "tt0123456",
    "title": "Ferry",
    "original_title": "Færgen",
    "release_date": "1988-05-06",
    "runtime": 95,
    "belongs_to_collection": {"id": 5, "name": "Ferry Collection", "poster_path": "/c.jpg", "backdrop_path": "/d.jpg"},
    "keywords": {"keywords": [{"id": 90, "name": "harbour"}]},
    "alternative_titles": {"titles": [{"iso_3166_1": "GB", "title": "The Ferry", "type": "working title"}]},
    "translations": translations(title="Die Fähre", overview="Fähren.", tagline="Alle an Bord."),
    "release_dates": {"results": [{"iso_3166_1": "DE", "release_dates": [{"certification": "12", "type": 3}]}]},
    "credits": {
        "cast": [person_in_credits(1, character="Skipper", order=0)],
        "crew": [person_in_credits(2, department="Directing", job="Director")],
    },
}

SEASON = {
    "id": 31,
    "season_number": 1,
    "name": "The first winter",
    "overview": "Ice.",
    "air_date": "1990-01-02",
    "poster_path": "/s1.jpg",
    "videos": videos("def"),
    "translations": translations(name="Der erste Winter", overview="Eis."),
    "external_ids": {"tvdb_id": 78, "wikidata_id": "Q43"},
    "episodes": [
        {
            "id": 310,
            "episode_number": 1,
            "name": "Frost",
            "overview": "It freezes.",
            "air_date": "1990-01-02",
            "runtime": 44,
            "still_path": "/e1.jpg",
            "crew": [person_in_credits(2, department="Directing", job="Director")],
            "guest_stars": [person_in_credits(4, character="Customs officer", order=500)],
        }
    ],
}

SHOW = _title(7) | {
    "name": "Harbour",
    "original_name": "Havnen",
    "first_air_date": "1990-01-02",
    "last_air_date": "1991-03-04",
    "status": "Ended",
    "episode_run_time": [45],
    "created_by": [person_in_credits(3)],
    "seasons": [
        {"id": 30, "season_number": 0, "name": "Specials", "overview": "", "air_date": None, "poster_path": None},
        {"id": 31, "season_number": 1, "name": "Season 1", "air_date": "1990-01-02", "poster_path": "/s1.jpg"},
    ],
    "season/1": SEASON,
    "keywords": {"results": [{"id": 90, "name": "harbour"}]},
    "alternative_titles": {"results": [{"iso_3166_1": "GB", "title": "The Harbour", "type": ""}]},
    "translations": translations(name="Hafen", overview="Fähren.", tagline="Alle an Bord."),
    "content_ratings": {"results": [{"iso_3166_1": "US", "rating": "TV-PG"}]},
    "aggregate_credits": {
        "cast": [person_in_credits(1, order=0, roles=[{"credit_id": "r", "character": "Skipper", "episode_count": 9}])],
        "crew": [
            person_in_credits(
                2, department="Directing", jobs=[{"credit_id": "j", "job": "Director", "episode_count": 4}]
            )
        ],
    },
    "credits": {"cast": [], "crew": []},
}

PERSON = {
    "id": 7,
    "name": "Ida Lund",
    "also_known_as": ["I. Lund", "Ida Lund", " Ida  Holm "],
    "gender": 1,
    "known_for_department": "Directing",
    "birthday": "1931-02",
    "deathday": None,
    "place_of_birth": "Esbjerg, Denmark",
    "biography": "Born.\n\nWorked.",
    "profile_path": "/ida.jpg",
    "imdb_id": "nm0000123",
    "popularity": 3.2,
    "external_ids": {"imdb_id": "nm0000123", "wikidata_id": "Q44", "tvdb_id": None},
    "translations": translations(biography="Geboren.", name="", primary_name="Ida Lund"),
}


def changed(payload, path, value):
    """A copy of the payload with another value at that path of keys and positions."""
    copied = copy.deepcopy(payload)
    place = copied
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return copied


def paths(payload, before=()):
    """The path of every value within the payload."""
    steps = payload.items() if isinstance(payload, dict) else enumerate(payload) if isinstance(payload, list) else ()
    for step, value in steps:
        yield (*before, step)
        yield from paths(value, (*before, step))
