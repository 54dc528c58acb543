"""TitleFilter: what the library's parameters mean. A value that makes no sense is ignored, never an error page."""

import django_filters as filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Collection, Country, Genre, Language, Tag, Title
from people.models import Person
from streamcms.publishing.search_texts import fold

_LONGEST_QUERY = 200
_YEARS = {"min_value": 1, "max_value": 9999}
_RATINGS = {"min_value": 0, "max_value": 10}
_METASCORES = {"min_value": 0, "max_value": 100}
_MINUTES = {"min_value": 0, "max_value": 100_000}

SORTS = {
    "newest": (_("Newest"), [F("released_on").desc(nulls_last=True), "sort_key", "slug"]),
    "rating": (_("IMDb rating"), [F("imdb_rating").desc(nulls_last=True), "sort_key", "slug"]),
    "name": (_("Name"), ["sort_key", "slug"]),
    "runtime": (_("Shortest"), [F("runtime").asc(nulls_last=True), "sort_key", "slug"]),
}


class TitleFilter(filters.FilterSet):
    """Expects data, a queryset of visible titles and the viewpoint, which says what is upcoming."""

    q = filters.CharFilter(method="by_words", label=_("Name"))
    kind = filters.ChoiceFilter(choices=Title.Kind, label=_("Kind"), empty_label=_("Movies and shows"))
    genre = filters.ModelMultipleChoiceFilter(
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
        queryset=lambda request: Collection.objects.visible(request.viewpoint),
        to_field_name="slug",
        field_name="collections",
        widget=forms.HiddenInput,
    )
    person = filters.ModelChoiceFilter(
        queryset=lambda request: Person.objects.visible(request.viewpoint),
        to_field_name="slug",
        method="by_person",
        widget=forms.HiddenInput,
    )
    released_from = filters.DateFilter(field_name="released_on", lookup_expr="gte")
    released_to = filters.DateFilter(field_name="released_on", lookup_expr="lte")
    year_min = filters.NumberFilter(field_name="released_on", lookup_expr="year__gte", label=_("From year"), **_YEARS)
    year_max = filters.NumberFilter(field_name="released_on", lookup_expr="year__lte", label=_("To year"), **_YEARS)
    rating_min = filters.NumberFilter(
        field_name="imdb_rating", lookup_expr="gte", label=_("IMDb rating from"), **_RATINGS
    )
    rating_max = filters.NumberFilter(field_name="imdb_rating", lookup_expr="lte", **_RATINGS)
    metascore_min = filters.NumberFilter(field_name="metascore", lookup_expr="gte", **_METASCORES)
    metascore_max = filters.NumberFilter(field_name="metascore", lookup_expr="lte", **_METASCORES)
    runtime_min = filters.NumberFilter(field_name="runtime", lookup_expr="gte", **_MINUTES)
    runtime_max = filters.NumberFilter(field_name="runtime", lookup_expr="lte", label=_("Minutes at most"), **_MINUTES)
    status = filters.ChoiceFilter(
        choices=[("released", _("Released")), ("upcoming", _("Upcoming"))],
        method="by_status",
        label=_("Status"),
        empty_label=_("Released and upcoming"),
    )
    sort = filters.ChoiceFilter(
        choices=[(key, label) for key, (label, _order) in SORTS.items()],
        method="by_sort",
        label=_("Sorted by"),
        empty_label=None,
    )

    class Meta:
        model = Title
        fields = []

    def __init__(self, data, queryset, request):
        super().__init__(data, queryset=queryset, request=request)

    def by_words(self, titles, name, text):
        for word in text[:_LONGEST_QUERY].split():
            titles = titles.filter(
                Q(name__icontains=word) | Q(original_name__icontains=word) | Q(sort_key__contains=fold(word).encode())
            )
        return titles

    def by_genres(self, titles, name, genres):
        if not genres:
            return titles
        if self.form.cleaned_data.get("genre_mode") == "all":
            for genre in genres:
                titles = titles.filter(genres=genre)
            return titles
        return titles.filter(pk__in=Title.genres.through.objects.filter(genre__in=genres).values("title"))

    def by_person(self, titles, name, person):
        return titles.filter(pk__in=person.credits.values("title"))

    def by_status(self, titles, name, status):
        viewpoint = self.request.viewpoint
        return titles.upcoming(viewpoint) if status == "upcoming" else titles.released(viewpoint)

    def by_sort(self, titles, name, sort):
        return titles.order_by(*SORTS[sort][1])

    def ignore(self, titles, name, value):
        return titles

    @property
    def active(self):
        """What is filtered by: list of (parameter, value as in the address, words for the viewer)."""
        self.form.is_valid()
        return [
            (name, spelled, words)
            for name, value in self.form.cleaned_data.items()
            if value and name not in ("sort", "genre_mode")
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
        return [(value, f"{field.label or name.replace('_', ' ')}: {value}")]

    @property
    def misunderstood(self):
        """Parameters whose values made no sense and were ignored."""
        return sorted(self.form.errors)
