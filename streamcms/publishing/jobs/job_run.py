"""JobRun: what became of each job last. Written by running.py alone; deletable, then all is due."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRun(models.Model):
    counts_in_revision = False

    name = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField(_("last run"))
    seconds = models.FloatField(_("took"), default=0)
    result = models.CharField(max_length=400, blank=True)
    error = models.TextField(blank=True)
    failed_at = models.DateTimeField(_("failed last"), null=True)
    version = models.CharField(max_length=60, blank=True, help_text="Of the catalogue, when it was last done.")

    class Meta:
        ordering = ["name"]
        verbose_name = _("job")

    def __str__(self):
        return self.name
