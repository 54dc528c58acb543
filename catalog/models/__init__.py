"""The catalogue: titles, what they belong to, their parts, who made them, what can be watched."""

from catalog.models.credits import Credit, Department
from catalog.models.health import Health, HealthChange, HealthOwner, HealthRule, VideoCheck
from catalog.models.identity import (
    AliasId,
    CreditCorrection,
    DisputedId,
    IdentityChange,
    PeopleAreTwo,
    PersonSuspicion,
    TitlesAreTwo,
    TitleSuspicion,
)
from catalog.models.library import LibraryChange
from catalog.models.search import SearchChange, SearchEntry, SearchSpelling, SearchToken
from catalog.models.seasons import Episode, EpisodeTranslation, Season, SeasonTranslation
from catalog.models.similar import SimilarChoice, SimilarityWeights, SimilarTitle
from catalog.models.taxonomy import (
    Collection,
    CollectionMembership,
    CollectionTranslation,
    Company,
    Country,
    Genre,
    GenreTranslation,
    Language,
    Tag,
)
from catalog.models.titles import AlternativeName, Certification, Movie, Show, Title, TitleTranslation
from catalog.models.videos import Caption, Video

__all__ = [
    "AliasId",
    "AlternativeName",
    "Caption",
    "Certification",
    "Collection",
    "CollectionMembership",
    "CollectionTranslation",
    "Company",
    "Country",
    "Credit",
    "CreditCorrection",
    "Department",
    "DisputedId",
    "Episode",
    "EpisodeTranslation",
    "Genre",
    "GenreTranslation",
    "Health",
    "HealthChange",
    "HealthOwner",
    "HealthRule",
    "IdentityChange",
    "Language",
    "LibraryChange",
    "Movie",
    "PeopleAreTwo",
    "PersonSuspicion",
    "SearchChange",
    "SearchEntry",
    "SearchSpelling",
    "SearchToken",
    "Season",
    "SeasonTranslation",
    "Show",
    "SimilarChoice",
    "SimilarTitle",
    "SimilarityWeights",
    "Tag",
    "Title",
    "TitleSuspicion",
    "TitleTranslation",
    "TitlesAreTwo",
    "Video",
    "VideoCheck",
]
