"""The settings that tests run under; loaded before Django's by `-p tests.environment` in pyproject.toml."""

import os
import tempfile

_scratch = tempfile.mkdtemp(prefix="streamcms-tests-")

os.environ.update(
    SECRET_KEY="tests-only-" + "k" * 50,
    READ_DOTENV="off",
    DEBUG="off",
    PLAIN_HTTP="on",
    STATIC_MANIFEST="off",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    DATA_ROOT=_scratch,
    PASSWORD_HASHERS="django.contrib.auth.hashers.MD5PasswordHasher",
)
for name in ("TMDB_TOKEN", "TMDB_API_URL", "SITE_URL"):
    os.environ.pop(name, None)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_scratch}/tests.sqlite3")
