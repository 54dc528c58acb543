"""HistoryNote: which thing a revision is about, and why it was made."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from reversion.models import Revision


class HistoryNoteQuerySet(models.QuerySet):
    def of(self, thing):
        """Newest first, with who did it: one query."""
        about = ContentType.objects.get_for_model(thing)
        return self.filter(content_type=about, object_id=thing.pk).select_related("revision__user").order_by("-pk")


class HistoryNote(models.Model):
    """A revision holds every row of the thing as it was afterwards; of a deletion: as it was before."""

    class Kind(models.TextChoices):
        FOUND = "found", _("as found")
        ADDITION = "addition", _("added")
        CHANGE = "change", _("changed")
        DELETION = "deletion", _("deleted")
        RESTORATION = "restoration", _("restored")

    counts_in_revision = False

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="note")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    label = models.CharField(max_length=100, help_text="The model, of proxies too: catalog.movie.")
    kind = models.CharField(max_length=11, choices=Kind)
    name = models.CharField(max_length=400)

    objects = HistoryNoteQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="history_note_subject"),
            models.Index(fields=["kind", "label"], name="history_note_deletions"),
        ]

    def __str__(self):
        return f"{self.name}: {self.kind}"
