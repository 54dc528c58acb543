"""Pictures: one row each, never rewritten. A new picture is a new row, and a draft or an import moves a pointer."""

import secrets

from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.artwork import ladder

FOCAL_GRID = 9  # columns and rows
CENTRE = FOCAL_GRID * FOCAL_GRID // 2


def new_key():
    """48 random bits, so that nobody guesses the address of an unpublished picture."""
    return secrets.token_hex(6)


class Image(models.Model):
    class Role(models.TextChoices):
        POSTER = "poster", _("poster")
        BACKDROP = "backdrop", _("backdrop")
        LOGO = "logo", _("logo")
        STILL = "still", _("still")
        PORTRAIT = "portrait", _("portrait")

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    role = models.CharField(max_length=10, choices=Role)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    format = models.CharField(max_length=8, editable=False, help_text=_("Of the original."))
    content_hash = models.CharField(max_length=64, editable=False, db_index=True)
    alternative_text = models.CharField(max_length=300, blank=True)
    focal_point = models.PositiveSmallIntegerField(
        default=CENTRE,
        validators=[MaxValueValidator(FOCAL_GRID**2 - 1)],
        help_text=_("Cell of a 9×9 grid, row by row from 0; 40 is the centre."),
    )
    tone = models.PositiveSmallIntegerField(default=0, editable=False)
    source = models.CharField(max_length=300, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_point__lt=FOCAL_GRID**2), name="image_focal_point_is_in_the_grid"
            ),
            models.CheckConstraint(condition=models.Q(tone__lt=64), name="image_tone_is_one_of_64"),
        ]

    def __str__(self):
        return f"{self.role} {self.key}"

    @property
    def widths(self):
        """Widths in pixels of the renditions, ascending."""
        return ladder.widths(self.role, self.width)

    @property
    def fallback_format(self):
        return "png" if self.role == self.Role.LOGO else "jpg"

    def rendition_name(self, width, extension):
        return f"{self.key}/{width}.{extension}"

    def url(self, width=None, extension=None):
        """The address of the smallest rendition at least so wide (default: the widest)."""
        chosen = next((w for w in self.widths if width and w >= width), self.widths[-1])
        return default_storage.url(self.rendition_name(chosen, extension or self.fallback_format))

    def srcset(self, extension):
        return ", ".join(f"{self.url(width, extension)} {width}w" for width in self.widths)

    @property
    def share_name(self):
        """The card that other sites show beside a link, cropped around the focal point; "" of a logo."""
        return "" if self.role == self.Role.LOGO else f"{self.key}/share-{self.focal_point}.jpg"

    @property
    def share_url(self):
        return default_storage.url(self.share_name)

    @property
    def focus(self):
        """The focal point as shares of width and height."""
        row, column = divmod(self.focal_point, FOCAL_GRID)
        return column / (FOCAL_GRID - 1), row / (FOCAL_GRID - 1)

    @property
    def original_name(self):
        return f"{self.key[:2]}/{self.key}.{self.format}"
