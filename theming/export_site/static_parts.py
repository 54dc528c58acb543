"""Static files of the public pages: those that pages name, what those import, and all else of ours but the admin's."""

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

_IMPORTED = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*|url\()["']?(\.{1,2}/[^"')?#]+|[\w-][\w./-]*\.css)["']?""")
_OF_THE_ADMIN = "admin_theme"


def files(referred):
    """(path in the export, bytes) of each; `referred` are addresses."""
    waiting = {path.removeprefix(settings.STATIC_URL) for path in referred} | set(_ours())
    found = set()
    while waiting - found:
        name = min(waiting - found)
        found.add(name)
        body = _read(name)
        if body is None:
            continue
        yield f"{settings.STATIC_URL.strip('/')}/{name}", body
        if name.endswith((".css", ".js")):
            folder = posixpath.dirname(name)
            waiting |= {posixpath.normpath(posixpath.join(folder, other)) for other in _IMPORTED.findall(body.decode())}


def _ours():
    """Names, as pages would spell them, of what scripts may ask for by names of their own making."""
    folder = Path(apps.get_app_config("theming").path, "static")
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(_OF_THE_ADMIN):
            yield unquote(staticfiles_storage.url(name)).removeprefix(settings.STATIC_URL)


def _read(name):
    path = Path(settings.STATIC_ROOT, name) if settings.STATIC_MANIFEST else finders.find(name)
    try:
        return Path(path).read_bytes() if path else None
    except FileNotFoundError:
        return None
