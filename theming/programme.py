"""What editors programme the homepage with: slides and rows, each with its place, its window and its state.

A slide or row that is switched off is archived; which are shown is decided by `visible(viewpoint)` alone. What they
show from a viewpoint, and what is shown where nothing is programmed, says homepage.py.
"""

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Collection, Genre, Tag, Title
from people.models import Person
from streamcms.publishing.images import Image
from streamcms.publishing.publishable import Publishable, PublishableQuerySet
from streamcms.publishing.translated import Translated, Translation, load_translations

MOST_SLIDES = 12
MOST_ITEMS = 50
_TEXT_LENGTH = 400


def new_key():
    return secrets.token_hex(6)


def _count(default, most):
    return models.PositiveSmallIntegerField(
        _("how many"), default=default, validators=[MinValueValidator(1), MaxValueValidator(most)]
    )


class ProgrammeQuerySet(PublishableQuerySet):
    def in_order(self):
        return self.order_by("position", "key")


class SlideQuerySet(ProgrammeQuerySet):
    def with_pictures(self):
        """Load the pictures and words that slides have of their own: one query, and one for translations."""
        return load_translations(self.select_related("picture"), "")


class Programmed(Publishable, Translated):
    """Something with a place on the homepage. Its key tells it apart in a catalogue's file."""

    class TitleKind(models.TextChoices):
        MOVIE = "movie", _("movies")
        SHOW = "show", _("shows")

    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    title_kind = models.CharField(
        _("of"), max_length=5, choices=TitleKind, blank=True, help_text=_("Empty: movies and shows.")
    )

    class Meta(Publishable.Meta):
        abstract = True
        ordering = ["position", "key"]

    @property
    def is_on(self):
        return self.state == self.State.PUBLISHED


class Slide(Programmed):
    """One picture of the slideshow, or as many as "the newest N" gives."""

    class Kind(models.TextChoices):
        TITLE = "title", _("a title")
        NEWEST = "newest", _("the newest")

    kind = models.CharField(max_length=6, choices=Kind, default=Kind.TITLE)
    title = models.ForeignKey(Title, null=True, blank=True, on_delete=models.CASCADE, related_name="slides")
    count = _count(6, MOST_SLIDES)
    picture = models.ForeignKey(
        Image,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"role": "backdrop"},
        help_text=_("Empty: the title's own backdrop."),
    )
    headline = models.CharField(max_length=120, blank=True, help_text=_("Empty: the title's name."))
    text = models.TextField(max_length=_TEXT_LENGTH, blank=True, help_text=_("Empty: the beginning of its synopsis."))

    objects = SlideQuerySet.as_manager()

    class Meta(Programmed.Meta):
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="title", title__isnull=False) | Q(kind="newest", title=None),
                name="slide_is_of_a_title_or_of_the_newest",
                violation_error_message=_("A slide shows one title, or the newest."),
            ),
            models.CheckConstraint(condition=Q(count__gte=1, count__lte=MOST_SLIDES), name="slide_count_is_sensible"),
        ]

    def __str__(self):
        if self.kind == self.Kind.TITLE:
            return self.headline or str(self.title)
        return _("The newest %(count)s %(kind)s") % {
            "count": self.count,
            "kind": self.get_title_kind_display() or _("movies and shows"),
        }

    def clean(self):
        super().clean()
        if self.kind == self.Kind.TITLE and not self.title_id:
            raise ValidationError({"title": _("Choose the title that this slide shows.")})
        if self.kind == self.Kind.TITLE and not (self.picture_id or self.title.backdrop_id):
            raise ValidationError({"picture": _("“%s” has no backdrop: choose a picture for this slide.") % self.title})
        if self.kind == self.Kind.NEWEST and self.title_id:
            raise ValidationError({"title": _("A slide of the newest takes no title.")})


class SlideTranslation(Translation):
    slide = models.ForeignKey(Slide, on_delete=models.CASCADE, related_name="translations")
    headline = models.CharField(max_length=120, blank=True)
    text = models.TextField(max_length=_TEXT_LENGTH, blank=True)

    class Meta(Translation.Meta):
        constraints = [models.UniqueConstraint(fields=["slide", "language"], name="slide_language_unique")]

    def __str__(self):
        return f"{self.slide}: {self.language}"


class HomepageRowQuerySet(ProgrammeQuerySet):
    def with_sources(self):
        """Load what a row's heading and titles are taken from: one query, and three for translations."""
        rows = self.select_related("genre", "tag", "collection", "person")
        return load_translations(rows, "", "genre", "collection", "person")


class HomepageRow(Programmed):
    """A shelf of cards: which titles, in which order, how many and how large."""

    class Kind(models.TextChoices):
        LATEST_MOVIES = "latest_movies", _("latest movies")
        LATEST_SHOWS = "latest_shows", _("latest shows")
        LATEST_EPISODES = "latest_episodes", _("latest episodes")
        TOP_RATED = "top_rated", _("top rated")
        GENRE = "genre", _("a genre")
        TAG = "tag", _("a tag")
        COLLECTION = "collection", _("a collection, in its order")
        PERSON = "person", _("a person")
        COMING_SOON = "coming_soon", _("coming soon")
        LEAVING_SOON = "leaving_soon", _("leaving soon")
        TITLES = "titles", _("titles chosen by hand")
        MY_LIST = "my_list", _("the viewer's own list")

    class Order(models.TextChoices):
        NEWEST = "newest", _("the newest first")
        RATING = "rating", _("the best rated first")
        VOTES = "votes", _("the most rated first")
        NAME = "name", _("by name")

    class CardSize(models.TextChoices):
        SMALL = "small", _("small")
        NORMAL = "normal", _("normal")
        LARGE = "large", _("large")

    SOURCES = ("genre", "tag", "collection", "person")  # kinds that show the titles of one thing, named like its field

    kind = models.CharField(max_length=15, choices=Kind)
    heading = models.CharField(max_length=120, blank=True, help_text=_("Empty: what its kind is called."))
    count = _count(20, MOST_ITEMS)
    order = models.CharField(
        max_length=6, choices=Order, blank=True, help_text=_("Of a genre, tag or person. Empty: the newest first.")
    )
    card_size = models.CharField(_("cards"), max_length=6, choices=CardSize, default=CardSize.NORMAL)
    genre = models.ForeignKey(Genre, null=True, blank=True, on_delete=models.CASCADE, related_name="homepage_rows")
    tag = models.ForeignKey(Tag, null=True, blank=True, on_delete=models.CASCADE, related_name="homepage_rows")
    collection = models.ForeignKey(
        Collection, null=True, blank=True, on_delete=models.CASCADE, related_name="homepage_rows"
    )
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="homepage_rows")
    titles = models.ManyToManyField(Title, through="RowTitle", blank=True, related_name="homepage_rows")

    objects = HomepageRowQuerySet.as_manager()

    class Meta(Programmed.Meta):
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(genre__isnull=False) | ~Q(kind="genre"), name="homepage_row_of_a_genre_names_it"
            ),
            models.CheckConstraint(
                condition=Q(tag__isnull=False) | ~Q(kind="tag"), name="homepage_row_of_a_tag_names_it"
            ),
            models.CheckConstraint(
                condition=Q(collection__isnull=False) | ~Q(kind="collection"),
                name="homepage_row_of_a_collection_names_it",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(kind="person"), name="homepage_row_of_a_person_names_them"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1, count__lte=MOST_ITEMS), name="homepage_row_count_is_sensible"
            ),
        ]

    def __str__(self):
        source = self.source
        return self.heading or (str(source) if source else str(self.get_kind_display()).capitalize())

    @property
    def source(self):
        """The genre, tag, collection or person whose titles it shows; None for other kinds."""
        return getattr(self, self.kind) if self.kind in self.SOURCES else None

    def clean(self):
        super().clean()
        if self.kind in self.SOURCES and getattr(self, f"{self.kind}_id") is None:
            raise ValidationError({self.kind: _("Choose whose titles this row shows.")})
        if self.kind == self.Kind.TITLES and not self.heading:
            raise ValidationError({"heading": _("A row of titles chosen by hand needs a heading.")})


class HomepageRowTranslation(Translation):
    row = models.ForeignKey(HomepageRow, on_delete=models.CASCADE, related_name="translations")
    heading = models.CharField(max_length=120, blank=True)

    class Meta(Translation.Meta):
        constraints = [models.UniqueConstraint(fields=["row", "language"], name="homepage_row_language_unique")]

    def __str__(self):
        return f"{self.row}: {self.language}"


class RowTitle(models.Model):
    """A title's place in a row that is chosen by hand."""

    row = models.ForeignKey(HomepageRow, on_delete=models.CASCADE, related_name="row_titles")
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="row_places")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["row", "title"], name="title_once_per_homepage_row")]

    def __str__(self):
        return str(self.title)
