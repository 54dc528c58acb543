"""A small site that anybody sees, and beside it one thing of each kind for each way of being hidden. Every text of
what is to be hidden, every key of its pictures and whatever it alone has is a word of its own."""

import datetime as dt
import re
from dataclasses import dataclass, field

from django.db import models
from django.utils import timezone

from catalog.models import (
    AlternativeName,
    Certification,
    CollectionTranslation,
    Company,
    Country,
    EpisodeTranslation,
    SeasonTranslation,
    TitleTranslation,
)
from people.models import PersonTranslation
from streamcms.publishing.models import ExternalId
from streamcms.publishing.publishable import Publishable
from tests import factories as make
from tests.theming.open_site import OpenSite
from tests.theming.poster_files import poster
from theming.models import HomepageRowTranslation, SlideTranslation

State = Publishable.State
NOW = timezone.now().replace(second=0, microsecond=0)
DAY = dt.timedelta(days=1)
WAYS = {
    "draft": {"state": State.DRAFT},
    "in review": {"state": State.IN_REVIEW},
    "future": {"publish_at": NOW + 30 * DAY},
    "expired": {"unpublish_at": NOW - 30 * DAY},
    "archived": {"state": State.ARCHIVED},
}
ANY_WORD = re.compile(r"qzx\d{4}x|[0-9a-f]{12}", re.IGNORECASE)
_CODES = 8  # shorter texts than this are codes of countries and the like
_NO_WORDS = {"base", "accent"}  # a theme's colours


@dataclass
class HiddenWorld:
    """`words`: each hidden word -> what it was hidden in, such as "movie, draft: tagline"."""

    words: dict = field(default_factory=dict)
    hidden: list = field(default_factory=list)  # (thing, way)

    def word(self, place):
        word = f"qzx{len(self.words):04}x"
        self.words[word] = place
        return word

    def texts(self, model, place):
        """{field: a word} of every field of a model in which anything can be written."""
        return {
            each.name: self.word(f"{place}: {each.name}")
            for each in model._meta.concrete_fields
            if isinstance(each, models.CharField | models.TextField)
            and each.editable
            and not each.choices
            and not each.is_relation
            and (each.max_length or _CODES) >= _CODES
            and each.name not in {"language", *_NO_WORDS}
        }

    def picture(self, role, place, **fields):
        image = make.make_image(role, **fields)
        image.alternative_text = self.word(f"{place}: words of its {role}")
        image.source = self.word(f"{place}: source of its {role}")
        image.save()
        self.words[image.key] = f"{place}: key of its {role}"
        return image

    def hide(self, thing, way):
        self.hidden.append((thing, way))
        return thing

    def told(self, text):
        """The hidden words that a text has."""
        return {word for word in map(str.lower, ANY_WORD.findall(text)) if word in self.words}

    def close(self):
        """Hide what is to be hidden: by UPDATE, which asks no form and saves no model."""
        for thing, way in self.hidden:
            type(thing)._base_manager.filter(pk=thing.pk).update(**WAYS[way])


def build(media):
    """(HiddenWorld, OpenSite): everything is visible still, until `close()`."""
    site, world = OpenSite(media), HiddenWorld()
    for number, way in enumerate(WAYS):
        for kind in ("movie", "show"):
            _title(world, site, kind, way, number)
        _parts_of_what_is_seen(world, site, way, number)
        _person(world, site, way)
        _collection(world, site, way)
        world.hide(make.make_page(**world.texts(make.Page, f"page, {way}")), way)
        world.hide(make.make_theme(**world.texts(make.Theme, f"theme, {way}")), way)
        _programme(world, site, way)
    make.make_slide(kind="newest", count=12)  # last: the slideshow has so many places and no more
    return world, site


def _title(world, site, kind, way, number):
    place = f"{kind}, {way}"
    pictures = {
        "poster": world.picture("poster", place, width=360, height=540),
        "backdrop": world.picture("backdrop", place, width=1280, height=720),
        "logo": world.picture("logo", place),
    }
    make_poster_file(site.media, pictures["poster"])
    only_its_own = {
        "genres": [make.make_genre(**world.texts(make.Genre, f"genre of {place} alone")), site.genre],
        "original_language": make.make_language(f"q{number}{kind[0]}", world.word(f"language of {place} alone: name")),
    }
    title = make.make_title(kind, **world.texts(make.Title, place), **pictures, **only_its_own)
    title.tags.add(make.make_tag(**world.texts(make.Tag, f"tag of {place} alone")), site.tag)
    title.companies.add(Company.objects.create(**world.texts(Company, f"company of {place} alone")))
    title.countries.add(
        Country.objects.create(code=f"{number}{kind[0]}", name=world.word(f"country of {place} alone: name"))
    )
    TitleTranslation.objects.create(title=title, language="ar", **world.texts(TitleTranslation, f"{place}, in Arabic"))
    AlternativeName.objects.create(title=title, **world.texts(AlternativeName, f"other name of {place}"))
    certification = world.texts(Certification, f"certificate of {place}")
    Certification.objects.create(title=title, country="US", **certification)
    ExternalId.objects.create(provider="imdb", kind="title", value=world.word(f"{place}: IMDb's id"), subject=title)
    _video(world, title, place, kind="trailer")
    if kind == "movie":
        _video(world, title, place, kind="feature", host="file")
        make.make_slide(title)
    _credits(world, title, site.person, place)
    make.CollectionMembership.objects.create(collection=site.collection, title=title, position=number + 2)
    make.RowTitle.objects.create(row=site.row, title=title, position=number + 2)
    if kind == "show":
        season = make.make_season(title, **world.texts(make.Season, f"season of {place}"))
        make.make_episode(season, **world.texts(make.Episode, f"episode of {place}"))
    world.hide(title, way)


def make_poster_file(media, image):
    folder = media / "media" / image.key
    folder.mkdir(parents=True)
    (folder / f"{image.widths[-1]}.jpg").write_bytes(poster("navy"))


def _video(world, title, place, **fields):
    texts = world.texts(make.Video, f"{fields['kind']} of {place}")
    if fields.get("host") == "file":
        texts["reference"] = f"https://cdn.example/{texts['reference']}.mp4"
    video = make.make_video(title, **(texts | fields))
    if fields["kind"] != "trailer":
        caption = world.texts(make.Caption, f"caption of {place}")
        make.make_caption(video, **(caption | {"reference": f"https://cdn.example/{caption['reference']}.vtt"}))


def _credits(world, title, person, place):
    for department in ("acting", "directing", "crew"):
        make.make_credit(
            title, person, department=department, **world.texts(make.Credit, f"{department} credit in {place}")
        )


def _parts_of_what_is_seen(world, site, way, number):
    place = f"season of what is seen, {way}"
    season = make.make_season(
        site.show, number + 2, poster=world.picture("poster", place), **world.texts(make.Season, place)
    )
    SeasonTranslation.objects.create(
        season=season, language="ar", **world.texts(SeasonTranslation, f"{place}, in Arabic")
    )
    make.make_episode(season, **world.texts(make.Episode, f"episode in {place}"))
    world.hide(season, way)
    place = f"episode of what is seen, {way}"
    still = world.picture("still", place)
    episode = make.make_episode(site.season, number + 2, still=still, **world.texts(make.Episode, place))
    EpisodeTranslation.objects.create(
        episode=episode, language="ar", **world.texts(EpisodeTranslation, f"{place}, in Arabic")
    )
    make.make_credit(site.show, site.person, episode=episode, **world.texts(make.Credit, f"credit in {place}"))
    _video(world, site.show, place, kind="episode", host="file", episode=episode)
    world.hide(episode, way)


def _person(world, site, way):
    place = f"person, {way}"
    texts = world.texts(make.Person, place)
    texts["also_known_as"] = [world.word(f"{place}: other name")]
    person = make.make_person(**texts, portrait=world.picture("portrait", place))
    PersonTranslation.objects.create(
        person=person, language="ar", **world.texts(PersonTranslation, f"{place}, in Arabic")
    )
    _credits(world, site.movie, person, f"what is seen, of {place}")
    make.make_homepage_row("person", person=person)
    world.hide(person, way)


def _collection(world, site, way):
    place = f"collection, {way}"
    pictures = {"poster": world.picture("poster", place), "backdrop": world.picture("backdrop", place)}
    collection = make.make_collection(titles=[site.movie], **world.texts(make.Collection, place), **pictures)
    CollectionTranslation.objects.create(
        collection=collection, language="ar", **world.texts(CollectionTranslation, f"{place}, in Arabic")
    )
    make.make_homepage_row("collection", collection=collection)
    world.hide(collection, way)


def _programme(world, site, way):
    place = f"row, {way}"
    row = make.make_homepage_row("titles", site.movie, **world.texts(make.HomepageRow, place))
    HomepageRowTranslation.objects.create(
        row=row, language="ar", **world.texts(HomepageRowTranslation, f"{place}, in Arabic")
    )
    world.hide(row, way)
    place = f"slide, {way}"
    picture = world.picture("backdrop", place, width=1280, height=720)
    slide = make.make_slide(site.movie, picture=picture, **world.texts(make.Slide, place))
    SlideTranslation.objects.create(slide=slide, language="ar", **world.texts(SlideTranslation, f"{place}, in Arabic"))
    world.hide(slide, way)
