"""Pointers to pictures: by key where the picture is ours already, else fetched from the source and stored."""

from concurrent.futures import ThreadPoolExecutor

from django.db import transaction

from catalog import bulk
from catalog.ingest import identity
from catalog.ingest.rows import is_locked
from catalog.models import Episode, Season, Title
from catalog.sources.records import IMAGE_ROLES, BadRecord
from catalog.tmdb_errors import TmdbError, Unavailable
from people.models import Person
from streamcms.publishing.artwork.ladder import ImageRejected
from streamcms.publishing.artwork.originals import prepare
from streamcms.publishing.image_files import store_prepared
from streamcms.publishing.models import Image

# What is fetched of each role: the smallest of TMDB's sizes that fills the ladder.
_SIZES = {"poster": "w780", "backdrop": "original", "logo": "w500", "still": "original", "portrait": "h632"}
_MODELS = {"TitleRecord": Title, "SeasonRecord": Season, "EpisodeRecord": Episode, "PersonRecord": Person}
_THREADS = 4
_PICTURES_IN_MEMORY = 24


def _pictures(record):
    """(role, ImageRecord or None) of the roles that a record speaks about."""
    for role in IMAGE_ROLES:
        if role in record.known and hasattr(record, role):
            yield role, getattr(record, role)


def ids_of_keys(records):
    """key -> (primary key, role) of the pictures that records name by key; BadRecord where there is none. One query."""
    wanted = [
        (record, role, image.key) for record in records for role, image in _pictures(record) if image and image.key
    ]
    if not wanted:
        return {}
    found = {
        key: (pk, role)
        for pk, key, role in Image.objects.filter(key__in=[key for _, _, key in wanted]).values_list(
            "pk", "key", "role"
        )
    }
    for record, role, key in wanted:
        if key not in found:
            raise BadRecord(record.place, role, f"there is no picture {key!r}")
        if found[key][1] != role:
            raise BadRecord(record.place, role, f"the picture {key!r} is a {found[key][1]}")
    return found


def groups(record, image_ids):
    """The pointers that a record sets: to a picture by key, or away from one when our own file says so."""
    pointers = {}
    for role, image in _pictures(record):
        if image and image.key:
            pointers[role] = {f"{role}_id": image_ids[image.key][0]}
        elif image is None and record.publication is not None:
            pointers[role] = {f"{role}_id": None}
    return pointers


def fetch(holders, client, origin, report):
    """Fetch and store the pictures that records point to by path and their rows do not show yet.

    `holders`: pairs of a place and a record. Returns the places of those that a later run has to try again: TMDB was
    not to be reached. A picture that is gone or broken is a notice and is not asked for again.
    """
    wanted = list(_wanted(list(holders), origin))
    failed = set()
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="pictures") as pool:
        for some in bulk.chunks(wanted, _PICTURES_IN_MEMORY):
            paths = {(image.path, role) for _place, _model, _pk, role, image in some}
            held = _stored(paths)
            results = {key: pool.submit(_fetch, client, *key) for key in sorted(paths - held.keys())}
            for place, model, pk, role, image in some:
                key = image.path, role
                try:
                    if key not in held:
                        held[key] = _store(results[key].result(), image, origin)
                    model._base_manager.filter(pk=pk).update(**{role: held[key]})
                    report.written += 1
                except Unavailable:
                    failed.add(place)
                    report.failures.append(f"{place}: {role} {image.path}: TMDB could not be reached")
                except (TmdbError, ImageRejected) as error:
                    report.notices.append(f"{place}: {role} {image.path}: {error}")
    return failed


def _wanted(holders, origin):
    """(place, model, primary key, role, ImageRecord) of each picture that a row does not show and may."""
    found = identity.held_ids([record.external_ids[0] for _place, record in holders if record.external_ids])
    by_model = {}
    for place, record in holders:
        model = _MODELS[type(record).__name__]
        holder = record.external_ids and found.get(identity.triple(record.external_ids[0]))
        pk = None if holder and holder.is_alias else identity.find(model, record.external_ids[:1], found)
        pointers = [(role, image) for role, image in _pictures(record) if image and image.path]
        if pk and pointers:
            by_model.setdefault(model, []).append((place, pk, pointers))
    for model, entries in by_model.items():
        roles = {role for _place, _pk, pointers in entries for role, _image in pointers}
        columns = ["pk", "provenance", *(f"{role}__source" for role in roles)]
        for some in bulk.chunks(entries, 5_000):
            rows = {row["pk"]: row for row in model.objects.filter(pk__in=[pk for _, pk, _ in some]).values(*columns)}
            for place, pk, pointers in some:
                for role, image in pointers:
                    shown = rows[pk][f"{role}__source"] == _source(image.path)
                    if not shown and not is_locked(rows[pk], role, {}, origin):
                        yield place, model, pk, role, image


def _source(path):
    return f"tmdb:{path}"


def _stored(paths):
    """Pictures that were fetched before, perhaps by a run that was stopped: (path, role) -> Image."""
    sources = {_source(path): path for path, _role in paths}
    images = Image.objects.filter(source__in=sources).order_by("-pk")
    return {
        (sources[image.source], image.role): image for image in images if (sources[image.source], image.role) in paths
    }


def _fetch(client, path, role):
    return prepare(client.image(path, _SIZES[role]), role)


@transaction.atomic
def _store(prepared, image, origin):
    return store_prepared(
        prepared,
        image.role,
        source=_source(image.path),
        alternative_text=image.alternative_text,
        fetched_at=origin.fetched_at,
    )
