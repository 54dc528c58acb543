"""Backdrops that were drawn, with the posters in them: derived rows, written by theming/derived.py alone."""

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from catalog.models import Certification, Title
from streamcms.publishing.images import CENTRE, Image
from theming.backdrop_image.encoding import WIDTHS
from theming.backdrop_posters import ages_of, allowed_titles
from theming.backdrops import BackdropSettings, OfHeadingPage

FOLDER = "backdrops"  # in the storage of renditions
RATIO = 16 / 9
_UNRATED = 1000  # years


class BackdropQuerySet(models.QuerySet):
    def shown(self, viewpoint, **of_page):
        """[Backdrop] that have a picture, each of whose posters may hang there, seen from there: one query, and two
        more where an age rating is set."""
        allowed = allowed_titles(viewpoint).filter(pk=OuterRef("title"), poster=OuterRef("image"))
        gone = BackdropInput.objects.filter(~Exists(allowed), backdrop=OuterRef("pk"))
        drawn = self.filter(~Exists(gone), **of_page).exclude(key="").annotate(highest_age=_highest_age())
        found = list(drawn.order_by("pk"))
        too_old = _above_their_age({each.pk: each.highest_age for each in found if each.highest_age is not None})
        return [each for each in found if each.pk not in too_old]


def _highest_age():
    """What is chosen for the page of a Backdrop by now."""
    chosen = BackdropSettings.objects.filter(place=OuterRef("place"))
    for owner in ("genre", "collection", "page"):
        chosen = chosen.filter(Q(**{owner: OuterRef(owner)}) | Q(**{owner: None}))
    return Subquery(chosen.values("highest_age")[:1])


def _above_their_age(limits):
    """`limits`: key of a backdrop -> years. Keys of those in which a title hangs that is rated above, or not at all."""
    if not limits:
        return set()
    hanging = BackdropInput.objects.filter(backdrop__in=limits)
    ages = ages_of(Certification.objects.filter(title__in=hanging.values("title")))
    pairs = hanging.values_list("backdrop", "title")
    return {backdrop for backdrop, title in pairs if ages.get(title, _UNRATED) > limits[backdrop]}


class Backdrop(OfHeadingPage):
    """What was drawn: files under a key that nobody guesses, never written to again. An empty key: no posters."""

    key = models.CharField(max_length=12, blank=True, editable=False)
    inputs_hash = models.CharField(max_length=64, editable=False)
    tint = models.PositiveSmallIntegerField(default=0, editable=False)
    focal_point = models.PositiveSmallIntegerField(default=CENTRE, editable=False)
    skipped = models.JSONField(default=list, blank=True, editable=False)
    made_at = models.DateTimeField(editable=False)

    objects = BackdropQuerySet.as_manager()

    widths = WIDTHS
    width = WIDTHS[-1]
    height = round(width / RATIO)

    class Meta(OfHeadingPage.Meta):
        ordering = ["place", "pk"]

    def file_name(self, width, extension):
        return f"{FOLDER}/{self.key}/{width}.{extension}"

    def url(self, width=WIDTHS[1], extension="jpg"):
        return default_storage.url(self.file_name(width, extension))

    def srcset(self, extension):
        return ", ".join(f"{self.url(width, extension)} {width}w" for width in self.widths)

    @property
    def tint_step(self):
        """Tints are static CSS, in steps of ten."""
        return round(self.tint, -1)

    @property
    def avif_srcset(self):
        return self.srcset("avif")

    @property
    def jpeg_srcset(self):
        return self.srcset("jpg")


class BackdropInput(models.Model):
    """A poster that hangs in a backdrop. A title or a picture that is deleted leaves the row: it still hangs there."""

    backdrop = models.ForeignKey(Backdrop, on_delete=models.CASCADE, related_name="inputs")
    title = models.ForeignKey(Title, null=True, on_delete=models.SET_NULL, related_name="+")
    image = models.ForeignKey(Image, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["backdrop", "title"], name="title_hangs_once_in_a_backdrop"),
        ]

    def __str__(self):
        return f"{self.backdrop}: {self.title}"
