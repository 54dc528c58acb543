"""The parts of a show: seasons (0 = specials) and their episodes."""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models.titles import Title
from streamcms.publishing.images import Image
from streamcms.publishing.partial_dates import PartialDate, known_together, precision_field
from streamcms.publishing.publishable import Publishable, PublishableQuerySet
from streamcms.publishing.sourced import ExternalId, Sourced
from streamcms.publishing.translated import Translated, Translation, load_translations


class SeasonQuerySet(PublishableQuerySet):
    def in_viewing_order(self):
        """By number, specials last."""
        return self.order_by(models.Case(models.When(number=0, then=1), default=0), "number")

    def with_translations(self):
        """Load names and texts in the page's language: one query, none in the default language."""
        return load_translations(self, "")


class Season(Publishable, Sourced, Translated):
    visible_within = "show"

    show = models.ForeignKey(
        Title, on_delete=models.CASCADE, related_name="seasons", limit_choices_to={"kind": Title.Kind.SHOW}
    )
    number = models.PositiveSmallIntegerField(help_text=_("0 for specials."))
    name = models.CharField(max_length=300, blank=True)
    synopsis = models.TextField(blank=True)
    aired_on = models.DateField(_("first aired"), null=True, blank=True)
    air_precision = precision_field()
    poster = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", limit_choices_to={"role": "poster"}
    )
    external_ids = GenericRelation(ExternalId)

    objects = SeasonQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["show", "number"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["show", "number"], name="season_number_unique_per_show"),
            known_together("aired_on", "air_precision", "season_air_date_has_a_precision"),
        ]

    def __str__(self):
        return f"{self.show.name}: {self.label}"

    def get_absolute_url(self):
        return f"{self.show.get_absolute_url()}#season-{self.number}"

    @property
    def label(self):
        """A name of its own that is not just "Season 2", else that in the page's language."""
        name = self.localised.name
        if name == f"Season {self.number}" or (not name and self.number):
            return gettext("Season %s") % self.number
        return name or gettext("Specials")

    @property
    def aired(self):
        return PartialDate.of(self.aired_on, self.air_precision)


class SeasonTranslation(Translation):
    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="translations")
    name = models.CharField(max_length=300, blank=True)
    synopsis = models.TextField(blank=True)

    class Meta(Translation.Meta):
        constraints = [
            models.UniqueConstraint(fields=["season", "language"], name="season_translation_unique_per_language")
        ]

    def __str__(self):
        return f"{self.season} ({self.language})"


class EpisodeQuerySet(PublishableQuerySet):
    def aired(self, viewpoint):
        return self.filter(aired_on__lte=viewpoint.today)

    def in_viewing_order(self):
        """By season and number, specials last."""
        return self.order_by(models.Case(models.When(season__number=0, then=1), default=0), "season__number", "number")

    def newest_first(self):
        return self.order_by(F("aired_on").desc(nulls_last=True), "-season__number", "-number", "season__show__slug")

    def with_card_data(self):
        """Load what catalog/_episode_card.html reads: one query, however many cards."""
        return load_translations(self.select_related("still", "season__show"), "", "season__show")


class Episode(Publishable, Sourced, Translated):
    visible_within = "season"

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="episodes")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300, blank=True)
    synopsis = models.TextField(blank=True)
    aired_on = models.DateField(_("air date"), null=True, blank=True)
    air_precision = precision_field()
    runtime = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Minutes.")
    )
    still = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", limit_choices_to={"role": "still"}
    )
    external_ids = GenericRelation(ExternalId)

    objects = EpisodeQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["season", "number"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["season", "number"], name="episode_number_unique_per_season"),
            models.CheckConstraint(
                condition=models.Q(runtime=None) | models.Q(runtime__gte=1), name="episode_runtime_is_at_least_a_minute"
            ),
            known_together("aired_on", "air_precision", "episode_air_date_has_a_precision"),
        ]
        indexes = [models.Index(fields=["-aired_on"], name="episode_newest_first")]

    def __str__(self):
        return f"{self.code} {self.name}".strip()

    def get_absolute_url(self):
        return f"{self.season.show.get_absolute_url()}#{self.anchor}"

    @property
    def code(self):
        return gettext("S%(season)d E%(episode)d") % {"season": self.season.number, "episode": self.number}

    @property
    def anchor(self):
        return f"season-{self.season.number}-episode-{self.number}"

    @property
    def aired(self):
        return PartialDate.of(self.aired_on, self.air_precision)


class EpisodeTranslation(Translation):
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="translations")
    name = models.CharField(max_length=300, blank=True)
    synopsis = models.TextField(blank=True)

    class Meta(Translation.Meta):
        constraints = [
            models.UniqueConstraint(fields=["episode", "language"], name="episode_translation_unique_per_language")
        ]

    def __str__(self):
        return f"{self.episode} ({self.language})"
