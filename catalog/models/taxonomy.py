"""What titles are sorted by: genres, tags, companies, countries, languages, collections."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.images import Image
from streamcms.publishing.languages import country_name, language_name
from streamcms.publishing.publishable import Publishable, PublishableQuerySet
from streamcms.publishing.slugs import SlugField
from streamcms.publishing.sort_keys import SortKeyField
from streamcms.publishing.sourced import ExternalId, Sourced
from streamcms.publishing.translated import Translated, Translation, load_translations


class Term(models.Model):
    """A name with an address."""

    name = models.CharField(max_length=200)
    slug = SlugField()
    external_ids = GenericRelation(ExternalId)

    class Meta:
        abstract = True
        ordering = ["name", "slug"]

    def __str__(self):
        return self.name


class GenreQuerySet(models.QuerySet):
    def with_translations(self):
        """Load what a genre is called in the page's language: one query, none in the default language."""
        return load_translations(self, "")

    def of_any(self, titles):
        """Genres that any of those titles has, in no order: it ends for each at the first."""
        return self.filter(models.Exists(titles.order_by().filter(genres=models.OuterRef("pk"))))

    def used_in(self, titles):
        """Genres of those titles, the commonest first: one query, and one for their translations."""
        return (
            self.filter(titles__in=titles.order_by())
            .annotate(title_count=models.Count("titles"))
            .order_by("-title_count", "name")
            .with_translations()
        )


class Genre(Term, Translated):
    objects = GenreQuerySet.as_manager()

    def __str__(self):
        """In the page's language: an editor's word, else ours for the usual genres (known_words.py)."""
        name = self.localised.name
        return gettext(name) if name == self.name else name

    def get_absolute_url(self):
        return reverse("genre", args=[self.slug])


class GenreTranslation(Translation):
    genre = models.ForeignKey(Genre, on_delete=models.CASCADE, related_name="translations")
    name = models.CharField(max_length=200)

    class Meta(Translation.Meta):
        constraints = [
            models.UniqueConstraint(fields=["genre", "language"], name="genre_translation_unique_per_language")
        ]

    def __str__(self):
        return f"{self.name} ({self.language})"


class Tag(Term):
    """A keyword: what a title is about, in a word or two."""


class Country(models.Model):
    code = models.CharField(max_length=2, unique=True, help_text=_("ISO 3166-1 alpha-2."))
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name", "code"]
        verbose_name_plural = _("countries")

    def __str__(self):
        return country_name(self.code, self.name)


class LanguageQuerySet(models.QuerySet):
    def used_in(self, titles):
        """Original languages of those titles, the commonest first: one query."""
        return (
            self.filter(titles__in=titles.order_by())
            .annotate(title_count=models.Count("titles"))
            .order_by("-title_count", "name")
        )


class Language(models.Model):
    code = models.CharField(max_length=10, unique=True, help_text=_("ISO 639-1, or a tag of BCP 47."))
    name = models.CharField(max_length=100)

    objects = LanguageQuerySet.as_manager()

    class Meta:
        ordering = ["name", "code"]

    def __str__(self):
        return language_name(self.code, self.name)


class Company(Term):
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Term.Meta):
        verbose_name_plural = _("companies")


class CollectionQuerySet(PublishableQuerySet):
    def by_name(self):
        return self.order_by("sort_key", "slug")

    def with_translations(self):
        """Load names and texts in the page's language: one query, none in the default language."""
        return load_translations(self, "")


class Collection(Publishable, Sourced, Translated):
    """Titles that belong together, in an order: a series of films, a festival, an editor's choice."""

    name = models.CharField(max_length=200)
    sort_key = SortKeyField()
    slug = SlugField()
    synopsis = models.TextField(blank=True)
    poster = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", limit_choices_to={"role": "poster"}
    )
    backdrop = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", limit_choices_to={"role": "backdrop"}
    )
    external_ids = GenericRelation(ExternalId)

    objects = CollectionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        pass

    def __str__(self):
        return self.localised.name

    def get_absolute_url(self):
        return reverse("collection", args=[self.slug])


class CollectionTranslation(Translation):
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="translations")
    name = models.CharField(max_length=200, blank=True)
    synopsis = models.TextField(blank=True)

    class Meta(Translation.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "language"], name="collection_translation_unique_per_language"
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.language})"


class CollectionMembership(models.Model):
    """A title's place in a collection. The order carries no unique constraint: it is renumbered on save."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="memberships")
    title = models.ForeignKey("catalog.Title", on_delete=models.CASCADE, related_name="collection_memberships")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["collection", "title"], name="title_is_once_in_a_collection")]

    def __str__(self):
        return f"{self.collection}: {self.title}"
