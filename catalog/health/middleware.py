"""What a request to the admin wrote is counted before its answer goes out, whichever page wrote it."""

import logging

from django.db import DatabaseError

from catalog.health.refresh import refresh_soon

logger = logging.getLogger(__name__)
_READ = {"GET", "HEAD", "OPTIONS"}


class HealthMiddleware:
    """One query for each post to the admin that changed nothing that a rule asks for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method not in _READ and request.path_info.startswith("/admin/"):
            try:
                refresh_soon()
            except DatabaseError:  # what was noted waits for the next
                logger.exception("The health of what was changed could not be counted.")
        return response
