"""What the ground floor answers itself: renditions of pictures, and whether the site is well."""

import mimetypes

from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.http import FileResponse, Http404, HttpResponse

from streamcms.publishing.revision import read_revision

_A_YEAR = 31_536_000


def rendition(request, key, file):
    """A picture's file. Its name is never reused, so whoever has it need not ask again."""
    try:
        opened = default_storage.open(f"{key}/{file}")
    except FileNotFoundError:
        raise Http404("There is no such picture.") from None
    response = FileResponse(opened, content_type=mimetypes.guess_type(file)[0] or "image/avif")
    response["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    return response


def healthz(request):
    """Whether the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request):
    """Whether the database answers too."""
    try:
        read_revision()
    except (DatabaseError, TypeError):
        return HttpResponse(
            "the database does not answer, or was not migrated\n", content_type="text/plain", status=503
        )
    return HttpResponse("ok\n", content_type="text/plain")
