"""Videos: trailers and clips, and the features and episodes themselves."""

from mimetypes import guess_type
from urllib.parse import quote, urlsplit

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from catalog.models.seasons import Episode, Season
from catalog.models.titles import Title


class VideoQuerySet(models.QuerySet):
    def visible(self, viewpoint):
        """Videos whose title, season and episode are all visible from there."""
        return self.filter(
            Q(season=None) | Q(season__in=Season.objects.visible(viewpoint)),
            Q(episode=None) | Q(episode__in=Episode.objects.visible(viewpoint)),
            title__in=Title.objects.visible(viewpoint),
        )

    def playable(self):
        """What our own player plays: a feature's or an episode's files and streams, the preferred one first."""
        return self.filter(
            kind__in=[Video.Kind.FEATURE, Video.Kind.EPISODE], host__in=[Video.Host.FILE, Video.Host.HLS]
        ).order_by("position", "pk")

    def of_outer_episode(self, viewpoint):
        """For a query of episodes: whether each is out and has one of these videos."""
        is_out = Q(episode__aired_on=None) | Q(episode__aired_on__lte=viewpoint.today)
        return Exists(self.order_by().filter(is_out, episode=OuterRef("pk")))

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

    @property
    def embed_url(self):
        """What a frame shows after a click: the host's own player, without its cookies; "" for files and streams."""
        if self.host == self.Host.YOUTUBE:
            return f"https://www.youtube-nocookie.com/embed/{quote(self.reference)}?autoplay=1&rel=0"
        if self.host == self.Host.VIMEO:
            return f"https://player.vimeo.com/video/{quote(self.reference)}?autoplay=1&dnt=1"
        return ""

    @property
    def media_type(self):
        """The type for <source>; "" where the address does not tell."""
        if self.host == self.Host.HLS:
            return "application/vnd.apple.mpegurl"
        return guess_type(urlsplit(self.reference).path)[0] or ""


class Caption(models.Model):
    """The words of a video as a WebVTT file, in one language."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(max_length=10, help_text=_("A code such as en or pt-BR."))
    label = models.CharField(max_length=100, help_text=_("What viewers choose by: English, Deutsch …"))
    reference = models.CharField(
        max_length=500,
        help_text=_("The address of the WebVTT file. On another host, it and the video must allow this site (CORS)."),
    )

    class Meta:
        ordering = ["label", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["video", "language", "label"], name="caption_is_once_in_a_video")
        ]

    def __str__(self):
        return self.label
