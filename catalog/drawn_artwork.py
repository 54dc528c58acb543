"""Drawn artwork for what has none: posters and backdrops of titles, stills of episodes, portraits of people.

Drawing is pure and goes to other processes; rows and files are written here, so a run that stops goes on later.
"""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from django.db import models

from catalog.models import Episode
from streamcms.publishing.artwork import originals, portraits, posters, scenes
from streamcms.publishing.image_files import store_prepared
from streamcms.publishing.processes import end_with_parent

SOURCE = "drawn"
_IN_FLIGHT = 16


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One picture to draw: for which row and role, with which function and arguments."""

    row: models.Model
    role: str
    draw: Callable
    arguments: tuple

    def store(self, prepared):
        name = self.arguments[0]
        image = store_prepared(prepared, self.role, source=SOURCE, alternative_text=_alternative(self.role, name))
        type(self.row)._base_manager.filter(pk=self.row.pk, **{self.role: None}).update(**{self.role: image})


def _alternative(role, name):
    """What a drawn picture says to those who do not see it: a scene or a portrait without a face says nothing."""
    return f"Poster of {name}" if role == "poster" else ""


def draw_missing_artwork(titles, people, *, processes=2, progress=lambda drawings, total: drawings):
    """Draw what these titles (with their episodes) and people lack; return how many pictures were drawn."""
    drawings = [*_of_titles(titles), *_of_episodes(titles), *_of_people(people)]
    if not drawings:
        return 0
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, end_with_parent) as pool:
        prepared = _in_order(pool, drawings)
        for drawing, result in zip(progress(drawings, total=len(drawings)), prepared, strict=True):
            drawing.store(result)
    return len(drawings)


def _in_order(pool, drawings):
    """Results in order, with few in flight, so that memory does not grow with the number of pictures."""
    waiting = []
    for drawing in drawings:
        waiting.append(pool.submit(originals.draw, drawing.draw, drawing.arguments, drawing.role))
        if len(waiting) == _IN_FLIGHT:
            yield waiting.pop(0).result()
    for future in waiting:
        yield future.result()


def _of_titles(titles):
    for title in titles.prefetch_related("genres").order_by("slug"):
        genres = [genre.slug for genre in title.genres.all()]
        arguments = (title.name, title.year, genres, title.slug)
        if title.poster_id is None:
            yield _Drawing(title, "poster", posters.poster, arguments)
        if title.backdrop_id is None:
            yield _Drawing(title, "backdrop", scenes.backdrop, arguments)


def _of_episodes(titles):
    episodes = Episode.objects.filter(season__show__in=titles, still=None).select_related("season__show")
    genres = {title.pk: [g.slug for g in title.genres.all()] for title in titles.shows().prefetch_related("genres")}
    for episode in episodes.order_by("season__show__slug", "season__number", "number"):
        show = episode.season.show
        arguments = (show.name, episode.season.number, episode.number, genres[show.pk], show.slug)
        yield _Drawing(episode, "still", scenes.still, arguments)


def _of_people(people):
    for person in people.filter(portrait=None).order_by("slug"):
        yield _Drawing(person, "portrait", portraits.portrait, (person.name, person.slug))
