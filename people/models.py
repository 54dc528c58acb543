"""People: who makes and appears in titles. They have identity: nothing merges or matches them by name."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.images import Image
from streamcms.publishing.partial_dates import PartialDate, known_together, precision_field
from streamcms.publishing.publishable import Publishable, PublishableQuerySet
from streamcms.publishing.slugs import SlugField
from streamcms.publishing.sort_keys import SortKeyField
from streamcms.publishing.sourced import ExternalId, Sourced
from streamcms.publishing.translated import Translated, Translation, load_translations


class PersonQuerySet(PublishableQuerySet):
    def by_name(self):
        return self.order_by("sort_key", "slug")

    def with_page_data(self):
        """Load what people/person.html reads of the person itself: no further query."""
        return load_translations(self.select_related("portrait"), "")


class Person(Publishable, Sourced, Translated):
    class Gender(models.TextChoices):
        FEMALE = "female", _("female")
        MALE = "male", _("male")
        NON_BINARY = "non_binary", _("non-binary")

    name = models.CharField(max_length=200)
    sort_key = SortKeyField()
    slug = SlugField()
    also_known_as = models.JSONField(default=list, blank=True, help_text=_("Other names: a list of texts."))
    gender = models.CharField(max_length=10, choices=Gender, blank=True)
    known_for_department = models.CharField(max_length=20, blank=True)
    born_on = models.DateField(null=True, blank=True)
    born_precision = precision_field()
    died_on = models.DateField(null=True, blank=True)
    died_precision = precision_field()
    birthplace = models.CharField(max_length=200, blank=True)
    biography = models.TextField(blank=True)
    portrait = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", limit_choices_to={"role": "portrait"}
    )
    external_ids = GenericRelation(ExternalId)

    # People harm nobody by being known: they are public unless an editor says otherwise.
    state = models.CharField(max_length=10, choices=Publishable.State, default=Publishable.State.PUBLISHED)

    objects = PersonQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name_plural = _("people")
        constraints = [
            *Publishable.Meta.constraints,
            known_together("born_on", "born_precision", "birth_date_has_a_precision"),
            known_together("died_on", "died_precision", "death_date_has_a_precision"),
        ]

    def __str__(self):
        return self.localised.name

    def get_absolute_url(self):
        return reverse("person", args=[self.slug])

    @property
    def born(self):
        return PartialDate.of(self.born_on, self.born_precision)

    @property
    def died(self):
        return PartialDate.of(self.died_on, self.died_precision)

    def age_on(self, day):
        """Years lived by that day, or in all; None where the days are not known."""
        end = self.died_on or day
        if self.born_precision != "day" or (self.died_on and self.died_precision != "day"):
            return None
        return end.year - self.born_on.year - ((end.month, end.day) < (self.born_on.month, self.born_on.day))


class PersonTranslation(Translation):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="translations")
    name = models.CharField(max_length=200, blank=True)
    biography = models.TextField(blank=True)

    class Meta(Translation.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "language"], name="person_translation_unique_per_language")
        ]

    def __str__(self):
        return f"{self.person} ({self.language})"
