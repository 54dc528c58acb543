"""Release and ReleaseItem: a named bundle of what becomes public together, and what it does to each thing in it.

Written by the admin's pages of releases and by applying.py alone.
"""

import secrets

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.viewpoint import Viewpoint


def new_key():
    return secrets.token_hex(6)


def _person():
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )


def _when():
    return models.DateTimeField(null=True, editable=False)


class ReleaseQuerySet(models.QuerySet):
    def due(self, at):
        """Scheduled ones whose moment has come by then, in the order of their moments."""
        return self.filter(state=Release.State.SCHEDULED, moment__lte=at).order_by("moment", "pk")


class Release(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("open")
        SCHEDULED = "scheduled", _("scheduled")
        APPLIED = "applied", _("applied")
        ROLLED_BACK = "rolled_back", _("rolled back")

    counts_in_revision = False

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=120)
    note = models.TextField(blank=True, help_text=_("What it is for, and what is still to be done."))
    moment = models.DateTimeField(
        null=True, blank=True, help_text=_("When all of it becomes public. Empty: not known yet.")
    )
    state = models.CharField(max_length=11, choices=State, default=State.OPEN, editable=False)
    failure = models.TextField(blank=True, editable=False, help_text="Why it could not be applied.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = _person()
    scheduled_at = _when()
    scheduled_by = _person()
    applied_at = _when()
    rolled_back_at = _when()
    rolled_back_by = _person()

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "scheduled", "applied", "rolled_back"]), name="release_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(moment__isnull=False) | Q(state="open"), name="release_has_a_moment_once_scheduled"
            ),
        ]
        indexes = [models.Index(fields=["state", "moment"], name="release_state_and_moment")]

    def __str__(self):
        return self.name

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def is_scheduled(self):
        return self.state == self.State.SCHEDULED

    @property
    def is_applied(self):
        return self.state == self.State.APPLIED

    @property
    def preview_address(self):
        """The site at its moment, or now where it has none yet, with all of it."""
        return f"/admin/preview/{Viewpoint.spell(self.moment, release=self.key)}/"


class ReleaseItem(models.Model):
    """`before` is what the release found, `after` what it made of it; both are empty until it is scheduled."""

    class Kind(models.TextChoices):
        PUBLISH = "publish", _("is published")
        HIDE = "hide", _("is hidden")
        CHANGE = "change", _("is changed")

    counts_in_revision = False
    in_merges = "dropped"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="items")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey()
    kind = models.CharField(max_length=7, choices=Kind)
    name = models.CharField(max_length=400, editable=False, help_text="What a thing that is gone was called.")
    before = models.JSONField(default=dict, editable=False)
    after = models.JSONField(default=dict, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = _person()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "content_type", "object_id"],
                condition=~Q(kind="change"),
                name="thing_is_shown_or_hidden_once_in_a_release",
            ),
            models.UniqueConstraint(
                fields=["release", "content_type", "object_id"],
                condition=Q(kind="change"),
                name="draft_is_once_in_a_release",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["publish", "hide", "change"]), name="release_item_kind_is_known"
            ),
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="release_item_thing")]

    def __str__(self):
        return self.name
