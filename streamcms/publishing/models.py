"""The tables of the ground floor. Abstract models and the rule of visibility live in modules of their own."""

import secrets

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from streamcms.publishing import slugs
from streamcms.publishing.draft import Draft
from streamcms.publishing.editor_settings import EditorSettings
from streamcms.publishing.history.notes import HistoryNote
from streamcms.publishing.images import Image
from streamcms.publishing.presence import Presence
from streamcms.publishing.sourced import ExternalId
from streamcms.publishing.viewpoint import Viewpoint

__all__ = [
    "Draft",
    "EditorSettings",
    "ExternalId",
    "HistoryNote",
    "Image",
    "Presence",
    "PreviewLink",
    "PublicSlug",
    "Revision",
]


class Revision(models.Model):
    """One row; triggers count it up (revision.py)."""

    counts_in_revision = False

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="revision_is_one_row")]

    def __str__(self):
        return str(self.number)


class PublicSlug(models.Model):
    """Addresses that were public once, written by triggers: never given to another thing, redirected when left."""

    counts_in_revision = False

    space = models.CharField(max_length=63)
    slug = models.CharField(max_length=slugs.MAX_LENGTH)
    object_id = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "slug"], name="public_slug_belongs_to_one_thing")]

    def __str__(self):
        return f"{self.space}/{self.slug}"


def _new_token():
    return secrets.token_urlsafe(12)


class PreviewLinkQuerySet(models.QuerySet):
    def find(self, signed_key):
        """The link that a signed key opens now: signature right, not expired, not revoked; else None."""
        try:
            token = signing.Signer(salt=PreviewLink.SALT).unsign(signed_key)
        except signing.BadSignature:
            return None
        return self.filter(token=token, revoked_at=None, expires_at__gt=timezone.now()).first()


class PreviewLink(models.Model):
    """A look at the site from a viewpoint for somebody without an account, until it expires or is revoked."""

    SALT = "streamcms.preview"
    counts_in_revision = False

    token = models.CharField(max_length=16, unique=True, default=_new_token, editable=False)
    at = models.DateTimeField(_("moment"), null=True, blank=True, help_text=_("Empty: now, whenever it is opened."))
    drafts = models.BooleanField(_("with drafts"), default=False)
    note = models.CharField(max_length=200, blank=True, help_text=_("Who it is for."))
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, editable=False, related_name="+"
    )

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return self.note or self.token

    def get_absolute_url(self):
        return f"/preview/{signing.Signer(salt=self.SALT).sign(self.token)}/"

    def viewpoint(self, path):
        return Viewpoint(self.at or timezone.now(), self.drafts, path)

    def revoke(self):
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])
