"""/tv/ID/season/N, and the summaries of seasons in /tv/ID -> SeasonRecord with its episodes. PURE."""

import re

from catalog.sources.records import BadRecord, EpisodeRecord, SeasonRecord
from catalog.sources.tmdb import limits, parts
from catalog.sources.tmdb.credits import credits_of_episode
from catalog.sources.tmdb.fields import Reader, quoted
from catalog.sources.tmdb.pictures import picture

APPENDED = re.compile(r"season/\d+")
EARLIEST_YEAR = 1920  # before the first broadcasts
_TEXTS = {"name": (("name",), limits.PART_NAME), "synopsis": (("overview",), None)}


def season(payload, show_id, notices=None):
    """One season with the episodes that the payload lists; BadRecord without a season number.

    `notices`, a list, receives what was odd.
    """
    place = f"show {show_id} season"
    if not isinstance(payload, dict):
        raise BadRecord(place, "payload", f"{quoted(payload)} is not an object")
    reader = Reader(payload, place, [] if notices is None else notices)
    number = reader.number("season_number", smallest=0)
    if number is None:
        raise BadRecord(place, "season_number", "it has none")
    reader.place = f"{place} {number}"
    return _season(reader, number)


def seasons_of(reader, show_id, fetched, videos_of_show):
    """The seasons of a show by number: fetched or appended ones whole, others by their summary; None without a list.

    A video that the show has is not the season's too.
    """
    whole = [*fetched, *(reader.data[key] for key in sorted(reader.data) if APPENDED.fullmatch(key))]
    if not whole and reader.items("seasons") is None:
        return None
    found = {}
    for payload in [*whole, *(reader.items("seasons") or ())]:
        try:
            record = season(payload, show_id, said := [])
        except BadRecord as error:
            reader.notices.append(f"{error}; left out")
            continue
        if record.number not in found:  # the summary of a season that is there whole says nothing new
            found[record.number] = record
            reader.notices += said
    shown = {(video.host, video.reference) for video in videos_of_show}
    for _number, record in sorted(found.items()):
        record.videos = tuple(video for video in record.videos if (video.host, video.reference) not in shown)
        shown |= {(video.host, video.reference) for video in record.videos}
    return tuple(found[number] for number in sorted(found))


def _season(reader, number):
    fields = _texts_and_date(reader)
    if fields.get("name") == ("Specials" if number == 0 else f"Season {number}"):
        fields["name"] = ""  # that is its number again, in one language
    if "poster_path" in reader:
        fields["poster"] = picture(reader, "poster_path", "poster")
    for field, value in (
        ("videos", parts.videos(reader)),
        ("translations", _translations(reader, fields, rf"(?i)\D+{number}|{number}\.?\D+")),
        ("episodes", _episodes(reader, number)),
    ):
        if value is not None:
            fields[field] = value
    identifier = reader.identifier()
    if identifier:
        fields["external_ids"] = parts.external_ids(reader, "season", identifier)
    return SeasonRecord(reader.place, number, **fields, known=frozenset(fields))


def _translations(reader, own, placeholder):
    """Without names that are only the season's number in another language."""
    found = parts.translations(reader, own, **_TEXTS)
    if found is None:
        return None
    for translation in found:
        if re.fullmatch(placeholder, translation["name"]) and not own.get("name"):
            translation["name"] = ""
    return tuple(translation for translation in found if translation["name"] or translation["synopsis"])


def _episodes(reader, season_number):
    if reader.items("episodes") is None:
        return None
    found = {}
    for item in reader.objects("episodes"):
        number = item.number("episode_number", smallest=0)
        if number is None:
            item.note("episode_number", "it has none; left out")
        elif number in found:
            item.note("episode_number", f"a second episode {number}; left out")
        else:
            item.place, item.path = f"{reader.place} episode {number}", ""
            found[number] = _episode(item, number)
    return tuple(found[number] for number in sorted(found))


def _episode(reader, number):
    fields = _texts_and_date(reader)
    if "runtime" in reader:
        fields["runtime"] = reader.number("runtime")
    if "still_path" in reader:
        fields["still"] = picture(reader, "still_path", "still")
    for field, value in (
        ("credits", credits_of_episode(reader)),
        ("videos", parts.videos(reader)),
        ("translations", parts.translations(reader, fields, **_TEXTS)),
    ):
        if value is not None:
            fields[field] = value
    identifier = reader.identifier()
    if identifier:
        fields["external_ids"] = parts.external_ids(reader, "episode", identifier, "title")
    return EpisodeRecord(reader.place, number, **fields, known=frozenset(fields))


def _texts_and_date(reader):
    fields = {}
    if "name" in reader:
        fields["name"] = reader.text("name", limits.PART_NAME)
    if "overview" in reader:
        fields["synopsis"] = reader.text("overview", lines=True)
    if "air_date" in reader:
        fields["aired"] = reader.date("air_date", EARLIEST_YEAR)
    return fields
