"""Plain factories: what they make is valid and visible by default."""

import itertools

from django.contrib import admin

from catalog.identity.merging import merge, plan_merge
from catalog.models import (
    Caption,
    Collection,
    CollectionMembership,
    Credit,
    Episode,
    Genre,
    Language,
    Movie,
    Season,
    Show,
    Tag,
    Title,
    Video,
)
from people.models import Person
from streamcms.publishing.drafts import store_draft
from streamcms.publishing.drafts.graph import capture, label_of
from streamcms.publishing.models import Image
from streamcms.publishing.partial_dates import PartialDate
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.slugs import slug_of
from theming.models import HomepageRow, Page, RowTitle, Slide, Theme

PUBLISHED = Publishable.State.PUBLISHED
_numbers = itertools.count(1)


def _name(kind, name):
    return name or f"{kind} {next(_numbers)}"


def _dates(prefix, precision_name, text):
    if not text:
        return {}
    date = PartialDate.parse(text)
    return {f"{prefix}_on": date.first_day, precision_name: date.precision}


def make_title(kind, name="", *, released="2001-05-04", genres=(), state=PUBLISHED, **fields):
    name = _name(kind, name)
    fields = {"slug": slug_of(name), "synopsis": f"What happens in {name}."} | fields
    fields |= _dates("released", "release_precision", released)
    title = Title.objects.create(kind=kind, name=name, state=state, **fields)
    title.genres.set(genres)
    return title


def make_movie(name="", **fields):
    return make_title("movie", name, **fields)


def make_show(name="", **fields):
    return make_title("show", name, **fields)


def make_season(show=None, number=1, *, aired="2001-05-04", state=PUBLISHED, **fields):
    fields |= _dates("aired", "air_precision", aired)
    return Season.objects.create(show=show or make_show(), number=number, state=state, **fields)


def make_episode(season=None, number=1, name="", *, aired="2001-05-04", state=PUBLISHED, **fields):
    fields |= _dates("aired", "air_precision", aired)
    return Episode.objects.create(
        season=season or make_season(), number=number, name=_name("episode", name), state=state, **fields
    )


def make_person(name="", **fields):
    name = _name("person", name)
    return Person.objects.create(**({"name": name, "slug": slug_of(name)} | fields))


def make_credit(title=None, person=None, *, department="acting", job="Actor", character="", **fields):
    return Credit.objects.create(
        title=title or make_movie(),
        person=person or make_person(),
        department=department,
        job=job,
        character=character,
        **fields,
    )


def make_genre(name="", **fields):
    name = _name("genre", name)
    return Genre.objects.create(**({"name": name, "slug": slug_of(name)} | fields))


def make_tag(name="", **fields):
    name = _name("tag", name)
    return Tag.objects.create(**({"name": name, "slug": slug_of(name)} | fields))


def make_language(code="de", name="German"):
    return Language.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_collection(name="", titles=(), *, state=PUBLISHED, **fields):
    name = _name("collection", name)
    collection = Collection.objects.create(**({"name": name, "slug": slug_of(name), "state": state} | fields))
    for position, title in enumerate(titles, 1):
        CollectionMembership.objects.create(collection=collection, title=title, position=position)
    return collection


def make_video(title=None, *, kind="trailer", host="youtube", reference="", **fields):
    return Video.objects.create(
        title=title or make_movie(), kind=kind, host=host, reference=_name("video", reference), **fields
    )


def make_caption(video, **fields):
    return Caption.objects.create(
        video=video, **({"language": "en", "label": "English", "reference": "/captions/en.vtt"} | fields)
    )


def make_page(name="", *, state=PUBLISHED, **fields):
    name = _name("page", name)
    return Page.objects.create(
        **({"name": name, "slug": slug_of(name), "state": state, "body": "Some words."} | fields)
    )


def make_image(role="poster", **fields):
    """A row without files."""
    facts = {"width": 400, "height": 600, "format": "jpeg", "content_hash": f"{next(_numbers):064x}"}
    return Image.objects.create(role=role, **(facts | fields))


def make_theme(name="", *, state=PUBLISHED, **fields):
    name = _name("Theme", name)
    fields = {"slug": slug_of(name), "base": "oklch(0.165 0.02 268)", "accent": "amber-300", "position": 99} | fields
    return Theme.objects.create(name=name, state=state, **fields)


def make_slide(title=None, *, kind="title", state=PUBLISHED, **fields):
    title = title or (make_movie(backdrop=make_image("backdrop")) if kind == "title" else None)
    return Slide.objects.create(kind=kind, title=title, state=state, **({"position": next(_numbers)} | fields))


def make_merge():
    """Two people of one name, merged: the IdentityChange."""
    kept, gone = (make_person("Twin", slug=f"twin-{next(_numbers)}") for _ in range(2))
    return merge(kept, gone, plan_merge(kept, gone), None)


def make_homepage_row(kind, *titles, state=PUBLISHED, **fields):
    row = HomepageRow.objects.create(kind=kind, state=state, **({"position": next(_numbers)} | fields))
    RowTitle.objects.bulk_create(RowTitle(row=row, title=title, position=n) for n, title in enumerate(titles, 1))
    return row


def make_draft(thing, by=None, **values):
    """A draft that no form made, as one that was saved with those values of the thing's columns."""
    model = {"movie": Movie, "show": Show}[thing.kind] if isinstance(thing, Title) else type(thing)
    thing, model_admin = model._base_manager.get(pk=thing.pk), admin.site.get_model_admin(model)
    graph = capture(model_admin, thing)
    graph[label_of(thing)][str(thing.pk)].update(values or {"publish_at": "2001-01-01T00:00:00Z"})
    return store_draft(model_admin, thing, graph, [], by)
