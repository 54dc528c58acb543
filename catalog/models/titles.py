"""Titles: the movies and shows that everything else in the catalogue refers to."""

import datetime as dt

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models.taxonomy import Collection, CollectionMembership, Company, Country, Genre, Language, Tag
from streamcms.publishing.images import Image
from streamcms.publishing.partial_dates import PartialDate, known_together, precision_field
from streamcms.publishing.publishable import Publishable, PublishableQuerySet
from streamcms.publishing.search_texts import SearchTextField
from streamcms.publishing.slugs import ShuffleField, SlugField
from streamcms.publishing.sort_keys import SortKeyField
from streamcms.publishing.sourced import ExternalId, Sourced
from streamcms.publishing.translated import Translated, Translation, load_translations

LEAVING_DAYS = 30


class TitleQuerySet(PublishableQuerySet):
    def movies(self):
        return self.filter(kind=Title.Kind.MOVIE)

    def shows(self):
        return self.filter(kind=Title.Kind.SHOW)

    def newest_first(self):
        return self.order_by(F("released_on").desc(nulls_last=True), "sort_key", "slug")

    def by_name(self):
        return self.order_by("sort_key", "slug")

    def released(self, viewpoint):
        """Out by then; what has no date counts as out."""
        return self.filter(Q(released_on=None) | Q(released_on__lte=viewpoint.today))

    def upcoming(self, viewpoint):
        return self.filter(released_on__gt=viewpoint.today)

    def leaving_soon(self, viewpoint):
        """Those whose window closes within LEAVING_DAYS days, today not counted."""
        site_zone = timezone.get_default_timezone()
        end = dt.datetime.combine(viewpoint.today + dt.timedelta(days=LEAVING_DAYS + 1), dt.time())
        return self.filter(unpublish_at__gt=viewpoint.at, unpublish_at__lte=timezone.make_aware(end, site_zone))

    def with_card_data(self):
        """Load what catalog/_title_card.html reads: two queries, however many cards."""
        return load_translations(self.select_related("poster").prefetch_related("genres"), "", "genres")

    def with_slide_data(self):
        """Load what a slide reads: two queries, however many slides."""
        slides = self.select_related("poster", "backdrop", "logo").prefetch_related("genres")
        return load_translations(slides, "", "genres")

    def with_page_data(self):
        """Load what catalog/movie.html and catalog/show.html read of the title itself: a fixed number of queries."""
        titles = self.select_related("poster", "backdrop", "logo", "original_language").prefetch_related(
            "genres", "tags", "countries", "companies", "certifications"
        )
        return load_translations(titles, "", "genres")


class Title(Publishable, Sourced, Translated):
    class Kind(models.TextChoices):
        MOVIE = "movie", _("movie")
        SHOW = "show", _("show")

    class ProductionStatus(models.TextChoices):
        PLANNED = "planned", _("planned")
        IN_PRODUCTION = "in_production", _("in production")
        RETURNING = "returning", _("returning")
        ENDED = "ended", _("ended")
        CANCELLED = "cancelled", _("cancelled")

    kind = models.CharField(max_length=5, choices=Kind)
    name = models.CharField(max_length=300)
    original_name = models.CharField(max_length=300, blank=True, help_text=_("Where it differs from the name."))
    sort_key = SortKeyField(language="name_language")
    search_text = SearchTextField(of=("name", "original_name"))
    slug = SlugField()
    shuffle = ShuffleField()
    tagline = models.CharField(max_length=500, blank=True)
    synopsis = models.TextField(blank=True)
    released_on = models.DateField(
        _("release date"), null=True, blank=True, help_text=_("Of a show: when it first aired.")
    )
    release_precision = precision_field()
    last_aired_on = models.DateField(_("last aired"), null=True, blank=True)
    production_status = models.CharField(max_length=13, choices=ProductionStatus, blank=True)
    runtime = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Minutes; of a show: of an episode.")
    )
    original_language = models.ForeignKey(
        Language, null=True, blank=True, on_delete=models.PROTECT, related_name="titles"
    )
    countries = models.ManyToManyField(Country, blank=True, related_name="titles")
    genres = models.ManyToManyField(Genre, blank=True, related_name="titles")
    tags = models.ManyToManyField(Tag, blank=True, related_name="titles")
    companies = models.ManyToManyField(Company, blank=True, related_name="titles")
    collections = models.ManyToManyField(Collection, through=CollectionMembership, blank=True, related_name="titles")
    imdb_rating = models.DecimalField(
        _("IMDb rating"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    imdb_votes = models.PositiveIntegerField(_("IMDb votes"), null=True, blank=True)
    metascore = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(100)])
    poster = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", limit_choices_to={"role": "poster"}
    )
    backdrop = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", limit_choices_to={"role": "backdrop"}
    )
    logo = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", limit_choices_to={"role": "logo"}
    )
    external_ids = GenericRelation(ExternalId)

    objects = TitleQuerySet.as_manager()

    class Meta(Publishable.Meta):
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=["movie", "show"]), name="title_is_a_movie_or_a_show"),
            models.CheckConstraint(
                condition=Q(kind="show") | Q(last_aired_on=None, production_status=""),
                name="movie_has_no_production_status_or_last_air_date",
                violation_error_message=_("Only a show has a production status and a last air date."),
            ),
            models.CheckConstraint(
                condition=Q(imdb_rating=None) | Q(imdb_rating__gte=1, imdb_rating__lte=10),
                name="imdb_rating_is_between_1_and_10",
            ),
            models.CheckConstraint(
                condition=Q(metascore=None) | Q(metascore__lte=100), name="metascore_is_at_most_100"
            ),
            models.CheckConstraint(condition=Q(runtime=None) | Q(runtime__gte=1), name="runtime_is_at_least_a_minute"),
            known_together("released_on", "release_precision", "release_date_has_a_precision"),
        ]
        indexes = [
            models.Index(fields=["-released_on", "sort_key", "slug"], name="title_newest_first"),
            models.Index(fields=["kind", "state"], name="title_kind_and_state"),
            models.Index(fields=["kind", "sort_key", "slug"], name="title_by_kind_and_name"),
            models.Index(fields=["imdb_rating"], name="title_imdb_rating"),
            models.Index(fields=["publish_at"], name="title_publish_at"),
            models.Index(fields=["unpublish_at"], name="title_unpublish_at"),
        ]

    def __str__(self):
        name = self.localised.name
        return f"{name} ({self.released_on.year})" if self.released_on else name

    def get_absolute_url(self):
        return reverse(self.kind, args=[self.slug])

    @property
    def is_show(self):
        return self.kind == self.Kind.SHOW

    @property
    def released(self):
        """The release date as far as it is known."""
        return PartialDate.of(self.released_on, self.release_precision)

    @property
    def last_day(self):
        """The last date on which it can be seen, in the site's time zone; None where it stays."""
        last = self.unpublish_at and self.unpublish_at - dt.timedelta(seconds=1)
        return last and timezone.localdate(last, timezone.get_default_timezone())

    @property
    def year(self):
        return self.released_on and self.released_on.year

    @property
    def name_language(self):
        """The language of the name, for its articles: the original's unless the name was translated."""
        if self.original_language_id and (not self.original_name or self.original_name == self.name):
            return self.original_language.code
        return settings.LANGUAGE_CODE.partition("-")[0]


class MovieManager(models.Manager.from_queryset(TitleQuerySet)):
    def get_queryset(self):
        return super().get_queryset().movies()


class ShowManager(models.Manager.from_queryset(TitleQuerySet)):
    def get_queryset(self):
        return super().get_queryset().shows()


class Movie(Title):
    objects = MovieManager()

    class Meta:
        proxy = True

    def save(self, *args, **kwargs):
        self.kind = Title.Kind.MOVIE
        super().save(*args, **kwargs)


class Show(Title):
    objects = ShowManager()

    class Meta:
        proxy = True

    def save(self, *args, **kwargs):
        self.kind = Title.Kind.SHOW
        super().save(*args, **kwargs)


class AlternativeName(models.Model):
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="alternative_names")
    name = models.CharField(max_length=300)
    country = models.CharField(max_length=2, blank=True)
    note = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["country", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "name", "country"], name="alternative_name_unique_per_title_and_country"
            )
        ]

    def __str__(self):
        return self.name


class Certification(models.Model):
    """An age rating: the country, the system it uses and that system's code."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="certifications")
    country = models.CharField(max_length=2)
    system = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=40)

    class Meta:
        ordering = ["country", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "country", "system"], name="certification_unique_per_country_and_system"
            )
        ]

    def __str__(self):
        return f"{self.country}: {self.code}"


class TitleTranslation(Translation):
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="translations")
    name = models.CharField(max_length=300, blank=True)
    search_text = SearchTextField()
    tagline = models.CharField(max_length=500, blank=True)
    synopsis = models.TextField(blank=True)

    class Meta(Translation.Meta):
        constraints = [
            models.UniqueConstraint(fields=["title", "language"], name="title_translation_unique_per_language")
        ]

    def __str__(self):
        return f"{self.name} ({self.language})"
