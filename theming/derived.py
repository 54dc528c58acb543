"""Derived data of pages: backdrops, made of posters. rebuild_backdrops() is the only writer of their rows and files."""

import fcntl
import hashlib
from contextlib import contextmanager

import numpy as np
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from catalog.models import Collection, Genre, Title
from streamcms.publishing.artwork import ladder
from streamcms.publishing.artwork.tone import TONES
from streamcms.publishing.images import new_key
from streamcms.publishing.viewpoint import Viewpoint
from theming.backdrop_image import arrangement, backdrop
from theming.backdrop_posters import wanted_titles
from theming.backdrops import BackdropSettings, OfHeadingPage
from theming.drawn_backdrops import FOLDER, Backdrop, BackdropInput
from theming.models import Page

SIZE = backdrop.WIDTH, backdrop.HEIGHT
_DRAWING = 1  # counts up when the same choices are drawn otherwise
_CANDIDATES = 400  # the best known; beyond them, nobody misses a poster
_LARGE_ENOUGH = 360  # pixels: a poster at its nearest, in the widest picture, is little larger
_SPARE = 8  # read besides those that hang, for those that cannot be read
_LEAST_OF_A_COLLECTION = 3  # posters, without which its page stays as it is unless an editor wants it
_Place = OfHeadingPage.Place


class NoSuchPage(ValueError):
    """No heading page has that name."""


def rebuild_backdrops(names=(), *, force=False, progress=lambda pages: pages):
    """Make the backdrops whose inputs changed, of all heading pages or those named; all of them with `force`. Return
    how many. Files come first, so that a row never names what is not there; killed, the backdrop before stands."""
    with _locked():
        pages = heading_pages()
        unknown = set(names) - {page.name for page in pages}
        if unknown:
            known = ", ".join(page.name for page in pages)
            raise NoSuchPage(f"There is no heading page {sorted(unknown)[0]!r}. There are: {known}.")
        wanted = [page for page in pages if not names or page.name in names]
        made = sum(_rebuild(page, force) for page in progress(wanted))
        _sweep()
    return made


def heading_pages():
    """An unsaved Backdrop for each page that has a heading, the settings of which are `choices`."""
    chosen = {(row.place, row.genre_id, row.collection_id, row.page_id): row for row in BackdropSettings.objects.all()}
    with_choices = {row.collection_id for row in chosen.values()}
    titles = Title.objects.visible(Viewpoint.public())
    collections = Collection.objects.order_by("sort_key", "slug")
    pages = [Backdrop(place=place) for place in (_Place.LIBRARY, _Place.MOVIES, _Place.SHOWS)]
    pages += [Backdrop(place=_Place.GENRE, genre=genre) for genre in Genre.objects.used_in(titles)]
    pages += [
        Backdrop(place=_Place.COLLECTION, collection=collection)
        for collection in collections
        if collection.backdrop_id is None or collection.pk in with_choices
    ]
    pages += [Backdrop(place=_Place.PAGE, page=page) for page in Page.objects.all()]
    for page in pages:
        key = page.place, page.genre_id, page.collection_id, page.page_id
        page.is_chosen = key in chosen
        page.choices = chosen.get(key) or BackdropSettings.for_page(page)
    return pages


def candidates(choices, viewpoint):
    """Rows of the titles whose posters are read: key, poster's key, its hash, width and tone, the title's name."""
    fields = ("pk", "poster", "poster__key", "poster__content_hash", "poster__width", "poster__tone", "name")
    rows = list(wanted_titles(choices, viewpoint).values_list(*fields, named=True)[:_CANDIDATES])
    if not rows:
        return []
    tones = np.array([_lab(TONES[row.poster__tone]) for row in rows]).reshape(-1, 3)
    _look, places = backdrop.hanging_places(choices.look(), len(rows))
    return [rows[place] for place in arrangement.choose(tones, len(places) + _SPARE, choices.seed)]


def _lab(tone):
    lightness, chroma, hue = tone
    return lightness, chroma * np.cos(np.radians(hue)), chroma * np.sin(np.radians(hue))


def _rebuild(page, force):
    """Whether the backdrop was made, or taken away."""
    choices, viewpoint = page.choices, Viewpoint.public()
    rows = candidates(choices, viewpoint) if choices.is_shown else []
    if page.collection and not page.is_chosen and len(rows) < _LEAST_OF_A_COLLECTION:
        rows = []
    digest = _digest(choices, rows)
    held = Backdrop.objects.filter(**page.page_key).first()
    shown_so = {"tint": choices.tint, "focal_point": choices.focal_point}
    if held and held.inputs_hash == digest and not force and _is_whole(held, viewpoint):
        if any(getattr(held, name) != value for name, value in shown_so.items()):
            Backdrop.objects.filter(pk=held.pk).update(**shown_so)
        return False
    made, skipped = draw(choices, rows, SIZE)
    key = new_key() if made else ""
    if made:
        for rendition in made.renditions():
            name = f"{FOLDER}/{key}/{rendition.width}.{rendition.extension}"
            default_storage.save(name, ContentFile(rendition.data))
    values = {"key": key, "inputs_hash": digest, "skipped": skipped, "made_at": timezone.now(), **shown_so}
    _replace(page, values, [row for row in rows if made and row.pk in made.names])
    return bool(made or (held and held.key))


def draw(choices, rows, size):
    """A backdrop_image Backdrop, or None, and [[title's name, why its poster was skipped]]."""
    names = {row.pk: row.name for row in rows}
    sources, skipped = [], []
    for row in rows:
        try:
            sources.append((row.pk, _poster(row)))
        except OSError:
            skipped.append([row.name, "Its file is missing."])
    made, unreadable = backdrop.make(sources, choices.look(), *size) if sources else (None, ())
    return made, skipped + [[names[name], reason] for name, reason in unreadable]


def _poster(row):
    """The rendition that is just large enough. OSError where there is none."""
    widths = ladder.widths("poster", row.poster__width)
    width = next((width for width in widths if width >= _LARGE_ENOUGH), widths[-1])
    with default_storage.open(f"{row.poster__key}/{width}.jpg") as file:
        return file.read()


def _digest(choices, rows):
    parts = [str(_DRAWING), choices.look().as_text()]
    parts += [f"{row.poster__key} {row.poster__content_hash}" for row in rows]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _is_whole(held, viewpoint):
    """Whether a backdrop can be shown as it is: what hangs in it is there to see, and so are its files."""
    if not held.key:
        return True
    files = [held.file_name(width, extension) for width in held.widths for extension in ("avif", "jpg")]
    is_shown = bool(Backdrop.objects.shown(viewpoint, pk=held.pk))
    return is_shown and all(default_storage.exists(name) for name in files)


@transaction.atomic
def _replace(page, values, rows):
    held, _created = Backdrop.objects.update_or_create(**page.page_key, defaults=values)
    held.inputs.all().delete()
    BackdropInput.objects.bulk_create(
        BackdropInput(backdrop=held, title_id=row.pk, image_id=row.poster) for row in rows
    )


def _sweep():
    """Delete the files that no row names: what was replaced, and what a killed run left."""
    try:
        folders, _files = default_storage.listdir(FOLDER)
    except OSError:
        return
    for key in set(folders) - set(Backdrop.objects.values_list("key", flat=True)):
        for name in default_storage.listdir(f"{FOLDER}/{key}")[1]:
            default_storage.delete(f"{FOLDER}/{key}/{name}")
        default_storage.delete(f"{FOLDER}/{key}")


@contextmanager
def _locked():
    """One writer at a time, among processes too."""
    with open(settings.DATA_ROOT / "backdrops.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
