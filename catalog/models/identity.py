"""Who is who: suspected doubles, what editors said of them, merges and splits, and what imports must remember of these.

`in_merges` says what becomes of rows that point to a thing that is merged into another: by default they move over;
those that are DROPPED come back with an undo; those that are made ANEW are derived, and somebody else's to make.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models.titles import Title
from people.models import Person
from streamcms.publishing import slugs
from streamcms.publishing.sourced import ExternalId

DROPPED, ANEW = "dropped", "anew"


class Suspicion(models.Model):
    """Two that may be one (derived, written by identity/suspects.py). `evidence`: [[code, value, points]], the points
    that speak against it being negative."""

    counts_in_revision = False
    in_merges = DROPPED

    score = models.PositiveSmallIntegerField()
    evidence = models.JSONField(default=list)

    class Meta:
        abstract = True
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="%(class)s_once_for_a_pair"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="%(class)s_in_order"),
        ]
        indexes = [models.Index(fields=["-score", "id"], name="%(class)s_by_score")]

    def __str__(self):
        return f"{self.first_id} = {self.second_id}?"


class TitleSuspicion(Suspicion):
    first = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")

    class Meta(Suspicion.Meta):
        pass


class PersonSuspicion(Suspicion):
    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta(Suspicion.Meta):
        pass


class AreTwo(models.Model):
    """An editor's word that these are two, in whichever order: never suspected again."""

    counts_in_revision = False

    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="%(class)s_said_once")]

    def __str__(self):
        return f"{self.first_id} ≠ {self.second_id}"


class TitlesAreTwo(AreTwo):
    first = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")

    class Meta(AreTwo.Meta):
        pass


class PeopleAreTwo(AreTwo):
    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta(AreTwo.Meta):
        pass


class DisputedId(models.Model):
    """A number that a source gave to one thing while another holds it: the best evidence that the two are one."""

    counts_in_revision = False
    in_merges = DROPPED

    external_id = models.ForeignKey(ExternalId, on_delete=models.CASCADE, related_name="disputes")
    title = models.ForeignKey(Title, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["external_id", "title"], name="id_disputed_once_by_a_title"),
            models.UniqueConstraint(fields=["external_id", "person"], name="id_disputed_once_by_a_person"),
        ]

    def __str__(self):
        return f"{self.external_id}: {self.title_id or self.person_id}"


class AliasId(models.Model):
    """A number that came over with a merge to a thing that has one of that source: it names the thing, and what the
    source says under it describes the thing no more."""

    counts_in_revision = False

    external_id = models.OneToOneField(ExternalId, on_delete=models.CASCADE, related_name="alias")

    def __str__(self):
        return str(self.external_id)


class CreditCorrection(models.Model):
    """An editor's word that what a source credits to `person` in `title` is `instead`'s: everything, or one credit of
    a job (and character)."""

    counts_in_revision = False

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    instead = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    department = models.CharField(max_length=20, blank=True)
    job = models.CharField(max_length=100, blank=True)
    character = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title", "person", "department", "job", "character"], name="one_correction_of_a_credit"
            )
        ]

    def __str__(self):
        return f"{self.title_id}: {self.person_id} → {self.instead_id}"


class IdentityChange(models.Model):
    """A merge or a split: `kept` is what stayed (or was split), `other` what was merged into it (or got its share).

    `journal` says what each row was and became (identity/journal.py); `counts`: [[what, moved, folded, dropped]].
    """

    class Kind(models.TextChoices):
        MERGE = "merge", _("merged")
        SPLIT = "split", _("split")

    counts_in_revision = False

    kind = models.CharField(max_length=5, choices=Kind)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=100, help_text="The model, of proxies too: catalog.movie.")
    kept_id = models.PositiveBigIntegerField()
    kept_name = models.CharField(max_length=400)
    other_id = models.PositiveBigIntegerField()
    other_name = models.CharField(max_length=400)
    other_slug = models.CharField(max_length=slugs.MAX_LENGTH)
    journal = models.JSONField()
    counts = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    complaints = models.JSONField(default=list)

    class Meta:
        verbose_name = _("merge or split")
        verbose_name_plural = _("identity desk")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["content_type", "other_slug"], name="identity_change_old_address"),
            models.Index(fields=["content_type", "kept_id"], name="identity_change_kept"),
            models.Index(fields=["content_type", "other_id"], name="identity_change_other"),
        ]

    def __str__(self):
        return f"{self.other_name} {'→' if self.kind == self.Kind.MERGE else '←'} {self.kept_name}"
