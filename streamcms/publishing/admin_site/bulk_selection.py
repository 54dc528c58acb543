"""What was chosen on a list, and what a page showed of it: carried along signed, in one field, however many it are."""

import zlib
from dataclasses import dataclass, field

from django.core import signing
from django.utils.http import url_has_allowed_host_and_scheme

TOKEN = "_chosen"
MOST_THINGS = 20_000
_SALT = "streamcms.bulk"


@dataclass(frozen=True)
class Selection:
    """`seen`: primary key -> mark of what was shown, 0 for nothing yet; `what` was to be done, with which values."""

    label: str
    what: str
    seen: dict
    values: dict = field(default_factory=dict)

    @property
    def keys(self):
        return list(self.seen)

    def token(self):
        content = [self.label, self.what, list(self.seen.items()), self.values]
        return signing.dumps(content, salt=_SALT, compress=True)


def read_selection(text, label):
    """The Selection that a token holds; None where it is spoilt or another model's."""
    try:
        about, what, seen, values = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Selection(label, what, dict(seen), values) if about == label else None


def mark_of(facts):
    """A number that tells whether something is shown as it was before."""
    return zlib.crc32(repr(facts).encode())


def list_address(request, fallback):
    """Back to the list as it was looked at."""
    wanted = request.POST.get("back", "")
    is_ours = wanted.startswith("/admin/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if is_ours else fallback
