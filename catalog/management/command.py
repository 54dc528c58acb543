"""What commands that write source rows share: --dry-run, progress on a terminal, a summary, the exit code."""

import sys
from contextlib import nullcontext

from django.core.management import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from catalog.sources.records import BadRecord

DONE, SOME_FAILED, COULD_NOT_START = 0, 1, 3


class ReportingCommand(BaseCommand):
    """A command whose `run(**options)` returns a Report. Exit code 0 done, 1 some items failed (each named), 2 wrong
    usage, 3 could not start."""

    _shown_notices = 20

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would be done")

    def handle(self, *, dry_run, verbosity, **options):
        with transaction.atomic() if dry_run else nullcontext():
            try:
                report = self.run(dry_run=dry_run, **options)
            except (OSError, BadRecord) as error:
                raise CommandError(str(error), returncode=COULD_NOT_START) from None
            if dry_run:
                transaction.set_rollback(True)
        if verbosity or report.failures:
            self._summarise(report, dry_run)
        if report.failures:
            sys.exit(SOME_FAILED)

    def progress(self, items, **options):
        """The items, counted on a terminal and nowhere else."""
        return tqdm(items, disable=not sys.stderr.isatty(), leave=False, **options)

    def _summarise(self, report, dry_run):
        for notice in report.notices[: self._shown_notices]:
            self.stdout.write(f"note: {notice}")
        if len(report.notices) > self._shown_notices:
            self.stdout.write(f"note: and {len(report.notices) - self._shown_notices:,} more")
        for failure in report.failures:
            self.stderr.write(f"failed: {failure}")
        self.stdout.write(
            f"{'would be ' if dry_run else ''}created {report.created:,}, updated {report.updated:,}, "
            f"unchanged {report.unchanged:,}, failed {len(report.failures):,}"
        )
