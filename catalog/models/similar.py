"""Which titles are like which (derived, one writer), and how editors steer it: pins, blocks, weights."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.titles import Title


class SimilarTitle(models.Model):
    """`score` is an integer, so that it is the same on any machine. `reasons` is [[group, [keys of what is shared],
    how many are shared]]: keys, not names, so that a hidden person is never named and a new name is right at once."""

    in_merges = "anew"

    source = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="similar_links")
    target = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="similar_to_links")
    rank = models.PositiveSmallIntegerField()
    score = models.PositiveIntegerField()
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["source", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="similar_title_is_listed_once"),
            models.UniqueConstraint(fields=["source", "rank"], name="similar_rank_unique_per_title"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="title_is_not_similar_to_itself"
            ),
        ]

    def __str__(self):
        return f"{self.source} → {self.target}"


class SimilarChoice(models.Model):
    """An editor's word on a pair. A pinned title stands before all that was found, in the editor's order; a blocked one
    never stands there. It outlives every rebuild."""

    class Verdict(models.TextChoices):
        PIN = "pin", _("pin")
        BLOCK = "block", _("block")

    source = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="similar_choices", verbose_name=_("title"))
    target = models.ForeignKey(
        Title, on_delete=models.CASCADE, related_name="similar_choices_of_others", verbose_name=_("similar title")
    )
    verdict = models.CharField(max_length=5, choices=Verdict, default=Verdict.PIN)
    both_ways = models.BooleanField(_("both ways"), default=False, help_text=_("Also on the other title's page."))
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("choice of similar title")
        verbose_name_plural = _("choices of similar titles")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="one_choice_for_a_pair_of_titles"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="no_choice_of_a_title_for_itself",
                violation_error_message=_("A title cannot be chosen for itself."),
            ),
        ]

    def __str__(self):
        return f"{self.get_verdict_display()}: {self.target}"


class SimilarityWeights(models.Model):
    """How much each group of features counts; one row at most, the defaults without it."""

    id = models.PositiveSmallIntegerField(
        primary_key=True, default=1, editable=False, validators=[MaxValueValidator(1)]
    )
    groups = models.JSONField(default=dict)
    closeness = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("weights of similar titles")
        verbose_name_plural = _("weights of similar titles")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="similarity_weights_are_one_row")]

    def __str__(self):
        return "weights of similar titles"
