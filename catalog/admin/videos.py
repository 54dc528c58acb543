"""The pages of videos and their captions: of a title, and of one episode."""

from django.utils.translation import gettext_lazy as _

from catalog.models import Caption, Episode, Video
from streamcms.publishing.admin_site.rows_page import RowsPage


class MovieVideos(RowsPage):
    name = locks = "videos"
    label = _("videos")
    model = Video
    fields = ["kind", "host", "reference", "name", "language", "is_official"]
    order_field = "position"

    def fixed(self, title):
        return {"title": title, "episode": None}

    def prepare(self, form, owner):
        kinds = form.fields["kind"]
        kinds.choices = [(value, label) for value, label in kinds.choices if value != Video.Kind.EPISODE]


class ShowVideos(MovieVideos):
    fields = ["season", *MovieVideos.fields]
    related = ["season__show"]

    def prepare(self, form, show):
        super().prepare(form, show)
        form.fields["season"].queryset = show.seasons.all()
        form.fields["season"].choices = self._season_choices(show)

    @staticmethod
    def _season_choices(show):
        """The show's seasons, asked once for all rows of a page."""
        if not hasattr(show, "season_choices"):
            show.season_choices = [("", "-"), *((season.pk, season.label) for season in show.seasons.all())]
        return show.season_choices


class EpisodeVideos(RowsPage):
    name = locks = "videos"
    label = _("videos")
    model = Video
    fields = MovieVideos.fields
    owner_field = "episode"
    order_field = "position"

    def fixed(self, episode):
        return {"title": episode.season.show, "season": episode.season, "episode": episode}

    def rows(self, episode):
        return Video.objects.filter(episode=episode)

    def prepare(self, form, owner):
        if form.instance.pk is None:
            form.initial["kind"] = Video.Kind.EPISODE


class VideoCaptions(RowsPage):
    """The captions of what a movie or an episode plays itself."""

    name = "captions"
    locks = "videos"
    label = _("captions")
    model = Caption
    fields = ["video", "language", "label", "reference"]
    related = ["video__title"]

    def fixed(self, owner):
        return {}

    def rows(self, owner):
        return Caption.objects.filter(video__in=owner.videos.playable())

    def rows_of_many(self, owners):
        owner_field = "episode" if isinstance(owners[0], Episode) else "title"
        videos = Video.objects.playable().filter(**{f"{owner_field}__in": owners})
        rows = Caption.objects.filter(video__in=videos).select_related("video").order_by("pk")
        return ((getattr(row.video, f"{owner_field}_id"), row) for row in rows)

    def prepare(self, form, owner):
        form.fields["video"].queryset = owner.videos.playable().select_related("title")
