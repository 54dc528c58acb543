"""What import_tmdb does: payloads in the order asked, batches of records, pictures, and a note of what was done.

A batch is written in one transaction and its payloads' hashes with it, so that a run that was killed ends, when run
again, where one that was not ends; and a run over what is there already writes nothing.
"""

import datetime as dt
from itertools import islice

from django.db import DatabaseError, transaction

from catalog.derived import refresh_health, refresh_library_index_on_commit, refresh_search_index
from catalog.ingest import people, pictures, titles
from catalog.ingest.rows import Report
from catalog.sources import tmdb
from catalog.sources.records import BadRecord
from catalog.tmdb_errors import TmdbError, Unauthorised
from streamcms.publishing.models import ExternalId
from streamcms.publishing.revision import hold_catalogue

PAYLOADS_AT_ONCE = 60
_PARSERS = {"movie": tmdb.movie, "show": tmdb.show, "person": tmdb.person}
_STAMP_AGAIN_AFTER = dt.timedelta(days=30)  # that an unchanged payload was seen: TMDB's data may be kept six months
_WITH_PICTURES = "+p"


def import_tmdb(
    requests, client, origin, *, with_pictures=True, concurrency=8, progress=lambda payloads, total: payloads
):
    """Fetch and store movies, shows and people: pairs such as ("movie", 550). Returns a Report.

    One that cannot be fetched or stored is reported with its id and costs no other; a refused token raises
    Unauthorised, since nothing else would work either.
    """
    report = Report()
    asked = list(dict.fromkeys(requests))
    payloads = iter(progress(client.fetch_all(asked, concurrency=concurrency), total=len(asked)))
    while batch := list(islice(payloads, PAYLOADS_AT_ONCE)):
        titles.add(report, _store(batch, client, origin, with_pictures))
    refresh_search_index()
    refresh_health()
    refresh_library_index_on_commit()
    return report


def _store(batch, client, origin, with_pictures):
    report = Report()
    fetched = []
    for kind, number, payload in batch:
        if isinstance(payload, Unauthorised):
            raise payload
        if isinstance(payload, TmdbError):
            report.failures.append(_named(kind, number, payload))
        else:
            fetched.append((kind, number, payload))
    hashes = {(kind, str(number)): _hash(payload, with_pictures) for kind, number, payload in fetched}
    held = _held(hashes)
    records, seen = [], []
    for kind, number, payload in fetched:
        known = held.get((kind, str(number)), "")
        if known and _says_the_same(known, hashes[kind, str(number)]):
            seen.append((kind, str(number)))
            continue
        try:
            records.append((kind, number, _PARSERS[kind](payload)))
        except BadRecord as error:
            report.failures.append(_named(kind, number, error))
    report.unchanged += len(seen)
    _stamp(seen, origin)
    _store_records(records, hashes, client, origin, with_pictures, report)
    return report


def _named(kind, number, error):
    place = f"{kind} {number}"
    return str(error) if place in str(error) else f"{place}: {error}"


def _hash(payload, with_pictures):
    """A hash without pictures is 64 characters; with them its last two say so."""
    digest = tmdb.payload_hash(payload)
    return digest[: -len(_WITH_PICTURES)] + _WITH_PICTURES if with_pictures else digest


def _says_the_same(held, new):
    """Whether all that `new` stands for is stored: with pictures counts as without them too."""
    return held == new or (held.endswith(_WITH_PICTURES) and held[:-2] == new[:-2])


def _held(hashes):
    """The hashes noted so far: (kind, number) -> hash."""
    held = {}
    for kind in _PARSERS:
        values = [number for of_kind, number in hashes if of_kind == kind]
        rows = ExternalId.objects.filter(provider="tmdb", kind=kind, value__in=values)
        held |= {(kind, value): payload_hash for value, payload_hash in rows.values_list("value", "payload_hash")}
    return held


def _stamp(seen, origin):
    """Note that unchanged payloads were seen, where the note is older than a month."""
    for kind in _PARSERS:
        numbers = [number for of_kind, number in seen if of_kind == kind]
        stale = ExternalId.objects.filter(
            provider="tmdb", kind=kind, value__in=numbers, fetched_at__lt=origin.fetched_at - _STAMP_AGAIN_AFTER
        )
        if numbers and stale.exists():
            stale.update(fetched_at=origin.fetched_at)


def _store_records(records, hashes, client, origin, with_pictures, report):
    """Write records; with pictures, their hashes are noted only once the pictures are there too."""
    noted = {} if with_pictures else hashes
    of_titles = [record for kind, _number, record in records if kind != "person"]
    title_hashes = {
        record.place: noted.get((kind, str(number)), "") for kind, number, record in records if kind != "person"
    }
    titles.add(report, titles.ingest_titles(of_titles, origin, title_hashes))
    for kind, number, record in records:
        if kind == "person":
            _store_person(record, origin, noted.get((kind, str(number)), ""), report)
    if with_pictures:
        failed = pictures.fetch(_holders(records), client, origin, report)
        complete = [(kind, str(number)) for kind, number, record in records if record.place not in failed]
        for kind, number in complete:
            ExternalId.objects.filter(provider="tmdb", kind=kind, value=number).update(
                payload_hash=hashes[kind, number]
            )


def _store_person(record, origin, payload_hash, report):
    try:
        with transaction.atomic():
            hold_catalogue()
            _ids, of_person = people.ingest_people([record], origin, {people.key_of(record): payload_hash})
    except (BadRecord, DatabaseError) as error:
        report.failures.append(_named("person", record.external_ids[0].value, error))
    else:
        titles.add(report, of_person)
        report.notices += record.notices


def _holders(records):
    """Every record that may hold pictures, with the place of the one it lies in: titles, seasons, episodes, people."""
    for _kind, _number, record in records:
        yield record.place, record
        for season in getattr(record, "seasons", ()):
            yield record.place, season
            for episode in season.episodes:
                yield record.place, episode
