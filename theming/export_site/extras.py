"""Files of an export that are no pages: who is in what for the library's filters, and what a host may be told."""

from django.conf import settings


def extra_files(viewpoint, base):
    """(path, bytes) of each."""
    yield "_headers", _headers(base).encode()


def _headers(base):
    """What the server sends with each answer, in the form that several hosts of static files read."""
    prefix = base.prefix or "/"
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
    policy = "; ".join(" ".join([name, *sources]) for name, sources in directives)
    return (
        f"{prefix}*\n"
        f"  Content-Security-Policy: {policy}\n"
        f"  Referrer-Policy: {settings.SECURE_REFERRER_POLICY}\n"
        "  X-Content-Type-Options: nosniff\n"
    )
