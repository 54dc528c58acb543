"""The one visibility rule: `visible(viewpoint)` on a queryset and `is_visible(viewpoint)` on a row."""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from streamcms.publishing import slugs


class PublishableQuerySet(models.QuerySet):
    def visible(self, viewpoint):
        """Rows that a viewer sees from there: in a shown state, within their window, and so all that they lie in."""
        return self.filter(_condition(self.model, viewpoint))


def _condition(model, viewpoint, path=""):
    states = model.State.shown(viewpoint)
    condition = (
        Q(**{f"{path}state__in": states})
        & (Q(**{f"{path}publish_at": None}) | Q(**{f"{path}publish_at__lte": viewpoint.at}))
        & (Q(**{f"{path}unpublish_at": None}) | Q(**{f"{path}unpublish_at__gt": viewpoint.at}))
    )
    if model.visible_within:
        parent = model._meta.get_field(model.visible_within).related_model
        condition &= _condition(parent, viewpoint, f"{path}{model.visible_within}__")
    return condition


class Publishable(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")
        ARCHIVED = "archived", _("archived")

        @classmethod
        def shown(cls, viewpoint):
            return [cls.PUBLISHED, cls.DRAFT, cls.IN_REVIEW] if viewpoint.drafts else [cls.PUBLISHED]

    visible_within = ""  # the foreign key to the thing that this one is a part of

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    publish_at = models.DateTimeField(
        _("publish at"), null=True, blank=True, help_text=_("Shown from this moment. Empty: at once.")
    )
    unpublish_at = models.DateTimeField(
        _("unpublish at"), null=True, blank=True, help_text=_("Hidden from this moment. Empty: never.")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    drafts = GenericRelation("publishing.Draft")  # one at most; here so that it is deleted with its thing

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(publish_at=None) | Q(unpublish_at=None) | Q(publish_at__lt=models.F("unpublish_at")),
                name="%(class)s_window_opens_before_it_closes",
                violation_error_message=_("The publishing window ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in_review", "published", "archived"]),
                name="%(class)s_state_is_known",
            ),
        ]

    def is_visible(self, viewpoint):
        """The one-row twin of `visible`."""
        if self.state not in self.State.shown(viewpoint):
            return False
        if self.publish_at and viewpoint.at < self.publish_at:
            return False
        if self.unpublish_at and viewpoint.at >= self.unpublish_at:
            return False
        return not self.visible_within or getattr(self, self.visible_within).is_visible(viewpoint)

    def clean(self):
        super().clean()
        if getattr(self, "slug", "") and slugs.is_held_by_another(type(self), self.slug, self.pk):
            raise ValidationError(
                {"slug": _("“%s” was the public address of something else and stays with it.") % self.slug}
            )
