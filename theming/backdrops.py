"""Backdrops of heading pages: which have one, and what an editor chose of it. What was drawn: drawn_backdrops.py."""

from zlib import crc32

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Collection, Genre, Title
from streamcms.publishing.images import CENTRE, FOCAL_GRID
from theming.backdrop_image.look import FADES, RANGES, Look

_LOOK = Look()


class OfHeadingPage(models.Model):
    """One row for each page that has a heading; which one, say a place and, of three places, a row."""

    class Place(models.TextChoices):
        LIBRARY = "library", _("library")
        MOVIES = "movies", _("movies")
        SHOWS = "shows", _("shows")
        GENRE = "genre", _("genre")
        COLLECTION = "collection", _("collection")
        PAGE = "page", _("page")

    place = models.CharField(max_length=10, choices=Place, editable=False)
    genre = models.OneToOneField(
        Genre, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )
    collection = models.OneToOneField(
        Collection, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )
    page = models.OneToOneField(
        "theming.Page", null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(place="genre", genre__isnull=False, collection=None, page=None)
                | Q(place="collection", genre=None, collection__isnull=False, page=None)
                | Q(place="page", genre=None, collection=None, page__isnull=False)
                | Q(place__in=["library", "movies", "shows"], genre=None, collection=None, page=None),
                name="%(class)s_is_of_one_page",
            ),
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(place__in=["library", "movies", "shows"]),
                name="%(class)s_unique_per_place",
            ),
        ]

    def __str__(self):
        return str(self.owner or self.get_place_display().capitalize())

    @property
    def owner(self):
        """The genre, collection or page; None of the three others."""
        return getattr(self, self.place) if self.place in ("genre", "collection", "page") else None

    @property
    def name(self):
        """What commands call the page: `library`, `about`, `genres/drama`, `collections/firsts`."""
        prefix = {"genre": "genres/", "collection": "collections/"}.get(self.place, "")
        return f"{prefix}{self.owner.slug}" if self.owner else self.place

    @property
    def address(self):
        return self.owner.get_absolute_url() if self.owner else reverse(self.place)

    @property
    def page_key(self):
        return {"place": self.place, "genre": self.genre, "collection": self.collection, "page": self.page}


def _whole(name, **options):
    least, most = RANGES[name]
    validators = [MinValueValidator(least), MaxValueValidator(most)]
    return models.SmallIntegerField(default=getattr(_LOOK, name), validators=validators, **options)


class BackdropSettings(OfHeadingPage):
    """What an editor chose. A page without a row has what `for_page` says."""

    class Source(models.TextChoices):
        ALL = "all", _("every title")
        MOVIES = "movies", _("movies")
        SHOWS = "shows", _("shows")
        GENRE = "genre", _("a genre")
        COLLECTION = "collection", _("a collection")
        LIST = "list", _("these titles")

    class Fade(models.TextChoices):
        EDGES = "edges", _("at the edges")
        OVAL = "oval", _("in an oval")
        DOWN = "down", _("downwards")
        NONE = "none", _("nowhere")

    is_shown = models.BooleanField(_("shown"), default=True)
    source = models.CharField(_("posters of"), max_length=10, choices=Source, default=Source.ALL)
    source_genre = models.ForeignKey(Genre, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    source_collection = models.ForeignKey(
        Collection, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    titles = models.ManyToManyField(Title, blank=True, related_name="+")
    highest_age = models.PositiveSmallIntegerField(
        _("highest age rating"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(21)],
        help_text=_("In years. Titles rated above it, or not rated, are left out. Empty: no limit."),
    )
    columns = _whole("columns", help_text=_("Posters across the middle."))
    angle = _whole("angle", help_text=_("Degrees, clockwise."))
    gap = _whole("gap", help_text=_("Between posters, in hundredths of a poster's width."))
    radius = _whole("radius", help_text=_("Of the corners, in hundredths of a poster's width."))
    blur = _whole("blur", help_text=_("Pixels, in a picture 1920 pixels wide."))
    tint = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(100)],
        help_text=_("Hundredths of the posters' colours that give way to the theme's accent."),
    )
    fade = models.CharField(max_length=5, choices=Fade, default=Fade.EDGES)
    focal_point = models.PositiveSmallIntegerField(
        default=CENTRE,
        validators=[MaxValueValidator(FOCAL_GRID**2 - 1)],
        help_text=_("Cell of a 9×9 grid, row by row from 0; 40 is the centre."),
    )
    seed = _whole("seed", help_text=_("Another number hangs the posters otherwise."))

    class Meta(OfHeadingPage.Meta):
        verbose_name = verbose_name_plural = _("settings of backdrops")
        constraints = [
            *OfHeadingPage.Meta.constraints,
            models.CheckConstraint(condition=Q(tint__lte=100), name="backdrop_tint_is_at_most_100"),
            models.CheckConstraint(condition=Q(fade__in=FADES), name="backdrop_fade_is_known"),
            models.CheckConstraint(
                condition=Q(source__in=["all", "movies", "shows", "genre", "collection", "list"]),
                name="backdrop_source_is_known",
            ),
            models.CheckConstraint(
                condition=Q(focal_point__lt=FOCAL_GRID**2), name="backdrop_focal_point_is_in_the_grid"
            ),
        ]

    tried_keys = None

    @classmethod
    def for_page(cls, of_page):
        """What counts for a page while nobody has chosen: its own titles, in an order of its own."""
        source = {"movies": "movies", "shows": "shows", "genre": "genre", "collection": "collection"}
        return cls(
            **of_page.page_key,
            source=source.get(of_page.place, "all"),
            source_genre=of_page.genre,
            source_collection=of_page.collection,
            seed=crc32(of_page.name.encode()) % 1000,
        )

    def listed_keys(self):
        """Keys of a hand-made list, which a preview has before it is stored."""
        return self.tried_keys if self.tried_keys is not None else list(self.titles.values_list("pk", flat=True))

    @property
    def focus(self):
        row, column = divmod(self.focal_point, FOCAL_GRID)
        return column / (FOCAL_GRID - 1), row / (FOCAL_GRID - 1)

    def look(self):
        # Away from the edge: about a wall that stands at a corner nothing is left to see.
        focus = tuple(0.2 + 0.6 * share for share in self.focus)
        chosen = {name: getattr(self, name) for name in RANGES}
        return Look(**chosen, fade=str(self.fade), focus=focus)
