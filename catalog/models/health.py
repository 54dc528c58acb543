"""What is missing or wrong in titles and people: the office's settings and owners, and what was found (derived).

Nothing here is ever shown to viewers, so none of it counts in the revision.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models.titles import Title
from people.models import Person


def _of_one_thing(name):
    one = Q(title__isnull=False, person=None) | Q(title=None, person__isnull=False)
    return models.CheckConstraint(condition=one, name=name)


class HealthRule(models.Model):
    """How much a rule counts for this office; a rule without a row counts as its code says (catalog/health/)."""

    class Severity(models.TextChoices):
        OFF = "off", _("off")
        NOTE = "note", _("note")
        WARN = "warn", _("warn")
        BLOCK = "block", _("block")

    counts_in_revision = False

    key = models.CharField(max_length=40, unique=True)
    severity = models.CharField(max_length=5, choices=Severity)

    class Meta:
        verbose_name = _("health rule")
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__in=["off", "note", "warn", "block"]), name="health_severity_is_known"
            )
        ]

    def __str__(self):
        return f"{self.key}: {self.severity}"


class Health(models.Model):
    """What a title or a person breaks, as the sum of its rules' bits, beside what the work list filters and sorts by.

    Derived, deletable, written by catalog/health/refresh.py alone. A deletion leaves its row to the next refresh.
    """

    class Kind(models.TextChoices):
        MOVIE = "movie", _("movie")
        SHOW = "show", _("show")
        PERSON = "person", _("person")

    counts_in_revision = False
    in_merges = "anew"

    title = models.OneToOneField(
        Title, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="health"
    )
    person = models.OneToOneField(
        Person, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="health"
    )
    kind = models.CharField(max_length=6, choices=Kind)
    state = models.CharField(max_length=10)
    sort_key = models.BinaryField(max_length=240)
    broken = models.BigIntegerField(default=0)

    class Meta:
        constraints = [_of_one_thing("health_is_of_one_thing")]
        indexes = [models.Index(fields=["kind", "state", "broken"], name="health_kind_state_broken")]

    def __str__(self):
        return f"{self.kind} {self.title_id or self.person_id}: {self.broken:b}"


class HealthChange(models.Model):
    """A thing whose health may have changed, noted by a trigger; "all": nothing is known. Only added and deleted."""

    counts_in_revision = False

    kind = models.CharField(max_length=7)
    object_id = models.BigIntegerField(default=0)

    def __str__(self):
        return f"{self.kind} {self.object_id}"


class HealthOwner(models.Model):
    """Who puts a title or a person right. It outlives every rebuild."""

    counts_in_revision = False

    title = models.OneToOneField(Title, null=True, on_delete=models.CASCADE, related_name="health_owner")
    person = models.OneToOneField(Person, null=True, on_delete=models.CASCADE, related_name="health_owner")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="health_tasks")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("owner in the work list")
        verbose_name_plural = _("owners in the work list")
        constraints = [_of_one_thing("health_owner_is_of_one_thing")]

    def __str__(self):
        return f"{self.title or self.person}: {self.owner}"


class VideoCheck(models.Model):
    """Whether a video could be reached when `check_videos` last asked. By address, so that an import that makes a
    video's row anew keeps it. A video without a row was not checked yet."""

    class Outcome(models.TextChoices):
        REACHED = "reached", _("reached")
        GONE = "gone", _("gone")
        UNKNOWN = "unknown", _("unknown")

    counts_in_revision = False

    host = models.CharField(max_length=8)
    reference = models.CharField(max_length=500)
    outcome = models.CharField(max_length=7, choices=Outcome)
    said = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["host", "reference"], name="video_is_checked_once")]

    def __str__(self):
        return f"{self.host} {self.reference}: {self.outcome}"
