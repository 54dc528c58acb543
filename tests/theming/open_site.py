"""A small site, one thing of each kind, that anybody sees."""

from dataclasses import dataclass

from tests import factories as make
from tests.theming.poster_files import make_poster


@dataclass
class OpenSite:
    """What anybody sees, whatever is hidden beside it."""

    media: object

    def __post_init__(self):
        self.genre, self.tag = make.make_genre("Drama"), make.make_tag("sea")
        self.movie = make.make_movie("Harbour", genres=[self.genre], **self._pictures())
        self.show = make.make_show("Lanterns", genres=[self.genre], **self._pictures())
        self.movie.tags.add(self.tag)
        self.season = make.make_season(self.show)
        self.episode = make.make_episode(self.season, name="Pilot")
        make.make_video(self.movie, kind="feature", host="file", reference="https://cdn.example/1.mp4")
        make.make_video(
            self.show, kind="episode", host="file", reference="https://cdn.example/2.mp4", episode=self.episode
        )
        self.person = make.make_person("Somebody")
        make.make_credit(self.movie, self.person)
        self.collection = make.make_collection("Cycle", [self.movie])
        self.page = make.make_page("about")
        self.row = make.make_homepage_row("titles", self.movie, heading="By hand")
        make.make_homepage_row("latest_movies")
        make.make_homepage_row("latest_shows")
        make.make_homepage_row("latest_episodes")
        make.make_homepage_row("coming_soon")
        make.make_homepage_row("leaving_soon")
        make.make_homepage_row("collection", collection=self.collection)
        make.make_homepage_row("person", person=self.person)
        make.make_homepage_row("tag", tag=self.tag)
        make.make_homepage_row("genre", genre=self.genre)
        self.slide = make.make_slide(self.movie)
        self.theme = make.make_theme("Night")

    def things(self):
        """{thing: a field whose words its page shows}, one of each kind."""
        things = {self.movie: "tagline", self.show: "tagline", self.season: "name", self.episode: "name"}
        things |= {self.person: "biography", self.collection: "synopsis", self.page: "body", self.row: "heading"}
        return things | {self.slide: "headline", self.theme: "name"}

    def _pictures(self):
        return {"poster": make_poster(self.media), "backdrop": make.make_image("backdrop")}
