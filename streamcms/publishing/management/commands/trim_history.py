"""manage.py trim_history [--dry-run]"""

import sys

from django.conf import settings
from django.core.management import BaseCommand
from tqdm import tqdm

from streamcms.publishing.history.retention import trim_history


def on_a_terminal(items):
    return tqdm(items, disable=not sys.stderr.isatty(), leave=False)


class Command(BaseCommand):
    help = "Remove what the rule of HISTORY_KEEP_DAYS and HISTORY_KEEP_LAST does not keep of the history."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="remove nothing, say what would be removed")

    def handle(self, *, dry_run, verbosity, **_):
        rule = settings.HISTORY_KEEP
        gone, looked_at, things = trim_history(**rule, dry_run=dry_run, progress=on_a_terminal)
        if verbosity:
            self.stdout.write(
                f"{'would be ' if dry_run else ''}removed {gone:,} of {looked_at:,} entries of {things:,} things; "
                f"kept: all of {rule['days']} days, then the last of each month, always the last {rule['last']}"
            )
