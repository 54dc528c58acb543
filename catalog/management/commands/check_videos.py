"""manage.py check_videos [--kind trailer] [--days 14] [--limit 500]"""

import datetime as dt
import sys

from django.conf import settings
from django.core.management import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from catalog.derived import refresh_health
from catalog.models import Video
from catalog.video_checks import Hosts, VideoChecker, check_videos, videos_to_check

_SHOWN = 20


class Command(BaseCommand):
    help = "Ask whether trailers can still be reached, and remember it for the health of titles."

    def add_arguments(self, parser):
        parser.add_argument(
            "--kind", action="append", choices=Video.Kind.values, help="trailers and teasers by default"
        )
        parser.add_argument("--days", type=int, default=14, help="ask again after so many days (14)")
        parser.add_argument("--limit", type=int, default=1_000, help="at most so many now (1,000)")
        parser.add_argument("--per-second", type=float, default=2, help="requests to one host (2)")

    def handle(self, *, kind, days, limit, per_second, verbosity, **_):
        videos = videos_to_check(kind or ["trailer", "teaser"], timezone.now() - dt.timedelta(days=days))
        videos = list(videos.select_related("title")[:limit])
        with VideoChecker(Hosts(site=settings.SITE_URL), per_second=per_second) as checker:
            report = check_videos(tqdm(videos, disable=not sys.stderr.isatty(), leave=False), checker)
        refresh_health()
        if verbosity:
            for line in report.gone[:_SHOWN]:
                self.stdout.write(f"gone: {line}")
            counts = report.counts
            self.stdout.write(f"reached {counts['reached']:,}, gone {counts['gone']:,}, unknown {counts['unknown']:,}")
