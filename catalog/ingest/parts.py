"""What hangs on a title in numbers: credits, videos, seasons, episodes."""

import datetime as dt
from decimal import Decimal, InvalidOperation

from catalog import bulk
from catalog.identity.corrections import Corrections
from catalog.ingest import identity, people, pictures
from catalog.ingest.rows import Report, date_values, merged, provenance_of, publication_groups
from catalog.models import Caption, Credit, Episode, EpisodeTranslation, Season, SeasonTranslation, Title, Video
from catalog.sources.records import BadRecord

_CREDIT_KEY = ("person_id", "department", "job", "character")


def decimal_or_none(text, place, field_name):
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        raise BadRecord(place, field_name, f"{text!r} is not a number") from None


def write_credits(credits_of, person_ids, report):
    """Make the credits of titles as a whole (primary key -> CreditRecords in billing order) just these."""
    corrections = Corrections(credits_of)
    wanted = {pk: _credit_rows(pk, credits, person_ids, corrections) for pk, credits in credits_of.items()}
    report.credits += sum(map(len, wanted.values()))
    report.written += bulk.replace_children(
        Credit, "title_id", wanted, _CREDIT_KEY, condition="episode_id IS NULL", episode=None
    )


def write_episode_credits(credits_of, title_of, person_ids, report):
    """The same for episodes; `title_of` maps an episode's primary key to its show's."""
    corrections = Corrections({title_of[pk] for pk in credits_of})
    wanted = {
        pk: [row | {"title_id": title_of[pk]} for row in _credit_rows(title_of[pk], credits, person_ids, corrections)]
        for pk, credits in credits_of.items()
    }
    report.credits += sum(map(len, wanted.values()))
    report.written += bulk.replace_children(
        Credit, "episode_id", wanted, _CREDIT_KEY, condition="episode_id IS NOT NULL"
    )


def _credit_rows(title, credits, person_ids, corrections):
    return [
        {
            "person_id": _person_of(title, credit, person_ids, corrections),
            "department": credit.department,
            "job": credit.job,
            "character": credit.character,
            "credited_as": credit.credited_as,
            "episode_count": credit.episode_count,
            "billing_order": place,
        }
        for place, credit in enumerate(credits)
    ]


def _person_of(title, credit, person_ids, corrections):
    """Whose credit it is: what an editor corrected of a source's number; our own slug says it itself."""
    person = person_ids[people.key_of(credit.person)]
    if credit.person.slug:
        return person
    return corrections.person_of(title, person, credit.department, credit.job, credit.character)


def write_videos(videos_of, report):
    """Make the videos of titles as a whole (primary key -> VideoRecords) just these."""
    wanted = {pk: _video_rows(videos) for pk, videos in videos_of.items()}
    report.written += bulk.replace_children(Video, "title_id", wanted, ("host", "reference"), season=None, episode=None)
    _write_captions({pk: (pk, videos) for pk, videos in videos_of.items()}, report)


def write_part_videos(videos_of, part, title_of, report):
    """The same for seasons or episodes (`part` names the foreign key); `title_of` maps them to their shows."""
    wanted = {pk: [row | {"title_id": title_of[pk]} for row in _video_rows(videos)] for pk, videos in videos_of.items()}
    report.written += bulk.replace_children(
        Video, part, wanted, ("host", "reference"), conflict=("title_id", "host", "reference")
    )
    _write_captions({pk: (title_of[pk], videos) for pk, videos in videos_of.items()}, report)


def _write_captions(videos_of, report):
    """`videos_of`: anything -> (title's key, VideoRecords); videos of which the source is silent keep theirs."""
    told = {
        (title_id, video.host, video.reference): video.captions
        for title_id, videos in videos_of.values()
        for video in videos
        if video.captions is not None
    }
    if not told:
        return
    held = Video.objects.filter(title__in={title_id for title_id, _host, _reference in told})
    ids = {tuple(key): pk for pk, *key in held.values_list("pk", "title_id", "host", "reference")}
    wanted = {ids[key]: list(captions) for key, captions in told.items()}
    report.written += bulk.replace_children(Caption, "video_id", wanted, ("language", "label"))


def _video_rows(videos):
    return [
        {
            "kind": video.kind,
            "host": video.host,
            "reference": video.reference,
            "name": video.name,
            "language": video.language,
            "is_official": video.is_official,
            "released_at": dt.datetime.fromisoformat(video.released_at) if video.released_at else None,
            "position": place,
        }
        for place, video in enumerate(videos)
    ]


def write_seasons(seasons_of, person_ids, origin, report):
    """Write the seasons of shows (primary key -> SeasonRecords) with the episodes that their source listed.

    What the source no longer lists stays: an editor may have added it.
    """
    pairs = [(show, record) for show, records in seasons_of.items() for record in records]
    season_ids = _write_parts(Season, "show_id", pairs, _season_groups, origin, report)
    _write_part_texts(SeasonTranslation, "season_id", pairs, season_ids, report)
    show_of = {pk: show for (show, _number), pk in season_ids.items()}
    videos = {season_ids[show, r.number]: r.videos for show, r in pairs if "videos" in r.known}
    write_part_videos(videos, "season_id", show_of, report)
    episodes = [(season_ids[show, r.number], episode) for show, r in pairs for episode in r.episodes]
    write_episodes(episodes, show_of, person_ids, origin, report)


def write_episodes(pairs, show_of, person_ids, origin, report):
    """Write episodes: pairs of a season's primary key and an EpisodeRecord; `show_of` maps seasons to their shows."""
    episode_ids = _write_parts(Episode, "season_id", pairs, _episode_groups, origin, report)
    _write_part_texts(EpisodeTranslation, "episode_id", pairs, episode_ids, report)
    title_of = {pk: show_of[season] for (season, _number), pk in episode_ids.items()}
    meant = [(episode_ids[season, record.number], record) for season, record in pairs]
    write_episode_credits({pk: r.credits for pk, r in meant if "credits" in r.known}, title_of, person_ids, report)
    write_part_videos({pk: r.videos for pk, r in meant if "videos" in r.known}, "episode_id", title_of, report)


def _write_parts(model, parent, pairs, groups_of, origin, report):
    """Upsert parts told apart by their number; returns (parent id, number) -> primary key. Three statements."""
    parents = sorted({parent_id for parent_id, _record in pairs})
    held = {}
    for some in bulk.chunks(parents, 10_000):
        held |= {(row[parent], row["number"]): row for row in model.objects.filter(**{f"{parent}__in": some}).values()}
    image_ids = pictures.ids_of_keys([record for _parent, record in pairs])
    new, changed = {}, {}
    for parent_id, record in pairs:
        before = held.get((parent_id, record.number))
        groups = groups_of(record) | pictures.groups(record, image_ids) | publication_groups(record, before, origin)
        if before is None:
            groups |= {"number": {"number": record.number}, "parent": {parent: parent_id}}
            groups.setdefault("state", {"state": origin.state})
        row = merged(model, before, groups, origin, record.place, provenance_of(record, before, origin))
        if row:
            (changed if before else new)[parent_id, record.number] = row
    report.written += bulk.upsert(model, list(new.values()), (parent, "number"))
    report.written += bulk.upsert(model, list(changed.values()), ("id",))
    ids = {key: row["id"] for key, row in held.items()}
    if new:
        for some in bulk.chunks(parents, 10_000):
            rows = model.objects.filter(**{f"{parent}__in": some}).values_list(parent, "number", "pk")
            ids |= {(parent_id, number): pk for parent_id, number, pk in rows}
    wanted = {(parent_id, record.number): record for parent_id, record in pairs}
    held_ids = identity.held_ids([i for record in wanted.values() for i in record.external_ids])
    ids_of = {ids[key]: record.external_ids for key, record in wanted.items() if record.external_ids}
    report.notices += identity.note_ids(model, ids_of, held_ids, origin)
    return {key: ids[key] for key in wanted}


def _write_part_texts(model, parent, pairs, ids, report):
    wanted = {
        ids[parent_id, record.number]: [{"name": "", "synopsis": ""} | t for t in record.translations]
        for parent_id, record in pairs
        if "translations" in record.known
    }
    report.written += bulk.replace_children(model, parent, wanted, ("language",))


def _season_groups(record):
    return _part_groups(record, ("name", "synopsis"))


def _episode_groups(record):
    return _part_groups(record, ("name", "synopsis", "runtime"))


def _part_groups(record, plain):
    groups = {name: {name: getattr(record, name)} for name in plain if name in record.known}
    if "aired" in record.known:
        groups["aired"] = date_values("aired_on", "air_precision", record.aired, record.place)
    return groups


def ingest_seasons(pairs, origin):
    """Write seasons of our own file: pairs of a show's slug and a SeasonRecord."""
    report = Report()
    pairs = identity.of_titles_that_are_there(pairs, report)
    show_ids = dict(Title.objects.shows().filter(slug__in={slug for slug, _ in pairs}).values_list("slug", "pk"))
    for slug, record in pairs:
        if slug not in show_ids:
            raise BadRecord(record.place, "show", f"there is no show {slug!r}")
    seasons_of = {}
    for slug, record in pairs:
        seasons_of.setdefault(show_ids[slug], []).append(record)
    write_seasons(seasons_of, {}, origin, report)
    return report


def ingest_episodes(triples, origin):
    """Write episodes of our own file: triples of a show's slug, a season's number and an EpisodeRecord."""
    report = Report()
    triples = identity.of_titles_that_are_there(triples, report)
    seasons = Season.objects.filter(show__slug__in={slug for slug, _, _ in triples})
    held = {
        (slug, number): (pk, show)
        for pk, slug, number, show in seasons.values_list("pk", "show__slug", "number", "show")
    }
    pairs = []
    for slug, number, record in triples:
        if (slug, number) not in held:
            raise BadRecord(record.place, "season", f"there is no season {number} of a show {slug!r}")
        pairs.append((held[slug, number][0], record))
    person_ids = people.resolve([c.person for _, record in pairs for c in record.credits], origin)
    write_episodes(pairs, dict(held.values()), person_ids, origin, report)
    return report
