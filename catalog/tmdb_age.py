"""What was fetched from TMDB longer ago than its terms allow anything to be kept: told; an import fetches it anew."""

import datetime as dt

from django.utils import timezone

from streamcms.publishing.models import ExternalId, Image

KEPT_FOR = dt.timedelta(days=182)  # six months
_PROVIDER = "tmdb"


def report_stale():
    """In words; "" where there is nothing."""
    long_ago = timezone.now() - KEPT_FOR
    things = ExternalId.objects.filter(provider=_PROVIDER, fetched_at__lt=long_ago).count()
    pictures = Image.objects.filter(source__startswith=f"{_PROVIDER}:", fetched_at__lt=long_ago).count()
    if not things and not pictures:
        return ""
    return f"{things:,} titles and people and {pictures:,} pictures are older than six months: import them again"
