"""Where static files go when they are collected: hashed names, compressed, module imports rewritten, one style sheet.

Style sheets are written as one component a file, and `css/site.css` imports them; a browser would fetch each. What is
collected under its hashed name holds them all instead.
"""

import re

from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'^@import url\("([\w-]+\.css)"\);$', re.MULTILINE)
_JOINED = ("css/site.css",)


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        joined = {name: (JoinedStyleSheets(paths), name) for name in _JOINED if name in paths}
        yield from super().post_process({**paths, **joined}, dry_run=dry_run, **options)


class JoinedStyleSheets:
    """Opens a style sheet with its imports in their places. `paths`: name -> (storage, path), from collectstatic."""

    def __init__(self, paths):
        self.paths = paths

    def open(self, name):
        folder = name.rpartition("/")[0]
        text = _IMPORT.sub(lambda found: self._read(f"{folder}/{found[1]}"), self._read(name))
        if "@import" in text:
            raise ImproperlyConfigured(
                f'{name} or a sheet that it imports says @import in another form than a line `@import url("name.css");`'
            )
        return ContentFile(text.encode(), name)

    def _read(self, name):
        storage, path = self.paths[name]
        with storage.open(path) as file:
            return file.read().decode()
