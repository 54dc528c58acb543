"""manage.py export_site DIR"""

import sys

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import formats, timezone
from tqdm import tqdm

from catalog.management.command import COULD_NOT_START, SOME_FAILED
from theming.export_site.export import CouldNotStartError, export_site
from theming.export_site.links import RELATIVE, Base

_USAGE = 2
_NAMED = 20  # addresses that lead nowhere


class Command(BaseCommand):
    help = "Write the whole public site as files, for any static server; again: what changed of it."

    def add_arguments(self, parser):
        parser.add_argument("folder", help="new, empty, or of an earlier export")
        parser.add_argument(
            "--base",
            default=RELATIVE,
            help="what addresses begin with: relative (the default: works in any folder), /films/ (a path), or "
            "https://films.example/ (canonical links, feed and sitemap too; otherwise they take SITE_URL)",
        )
        parser.add_argument("--processes", type=int, default=0, help="default: as many as there are processors")
        parser.add_argument("--afresh", action="store_true", help="draw every page, whatever is known to be the same")

    def handle(self, *, folder, base, processes, afresh, verbosity, **_):
        try:
            base = Base.parse(base, settings.SITE_URL)
        except ValueError as error:
            raise CommandError(str(error), returncode=_USAGE) from None
        try:
            outcome = export_site(folder, base, processes, _progress, afresh)
        except (CouldNotStartError, OSError) as error:
            raise CommandError(str(error), returncode=COULD_NOT_START) from None
        for failure in outcome.failures:
            self.stderr.write(f"failed: {failure}")
        if verbosity:
            self._say(outcome, base)
        if outcome.failures:
            sys.exit(SOME_FAILED)

    def _say(self, outcome, base):
        for missing in outcome.missing[:_NAMED]:
            self.stdout.write(f"note: a page refers to {missing}")
        if len(outcome.missing) > _NAMED:
            self.stdout.write(f"note: and to {len(outcome.missing) - _NAMED:,} more that lead nowhere")
        if not base.address:
            self.stdout.write(
                "note: the site's address is not known (--base https://... or SITE_URL), so that the sitemap, the feed "
                "and canonical links are relative too"
            )
        self.stdout.write(
            f"{outcome.drawn:,} pages drawn; files: {outcome.written:,} written, {outcome.unchanged:,} unchanged, "
            f"{outcome.removed:,} removed, {len(outcome.failures):,} failed"
        )
        self.stdout.write(f"right until {_spoken(outcome.until)}, or the next edit")


def _spoken(moment):
    return formats.date_format(timezone.localtime(moment), "Y-m-d H:i T") if moment else "further notice"


def _progress(pages, total):
    tqdm.monitor_interval = 0  # no thread of its own beside processes
    return tqdm(pages, total=total, unit="page", disable=not sys.stderr.isatty(), leave=False)
