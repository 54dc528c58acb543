"""Where values came from: provenance and locks on fields, numbers that other databases give to a thing."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

EDITOR = "editor"  # the source of what somebody typed here; the log knows who it was


class Sourced(models.Model):
    """`provenance`: field -> [source, when (ISO 8601, or ""), locked]."""

    provenance = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def locked_fields(self):
        """Fields that an editor changed: no refresh overwrites them."""
        return {field for field, (_source, _moment, locked) in self.provenance.items() if locked}

    def lock(self, fields, by=EDITOR):
        """Note that an editor set those fields now; the caller saves."""
        moment = timezone.now().isoformat()  # to the microsecond: the log is asked who saved next
        for field in fields:
            self.provenance[field] = [by, moment, True]

    def unlock(self, fields):
        """Let a refresh overwrite those fields again; the caller saves."""
        for field in fields:
            if field in self.provenance:
                source, moment, _locked = self.provenance[field]
                self.provenance[field] = [source, moment, False]


class ExternalId(models.Model):
    """One number that a provider gives to a thing. TMDB reuses a number for a movie and a show, hence the kind."""

    counts_in_revision = False

    provider = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=64)
    payload_hash = models.CharField(max_length=64, blank=True, editable=False)
    fetched_at = models.DateTimeField(null=True, blank=True, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")

    class Meta:
        ordering = ["provider", "kind", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "kind", "value"], name="external_id_unique_per_provider_and_kind"
            )
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="external_id_subject"),
            models.Index(fields=["value"], name="external_id_value"),
        ]

    def __str__(self):
        return f"{self.provider}:{self.kind}:{self.value}"
