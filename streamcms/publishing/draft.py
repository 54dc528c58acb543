"""Draft: a change of something live that is kept beside it until somebody publishes or discards it."""

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DraftQuerySet(models.QuerySet):
    def of(self, thing):
        """The draft of a thing, with who began and who saved it; None where there is none. One query."""
        about = ContentType.objects.get_for_model(thing)
        people = self.select_related("started_by", "saved_by")
        return people.filter(content_type=about, object_id=thing.pk).first()


class Draft(models.Model):
    """Both hold everything on the thing's form: {model: {key: {field: value}}}, many-to-many keys included.

    What differs between `base`, the live thing that the draft started from, and `payload` is the change.
    """

    counts_in_revision = False
    in_merges = "dropped"  # it would change what was merged away

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    label = models.CharField(max_length=100, help_text=_("The model, of proxies too: catalog.movie."))
    name = models.CharField(max_length=400)
    base = models.JSONField()
    payload = models.JSONField()
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="draft_one_per_thing")]

    def __str__(self):
        return self.name

    @property
    def model(self):
        return apps.get_model(self.label)

    @property
    def thing(self):
        """The live thing, afresh from the database; None where it was deleted by other means than the ORM's."""
        return self.model._base_manager.filter(pk=self.object_id).first()
