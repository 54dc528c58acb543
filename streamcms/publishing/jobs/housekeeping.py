"""What the ground floor forgets in time: sessions, links and presences that are over, history by its rule."""

import datetime as dt
from importlib import import_module

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import ngettext

from streamcms.publishing.history.retention import trim_history
from streamcms.publishing.models import Presence, PreviewLink
from streamcms.publishing.presence import LASTS

_LINKS_ARE_LISTED = dt.timedelta(days=30)  # after they ended: who sent one can still see that it has


def forget_sessions():
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return ""


def forget_preview_links():
    long_ago = timezone.now() - _LINKS_ARE_LISTED
    gone, _ = PreviewLink.objects.filter(Q(expires_at__lt=long_ago) | Q(revoked_at__lt=long_ago)).delete()
    return _counted(gone, "%d link to previews removed", "%d links to previews removed")


def forget_presences():
    Presence.objects.filter(seen_at__lt=timezone.now() - LASTS).delete()
    return ""


def forget_history():
    gone, _looked_at, _things = trim_history(**settings.HISTORY_KEEP)
    return _counted(gone, "%d entry removed", "%d entries removed")


def _counted(count, one, many):
    return ngettext(one, many, count) % count if count else ""
