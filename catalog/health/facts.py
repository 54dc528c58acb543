"""What the rules ask of a row, as annotations: a fixed price a row, each answered by an index."""

from django.db.models import Case, Count, Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Abs, Coalesce, ExtractYear, Length

from catalog.models import Certification, Credit, Department, Episode, Season, Title, TitlesAreTwo, Video, VideoCheck
from streamcms.publishing.publishable import Publishable

_ARCHIVED = Publishable.State.ARCHIVED
_CREDITS = Credit.objects.of_title().filter(title=OuterRef("pk")).order_by()
_TRAILERS = Video.objects.filter(
    title=OuterRef("pk"), episode=None, kind__in=[Video.Kind.TRAILER, Video.Kind.TEASER]
).order_by()
_GONE = VideoCheck.objects.filter(
    host=OuterRef("host"), reference=OuterRef("reference"), outcome=VideoCheck.Outcome.GONE
)
_SEASONS = Season.objects.filter(show=OuterRef("pk")).exclude(state=_ARCHIVED).order_by()
_EPISODES = Episode.objects.filter(season__show=OuterRef("pk")).exclude(state=_ARCHIVED).order_by()

_UNDATED = Q(air_precision="")  # not by the date: its index would be walked for each show


def _count(rows, different="pk"):
    """How many, as a subquery that groups by nothing."""
    counted = rows.annotate(all=Value(1)).values("all").annotate(count=Count(different, distinct=True)).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _of_show(expression, otherwise):
    """Asked of shows alone: most titles are movies."""
    return Case(When(kind=Title.Kind.SHOW, then=expression), default=otherwise)


def _missing_alternative_text(*roles):
    return {f"{role}_lacks_text": Q(**{f"{role}__alternative_text": ""}) for role in roles}


_SAID_TO_BE_TWO = TitlesAreTwo.objects.filter(
    Q(first=OuterRef("pk"), second=OuterRef(OuterRef("pk"))) | Q(second=OuterRef("pk"), first=OuterRef(OuterRef("pk")))
)
_TWINS = (
    Title.objects.filter(kind=OuterRef("kind"), sort_key=OuterRef("sort_key"))
    .exclude(pk=OuterRef("pk"))
    .exclude(state=_ARCHIVED)
    .annotate(year_here=ExpressionWrapper(OuterRef("released_on__year"), output_field=IntegerField()))
    .annotate(years_apart=Abs(ExtractYear("released_on") - F("year_here")))
    .filter(Q(years_apart=None) | Q(years_apart__lte=1), ~Exists(_SAID_TO_BE_TWO))
    .order_by()
)

TITLE_FACTS = {
    "poster_width": F("poster__width"),
    "poster_shape": F("poster__width") * 300 / F("poster__height"),  # 200 is two to three
    **_missing_alternative_text("poster", "backdrop", "logo"),
    "synopsis_length": Length("synopsis"),
    "cast_count": _count(_CREDITS.cast(), "person"),
    "has_director": Exists(_CREDITS.with_job("Director")),
    "has_creator": _of_show(Exists(_CREDITS.filter(department=Department.CREATOR)), Value(False)),
    "has_certification": Exists(Certification.objects.filter(title=OuterRef("pk"))),
    "has_trailer": Exists(_TRAILERS),
    "trailers_gone": _count(_TRAILERS.filter(Exists(_GONE))),
    "twin": Subquery(_TWINS.values("pk")[:1]),
    "episode_count": _of_show(_count(_EPISODES), Value(0)),
    "nameless_episodes": _of_show(_count(_EPISODES.filter(name="")), Value(0)),
    "undated_episodes": _of_show(_count(_EPISODES.filter(_UNDATED)), Value(0)),
    "undated_seasons": _of_show(_count(_SEASONS.filter(_UNDATED)), Value(0)),
}

# What only the words of what was found need: where to begin.
TITLE_PLACES = {
    "first_nameless": Subquery(_EPISODES.filter(name="").order_by("season__number", "number").values("pk")[:1]),
    "first_undated": Subquery(_EPISODES.filter(_UNDATED).order_by("season__number", "number").values("pk")[:1]),
    "first_nameless_season": Subquery(
        _EPISODES.filter(name="").order_by("season__number", "number").values("season")[:1]
    ),
    "first_undated_season": Subquery(
        _EPISODES.filter(_UNDATED).order_by("season__number", "number").values("season")[:1]
    ),
}

PERSON_FACTS = {
    "biography_length": Length("biography"),
    **_missing_alternative_text("portrait"),
}
