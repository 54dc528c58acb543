"""Which titles are like which: derived, deletable, one writer."""

from django.db import models

from catalog.models.titles import Title


class SimilarTitle(models.Model):
    """`score` is an integer, so that it is the same on any machine; `reasons` say why in a few words."""

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
