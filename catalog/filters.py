"""TitleFilter: what the library's parameters mean. A value that makes no sense is ignored, never an error page."""

import math
from typing import NamedTuple

import django_filters as filters
from django import forms
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalog import keyset
from catalog.filter_fields import DayFilter, DecimalFilter, KnownChoicesFilter, WholeNumberFilter
from catalog.keyset import Key
from catalog.library_index.state import BOUNDS, LibraryState
from catalog.models import Collection, Country, Genre, Language, Tag, Title
from catalog.title_words import answering, words_of
from people.models import Person

_YEARS = {"min_value": 1, "max_value": 9999}
_RATINGS = {"min_value": 0, "max_value": 10}
_METASCORES = {"min_value": 0, "max_value": 100}
_MINUTES = {"min_value": 0, "max_value": 100_000}
_LARGEST_SEED = 2**32 - 1
_COLUMNS = {"genre": "genres", "language": "original_language", "country": "countries"}  # of a title
_COUNTED = 1_000  # beyond, where counting is the server's work, it says "1,000+"

SORTS = [
    ("newest", _("Newest")),
    ("rating", _("IMDb rating")),
    ("name", _("Name")),
    ("runtime", _("Shortest")),
    ("shuffle", _("Shuffle")),
]
_IN_FILE_ORDER = [Key("sort_key"), Key("slug")]
_SORT_KEYS = {
    "newest": [Key("released_on", is_descending=True, is_nullable=True)],
    "rating": [Key("imdb_rating", is_descending=True, is_nullable=True)],
    "name": [],
    "runtime": [Key("runtime", is_nullable=True)],
}


class Option(NamedTuple):
    """One choice of a facet. `count`: titles that it would leave, None where nobody counted."""

    value: str
    label: str
    is_chosen: bool
    count: int | None
    count_text: str


class TitleFilter(filters.FilterSet):
    """Expects data, a queryset of visible titles, and the request, whose viewpoint says what is upcoming. `scope` is
    what the address itself narrows by: {"kind": ..., "genre": ...}; the queryset is narrowed by it already."""

    q = filters.CharFilter(method="by_words", label=_("Name"))
    kind = filters.ChoiceFilter(choices=Title.Kind, label=_("Kind"), empty_label=_("Movies and shows"))
    genre = KnownChoicesFilter(
        queryset=lambda request: Genre.objects.with_translations(),
        to_field_name="slug",
        method="by_genres",
        label=_("Genre"),
    )
    genre_mode = filters.ChoiceFilter(choices=[("any", _("any of them")), ("all", _("all of them"))], method="ignore")
    language = filters.ModelChoiceFilter(
        queryset=Language.objects.all(),
        to_field_name="code",
        field_name="original_language",
        label=_("Language"),
        empty_label=_("Any language"),
    )
    country = filters.ModelChoiceFilter(
        queryset=Country.objects.all(),
        to_field_name="code",
        field_name="countries",
        label=_("Country"),
        empty_label=_("Any country"),
    )
    tag = filters.ModelChoiceFilter(
        queryset=Tag.objects.all(), to_field_name="slug", field_name="tags", widget=forms.HiddenInput
    )
    collection = filters.ModelChoiceFilter(
        queryset=lambda request: Collection.objects.visible(request.viewpoint).with_translations(),
        to_field_name="slug",
        field_name="collections",
        widget=forms.HiddenInput,
    )
    person = filters.ModelChoiceFilter(
        queryset=lambda request: Person.objects.visible(request.viewpoint).with_page_data(),
        to_field_name="slug",
        method="by_person",
        widget=forms.HiddenInput,
    )
    released_from = DayFilter(field_name="released_on", lookup_expr="gte", label=_("Released from"))
    released_to = DayFilter(field_name="released_on", lookup_expr="lte", label=_("Released to"))
    year_min = WholeNumberFilter(field_name="released_on", lookup_expr="year__gte", label=_("From year"), **_YEARS)
    year_max = WholeNumberFilter(field_name="released_on", lookup_expr="year__lte", label=_("To year"), **_YEARS)
    rating_min = DecimalFilter(field_name="imdb_rating", lookup_expr="gte", label=_("IMDb rating from"), **_RATINGS)
    rating_max = DecimalFilter(field_name="imdb_rating", lookup_expr="lte", label=_("IMDb rating to"), **_RATINGS)
    metascore_min = WholeNumberFilter(
        field_name="metascore", lookup_expr="gte", label=_("Metascore from"), **_METASCORES
    )
    metascore_max = WholeNumberFilter(field_name="metascore", lookup_expr="lte", label=_("Metascore to"), **_METASCORES)
    runtime_min = WholeNumberFilter(field_name="runtime", lookup_expr="gte", label=_("Minutes at least"), **_MINUTES)
    runtime_max = WholeNumberFilter(field_name="runtime", lookup_expr="lte", label=_("Minutes at most"), **_MINUTES)
    status = filters.ChoiceFilter(
        choices=[("released", _("Released")), ("upcoming", _("Upcoming"))],
        method="by_status",
        label=_("Status"),
        empty_label=_("Released and upcoming"),
    )
    sort = filters.ChoiceFilter(choices=SORTS, method="ignore", label=_("Sorted by"), empty_label=None)
    seed = WholeNumberFilter(method="ignore", max_value=_LARGEST_SEED, widget=forms.HiddenInput)

    class Meta:
        model = Title
        fields = []

    def __init__(self, data, queryset, request, scope=None):
        self.scope = scope or {}
        super().__init__(data, queryset=queryset, request=request)

    def by_words(self, titles, name, text):
        words = words_of(text)
        return answering(titles, words, self.request.viewpoint) if words else titles

    def by_genres(self, titles, name, genres):
        if not genres:
            return titles
        if self.form.cleaned_data.get("genre_mode") == "all":
            for genre in genres:
                titles = titles.filter(genres=genre)
            return titles
        return titles.filter(pk__in=Title.genres.through.objects.filter(genre__in=genres).values("title"))

    def by_person(self, titles, name, person):
        return titles.filter(pk__in=person.credits.visible(self.request.viewpoint).values("title"))

    def by_status(self, titles, name, status):
        viewpoint = self.request.viewpoint
        return titles.upcoming(viewpoint) if status == "upcoming" else titles.released(viewpoint)

    def ignore(self, titles, name, value):
        return titles

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return keyset.ordered(found, self.order_of(found))

    def order_of(self, found):
        """Keys of keyset.py for a queryset that was filtered."""
        sort = self._given("sort") or SORTS[0][0]
        if sort == "shuffle":  # a ring of numbers, walked from the seed
            is_before = Case(When(shuffle__gte=self._given("seed") or 0, then=Value(0)), default=Value(1))
            keys = [Key("is_before_seed", expression=is_before), Key("shuffle")]
        else:
            keys = _SORT_KEYS[sort]
        level = [Key("level")] if "level" in found.query.annotations else []
        return [*level, *keys, *_IN_FILE_ORDER]

    def after(self, slug):
        """What comes after the title with that slug; None when it is not among the answer."""
        keys = self.order_of(self.qs)
        row = self.qs.filter(slug=slug).values(*(key.name for key in keys)).first()
        return row and keyset.after(self.qs, keys, row)

    def state(self, members):
        """What is asked, for the library's index. `members`: a mask for each of person, tag, collection that is set."""
        bounds = {}
        for name in BOUNDS:
            ends = ("from", "to") if name == "released" else ("min", "max")
            for end, side in zip(ends, ("min", "max"), strict=True):
                if (value := self._given(f"{name}_{end}")) is not None:
                    bounds[name, side] = _as_number(name, side, value)
        return LibraryState(
            today=self.request.viewpoint.today.toordinal(),
            words=words_of(self._given("q") or ""),
            kind=self._given("kind") or "",
            genres=tuple(genre.slug for genre in self._given("genre") or ()),
            every_genre=self._given("genre_mode") == "all",
            language=getattr(self._given("language"), "code", ""),
            country=getattr(self._given("country"), "code", ""),
            status=self._given("status") or "",
            bounds=bounds,
            members=tuple(members),
            sort=self._given("sort") or SORTS[0][0],
            seed=self._given("seed") or 0,
            scope_kind=self.scope.get("kind", ""),
            scope_genre=self.scope.get("genre", ""),
        )

    def members(self):
        """For each of person, tag, collection that is set, the primary keys of its titles."""
        if person := self._given("person"):
            yield person.credits.visible(self.request.viewpoint).values_list("title", flat=True)
        if tag := self._given("tag"):
            yield tag.titles.values_list("pk", flat=True)
        if collection := self._given("collection"):
            yield collection.titles.values_list("pk", flat=True)

    def _given(self, name):
        """A parameter as it is understood; None where it is not set or makes no sense."""
        value = self._cleaned.get(name)
        return None if value in (None, "") else value

    @cached_property
    def _cleaned(self):
        self.form.is_valid()
        return self.form.cleaned_data

    def options(self, counts=None, used=None, is_capped=False):
        """{facet: [Option]}. `counts` as of the library's answers; `used`: {facet: values that any title has}.

        With a value that no visible title has a viewer can do nothing, and it tells of what is hidden.
        """
        options = {}
        if used is None:
            self._leave_out_unused()
        for facet in ("kind", "genre", "language", "country", "status"):
            chosen, offered = self._chosen(facet), (used or {}).get(facet)
            options[facet] = [
                _option(str(value), str(label), str(value) in chosen, (counts or {}).get(facet), is_capped)
                for value, label in self.form.fields[facet].choices
                if offered is None or not value or str(value) in offered or str(value) in chosen
            ]
        return options

    def _leave_out_unused(self):
        """Let fields offer what a visible title has, or the viewer chose: part of the queries that read choices."""
        titles = Title.objects.visible(self.request.viewpoint).order_by()
        for facet, column in _COLUMNS.items():
            field = self.form.fields[facet]
            is_chosen = Q(**{f"{field.to_field_name}__in": self._chosen(facet)})
            field.queryset = field.queryset.filter(Exists(titles.filter(**{column: OuterRef("pk")})) | is_chosen)

    def _chosen(self, facet):
        value = self._given(facet)
        if facet == "genre":
            return {genre.slug for genre in value or ()}
        return {getattr(value, "code", value) or ""}

    @property
    def active(self):
        """What is filtered by: list of (parameter, value as in the address, words for the viewer)."""
        return [
            (name, spelled, words)
            for name, value in self._cleaned.items()
            if value not in (None, "") and name not in ("sort", "genre_mode", "seed")
            for spelled, words in self._spelled(name, value)
        ]

    def _spelled(self, name, value):
        field = self.form.fields[name]
        if name == "genre":
            return [(genre.slug, str(genre)) for genre in value]
        if isinstance(field, forms.ModelChoiceField):
            return [(getattr(value, field.to_field_name), str(value))]
        if isinstance(field, forms.ChoiceField):
            return [(value, dict(field.choices)[value])]
        return [(str(value), f"{field.label}: {value}")]

    @property
    def misunderstood(self):
        """Parameters whose values made no sense and were ignored."""
        unknown = {"genre"} if self._cleaned and self.form.fields["genre"].unknown else set()
        return sorted({*self.form.errors, *unknown})


def _as_number(name, side, value):
    """A bound as the index has it: dates as ordinals, ratings in tenths."""
    if name == "released":
        return value.toordinal()
    if name == "rating":
        return (math.ceil if side == "min" else math.floor)(value * 10)
    return value


def _option(value, label, is_chosen, counts, is_capped):
    count = None if counts is None else counts.get(value, 0)
    text = "" if count is None else formats.number_format(count, use_l10n=True, force_grouping=True)
    if is_capped and count is not None and count > _COUNTED:
        text = formats.number_format(_COUNTED, use_l10n=True, force_grouping=True) + "+"
    return Option(value, label, is_chosen, count, text)
