"""Records: what a source says, checked, before it becomes rows. Parsers make them and ingest writes them.

Every record says in `known` which of its fields the source speaks about: an unknown field is left as it is, a known
empty one is emptied. `place` names where it came from ("movie 550", "line 12"), for messages.
"""

from dataclasses import dataclass, field

KINDS = ("movie", "show")
DEPARTMENTS = (
    *("acting", "creator", "directing", "writing", "production", "camera", "editing", "sound"),
    *("art", "costume", "lighting", "visual_effects", "crew"),
)
VIDEO_KINDS = ("trailer", "teaser", "clip", "featurette", "feature", "episode")
VIDEO_HOSTS = ("youtube", "vimeo", "file", "hls")
IMAGE_ROLES = ("poster", "backdrop", "logo", "still", "portrait")
STATES = ("draft", "in_review", "published", "archived")
PRODUCTION_STATUSES = ("planned", "in_production", "returning", "ended", "cancelled")
VERDICTS = ("pin", "block")
GENDERS = ("female", "male", "non_binary")


class BadRecord(ValueError):
    """A record that cannot be stored; the message names the place, the field and what is wrong with it."""

    def __init__(self, place, field_name, problem):
        super().__init__(f"{place}: {field_name}: {problem}")
        self.place, self.field_name, self.problem = place, field_name, problem


@dataclass(frozen=True, slots=True)
class ExternalIdRecord:
    """("tmdb", "movie", "550"), ("imdb", "title", "tt0137523")."""

    provider: str
    kind: str
    value: str

    def __str__(self):
        return f"{self.provider}:{self.kind}:{self.value}"


@dataclass(slots=True)
class TermRecord:
    """A genre, tag or company. Found by slug if it has one, else by its first external id, else by exact name."""

    name: str
    slug: str = ""
    country: str = ""
    external_ids: tuple[ExternalIdRecord, ...] = ()
    place: str = ""
    translations: tuple[dict, ...] = ()  # {"language", "name"}
    known: frozenset[str] = frozenset({"name"})


@dataclass(frozen=True, slots=True)
class ImageRecord:
    """A picture to point to: by `key` if it is ours, else fetched from `path`, which is also its source.

    `alternative_text` is for those who do not see it; `language` is that of lettering on it ("" for none).
    """

    role: str
    path: str = ""
    key: str = ""
    alternative_text: str = ""
    language: str = ""


@dataclass(slots=True)
class Publication:
    """What our own file says beside the facts: column -> value for state, window, version and timestamps (aware
    datetimes or None), and the provenance, None when the file is silent about it."""

    columns: dict
    provenance: dict | None = None

    def groups(self):
        return {name: {name: value} for name, value in self.columns.items()}


@dataclass(slots=True)
class PersonRecord:
    """A person: found by `slug` if given, else by the first of `external_ids`; never by name.

    `born` and `died` are partial dates as text ("1879-09"), "" for unknown.
    """

    place: str
    name: str
    slug: str = ""
    external_ids: tuple[ExternalIdRecord, ...] = ()
    also_known_as: tuple[str, ...] = ()
    gender: str = ""
    known_for_department: str = ""
    born: str = ""
    died: str = ""
    birthplace: str = ""
    biography: str = ""
    portrait: ImageRecord | None = None
    translations: tuple[dict, ...] = ()  # {"language", "name", "biography"}
    publication: Publication | None = None
    known: frozenset[str] = frozenset({"name"})
    notices: list[str] = field(default_factory=list)  # as a title's


@dataclass(slots=True)
class CreditRecord:
    """`person` carries at least a name and an external id or a slug. Credits stand in billing order."""

    person: PersonRecord
    department: str
    job: str
    character: str = ""
    credited_as: str = ""
    episode_count: int | None = None


@dataclass(slots=True)
class VideoRecord:
    kind: str
    host: str
    reference: str
    name: str = ""
    language: str = ""
    is_official: bool = True
    released_at: str = ""  # ISO 8601 with offset, or ""
    captions: tuple[dict, ...] | None = None  # {"language", "label", "reference"}; None where the source is silent


@dataclass(slots=True)
class EpisodeRecord:
    place: str
    number: int
    name: str = ""
    synopsis: str = ""
    aired: str = ""
    runtime: int | None = None
    still: ImageRecord | None = None
    external_ids: tuple[ExternalIdRecord, ...] = ()
    credits: tuple[CreditRecord, ...] = ()
    videos: tuple[VideoRecord, ...] = ()
    translations: tuple[dict, ...] = ()  # {"language", "name", "synopsis"}
    publication: Publication | None = None
    known: frozenset[str] = frozenset()


@dataclass(slots=True)
class SeasonRecord:
    """`episodes` is known only when the source listed them."""

    place: str
    number: int  # 0 = specials
    name: str = ""
    synopsis: str = ""
    aired: str = ""
    poster: ImageRecord | None = None
    external_ids: tuple[ExternalIdRecord, ...] = ()
    videos: tuple[VideoRecord, ...] = ()
    episodes: tuple[EpisodeRecord, ...] = ()
    translations: tuple[dict, ...] = ()  # {"language", "name", "synopsis"}
    publication: Publication | None = None
    known: frozenset[str] = frozenset()


@dataclass(slots=True)
class CollectionRecord:
    name: str
    place: str = ""
    slug: str = ""
    synopsis: str = ""
    position: int | None = None  # the title's place in it, where the source says so
    poster: ImageRecord | None = None
    backdrop: ImageRecord | None = None
    external_ids: tuple[ExternalIdRecord, ...] = ()
    translations: tuple[dict, ...] = ()  # {"language", "name", "synopsis"}
    publication: Publication | None = None
    known: frozenset[str] = frozenset({"name"})


@dataclass(slots=True)
class TitleRecord:
    """A movie or a show with all that the source says of it. Dates are partial dates as text; runtime in minutes.

    `imdb_rating` is text with one decimal ("7.9"). `certifications` are (country, system, code),
    `alternative_names` (name, country, note), `translations` {"language", "name", "tagline", "synopsis"}.
    """

    place: str
    kind: str
    name: str
    slug: str = ""
    external_ids: tuple[ExternalIdRecord, ...] = ()
    original_name: str = ""
    tagline: str = ""
    synopsis: str = ""
    released: str = ""
    last_aired: str = ""
    production_status: str = ""
    runtime: int | None = None
    language: str = ""  # ISO 639-1
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2
    genres: tuple[TermRecord, ...] = ()
    tags: tuple[TermRecord, ...] = ()
    companies: tuple[TermRecord, ...] = ()
    collections: tuple[CollectionRecord, ...] = ()
    certifications: tuple[tuple[str, str, str], ...] = ()
    alternative_names: tuple[tuple[str, str, str], ...] = ()
    translations: tuple[dict, ...] = ()
    imdb_rating: str = ""
    imdb_votes: int | None = None
    metascore: int | None = None
    poster: ImageRecord | None = None
    backdrop: ImageRecord | None = None
    logo: ImageRecord | None = None
    credits: tuple[CreditRecord, ...] = ()
    videos: tuple[VideoRecord, ...] = ()
    seasons: tuple[SeasonRecord, ...] = ()
    publication: Publication | None = None
    known: frozenset[str] = frozenset({"name"})
    notices: list[str] = field(default_factory=list)  # what was odd and what became of it, with the place
