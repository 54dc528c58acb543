"""manage.py import_tmdb movie 550 show 1396 person 287"""

from django.conf import settings
from django.core.management import CommandError
from django.utils import timezone

from catalog.ingest.rows import Origin
from catalog.ingest.tmdb import import_tmdb
from catalog.management.command import COULD_NOT_START, ReportingCommand
from catalog.tmdb_client import TmdbClient
from catalog.tmdb_errors import TmdbError
from streamcms.publishing.publishable import Publishable

_KINDS = ("movie", "show", "person")


class Command(ReportingCommand):
    help = (
        "Fetch movies, shows and people from TMDB (TMDB_API_URL, TMDB_TOKEN) and store them. Again: only what changed."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("ids", nargs="*", metavar="kind id", help="pairs: movie 550 show 1396 person 287")
        parser.add_argument("--ids", dest="file", metavar="FILE", help="a file with one pair a line")
        parser.add_argument("--state", choices=Publishable.State.values, default="draft", help="of new titles (draft)")
        parser.add_argument("--without-pictures", action="store_true", help="facts only")
        parser.add_argument("--concurrency", type=int, default=8, help="requests under way at once (8)")

    def run(self, *, ids, file, state, without_pictures, concurrency, dry_run, **_):
        requests = list(_pairs(" ".join(ids).split(), "the command line"))
        if file:
            requests += _read(file)
        if not requests:
            raise CommandError("Name what to import: movie 550 show 1396, or --ids FILE.", returncode=2)
        origin = Origin("tmdb", timezone.now(), state)
        try:
            with TmdbClient(settings.TMDB_API_URL, settings.TMDB_TOKEN) as client:
                return import_tmdb(
                    requests,
                    client,
                    origin,
                    with_pictures=not without_pictures and not dry_run,  # files cannot be rolled back
                    concurrency=max(1, concurrency),
                    progress=self.progress,
                )
        except TmdbError as error:
            raise CommandError(str(error), returncode=COULD_NOT_START) from None


def _read(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            yield from _pairs(line.partition("#")[0].split(), f"{path}, line {number}")


def _pairs(words, place):
    """("movie", 550) for each pair of words; CommandError names what is none."""
    if len(words) % 2:
        raise CommandError(f"{place}: {' '.join(words)!r} is not pairs of a kind and an id.", returncode=2)
    for kind, number in zip(words[::2], words[1::2], strict=True):
        if kind not in _KINDS or not (number.isascii() and number.isdigit()):
            raise CommandError(f"{place}: {kind} {number} is not {' ID or '.join(_KINDS)} ID.", returncode=2)
        yield kind, int(number)
