"""Videos: trailers and clips, and the features and episodes themselves."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models.seasons import Episode, Season
from catalog.models.titles import Title


class VideoQuerySet(models.QuerySet):
    def promotional(self):
        """What leads to a title: trailers first, then teasers, clips, featurettes."""
        kinds = [Video.Kind.TRAILER, Video.Kind.TEASER, Video.Kind.CLIP, Video.Kind.FEATURETTE]
        order = models.Case(*(models.When(kind=kind, then=place) for place, kind in enumerate(kinds)))
        return self.filter(kind__in=kinds).order_by(order, "position", "pk")


class Video(models.Model):
    class Kind(models.TextChoices):
        TRAILER = "trailer", _("trailer")
        TEASER = "teaser", _("teaser")
        CLIP = "clip", _("clip")
        FEATURETTE = "featurette", _("featurette")
        FEATURE = "feature", _("the feature itself")
        EPISODE = "episode", _("the episode itself")

    class Host(models.TextChoices):
        YOUTUBE = "youtube", "YouTube"
        VIMEO = "vimeo", "Vimeo"
        FILE = "file", _("file")
        HLS = "hls", _("HLS stream")

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="videos")
    season = models.ForeignKey(Season, null=True, blank=True, on_delete=models.CASCADE, related_name="videos")
    episode = models.ForeignKey(Episode, null=True, blank=True, on_delete=models.CASCADE, related_name="videos")
    kind = models.CharField(max_length=10, choices=Kind)
    host = models.CharField(max_length=8, choices=Host)
    reference = models.CharField(
        max_length=500, help_text=_("The host's key (YouTube, Vimeo), or the address of the file or stream.")
    )
    name = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10, blank=True)
    is_official = models.BooleanField(_("official"), default=True)
    released_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = VideoQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["title", "host", "reference"], name="video_is_once_in_a_title"),
            models.CheckConstraint(
                condition=(Q(kind="episode") & Q(episode__isnull=False)) | (~Q(kind="episode") & Q(episode=None)),
                name="episode_video_belongs_to_an_episode",
                violation_error_message=_("An episode's own video names its episode; no other video does."),
            ),
        ]

    def __str__(self):
        return self.name or f"{self.get_kind_display()} of {self.title}"

    @property
    def page_url(self):
        """Where it can be watched without a script."""
        if self.host == self.Host.YOUTUBE:
            return f"https://www.youtube.com/watch?v={self.reference}"
        if self.host == self.Host.VIMEO:
            return f"https://vimeo.com/{self.reference}"
        return self.reference
